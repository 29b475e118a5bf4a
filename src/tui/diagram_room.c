#include "tui/diagram_room.h"

#include "picture/diagram.h"
#include "screens/diagram_screen.h"
#include "tui/app.h"

void diagram_release(struct diagram_state *diagram)
{
    if (diagram->has_scene)
        scene_release(&diagram->scene);
    diagram->has_scene = false;
}

void diagram_open(struct app *app)
{
    app->diagram.is_fresh = true;
    app_open(app, VIEW_DIAGRAM);
}

/* Lays the picture out anew where it is another run's, another width's, or shows other steps. */
static bool diagram_lay_out(struct app *app)
{
    struct diagram_state *diagram = &app->diagram;
    const struct trace *trace = &app_future(app)->trace;
    struct diagram_options options = {
        .columns = diagram_screen_columns(app->screen.cells->columns), .show_skipped = app->shows_all, .is_bare = true};
    struct ledger ledger;
    struct err err;

    if (diagram->has_scene && diagram->events == trace->events && diagram->columns == options.columns &&
        diagram->show_skipped == options.show_skipped)
        return true;
    diagram_release(diagram);
    diagram->box = NO_EVENT;
    if (!app_ledger(app, app_future(app), trace->count - 1, &ledger))
        return false;
    diagram->has_scene = diagram_draw(trace, &ledger, &options, &diagram->scene, &err);
    ledger_release(&ledger);
    if (!diagram->has_scene) {
        app_say_error(app, &err);
        return false;
    }
    diagram->events = trace->events;
    diagram->columns = options.columns;
    diagram->show_skipped = options.show_skipped;
    return true;
}

static uint32_t seen_of(const struct app *app)
{
    return app->options->is_class ? app_future(app)->at : app_future(app)->seen;
}

/* The box gone to by hand: none any more once the moment has moved; just opened, the first card of the lane, so that
 * the picture's top is what is seen. */
static uint32_t box_here(struct app *app)
{
    struct diagram_state *diagram = &app->diagram;
    uint32_t at = app_future(app)->at;

    if (diagram->is_fresh && !app->player.is_playing)
        diagram->box = diagram_first_box(&diagram->scene, app->lane, seen_of(app));
    else if (at != diagram->box_at)
        diagram->box = NO_EVENT;
    diagram->is_fresh = false;
    diagram->box_at = at;
    return diagram->box;
}

static void paint_diagram(struct app *app)
{
    const struct future *future = app_future(app);
    struct diagram_view view = {
        .story = stage_index_story(future->index),
        .scene = &app->diagram.scene,
        .scenario = app_futures(app)->name,
        .branch = future->parent < 0 ? NULL : future->name,
        .at = future->at,
        .seen = seen_of(app),
        .lane = app->lane,
        .is_playing = app->player.is_playing,
        .speed_percent = player_speeds[app->player.speed],
        .is_blank = app->is_blank,
    };

    if (!diagram_lay_out(app))
        return;
    view.box = box_here(app);
    diagram_screen_paint(&view, &app->screen);
}

/* Whose box it is: a card's bot, or the one that was struck; NO_BOT. */
static uint16_t bot_of(const struct app *app, uint32_t box)
{
    const struct scene_box *of = &app->diagram.scene.boxes[box];

    if (of->kind == BOX_CARD || of->bot != NO_BOT)
        return of->bot;
    return of->from == NO_EVENT ? NO_BOT : app_future(app)->trace.events[of->from].bot;
}

/* To the next box: the lane's cursor goes along. */
static void go_to_box(struct app *app, bool is_forward)
{
    struct diagram_state *diagram = &app->diagram;
    uint32_t box = box_here(app), seen = seen_of(app);

    if (box == NO_EVENT && app_future(app)->at != NO_EVENT)
        box = scene_box_at(&diagram->scene, (uint16_t)app->lane, app_future(app)->at);
    box = box == NO_EVENT ? diagram_first_box(&diagram->scene, app->lane, seen)
                          : diagram_next_box(&diagram->scene, box, is_forward, seen);
    diagram->box = box;
    if (box != NO_EVENT && bot_of(app, box) != NO_BOT)
        app->lane = bot_of(app, box);
}

/* Why is told of the bot whose box is marked. */
static void open_box(struct app *app)
{
    uint32_t box = box_here(app);

    if (box != NO_EVENT && bot_of(app, box) == NO_BOT)
        app_say(app, "Enter tells why of a bot's card: ↑ ↓ go to one.");
    else
        why_open(app, app->lane);
}

/* Steps that a guard skipped are what the picture leaves out. */
static bool has_skips(const struct trace *trace)
{
    for (uint32_t i = 0; i < trace->count; i++)
        if (trace->events[i].kind == EVENT_SKIP)
            return true;
    return false;
}

static bool handle_diagram(struct app *app, enum request request)
{
    if (!app->diagram.has_scene) /* nothing painted yet */
        return stage_handle_transport(app, request);
    switch (request) {
    case REQUEST_UP:
    case REQUEST_DOWN:
        go_to_box(app, request == REQUEST_DOWN);
        return true;
    case REQUEST_ALL:
        stage_toggle_all(app, has_skips(&app_future(app)->trace));
        return true;
    case REQUEST_OPEN:
        open_box(app);
        return true;
    case REQUEST_WHY:
        why_open(app, app->lane);
        return true;
    case REQUEST_DIAGRAM:
        app_close(app);
        return true;
    default:
        return stage_handle_transport(app, request);
    }
}

static void click_diagram(struct app *app, const struct screen_area *area, bool is_double)
{
    if (area->what == AREA_EVENT) {
        uint16_t bot = app_future(app)->trace.events[area->value].bot;

        app->player.is_playing = false;
        app_go(app, (uint32_t)area->value);
        app->lane = bot == NO_BOT ? app->lane : bot;
        if (is_double)
            why_open(app, app->lane);
    } else if (area->what == AREA_STATE) {
        (void)stage_handle_transport(app, REQUEST_PLAY);
    } else if (area->what == AREA_SPEED) {
        (void)stage_handle_transport(app, REQUEST_FASTER);
    }
}

const struct view_room diagram_room = {paint_diagram, handle_diagram, click_diagram};
