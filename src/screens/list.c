#include "screens/list.h"

#include "base/range.h"

static int first_with(int above, int here, int count, int rows)
{
    return clamp_int(here - above, 0, max_int(count - rows, 0));
}

int list_first(int here, int count, int rows)
{
    return first_with(rows - 1, here, count, rows);
}

int list_first_around(int here, int count, int rows)
{
    return first_with(rows / 2, here, count, rows);
}

void list_put_more(struct screen *screen, struct area area, int first, int count, enum element element)
{
    if (first > 0)
        cells_put(screen->cells, area.column, area.row, 1, "▲", element, 0);
    if (first + area.rows < count)
        cells_put(screen->cells, area.column, area.row + area.rows - 1, 1, "▼", element, 0);
}

void list_put_cursor(struct screen *screen, int column, int row, bool is_here)
{
    cells_put(screen->cells, column, row, 1, is_here ? "▸" : " ", ELEMENT_CURSOR, 0);
    if (is_here)
        screen_caret(screen, column, row);
}
