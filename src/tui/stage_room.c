#include "tui/stage_room.h"

#include <string.h>

#include "screens/worlds.h"
#include "tui/app.h"
#include "tui/what_if.h"
#include "words/narrate.h"

static void paint_stage(struct app *app)
{
    const struct futures *futures = app_futures(app);
    const struct future *future = app_future(app);
    struct ledger ledger;
    struct stage_view view = {
        .index = future->index,
        .ledger = &ledger,
        .scenario = futures->name,
        .branch = future->parent < 0 ? NULL : future->name,
        .branch_count = (uint32_t)futures->count,
        .at = future->at,
        .seen = future->seen,
        .clock = player_clock(&app->player, &future->trace, future->at, app->now),
        .lane = app->lane,
        .focus = app->stage.focus,
        .is_zoomed = app->stage.is_zoomed,
        .shows_all = app->shows_all,
        .is_playing = app->player.is_playing,
        .speed_percent = player_speeds[app->player.speed],
        .is_class = app->options->is_class,
        .is_blank = app->is_blank,
        .search = app->search,
    };

    memcpy(view.scroll, app->stage.scroll, sizeof view.scroll);
    if (!app_ledger(app, future, future->at, &ledger))
        return;
    stage_paint(&view, &app->screen);
    ledger_release(&ledger);
}

/* An event that tells of what was searched for: its bot's name or words, or its kind. */
static bool event_matches(const struct story *story, uint32_t event, const char *search)
{
    struct text words = {0};
    bool found;

    narrate_event(story, event, &words);
    found = screen_matches(text_str(&words), search);
    text_release(&words);
    return found;
}

uint32_t stage_match(const struct story *story, uint32_t at, const char *search, bool is_forward)
{
    while (true) {
        uint32_t next = is_forward ? player_step(story->trace, at) : player_step_back(story->trace, at);

        if (next == at || next == NO_EVENT)
            return NO_EVENT;
        at = next;
        if (event_matches(story, at, search))
            return at;
    }
}

/* The next match, or the first one from the other end; says which. */
static uint32_t find_match(struct app *app, bool is_forward)
{
    const struct story *story = stage_index_story(app_future(app)->index);
    uint32_t at = app_future(app)->at, to = stage_match(story, at, app->search, is_forward);

    if (to != NO_EVENT)
        return to;
    to = stage_match(story, is_forward ? NO_EVENT : story->trace->count, app->search, is_forward);
    if (to == NO_EVENT || to == at)
        app_say_no_match(app, to != NO_EVENT);
    else
        app_say_wrapped(app, is_forward);
    return to;
}

/* The last event where nothing but verdicts is left behind the moment `at`, else `at`: misses that become certain, the
 * day's and the run's end. */
static uint32_t over_epilogue(const struct trace *trace, uint32_t at)
{
    if (at == NO_EVENT)
        return at;
    for (uint32_t i = at + 1; i < trace->count; i++)
        if (trace->events[i].time != trace->events[at].time ||
            (trace->events[i].kind != EVENT_MISS && trace->events[i].kind != EVENT_DAY_END &&
             trace->events[i].kind != EVENT_RUN_END))
            return at;
    return trace->count - 1;
}

/* The next or previous moment or match; says so when there is none. */
static void go_worth_seeing(struct app *app, bool is_forward)
{
    const struct trace *trace = &app_future(app)->trace;
    uint32_t at = app_future(app)->at, to;

    if (app->search[0]) {
        to = find_match(app, is_forward);
    } else {
        to = is_forward       ? over_epilogue(trace, trace_moment_after(trace, at))
             : at == NO_EVENT ? NO_EVENT
                              : trace_moment_before(trace, at);
        if (to == NO_EVENT && is_forward)
            app_say(app, "No later moment.");
        if (to == NO_EVENT && !is_forward && at != NO_EVENT) {
            app_go(app, NO_EVENT);
            return;
        }
        if (to == NO_EVENT && !is_forward)
            app_say(app, "No earlier moment.");
    }
    if (to != NO_EVENT)
        app_see(app, to);
}

static void step(struct app *app)
{
    const struct trace *trace = &app_future(app)->trace;
    uint32_t at = app_future(app)->at, to = player_step(trace, at);

    if (to == at)
        app_say(app, "The run is over: g goes to the start, x changes it.");
    app_go(app, to);
}

static void step_back(struct app *app)
{
    if (app_future(app)->at == NO_EVENT)
        app_say(app, "This is the start.");
    app_go(app, player_step_back(&app_future(app)->trace, app_future(app)->at));
}

static uint32_t attempt_count(const struct trace *trace)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < trace->count; i++)
        count += trace->events[i].kind == EVENT_FETCH;
    return count;
}

static void go_attempt(struct app *app, bool is_forward)
{
    const struct trace *trace = &app_future(app)->trace;
    uint32_t at = app_future(app)->at;
    uint32_t to = is_forward ? player_attempt_after(trace, at) : player_attempt_before(trace, at);

    if (to == at && is_forward)
        app_say(app, "This is the last attempt: %u of %u.", attempt_count(trace), attempt_count(trace));
    else if (to == at)
        app_say(app, "This is the first attempt.");
    app_go(app, to);
}

static void change_speed(struct app *app, int by)
{
    int speed = app->player.speed + by;

    app->player.is_speed_chosen = true;
    if (speed < 0 || speed >= PLAYER_SPEED_COUNT)
        app_say(app, by < 0 ? "Slowest." : "Fastest.");
    else
        app->player.speed = speed;
}

static void play(struct app *app)
{
    struct future *future = app_future(app);
    uint32_t at = future->at;

    player_toggle(&app->player, &future->trace, &at, app->now);
    future->at = at;
}

bool stage_handle_time(struct app *app, enum request request)
{
    bool stops = request == REQUEST_STEP || request == REQUEST_STEP_BACK || request == REQUEST_NEXT ||
                 request == REQUEST_PREVIOUS || request == REQUEST_START || request == REQUEST_END;

    if (stops)
        app->player.is_playing = false;
    switch (request) {
    case REQUEST_STEP:
        step(app);
        return true;
    case REQUEST_STEP_BACK:
        step_back(app);
        return true;
    case REQUEST_NEXT:
        go_worth_seeing(app, true);
        return true;
    case REQUEST_PREVIOUS:
        go_worth_seeing(app, false);
        return true;
    case REQUEST_START:
        app_go(app, NO_EVENT);
        return true;
    case REQUEST_END:
        app_go(app, app_future(app)->trace.count - 1);
        return true;
    default:
        return false;
    }
}

bool stage_handle_transport(struct app *app, enum request request)
{
    switch (request) {
    case REQUEST_NEXT_ATTEMPT:
    case REQUEST_PREVIOUS_ATTEMPT:
        app->player.is_playing = false;
        go_attempt(app, request == REQUEST_NEXT_ATTEMPT);
        return true;
    case REQUEST_GO_TO:
        prompt_ask(app, PROMPT_GO_TO, "");
        return true;
    case REQUEST_PLAY:
        play(app);
        return true;
    case REQUEST_SLOWER:
    case REQUEST_FASTER:
        change_speed(app, request == REQUEST_FASTER ? 1 : -1);
        return true;
    default:
        return stage_handle_time(app, request);
    }
}

/* As far as the panel goes. */
static void scroll_panel(struct app *app, int by)
{
    uint32_t *scroll = &app->stage.scroll[app->stage.focus];
    bool is_possible = *scroll > 0;

    for (size_t i = 0; by > 0; i++) {
        const struct screen_area *area = &app->screen.areas[i];

        is_possible = i < app->screen.area_count && area->what == AREA_MORE && area->value == (int64_t)app->stage.focus;
        if (is_possible || i >= app->screen.area_count)
            break;
    }
    if (is_possible)
        *scroll += (uint32_t)by;
    else
        app_say(app, by > 0 ? "This is the last row." : "This is the first row.");
}

static void move_lane(struct app *app, int by)
{
    uint32_t count = app_future(app)->scenario->bot_count;

    if (app->stage.focus != PANEL_LANES) {
        scroll_panel(app, by);
        return;
    }
    app->lane = (app->lane + count + (uint32_t)by) % count;
}

void stage_say_command(struct app *app, const struct futures *futures, const struct future *future, uint32_t at)
{
    struct text command = {0};

    future_write_command(futures, future, at, &command);
    app_say(app, "%s", text_str(&command));
    text_release(&command);
}

static void undo(struct app *app, bool is_undo)
{
    bool moved = is_undo ? futures_undo(app_futures(app)) : futures_redo(app_futures(app));

    if (!moved && is_undo)
        app_say(app,
                app_futures(app)->count > 1 ? "This is the first run, before any change." : "Nothing changed yet.");
    else if (!moved)
        app_say(app, "Nothing to do again.");
    else
        app_say(app, "Now in: %s.", app_future(app)->name);
}

static void close_stage(struct app *app)
{
    if (app->search[0])
        app->search[0] = '\0';
    else if (app->stage.is_zoomed)
        app->stage.is_zoomed = false;
    else if (map_run_leave(app))
        return;
    else if (app->depth > 1)
        app_close(app);
    else
        app_say(app, "q leaves the program.");
}

static bool handle_what_if(struct app *app, enum request request)
{
    struct stage_place place;

    switch (request) {
    case REQUEST_STRIKE:
        place = stage_place(app_future(app)->index, app_future(app)->at, app->lane);
        what_if_strike(app, &place);
        return true;
    case REQUEST_CHANGE:
        what_if_change(app);
        return true;
    case REQUEST_UNDO:
    case REQUEST_REDO:
        undo(app, request == REQUEST_UNDO);
        return true;
    case REQUEST_TREE:
        tree_open(app);
        return true;
    case REQUEST_SAVE:
        prompt_save(app, app_futures(app)->current);
        return true;
    case REQUEST_COMMAND:
        stage_say_command(app, app_futures(app), app_future(app), app_future(app)->at);
        return true;
    case REQUEST_WHY:
        why_open(app, app->lane);
        return true;
    case REQUEST_DIAGRAM:
        diagram_open(app);
        return true;
    case REQUEST_MAP:
        map_open(app);
        return true;
    case REQUEST_WORLDS:
        what_if_compare(app);
        return true;
    default:
        return false;
    }
}

void stage_toggle_all(struct app *app, bool is_anything_folded)
{
    if (app->shows_all || is_anything_folded)
        app->shows_all = !app->shows_all;
    else
        app_say(app, "Nothing is folded.");
}

static void move_focus(struct app *app, int by)
{
    if (!app->stage.is_zoomed && !screen_has(&app->screen, AREA_PANEL))
        app_say(app, "One panel here.");
    else
        app->stage.focus = (enum stage_panel)(((int)app->stage.focus + STAGE_PANEL_COUNT + by) % STAGE_PANEL_COUNT);
}

static bool handle_stage(struct app *app, enum request request)
{
    switch (request) {
    case REQUEST_UP:
    case REQUEST_DOWN:
        move_lane(app, request == REQUEST_DOWN ? 1 : -1);
        return true;
    case REQUEST_PANEL:
    case REQUEST_PANEL_BACK:
        move_focus(app, request == REQUEST_PANEL ? 1 : -1);
        return true;
    case REQUEST_ZOOM:
        app->stage.is_zoomed = !app->stage.is_zoomed;
        return true;
    case REQUEST_ALL:
        stage_toggle_all(app, screen_has(&app->screen, AREA_FOLD));
        return true;
    case REQUEST_OPEN:
        atom_open(app);
        return true;
    case REQUEST_CLOSE:
        close_stage(app);
        return true;
    default:
        return stage_handle_transport(app, request) || handle_what_if(app, request);
    }
}

uint32_t stage_lane_of_job(const struct scenario *scenario, uint32_t lane, uint32_t job)
{
    uint32_t first = 0;

    if (scenario->jobs[job].reach >> lane & 1)
        return lane;
    while (first < scenario->bot_count && !(scenario->jobs[job].reach >> first & 1))
        first++;
    return first < scenario->bot_count ? first : lane;
}

static void click_stage(struct app *app, const struct screen_area *area, bool is_double)
{
    switch (area->what) {
    case AREA_EVENT:
        app_see(app, (uint32_t)area->value);
        break;
    case AREA_TIME:
        app->player.is_playing = false;
        app_go(app, trace_event_at(&app_future(app)->trace, area->value));
        break;
    case AREA_LANE:
        app->lane = (uint32_t)area->value;
        if (is_double)
            (void)handle_stage(app, REQUEST_OPEN);
        break;
    case AREA_PANEL:
        app->stage.focus = (enum stage_panel)area->value;
        if (is_double)
            app->stage.is_zoomed = !app->stage.is_zoomed;
        break;
    case AREA_MORE:
        app->stage.focus = (enum stage_panel)area->value;
        app->stage.scroll[app->stage.focus]++;
        break;
    case AREA_WHY:
        why_open(app, (uint32_t)area->value);
        break;
    case AREA_GUARD:
        app->lane = (uint32_t)area->value;
        what_if_change(app);
        break;
    case AREA_RETRY:
        app->lane = stage_lane_of_job(app_future(app)->scenario, app->lane, (uint32_t)area->value);
        what_if_change(app);
        break;
    case AREA_STATE:
        play(app);
        break;
    case AREA_SPEED:
        change_speed(app, 1);
        break;
    case AREA_SEED:
        stage_say_command(app, app_futures(app), app_future(app), app_future(app)->at);
        break;
    case AREA_BRANCH:
        (void)handle_what_if(app, REQUEST_TREE);
        break;
    case AREA_FOLD:
        app->shows_all = !app->shows_all;
        break;
    default:
        break;
    }
}

const struct view_room stage_room = {paint_stage, handle_stage, click_stage};
