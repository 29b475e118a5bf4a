#include "tui/map_room.h"

#include "screens/crash_screen.h"
#include "tui/app.h"
#include "tui/map_search.h"
#include "tui/what_if.h"
#include "words/change_say.h"

#define EVERY_KIND ((1u << FAULT_COUNT) - 1)

static void drop_map(struct map_state *map)
{
    map_run_drop(&map->run);
    if (map->has_map) {
        crash_map_release(&map->map);
        explore_release(&map->explore);
    }
    map->has_map = false;
    map->changed_count = 0;
}

void map_forget(struct map_state *map)
{
    task_stop(&map->search);
    drop_map(map);
    map->is_known = false;
}

bool map_is_searching(const struct app *app)
{
    return app->map.search.thread != NULL;
}

void map_open(struct app *app)
{
    app->player.is_playing = false;
    app->map.find[0] = '\0';
    app->map.run.back.is_set = false;
    app_open(app, VIEW_MAP);
}

static bool has_runs(const struct map_state *map, size_t row, size_t column)
{
    return crash_cell(&map->map, row, column)->runs > 0;
}

/* The row's cell nearest to a column; every row has one. */
static size_t nearest_cell(const struct map_state *map, size_t row, size_t column)
{
    size_t count = map->map.column_count;

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
    map_run_drop(&map->run);
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
    map_forget(&app->map);
    app_say_error(app, err);
}

/* The search has ended: its map takes the place of the one before. */
static void take_map(struct app *app)
{
    struct map_state *map = &app->map;
    struct crash_map before = map->map, made;
    bool had_map = map->has_map;
    struct explore explore;
    struct err err;

    if (!map_search_take(&map->search, &explore, &err)) {
        fail_map(app, &err);
        return;
    }
    if (!crash_map_of(&explore, &made, &err)) {
        explore_release(&explore);
        fail_map(app, &err);
        return;
    }
    map_run_drop(&map->run);
    if (had_map)
        explore_release(&map->explore);
    map->changed_count = had_map ? crash_map_compare(&made, &before) : 0;
    map->explore = explore;
    map->map = made;
    map->has_map = true;
    place_cursor(map, had_map ? &before : NULL);
    if (had_map)
        crash_map_release(&before);
}

unsigned map_kinds(const struct app *app)
{
    return app->map.kinds ? app->map.kinds : SEARCH_KINDS_DEFAULT;
}

/* All kinds, and back. */
static void toggle_kinds(struct app *app)
{
    app->map.kinds = map_kinds(app) == EVERY_KIND ? SEARCH_KINDS_DEFAULT : EVERY_KIND;
}

/* Searches anew where another future is the present one, or other faults are to be tried. */
static void refresh(struct app *app)
{
    struct map_state *map = &app->map;
    size_t future = app_futures(app)->current;
    bool is_same = map->is_known && map->of_case == app->here && map->of_future == future &&
                   map->of_kinds == map_kinds(app);
    struct err err;

    if (!is_same) {
        if (map->is_known && map->of_case != app->here)
            drop_map(map);
        map->is_known = true;
        map->of_case = app->here;
        map->of_future = future;
        map->of_kinds = map_kinds(app);
        if (!map_search_start(&map->search, app_future(app)->scenario, map->of_kinds, &err))
            fail_map(app, &err);
    }
    if (task_wait(&map->search, is_same ? 0 : TASK_WAIT_MS))
        take_map(app);
}

/* What makes the present future's design another one than the file's; its faults are no matter here. */
static void say_changes(const struct app *app, struct text *out)
{
    const struct future *now = app_future(app);

    for (size_t i = 0; i < now->change_count; i++) {
        if (change_is_about_faults(&now->changes[i]))
            continue;
        text_add(out, out->size > 0 ? ", " : "");
        change_say(now->scenario, &now->changes[i], out);
    }
}

static void paint_map(struct app *app)
{
    struct map_state *map = &app->map;
    struct crash_view view = {.scenario = app_futures(app)->name, .find = map->find};
    struct text command = {0}, changes = {0};
    struct ledger ledger;

    refresh(app);
    say_changes(app, &changes);
    view.changes = text_str(&changes);
    view.map = map->has_map ? &map->map : NULL;
    view.row = map->row;
    view.column = map->column;
    view.changed_count = map->changed_count;
    view.searching = task_time(&map->search);
    if (map_run_ready(app) && app_ledger(app, &map->run.future, map->run.future.trace.count - 1, &ledger)) {
        future_write_command(app_futures(app), &map->run.future, NO_EVENT, &command);
        view.run.index = map->run.future.index;
        view.run.ledger = &ledger;
        view.run.strike = map->run.strike;
        view.run.command = text_str(&command);
    }
    app->screen.notice = app->notice[0] ? app->notice : NULL; /* what went wrong just now */
    crash_paint(&view, &app->screen);
    if (view.run.index)
        ledger_release(&ledger);
    text_release(&command);
    text_release(&changes);
}

static void move_row(struct app *app, int by)
{
    struct map_state *map = &app->map;

    if (by < 0 ? map->row == 0 : map->row + 1 >= map->map.row_count)
        app_say(app, by < 0 ? "This is the first gap." : "This is the last gap.");
    else
        go_to(map, by < 0 ? map->row - 1 : map->row + 1, map->wanted);
}

static void move_column(struct app *app, bool is_right)
{
    struct map_state *map = &app->map;
    size_t column = map->column;

    while (is_right ? column + 1 < map->map.column_count : column > 0) {
        column += is_right ? 1 : (size_t)-1;
        if (has_runs(map, map->row, column)) {
            go_to(map, map->row, column);
            map->wanted = column;
            return;
        }
    }
    app_say(app, "Nothing else strikes in this gap, on this side.");
}

static void go_edge(struct map_state *map, bool is_end)
{
    go_to(map, is_end ? map->map.row_count - 1 : 0, is_end ? map->map.column_count - 1 : 0);
    map->wanted = map->column;
}

/* At the last match it goes on from the other end. */
static void go_match(struct app *app, bool is_forward)
{
    struct map_state *map = &app->map;
    size_t count = map->map.row_count;

    for (size_t away = 1; away < count; away++) {
        size_t row = (map->row + (is_forward ? away : count - away)) % count;

        if (!crash_row_matches(&map->map.rows[row], map->find))
            continue;
        if (is_forward ? row < map->row : row > map->row)
            app_say_wrapped(app, is_forward);
        go_to(map, row, map->wanted);
        return;
    }
    app_say_no_match(app, crash_row_matches(&map->map.rows[map->row], map->find));
}

static void go_failing(struct app *app, bool is_forward)
{
    struct map_state *map = &app->map;
    size_t row = map->row, column = map->column;

    if (!crash_next_failing(&map->map, is_forward, &row, &column)) {
        app_say(app, "No %s failing cell.", is_forward ? "later" : "earlier");
        return;
    }
    go_to(map, row, column);
    map->wanted = column;
}

/* Stars stay until the next key. */
static void forget_changes(struct map_state *map)
{
    if (map->changed_count > 0)
        (void)crash_map_compare(&map->map, &map->map);
    map->changed_count = 0;
}

/* What is done with a cell; false: something else is asked for. */
static bool handle_cell(struct app *app, enum request request)
{
    switch (request) {
    case REQUEST_UP:
    case REQUEST_DOWN:
        move_row(app, request == REQUEST_DOWN ? 1 : -1);
        return true;
    case REQUEST_LEFT:
    case REQUEST_RIGHT:
        move_column(app, request == REQUEST_RIGHT);
        return true;
    case REQUEST_NEXT:
    case REQUEST_PREVIOUS:
        if (app->map.find[0])
            go_match(app, request == REQUEST_NEXT);
        else
            go_failing(app, request == REQUEST_NEXT);
        return true;
    case REQUEST_START:
    case REQUEST_END:
        go_edge(&app->map, request == REQUEST_END);
        return true;
    case REQUEST_OPEN:
        map_run_enter(app, NO_EVENT);
        return true;
    case REQUEST_WHY:
        map_run_explain(app);
        return true;
    case REQUEST_COMMAND:
        map_run_say_command(app);
        return true;
    default:
        return false;
    }
}

static bool handle_map(struct app *app, enum request request)
{
    struct map_state *map = &app->map;
    bool has_cells = map->has_map && map->map.row_count > 0;

    forget_changes(map);
    switch (request) {
    case REQUEST_CHANGE:
        if (has_cells && map->map.rows[map->row].bot >= 0)
            app->lane = (uint32_t)map->map.rows[map->row].bot;
        what_if_change(app);
        return true;
    case REQUEST_KINDS:
        what_if_kinds(app);
        return true;
    case REQUEST_EVERY_KIND:
        toggle_kinds(app);
        return true;
    case REQUEST_UNDO:
    case REQUEST_REDO:
        return stage_room.handle(app, request);
    case REQUEST_FIND:
        prompt_ask(app, PROMPT_FIND, "");
        return true;
    case REQUEST_CLOSE:
        if (!map->find[0])
            return false;
        map->find[0] = '\0';
        return true;
    case REQUEST_MAP:
        app_close(app);
        return true;
    default:
        return has_cells && handle_cell(app, request);
    }
}

static void click_map(struct app *app, const struct screen_area *area, bool is_double)
{
    struct map_state *map = &app->map;

    forget_changes(map);
    if (area->what == AREA_GAP) {
        go_to(map, (size_t)area->value / map->map.column_count, (size_t)area->value % map->map.column_count);
        map->wanted = map->column;
        if (is_double)
            map_run_enter(app, NO_EVENT);
    } else if (area->what == AREA_EVENT) {
        map_run_enter(app, (uint32_t)area->value);
    } else if (area->what == AREA_WHY) {
        map_run_explain(app);
    }
}

const struct view_room map_room = {paint_map, handle_map, click_map};
