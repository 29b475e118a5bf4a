#include "tui/map_run.h"

#include <stdio.h>

#include "picture/crash_map.h"
#include "tui/app.h"
#include "words/placement.h"

void map_run_drop(struct map_run *run)
{
    if (run->is_played)
        future_release(&run->future);
    run->is_played = false;
}

/* The present future's changes but for those of faults, then the cell's fault alone. */
static size_t run_changes(const struct app *app, const struct placement *strike,
                          struct change out[FUTURE_CHANGES_MAX + PLACEMENTS_MAX + 1])
{
    const struct future *now = app_future(app);
    size_t count = 0;

    for (size_t i = 0; i < now->change_count; i++)
        if (!change_is_about_faults(&now->changes[i]))
            out[count++] = now->changes[i];
    return count + placements_changes(app->map.explore.scenario, strike, 1, out + count);
}

static void say_strike(const struct app *app, const struct placement *strike, char out[MAP_STRIKE_MAX])
{
    const struct map_state *map = &app->map;
    const struct crash_cell *cell = crash_cell(&map->map, map->row, map->column);
    struct text words = {0};

    placements_say(map->explore.scenario, strike, 1, &words);
    if (cell->runs > 1)
        text_addf(&words, " (one of %llu runs)", (unsigned long long)cell->runs);
    snprintf(out, MAP_STRIKE_MAX, "%s", text_str(&words));
    text_release(&words);
}

bool map_run_ready(struct app *app)
{
    struct change changes[FUTURE_CHANGES_MAX + PLACEMENTS_MAX + 1];
    struct map_state *map = &app->map;
    struct map_run *run = &map->run;
    const struct placement *strike;
    struct err err;

    if (run->is_played)
        return true;
    if (!map->has_map || map->map.row_count == 0 || map_is_searching(app))
        return false;
    strike = crash_example(&map->explore, &map->map, map->row, map->column);
    if (!strike)
        return false;
    run->is_played = future_try(app_futures(app), changes, run_changes(app, strike, changes), &run->future, &err);
    if (run->is_played)
        say_strike(app, strike, run->strike);
    else
        app_say_error(app, &err);
    return run->is_played;
}

/* The run of the cell becomes the present future; false and a notice when it cannot. */
static bool reach_run(struct app *app)
{
    struct map_run *run = &app->map.run;
    struct err err;

    if (map_is_searching(app)) {
        app_say(app, "Still searching: this is the map from before the change.");
        return false;
    }
    if (!map_run_ready(app))
        return false;
    if (futures_reach(app_futures(app), run->future.changes, run->future.change_count, run->strike, &err))
        return true;
    app_say_error(app, &err);
    return false;
}

void map_run_enter(struct app *app, uint32_t at)
{
    const struct trace *trace;
    struct way_back back;

    way_back_mark(&back, app);
    if (!reach_run(app))
        return;
    app->map.run.back = back;
    app->map.run.entered = app_futures(app)->current;
    trace = &app_future(app)->trace;
    for (uint32_t i = 0; at == NO_EVENT && i < trace->count; i++)
        if (trace->events[i].kind == EVENT_STRIKE)
            at = i;
    app_open(app, VIEW_STAGE);
    if (at != NO_EVENT)
        app_see(app, at);
}

/* Is the present future `which`, or made from it? */
static bool stems_from(const struct futures *futures, size_t which)
{
    int at = (int)futures->current;

    while (at >= 0 && (size_t)at != which)
        at = futures->list[at].parent;
    return at >= 0;
}

bool map_run_leave(struct app *app)
{
    struct map_run *run = &app->map.run;

    if (!run->back.is_set || run->back.of_case != app->here || !stems_from(app_futures(app), run->entered)) {
        run->back.is_set = false;
        return false;
    }
    if (!way_back_go(&run->back, app))
        return false;
    app->player.is_playing = false;
    app_open(app, VIEW_MAP);
    return true;
}

void map_run_explain(struct app *app)
{
    const struct map_state *map = &app->map;
    int bot = map->map.rows[map->row].bot;

    if (crash_cell_sign(crash_cell(&map->map, map->row, map->column)) == CRASH_CLEAN) {
        app_say(app, "Every post is made once when it strikes here: nothing to explain.");
    } else if (reach_run(app)) {
        app_go(app, app_future(app)->trace.count - 1);
        why_open(app, bot < 0 ? 0 : (uint32_t)bot);
    }
}

void map_run_say_command(struct app *app)
{
    if (map_run_ready(app))
        stage_say_command(app, app_futures(app), &app->map.run.future, NO_EVENT);
}
