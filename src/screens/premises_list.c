#include "screens/premises_list.h"

#include "base/range.h"

struct list {
    struct screen *screen;
    struct area area;
    int row; /* of the area; those scrolled away are negative */
    int head_columns;
};

static void measure(void *context, const char *head, const char *premise)
{
    struct list *list = context;

    (void)premise;
    list->head_columns = max_int(text_width(head), list->head_columns);
}

static void put(void *context, const char *head, const char *premise)
{
    struct list *list = context;
    int column = list->area.column + list->head_columns + 2, columns = list->area.columns - list->head_columns - 2;
    struct text broken = {0}, line = {0};
    const char *at;

    text_add_wrapped(&broken, premise, columns, "");
    at = text_str(&broken);
    for (bool is_first = true; text_take_line(&at, &line); is_first = false, list->row++) {
        if (list->row < 0 || list->row >= list->area.rows)
            continue;
        if (is_first)
            cells_put(list->screen->cells, list->area.column, list->area.row + list->row, list->head_columns, head,
                      ELEMENT_TITLE, 0);
        cells_put(list->screen->cells, column, list->area.row + list->row, columns, text_str(&line), ELEMENT_SENTENCE,
                  0);
    }
    text_release(&line);
    text_release(&broken);
}

int premises_list_paint(const struct trace *trace, uint32_t told, struct screen *screen, struct area area, int scroll)
{
    struct list list = {.screen = screen, .area = area, .row = -scroll};
    struct premises premises = {.trace = trace, .told = told, .tell = measure, .context = &list};

    premises_tell(&premises);
    list.head_columns = min_int(list.head_columns, area.columns / 4);
    premises.tell = put;
    premises_tell(&premises);
    return list.row + scroll;
}
