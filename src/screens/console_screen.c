#include "screens/console_screen.h"

#include "base/range.h"
#include "screens/console_rows.h"

enum { HEAD_COLUMNS = 10, TEXT_COLUMNS_MAX = 96 };

struct console_paint {
    const struct console_view *view;
    struct screen *screen;
    struct area area;
    struct console_rows rows;
    int lines[CONSOLE_ROWS_MAX]; /* that each row gets */
    bool has_gaps;               /* between groups */
};

/* What is given, in the bar: lesson and beat, or the scenario; at its right the time. */
static void paint_header(const struct console_view *view, struct screen *screen)
{
    const struct class_told *told = view->told;
    struct text time = {0}, words = {0}, delay = {0};
    struct area bar;

    class_say_time(told, view->now, &time);
    class_say_delay(told, view->now, &delay);
    bar = screen_header(screen, "CONSOLE", text_str(&time));
    if (!text_is_empty(&delay))
        text_addf(&words, "%s · ", text_str(&delay));
    if (told->beat_number > 0)
        text_addf(&words, "beat %lld of %lld%s%s", (long long)told->beat_number, (long long)told->beat_count,
                  told->beat[0] ? ": " : "", told->beat);
    else
        text_addf(&words, "%s%s%s", told->scenario, told->title[0] ? " · " : "", told->title);
    screen_put_text(screen, bar, &words, ELEMENT_BAR);
    text_release(&time);
    text_release(&delay);
}

/* Shares the area's rows: while there are not enough, the last of those that are wanted least gives up a line. */
static void share_lines(struct console_paint *paint, int columns)
{
    int total = 0, gaps = 0;

    for (size_t i = 0; i < paint->rows.count; i++) {
        total += paint->lines[i] = text_wrapped_lines(text_str(&paint->rows.rows[i].text), columns);
        gaps += i > 0 && paint->rows.rows[i].begins_group;
    }
    paint->has_gaps = total + gaps <= paint->area.rows;
    for (; total > paint->area.rows; total--) {
        size_t least = paint->rows.count;

        for (size_t i = 0; i < paint->rows.count; i++)
            if (paint->lines[i] > 0 &&
                (least == paint->rows.count || paint->rows.rows[i].rank >= paint->rows.rows[least].rank))
                least = i;
        paint->lines[least]--;
    }
}

static void put_rows(const struct console_paint *paint, int columns)
{
    int row = paint->area.row;

    for (size_t i = 0; i < paint->rows.count; i++) {
        const struct console_row *of = &paint->rows.rows[i];

        if (paint->lines[i] == 0)
            continue;
        row += paint->has_gaps && i > 0 && of->begins_group;
        cells_put(paint->screen->cells, paint->area.column, row, HEAD_COLUMNS - 1, of->head, ELEMENT_PANEL, 0);
        row += screen_put_wrapped(paint->screen,
                                  (struct area){paint->area.column + HEAD_COLUMNS, row, columns, paint->lines[i]},
                                  text_str(&of->text), of->element, 0);
    }
}

void console_paint(const struct console_view *view, struct screen *screen)
{
    struct cells *cells = screen->cells;
    struct console_paint paint = {.view = view, .screen = screen, .area = {1, 2, cells->columns - 2, cells->rows - 3}};
    int columns = min_int(paint.area.columns - HEAD_COLUMNS, TEXT_COLUMNS_MAX);

    if (screen_is_too_small(screen))
        return;
    if (cells->rows < 20) /* no blank row below the bar */
        paint.area = (struct area){1, 1, cells->columns - 2, cells->rows - 2};
    console_rows_init(&paint.rows, view->told);
    for (size_t i = 0; i < paint.rows.count; i++)
        cells->failed = cells->failed || paint.rows.rows[i].text.failed;
    paint_header(view, screen);
    share_lines(&paint, columns);
    put_rows(&paint, columns);
    console_rows_release(&paint.rows);
    screen_footer(screen, cells->rows - 1);
}
