#include "screens/tree.h"

#include "screens/list.h"

/* How deep a row stands below the first ones. */
static int depth_of(const struct tree_view *view, size_t row)
{
    int depth = 0;

    for (int at = view->rows[row].parent; at >= 0 && depth < 100; at = view->rows[at].parent)
        depth++;
    return depth;
}

static bool is_last_child(const struct tree_view *view, size_t row)
{
    for (size_t i = row + 1; i < view->row_count; i++)
        if (view->rows[i].parent == view->rows[row].parent)
            return false;
    return true;
}

/* The row's forefather at a depth. */
static size_t forefather(const struct tree_view *view, size_t row, int depth)
{
    for (int at = depth_of(view, row); at > depth; at--)
        row = (size_t)view->rows[row].parent;
    return row;
}

/* "│  └─ ": a line for each forefather that has children still to come. */
static void add_branches(const struct tree_view *view, size_t row, struct text *out)
{
    int depth = depth_of(view, row);

    for (int d = 1; d < depth && d < 20; d++)
        text_add(out, is_last_child(view, forefather(view, row, d)) ? "   " : "│  ");
    if (depth > 0)
        text_add(out, is_last_child(view, row) ? "└─ " : "├─ ");
}

static void put_row(const struct tree_view *view, struct screen *screen, size_t i, int at)
{
    const struct tree_row *row = &view->rows[i];
    struct cells *cells = screen->cells;
    bool is_here = i == view->selected;
    int column = 1, verdict_column = cells->columns * 55 / 100, width;
    struct text text = {0};

    list_put_cursor(screen, column, at, is_here);
    cells_put(cells, column + 1, at, 1, row->is_marked ? "✓" : " ", ELEMENT_CHANGED, 0);
    screen_area(screen, (struct area){0, at, cells->columns, 1}, AREA_ROW, (int64_t)i);
    screen_area(screen, (struct area){column, at, 2, 1}, AREA_BOX, (int64_t)i);
    add_branches(view, i, &text);
    column += 3 + cells_put(cells, column + 3, at, verdict_column - 5, text_str(&text), ELEMENT_RULE, 0);
    width = cells_put(cells, column, at, verdict_column - column - 1, row->name,
                      is_here ? ELEMENT_SELECTED : ELEMENT_LANE, 0);
    if (row->is_current && verdict_column - column - width > 7)
        cells_put(cells, column + width + 1, at, 5, "here", ELEMENT_CHANGED, 0);
    text_clear(&text);
    if (row->is_saved)
        text_addf(&text, "saved%s%s · ", row->file ? " as " : "", row->file ? row->file : "");
    text_add(&text, row->verdict ? row->verdict : "not watched to the end yet");
    cells_put(cells, verdict_column, at, cells->columns - verdict_column - 1, text_str(&text),
              !row->verdict  ? ELEMENT_QUIET
              : row->is_good ? ELEMENT_GRANTED
                             : ELEMENT_CHANGED,
              0);
    text_release(&text);
}

void tree_paint(const struct tree_view *view, struct screen *screen)
{
    struct cells *cells = screen->cells;
    int rows = cells->rows - 4;
    int first = list_first((int)view->selected, (int)view->row_count, rows);
    struct text text = {0};

    if (screen_is_too_small(screen))
        return;
    text_addf(&text, "%s · %zu future%s", view->scenario ? view->scenario : "", view->all_count,
              view->all_count == 1 ? "" : "s");
    screen_put_text(screen, screen_header(screen, NULL, NULL), &text, ELEMENT_BAR);
    if (view->filter && view->filter[0])
        text_addf(&text, "%zu of %zu match “%s”; Esc shows all", view->row_count, view->all_count, view->filter);
    else
        text_add(&text, "every future that was made, named by what was changed; Enter goes there");
    screen_put_text(screen, (struct area){1, 1, cells->columns - 2, 1}, &text, ELEMENT_QUIET);
    for (int i = first; i < (int)view->row_count && i < first + rows; i++)
        put_row(view, screen, (size_t)i, 3 + i - first);
    screen_footer(screen, cells->rows - 1);
}
