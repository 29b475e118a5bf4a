/* The stage: one run, moved in time and place, and whence it is played, broken, changed, explained, compared. */
#include <string.h>

#include "screens/stage.h"
#include "tui/gates.h"
#include "tui/run_requests.h"
#include "tui/run_speech.h"
#include "tui/transport.h"
#include "tui/views.h"
#include "tui/what_if.h"

struct stage_state {
    enum stage_panel focus;
    bool is_zoomed;    /* the panel in focus has the whole screen */
    bool has_question; /* in place of the feed */
    uint32_t scroll[STAGE_PANEL_COUNT];
};

static bool open_stage(struct app *app, const struct target *target)
{
    struct stage_state *stage = stage_of(app);

    if (target->is_fresh || target->is_asked) {
        stage->is_zoomed = false;
        stage->focus = PANEL_LANES;
    }
    return true;
}

/* A question goes into focus when it comes: where there is no room for panels it is to be seen, too. */
static void suit_focus(struct stage_state *stage, bool has_question)
{
    if (has_question != stage->has_question)
        stage->focus = has_question ? PANEL_FEED : PANEL_LANES;
    stage->has_question = has_question;
}

static void paint_stage(struct app *app)
{
    struct session *session = &app->session;
    struct stage_state *stage = stage_of(app);
    struct gates_view gates;
    bool has_question = gates_view_of(session, &gates);
    const struct futures *futures = session_futures(session);
    struct future *future = session_future(session);
    struct stage_view view = {
        .index = future->index,
        .ledger = session_ledger(session, future, future->at),
        .scenario = futures->name,
        .branch = future->parent < 0 ? NULL : future->name,
        .branch_count = (uint32_t)futures->count,
        .at = future->at,
        .seen = future->seen,
        .clock = player_clock(&session->player, &future->trace, future->at, session->now),
        .lane = session->lane,
        .is_zoomed = stage->is_zoomed,
        .shows_all = session->shows_all,
        .is_playing = session->player.is_playing,
        .speed_percent = player_speeds[session->player.speed],
        .is_class = session->options->is_class,
        .hides_title = session_hides_title(session, session->here),
        .hides_question = session_hides_question(session),
        .search = session->search,
    };

    memcpy(view.scroll, stage->scroll, sizeof view.scroll);
    suit_focus(stage, has_question);
    view.focus = stage->focus;
    view.question = has_question ? &gates.question : NULL;
    if (view.ledger)
        stage_paint(&view, &app->screen);
    app->cells.failed = app->cells.failed || gates.title.failed || gates.lines.failed;
    gates_view_release(&gates);
}

/* Does the panel in focus go on below what is seen? */
static bool has_more(const struct app *app)
{
    for (size_t i = 0; i < app->screen.area_count; i++)
        if (app->screen.areas[i].what == AREA_MORE && app->screen.areas[i].value == (int64_t)stage_of(app)->focus)
            return true;
    return false;
}

static void scroll_panel(struct app *app, bool is_down)
{
    struct stage_state *stage = stage_of(app);
    uint32_t *scroll = &stage->scroll[stage->focus];

    if (is_down ? has_more(app) : *scroll > 0)
        *scroll += is_down ? 1 : UINT32_MAX;
    else
        session_say(&app->session, is_down ? "This is the last row." : "This is the first row.");
}

/* A question that stands beside the lanes has no rows to go to. */
static bool is_beside_lanes(const struct app *app)
{
    return stage_of(app)->has_question && stage_of(app)->focus == PANEL_FEED && screen_has(&app->screen, AREA_LANE);
}

static void move(struct app *app, enum request request)
{
    uint32_t count = session_future(&app->session)->scenario->bot_count;
    bool is_down = request == REQUEST_DOWN;

    if (stage_of(app)->focus != PANEL_LANES && !is_beside_lanes(app) && !app->session.options->is_linear)
        scroll_panel(app, is_down);
    else
        app->session.lane = (app->session.lane + (is_down ? 1 : count - 1)) % count;
}

static void move_focus(struct app *app, enum request request)
{
    struct stage_state *stage = stage_of(app);
    int by = request == REQUEST_PANEL ? 1 : STAGE_PANEL_COUNT - 1;

    if (!stage->is_zoomed && !app->session.options->is_linear && !screen_has(&app->screen, AREA_PANEL))
        session_say(&app->session, "One panel here.");
    else
        stage->focus = (enum stage_panel)(((int)stage->focus + by) % STAGE_PANEL_COUNT);
}

static void zoom(struct app *app)
{
    stage_of(app)->is_zoomed = !stage_of(app)->is_zoomed;
}

static void strike(struct app *app)
{
    const struct future *future = session_future(&app->session);
    const struct stage_place place = stage_place(future->index, future->at, app->session.lane);

    what_if_strike(app, &place);
}

/* The world in which a guess would have been right stands beside the run. */
static void stand_beside(struct app *app, const struct gates_world *world)
{
    struct session *session = &app->session;
    struct target target = {.world_count = 2, .cases = {session->here, session->here}, .is_at_end = true};
    struct err err;

    target.futures[0] = session_futures(session)->current;
    if (gates_world_reach(session, world, &target.futures[1], &err))
        (void)app_open(app, VIEW_WORLDS, &target);
    else
        session_say_error(session, &err);
}

static void take_world(struct app *app, const struct menu_choice *choice)
{
    struct gates_world worlds[GATES_WORLDS_MAX];

    if (gates_worlds(&app->session, worlds) > choice->of_world)
        stand_beside(app, &worlds[choice->of_world]);
}

/* Opens it, or where several ways of thinking led to what was guessed asks which. */
static void open_world(struct app *app)
{
    struct gates_world worlds[GATES_WORLDS_MAX];
    size_t count = gates_worlds(&app->session, worlds);

    if (count == 1) {
        stand_beside(app, &worlds[0]);
        return;
    }
    menu_open(&app->menu, take_world);
    app->menu.title = "Beside this run, a world";
    for (size_t i = 0; i < count; i++) {
        struct text words = {0};

        gates_world_say(&app->session, &worlds[i], &words);
        menu_add(&app->menu, 0, menu_print(&app->menu, "%s", text_str(&words)))->of_world = i;
        text_release(&words);
    }
}

static void open_close_up(struct app *app)
{
    struct gates_world worlds[GATES_WORLDS_MAX];

    if (gates_worlds(&app->session, worlds) > 0)
        open_world(app);
    else
        (void)app_open(app, VIEW_ATOM, NULL);
}

static void take_hands(struct app *app, const char *typed)
{
    gates_vote(&app->session, typed);
}

static void ask_for_hands(struct app *app)
{
    static const struct prompt_kind kind = {
        .before = "Hands: ", .asks = "How many hands for each choice, as 12 7 3?", .done = take_hands};

    if (gates_take_votes(&app->session))
        prompt_ask(&app->prompt, &kind, "");
    else
        session_say(&app->session,
                    app->session.options->is_class ? "No vote is open." : "Votes are a class's: --class.");
}

/* Back to the map from which one went into a cell, where one is still in that run or in one made from it. */
static bool leave_cell(struct app *app)
{
    struct session *session = &app->session;
    struct place *left = &session->cell_left;

    if (left->of_case != session->here || !futures_stem_from(session_futures(session), session->cell_entered))
        left->is_set = false;
    if (!session_return(session, left))
        return false;
    session->player.is_playing = false;
    return app_open(app, VIEW_MAP, &(struct target){.is_back = true});
}

static void leave_stage(struct app *app)
{
    if (stage_of(app)->is_zoomed)
        stage_of(app)->is_zoomed = false;
    else if (session_is_frozen(&app->session))
        gates_skip(&app->session);
    else if (gates_are_told(&app->session))
        gates_dismiss(&app->session);
    else if (leave_cell(app))
        return;
    else if (app->depth > 1)
        app_close(app);
    else
        session_say(&app->session, "Nothing is open that Esc could close: q leaves the program.");
}

static const struct handler requests[] = {
    {REQUEST_UP, .answer = move},
    {REQUEST_DOWN, .answer = move},
    {REQUEST_PANEL, .answer = move_focus},
    {REQUEST_PANEL_BACK, .answer = move_focus},
    {REQUEST_ZOOM, .act = zoom},
    {REQUEST_ALL, .act = app_toggle_folded},
    {REQUEST_OPEN, .act = open_close_up},
    {REQUEST_STRIKE, .act = strike},
    {REQUEST_WHY, .answer = app_go_to_view},
    {REQUEST_DIAGRAM, .answer = app_go_to_view},
    {REQUEST_MAP, .answer = app_go_to_view},
    {REQUEST_VOTES, .act = ask_for_hands},
    {.request = REQUEST_NONE},
};

static void click_panel(struct app *app, enum stage_panel panel, bool is_double)
{
    struct stage_state *stage = stage_of(app);

    stage->focus = panel;
    if (is_double)
        stage->is_zoomed = !stage->is_zoomed;
}

static void click_lane(struct app *app, uint32_t lane, bool is_double)
{
    app->session.lane = lane;
    if (is_double)
        app_request(app, REQUEST_OPEN);
}

static void click_time(struct app *app, msec time)
{
    app->session.player.is_playing = false;
    session_go(&app->session, trace_event_at(&session_future(&app->session)->trace, time));
}

/* The lane whose guard, or one of whose jobs, is to be changed. */
static void click_change(struct app *app, uint32_t lane)
{
    app->session.lane = lane;
    app_request(app, REQUEST_CHANGE);
}

static void click_stage(struct app *app, const struct screen_area *area, bool is_double)
{
    struct session *session = &app->session;
    uint32_t value = (uint32_t)area->value;

    switch (area->what) {
    case AREA_EVENT:
        session_see(session, value);
        break;
    case AREA_TIME:
        click_time(app, area->value);
        break;
    case AREA_LANE:
        click_lane(app, value, is_double);
        break;
    case AREA_PANEL:
        click_panel(app, (enum stage_panel)area->value, is_double);
        break;
    case AREA_MORE:
        click_panel(app, (enum stage_panel)area->value, false);
        stage_of(app)->scroll[area->value]++;
        break;
    case AREA_WHY:
        session->lane = value;
        app_request(app, REQUEST_WHY);
        break;
    case AREA_CHOICE:
        gates_choose(session, value);
        break;
    case AREA_GUARD:
        click_change(app, value);
        break;
    case AREA_RETRY:
        click_change(app, what_if_lane_of_job(session_future(session)->scenario, session->lane, value));
        break;
    default:
        break;
    }
}

static const char *footer_word(struct app *app, enum request request, const char *usual)
{
    return gates_footer_word(&app->session, request, usual);
}

static void say_here(struct app *app, struct speech *out)
{
    run_say_lane(app, out);
    if (stage_of(app)->focus == PANEL_CODE)
        run_say_code(app, out);
    else if (stage_of(app)->focus == PANEL_FEED && !session_asking(&app->session) && !gates_are_told(&app->session))
        run_say_feed(app, out);
}

const struct view view_stage = {
    .state_size = sizeof(struct stage_state),
    .help = HELP_STAGE,
    .tables = {requests, transport_steps, transport_plays, run_requests},
    .paint = paint_stage,
    .click = click_stage,
    .leave = leave_stage,
    .open = open_stage,
    .footer_word = footer_word,
    .wait = transport_wait,
    .advance = transport_advance,
    .say = run_say,
    .say_here = say_here,
    .choose = run_choose_lane,
    .say_moved = run_say_moved,
};
