/* The tree of branches: every future of the case on the stage, to be gone to, compared, saved and deleted. */
#include "base/range.h"
#include "screens/tree.h"
#include "tui/run_requests.h"
#include "tui/views.h"

struct tree_state {
    size_t future; /* at the cursor */
};

/* At the present future; says so where that is the only one. */
static bool open_tree(struct app *app, const struct target *target)
{
    const struct futures *futures = session_futures(&app->session);

    (void)target;
    if (futures->count < 2) {
        session_say(&app->session, "One future so far: x or c makes another.");
        return false;
    }
    tree_of(app)->future = futures->current;
    return true;
}

/* The futures that are left and match a filter, in their order; returns how many. */
static size_t tree_futures(const struct app *app, const char *filter, size_t list[FUTURES_MAX])
{
    const struct futures *futures = session_futures(&app->session);
    size_t count = 0;

    for (size_t i = 0; i < futures->count; i++)
        if (!futures->list[i].is_deleted && (!filter[0] || screen_matches(futures->list[i].name, filter)))
            list[count++] = i;
    return count;
}

/* The row of the nearest forefather that is in the list, or −1. */
static int parent_row(const struct futures *futures, const size_t *list, size_t count, size_t future)
{
    for (int at = futures->list[future].parent; at >= 0; at = futures->list[at].parent)
        for (size_t i = 0; i < count; i++)
            if (list[i] == (size_t)at)
                return (int)i;
    return -1;
}

static size_t row_of(const size_t *list, size_t count, size_t future)
{
    for (size_t i = 0; i < count; i++)
        if (list[i] == future)
            return i;
    return 0;
}

/* A future's line with its verdict; a class, which predicts, is told only that of one that was watched. */
static struct tree_row tree_row_of(const struct app *app, size_t of_future)
{
    const struct futures *futures = session_futures(&app->session);
    const struct future *future = &futures->list[of_future];
    struct tree_row row = {
        .name = future->name,
        .is_current = of_future == futures->current,
        .is_marked = future->is_marked,
        .is_saved = future->is_saved,
        .file = future->is_saved ? future->file : NULL,
    };

    if (future->was_watched || !app->session.options->is_class) {
        row.verdict = text_str(&future->verdict);
        row.is_good = future->is_good;
    }
    return row;
}

static void paint_tree(struct app *app)
{
    const struct futures *futures = session_futures(&app->session);
    size_t list[FUTURES_MAX], all = tree_futures(app, "", list),
                              count = tree_futures(app, app->searches[VIEW_TREE], list);
    struct tree_row rows[FUTURES_MAX];
    struct tree_view view = {.rows = rows,
                             .row_count = count,
                             .selected = row_of(list, count, tree_of(app)->future),
                             .scenario = futures->name,
                             .filter = app->searches[VIEW_TREE],
                             .all_count = all};

    for (size_t i = 0; i < count; i++) {
        rows[i] = tree_row_of(app, list[i]);
        rows[i].parent = parent_row(futures, list, count, list[i]);
    }
    tree_paint(&view, &app->screen);
}

/* The rows, of which the one at the cursor is in the list, where there is any. */
static size_t shown_futures(struct app *app, size_t list[FUTURES_MAX])
{
    struct tree_state *tree = tree_of(app);
    size_t count = tree_futures(app, app->searches[VIEW_TREE], list);

    if (count > 0)
        tree->future = list[row_of(list, count, tree->future)];
    return count;
}

static void move_in_tree(struct app *app, enum request request)
{
    size_t list[FUTURES_MAX], count = shown_futures(app, list);

    if (count == 0)
        app_refuse(app, request);
    else
        tree_of(app)->future =
            list[app_row_asked(app, request, row_of(list, count, tree_of(app)->future), count, "row")];
}

/* The marked ones; of one (without one, of the present one), that and the one at the cursor. */
static void compare_in_tree(struct app *app)
{
    const struct session *session = &app->session;
    const struct futures *futures = session_futures(session);
    const struct tree_state *tree = tree_of(app);
    struct target worlds = {.cases = {session->here, session->here, session->here},
                            .futures = {futures->current, tree->future}};
    size_t marked = 0;

    for (size_t i = 0; i < futures->count; i++)
        if (futures->list[i].is_marked && !futures->list[i].is_deleted && marked++ < WORLDS_MAX)
            worlds.futures[marked - 1] = i;
    if (marked == 1)
        worlds.futures[1] = tree->future;
    worlds.world_count = max_int((int)marked, 2);
    if (marked > WORLDS_MAX)
        session_say(&app->session, "Three branches at most: Space takes a mark away.");
    else if (worlds.futures[0] == worlds.futures[1])
        session_say(&app->session, "Mark two or three branches with Space, then press =.");
    else
        (void)app_open(app, VIEW_WORLDS, &worlds);
}

/* Deletes the future at the cursor and those made from it, and whatever was kept of them elsewhere. */
static void delete_future(struct app *app, const char *typed)
{
    struct futures *futures = session_futures(&app->session);

    (void)typed;
    futures_delete(futures, tree_of(app)->future);
    tree_of(app)->future = futures->current;
    app_forget_deleted(app);
}

static void ask_to_delete(struct app *app)
{
    static const struct prompt_kind kind = {
        .before = "Delete this branch and those made from it? y or n ", .is_question = true, .done = delete_future};

    if (tree_of(app)->future == 0)
        session_say(&app->session, "The first run stays.");
    else
        prompt_ask(&app->prompt, &kind, "");
}

static void go_to_future(struct app *app)
{
    futures_go(session_futures(&app->session), tree_of(app)->future);
    (void)app_open(app, VIEW_STAGE, NULL);
}

static void mark_future(struct app *app)
{
    struct future *future = &session_futures(&app->session)->list[tree_of(app)->future];

    future->is_marked = !future->is_marked;
}

/* What is done with the future at the cursor. */
static void take_future(struct app *app, enum request request)
{
    size_t list[FUTURES_MAX];

    if (shown_futures(app, list) == 0)
        app_refuse(app, request);
    else if (request == REQUEST_OPEN)
        go_to_future(app);
    else if (request == REQUEST_MARK)
        mark_future(app);
    else if (request == REQUEST_WORLDS)
        compare_in_tree(app);
    else if (request == REQUEST_DELETE)
        ask_to_delete(app);
    else
        run_save(app, tree_of(app)->future);
}

static const struct handler requests[] = {
    {REQUEST_UP, .answer = move_in_tree},
    {REQUEST_DOWN, .answer = move_in_tree},
    {REQUEST_PREVIOUS, .answer = move_in_tree},
    {REQUEST_NEXT, .answer = move_in_tree},
    {REQUEST_START, .answer = move_in_tree},
    {REQUEST_END, .answer = move_in_tree},
    {REQUEST_OPEN, .answer = take_future},
    {REQUEST_MARK, .answer = take_future},
    {REQUEST_WORLDS, .answer = take_future},
    {REQUEST_DELETE, .answer = take_future},
    {REQUEST_SAVE, .answer = take_future},
    {REQUEST_TREE, .act = app_close},
    {.request = REQUEST_NONE},
};

static void click_tree(struct app *app, const struct screen_area *area, bool is_double)
{
    size_t list[FUTURES_MAX], count = tree_futures(app, app->searches[VIEW_TREE], list);

    if ((area->what != AREA_ROW && area->what != AREA_BOX) || area->value < 0 || (size_t)area->value >= count)
        return;
    tree_of(app)->future = list[area->value];
    if (area->what == AREA_BOX)
        mark_future(app);
    else if (is_double)
        app_request(app, REQUEST_OPEN);
}

static void say_future(const struct app *app, size_t number, size_t of_future, struct speech *out)
{
    const struct tree_row row = tree_row_of(app, of_future);
    int parent = session_futures(&app->session)->list[of_future].parent;
    struct text line = {0};

    text_addf(&line, "%s", row.name);
    if (parent >= 0)
        text_addf(&line, ", made from %s", session_futures(&app->session)->list[parent].name);
    text_addf(&line, "%s%s%s%s.", row.is_current ? ", the present one" : "", row.is_marked ? ", marked" : "",
              row.is_saved ? ", saved as " : "", row.is_saved ? row.file : "");
    text_addf(&line, "%s%s", row.verdict ? " " : "", row.verdict ? row.verdict : "");
    speech_add_row(out, number, text_str(&line));
    text_release(&line);
}

static void say_tree(struct app *app, struct speech *out)
{
    size_t list[FUTURES_MAX], count = tree_futures(app, app->searches[VIEW_TREE], list);

    speech_addf(out, "%zu futures of %s. A number goes to one.", count, session_futures(&app->session)->name);
    for (size_t i = 0; i < count; i++)
        say_future(app, i + 1, list[i], out);
}

static void say_here(struct app *app, struct speech *out)
{
    size_t list[FUTURES_MAX], count = shown_futures(app, list);

    if (count > 0)
        say_future(app, row_of(list, count, tree_of(app)->future) + 1, tree_of(app)->future, out);
}

static bool choose(struct app *app, size_t number)
{
    size_t list[FUTURES_MAX], count = shown_futures(app, list);

    if (number < 1 || number > count)
        return false;
    tree_of(app)->future = list[number - 1];
    return true;
}

const struct view view_tree = {
    .state_size = sizeof(struct tree_state),
    .help = HELP_TREE,
    .is_list = true,
    .scrolls = true,
    .has_own_search = true,
    .tables = {requests},
    .paint = paint_tree,
    .click = click_tree,
    .open = open_tree,
    .say = say_tree,
    .say_here = say_here,
    .choose = choose,
    .chosen_is_opened = true,
};
