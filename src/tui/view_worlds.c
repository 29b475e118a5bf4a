/* Two or three worlds: runs under one cursor, which is a time.
 *
 * A side shows a future of a case; keys that act on one run act on the side at the lane's cursor, which becomes the run
 * on the stage. On coming out one stands where one came from. */
#include "base/check.h"
#include "base/range.h"
#include "screens/worlds.h"
#include "tui/run_requests.h"
#include "tui/run_speech.h"
#include "tui/transport.h"
#include "tui/views.h"
#include "tui/what_if.h"
#include "words/counts.h"

struct worlds_state {
    struct place back; /* where one came from */
    int count;
    size_t cases[WORLDS_MAX], futures[WORLDS_MAX]; /* which run each side shows */
    uint32_t seen[WORLDS_MAX];
    msec now;  /* −1: before the beginning */
    msec told; /* linear text: up to where it was told */
    int side;  /* at the cursor */
    bool is_playing;
    int64_t shown_at;         /* real ms: when `now` was shown */
    struct lanes_cache *axis; /* owned */
};

static struct future *side_future(const struct app *app, int side)
{
    return &app->session.cases[worlds_of(app)->cases[side]].futures.list[worlds_of(app)->futures[side]];
}

static msec run_end(const struct trace *trace)
{
    return trace->count ? trace->events[trace->count - 1].time : 0;
}

/* When an event of a run is; −1: the beginning. */
static msec event_time(const struct trace *trace, uint32_t at)
{
    return at == NO_EVENT ? -1 : trace->events[at].time;
}

static msec last_end(const struct app *app)
{
    msec last = 0;

    for (int side = 0; side < worlds_of(app)->count; side++)
        last = max_i64(run_end(&side_future(app, side)->trace), last);
    return last;
}

/* The moment of the run on the stage; from a list, of the first world: a run that is over has nothing left to see, and
 * begins anew. */
static msec time_to_open(const struct app *app, size_t of_case)
{
    const struct future *future = side_future(app, 0);
    bool is_list = app_view(app) == VIEW_OPENING;

    if (!is_list && of_case == app->session.here)
        future = session_future(&app->session);
    return is_list && future->at + 1 == future->trace.count ? -1 : event_time(&future->trace, future->at);
}

static void release_worlds(struct app *app)
{
    struct worlds_state *worlds = worlds_of(app);

    worlds_axis_free(worlds->axis);
    worlds->axis = NULL;
}

static bool open_worlds(struct app *app, const struct target *target)
{
    struct worlds_state *worlds = worlds_of(app);

    CHECK(target->world_count >= 2 && target->world_count <= WORLDS_MAX);
    for (int side = 0; side < target->world_count; side++)
        if (!session_load(&app->session, target->cases[side]))
            return false;
    worlds->count = target->world_count;
    for (int side = 0; side < worlds->count; side++) {
        worlds->cases[side] = target->cases[side];
        worlds->futures[side] = target->futures[side];
        worlds->seen[side] = side_future(app, side)->seen;
    }
    release_worlds(app);
    worlds->axis = worlds_axis_new();
    worlds->now = target->is_at_end ? last_end(app) : time_to_open(app, target->cases[0]);
    worlds->side = 0;
    worlds->is_playing = false;
    if (app_view(app) != VIEW_WORLDS)
        worlds->back = session_place(&app->session);
    app->session.here = target->cases[0];
    return true;
}

static void pause_worlds(struct app *app)
{
    worlds_of(app)->is_playing = false;
}

/* Out again to where one came from: the view, the future and its moment. */
static void leave_worlds(struct app *app)
{
    app_close(app);
    pause_worlds(app);
    (void)session_return(&app->session, &worlds_of(app)->back);
}

static void show_current(struct app *app, int side)
{
    struct worlds_state *worlds = worlds_of(app);

    worlds->futures[side] = app->session.cases[worlds->cases[side]].futures.current;
    worlds->seen[side] = NO_EVENT;
}

/* The side at the cursor shows the present future from now on. */
static void follow(struct app *app)
{
    show_current(app, worlds_of(app)->side);
}

/* A side whose future was deleted shows the present one. */
static void forget_side(struct app *app)
{
    struct worlds_state *worlds = worlds_of(app);
    const struct futures *futures = session_futures(&app->session);

    place_forget_deleted(&worlds->back, &app->session);
    for (int side = 0; side < worlds->count; side++) {
        size_t shown = worlds->futures[side];

        if (worlds->cases[side] != app->session.here || (shown < futures->count && !futures->list[shown].is_deleted))
            continue;
        show_current(app, side);
        worlds->is_playing = false;
    }
}

static uint32_t side_at(const struct app *app, int side)
{
    return worlds_of(app)->now < 0 ? NO_EVENT : trace_event_at(&side_future(app, side)->trace, worlds_of(app)->now);
}

/* What was passed counts as seen. */
static void note_seen(struct app *app, int side, uint32_t at)
{
    struct worlds_state *worlds = worlds_of(app);
    struct future *future = side_future(app, side);

    if (at == NO_EVENT)
        return;
    if (worlds->seen[side] == NO_EVENT || worlds->seen[side] < at)
        worlds->seen[side] = at;
    future->was_watched |= at + 1 == future->trace.count;
}

static const char *side_name(const struct app *app, int side)
{
    const struct future *future = side_future(app, side);

    return future->parent < 0 ? app->session.cases[worlds_of(app)->cases[side]].futures.name : future->name;
}

/* What each side shows at present; false, and says why, where that cannot be told. */
static bool show_sides(struct app *app, struct worlds_side sides[WORLDS_MAX])
{
    struct worlds_state *state = worlds_of(app);
    bool is_ready = true;

    for (int side = 0; side < state->count; side++) {
        struct future *future = side_future(app, side);
        uint32_t at = side_at(app, side);

        note_seen(app, side, at);
        sides[side] = (struct worlds_side){
            .index = future->index,
            .ledger = session_ledger(&app->session, future, at),
            .name = side_name(app, side),
            .at = at,
            .seen = state->seen[side],
        };
        is_ready = is_ready && sides[side].ledger;
    }
    return is_ready;
}

static void paint_worlds(struct app *app)
{
    struct worlds_state *state = worlds_of(app);
    struct worlds_view view = {
        .axis = state->axis,
        .now = state->now,
        .lane = app->session.lane,
        .count = state->count,
        .side = state->side,
        .shows_all = app->session.shows_all,
        .is_playing = state->is_playing,
        .is_class = app->session.options->is_class,
        .speed_percent = player_speeds[app->session.player.speed],
        .search = app->session.search,
    };

    for (int side = 0; side < state->count; side++)
        view.hides_titles[side] = session_hides_title(&app->session, state->cases[side]);
    if (show_sides(app, view.sides))
        worlds_paint(&view, &app->screen);
}

/* The first time after `now` at which something happens in the run, or MSEC_NONE. */
static msec time_after(const struct trace *trace, msec now)
{
    uint32_t at = now < 0 ? NO_EVENT : trace_event_at(trace, now);
    uint32_t next = player_next(at, true);

    return next < trace->count ? trace->events[next].time : MSEC_NONE;
}

/* The last time before `now`; −1: the beginning. */
static msec time_before(const struct trace *trace, msec now)
{
    return event_time(trace, now <= 0 ? NO_EVENT : trace_event_at(trace, now - 1));
}

/* The earlier of two times, the later of them looking back; MSEC_NONE is none. */
static msec nearer(msec a, msec b, bool is_forward)
{
    if (a == MSEC_NONE || b == MSEC_NONE)
        return a == MSEC_NONE ? b : a;
    return (a < b) == is_forward ? a : b;
}

/* When something happens next in one of the runs, or MSEC_NONE. */
static msec next_time(const struct app *app)
{
    msec next = MSEC_NONE;

    for (int side = 0; side < worlds_of(app)->count; side++)
        next = nearer(next, time_after(&side_future(app, side)->trace, worlds_of(app)->now), true);
    return next;
}

/* One step on in time; false where all runs are over. */
static bool step(struct app *app)
{
    msec to = next_time(app);

    if (to == MSEC_NONE)
        return false;
    worlds_of(app)->now = to;
    return true;
}

/* Real milliseconds for which a moment stays. */
static int stay_ms(const struct app *app)
{
    return PLAYER_MICRO_MS * 100 / (int)player_speeds[app->session.player.speed];
}

static bool plays(const struct app *app)
{
    return worlds_of(app)->is_playing && !app->is_blank;
}

static int wait_worlds(const struct app *app)
{
    return plays(app) ? stay_ms(app) : -1;
}

static void advance_worlds(struct app *app)
{
    struct worlds_state *worlds = worlds_of(app);

    app->session.player.shown_at = app->session.now;
    if (!plays(app) || app->session.now - worlds->shown_at < stay_ms(app))
        return;
    worlds->shown_at = app->session.now;
    worlds->is_playing = step(app);
}

static void step_back(struct app *app)
{
    msec to = -1;

    for (int side = 0; side < worlds_of(app)->count; side++)
        to = max_i64(time_before(&side_future(app, side)->trace, worlds_of(app)->now), to);
    if (worlds_of(app)->now < 0)
        session_say(&app->session, "This is the start.");
    worlds_of(app)->now = to;
}

static msec match_time(struct app *app, int side, msec now, bool is_forward)
{
    const struct story *story = &side_future(app, side)->index->story;
    const struct trace *trace = story->trace;
    uint32_t at = now < 0 || (!is_forward && now == 0) ? NO_EVENT : trace_event_at(trace, is_forward ? now : now - 1);
    uint32_t match;

    /* looking back begins before an event: behind the last one that is earlier than now */
    match = is_forward       ? transport_match(&app->session, story, at, true)
            : at == NO_EVENT ? NO_EVENT
                             : transport_match(&app->session, story, at + 1, false);
    return match == NO_EVENT ? MSEC_NONE : trace->events[match].time;
}

static msec match_in_any(struct app *app, msec now, bool is_forward)
{
    msec match = MSEC_NONE;

    for (int side = 0; side < worlds_of(app)->count; side++)
        match = nearer(match, match_time(app, side, now, is_forward), is_forward);
    return match;
}

/* At the last match it goes on from the other end. */
static void find(struct app *app, enum request request)
{
    bool is_forward = request == REQUEST_NEXT;
    msec now = worlds_of(app)->now, to = match_in_any(app, now, is_forward);
    bool goes_round = to == MSEC_NONE;

    if (goes_round)
        to = match_in_any(app, is_forward ? -1 : last_end(app) + 1, is_forward);
    if (session_stops(&app->session))
        return;
    if (goes_round)
        session_say_round(&app->session, is_forward, to != MSEC_NONE, to == now, app->session.search);
    if (to != MSEC_NONE)
        worlds_of(app)->now = to;
}

/* The time of what was typed behind `:`; MSEC_NEVER with the reason. A day or an event is one of a run: of the side at
 * the cursor, else of the next one. A time is one of all: the last event of any of them, which is the end where one of
 * the runs is over by then. */
static msec find_typed(const struct app *app, const char *typed, struct err *err)
{
    bool is_of_one = typed[0] == '#' || typed[0] == 'd';
    msec latest = -1;
    int found = 0;

    for (int i = 0; i < worlds_of(app)->count; i++) {
        const struct trace *trace = &side_future(app, (worlds_of(app)->side + i) % worlds_of(app)->count)->trace;
        uint32_t at;
        bool ok = player_find(trace, typed, &at, err);

        if (ok && is_of_one)
            return event_time(trace, at);
        latest = max_i64(latest, ok ? event_time(trace, at) : run_end(trace));
        found += ok;
    }
    return found == 0 ? MSEC_NEVER : latest;
}

static void go_to_typed(struct app *app, const char *typed)
{
    struct err err;
    msec to = find_typed(app, typed, &err);

    if (to == MSEC_NEVER) {
        session_say_error(&app->session, &err);
        return;
    }
    worlds_of(app)->is_playing = false;
    worlds_of(app)->now = to;
}

static void ask_for_time(struct app *app)
{
    static const struct prompt_kind kind = {.before = ":", .asks = PLACE_ASKED, .done = go_to_typed};

    prompt_ask(&app->prompt, &kind, "");
}

static void go_divergence(struct app *app, bool is_forward)
{
    const struct trace *runs[WORLDS_MAX];
    int count = worlds_of(app)->count;
    msec to;

    for (int side = 0; side < count; side++)
        runs[side] = &side_future(app, side)->trace;
    to = is_forward ? worlds_divergence_after(runs, count, worlds_of(app)->now)
                    : worlds_divergence_before(runs, count, worlds_of(app)->now);
    if (to == MSEC_NONE) {
        to = is_forward ? worlds_divergence_after(runs, count, -1) : worlds_divergence_before(runs, count, MSEC_NEVER);
        session_say(&app->session,
                    to == MSEC_NONE ? "These %s worlds never part."
                    : is_forward    ? "From the start again: the first divergence."
                                    : "From the end again: the last divergence.",
                    count == 2 ? "two" : "three");
    }
    if (to != MSEC_NONE)
        worlds_of(app)->now = to;
}

/* Where all runs are over playing begins again from the start. */
static void toggle_playing(struct app *app)
{
    struct worlds_state *worlds = worlds_of(app);

    worlds->is_playing = !worlds->is_playing;
    worlds->shown_at = app->session.now;
    if (worlds->is_playing && next_time(app) == MSEC_NONE)
        worlds->now = -1;
}

static void move_in_time(struct app *app, enum request request)
{
    bool is_forward = request == REQUEST_STEP || request == REQUEST_NEXT;

    worlds_of(app)->is_playing = false;
    if (request == REQUEST_STEP_BACK)
        step_back(app);
    else if (request == REQUEST_STEP && !step(app))
        session_say(&app->session, "These runs are over: g goes to the start.");
    else if (request == REQUEST_START)
        worlds_of(app)->now = -1;
    else if (request == REQUEST_END)
        worlds_of(app)->now = last_end(app);
    else if (request != REQUEST_STEP && app->session.search[0])
        long_answer_begin(&app->answer, find, request, "Searching for /%s", app->session.search);
    else if (request != REQUEST_STEP)
        go_divergence(app, is_forward);
}

/* Keys that act on one run act on the side of the lane cursor: it becomes the run on the stage. */
static void take_side(struct app *app)
{
    app->session.here = worlds_of(app)->cases[worlds_of(app)->side];
    futures_go(session_futures(&app->session), worlds_of(app)->futures[worlds_of(app)->side]);
    session_go(&app->session, side_at(app, worlds_of(app)->side));
}

static uint32_t lane_count(const struct app *app)
{
    return side_future(app, worlds_of(app)->side)->scenario->bot_count;
}

/* To the next side, or the one before it. */
static void turn_side(struct app *app, bool is_forward)
{
    struct worlds_state *worlds = worlds_of(app);

    worlds->side = (worlds->side + (is_forward ? 1 : worlds->count - 1)) % worlds->count;
}

/* From lane to lane, on to the next side at the ends. */
static void move_lane(struct app *app, enum request request)
{
    bool is_down = request == REQUEST_DOWN;
    uint32_t lane = app->session.lane + (is_down ? 1 : UINT32_MAX);

    if (lane < lane_count(app)) {
        app->session.lane = lane;
        return;
    }
    turn_side(app, is_down);
    app->session.lane = is_down ? 0 : lane_count(app) - 1;
}

static void change_side(struct app *app, enum request request)
{
    turn_side(app, request == REQUEST_PANEL);
    if (app->session.lane >= lane_count(app))
        app->session.lane = 0;
}

static void enter_side(struct app *app)
{
    take_side(app);
    app_close(app);
    (void)app_open(app, VIEW_STAGE, NULL);
}

static void say_command(struct app *app)
{
    const struct worlds_state *worlds = worlds_of(app);

    session_say_command(&app->session, &app->session.cases[worlds->cases[worlds->side]].futures,
                        side_future(app, worlds->side), side_at(app, worlds->side));
}

/* What is done with the run of the side at the cursor, or another view of it. */
static void act_on_side(struct app *app, enum request request)
{
    take_side(app);
    if (!app_answer_by(app, run_requests, request))
        app_go_to_view(app, request);
    if (request == REQUEST_UNDO || request == REQUEST_REDO)
        follow(app);
}

static const struct handler requests[] = {
    {REQUEST_STEP, .answer = move_in_time},  {REQUEST_STEP_BACK, .answer = move_in_time},
    {REQUEST_NEXT, .answer = move_in_time},  {REQUEST_PREVIOUS, .answer = move_in_time},
    {REQUEST_START, .answer = move_in_time}, {REQUEST_END, .answer = move_in_time},
    {REQUEST_GO_TO, .act = ask_for_time},    {REQUEST_PLAY, .act = toggle_playing},
    {REQUEST_UP, .answer = move_lane},       {REQUEST_DOWN, .answer = move_lane},
    {REQUEST_PANEL, .answer = change_side},  {REQUEST_PANEL_BACK, .answer = change_side},
    {REQUEST_ALL, .act = app_toggle_folded}, {REQUEST_OPEN, .act = enter_side},
    {REQUEST_CHANGE, .answer = act_on_side}, {REQUEST_COMMAND, .act = say_command},
    {REQUEST_UNDO, .answer = act_on_side},   {REQUEST_REDO, .answer = act_on_side},
    {REQUEST_TREE, .answer = act_on_side},   {REQUEST_DIAGRAM, .answer = act_on_side},
    {REQUEST_MAP, .answer = act_on_side},    {REQUEST_QUIT, .act = leave_worlds},
    {REQUEST_WORLDS, .act = leave_worlds},   {.request = REQUEST_NONE},
};

static void go_to_lane(struct app *app, int side, uint32_t lane)
{
    worlds_of(app)->side = side;
    app->session.lane = lane;
}

/* On the lanes, whose areas name their side. */
static void click_side(struct app *app, const struct screen_area *area, bool is_double)
{
    int side = worlds_area_side(area->value);
    uint32_t value = (uint32_t)worlds_area_value(area->value);

    switch (area->what) {
    case AREA_EVENT:
        worlds_of(app)->side = side;
        worlds_of(app)->is_playing = false;
        worlds_of(app)->now = side_future(app, side)->trace.events[value].time;
        break;
    case AREA_LANE:
    case AREA_WHY:
        go_to_lane(app, side, value);
        if (is_double)
            app_request(app, REQUEST_OPEN);
        break;
    case AREA_GUARD:
        go_to_lane(app, side, value);
        app_request(app, REQUEST_CHANGE);
        break;
    case AREA_RETRY:
        go_to_lane(app, side,
                   what_if_lane_of_job(side_future(app, side)->scenario,
                                       side == worlds_of(app)->side ? app->session.lane : 0, value));
        app_request(app, REQUEST_CHANGE);
        break;
    case AREA_SEED: /* and it asks for the command line of that side */
        worlds_of(app)->side = side;
        break;
    default:
        break;
    }
}

static void click_worlds(struct app *app, const struct screen_area *area, bool is_double)
{
    switch (area->what) {
    case AREA_SIDE:
        worlds_of(app)->side = (int)area->value;
        if (is_double)
            app_request(app, REQUEST_OPEN);
        break;
    case AREA_TIME:
        worlds_of(app)->is_playing = false;
        worlds_of(app)->now = area->value;
        break;
    default:
        click_side(app, area, is_double);
    }
}

/* In what they differ at present. */
static void say_differences(struct app *app, struct speech *out)
{
    struct worlds_side sides[WORLDS_MAX];
    struct text lines = {0};

    if (!show_sides(app, sides))
        return;
    worlds_differences_say(sides, worlds_of(app)->count, &lines);
    speech_take_lines(out, &lines);
}

static void say_worlds(struct app *app, struct speech *out)
{
    struct text line = {0};

    for (int side = 0; side < worlds_of(app)->count; side++)
        text_addf(&line, "%s%s", side > 0 ? " beside " : "", side_name(app, side));
    text_add(&line, worlds_of(app)->now < 0 ? ", before the start. n goes to where they part." : ", at ");
    if (worlds_of(app)->now >= 0) {
        msec_say_time(worlds_of(app)->now, &line);
        text_add(&line, ".");
    }
    speech_take(out, &line);
    say_differences(app, out);
    worlds_of(app)->told = worlds_of(app)->now;
}

/* The last moment of a side up to a time, or event where all is shown; NO_EVENT. */
static uint32_t moment_by(const struct app *app, int side, msec now)
{
    const struct trace *trace = &side_future(app, side)->trace;
    uint32_t at = now < 0 ? NO_EVENT : trace_event_at(trace, now);

    while (at != NO_EVENT && !trace->events[at].is_moment && !app->session.shows_all)
        at = player_next(at, false);
    return at;
}

/* The latest of each side that has anything new; at the end in what they differ. */
static void say_moved(struct app *app, struct speech *out)
{
    struct worlds_state *worlds = worlds_of(app);
    msec told = worlds->told;

    worlds->told = worlds->now;
    if (worlds->now == told)
        return;
    if (worlds->now < 0)
        speech_add(out, "Before the start.");
    for (int side = 0; side < worlds->count; side++) {
        uint32_t at = moment_by(app, side, worlds->now);

        if (at != NO_EVENT && (worlds->now < told || at != moment_by(app, side, told)))
            run_say_event(&side_future(app, side)->index->story, at, side_name(app, side), out);
    }
    if (worlds->now == last_end(app))
        say_differences(app, out);
}

/* The side and the lane at the cursor. */
static void say_here(struct app *app, struct speech *out)
{
    int side = worlds_of(app)->side;
    struct future *future = side_future(app, side);
    const struct ledger *ledger = session_ledger(&app->session, future, side_at(app, side));
    struct text line = {0};

    if (!ledger)
        return;
    text_addf(&line, "%s, ", side_name(app, side));
    counts_say_bot(future->scenario, ledger, app->session.lane, &line);
    speech_add_row(out, (size_t)side + 1, text_str(&line));
    text_release(&line);
}

static bool choose(struct app *app, size_t number)
{
    if (number < 1 || number > (size_t)worlds_of(app)->count)
        return false;
    worlds_of(app)->side = (int)number - 1;
    app->session.lane = min_u32(app->session.lane, lane_count(app) - 1);
    return true;
}

const struct view view_worlds = {
    .state_size = sizeof(struct worlds_state),
    .help = HELP_WORLDS,
    .instead_of_zoom = "Enter goes into this world.",
    .tables = {requests, transport_plays},
    .paint = paint_worlds,
    .click = click_worlds,
    .leave = leave_worlds,
    .release = release_worlds,
    .open = open_worlds,
    .wait = wait_worlds,
    .advance = advance_worlds,
    .pause = pause_worlds,
    .moved = follow,
    .forget = forget_side,
    .say = say_worlds,
    .say_here = say_here,
    .choose = choose,
    .say_moved = say_moved,
};
