#include "tui/help_room.h"

#include <limits.h>

#include "screens/help_screen.h"
#include "tui/app.h"

void help_toggle(struct app *app)
{
    if (app_view(app) == VIEW_HELP) {
        app_close(app);
        return;
    }
    app->help.of = app_view(app);
    app->help.scroll = 0;
    app->help.search[0] = '\0';
    app_open(app, VIEW_HELP);
}

static enum help_of help_of_view(enum view view)
{
    static const enum help_of of[VIEW_COUNT] = {
        [VIEW_OPENING] = HELP_OPENING, [VIEW_STAGE] = HELP_STAGE,      [VIEW_ATOM] = HELP_ATOM,
        [VIEW_WORLDS] = HELP_WORLDS,   [VIEW_WHY] = HELP_WHY,          [VIEW_TREE] = HELP_TREE,
        [VIEW_HELP] = HELP_STAGE,      [VIEW_DIAGRAM] = HELP_PICTURES, [VIEW_MAP] = HELP_MAP,
    };

    return of[view];
}

static struct help_view help_view_of(const struct app *app, struct help_row rows[REQUEST_COUNT])
{
    struct help_view view = {
        .title = view_names[app->help.of],
        .of = help_of_view(app->help.of),
        .rows = rows,
        .scroll = app->help.scroll,
        .search = app->help.search,
    };

    for (int r = 0; r < REQUEST_COUNT; r++) {
        const struct request_row *row = &request_rows[r];

        if (!(row->where >> app->help.of & 1) || (r == REQUEST_BLANK && !app->options->is_class))
            continue;
        rows[view.row_count++] = (struct help_row){row->section, row->written, row->word, row->mouse, r};
    }
    return view;
}

static void paint_help(struct app *app)
{
    struct help_row rows[REQUEST_COUNT];
    struct help_view view = help_view_of(app, rows);

    app->help.columns = app->screen.cells->columns;
    app->help.rows = app->screen.cells->rows;
    help_paint(&view, &app->screen);
}

static void scroll_help(struct app *app, int by)
{
    struct help_row rows[REQUEST_COUNT];
    struct help_view view = help_view_of(app, rows);
    int total = help_row_total(&view, app->help.columns, app->help.rows);
    int to = (int)app->help.scroll + by;

    app->help.scroll = to < 0 ? 0 : to >= total ? (uint32_t)(total > 0 ? total - 1 : 0) : (uint32_t)to;
}

/* The first match behind `from`, or the last one before `to`; −1. */
static int match_in_help(const struct app *app, int from, int to, bool is_forward)
{
    struct help_row rows[REQUEST_COUNT];
    struct help_view view = help_view_of(app, rows);
    int found = -1;

    for (int row = from;;) {
        int next = help_find(&view, app->help.columns, app->help.rows, app->help.search, row + 1);

        if (next <= row || next >= to) /* the search begins anew behind the last one */
            return found;
        row = found = next;
        if (is_forward)
            return found;
    }
}

static void find_in_help(struct app *app, bool is_forward)
{
    int here = (int)app->help.scroll;
    int found = is_forward ? match_in_help(app, here, INT_MAX, true) : match_in_help(app, -1, here, false);

    if (found < 0) {
        found = match_in_help(app, is_forward ? -1 : here, is_forward ? here : INT_MAX, is_forward);
        if (found < 0)
            app_say_no_match(app, match_in_help(app, here - 1, here + 1, true) == here);
        else
            app_say_wrapped(app, is_forward);
    }
    if (found >= 0)
        app->help.scroll = (uint32_t)found;
}

static bool handle_help(struct app *app, enum request request)
{
    int page = app->help.rows > 4 ? app->help.rows - 4 : 1;

    switch (request) {
    case REQUEST_UP:
    case REQUEST_DOWN:
        scroll_help(app, request == REQUEST_DOWN ? 1 : -1);
        return true;
    case REQUEST_NEXT:
        if (app->help.search[0])
            find_in_help(app, true);
        else
            scroll_help(app, page);
        return true;
    case REQUEST_PREVIOUS:
        if (app->help.search[0])
            find_in_help(app, false);
        else
            scroll_help(app, -page);
        return true;
    case REQUEST_START:
        app->help.scroll = 0;
        return true;
    case REQUEST_END:
        scroll_help(app, 1 << 20);
        return true;
    case REQUEST_OPEN:
        app_close(app);
        return true;
    default:
        return false;
    }
}

static void click_help(struct app *app, const struct screen_area *area, bool is_double)
{
    (void)is_double;
    if (area->what == AREA_OUTSIDE)
        app_close(app);
}

const struct view_room help_room = {paint_help, handle_help, click_help};
