#include "tui/worlds_room.h"

#include "screens/worlds.h"
#include "tui/app.h"
#include "tui/what_if.h"

static const struct future *side_future(const struct app *app, int side)
{
    return &app->cases[app->worlds.cases[side]].futures.list[app->worlds.futures[side]];
}

static msec run_end(const struct trace *trace)
{
    return trace->count ? trace->events[trace->count - 1].time : 0;
}

/* The moment of the run on the stage; from a list, of the first world: a run that is over has nothing left to see, and
 * begins anew. */
static msec time_to_open(const struct app *app, size_t of_case)
{
    const struct future *future = side_future(app, 0);
    bool is_list = IN_OPENING >> app_view(app) & 1;

    if (!is_list && of_case == app->here)
        future = app_future(app);
    if (future->at == NO_EVENT || (is_list && future->at + 1 == future->trace.count))
        return -1;
    return future->trace.events[future->at].time;
}

void worlds_open(struct app *app, const size_t cases[2], const size_t futures[2])
{
    struct worlds_state *worlds = &app->worlds;

    for (int side = 0; side < 2; side++)
        if (!app_load(app, cases[side]))
            return;
    for (int side = 0; side < 2; side++) {
        worlds->cases[side] = cases[side];
        worlds->futures[side] = futures[side];
        worlds->seen[side] = side_future(app, side)->seen;
    }
    worlds_release(worlds);
    worlds->axis = worlds_axis_new();
    worlds->now = time_to_open(app, cases[0]);
    worlds->side = 0;
    worlds->is_playing = false;
    if (app_view(app) != VIEW_WORLDS) {
        way_back_mark(&worlds->back, app);
        app_open(app, VIEW_WORLDS);
    }
    app->here = cases[0];
}

void worlds_release(struct worlds_state *worlds)
{
    worlds_axis_free(worlds->axis);
    worlds->axis = NULL;
}

/* Out again to where one came from: the view, the future and its moment. */
static void leave_worlds(struct app *app)
{
    app_close(app);
    app->worlds.is_playing = false;
    (void)way_back_go(&app->worlds.back, app);
}

static void show_current(struct app *app, int side)
{
    app->worlds.futures[side] = app->cases[app->worlds.cases[side]].futures.current;
    app->worlds.seen[side] = NO_EVENT;
}

void worlds_show_current(struct app *app)
{
    show_current(app, app->worlds.side);
}

void worlds_forget_deleted(struct app *app)
{
    for (int side = 0; side < 2; side++) {
        const struct futures *futures = &app->cases[app->worlds.cases[side]].futures;

        if (app->worlds.cases[side] != app->here ||
            (app->worlds.futures[side] < futures->count && !futures->list[app->worlds.futures[side]].is_deleted))
            continue;
        show_current(app, side);
        app->worlds.is_playing = false;
    }
}

static uint32_t side_at(const struct app *app, int side)
{
    return app->worlds.now < 0 ? NO_EVENT : trace_event_at(&side_future(app, side)->trace, app->worlds.now);
}

/* What was passed counts as seen. */
static void note_seen(struct app *app, int side, uint32_t at)
{
    struct worlds_state *worlds = &app->worlds;
    const struct future *future = side_future(app, side);

    if (at == NO_EVENT)
        return;
    if (worlds->seen[side] == NO_EVENT || worlds->seen[side] < at)
        worlds->seen[side] = at;
    if (at + 1 == future->trace.count && !future->was_watched)
        app_note_watched(app, worlds->cases[side], worlds->futures[side]);
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
        .search = app->search,
    };
    struct ledger ledgers[2];

    for (int side = 0; side < 2; side++) {
        const struct future *future = side_future(app, side);
        uint32_t at = side_at(app, side);

        note_seen(app, side, at);
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

/* The first time after `now` at which something happens in the run, or MSEC_NONE. */
static msec time_after(const struct trace *trace, msec now)
{
    uint32_t at = now < 0 ? NO_EVENT : trace_event_at(trace, now);
    uint32_t next = at == NO_EVENT ? 0 : at + 1;

    return next < trace->count ? trace->events[next].time : MSEC_NONE;
}

/* The last time before `now`; −1: the beginning. */
static msec time_before(const struct trace *trace, msec now)
{
    uint32_t at = now <= 0 ? NO_EVENT : trace_event_at(trace, now - 1);

    return at == NO_EVENT ? -1 : trace->events[at].time;
}

/* The earlier of two times, the later of them looking back; MSEC_NONE is none. */
static msec nearer(msec a, msec b, bool is_forward)
{
    if (a == MSEC_NONE || b == MSEC_NONE)
        return a == MSEC_NONE ? b : a;
    return (a < b) == is_forward ? a : b;
}

/* One step on in time; false where both runs are over. */
static bool step(struct app *app)
{
    msec to = nearer(time_after(&side_future(app, 0)->trace, app->worlds.now),
                     time_after(&side_future(app, 1)->trace, app->worlds.now), true);

    if (to == MSEC_NONE)
        return false;
    app->worlds.now = to;
    return true;
}

int worlds_wait(const struct app *app)
{
    return PLAYER_MICRO_MS * 100 / (int)player_speeds[app->player.speed];
}

void worlds_advance(struct app *app)
{
    if (app->now - app->worlds.shown_at < worlds_wait(app))
        return;
    app->worlds.shown_at = app->now;
    app->worlds.is_playing = step(app);
}

static void step_back(struct app *app)
{
    msec a = time_before(&side_future(app, 0)->trace, app->worlds.now);
    msec b = time_before(&side_future(app, 1)->trace, app->worlds.now);

    if (app->worlds.now < 0)
        app_say(app, "This is the start.");
    app->worlds.now = a > b ? a : b;
}

static msec last_end(const struct app *app)
{
    msec a = run_end(&side_future(app, 0)->trace), b = run_end(&side_future(app, 1)->trace);

    return a > b ? a : b;
}

static msec match_time(const struct app *app, int side, msec now, bool is_forward)
{
    const struct story *story = stage_index_story(side_future(app, side)->index);
    const struct trace *trace = story->trace;
    uint32_t at = now < 0 || (!is_forward && now == 0) ? NO_EVENT : trace_event_at(trace, is_forward ? now : now - 1);
    uint32_t match;

    /* looking back begins before an event: behind the last one that is earlier than now */
    match = is_forward       ? stage_match(story, at, app->search, true)
            : at == NO_EVENT ? NO_EVENT
                             : stage_match(story, at + 1, app->search, false);
    return match == NO_EVENT ? MSEC_NONE : trace->events[match].time;
}

static msec match_in_both(const struct app *app, msec now, bool is_forward)
{
    return nearer(match_time(app, 0, now, is_forward), match_time(app, 1, now, is_forward), is_forward);
}

/* At the last match it goes on from the other end. */
static void go_match(struct app *app, bool is_forward)
{
    msec now = app->worlds.now, to = match_in_both(app, now, is_forward);

    if (to == MSEC_NONE) {
        to = match_in_both(app, is_forward ? -1 : last_end(app) + 1, is_forward);
        if (to == MSEC_NONE || to == now)
            app_say_no_match(app, to != MSEC_NONE);
        else
            app_say_wrapped(app, is_forward);
    }
    if (to != MSEC_NONE)
        app->worlds.now = to;
}

/* A day or an event is one of a run: of the side at the cursor, else of the other one. */
static msec find_in_one(const struct app *app, const char *typed, struct err *err)
{
    uint32_t at;

    for (int i = 0; i < 2; i++) {
        const struct trace *trace = &side_future(app, i == 0 ? app->worlds.side : 1 - app->worlds.side)->trace;

        if (player_find(trace, typed, &at, err))
            return at == NO_EVENT ? -1 : trace->events[at].time;
    }
    return MSEC_NEVER;
}

/* A time is one of both: the last event of either of them, which is the end where one of the runs is over by then. */
static msec find_in_both(const struct app *app, const char *typed, struct err *err)
{
    msec times[2];
    int found = 0;

    for (int side = 0; side < 2; side++) {
        const struct trace *trace = &side_future(app, side)->trace;
        uint32_t at;
        bool ok = player_find(trace, typed, &at, err);

        times[side] = !ok ? run_end(trace) : at == NO_EVENT ? -1 : trace->events[at].time;
        found += ok;
    }
    return found == 0 ? MSEC_NEVER : times[0] > times[1] ? times[0] : times[1];
}

void worlds_go_to(struct app *app, const char *typed)
{
    struct err err;
    msec to = typed[0] == '#' || typed[0] == 'd' ? find_in_one(app, typed, &err) : find_in_both(app, typed, &err);

    if (to == MSEC_NEVER) {
        app_say_error(app, &err);
        return;
    }
    app->worlds.is_playing = false;
    app->worlds.now = to;
}

static void go_divergence(struct app *app, bool is_forward)
{
    const struct trace *a = &side_future(app, 0)->trace, *b = &side_future(app, 1)->trace;
    msec to = is_forward ? worlds_divergence_after(a, b, app->worlds.now)
                         : worlds_divergence_before(a, b, app->worlds.now);

    if (to == MSEC_NONE) {
        to = is_forward ? worlds_divergence_after(a, b, -1) : worlds_divergence_before(a, b, MSEC_NEVER);
        app_say(app, to == MSEC_NONE ? "These two worlds never part."
                     : is_forward    ? "From the start again: the first divergence."
                                     : "From the end again: the last divergence.");
    }
    if (to != MSEC_NONE)
        app->worlds.now = to;
}

/* Where both runs are over playing begins again from the start. */
static void toggle_playing(struct app *app)
{
    struct worlds_state *worlds = &app->worlds;

    worlds->is_playing = !worlds->is_playing;
    worlds->shown_at = app->now;
    if (worlds->is_playing && time_after(&side_future(app, 0)->trace, worlds->now) == MSEC_NONE &&
        time_after(&side_future(app, 1)->trace, worlds->now) == MSEC_NONE)
        worlds->now = -1;
}

static bool handle_time(struct app *app, enum request request)
{
    bool is_moved = request == REQUEST_STEP || request == REQUEST_STEP_BACK || request == REQUEST_NEXT ||
                    request == REQUEST_PREVIOUS || request == REQUEST_START || request == REQUEST_END;

    if (is_moved)
        app->worlds.is_playing = false;
    switch (request) {
    case REQUEST_STEP:
        if (!step(app))
            app_say(app, "Both runs are over: g goes to the start.");
        return true;
    case REQUEST_STEP_BACK:
        step_back(app);
        return true;
    case REQUEST_NEXT:
    case REQUEST_PREVIOUS:
        if (app->search[0])
            go_match(app, request == REQUEST_NEXT);
        else
            go_divergence(app, request == REQUEST_NEXT);
        return true;
    case REQUEST_START:
        app->worlds.now = -1;
        return true;
    case REQUEST_END:
        app->worlds.now = last_end(app);
        return true;
    case REQUEST_GO_TO:
        prompt_ask(app, PROMPT_GO_TO, "");
        return true;
    case REQUEST_PLAY:
        toggle_playing(app);
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
        stage_toggle_all(app, screen_has(&app->screen, AREA_FOLD));
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
        worlds_show_current(app);
        return true;
    case REQUEST_TREE:
    case REQUEST_DIAGRAM:
        take_side(app);
        return stage_room.handle(app, request);
    case REQUEST_MAP:
        take_side(app);
        map_open(app);
        return true;
    case REQUEST_CLOSE:
        if (app->search[0])
            return false;
        leave_worlds(app);
        return true;
    case REQUEST_QUIT:
    case REQUEST_WORLDS:
        leave_worlds(app);
        return true;
    default:
        return false;
    }
}

static void go_lane(struct app *app, int side, uint32_t lane)
{
    app->worlds.side = side;
    app->lane = lane;
}

/* On the lanes, whose areas name their side. */
static void click_side(struct app *app, const struct screen_area *area, bool is_double)
{
    int side = worlds_area_side(area->value);
    uint32_t value = (uint32_t)worlds_area_value(area->value);

    switch (area->what) {
    case AREA_EVENT:
        app->worlds.side = side;
        app->worlds.is_playing = false;
        app->worlds.now = side_future(app, side)->trace.events[value].time;
        break;
    case AREA_LANE:
    case AREA_WHY:
        go_lane(app, side, value);
        if (is_double)
            (void)handle_worlds(app, REQUEST_OPEN);
        break;
    case AREA_GUARD:
        go_lane(app, side, value);
        (void)handle_worlds(app, REQUEST_CHANGE);
        break;
    case AREA_RETRY:
        go_lane(app, side,
                stage_lane_of_job(side_future(app, side)->scenario, side == app->worlds.side ? app->lane : 0, value));
        (void)handle_worlds(app, REQUEST_CHANGE);
        break;
    case AREA_SEED:
        app->worlds.side = side;
        (void)handle_worlds(app, REQUEST_COMMAND);
        break;
    default:
        break;
    }
}

static void click_worlds(struct app *app, const struct screen_area *area, bool is_double)
{
    switch (area->what) {
    case AREA_SIDE:
        app->worlds.side = area->value != 0;
        if (is_double)
            (void)handle_worlds(app, REQUEST_OPEN);
        break;
    case AREA_TIME:
        app->worlds.is_playing = false;
        app->worlds.now = area->value;
        break;
    case AREA_STATE:
        (void)handle_worlds(app, REQUEST_PLAY);
        break;
    case AREA_SPEED:
        (void)handle_worlds(app, REQUEST_FASTER);
        break;
    case AREA_BRANCH:
        (void)handle_worlds(app, REQUEST_TREE);
        break;
    case AREA_FOLD:
        app->shows_all = !app->shows_all;
        break;
    default:
        click_side(app, area, is_double);
    }
}

const struct view_room worlds_room = {paint_worlds, handle_worlds, click_worlds};
