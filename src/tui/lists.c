/* The opening and the tree of branches. */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "tui/app.h"
#include "view/narrate.h"
#include "view/opening.h"
#include "view/tree.h"

static bool contains(const char *string, const char *part)
{
    size_t length = strlen(part);

    for (; *string; string++) {
        size_t i = 0;

        while (i < length && tolower((unsigned char)string[i]) == tolower((unsigned char)part[i]))
            i++;
        if (i == length)
            return true;
    }
    return length == 0;
}

size_t opening_rows(const struct app *app, size_t rows[APP_ROWS_MAX])
{
    size_t count = 0;

    for (size_t e = 0; e < app->options->entry_count && count < APP_ROWS_MAX; e++) {
        const struct tui_entry *entry = &app->options->entries[e];

        if (contains(entry->name, app->filter) || contains(entry->title, app->filter) ||
            contains(entry->question, app->filter))
            rows[count++] = e;
    }
    return count;
}

/* The change by which a design in which something went wrong was made good, and seen to be; NULL. */
static const struct future *mended(const struct play_case *it)
{
    for (size_t i = 1; it->is_open && it->verdict[0] && !it->is_good && i < it->futures.count; i++)
        if (!it->futures.list[i].is_deleted && it->futures.list[i].was_watched && it->futures.list[i].is_good)
            return &it->futures.list[i];
    return NULL;
}

static void say_verdict(const struct play_case *it, char out[APP_TEXT_MAX])
{
    const struct future *by = mended(it);

    if (by)
        snprintf(out, APP_TEXT_MAX, "Not so; made so by your change: %.150s.", by->name);
    else
        snprintf(out, APP_TEXT_MAX, "%s", it->verdict);
}

static void paint_opening(struct app *app)
{
    struct opening_row shown[APP_ROWS_MAX];
    char verdicts[APP_ROWS_MAX][APP_TEXT_MAX];
    size_t rows[APP_ROWS_MAX], count = opening_rows(app, rows);
    struct opening_view view = {
        .rows = shown,
        .row_count = count,
        .selected = app->selected,
        .filter = app->filter,
        .all_count = app->options->entry_count,
    };

    for (size_t i = 0; i < count; i++) {
        const struct tui_entry *entry = &app->options->entries[rows[i]];
        const struct play_case *it = &app->cases[rows[i]];

        say_verdict(it, verdicts[i]);
        shown[i] = (struct opening_row){
            .group = entry->group,
            .name = entry->name,
            .title = entry->title,
            .question = entry->question,
            .verdict = verdicts[i][0] ? verdicts[i] : NULL,
            .is_good = it->is_good || mended(it),
            .is_marked = app->marked[rows[i]],
            .trouble = it->trouble[0] ? it->trouble : NULL,
        };
    }
    opening_paint(&view, &app->screen);
}

static void play_entry(struct app *app, size_t entry)
{
    if (!app_load(app, entry))
        return;
    app->here = entry;
    app->map.back.is_set = false;
    app->lane = 0;
    app->search[0] = '\0';
    app->is_zoomed = false;
    app->focus = PANEL_LANES;
    app_open(app, VIEW_STAGE);
    app->player.is_playing = !app->options->is_class && app_future(app)->at == NO_EVENT;
    app->player.holds_at_failure = app->player.is_playing;
    app->player.shown_at = app->now;
}

/* Two marked entries, else the selected one and the first of the story that is another. */
static void compare_marked(struct app *app, size_t selected)
{
    size_t cases[2] = {selected, selected}, futures[2] = {0, 0};
    size_t count = 0;

    for (size_t e = 0; e < app->options->entry_count && count < 2; e++)
        if (app->marked[e])
            cases[count++] = e;
    if (count == 1)
        cases[1] = selected;
    if (count == 0 || cases[0] == cases[1]) {
        app_say(app, "Mark two scenarios with Space, then = shows them side by side.");
        return;
    }
    worlds_open(app, cases, futures);
}

/* One row up or down in a list; says so at its ends. */
static size_t next_row(struct app *app, size_t row, size_t count, bool is_down)
{
    if (is_down ? row + 1 < count : row > 0)
        return is_down ? row + 1 : row - 1;
    app_say(app, is_down ? "This is the last row." : "This is the first row.");
    return row;
}

static bool handle_opening(struct app *app, enum request request)
{
    size_t rows[APP_ROWS_MAX], count = opening_rows(app, rows);

    if (app->selected >= count)
        app->selected = count ? count - 1 : 0;
    switch (request) {
    case REQUEST_UP:
    case REQUEST_DOWN:
    case REQUEST_PREVIOUS:
    case REQUEST_NEXT:
        app->selected = next_row(app, app->selected, count, request == REQUEST_DOWN || request == REQUEST_NEXT);
        return true;
    case REQUEST_START:
        app->selected = 0;
        return true;
    case REQUEST_END:
        app->selected = count ? count - 1 : 0;
        return true;
    case REQUEST_FIND:
        prompt_ask(app, PROMPT_FIND, app->filter);
        return true;
    case REQUEST_CLOSE:
        if (app->filter[0])
            return false;
        app_say(app, "q leaves the program.");
        return true;
    default:
        break;
    }
    if (count == 0)
        return false;
    if (request == REQUEST_OPEN)
        play_entry(app, rows[app->selected]);
    else if (request == REQUEST_MARK)
        app->marked[rows[app->selected]] = !app->marked[rows[app->selected]];
    else if (request == REQUEST_WORLDS)
        compare_marked(app, rows[app->selected]);
    else
        return false;
    return true;
}

static void click_opening(struct app *app, const struct screen_area *area, bool is_double)
{
    size_t rows[APP_ROWS_MAX], count = opening_rows(app, rows);

    if ((area->what != AREA_ROW && area->what != AREA_BOX) || area->value < 0 || (size_t)area->value >= count)
        return;
    app->selected = (size_t)area->value;
    if (area->what == AREA_BOX)
        app->marked[rows[app->selected]] = !app->marked[rows[app->selected]];
    else if (is_double)
        play_entry(app, rows[app->selected]);
}

/* The futures that are left and match a filter, in their order; returns how many. */
static size_t tree_futures(const struct app *app, const char *filter, size_t list[FUTURES_MAX])
{
    const struct futures *futures = app_futures(app);
    size_t count = 0;

    for (size_t i = 0; i < futures->count; i++)
        if (!futures->list[i].is_deleted && contains(futures->list[i].name, filter))
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
        .is_marked = app->tree_marked[of_future],
        .is_saved = future->is_saved,
        .file = future->is_saved ? future->file : NULL,
    };
    struct ledger ledger;

    if ((future->was_watched || !app->options->is_class) && app_ledger(app, future, future->trace.count - 1, &ledger)) {
        narrate_verdict(&future->trace, &ledger, verdict);
        row.verdict = text_str(verdict);
        row.is_good = ledger_is_good(&ledger);
        ledger_release(&ledger);
    }
    return row;
}

static void paint_tree(struct app *app)
{
    const struct futures *futures = app_futures(app);
    size_t list[FUTURES_MAX], all = tree_futures(app, "", list), count = tree_futures(app, app->tree_filter, list);
    struct tree_row rows[FUTURES_MAX];
    struct text verdicts[FUTURES_MAX] = {0};
    struct tree_view view = {.rows = rows,
                             .row_count = count,
                             .selected = row_of(list, count, app->tree_row),
                             .scenario = futures->name,
                             .filter = app->tree_filter,
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
    size_t futures[2] = {app_futures(app)->current, app->tree_row};
    size_t marked = 0;

    for (size_t i = 0; i < app_futures(app)->count && marked < 2; i++)
        if (app->tree_marked[i] && !app_futures(app)->list[i].is_deleted)
            futures[marked++] = i;
    if (marked == 1)
        futures[1] = app->tree_row;
    if (futures[0] == futures[1])
        app_say(app, "Mark two branches with Space, then = shows them side by side.");
    else
        worlds_open(app, cases, futures);
}

static void delete_branch(struct app *app)
{
    if (app->tree_row == 0)
        app_say(app, "The first run stays.");
    else
        prompt_ask(app, PROMPT_DELETE, "");
}

static bool handle_tree(struct app *app, enum request request)
{
    size_t list[FUTURES_MAX], count = tree_futures(app, app->tree_filter, list);
    size_t row = row_of(list, count, app->tree_row);

    if (request == REQUEST_TREE) {
        app_close(app);
        return true;
    }
    if (count == 0)
        return false;
    app->tree_row = list[row];
    switch (request) {
    case REQUEST_UP:
    case REQUEST_DOWN:
    case REQUEST_PREVIOUS:
    case REQUEST_NEXT:
        app->tree_row = list[next_row(app, row, count, request == REQUEST_DOWN || request == REQUEST_NEXT)];
        return true;
    case REQUEST_START:
        app->tree_row = list[0];
        return true;
    case REQUEST_END:
        app->tree_row = list[count - 1];
        return true;
    case REQUEST_OPEN:
        futures_go(app_futures(app), app->tree_row);
        app_open(app, VIEW_STAGE);
        return true;
    case REQUEST_MARK:
        app->tree_marked[app->tree_row] = !app->tree_marked[app->tree_row];
        return true;
    case REQUEST_WORLDS:
        compare_in_tree(app);
        return true;
    case REQUEST_DELETE:
        delete_branch(app);
        return true;
    case REQUEST_SAVE:
        prompt_save(app, app->tree_row);
        return true;
    default:
        return false;
    }
}

static void click_tree(struct app *app, const struct screen_area *area, bool is_double)
{
    size_t list[FUTURES_MAX], count = tree_futures(app, app->tree_filter, list);

    if ((area->what != AREA_ROW && area->what != AREA_BOX) || area->value < 0 || (size_t)area->value >= count)
        return;
    app->tree_row = list[area->value];
    if (area->what == AREA_BOX)
        app->tree_marked[app->tree_row] = !app->tree_marked[app->tree_row];
    else if (is_double)
        (void)handle_tree(app, REQUEST_OPEN);
}

const struct view_room opening_room = {paint_opening, handle_opening, click_opening};
const struct view_room tree_room = {paint_tree, handle_tree, click_tree};
