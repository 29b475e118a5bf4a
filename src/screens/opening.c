#include "screens/opening.h"

#include <string.h>

#include "base/range.h"
#include "screens/list.h"
#include "words/phrase.h"

/* Rows of the list: heads of groups stand between the scenarios. */
static bool begins_group(const struct opening_view *view, size_t i)
{
    const char *group = view->rows[i].group;

    if (!group || !group[0])
        return false;
    return i == 0 || !view->rows[i - 1].group || strcmp(view->rows[i - 1].group, group) != 0;
}

/* The list's row in which a scenario stands. A group but the first has a blank row above its head where `gap` says
 * so. */
static int row_of(const struct opening_view *view, size_t of, int gap)
{
    int row = 0;

    for (size_t i = 0; i < view->row_count; i++) {
        if (begins_group(view, i))
            row += i == 0 ? 1 : 1 + gap;
        if (i == of)
            return row;
        row++;
    }
    return row;
}

struct list {
    const struct opening_view *view;
    struct screen *screen;
    struct area area;
    int first, gap;
    int name_columns;
};

static int name_columns(const struct opening_view *view, int most)
{
    int longest = 8;

    for (size_t i = 0; i < view->row_count; i++)
        longest = max_int(text_width(view->rows[i].name), longest);
    return min_int(longest, most);
}

static void put_head(const struct list *list, int row, const char *group)
{
    if (row < 0 || row >= list->area.rows)
        return;
    cells_put(list->screen->cells, list->area.column, list->area.row + row, list->area.columns, group, ELEMENT_PANEL,
              0);
}

static void put_verdict(const struct list *list, const struct opening_row *row, int column, int at)
{
    int room = list->area.column + list->area.columns - column;
    const char *text = row->trouble ? row->trouble : row->verdict;
    enum element element = row->trouble ? ELEMENT_REFUSED : row->is_good ? ELEMENT_GRANTED : ELEMENT_CHANGED;

    if (text && room > 6)
        cells_put(list->screen->cells, column, at, room, text, element, 0);
}

static void put_row(const struct list *list, size_t i, int row)
{
    const struct opening_row *of = &list->view->rows[i];
    struct cells *cells = list->screen->cells;
    bool is_here = i == list->view->selected;
    int at = list->area.row + row, column = list->area.column, question_columns;
    enum element element = is_here ? ELEMENT_SELECTED : ELEMENT_LANE;

    if (row < 0 || row >= list->area.rows)
        return;
    if (!is_here || of->is_marked)
        cells_put(cells, column + is_here, at, 1, of->is_marked ? "✓" : " ", ELEMENT_CHANGED, 0);
    screen_area(list->screen, (struct area){0, at, list->area.columns, 1}, AREA_ROW, (int64_t)i);
    screen_area(list->screen, (struct area){column, at, 2, 1}, AREA_BOX, (int64_t)i);
    if (is_here) {
        list_put_cursor(list->screen, column, at, true);
        cells_fill(cells, (struct area){column + 2, at, list->name_columns, 1}, ' ', element, 0);
    }
    cells_put(cells, column + 2, at, list->name_columns, of->name, element, 0);
    column += 2 + list->name_columns + 2;
    question_columns = list->area.column + list->area.columns - column;
    if (question_columns > 72 && (of->verdict || of->trouble))
        question_columns = 56;
    else if (of->verdict || of->trouble)
        question_columns = question_columns * 55 / 100;
    cells_put(cells, column, at, question_columns, of->question && of->question[0] ? of->question : of->title,
              is_here ? ELEMENT_SENTENCE : ELEMENT_WORDS, 0);
    put_verdict(list, of, column + question_columns + 2, at);
}

static void put_list(const struct list *list)
{
    int row = -list->first;

    for (size_t i = 0; i < list->view->row_count; i++) {
        if (begins_group(list->view, i)) {
            row += i == 0 ? 0 : list->gap;
            put_head(list, row++, list->view->rows[i].group);
        }
        put_row(list, i, row++);
    }
}

static void paint_top(const struct opening_view *view, struct screen *screen)
{
    struct area bar = screen_header(screen, "MAKE IT SO", NULL);
    struct cells *cells = screen->cells;
    struct text text = {0};

    cells_put(cells, bar.column + 1, 0, bar.columns - 1, "the ways background jobs fail", ELEMENT_BAR, 0);
    if (view->filter && view->filter[0])
        text_addf(&text, "%zu of %zu match “%s”; Esc shows all", view->row_count, view->all_count, view->filter);
    else
        phrase_add(NULL,
                   "Four {actors} {make} once a day. Worf's mail is down for the first 90 s. Who {makes} twice, and "
                   "who never?",
                   &text);
    screen_put_prose(screen, (struct area){1, 1, cells->columns - 2, cells->rows >= 20 ? 2 : 1}, &text, ELEMENT_TITLE);
}

/* The selected scenario's title, and its question in full. */
static void paint_chosen(const struct opening_view *view, struct screen *screen, int row, int rows)
{
    const struct opening_row *of = view->selected < view->row_count ? &view->rows[view->selected] : NULL;
    struct text text = {0};

    cells_fill(screen->cells, (struct area){0, row, screen->cells->columns, 1}, 0x2500, ELEMENT_RULE, 0);
    if (of) {
        text_add(&text, of->title && of->title[0] ? of->title : of->name);
        if (of->question && of->question[0])
            text_addf(&text, " — %s", of->question);
        if (of->verdict || of->trouble)
            text_addf(&text, "\n%s", of->trouble ? of->trouble : of->verdict);
        (void)screen_put_wrapped(screen, (struct area){1, row + 1, screen->cells->columns - 2, rows - 1},
                                 text_str(&text), ELEMENT_SENTENCE, 0);
    } else {
        cells_put(screen->cells, 1, row + 1, screen->cells->columns - 2,
                  "Nothing matches: Esc shows all scenarios again.", ELEMENT_SENTENCE, 0);
    }
    text_release(&text);
}

void opening_paint(const struct opening_view *view, struct screen *screen)
{
    struct cells *cells = screen->cells;
    struct list list = {.view = view, .screen = screen, .name_columns = name_columns(view, cells->columns / 3)};
    int top, total, chosen = cells->rows >= 16 ? 3 : 2;

    if (screen_is_too_small(screen))
        return;
    top = cells->rows >= 20 ? 4 : 2;
    list.area = (struct area){1, top, cells->columns - 2, cells->rows - top - chosen - 1};
    list.gap = view->row_count > 0 && row_of(view, view->row_count, 1) <= list.area.rows;
    total = row_of(view, view->row_count, list.gap);
    list.first = list_first_around(row_of(view, view->selected, list.gap), total, list.area.rows);
    paint_top(view, screen);
    put_list(&list);
    list_put_more(screen, (struct area){cells->columns - 2, top, 1, list.area.rows}, list.first, total, ELEMENT_QUIET);
    paint_chosen(view, screen, cells->rows - chosen - 1, chosen);
    screen_footer(screen, cells->rows - 1);
}
