#include "screens/menu.h"

#include <string.h>

#include "base/range.h"
#include "screens/list.h"

enum { MENU_COLUMNS_MAX = 100, MENU_MARGIN = 2, SCRAP_COLUMNS = 8 }; /* the margin: the frame and a space */

struct menu_paint {
    const struct menu_view *view;
    struct screen *screen;
    struct area area; /* with its frame */
    int key_columns;  /* of the widest key and a space; 0: no keys */
    int lines;        /* items and headings */
};

/* A heading stands before the first item of its group. */
static bool has_heading(const struct menu_view *view, size_t i)
{
    const char *group = view->items[i].group;

    return group && (i == 0 || !view->items[i - 1].group || strcmp(view->items[i - 1].group, group) != 0);
}

/* The line of an item among items and headings. */
static int line_of(const struct menu_view *view, size_t item)
{
    int line = (int)item;

    for (size_t i = 0; i <= item && i < view->item_count; i++)
        line += has_heading(view, i);
    return line;
}

static int at_least(int width, const char *text, int more)
{
    return max_int(text ? text_width(text) + more : 0, width);
}

static int key_columns(const struct menu_view *view)
{
    int widest = 0;

    for (size_t i = 0; i < view->item_count; i++)
        widest = at_least(widest, view->items[i].key, 0);
    return widest ? widest + 1 : 0;
}

/* With the cursor's column and the mark's two. */
static int item_width(const struct menu_paint *paint, const struct menu_item *item)
{
    int width = text_width(item->text) + 2 + paint->key_columns;

    return item->reason ? width + text_width(item->reason) + 2 : width;
}

static void lay_out(struct menu_paint *paint)
{
    const struct menu_view *view = paint->view;
    const struct screen *screen = paint->screen;
    int columns = screen->cells->columns, rows = screen->cells->rows, prose = 0, width = 0;
    struct area area;

    for (size_t i = 0; i < view->item_count; i++) {
        width = max_int(item_width(paint, &view->items[i]), width);
        width = at_least(width, view->items[i].group, 0);
    }
    width = at_least(at_least(at_least(width, view->title, 2), view->footer, 2), view->lines, 0);
    width = min_int(min_int(width + 2 * MENU_MARGIN, MENU_COLUMNS_MAX), columns);
    if (view->lines && view->lines[0])
        prose = text_wrapped_lines(view->lines, width - 2 * MENU_MARGIN);
    paint->lines = view->item_count ? line_of(view, view->item_count - 1) + 1 : 0;
    area = (struct area){0, 0, width, min_int(paint->lines + prose + 2, rows - 1)};
    /* beside the caret: to its right, else to its left; below, else above */
    area.column = screen->caret_column + 3 + width <= columns ? screen->caret_column + 3
                                                              : screen->caret_column - width - 2;
    if (area.column < 0)
        area.column = (columns - width) / 2;
    area.row = screen->caret_row + 1 + area.rows < rows ? screen->caret_row + 1 : screen->caret_row - area.rows;
    if (area.row < 0)
        area.row = (rows - area.rows) / 2;
    paint->area = area;
}

static bool is_one_group(const struct menu_item *a, const struct menu_item *b)
{
    return a->group && b->group && strcmp(a->group, b->group) == 0;
}

/* Is this item said in its fewer words? */
static bool is_brief(const struct menu_paint *paint, size_t i)
{
    const struct menu_item *items = paint->view->items;
    int room = paint->area.columns - 2 * MENU_MARGIN;

    for (size_t k = 0; k < paint->view->item_count; k++)
        if ((k == i || is_one_group(&items[k], &items[i])) && item_width(paint, &items[k]) > room)
            return items[i].brief != NULL;
    return false;
}

/* What is said of an item in `columns`: its words, its fewer ones or, where they would cut a reason, its name. */
static const char *item_words(const struct menu_paint *paint, size_t i, int columns)
{
    const struct menu_item *item = &paint->view->items[i];
    const char *words = is_brief(paint, i) ? item->brief : item->text;
    bool is_long = item->reason && text_width(words) + 2 + text_width(item->reason) > columns;

    return is_long && item->name ? item->name : words;
}

static void put_item(const struct menu_paint *paint, size_t i, struct area line)
{
    const struct menu_item *item = &paint->view->items[i];
    struct screen *screen = paint->screen;
    bool is_here = i == paint->view->selected;
    enum element element = is_here ? ELEMENT_SELECTED : item->reason ? ELEMENT_MENU_QUIET : ELEMENT_MENU;
    int column = line.column + 1, end = line.column + line.columns - 1, width;
    const char *words;

    cells_fill(screen->cells, line, ' ', element, 0);
    cells_put(screen->cells, line.column, line.row, 1, is_here ? "▸" : " ", element, 0);
    if (item->key && item->key[0])
        cells_put(screen->cells, column, line.row, paint->key_columns - 1, item->key, element, CELL_BOLD);
    column += paint->key_columns;
    if (item->is_set)
        cells_put(screen->cells, column, line.row, 1, "✓", element, 0);
    column += 2;
    words = item_words(paint, i, end - column);
    width = item->reason ? end - column - text_width(item->reason) - 2 : end - column;
    if (width < text_width(words) && width < (end - column) / 2) /* both are cut */
        width = (end - column) / 2;
    column += cells_put(screen->cells, column, line.row, width, words, element, 0);
    if (item->reason && end - column > 4)
        cells_put(screen->cells, column + 2, line.row, end - column - 2, item->reason, element, 0);
    screen_area(screen, line, AREA_ROW, (int64_t)i);
    if (is_here)
        screen_caret(screen, line.column < screen->cells->columns ? line.column : screen->cells->columns - 1, line.row);
}

/* The frame with the title in its upper line and the footer in its lower one; a blank column at both sides keeps what
 * lies below apart, and scraps of it too short to be read are blank as well. */
static void put_frame(const struct menu_paint *paint)
{
    struct cells *cells = paint->screen->cells;
    const struct area *area = &paint->area;
    static const uint32_t round[FRAME_SIGNS] = {0x256d, 0x256e, 0x2570, 0x256f, 0x2500, 0x2502};
    int right = area->column + area->columns;
    int left = area->column - 1 < SCRAP_COLUMNS ? 0 : area->column - 1;
    int end = cells->columns - right - 1 < SCRAP_COLUMNS ? cells->columns : right + 1;

    cells_fill(cells, (struct area){left, area->row, end - left, area->rows}, ' ', ELEMENT_PLAIN, 0);
    cells_fill(cells, *area, ' ', ELEMENT_MENU, 0);
    cells_frame(cells, *area, round, ELEMENT_MENU, 0);
}

/* " title " on a line of the frame. */
static void put_on_frame(const struct menu_paint *paint, int row, const char *words, enum element element)
{
    struct text text = {0};

    if (!words)
        return;
    text_addf(&text, " %s ", words);
    screen_put_text(paint->screen, (struct area){paint->area.column + 1, row, paint->area.columns - 2, 1}, &text,
                    element);
}

/* Items and headings from row to before end, scrolled so that the selected one is in sight. */
static void put_lines(const struct menu_paint *paint, int row, int end)
{
    const struct menu_view *view = paint->view;
    const struct area *area = &paint->area;
    int selected = view->selected < view->item_count ? line_of(view, view->selected) : 0;
    int shown = max_int(end - row, 0), first = list_first(selected, paint->lines, shown);

    for (size_t i = 0; i < view->item_count; i++) {
        int at = row + line_of(view, i) - first;

        if (has_heading(view, i) && at - 1 >= row && at - 1 < end)
            cells_put(paint->screen->cells, area->column + MENU_MARGIN, at - 1, area->columns - 2 * MENU_MARGIN,
                      view->items[i].group, ELEMENT_MENU_QUIET, CELL_UNDERLINE);
        if (at >= row && at < end)
            put_item(paint, i, (struct area){area->column + 1, at, area->columns - 2, 1});
    }
    if (shown > 0)
        list_put_more(paint->screen, (struct area){area->column + area->columns - 1, row, 1, shown}, first,
                      paint->lines, ELEMENT_MENU);
}

void menu_paint(const struct menu_view *view, struct screen *screen)
{
    struct cells *cells = screen->cells;
    struct menu_paint paint = {.view = view, .screen = screen, .key_columns = key_columns(view)};
    int row, end;

    lay_out(&paint);
    row = paint.area.row + 1;
    end = paint.area.row + paint.area.rows - 1;
    cells_dress(cells, (struct area){0, 0, cells->columns, cells->rows}, ELEMENT_COUNT, CELL_DIM);
    screen_area(screen, (struct area){0, 0, cells->columns, cells->rows}, AREA_OUTSIDE, 0);
    put_frame(&paint);
    put_on_frame(&paint, paint.area.row,
                 view->brief && text_width(view->title) + 4 > paint.area.columns ? view->brief : view->title,
                 ELEMENT_PANEL_HERE);
    put_on_frame(&paint, end, view->footer, ELEMENT_MENU_QUIET);
    if (view->lines && view->lines[0])
        row += screen_put_wrapped(
            screen,
            (struct area){paint.area.column + MENU_MARGIN, row, paint.area.columns - 2 * MENU_MARGIN, end - row},
            view->lines, ELEMENT_MENU, 0);
    put_lines(&paint, row, end);
}
