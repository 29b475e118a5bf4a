/* The help: the keys and words of the view that it was opened in. */
#include <limits.h>

#include "base/range.h"
#include "screens/help_screen.h"
#include "tui/views.h"

struct help_state {
    enum view_id of;   /* whose keys are told */
    uint32_t scroll;   /* rows */
    int columns, rows; /* of the grid that it was painted into */
    char search[TYPED_MAX];
};

static struct help_state *help_of(const struct app *app)
{
    return app_state(app, VIEW_HELP);
}

static char *help_search(struct app *app)
{
    return help_of(app)->search;
}

static bool open_help(struct app *app, const struct target *target)
{
    (void)target;
    *help_of(app) = (struct help_state){.of = app_view(app)};
    return true;
}

static struct help_view help_view_of(const struct app *app, struct help_row rows[REQUEST_COUNT])
{
    struct help_view view = {
        .title = view_names[help_of(app)->of],
        .of = app->views[help_of(app)->of]->help,
        .rows = rows,
        .scenario = session_futures(&app->session)->count > 0 ? session_future(&app->session)->scenario : NULL,
        .scroll = help_of(app)->scroll,
        .search = help_of(app)->search,
    };

    for (int r = 0; r < REQUEST_COUNT; r++) {
        const struct request_row *row = &request_rows[r];

        if (!(row->where >> help_of(app)->of & 1) || (r == REQUEST_BLANK && !app->session.options->is_class))
            continue;
        rows[view.row_count++] = (struct help_row){row->section, row->written, row->word, row->mouse, r};
    }
    return view;
}

static void paint_help(struct app *app)
{
    struct help_row rows[REQUEST_COUNT];
    struct help_view view = help_view_of(app, rows);

    help_of(app)->columns = app->screen.cells->columns;
    help_of(app)->rows = app->screen.cells->rows;
    help_paint(&view, &app->screen);
}

static void scroll_help(struct app *app, int by)
{
    struct help_row rows[REQUEST_COUNT];
    struct help_view view = help_view_of(app, rows);
    int total = help_row_total(&view, help_of(app)->columns, help_of(app)->rows);
    int to = (int)help_of(app)->scroll + by;

    help_of(app)->scroll = to < 0 ? 0 : to >= total ? (uint32_t)(total > 0 ? total - 1 : 0) : (uint32_t)to;
}

/* The first match behind `from`, or the last one before `to`; −1. */
static int match_in_help(const struct app *app, int from, int to, bool is_forward)
{
    struct help_row rows[REQUEST_COUNT];
    struct help_view view = help_view_of(app, rows);
    int found = -1;

    for (int row = from;;) {
        int next = help_find(&view, help_of(app)->columns, help_of(app)->rows, help_of(app)->search, row + 1);

        if (next <= row || next >= to) /* the search begins anew behind the last one */
            return found;
        row = found = next;
        if (is_forward)
            return found;
    }
}

static void find_in_help(struct app *app, bool is_forward)
{
    int here = (int)help_of(app)->scroll;
    int found = is_forward ? match_in_help(app, here, INT_MAX, true) : match_in_help(app, -1, here, false);

    if (found < 0) {
        found = match_in_help(app, is_forward ? -1 : here, is_forward ? here : INT_MAX, is_forward);
        if (found < 0)
            session_say_no_match(&app->session, match_in_help(app, here - 1, here + 1, true) == here,
                                 help_of(app)->search);
        else
            session_say_wrapped(&app->session, is_forward, help_of(app)->search);
    }
    if (found >= 0)
        help_of(app)->scroll = (uint32_t)found;
}

static void move_in_help(struct app *app, enum request request)
{
    scroll_help(app, request == REQUEST_DOWN ? 1 : -1);
}

/* To a match, or a page on. */
static void turn_page(struct app *app, enum request request)
{
    bool is_forward = request == REQUEST_NEXT;
    int page = max_int(help_of(app)->rows - 4, 1);

    if (help_of(app)->search[0])
        find_in_help(app, is_forward);
    else
        scroll_help(app, is_forward ? page : -page);
}

static void go_to_edge_of_help(struct app *app, enum request request)
{
    if (request == REQUEST_START)
        help_of(app)->scroll = 0;
    else
        scroll_help(app, 1 << 20);
}

static const struct handler requests[] = {
    {REQUEST_UP, move_in_help},    {REQUEST_DOWN, move_in_help},        {REQUEST_NEXT, turn_page},
    {REQUEST_PREVIOUS, turn_page}, {REQUEST_START, go_to_edge_of_help}, {REQUEST_END, go_to_edge_of_help},
    {REQUEST_OPEN, app_leave},     {REQUEST_HELP, app_leave},           {REQUEST_NONE, NULL},
};

static void click_help(struct app *app, const struct screen_area *area, bool is_double)
{
    (void)is_double;
    if (area->what == AREA_OUTSIDE)
        app_close(app);
}

const struct view view_help = {
    .state_size = sizeof(struct help_state),
    .help = HELP_STAGE,
    .scrolls = true,
    .tables = {requests},
    .paint = paint_help,
    .click = click_help,
    .open = open_help,
    .search = help_search,
};
