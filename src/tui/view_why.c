/* Why: the causes of a post that is amiss, and what would help.
 *
 * The changes are those of the whole run, tried in a task: they stay while other bots of the same future are asked
 * about. Before a class they are kept until they are asked for. */
#include <string.h>

#include "base/arena.h"
#include "screens/why_screen.h"
#include "tui/run_speech.h"
#include "tui/search_task.h"
#include "tui/views.h"
#include "words/carried.h"
#include "words/chain.h"
#include "words/change_say.h"
#include "words/narrate.h"
#include "words/phrase.h"
#include "words/wish.h"

enum { WHY_CHAIN_MAX = 64 };

struct why_state {
    uint32_t bot, occurrence;
    uint32_t chain[WHY_CHAIN_MAX]; /* events: the effect first */
    size_t chain_count, link;      /* link: at the cursor */
    struct place of;               /* set: whose search is under way, or was */
    struct search *found;          /* by it; owned; NULL: nothing yet */
    struct whatif *const *rows;    /* the search's, in the order of the table */
    struct why_row *shown;         /* the same as the screen takes them; in `strings` */
    struct arena strings;
    size_t row_count, row; /* row: at the cursor */
    int focus;             /* WHY_CHAIN or WHY_TABLE */
    bool is_zoomed;
    bool is_told; /* a class asked what would help */
    int failing_bot;
};

/* Drops the search and its rows. */
static void forget_why(struct app *app)
{
    struct why_state *why = why_of(app);

    task_stop(&app->tasks[VIEW_WHY]);
    search_free(why->found);
    arena_release(&why->strings);
    why->found = NULL;
    why->of.is_set = false;
    why->row_count = 0;
}

/* Are the changes kept from a class that has not asked for them? */
static bool is_hidden(const struct app *app)
{
    return app->session.options->is_class && !why_of(app)->is_told;
}

/* How many of the changes are shown. */
static size_t rows_told(const struct app *app)
{
    return is_hidden(app) ? 0 : why_of(app)->row_count;
}

/* Does Enter open a change beside the run? Else it goes to a cause. */
static bool opens_beside(const struct app *app)
{
    return why_of(app)->focus == WHY_TABLE && !is_hidden(app);
}

/* A row as the screen takes it; false when memory is out. */
static bool show_row(struct why_state *why, const struct scenario *scenario, size_t row)
{
    struct why_row *shown = &why->shown[row];
    struct text words = {0};

    changes_say(scenario, why->rows[row]->changes, why->rows[row]->change_count, &words);
    shown->is_spared = fault_set_count(&why->rows[row]->spared) > 0;
    shown->is_cut = !why->rows[row]->has_ended;
    if (shown->is_cut) {
        text_add(&words, "; cut before its end");
    } else if (shown->is_spared) {
        text_add(&words, "; but ");
        spared_say(scenario, &why->rows[row]->spared, &words);
    } else if (why->rows[row]->merit.loses) {
        phrase_add(scenario, "; but one fault more loses a {effect}", &words);
    }
    shown->change = words.failed ? NULL : arena_string(&why->strings, text_str(&words));
    text_release(&words);
    memcpy(shown->wishes, why->rows[row]->wishes, sizeof shown->wishes);
    return shown->change != NULL;
}

size_t view_why_place(const struct app *app, const struct change *change)
{
    const struct why_state *why = why_of(app);
    const struct whatif_search *search = why->found ? &why->found->whatif : NULL;

    if (!search || is_hidden(app) || !session_is_in(&app->session, &why->of))
        return SIZE_MAX;
    for (size_t i = 0; i < search->ranked_count + search->idle_count; i++)
        if (search->ranked[i]->change_count == 1 && change_equal(&search->ranked[i]->changes[0], change))
            return i;
    return SIZE_MAX;
}

/* The table: what the search ranked, in its order. */
static bool fill_rows(struct why_state *why, const struct scenario *scenario)
{
    const struct whatif_search *search = &why->found->whatif;

    why->shown = arena_array(&why->strings, search->ranked_count, sizeof *why->shown);
    if (!why->shown)
        return false;
    why->rows = search->ranked;
    why->row_count = search->ranked_count;
    for (size_t i = 0; i < why->row_count; i++)
        if (!show_row(why, scenario, i))
            return false;
    return true;
}

/* The first occurrence up to the moment in which the bot's post is known to be made twice or never; 0: none. */
static uint32_t troubled_occurrence(const struct ledger *ledger, uint32_t bot)
{
    for (uint32_t o = 1; o <= ledger->occurrences; o++) {
        const struct ledger_cell *cell = ledger_cell(ledger, o, bot);

        if (ledger_cell_is_amiss(cell) && (cell->posts > 0 || cell->miss != NO_EVENT))
            return o;
    }
    return 0;
}

/* Nobody posted twice or never: how often it did. */
static void say_no_trouble(struct app *app, const char *name, const struct tally *tally)
{
    const char *did = session_word(&app->session, VOCABULARY_did);

    if (tally->owed > 1)
        session_say(&app->session, "%s %s %llu of %llu so far, and nobody twice or never: nothing to explain.", name,
                    did, (unsigned long long)tally->posts, (unsigned long long)tally->owed);
    else
        session_say(&app->session, "%s %s %s so far, and nobody twice or never: nothing to explain.", name, did,
                    tally->posts ? "once" : "nothing");
}

/* The bot of the lane where there is something to explain about it, else the first one of which there is. */
static bool find_trouble(struct app *app, const struct ledger *ledger, uint32_t *bot, uint32_t *occurrence)
{
    const struct scenario *scenario = session_future(&app->session)->scenario;
    uint32_t asked = *bot, count = scenario->bot_count;

    *occurrence = troubled_occurrence(ledger, asked);
    for (uint32_t b = 0; !*occurrence && b < count; b++) {
        *occurrence = troubled_occurrence(ledger, b);
        *bot = b;
    }
    if (!*occurrence)
        say_no_trouble(app, scenario->bots[asked].name, &ledger->bots[asked]);
    return *occurrence != 0;
}

/* What would help is a matter of the whole run: asked about another lane of the same future it is there already. False
 * with a notice. */
static bool begin_search(struct app *app)
{
    struct why_state *why = why_of(app);
    struct err err;

    if (session_is_in(&app->session, &why->of))
        return true;
    forget_why(app);
    app->tasks[VIEW_WHY].is_sliced = app->session.is_sliced;
    if (!why_search_start(&app->tasks[VIEW_WHY], session_future(&app->session)->scenario, &err)) {
        session_say_error(&app->session, &err);
        return false;
    }
    why->of = session_place(&app->session);
    return true;
}

/* The search has ended: its table is filled. */
static void take_search(struct app *app)
{
    struct why_state *why = why_of(app);
    struct err err;

    why->found = task_take(&app->tasks[VIEW_WHY], &err);
    if (!why->found || !fill_rows(why, session_future(&app->session)->scenario)) {
        if (why->found)
            (void)err_memory(&err);
        session_say_error(&app->session, &err);
        forget_why(app);
    } else if (why->found->whatif.untried > 0) {
        session_say(&app->session, "These runs are long: %zu more changes were not tried.", why->found->whatif.untried);
    }
}

/* On the bot, or on the first one of which there is something to explain; says so where there is none. */
static bool open_why(struct app *app, const struct target *target)
{
    struct why_state *why = why_of(app);
    struct future *future = session_future(&app->session);
    const struct ledger *ledger = session_ledger(&app->session, future, session_seen(&app->session));
    uint32_t bot = target->bot, occurrence;

    app->session.player.is_playing = false;
    if (!ledger || !find_trouble(app, ledger, &bot, &occurrence))
        return false;
    app->session.lane = bot;
    why->bot = bot;
    why->occurrence = occurrence;
    why->link = why->row = 0;
    why->focus = app->session.options->is_class ? WHY_CHAIN : WHY_TABLE;
    why->is_zoomed = why->is_told = false;
    why->failing_bot = wish_failing_bot(&future->trace);
    why->chain_count = narrate_chain(&future->index->story, ledger, bot, occurrence, why->chain, WHY_CHAIN_MAX);
    if (why->chain_count > WHY_CHAIN_MAX)
        why->chain_count = WHY_CHAIN_MAX;
    return begin_search(app);
}

static void advance_why(struct app *app)
{
    app->session.player.shown_at = app->session.now;
    if (task_wait(&app->tasks[VIEW_WHY], 0))
        take_search(app);
}

static void paint_why(struct app *app)
{
    struct why_state *why = why_of(app);
    struct future *future = session_future(&app->session);
    struct why_view view;

    view = (struct why_view){
        .index = future->index,
        .ledger = session_ledger(&app->session, future, session_seen(&app->session)),
        .scenario = session_futures(&app->session)->name,
        .bot = why->bot,
        .occurrence = why->occurrence,
        .chain = why->chain,
        .chain_count = why->chain_count,
        .link = why->link,
        .shown = session_seen(&app->session) + 1,
        .rows = why->shown,
        .row_count = rows_told(app),
        .is_hidden = is_hidden(app),
        .row = why->row,
        .trying = task_time(&app->tasks[VIEW_WHY]),
        .tried = task_done(&app->tasks[VIEW_WHY]),
        .focus = why->focus,
        .is_zoomed = why->is_zoomed,
        .search = app->session.search,
        .failing_bot = why->failing_bot,
    };
    if (view.ledger)
        why_paint(&view, &app->screen);
}

/* The change of the selected row becomes a future of its own, shown beside the present one; beside a run that is over,
 * at its end. */
static void play_change(struct app *app, enum request request)
{
    struct session *session = &app->session;
    struct futures *futures = session_futures(session);
    const struct whatif *row = why_of(app)->rows[why_of(app)->row];
    const char *name = why_of(app)->shown[why_of(app)->row].change;
    struct place here = session_place(session);
    struct target pair = {
        .world_count = 2,
        .cases = {session->here, session->here},
        .futures = {futures->current},
        .is_at_end = here.at + 1 == futures_current(futures)->trace.count && !session->options->is_class,
    };
    struct err err;

    (void)request;
    if (!futures_branch_all(futures, row->changes, row->change_count, name, &err)) {
        session_say_error(session, &err);
        return;
    }
    pair.futures[1] = futures->current;
    (void)session_return(session, &here);
    (void)app_open(app, VIEW_WORLDS, &pair);
}

static void open_change(struct app *app)
{
    long_answer_begin(&app->answer, play_change, REQUEST_OPEN, "Playing it anew");
}

static void move_in(struct app *app, enum request request, int list)
{
    struct why_state *why = why_of(app);
    bool is_down = request == REQUEST_DOWN || request == REQUEST_NEXT;
    size_t *cursor = list == WHY_CHAIN ? &why->link : &why->row;
    size_t count = list == WHY_CHAIN ? why->chain_count : rows_told(app);

    *cursor = app_row_asked(app, request, *cursor, count, is_down ? "one. Tab goes to the other list" : "one");
}

static void move_in_list(struct app *app, enum request request)
{
    move_in(app, request, why_of(app)->focus);
}

static bool is_match(const struct app *app, size_t place)
{
    const struct why_state *why = why_of(app);
    struct text words = {0};
    bool found;

    if (place >= why->chain_count)
        return screen_matches(why->shown[place - why->chain_count].change, app->session.search);
    narrate_event(&session_future(&app->session)->index->story, why->chain[place], &words);
    found = screen_matches(text_str(&words), app->session.search);
    text_release(&words);
    return found;
}

/* To a row of the causes and then the changes as one list. */
static void go_to_place(struct app *app, size_t place)
{
    struct why_state *why = why_of(app);

    why->focus = place < why->chain_count ? WHY_CHAIN : WHY_TABLE;
    if (why->focus == WHY_CHAIN)
        why->link = place;
    else
        why->row = place - why->chain_count;
}

static void go_match(struct app *app, bool is_forward)
{
    const struct why_state *why = why_of(app);
    size_t here = why->focus == WHY_CHAIN ? why->link : why->chain_count + why->row;

    go_to_place(app, app_next_match(app, is_match, here, why->chain_count + rows_told(app), is_forward));
}

/* To the next cause, or match. */
static void go_worth_seeing(struct app *app, enum request request)
{
    if (app->session.search[0])
        go_match(app, request == REQUEST_NEXT);
    else
        move_in(app, request, WHY_CHAIN);
}

static void zoom(struct app *app)
{
    why_of(app)->is_zoomed = !why_of(app)->is_zoomed;
}

static void change_list(struct app *app)
{
    why_of(app)->focus = why_of(app)->focus == WHY_CHAIN ? WHY_TABLE : WHY_CHAIN;
}

/* A class is asked first; who plays alone is told at once. */
static void tell_changes(struct app *app)
{
    if (!is_hidden(app)) {
        session_say(&app->session, "Nothing is folded.");
        return;
    }
    why_of(app)->is_told = true;
    why_of(app)->focus = WHY_TABLE;
}

static void go_to_cause(struct app *app)
{
    const struct why_state *why = why_of(app);

    if (why->chain_count == 0)
        return;
    (void)app_open(app, VIEW_STAGE, NULL);
    session_see(&app->session, why->chain[why->link]);
}

static void open_row(struct app *app)
{
    if (!opens_beside(app))
        go_to_cause(app);
    else if (task_is_open(&app->tasks[VIEW_WHY]))
        session_say(&app->session, "Still trying the changes.");
    else if (why_of(app)->row_count)
        open_change(app);
    else
        go_to_cause(app);
}

static void compare(struct app *app)
{
    if (is_hidden(app))
        session_say(&app->session, "a tells what would help.");
    else if (why_of(app)->row_count)
        open_change(app);
    else if (task_is_open(&app->tasks[VIEW_WHY]))
        session_say(&app->session, "Still trying the changes.");
}

static const struct handler requests[] = {
    {REQUEST_UP, .answer = move_in_list},
    {REQUEST_DOWN, .answer = move_in_list},
    {REQUEST_PREVIOUS, .answer = go_worth_seeing},
    {REQUEST_NEXT, .answer = go_worth_seeing},
    {REQUEST_ZOOM, .act = zoom},
    {REQUEST_PANEL, .act = change_list},
    {REQUEST_PANEL_BACK, .act = change_list},
    {REQUEST_START, .answer = move_in_list},
    {REQUEST_END, .answer = move_in_list},
    {REQUEST_ALL, .act = tell_changes},
    {REQUEST_OPEN, .act = open_row},
    {REQUEST_WORLDS, .act = compare},
    {REQUEST_WHY, .act = app_close},
    {.request = REQUEST_NONE},
};

static void click_why(struct app *app, const struct screen_area *area, bool is_double)
{
    struct why_state *why = why_of(app);

    if (area->what == AREA_EVENT) {
        why->focus = WHY_CHAIN;
        for (size_t i = 0; i < why->chain_count; i++)
            if (why->chain[i] == (uint32_t)area->value)
                why->link = i;
    } else if (area->what == AREA_ROW && (size_t)area->value < rows_told(app)) {
        why->focus = WHY_TABLE;
        why->row = (size_t)area->value;
    } else if (area->what == AREA_PANEL) {
        why->focus = (int)area->value;
        why->is_zoomed = why->is_zoomed != is_double;
        return;
    }
    if (is_double)
        app_request(app, REQUEST_OPEN);
}

/* Enter goes to a cause, or opens a change beside; what would help is offered where it is not told unasked. */
static const char *why_word(struct app *app, enum request request, const char *usual)
{
    if (request == REQUEST_OPEN && !opens_beside(app))
        return "go to it";
    return request == REQUEST_ALL && !is_hidden(app) ? NULL : usual;
}

/* A cause, numbered from the effect on. */
static void say_link(const struct app *app, size_t link, struct speech *out)
{
    const struct story *story = &session_future(&app->session)->index->story;
    struct text line = {0};

    run_write_caused(story, why_of(app)->chain[link], &line);
    speech_add_row(out, link + 1, text_str(&line));
    text_release(&line);
}

/* A change, numbered behind the causes, and which wishes it grants. */
static void say_change(const struct app *app, size_t row, struct speech *out)
{
    const struct why_state *why = why_of(app);
    const struct scenario *scenario = session_future(&app->session)->scenario;
    const struct why_row *shown = &why->shown[row];
    enum wish judged[WISH_COUNT];
    size_t count = wishes_judged(scenario, judged), granted = 0;
    struct text line = {0};

    text_addf(&line, "%s: ", shown->change);
    for (size_t w = 0; w < count; w++) {
        if (!shown->wishes[judged[w]])
            continue;
        text_add(&line, granted++ > 0 ? ", " : "");
        wish_add(scenario, judged[w], why->failing_bot, &line);
    }
    if (granted == count || granted == 0) {
        text_clear(&line);
        text_addf(&line, "%s: %s", shown->change, granted == 0 ? "no wish is granted" : wishes_all(scenario));
    }
    text_add(&line, ".");
    speech_add_row(out, why->chain_count + row + 1, text_str(&line));
    text_release(&line);
}

static void say_why(struct app *app, struct speech *out)
{
    const struct why_state *why = why_of(app);
    struct future *future = session_future(&app->session);
    const struct ledger *ledger = session_ledger(&app->session, future, session_seen(&app->session));
    struct text line = {0};

    if (!ledger)
        return;
    chain_question_say(future->scenario, ledger, why->bot, why->occurrence, &line);
    speech_take(out, &line);
    for (size_t link = 0; link < why->chain_count; link++)
        say_link(app, link, out);
    if (rows_told(app) > 0)
        speech_add(out, "What would help; a number opens it beside:");
    for (size_t row = 0; row < rows_told(app); row++)
        say_change(app, row, out);
    if (rows_told(app) == 0 && !task_is_open(&app->tasks[VIEW_WHY]))
        speech_add(out, is_hidden(app) ? "What would help is for you to guess; a tells it." : "No change helps.");
}

static void say_here(struct app *app, struct speech *out)
{
    const struct why_state *why = why_of(app);

    if (why->focus == WHY_CHAIN && why->chain_count > 0)
        say_link(app, why->link, out);
    else if (why->focus == WHY_TABLE && rows_told(app) > 0)
        say_change(app, why->row, out);
}

static bool choose(struct app *app, size_t number)
{
    struct why_state *why = why_of(app);
    size_t place = number - 1;

    if (number < 1 || place >= why->chain_count + rows_told(app))
        return false;
    go_to_place(app, place);
    return true;
}

const struct view view_why = {
    .state_size = sizeof(struct why_state),
    .help = HELP_WHY,
    .scrolls = true,
    .tables = {requests},
    .paint = paint_why,
    .click = click_why,
    .release = forget_why,
    .open = open_why,
    .advance = advance_why,
    .forget = forget_why,
    .footer_word = why_word,
    .say = say_why,
    .say_here = say_here,
    .choose = choose,
    .chosen_is_opened = true,
};
