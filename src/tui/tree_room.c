#include "tui/tree_room.h"

#include "screens/tree.h"
#include "tui/app.h"
#include "words/verdict.h"

void tree_open(struct app *app)
{
    struct tree_state *tree = &app->tree;

    if (app_futures(app)->count < 2) {
        app_say(app, "One future so far: x or c makes another.");
        return;
    }
    tree->future = app_futures(app)->current;
    tree->filter[0] = '\0';
    app_open(app, VIEW_TREE);
}

void tree_delete(struct app *app)
{
    struct futures *futures = app_futures(app);
    struct tree_state *tree = &app->tree;

    diagram_release(&app->diagram);
    map_forget(&app->map);
    why_release(&app->why);
    futures_delete(futures, tree->future);
    tree->future = futures->current;
    for (size_t i = 0; i < FUTURES_MAX; i++)
        if (i >= futures->count || futures->list[i].is_deleted)
            tree->marked[i] = false;
    way_back_forget_deleted(&app->map.run.back, app);
    way_back_forget_deleted(&app->worlds.back, app);
    worlds_forget_deleted(app);
}

/* The futures that are left and match a filter, in their order; returns how many. */
static size_t tree_futures(const struct app *app, const char *filter, size_t list[FUTURES_MAX])
{
    const struct futures *futures = app_futures(app);
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

/* A future's line with its verdict, appended to `verdict`; a class, which predicts, is told only that of one that was
 * watched. */
static struct tree_row tree_row_of(struct app *app, size_t of_future, struct text *verdict)
{
    const struct futures *futures = app_futures(app);
    const struct future *future = &futures->list[of_future];
    struct tree_row row = {
        .name = future->name,
        .is_current = of_future == futures->current,
        .is_marked = app->tree.marked[of_future],
        .is_saved = future->is_saved,
        .file = future->is_saved ? future->file : NULL,
    };
    struct ledger ledger;

    if ((future->was_watched || !app->options->is_class) && app_ledger(app, future, future->trace.count - 1, &ledger)) {
        verdict_add(&future->trace, &ledger, verdict);
        row.verdict = text_str(verdict);
        row.is_good = ledger_is_good(&ledger);
        ledger_release(&ledger);
    }
    return row;
}

static void paint_tree(struct app *app)
{
    const struct futures *futures = app_futures(app);
    size_t list[FUTURES_MAX], all = tree_futures(app, "", list), count = tree_futures(app, app->tree.filter, list);
    struct tree_row rows[FUTURES_MAX];
    struct text verdicts[FUTURES_MAX] = {0};
    struct tree_view view = {.rows = rows,
                             .row_count = count,
                             .selected = row_of(list, count, app->tree.future),
                             .scenario = futures->name,
                             .filter = app->tree.filter,
                             .all_count = all};

    for (size_t i = 0; i < count; i++) {
        rows[i] = tree_row_of(app, list[i], &verdicts[i]);
        rows[i].parent = parent_row(futures, list, count, list[i]);
    }
    tree_paint(&view, &app->screen);
    for (size_t i = 0; i < count; i++)
        text_release(&verdicts[i]);
}

static void compare_in_tree(struct app *app)
{
    size_t cases[2] = {app->here, app->here};
    size_t futures[2] = {app_futures(app)->current, app->tree.future};
    size_t marked = 0;

    for (size_t i = 0; i < app_futures(app)->count && marked < 2; i++)
        if (app->tree.marked[i] && !app_futures(app)->list[i].is_deleted)
            futures[marked++] = i;
    if (marked == 1)
        futures[1] = app->tree.future;
    if (futures[0] == futures[1])
        app_say(app, "Mark two branches with Space, then = shows them side by side.");
    else
        worlds_open(app, cases, futures);
}

static void delete_branch(struct app *app)
{
    if (app->tree.future == 0)
        app_say(app, "The first run stays.");
    else
        prompt_ask(app, PROMPT_DELETE, "");
}

static bool handle_tree(struct app *app, enum request request)
{
    struct tree_state *tree = &app->tree;
    size_t list[FUTURES_MAX], count = tree_futures(app, tree->filter, list);
    size_t row = row_of(list, count, tree->future);

    if (request == REQUEST_TREE) {
        app_close(app);
        return true;
    }
    if (count == 0)
        return false;
    tree->future = list[row];
    switch (request) {
    case REQUEST_UP:
    case REQUEST_DOWN:
    case REQUEST_PREVIOUS:
    case REQUEST_NEXT:
        tree->future = list[app_next_row(app, row, count, request == REQUEST_DOWN || request == REQUEST_NEXT)];
        return true;
    case REQUEST_START:
        tree->future = list[0];
        return true;
    case REQUEST_END:
        tree->future = list[count - 1];
        return true;
    case REQUEST_OPEN:
        futures_go(app_futures(app), tree->future);
        app_open(app, VIEW_STAGE);
        return true;
    case REQUEST_MARK:
        tree->marked[tree->future] = !tree->marked[tree->future];
        return true;
    case REQUEST_WORLDS:
        compare_in_tree(app);
        return true;
    case REQUEST_DELETE:
        delete_branch(app);
        return true;
    case REQUEST_SAVE:
        prompt_save(app, tree->future);
        return true;
    default:
        return false;
    }
}

static void click_tree(struct app *app, const struct screen_area *area, bool is_double)
{
    struct tree_state *tree = &app->tree;
    size_t list[FUTURES_MAX], count = tree_futures(app, tree->filter, list);

    if ((area->what != AREA_ROW && area->what != AREA_BOX) || area->value < 0 || (size_t)area->value >= count)
        return;
    tree->future = list[area->value];
    if (area->what == AREA_BOX)
        tree->marked[tree->future] = !tree->marked[tree->future];
    else if (is_double)
        (void)handle_tree(app, REQUEST_OPEN);
}

const struct view_room tree_room = {paint_tree, handle_tree, click_tree};
