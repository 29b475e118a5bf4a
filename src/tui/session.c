#include "tui/session.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/range.h"
#include "file/run_code.h"
#include "model/refusal.h"

enum { REASON_MAX = sizeof((struct err *)NULL)->text - 10 }; /* with the option before it */

bool session_init(struct session *session, const struct tui_options *options, struct err *err)
{
    *session = (struct session){.options = options, .cases = calloc(options->entry_count, sizeof *session->cases)};
    player_init(&session->player, options->is_class);
    return session->cases || err_memory(err);
}

static void drop_gates(struct play_case *it)
{
    for (size_t i = 0; i < it->asking_count; i++) {
        if (asking_is_open(&it->askings[i]))
            future_thaw(&it->futures.list[it->asked_in]);
        asking_release(&it->askings[i]);
    }
    free(it->askings);
    it->askings = NULL;
    it->asking_count = 0;
}

static void cases_release(struct session *session)
{
    for (size_t i = 0; session->cases && i < session->options->entry_count; i++)
        if (session->cases[i].is_open) {
            drop_gates(&session->cases[i]);
            futures_release(&session->cases[i].futures);
        }
}

void session_release(struct session *session)
{
    cases_release(session);
    free(session->cases);
    text_release(&session->copied);
    text_release(&session->notice);
    text_release(&session->left);
}

void session_begin_anew(struct session *session)
{
    struct session fresh = {.options = session->options,
                            .cases = session->cases,
                            .player = session->player,
                            .answered = session->answered,
                            .now = session->now,
                            .asks_no_more = session->asks_no_more,
                            .skipped = session->skipped,
                            .is_sliced = session->is_sliced,
                            .cancel = session->cancel,
                            .notice = session->notice};
    struct text left = {0};

    session_farewell(session, &left);
    cases_release(session);
    memset(session->cases, 0, session->options->entry_count * sizeof *session->cases);
    text_release(&session->left);
    *session = fresh;
    session->left = left;
    session->player.is_playing = false;
}

void session_farewell(const struct session *session, struct text *out)
{
    text_add(out, text_str(&session->left));
    for (size_t c = 0; c < session->options->entry_count; c++) {
        const struct play_case *it = &session->cases[c];

        for (size_t i = max_size(it->given_count, 1); it->is_open && i < it->futures.count; i++) {
            const struct future *future = &it->futures.list[i];

            if (future->is_deleted || future->is_saved)
                continue;
            future_write_command(&it->futures, future, future->at, c == session->here ? session->lane : 0, out);
            text_add(out, "\n");
        }
    }
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

/* "  # PICARD-…"; nothing where no code says it. */
void session_write_code(const struct session *session, const struct futures *futures, const struct future *future,
                        uint32_t at, struct text *out)
{
    struct run_code code = {.at = at == NO_EVENT ? 0 : at + 1, .lane = session->lane};
    char word[RUN_CODE_BYTES_MAX];

    if (future->change_count > RUN_CODE_CHANGES_MAX || code.lane >= future->scenario->bot_count)
        return;
    if (session->options->number)
        code.scenario = session->options->number(futures->name);
    code.change_count = future->change_count;
    memcpy(code.changes, future->changes, future->change_count * sizeof *code.changes);
    if (run_code_write(&code, futures->list[0].scenario, word))
        text_add(out, word);
}

void session_say_command(struct session *session, const struct futures *futures, const struct future *future,
                         uint32_t at)
{
    struct text command = {0}, code = {0};

    future_write_command(futures, future, at, session->lane, &command);
    session_write_code(session, futures, future, at, &code);
    if (!text_is_empty(&code))
        text_addf(&command, "  # %s", text_str(&code));
    text_release(&code);
    session_say(session, "%s", text_str(&command));
    text_clear(&session->copied);
    text_add(&session->copied, text_str(&command));
    text_release(&command);
}

static bool set_gates(struct session *session, struct play_case *it, const struct asked_gate *gates, size_t count,
                      struct err *err)
{
    drop_gates(it);
    it->asked_in = it->futures.current;
    it->askings = calloc(count + 1, sizeof *it->askings);
    if (!it->askings)
        return err_memory(err);
    for (size_t i = 0; i < count; i++) {
        it->asking_count++;
        if (!asking_init(&it->askings[i], &gates[i], futures_current(&it->futures), &session->cancel, err)) {
            drop_gates(it);
            return false;
        }
    }
    return true;
}

/* The present future's own. */
static bool set_own_gates(struct session *session, struct play_case *it, struct err *err)
{
    const struct scenario *scenario = futures_current(&it->futures)->scenario;
    struct asked_gate gates[SCENARIO_GATES_MAX];

    if (session->options->has_no_gates)
        return true;
    for (uint32_t g = 0; g < scenario->gate_count; g++)
        gates[g] = (struct asked_gate){.gate = &scenario->gates[g]};
    return set_gates(session, it, gates, scenario->gate_count, err);
}

bool session_set_gates(struct session *session, const struct asked_gate *gates, size_t count, struct err *err)
{
    return set_gates(session, &session->cases[session->here], gates, count, err);
}

/* Plays an entry and poses its questions; false with a reason, also where that was left. */
static bool open_case(struct session *session, struct play_case *it, size_t entry, struct err *err)
{
    const struct tui_options *options = session->options;
    struct scenario *scenario = options->load(options->context, entry, err);

    if (!scenario || !futures_init(&it->futures, options->entries[entry].name, scenario, &session->cancel, err))
        return false;
    if (set_own_gates(session, it, err) && !(session_stops(session) && !err_set(err, "stopped")))
        return true;
    drop_gates(it);
    futures_release(&it->futures);
    return false;
}

bool session_load(struct session *session, size_t entry)
{
    struct play_case *it = &session->cases[entry];
    struct err err;

    CHECK(entry < session->options->entry_count);
    if (it->is_open)
        return true;
    it->is_open = open_case(session, it, entry, &err);
    if (it->is_open)
        return true;
    snprintf(it->trouble, sizeof it->trouble, "%.*s", (int)sizeof it->trouble - 1, err.text);
    session_say(session, "%s", it->trouble);
    return false;
}

/* Stands at the place of the command line, everything up to it seen, so that no gate asks on the way. */
static bool go_to_place(struct session *session, const char *place, struct err *err)
{
    struct err why;
    uint32_t at;

    if (!player_find(&session_future(session)->trace, place, &at, &why))
        return err_set(err, "--at: %.*s", REASON_MAX, why.text);
    session_future(session)->seen = at;
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
    if (options->change_count > 0 && !set_own_gates(session, &session->cases[session->here], err))
        return false;
    player_suit(&session->player, &session_future(session)->trace);
    return (!options->at || go_to_place(session, options->at, err)) &&
           (!options->lane || go_to_lane(session, options->lane, err));
}

struct asking *session_asking(const struct session *session)
{
    struct play_case *it = &session->cases[session->here];

    for (size_t i = 0; it->is_open && it->futures.current == it->asked_in && i < it->asking_count; i++)
        if (it->askings[i].stage >= ASKING_OPEN && it->askings[i].stage <= ASKING_OUTCOME)
            return &it->askings[i];
    return NULL;
}

/* The first question of the present future that is to be asked before an event is seen; NULL. */
static struct asking *asked_before(const struct session *session, uint32_t at)
{
    struct play_case *it = &session->cases[session->here];
    const struct future *future = session_future(session);
    struct asking *found = NULL;

    if (at == NO_EVENT || it->futures.current != it->asked_in || session->asks_no_more || future_is_frozen(future))
        return NULL;
    for (size_t i = 0; i < it->asking_count; i++) {
        struct asking *asking = &it->askings[i];
        uint32_t event = asking->event;

        if (asking->stage == ASKING_AHEAD && asking->question && event <= at &&
            (future->seen == NO_EVENT || future->seen < event) && (!found || event < found->event))
            found = asking;
    }
    return found;
}

/* Opens a question; false, and says so, when memory is out. */
static bool ask(struct session *session, struct asking *asking)
{
    struct err err;

    if (!asking_open(asking, session_future(session), session->options->pupils, session->now, &err)) {
        session_say_error(session, &err);
        return false;
    }
    session->player.is_playing = false;
    session->was_asked = true;
    return true;
}

static void leave_outcome(struct session *session)
{
    struct asking *asking = session_asking(session);

    if (asking && asking->stage == ASKING_OUTCOME)
        asking_close(asking, session_future(session));
}

void session_close_question(struct session *session)
{
    struct play_case *it = &session->cases[session->here];
    struct asking *asking = session_asking(session);

    if (!asking)
        return;
    asking_close(asking, session_future(session));
    for (size_t i = 0; i < it->asking_count && !session->asks_no_more; i++) {
        struct asking *next = &it->askings[i];

        if (next->stage == ASKING_AHEAD && next->question && next->event == asking->event && ask(session, next))
            return;
    }
}

void session_forget_questions(struct session *session)
{
    struct play_case *it = &session->cases[session->here];

    future_thaw(session_future(session));
    for (size_t i = 0; i < it->asking_count; i++)
        asking_reset(&it->askings[i]);
    session->asks_no_more = false;
    session->skipped = 0;
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
    struct asking *asking;

    CHECK(at == NO_EVENT || at < future->trace.count);
    if (at != future->at)
        leave_outcome(session);
    asking = asked_before(session, at);
    if (asking && ask(session, asking))
        at = asking->event;
    future->at = at;
    if (at == NO_EVENT)
        return;
    if (future->seen == NO_EVENT || future->seen < at)
        future->seen = at;
    future->was_watched |= at + 1 == future->trace.count && !future_is_frozen(future);
}

void session_see(struct session *session, uint32_t event)
{
    const struct future *future = session_future(session);
    uint16_t bot;

    session->player.is_playing = false;
    session_go(session, event);
    bot = future->trace.events[future->at].bot;
    if (bot != NO_BOT)
        session->lane = bot;
}

bool session_hides_title(const struct session *session, size_t of_case)
{
    const struct play_case *it = &session->cases[of_case];

    return session->options->is_class && (!play_case_watched(it) || future_is_frozen(futures_current(&it->futures)));
}

bool session_hides_question(const struct session *session)
{
    const struct play_case *it = &session->cases[session->here];
    bool asks = false;

    for (size_t i = 0; i < it->asking_count; i++)
        asks = asks || it->askings[i].question;
    return asks && session_hides_title(session, session->here);
}

uint32_t session_seen(const struct session *session)
{
    const struct future *future = session_future(session);

    return session->options->is_class ? future->at : future->seen;
}

void session_toggle_all(struct session *session, bool is_anything_folded)
{
    if (!session->shows_all && !is_anything_folded) {
        session_say(session, "Nothing is folded.");
        return;
    }
    session->shows_all = !session->shows_all;
    if (session->options->is_linear)
        session_say(session, session->shows_all ? "Every event is said from now on." : "Moments alone are said again.");
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
