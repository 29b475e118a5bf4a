#include "tui/mouse.h"

#include "tui/app.h"
#include "tui/input.h"

enum { DOUBLE_CLICK_MS = 400 };

static void click_menu(struct app *app, const struct screen_area *area)
{
    if (area->what == AREA_ROW && area->value >= 0 && (size_t)area->value < app->menu.count)
        app_choose(app, (size_t)area->value);
    else if (area->what == AREA_OUTSIDE)
        app->menu.is_open = false;
}

/* Two clicks at one place in short order. */
static bool is_double_click(struct app *app, const struct input *input)
{
    bool is_double = app->session.now - app->mouse.clicked_at < DOUBLE_CLICK_MS && app->mouse.column == input->column &&
                     app->mouse.row == input->row;

    app->mouse.clicked_at = is_double ? 0 : app->session.now;
    app->mouse.column = input->column;
    app->mouse.row = input->row;
    return is_double || input->button == MOUSE_DOUBLE;
}

/* What `x` asks for: to break it there, on the map to choose what breaks it. */
static void click_right(struct app *app, const struct screen_area *area)
{
    bool is_place = area->what == AREA_GAP || area->what == AREA_EVENT || area->what == AREA_LANE;

    if (is_place && (request_rows[REQUEST_STRIKE].where >> app_view(app) & 1))
        app_request(app, REQUEST_STRIKE);
    else if (is_place && (request_rows[REQUEST_KINDS].where >> app_view(app) & 1))
        app_request(app, REQUEST_KINDS);
}

/* What a click on a word of the header, or on the sign of what is folded, asks for in any view that answers it. */
static const struct {
    enum screen_what what;
    enum request request;
} words[] = {{AREA_STATE, REQUEST_PLAY},
             {AREA_SPEED, REQUEST_FASTER},
             {AREA_SEED, REQUEST_COMMAND},
             {AREA_BRANCH, REQUEST_TREE},
             {AREA_FOLD, REQUEST_ALL}};

static void click_view(struct app *app, const struct screen_area *area, bool is_double)
{
    enum screen_what what = area->what;

    app->session.answered++;
    if (app_row(app)->click)
        app_row(app)->click(app, area, is_double);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (words[i].what == what && (request_rows[words[i].request].where >> app_view(app) & 1))
            app_request(app, words[i].request);
}

static void click(struct app *app, const struct input *input, const struct screen_area *area)
{
    bool is_double = is_double_click(app, input);

    if (app->menu.is_open) {
        click_menu(app, area);
    } else if (area->what == AREA_KEY) {
        if (area->value >= 0 && area->value < REQUEST_COUNT)
            app_request(app, (enum request)area->value);
    } else if (area->what == AREA_HELP) {
        app_request(app, REQUEST_HELP);
    } else {
        click_view(app, area, is_double);
        if (input->button == MOUSE_RIGHT)
            click_right(app, area);
    }
}

static bool is_axis(const struct app *app, const struct screen_area *area)
{
    return area && area->what == AREA_TIME && !app->menu.is_open;
}

/* The mouse has been moved, or let go, behind a press on the axis: it goes to the time there, wherever the hand has
 * slipped to. */
static void drag(struct app *app, const struct input *input)
{
    const struct screen_area *area = screen_at(&app->screen, input->column, app->mouse.row);

    if (!app->mouse.is_dragging || input->column == app->mouse.column || !is_axis(app, area))
        return;
    app->mouse.column = input->column;
    app->mouse.clicked_at = 0; /* no half of a double click */
    text_clear(&app->session.notice);
    click_view(app, area, false);
}

static void turn_wheel(struct app *app, bool is_down)
{
    if (app->menu.is_open)
        app_menu_key(app, is_down ? KEY_CODE_DOWN : KEY_CODE_UP);
    else if (app_row(app)->scrolls)
        app_request(app, is_down ? REQUEST_DOWN : REQUEST_UP);
    else
        app_request(app, is_down ? REQUEST_STEP : REQUEST_STEP_BACK);
}

void mouse_input(struct app *app, const struct input *input)
{
    const struct screen_area *area = screen_at(&app->screen, input->column, input->row);

    if (input->button == MOUSE_RELEASE || input->button == MOUSE_MOVED) {
        drag(app, input);
        app->mouse.is_dragging = app->mouse.is_dragging && input->button == MOUSE_MOVED;
        return;
    }
    app->mouse.is_dragging = is_axis(app, area);
    text_clear(&app->session.notice);
    if (app->is_blank || app->prompt.kind) {
        app->is_blank = false;
        app->prompt.kind = NULL; /* a click beside the line that is typed into */
        return;
    }
    if (input->button == MOUSE_WHEEL_UP || input->button == MOUSE_WHEEL_DOWN)
        turn_wheel(app, input->button == MOUSE_WHEEL_DOWN);
    else if (area)
        click(app, input, area);
}
