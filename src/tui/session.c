#include "tui/session.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/check.h"
#include "model/refusal.h"

enum { REASON_MAX = sizeof((struct err *)NULL)->text - 10 }; /* with the option before it */

bool session_init(struct session *session, const struct tui_options *options, struct err *err)
{
    *session = (struct session){.options = options, .cases = calloc(options->entry_count, sizeof *session->cases)};
    player_init(&session->player, options->is_class);
    return session->cases || err_memory(err);
}

void session_release(struct session *session)
{
    for (size_t i = 0; session->cases && i < session->options->entry_count; i++)
        if (session->cases[i].is_open) {
            futures_release(&session->cases[i].futures);
            text_release(&session->cases[i].asked);
        }
    free(session->cases);
    text_release(&session->notice);
}

void session_say(struct session *session, const char *format, ...)
{
    va_list arguments;

    text_clear(&session->notice);
    va_start(arguments, format);
    text_addv(&session->notice, format, arguments);
    va_end(arguments);
}

void session_say_error(struct session *session, const struct err *err)
{
    session_say(session, "%.*s", SESSION_REASON_MAX, err->text);
}

void session_say_round(struct session *session, bool is_forward, bool is_found, bool is_here, const char *search)
{
    if (is_found && !is_here)
        session_say(session, "From the %s again: Esc drops /%s.", is_forward ? "start" : "end", search);
    else
        session_say(session, "No %smatch: Esc drops /%s.", is_found ? "other " : "", search);
}

void session_say_command(struct session *session, const struct futures *futures, const struct future *future,
                         uint32_t at)
{
    struct text command = {0};

    future_write_command(futures, future, at, session->lane, &command);
    session_say(session, "%s", text_str(&command));
    text_release(&command);
}

bool session_load(struct session *session, size_t entry)
{
    const struct tui_options *options = session->options;
    struct play_case *it = &session->cases[entry];
    struct scenario *scenario;
    struct err err;

    CHECK(entry < options->entry_count);
    if (it->is_open)
        return true;
    scenario = options->load(options->context, entry, &err);
    it->is_open = scenario &&
                  futures_init(&it->futures, options->entries[entry].name, scenario, &session->cancel, &err);
    if (it->is_open)
        return true;
    snprintf(it->trouble, sizeof it->trouble, "%.*s", (int)sizeof it->trouble - 1, err.text);
    session_say(session, "%s", it->trouble);
    return false;
}

/* Stands at the place of the command line, everything up to it seen. */
static bool go_to_place(struct session *session, const char *place, struct err *err)
{
    struct err why;
    uint32_t at;

    if (!player_find(&session_future(session)->trace, place, &at, &why))
        return err_set(err, "--at: %.*s", REASON_MAX, why.text);
    session_go(session, at);
    return true;
}

static bool go_to_lane(struct session *session, const char *name, struct err *err)
{
    const struct scenario *scenario = session_future(session)->scenario;
    const char *names[NAMED_MAX];
    int found = scenario_bot(scenario, name);
    struct err why;

    if (found == NO_INDEX) {
        (void)word_refuse("bot", name, names, scenario_names(scenario, NAMED_BOT, names), &why);
        return err_set(err, "--lane: %.*s", REASON_MAX, why.text);
    }
    session->lane = (uint32_t)found;
    return true;
}

bool session_begin(struct session *session, struct err *err)
{
    const struct tui_options *options = session->options;

    CHECK(options->open >= 0);
    session->here = (size_t)options->open;
    if (!session_load(session, session->here))
        return err_set(err, "%s", session->cases[session->here].trouble);
    for (size_t i = 0; i < options->change_count; i++)
        if (!futures_branch(session_futures(session), &options->changes[i], err))
            return false;
    player_suit(&session->player, &session_future(session)->trace);
    return (!options->at || go_to_place(session, options->at, err)) &&
           (!options->lane || go_to_lane(session, options->lane, err));
}

bool session_stops(const struct session *session)
{
    return cancel_token_stops(&session->cancel,
                              &(struct progress){.what = "events", .done = session->looked, .share = -1});
}

const struct ledger *session_ledger(struct session *session, struct future *future, uint32_t at)
{
    struct err err;
    const struct ledger *ledger = future_ledger(future, at, &err);

    if (!ledger)
        session_say_error(session, &err);
    return ledger;
}

const struct future *play_case_watched(const struct play_case *it)
{
    return it->is_open && it->futures.list[0].was_watched ? &it->futures.list[0] : NULL;
}

const struct future *play_case_mended(const struct play_case *it)
{
    const struct future *first = play_case_watched(it);

    for (size_t i = 1; first && !first->is_good && i < it->futures.count; i++)
        if (!it->futures.list[i].is_deleted && it->futures.list[i].was_watched && it->futures.list[i].is_good)
            return &it->futures.list[i];
    return NULL;
}

void session_go(struct session *session, uint32_t at)
{
    struct future *future = session_future(session);

    CHECK(at == NO_EVENT || at < future->trace.count);
    future->at = at;
    if (at == NO_EVENT)
        return;
    if (future->seen == NO_EVENT || future->seen < at)
        future->seen = at;
    future->was_watched |= at + 1 == future->trace.count && !future_is_frozen(future);
}

bool session_ask(struct session *session, uint32_t at, const char *question, struct err *err)
{
    struct text *asked = &session->cases[session->here].asked;

    if (!future_freeze(session_future(session), at, err))
        return false;
    text_clear(asked);
    text_add(asked, question);
    session->player.is_playing = false;
    return !asked->failed || err_memory(err);
}

void session_close_question(struct session *session)
{
    future_thaw(session_future(session));
    text_clear(&session->cases[session->here].asked);
}

const char *session_question(const struct session *session)
{
    const struct play_case *it = &session->cases[session->here];

    return it->is_open && future_is_frozen(futures_current(&it->futures)) ? text_str(&it->asked) : NULL;
}

void session_see(struct session *session, uint32_t event)
{
    uint16_t bot = session_future(session)->trace.events[event].bot;

    session->player.is_playing = false;
    session_go(session, event);
    if (bot != NO_BOT)
        session->lane = bot;
}

bool session_hides_title(const struct session *session, size_t of_case)
{
    const struct play_case *it = &session->cases[of_case];

    return session->options->is_class && (!play_case_watched(it) || future_is_frozen(futures_current(&it->futures)));
}

uint32_t session_seen(const struct session *session)
{
    const struct future *future = session_future(session);

    return session->options->is_class ? future->at : future->seen;
}

void session_toggle_all(struct session *session, bool is_anything_folded)
{
    if (session->shows_all || is_anything_folded)
        session->shows_all = !session->shows_all;
    else
        session_say(session, "Nothing is folded.");
}

struct place session_place(const struct session *session)
{
    const struct play_case *it = &session->cases[session->here];
    struct place place = {.is_set = it->is_open, .of_case = session->here, .lane = session->lane, .at = NO_EVENT};

    if (it->is_open) {
        place.of_future = it->futures.current;
        place.at = session_future(session)->at;
    }
    return place;
}

bool session_is_in(const struct session *session, const struct place *place)
{
    return place->is_set && place->of_case == session->here && place->of_future == session_futures(session)->current;
}

bool session_return(struct session *session, struct place *place)
{
    struct futures *futures = &session->cases[place->of_case].futures;

    if (!place->is_set)
        return false;
    CHECK(place->of_future < futures->count && !futures->list[place->of_future].is_deleted);
    place->is_set = false;
    session->here = place->of_case;
    session->lane = place->lane;
    futures_go_to(futures, place->of_future, place->at);
    return true;
}

void place_forget_deleted(struct place *place, const struct session *session)
{
    const struct futures *futures = &session->cases[place->of_case].futures;

    if (place->is_set && (place->of_future >= futures->count || futures->list[place->of_future].is_deleted))
        place->is_set = false;
}
