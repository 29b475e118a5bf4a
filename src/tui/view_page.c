/* A page to read: what is given, at any time, the lesson, once the run was watched to its end, what a beat says. */
#include "base/range.h"
#include "tui/run_speech.h"
#include "tui/views.h"

struct page_state {
    enum page page;
    const char *words; /* of PAGE_SAY: the lesson's own */
    uint32_t scroll;   /* rows */
    int below, rows;   /* of the page that was painted: rows of text that were not seen; rows of the grid */
};

/* The lesson is that of the first run, whatever was changed since. */
static bool may_be_read(struct app *app, enum page page)
{
    struct session *session = &app->session;
    const struct future *first = play_case_watched(&session->cases[session->here]);

    if (page == PAGE_LESSON && !first)
        session_say(session, "The lesson comes after the end.");
    else if (page == PAGE_LESSON && !first->scenario->lesson[0])
        session_say(session, "This scenario has no lesson.");
    else
        return true;
    return false;
}

static bool open_page(struct app *app, const struct target *target)
{
    if (!may_be_read(app, target->page))
        return false;
    *page_of(app) = (struct page_state){.page = target->page, .words = target->words};
    return true;
}

static const struct future *future_of(const struct app *app)
{
    const struct session *session = &app->session;

    return page_of(app)->page == PAGE_LESSON ? play_case_watched(&session->cases[session->here])
                                             : session_future(session);
}

static void paint_page(struct app *app)
{
    struct page_state *page = page_of(app);
    const struct session *session = &app->session;
    const struct future *future = future_of(app);
    struct page_view view = {.page = page->page,
                             .trace = &future->trace,
                             .words = page->words,
                             .heading = session->options->lesson ? session->options->lesson->title : NULL,
                             .told = session_seen(&app->session),
                             .hides_title = session_hides_title(session, session->here),
                             .scroll = page->scroll};

    page->rows = app->screen.cells->rows;
    page->below = page_paint(&view, &app->screen);
}

static void scroll_page(struct app *app, int by)
{
    struct page_state *page = page_of(app);

    page->scroll = (uint32_t)clamp_int((int)page->scroll + by, 0, (int)page->scroll + page->below);
}

static void move_in_page(struct app *app, enum request request)
{
    int page = max_int(page_of(app)->rows - 4, 1);
    bool is_far = request == REQUEST_NEXT || request == REQUEST_PREVIOUS;
    bool is_down = request == REQUEST_DOWN || request == REQUEST_NEXT;

    scroll_page(app, (is_down ? 1 : -1) * (is_far ? page : 1));
}

static void go_to_edge_of_page(struct app *app, enum request request)
{
    struct page_state *page = page_of(app);

    scroll_page(app, request == REQUEST_START ? -(int)page->scroll : page->below);
}

/* The key of the page that is open closes it; that of the other turns to it. */
static void turn(struct app *app, enum request request)
{
    enum page page = request == REQUEST_GIVEN ? PAGE_GIVEN : PAGE_LESSON;

    if (page == page_of(app)->page)
        app_close(app);
    else
        (void)app_open(app, VIEW_PAGE, &(struct target){.page = page});
}

static const struct handler requests[] = {
    {REQUEST_UP, .answer = move_in_page},
    {REQUEST_DOWN, .answer = move_in_page},
    {REQUEST_NEXT, .answer = move_in_page},
    {REQUEST_PREVIOUS, .answer = move_in_page},
    {REQUEST_START, .answer = go_to_edge_of_page},
    {REQUEST_END, .answer = go_to_edge_of_page},
    {REQUEST_GIVEN, .answer = turn},
    {REQUEST_LESSON, .answer = turn},
    {REQUEST_FIND, .answer = app_refuse},
    {REQUEST_OPEN, .act = app_close},
    {.request = REQUEST_NONE},
};

static void say_page(struct app *app, struct speech *out)
{
    const struct future *future = future_of(app);

    if (page_of(app)->page == PAGE_SAY)
        speech_add_prose(out, page_of(app)->words);
    else if (page_of(app)->page == PAGE_LESSON)
        speech_add_prose(out, future->scenario->lesson);
    else
        run_say_given(&future->trace, session_seen(&app->session), out);
}

const struct view view_page = {
    .state_size = sizeof(struct page_state),
    .help = HELP_STAGE,
    .scrolls = true,
    .has_own_search = true,
    .tables = {requests},
    .paint = paint_page,
    .open = open_page,
    .say = say_page,
};
