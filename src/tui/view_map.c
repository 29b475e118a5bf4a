/* The crash map: every way that one fault can strike the present future, walked cell by cell, each cell's run beside
 * it.
 *
 * The map is that of `makeitso explore`: the scenario without its scripted faults, one fault at a time, of the kinds
 * that were chosen; errors and crashes at first. It is searched for anew whenever another future is the present one or
 * other kinds are chosen, so that a change recolours it. */
#include <string.h>

#include "base/check.h"
#include "base/range.h"
#include "screens/crash_screen.h"
#include "tui/run_requests.h"
#include "tui/search_task.h"
#include "tui/seen.h"
#include "tui/views.h"
#include "tui/what_if.h"
#include "words/change_say.h"
#include "words/placement.h"
#include "words/verdict.h"

#define EVERY_KIND ((1u << FAULT_COUNT) - 1)

enum { CELL_CHANGES_MAX = FUTURE_CHANGES_MAX + PLACEMENTS_MAX + 1 };

/* The run of a cell: the present design with that one fault, played when it is first looked at. */
struct cell_run {
    bool is_played;
    uint64_t left_at;     /* session.answered when its playing was left: the next request begins anew */
    struct future future; /* standing in no tree */
    struct text strike;   /* what strikes in it */
};

struct map_state {
    unsigned kinds;      /* of faults that are tried; 0: SEARCH_KINDS_DEFAULT */
    char saw[TYPED_MAX]; /* only what leads to this is wanted; "": all */
    struct place of;     /* set: whose map it is, or is searched for */
    unsigned of_kinds;
    char of_saw[TYPED_MAX];
    char found_saw[TYPED_MAX]; /* of `found` */
    struct search *found;      /* of which the map is made; owned; NULL: there is none */
    struct crash_map map;
    size_t row, column; /* the cursor */
    size_t wanted;      /* the column to go back to, behind rows that have no cell there */
    size_t changed_count;
    uint64_t changed_at; /* session.answered when cells changed: the next request forgets it */
    struct cell_run run; /* of the cell at the cursor */
    uint32_t enter_at;   /* the event at which a cell's run is entered; NO_EVENT: where it is struck */
};

/* Another cell is looked at. */
static void drop_run(struct cell_run *run)
{
    if (run->is_played)
        future_release(&run->future);
    text_release(&run->strike);
    run->is_played = false;
    run->left_at = 0;
}

static void drop_map(struct map_state *map)
{
    drop_run(&map->run);
    if (map->found)
        crash_map_release(&map->map);
    search_free(map->found);
    map->found = NULL;
    map->changed_count = 0;
}

/* Drops the map, its run and its search; the next paint searches anew. */
static void forget_map(struct app *app)
{
    struct map_state *map = map_of(app);

    task_stop(&app->tasks[VIEW_MAP]);
    drop_map(map);
    map->of.is_set = false;
}

static bool open_map(struct app *app, const struct target *target)
{
    if (target->kinds)
        map_of(app)->kinds = target->kinds;
    app->session.player.is_playing = false;
    app->session.cell_left.is_set = false;
    return true;
}

static bool has_runs(const struct map_state *map, size_t row, size_t column)
{
    return crash_cell(&map->map, row, column)->runs > 0;
}

/* The row's cell nearest to a column; every row has one. */
static size_t nearest_cell(const struct map_state *map, size_t row, size_t column)
{
    size_t count = map->map.column_count;

    column = min_size(column, count - 1); /* it was wanted in a map of more kinds */
    for (size_t away = 0; away < count; away++) {
        if (column >= away && has_runs(map, row, column - away))
            return column - away;
        if (column + away < count && has_runs(map, row, column + away))
            return column + away;
    }
    return 0;
}

static void go_to(struct map_state *map, size_t row, size_t column)
{
    map->row = row;
    map->column = nearest_cell(map, row, column);
    drop_run(&map->run);
}

/* Where one was before in a map that is a little different; in a new one, the first cell that fails. */
static void place_cursor(struct map_state *map, const struct crash_map *before)
{
    const size_t was[2] = {map->row, map->column};
    size_t row = 0, column = 0;

    if (map->map.row_count == 0)
        return;
    if (before && crash_find(&map->map, before, was, &row, &column)) {
        go_to(map, row, column);
        return;
    }
    if (crash_cell(&map->map, 0, 0)->duplicate + crash_cell(&map->map, 0, 0)->lose == 0)
        (void)crash_next_failing(&map->map, true, &row, &column);
    go_to(map, row, column);
    map->wanted = map->column;
}

/* Without a map of the present future none of another is to be taken for it; the next paint tries again. */
static void fail_map(struct app *app, const struct err *err)
{
    forget_map(app);
    session_say_error(&app->session, err);
}

/* The search has ended: its map takes the place of the one before. */
static void take_map(struct app *app)
{
    struct map_state *map = map_of(app);
    struct crash_map before = map->map, made;
    bool had_map = map->found != NULL;
    struct search *found;
    struct err err;

    found = task_take(&app->tasks[VIEW_MAP], &err);
    if (!found || !crash_map_of(&found->explore, &made, &err)) {
        search_free(found);
        fail_map(app, &err);
        return;
    }
    drop_run(&map->run);
    search_free(map->found);
    had_map = had_map && strcmp(map->found_saw, map->of_saw) == 0; /* of something else nothing has changed */
    map->changed_count = had_map ? crash_map_compare(&made, &before) : 0;
    map->changed_at = app->session.answered;
    map->found = found;
    map->map = made;
    memcpy(map->found_saw, map->of_saw, sizeof map->found_saw);
    place_cursor(map, had_map ? &before : NULL);
    crash_map_release(&before);
}

static unsigned kinds_of(const struct map_state *map)
{
    return map->kinds ? map->kinds : SEARCH_KINDS_DEFAULT;
}

/* Searches anew where another future is the present one, or other faults are to be tried. */
static void refresh(struct app *app)
{
    struct map_state *map = map_of(app);
    struct err err;

    if (!session_is_in(&app->session, &map->of) || map->of_kinds != kinds_of(map) ||
        strcmp(map->of_saw, map->saw) != 0) {
        if (map->of.is_set && map->of.of_case != app->session.here)
            drop_map(map);
        seen_check(&app->session, map->saw);
        map->of = session_place(&app->session);
        map->of_kinds = kinds_of(map);
        memcpy(map->of_saw, map->saw, sizeof map->of_saw);
        app->tasks[VIEW_MAP].is_sliced = app->session.is_sliced;
        if (!map_search_start(&app->tasks[VIEW_MAP], session_future(&app->session)->scenario, map->of_kinds, map->saw,
                              &err))
            fail_map(app, &err);
    }
    if (task_wait(&app->tasks[VIEW_MAP], 0))
        take_map(app);
}

/* Changed cells are marked until the next request. */
static void forget_changes(struct map_state *map)
{
    if (map->changed_count > 0)
        (void)crash_map_compare(&map->map, &map->map);
    map->changed_count = 0;
}

/* The present future's changes but for those of faults, and the cell's fault alone. */
static size_t cell_changes(const struct future *now, const struct scenario *scenario, const struct placement *strike,
                           struct change out[CELL_CHANGES_MAX])
{
    size_t count = 0;

    for (size_t i = 0; i < now->change_count; i++)
        if (!change_is_about_faults(&now->changes[i]))
            out[count++] = now->changes[i];
    return count + placements_changes(scenario, strike, 1, out + count);
}

/* Is there a cell at the cursor, of the present future? */
static bool has_cell(const struct app *app)
{
    const struct map_state *map = map_of(app);

    if (!map->found || map->map.row_count == 0 || task_is_open(&app->tasks[VIEW_MAP]))
        return false;
    CHECK(map->row < map->map.row_count && map->column < map->map.column_count);
    return true;
}

static bool play_run(struct map_state *map, const struct futures *futures, struct err *err)
{
    const struct scenario *scenario = map->found->explore.scenario;
    const struct placement *strike = crash_example(&map->found->explore, &map->map, map->row, map->column);
    struct change changes[CELL_CHANGES_MAX];
    uint64_t runs = crash_cell(&map->map, map->row, map->column)->runs;
    size_t count;

    CHECK(strike); /* the cursor is on cells that have runs alone */
    count = cell_changes(futures_current(futures), scenario, strike, changes);
    map->run.is_played = future_try(futures, changes, count, &map->run.future, err);
    if (!map->run.is_played)
        return false;
    placements_say(scenario, strike, 1, &map->run.strike);
    if (runs > 1)
        text_addf(&map->run.strike, " (one of %llu runs)", (unsigned long long)runs);
    return true;
}

/* The run of the cell at the cursor; false when there is none, or, with a notice, when it cannot be played. */
static bool play_cell(struct app *app)
{
    struct map_state *map = map_of(app);
    struct err err;

    if (!has_cell(app))
        return false;
    if (map->run.is_played || play_run(map, session_futures(&app->session), &err))
        return true;
    map->run.left_at = app->session.answered;
    session_say_error(&app->session, &err);
    return false;
}

static void look_at_cell(struct app *app, enum request request)
{
    (void)request;
    (void)play_cell(app);
}

/* Keeps map and cell those of the present future and of the cursor. */
static void advance_map(struct app *app)
{
    const struct cell_run *run = &map_of(app)->run;

    app->session.player.shown_at = app->session.now;
    refresh(app);
    if (has_cell(app) && !run->is_played && run->left_at != app->session.answered)
        long_answer_begin(&app->answer, look_at_cell, REQUEST_MAP, "Playing the run of this cell");
}

/* What makes the present future's design another one than the file's; its faults are no matter here. */
static void say_changes(const struct app *app, struct text *out)
{
    const struct future *now = session_future(&app->session);

    for (size_t i = 0; i < now->change_count; i++) {
        if (change_is_about_faults(&now->changes[i]))
            continue;
        text_add(out, out->size > 0 ? ", " : "");
        change_say(now->scenario, &now->changes[i], out);
    }
}

static void paint_map(struct app *app)
{
    struct map_state *map = map_of(app);
    struct crash_view view = {.scenario = session_futures(&app->session)->name, .find = app->searches[VIEW_MAP]};
    struct text command = {0}, changes = {0};
    struct future *run = &map->run.future;

    if (map->changed_at != app->session.answered)
        forget_changes(map);
    say_changes(app, &changes);
    view.changes = text_str(&changes);
    view.saw = map->found ? map->found_saw : "";
    view.map = map->found ? &map->map : NULL;
    view.row = map->row;
    view.column = map->column;
    view.changed_count = map->changed_count;
    view.searching = task_time(&app->tasks[VIEW_MAP]);
    if (has_cell(app) && map->run.is_played)
        view.run.ledger = session_ledger(&app->session, run, run->trace.count - 1);
    if (view.run.ledger) {
        future_write_command(session_futures(&app->session), run, NO_EVENT, 0, &command);
        view.run.index = run->index;
        view.run.strike = text_str(&map->run.strike);
        view.run.command = text_str(&command);
    }
    crash_paint(&view, &app->screen);
    text_release(&command);
    text_release(&changes);
}

/* Is there a cell to do something with? Else says that the request means nothing. */
static bool has_cells(struct app *app, enum request request)
{
    const struct map_state *map = map_of(app);

    if (map->found && map->map.row_count > 0)
        return true;
    app_refuse(app, request);
    return false;
}

static void go_to_row(struct map_state *map, size_t row)
{
    if (row != map->row)
        go_to(map, row, map->wanted);
}

static void move_row(struct app *app, enum request request)
{
    struct map_state *map = map_of(app);

    if (has_cells(app, request))
        go_to_row(map, app_row_asked(app, request, map->row, map->map.row_count, "gap"));
}

static void move_column(struct app *app, enum request request)
{
    struct map_state *map = map_of(app);
    bool is_right = request == REQUEST_RIGHT;
    size_t column = map->column;

    if (!has_cells(app, request))
        return;
    while (is_right ? column + 1 < map->map.column_count : column > 0) {
        column = is_right ? column + 1 : column - 1;
        if (has_runs(map, map->row, column)) {
            go_to(map, map->row, column);
            map->wanted = column;
            return;
        }
    }
    session_say(&app->session, "Nothing else strikes in this gap, on this side.");
}

static void go_to_edge_of_map(struct app *app, enum request request)
{
    struct map_state *map = map_of(app);
    bool is_end = request == REQUEST_END;

    if (!has_cells(app, request))
        return;
    go_to(map, is_end ? map->map.row_count - 1 : 0, is_end ? map->map.column_count - 1 : 0);
    map->wanted = map->column;
}

static bool is_match(const struct app *app, size_t row)
{
    return crash_row_matches(&map_of(app)->map.rows[row], app->searches[VIEW_MAP]);
}

static void go_match(struct app *app, bool is_forward)
{
    struct map_state *map = map_of(app);

    go_to_row(map, app_next_match(app, is_match, map->row, map->map.row_count, is_forward));
}

static void go_failing(struct app *app, bool is_forward)
{
    struct map_state *map = map_of(app);
    size_t row = map->row, column = map->column;

    if (!crash_next_failing(&map->map, is_forward, &row, &column)) {
        session_say(&app->session, "No %s failing cell.", is_forward ? "later" : "earlier");
        return;
    }
    go_to(map, row, column);
    map->wanted = column;
}

static void go_worth_seeing(struct app *app, enum request request)
{
    if (!has_cells(app, request))
        return;
    if (app_search(app)[0])
        go_match(app, request == REQUEST_NEXT);
    else
        go_failing(app, request == REQUEST_NEXT);
}

/* The run of the cell becomes the present future; false and a notice when it cannot. */
static bool reach_cell(struct app *app)
{
    struct map_state *map = map_of(app);
    const struct future *run = &map->run.future;
    struct err err;

    if (task_is_open(&app->tasks[VIEW_MAP])) { /* the map on the screen is of something else */
        session_say(&app->session, "Still searching: this is the map from before the change.");
        return false;
    }
    if (!play_cell(app))
        return false;
    if (futures_reach(session_futures(&app->session), run->changes, run->change_count, text_str(&map->run.strike),
                      &err))
        return true;
    session_say_error(&app->session, &err);
    return false;
}

static uint32_t first_strike(const struct trace *trace)
{
    for (uint32_t i = 0; i < trace->count; i++)
        if (trace->events[i].kind == EVENT_STRIKE)
            return i;
    return NO_EVENT;
}

static void play_and_enter(struct app *app, enum request request)
{
    struct session *session = &app->session;
    struct place left = session_place(session);
    uint32_t at = map_of(app)->enter_at;

    (void)request;
    if (!reach_cell(app))
        return;
    session->cell_left = left;
    session->cell_entered = session_futures(session)->current;
    if (at == NO_EVENT)
        at = first_strike(&session_future(session)->trace);
    (void)app_open(app, VIEW_STAGE, NULL);
    if (at != NO_EVENT)
        session_see(session, at);
}

/* Goes onto the stage in the run of the cell, to an event of it; NO_EVENT: where it is struck. Esc comes back. */
static void enter_cell(struct app *app, uint32_t at)
{
    map_of(app)->enter_at = at;
    long_answer_begin(&app->answer, play_and_enter, REQUEST_OPEN, "Playing the run of this cell");
}

static void open_cell(struct app *app, enum request request)
{
    if (has_cells(app, request))
        enter_cell(app, NO_EVENT);
}

static void play_and_explain(struct app *app, enum request request)
{
    const struct map_state *map = map_of(app);
    int bot = map->map.rows[map->row].bot;

    (void)request;
    if (reach_cell(app)) {
        session_go(&app->session, session_future(&app->session)->trace.count - 1);
        (void)app_open(app, VIEW_WHY, &(struct target){.bot = bot < 0 ? 0 : (uint32_t)bot});
    }
}

/* Tells the causes of what goes wrong in the cell's run. */
static void explain_cell(struct app *app, enum request request)
{
    const struct map_state *map = map_of(app);

    if (!has_cells(app, request))
        return;
    if (crash_cell_sign(crash_cell(&map->map, map->row, map->column)) == CRASH_CLEAN)
        session_say(&app->session, "Every %s is made once when it strikes here: nothing to explain.",
                    session_word(&app->session, VOCABULARY_effect));
    else
        long_answer_begin(&app->answer, play_and_explain, request, "Playing the run of this cell");
}

static void say_command(struct app *app, enum request request)
{
    if (has_cells(app, request) && play_cell(app))
        session_say_command(&app->session, session_futures(&app->session), &map_of(app)->run.future, NO_EVENT);
}

static void change(struct app *app)
{
    const struct map_state *map = map_of(app);

    if (map->found && map->map.row_count > 0 && map->map.rows[map->row].bot >= 0)
        app->session.lane = (uint32_t)map->map.rows[map->row].bot;
    what_if_change(app);
}

/* Other kinds are tried from now on. */
static void try_kinds(struct app *app, const struct menu_choice *choice)
{
    map_of(app)->kinds = choice->kinds;
}

static void choose_kinds(struct app *app)
{
    menu_open(&app->menu, try_kinds);
    app->menu.title = "Which faults are tried, one a run";
    what_if_offer_kinds(&app->menu, session_future(&app->session)->scenario, kinds_of(map_of(app)));
}

/* All kinds, and back. */
static void toggle_kinds(struct app *app)
{
    struct map_state *map = map_of(app);

    map->kinds = kinds_of(map) == EVERY_KIND ? SEARCH_KINDS_DEFAULT : EVERY_KIND;
}

/* Only what leads there from now on. */
static void filter_seen(struct app *app, const char *typed)
{
    seen_take(&app->session, typed, map_of(app)->saw);
}

static void complete_seen(struct app *app, const char *before, struct text *out)
{
    seen_complete(session_future(&app->session)->scenario, before, out);
}

static void ask_what_was_seen(struct app *app)
{
    static const struct prompt_kind kind = {.before = "Seen (Tab completes): ",
                                            .asks = "What was seen, as Riker=2 Worf=0?",
                                            .complete = complete_seen,
                                            .done = filter_seen};
    struct text seen = {0};

    if (map_of(app)->saw[0])
        text_add(&seen, map_of(app)->saw);
    else
        seen_of_run(&app->session, &seen);
    prompt_ask(&app->prompt, &kind, text_str(&seen));
    text_release(&seen);
}

static const struct handler requests[] = {
    {REQUEST_UP, .answer = move_row},
    {REQUEST_DOWN, .answer = move_row},
    {REQUEST_LEFT, .answer = move_column},
    {REQUEST_RIGHT, .answer = move_column},
    {REQUEST_NEXT, .answer = go_worth_seeing},
    {REQUEST_PREVIOUS, .answer = go_worth_seeing},
    {REQUEST_START, .answer = go_to_edge_of_map},
    {REQUEST_END, .answer = go_to_edge_of_map},
    {REQUEST_OPEN, .answer = open_cell},
    {REQUEST_WHY, .answer = explain_cell},
    {REQUEST_COMMAND, .answer = say_command},
    {REQUEST_CHANGE, .act = change},
    {REQUEST_KINDS, .act = choose_kinds},
    {REQUEST_SAW, .act = ask_what_was_seen},
    {REQUEST_EVERY_KIND, .act = toggle_kinds},
    {REQUEST_MAP, .act = app_close},
    {.request = REQUEST_NONE},
};

static void click_cell(struct app *app, size_t cell, bool is_double)
{
    struct map_state *map = map_of(app);

    go_to(map, cell / map->map.column_count, cell % map->map.column_count);
    map->wanted = map->column;
    if (is_double)
        enter_cell(app, NO_EVENT);
}

static void click_map(struct app *app, const struct screen_area *area, bool is_double)
{
    if (area->what == AREA_GAP)
        click_cell(app, (size_t)area->value, is_double);
    else if (area->what == AREA_EVENT)
        enter_cell(app, (uint32_t)area->value);
    else if (area->what == AREA_WHY)
        explain_cell(app, REQUEST_WHY);
}

static bool is_failing(const struct map_state *map, size_t cell)
{
    return map->map.cells[cell].duplicate + map->map.cells[cell].lose > 0;
}

/* The number of a cell among those that fail, from 1; 0: it does not. */
static size_t number_of(const struct map_state *map, size_t of)
{
    size_t number = 0;

    for (size_t cell = 0; cell <= of; cell++)
        number += is_failing(map, cell);
    return is_failing(map, of) ? number : 0;
}

static void say_cell(const struct map_state *map, size_t cell, struct speech *out)
{
    size_t number = number_of(map, cell);
    struct text line = {0};

    crash_cell_say(&map->map, cell / map->map.column_count, cell % map->map.column_count, &line);
    text_add(&line, ".");
    if (number > 0)
        speech_add_row(out, number, text_str(&line));
    else
        speech_add(out, text_str(&line));
    text_release(&line);
}

/* The map is its failing places. */
static void say_map(struct app *app, struct speech *out)
{
    const struct map_state *map = map_of(app);
    struct text line = {0};

    say_changes(app, &line);
    if (line.size > 0)
        speech_addf(out, "With this changed: %s.", text_str(&line));
    text_release(&line);
    if (!map->found)
        return;
    speech_add(out, map->map.bound);
    for (size_t cell = 0; cell < map->map.row_count * map->map.column_count; cell++)
        if (is_failing(map, cell))
            say_cell(map, cell, out);
}

/* The cell at the cursor, what strikes in its run and what that comes to. */
static void say_here(struct app *app, struct speech *out)
{
    struct map_state *map = map_of(app);
    struct future *run = &map->run.future;
    const struct ledger *ledger;
    struct text line = {0};

    if (!has_cell(app))
        return;
    say_cell(map, map->row * map->map.column_count + map->column, out);
    if (!map->run.is_played || !(ledger = session_ledger(&app->session, run, run->trace.count - 1)))
        return;
    screen_say_sentence(text_str(&map->run.strike), &line);
    text_add(&line, " ");
    verdict_add(&run->trace, ledger, &line);
    speech_take(out, &line);
}

/* The failing cell with that number. */
static bool choose(struct app *app, size_t number)
{
    struct map_state *map = map_of(app);
    size_t columns = map->map.column_count;

    for (size_t cell = 0; has_cell(app) && cell < map->map.row_count * columns; cell++) {
        if (number != number_of(map, cell) || number == 0)
            continue;
        go_to(map, cell / columns, cell % columns);
        map->wanted = map->column;
        return true;
    }
    return false;
}

const struct view view_map = {
    .state_size = sizeof(struct map_state),
    .help = HELP_MAP,
    .scrolls = true,
    .has_own_search = true,
    .tables = {requests, run_requests},
    .paint = paint_map,
    .click = click_map,
    .release = forget_map,
    .open = open_map,
    .advance = advance_map,
    .forget = forget_map,
    .say = say_map,
    .say_here = say_here,
    .choose = choose,
};
