/* The help: the keys and words of the view that it was opened in. */
#include "base/range.h"
#include "screens/help_screen.h"
#include "tui/views.h"

struct help_state {
    enum view_id of;   /* whose keys are told */
    uint32_t scroll;   /* rows */
    int columns, rows; /* of the grid that it was painted into */
    bool failed;       /* memory ran out while its lines were made */
};

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
        .search = app->searches[VIEW_HELP],
        .failed = &help_of(app)->failed,
    };

    for (int r = 0; r < REQUEST_COUNT; r++) {
        const struct request_row *row = &request_rows[r];

        if (!(row->where >> help_of(app)->of & 1) || (r == REQUEST_BLANK && !app->session.options->is_class) ||
            (request_is_of_lesson((enum request)r) && !app->session.options->lesson))
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
    app->cells.failed = app->cells.failed || help_of(app)->failed;
}

static int row_total(const struct app *app)
{
    struct help_row rows[REQUEST_COUNT];
    struct help_view view = help_view_of(app, rows);

    return help_row_total(&view, help_of(app)->columns, help_of(app)->rows);
}

static void scroll_help(struct app *app, int by)
{
    help_of(app)->scroll = (uint32_t)clamp_int((int)help_of(app)->scroll + by, 0, max_int(row_total(app) - 1, 0));
}

static bool is_match(const struct app *app, size_t row)
{
    struct help_row rows[REQUEST_COUNT];
    struct help_view view = help_view_of(app, rows);

    return help_find(&view, help_of(app)->columns, help_of(app)->rows, view.search, (int)row) == (int)row;
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

    if (app_search(app)[0])
        help_of(app)->scroll = (uint32_t)app_next_match(app, is_match, help_of(app)->scroll, (size_t)row_total(app),
                                                        is_forward);
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
    {REQUEST_UP, .answer = move_in_help},
    {REQUEST_DOWN, .answer = move_in_help},
    {REQUEST_NEXT, .answer = turn_page},
    {REQUEST_PREVIOUS, .answer = turn_page},
    {REQUEST_START, .answer = go_to_edge_of_help},
    {REQUEST_END, .answer = go_to_edge_of_help},
    {REQUEST_OPEN, .act = app_close},
    {REQUEST_HELP, .act = app_close},
    {.request = REQUEST_NONE},
};

static void click_help(struct app *app, const struct screen_area *area, bool is_double)
{
    (void)is_double;
    if (area->what == AREA_OUTSIDE)
        app_close(app);
}

/* How one asks, then what for, each by its keys and its word. */
static void say_help(struct app *app, struct speech *out)
{
    struct help_row rows[REQUEST_COUNT];
    struct help_view view = help_view_of(app, rows);
    struct text line = {0}, terms = {0};

    speech_addf(out, "Keys and words of %s. A request is its key or its word, and Enter.", view.title);
    speech_add(out, "Enter alone is n. A number chooses a line. r says it again. A full stop says where you are.");
    for (size_t i = 0; i < view.row_count; i++) {
        const struct request_row *row = &request_rows[rows[i].request];

        if (!row->said)
            continue;
        text_addf(&line, "%s, %s: %s.", row->said, row->written, row->word);
        speech_add_notice(out, text_str(&line));
        text_release(&line);
    }
    help_terms_say(&view, &terms);
    speech_take_lines(out, &terms);
}

const struct view view_help = {
    .state_size = sizeof(struct help_state),
    .help = HELP_STAGE,
    .scrolls = true,
    .has_own_search = true,
    .tables = {requests},
    .paint = paint_help,
    .click = click_help,
    .open = open_help,
    .say = say_help,
};
