/* Two worlds: two runs under one cursor, which is a time. */
#include "tui/app.h"

static const struct future *side_future(const struct app *app, int side)
{
    return &app->cases[app->worlds.cases[side]].futures.list[app->worlds.futures[side]];
}

void worlds_open(struct app *app, const size_t cases[2], const size_t futures[2])
{
    struct worlds_state *worlds = &app->worlds;
    const struct future *here;

    for (int side = 0; side < 2; side++)
        if (!app_load(app, cases[side]))
            return;
    for (int side = 0; side < 2; side++) {
        worlds->cases[side] = cases[side];
        worlds->futures[side] = futures[side];
        worlds->seen[side] = side_future(app, side)->seen;
    }
    worlds_axis_free(worlds->axis);
    worlds->axis = worlds_axis_new();
    here = side_future(app, 0);
    /* Beside a run that is over there is nothing left to see: both begin anew. */
    worlds->now = here->at == NO_EVENT || here->at + 1 == here->trace.count ? -1 : here->trace.events[here->at].time;
    worlds->side = 0;
    worlds->is_playing = false;
    if (app_view(app) != VIEW_WORLDS)
        app_open(app, VIEW_WORLDS);
}

void worlds_forget(struct app *app)
{
    for (int side = 0; side < 2; side++) {
        const struct futures *futures = &app->cases[app->worlds.cases[side]].futures;

        if (app->worlds.cases[side] != app->here ||
            (app->worlds.futures[side] < futures->count && !futures->list[app->worlds.futures[side]].is_deleted))
            continue;
        app->worlds.futures[side] = futures->current;
        app->worlds.seen[side] = NO_EVENT;
        app->worlds.is_playing = false;
    }
}

static uint32_t side_at(const struct app *app, int side)
{
    return app->worlds.now < 0 ? NO_EVENT : worlds_event_at(&side_future(app, side)->trace, app->worlds.now);
}

static void paint_worlds(struct app *app)
{
    struct worlds_state *state = &app->worlds;
    struct worlds_view view = {
        .axis = state->axis,
        .now = state->now,
        .lane = app->lane,
        .side = state->side,
        .shows_all = app->shows_all,
        .is_playing = state->is_playing,
        .is_class = app->options->is_class,
        .speed_percent = player_speeds[app->player.speed],
    };
    struct ledger ledgers[2];

    for (int side = 0; side < 2; side++) {
        const struct future *future = side_future(app, side);
        uint32_t at = side_at(app, side);

        if (at != NO_EVENT && (state->seen[side] == NO_EVENT || state->seen[side] < at))
            state->seen[side] = at;
        if (!app_ledger(app, future, at, &ledgers[side])) {
            if (side == 1)
                ledger_release(&ledgers[0]);
            return;
        }
        view.sides[side] = (struct worlds_side){
            .index = future->index,
            .ledger = &ledgers[side],
            .name = future->parent < 0 ? app->cases[state->cases[side]].futures.name : future->name,
            .at = at,
            .seen = state->seen[side],
        };
    }
    worlds_paint(&view, &app->screen);
    ledger_release(&ledgers[0]);
    ledger_release(&ledgers[1]);
}

static msec run_end(const struct trace *trace)
{
    return trace->count ? trace->events[trace->count - 1].time : 0;
}

/* The first time after `now` at which something happens in the run, or MSEC_NONE. */
static msec time_after(const struct trace *trace, msec now)
{
    uint32_t at = now < 0 ? NO_EVENT : worlds_event_at(trace, now);
    uint32_t next = at == NO_EVENT ? 0 : at + 1;

    return next < trace->count ? trace->events[next].time : MSEC_NONE;
}

/* The last time before `now`; −1: the beginning. */
static msec time_before(const struct trace *trace, msec now)
{
    uint32_t at = now <= 0 ? NO_EVENT : worlds_event_at(trace, now - 1);

    return at == NO_EVENT ? -1 : trace->events[at].time;
}

static void step(struct app *app)
{
    msec a = time_after(&side_future(app, 0)->trace, app->worlds.now);
    msec b = time_after(&side_future(app, 1)->trace, app->worlds.now);

    if (a == MSEC_NONE && b == MSEC_NONE)
        app_say(app, "Both runs are over: g goes to the start.");
    else
        app->worlds.now = a == MSEC_NONE || (b != MSEC_NONE && b < a) ? b : a;
}

static void step_back(struct app *app)
{
    msec a = time_before(&side_future(app, 0)->trace, app->worlds.now);
    msec b = time_before(&side_future(app, 1)->trace, app->worlds.now);

    if (app->worlds.now < 0)
        app_say(app, "This is the start.");
    app->worlds.now = a > b ? a : b;
}

static void go_divergence(struct app *app, bool is_forward)
{
    const struct trace *a = &side_future(app, 0)->trace, *b = &side_future(app, 1)->trace;
    msec to = is_forward ? worlds_divergence_after(a, b, app->worlds.now)
                         : worlds_divergence_before(a, b, app->worlds.now);

    if (to == MSEC_NONE)
        app_say(app, is_forward ? "No later divergence." : "No earlier divergence.");
    else
        app->worlds.now = to;
}

static void go_end(struct app *app)
{
    msec a = run_end(&side_future(app, 0)->trace), b = run_end(&side_future(app, 1)->trace);

    app->worlds.now = a > b ? a : b;
}

static bool handle_time(struct app *app, enum request request)
{
    switch (request) {
    case REQUEST_STEP:
        step(app);
        return true;
    case REQUEST_STEP_BACK:
        step_back(app);
        return true;
    case REQUEST_NEXT:
    case REQUEST_PREVIOUS:
        app->worlds.is_playing = false;
        go_divergence(app, request == REQUEST_NEXT);
        return true;
    case REQUEST_START:
        app->worlds.now = -1;
        return true;
    case REQUEST_END:
        app->worlds.is_playing = false;
        go_end(app);
        return true;
    case REQUEST_GO_TO:
        app_ask(app, PROMPT_GO_TO, "");
        return true;
    case REQUEST_PLAY:
        app->worlds.is_playing = !app->worlds.is_playing;
        app->worlds.shown_at = app->now;
        return true;
    default:
        return false;
    }
}

/* Keys that act on one run act on the side of the lane cursor: it becomes the run on the stage. */
static void take_side(struct app *app)
{
    app->here = app->worlds.cases[app->worlds.side];
    futures_go(app_futures(app), app->worlds.futures[app->worlds.side]);
    app_go(app, side_at(app, app->worlds.side));
}

static void move_lane(struct app *app, int by)
{
    uint32_t count = side_future(app, app->worlds.side)->scenario->bot_count;
    uint32_t lane = app->lane + (uint32_t)by;

    if (lane < count) {
        app->lane = lane;
        return;
    }
    app->worlds.side = 1 - app->worlds.side;
    count = side_future(app, app->worlds.side)->scenario->bot_count;
    app->lane = by > 0 ? 0 : count - 1;
}

static bool handle_worlds(struct app *app, enum request request)
{
    if (handle_time(app, request))
        return true;
    switch (request) {
    case REQUEST_UP:
    case REQUEST_DOWN:
        move_lane(app, request == REQUEST_DOWN ? 1 : -1);
        return true;
    case REQUEST_PANEL:
    case REQUEST_PANEL_BACK:
        app->worlds.side = 1 - app->worlds.side;
        if (app->lane >= side_future(app, app->worlds.side)->scenario->bot_count)
            app->lane = 0;
        return true;
    case REQUEST_ALL:
        app->shows_all = !app->shows_all;
        return true;
    case REQUEST_OPEN:
        take_side(app);
        app_close(app);
        app_open(app, VIEW_STAGE);
        return true;
    case REQUEST_CHANGE:
        take_side(app);
        what_if_change(app);
        return true;
    case REQUEST_COMMAND:
        stage_say_command(app, &app->cases[app->worlds.cases[app->worlds.side]].futures,
                          side_future(app, app->worlds.side), side_at(app, app->worlds.side));
        return true;
    case REQUEST_SLOWER:
    case REQUEST_FASTER:
        return stage_handle_transport(app, request);
    case REQUEST_UNDO:
    case REQUEST_REDO:
        take_side(app);
        (void)stage_room.handle(app, request);
        app->worlds.futures[app->worlds.side] = app_futures(app)->current;
        app->worlds.seen[app->worlds.side] = NO_EVENT;
        return true;
    case REQUEST_TREE:
        take_side(app);
        return stage_room.handle(app, request);
    case REQUEST_WORLDS:
        app_close(app);
        return true;
    default:
        return false;
    }
}

static void click_worlds(struct app *app, const struct screen_area *area, bool is_double)
{
    if (area->what == AREA_SIDE)
        app->worlds.side = area->value != 0;
    else if (area->what == AREA_LANE)
        app->lane = (uint32_t)area->value;
    else if (area->what == AREA_STATE)
        (void)handle_worlds(app, REQUEST_PLAY);
    else if (area->what == AREA_FOLD)
        app->shows_all = !app->shows_all;
    if (is_double)
        (void)handle_worlds(app, REQUEST_OPEN);
}

const struct view_room worlds_room = {paint_worlds, handle_worlds, click_worlds};
