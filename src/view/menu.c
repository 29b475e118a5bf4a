#include "view/menu.h"

#include <string.h>

enum { MENU_COLUMNS_MAX = 66, MENU_MARGIN = 2 };

/* How many rows the prose takes at a width. */
static int prose_rows(const char *lines, int columns)
{
    struct text broken = {0};
    int rows = 1;

    if (!lines || !lines[0])
        return 0;
    text_add_wrapped(&broken, lines, columns, "");
    for (const char *at = text_str(&broken); *at; at++)
        rows += *at == '\n';
    text_release(&broken);
    return rows;
}

static int item_width(const struct menu_item *item)
{
    int width = text_width(item->text) + 5 + (item->key && item->key[0] ? text_width(item->key) + 1 : 0);

    return item->reason ? width + text_width(item->reason) + 3 : width;
}

static struct area menu_area(const struct menu_view *view, const struct screen *screen)
{
    int columns = screen->cells->columns, rows = screen->cells->rows;
    int width = view->title ? text_width(view->title) + 4 : 4, prose;
    struct area area;

    for (size_t i = 0; i < view->item_count; i++)
        width = item_width(&view->items[i]) > width ? item_width(&view->items[i]) : width;
    if (view->footer && text_width(view->footer) > width)
        width = text_width(view->footer);
    if (view->lines && text_width(view->lines) > width)
        width = text_width(view->lines);
    width += 2 * MENU_MARGIN;
    width = width < MENU_COLUMNS_MAX ? width : MENU_COLUMNS_MAX;
    width = width < columns ? width : columns;
    prose = prose_rows(view->lines, width - 2 * MENU_MARGIN);
    area = (struct area){0, 0, width, (int)view->item_count + prose + 2 + (view->footer ? 1 : 0)};
    area.rows = area.rows < rows - 1 ? area.rows : rows - 1;
    /* beside the caret: to its right, else to its left; below, else above */
    area.column = screen->caret_column + 2 + width <= columns ? screen->caret_column + 2
                                                              : screen->caret_column - width - 1;
    if (area.column < 0)
        area.column = (columns - width) / 2;
    area.row = screen->caret_row + 1 + area.rows < rows ? screen->caret_row + 1 : screen->caret_row - area.rows;
    if (area.row < 0)
        area.row = (rows - area.rows) / 2;
    return area;
}

static void put_item(const struct menu_view *view, size_t i, struct area line, struct screen *screen)
{
    const struct menu_item *item = &view->items[i];
    bool is_here = i == view->selected;
    enum element element = is_here ? ELEMENT_SELECTED : item->reason ? ELEMENT_MENU_QUIET : ELEMENT_MENU;
    int column = line.column + MENU_MARGIN, end = line.column + line.columns - 1;

    cells_fill(screen->cells, line, ' ', element, 0);
    cells_put(screen->cells, line.column, line.row, 2, is_here ? "▸" : " ", element, 0);
    if (item->key && item->key[0]) {
        column += cells_put(screen->cells, column, line.row, 8, item->key, element, CELL_BOLD);
        column += 1;
    }
    if (item->is_set)
        cells_put(screen->cells, column, line.row, 1, "✓", element, 0);
    column += 2;
    column += cells_put(screen->cells, column, line.row, end - column, item->text, element, 0);
    if (item->reason && end - column > 4)
        cells_put(screen->cells, column + 2, line.row, end - column - 2, item->reason, element, 0);
    screen_area(screen, line, AREA_ROW, (int64_t)i);
    if (is_here) {
        screen->caret_column = line.column;
        screen->caret_row = line.row;
    }
}

void menu_paint(const struct menu_view *view, struct screen *screen)
{
    struct cells *cells = screen->cells;
    struct area area = menu_area(view, screen);
    int row = area.row, end = area.row + area.rows - (view->footer ? 1 : 0);
    size_t first = 0, shown;

    cells_dress(cells, (struct area){0, 0, cells->columns, cells->rows}, ELEMENT_COUNT, CELL_DIM);
    screen_area(screen, (struct area){0, 0, cells->columns, cells->rows}, AREA_OUTSIDE, 0);
    cells_fill(cells, area, ' ', ELEMENT_MENU, 0);
    cells_fill(cells, (struct area){area.column, row, area.columns, 1}, ' ', ELEMENT_PANEL_HERE, 0);
    if (view->title)
        cells_put(cells, area.column + MENU_MARGIN, row, area.columns - MENU_MARGIN - 1, view->title,
                  ELEMENT_PANEL_HERE, 0);
    row++;
    if (view->lines && view->lines[0])
        row += screen_put_wrapped(
            screen, (struct area){area.column + MENU_MARGIN, row, area.columns - 2 * MENU_MARGIN, end - row},
            view->lines, ELEMENT_MENU, 0);
    shown = end - row > 0 ? (size_t)(end - row) : 0;
    if (shown > 0 && view->selected >= shown)
        first = view->selected - shown + 1;
    for (size_t i = first; i < view->item_count && row < end; i++)
        put_item(view, i, (struct area){area.column, row++, area.columns, 1}, screen);
    if (first > 0)
        cells_put(cells, area.column + area.columns - 1, row - (int)shown, 1, "▲", ELEMENT_MENU, 0);
    if (first + shown < view->item_count)
        cells_put(cells, area.column + area.columns - 1, row - 1, 1, "▼", ELEMENT_MENU, 0);
    if (view->footer)
        cells_put(cells, area.column + MENU_MARGIN, area.row + area.rows - 1, area.columns - MENU_MARGIN - 1,
                  view->footer, ELEMENT_MENU_QUIET, 0);
}
