/* The diagram: the same run as on the stage, as a picture of what led to what. It is laid out once for a run and a
 * width. */
#include "picture/diagram.h"
#include "screens/diagram_screen.h"
#include "tui/run_requests.h"
#include "tui/run_speech.h"
#include "tui/transport.h"
#include "tui/views.h"

struct diagram_state {
    struct scene scene;
    bool has_scene;
    const struct event *events; /* whose run it is laid out for */
    int columns;                /* and how wide */
    bool show_skipped;
    uint32_t box; /* gone to by hand, while the moment is `box_at`; NO_EVENT: none */
    uint32_t box_at;
    bool is_fresh; /* opened, and not painted since: it begins at the top */
};

static void forget_diagram(struct app *app)
{
    struct diagram_state *diagram = diagram_of(app);

    if (diagram->has_scene)
        scene_release(&diagram->scene);
    diagram->has_scene = false;
}

static bool open_diagram(struct app *app, const struct target *target)
{
    (void)target;
    diagram_of(app)->is_fresh = true;
    return true;
}

/* Lays the picture out anew where it is another run's, another width's, or shows other steps. */
static bool diagram_lay_out(struct app *app)
{
    struct diagram_state *diagram = diagram_of(app);
    const struct trace *trace = &session_future(&app->session)->trace;
    struct diagram_options options = {.columns = diagram_screen_columns(app->screen.cells->columns),
                                      .show_skipped = app->session.shows_all,
                                      .is_bare = true};
    const struct ledger *ledger;
    struct err err;

    if (diagram->has_scene && diagram->events == trace->events && diagram->columns == options.columns &&
        diagram->show_skipped == options.show_skipped)
        return true;
    forget_diagram(app);
    diagram->box = NO_EVENT;
    ledger = session_ledger(&app->session, session_future(&app->session), trace->count - 1);
    if (!ledger)
        return false;
    diagram->has_scene = diagram_draw(trace, ledger, &options, &diagram->scene, &err);
    if (!diagram->has_scene) {
        session_say_error(&app->session, &err);
        return false;
    }
    diagram->events = trace->events;
    diagram->columns = options.columns;
    diagram->show_skipped = options.show_skipped;
    return true;
}

/* The box gone to by hand: none any more once the moment has moved; just opened, the first card of the lane, so that
 * the picture's top is what is seen. */
static uint32_t box_here(struct app *app)
{
    struct diagram_state *diagram = diagram_of(app);
    uint32_t at = session_future(&app->session)->at;

    if (!diagram->has_scene)
        return NO_EVENT;
    if (diagram->is_fresh && !app->session.player.is_playing)
        diagram->box = diagram_first_box(&diagram->scene, app->session.lane, session_seen(&app->session));
    else if (at != diagram->box_at)
        diagram->box = NO_EVENT;
    diagram->is_fresh = false;
    diagram->box_at = at;
    return diagram->box;
}

static void paint_diagram(struct app *app)
{
    const struct future *future = session_future(&app->session);
    struct diagram_view view = {
        .story = &future->index->story,
        .scene = &diagram_of(app)->scene,
        .scenario = session_hides_title(&app->session, app->session.here) ? NULL : session_futures(&app->session)->name,
        .branch = future->parent < 0 ? NULL : future->name,
        .at = future->at,
        .seen = session_seen(&app->session),
        .lane = app->session.lane,
        .is_playing = app->session.player.is_playing,
        .speed_percent = player_speeds[app->session.player.speed],
    };

    if (!diagram_lay_out(app))
        return;
    view.box = box_here(app);
    diagram_screen_paint(&view, &app->screen);
}

/* Whose box it is: a card's bot, or the one that was struck; NO_BOT. */
static uint16_t bot_of(const struct app *app, uint32_t box)
{
    const struct scene_box *of = &diagram_of(app)->scene.boxes[box];

    if (of->kind == BOX_CARD || of->bot != NO_BOT)
        return of->bot;
    return of->from == NO_EVENT ? NO_BOT : session_future(&app->session)->trace.events[of->from].bot;
}

/* To the next box: the lane's cursor goes along. */
static void go_to_box(struct app *app, enum request request)
{
    bool is_forward = request == REQUEST_DOWN;
    struct diagram_state *diagram = diagram_of(app);
    uint32_t box = box_here(app), seen = session_seen(&app->session);

    if (!diagram->has_scene) {
        app_refuse(app, request);
        return;
    }
    if (box == NO_EVENT && session_future(&app->session)->at != NO_EVENT)
        box = scene_box_at(&diagram->scene, (uint16_t)app->session.lane, session_future(&app->session)->at);
    box = box == NO_EVENT ? diagram_first_box(&diagram->scene, app->session.lane, seen)
                          : diagram_next_box(&diagram->scene, box, is_forward, seen);
    diagram->box = box;
    if (box != NO_EVENT && bot_of(app, box) != NO_BOT)
        app->session.lane = bot_of(app, box);
}

/* Why is told of the bot whose box is marked. */
static void open_box(struct app *app)
{
    uint32_t box = box_here(app);

    if (box != NO_EVENT && bot_of(app, box) == NO_BOT)
        session_say(&app->session, "Enter tells why of a %s's card: ↑ ↓ go to one.",
                    session_word(&app->session, VOCABULARY_actor));
    else
        app_request(app, REQUEST_WHY);
}

/* Steps that a guard skipped are what the picture leaves out. */
static bool has_skips(const struct trace *trace)
{
    for (uint32_t i = 0; i < trace->count; i++)
        if (trace->events[i].kind == EVENT_SKIP)
            return true;
    return false;
}

static void toggle_skips(struct app *app)
{
    session_toggle_all(&app->session,
                       app->session.options->is_linear || has_skips(&session_future(&app->session)->trace));
}

static const struct handler requests[] = {
    {REQUEST_UP, .answer = go_to_box}, {REQUEST_DOWN, .answer = go_to_box},     {REQUEST_ALL, .act = toggle_skips},
    {REQUEST_OPEN, .act = open_box},   {REQUEST_WHY, .answer = app_go_to_view}, {REQUEST_DIAGRAM, .act = app_close},
    {.request = REQUEST_NONE},
};

static void click_diagram(struct app *app, const struct screen_area *area, bool is_double)
{
    if (area->what != AREA_EVENT)
        return;
    session_see(&app->session, (uint32_t)area->value);
    if (is_double)
        app_go_to_view(app, REQUEST_WHY);
}

/* What led to what, so far: each moment with its cause. */
static void say_diagram(struct app *app, struct speech *out)
{
    const struct future *future = session_future(&app->session);
    uint32_t seen = session_seen(&app->session);

    speech_add(out, seen == NO_EVENT ? "Nothing has happened yet." : "What led to what, so far:");
    for (uint32_t i = 0; seen != NO_EVENT && i <= seen; i++)
        if (app->session.shows_all || future->trace.events[i].is_moment)
            run_say_caused(&future->index->story, i, out);
}

const struct view view_diagram = {
    .state_size = sizeof(struct diagram_state),
    .help = HELP_PICTURES,
    .tables = {requests, transport_steps, transport_plays, run_requests},
    .paint = paint_diagram,
    .click = click_diagram,
    .release = forget_diagram,
    .open = open_diagram,
    .wait = transport_wait,
    .advance = transport_advance,
    .forget = forget_diagram,
    .say = say_diagram,
};
