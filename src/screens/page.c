#include "screens/page.h"

#include "base/range.h"
#include "screens/list.h"
#include "screens/premises_list.h"

enum { PROSE_COLUMNS_MAX = 90 };

/* Returns how many rows of text it has. */
static int put_prose(const char *prose, struct screen *screen, struct area area, int scroll)
{
    struct text broken = {0}, line = {0};
    int row = -scroll;
    const char *at;

    text_add_wrapped(&broken, prose, min_int(area.columns, PROSE_COLUMNS_MAX), "");
    for (at = text_str(&broken); text_take_line(&at, &line); row++)
        if (row >= 0 && row < area.rows)
            cells_put(screen->cells, area.column, area.row + row, area.columns, text_str(&line), ELEMENT_SENTENCE, 0);
    text_release(&line);
    text_release(&broken);
    return row + scroll;
}

/* A page of its own: the words a third of the way down, with as much room on either side. */
static int put_words(const char *words, struct screen *screen, struct area area, int scroll)
{
    const int columns = min_int(area.columns, PROSE_COLUMNS_MAX), rows = text_wrapped_lines(words, columns);
    const int left = max_int((area.columns - text_wrapped_width(words, columns)) / 2, 0);
    const int above = max_int((area.rows - rows) / 3, 0);

    return above + put_prose(words, screen,
                             (struct area){area.column + left, area.row + above, columns, area.rows - above}, scroll);
}

/* Which page it is. */
static const char *name_of(const struct page_view *view)
{
    switch (view->page) {
    case PAGE_GIVEN:
        return "WHAT IS GIVEN";
    case PAGE_LESSON:
        return "THE LESSON";
    case PAGE_SAY:
        break;
    }
    return view->heading;
}

static int put_page(const struct page_view *view, struct screen *screen, struct area area)
{
    const int scroll = (int)view->scroll;

    if (view->page == PAGE_GIVEN)
        return premises_list_paint(view->trace, view->told, screen, area, scroll);
    if (view->page == PAGE_SAY)
        return put_words(view->words, screen, area, scroll);
    return put_prose(view->trace->scenario->lesson, screen, area, scroll);
}

int page_paint(const struct page_view *view, struct screen *screen)
{
    const struct scenario *scenario = view->trace->scenario;
    struct cells *cells = screen->cells;
    struct area area = {1, 2, cells->columns - 2, cells->rows - 4}, bar;
    int scroll = (int)view->scroll, rows;

    if (screen_is_too_small(screen))
        return 0;
    bar = screen_header(screen, name_of(view), NULL);
    if (!view->hides_title && view->page != PAGE_SAY)
        cells_put(cells, bar.column, bar.row, bar.columns, scenario->title[0] ? scenario->title : scenario->source,
                  ELEMENT_BAR, 0);
    rows = put_page(view, screen, area);
    list_put_more(screen, (struct area){cells->columns - 1, area.row, 1, area.rows}, scroll, rows, ELEMENT_QUIET);
    screen_footer(screen, cells->rows - 1);
    return max_int(rows - scroll - area.rows, 0);
}
