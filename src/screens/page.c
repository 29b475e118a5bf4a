#include "screens/page.h"

#include "base/range.h"
#include "screens/list.h"
#include "screens/premises_list.h"

enum { PROSE_COLUMNS_MAX = 90 };

/* Returns how many rows of text it has. */
static int put_lesson(const char *lesson, struct screen *screen, struct area area, int scroll)
{
    struct text broken = {0}, line = {0};
    int row = -scroll;
    const char *at;

    text_add_wrapped(&broken, lesson, min_int(area.columns, PROSE_COLUMNS_MAX), "");
    for (at = text_str(&broken); text_take_line(&at, &line); row++)
        if (row >= 0 && row < area.rows)
            cells_put(screen->cells, area.column, area.row + row, area.columns, text_str(&line), ELEMENT_SENTENCE, 0);
    text_release(&line);
    text_release(&broken);
    return row + scroll;
}

int page_paint(const struct page_view *view, struct screen *screen)
{
    const struct scenario *scenario = view->trace->scenario;
    struct cells *cells = screen->cells;
    struct area area = {1, 2, cells->columns - 2, cells->rows - 4}, bar;
    int scroll = (int)view->scroll, rows;

    if (screen_is_too_small(screen))
        return 0;
    bar = screen_header(screen, view->page == PAGE_GIVEN ? "WHAT IS GIVEN" : "THE LESSON", NULL);
    if (!view->hides_title)
        cells_put(cells, bar.column, bar.row, bar.columns, scenario->title[0] ? scenario->title : scenario->source,
                  ELEMENT_BAR, 0);
    if (view->page == PAGE_GIVEN)
        rows = premises_list_paint(view->trace, view->told, screen, area, scroll);
    else
        rows = put_lesson(scenario->lesson, screen, area, scroll);
    list_put_more(screen, (struct area){cells->columns - 1, area.row, 1, area.rows}, scroll, rows, ELEMENT_QUIET);
    screen_footer(screen, cells->rows - 1);
    return max_int(rows - scroll - area.rows, 0);
}
