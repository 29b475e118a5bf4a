/* The diagram: the same run as on the stage, as a picture of what led to what. It is laid out once for a run and a width. */
#include "tui/app.h"
#include "view/diagram.h"
#include "view/diagram_screen.h"

void diagram_release(struct diagram_state *diagram)
{
    if (diagram->has_scene)
        scene_release(&diagram->scene);
    diagram->has_scene = false;
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
    if (!app_ledger(app, app_future(app), trace->count - 1, &ledger))
        return false;
    diagram->has_scene = diagram_draw(trace, &ledger, &options, &diagram->scene, &err);
    ledger_release(&ledger);
    if (!diagram->has_scene) {
        app_say(app, "%.*s", APP_TEXT_MAX - 1, err.text);
        return false;
    }
    diagram->events = trace->events;
    diagram->columns = options.columns;
    diagram->show_skipped = options.show_skipped;
    return true;
}

static void paint_diagram(struct app *app)
{
    const struct future *future = app_future(app);
    struct diagram_view view = {
        .trace = &future->trace,
        .scene = &app->diagram.scene,
        .scenario = app_futures(app)->name,
        .branch = future->parent < 0 ? NULL : future->name,
        .at = future->at,
        .seen = app->options->is_class ? future->at : future->seen,
        .lane = app->lane,
        .is_playing = app->player.is_playing,
        .speed_percent = player_speeds[app->player.speed],
        .is_blank = app->is_blank,
    };

    if (diagram_lay_out(app))
        diagram_screen_paint(&view, &app->screen);
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
    uint32_t bots = app_future(app)->scenario->bot_count;

    switch (request) {
    case REQUEST_UP:
    case REQUEST_DOWN:
        app->lane = (app->lane + bots + (request == REQUEST_DOWN ? 1 : bots - 1)) % bots;
        return true;
    case REQUEST_ALL:
        stage_toggle_all(app, has_skips(&app_future(app)->trace));
        return true;
    case REQUEST_WHY:
    case REQUEST_OPEN:
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
