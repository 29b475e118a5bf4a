/* The time axis of a stage's lanes, and what all parts need of it. */
#include "base/range.h"
#include "screens/stage_paint.h"
#include "words/phrase.h"

struct stage_paint stage_paint_of(const struct stage_view *view, struct screen *screen)
{
    return (struct stage_paint){
        .view = view,
        .screen = screen,
        .cells = screen->cells,
        .trace = view->index->trace,
        .scenario = view->index->trace->scenario,
    };
}

int stage_next_row(struct stage_rows *rows)
{
    int row = rows->row++ - rows->first;

    return row >= 0 && row < rows->area.rows ? rows->area.row + row : -1;
}

void stage_put_line(struct stage_rows *rows, const char *text, enum element element)
{
    int row = stage_next_row(rows);

    if (row >= 0)
        cells_put(rows->paint->cells, rows->area.column, row, rows->area.columns, text, element, 0);
}

void stage_lay_axis_of(struct stage_paint *paint, struct lanes_cache *cache, const struct lane_marks *const *runs,
                       uint32_t count, uint32_t which)
{
    const struct lanes_wish wish = {
        .axis = {.width = paint->layout.axis_columns,
                 .gap_min = 1,
                 .fold_width = paint->layout.is_narrow ? 3 : 13, /* " waits 60 s " */
                 .shows_all = paint->view->shows_all},
        .has_words = !paint->layout.is_narrow,
        .now = paint->now,
    };

    if (!lanes_cached(cache, runs, count, &wish)) {
        paint->cells->failed = true;
        return;
    }
    paint->axis = &cache->axis;
    paint->picture = &cache->scenes[which];
    paint->page = cache->page;
}

void stage_lay_axis(struct stage_paint *paint)
{
    const struct lane_marks *marks = &paint->view->index->marks;

    stage_lay_axis_of(paint, &paint->view->index->picture, &marks, 1, 0);
}

int stage_column(const struct stage_paint *paint, msec time)
{
    return paint->layout.axis_column + timeaxis_place(paint->axis, time) - paint->page;
}

static msec day_of(msec time)
{
    return (time + 50) / 100 * 100 / DAY; /* rounded as the clock is */
}

void stage_say_time(msec time, msec before, struct text *out)
{
    msec day = day_of(time), last = before == MSEC_NONE ? 0 : day_of(before);

    if (time < 2 * MINUTE && last == 0) {
        msec_say(time, out);
        return;
    }
    if (day != last)
        text_addf(out, "%lldd ", (long long)day);
    msec_clock(day == 0 ? time : (time + 50) / 100 * 100 % DAY, out);
}

int stage_cursor_column(const struct stage_paint *paint)
{
    return paint->axis ? stage_column(paint, paint->now) : paint->layout.axis_column;
}

int stage_axis_end(const struct stage_paint *paint)
{
    return paint->layout.axis_column + paint->layout.axis_columns;
}

void stage_place_caret(const struct stage_paint *paint)
{
    const struct stage_layout *layout = &paint->layout;

    screen_caret(paint->screen, clamp_int(stage_cursor_column(paint), layout->axis_column, stage_axis_end(paint)),
                 layout->lanes_row + layout->job_rows + (int)(paint->view->lane - paint->lane_first));
}

void stage_clip(const struct stage_paint *paint, int row, int rows)
{
    struct cells *cells = paint->cells;

    cells->clip = (struct area){paint->layout.axis_column, row, paint->layout.axis_columns + 1, rows};
}

void stage_unclip(const struct stage_paint *paint)
{
    paint->cells->clip = (struct area){0, 0, paint->cells->columns, paint->cells->rows};
}

/* May the axis show this time? In class it hides the future. */
static bool is_told(const struct stage_paint *paint, msec time)
{
    const struct stage_view *view = paint->view;

    return !view->is_class || (view->at != NO_EVENT && time <= paint->now);
}

/* A label that reaches into the fold, up to before column `free`, moves the sign aside; where none is left it stands on
 * the line alone. */
static void axis_fold(const struct stage_paint *paint, const struct timeaxis_tick *tick, int free)
{
    int column = paint->layout.axis_column + tick->place - paint->page;
    struct area fold = {column, paint->layout.line_row, tick->width, 1};
    int middle = tick->width > 3 ? column + (tick->width - 2) / 2 : column, room;

    if (!is_told(paint, timeaxis_time(paint->axis, tick->place)))
        return;
    middle = max_int(middle, free);
    room = column + tick->width - middle - (tick->width > 1); /* what follows has its own label */
    if (room > 0)
        cells_put(paint->cells, middle, paint->layout.label_row, 2, room > 1 ? "⋯⋯" : "⋯", ELEMENT_FOLD, 0);
    if (paint->layout.line_row >= 0)
        cells_fill(paint->cells, fold, 0x2504, ELEMENT_FOLD, 0);
    screen_area(paint->screen, (struct area){room > 0 ? middle : column, paint->layout.label_row, room > 1 ? 2 : 1, 1},
                AREA_FOLD, tick->length);
}

/* Returns the column behind it and a space. */
static int axis_label(const struct stage_paint *paint, const struct timeaxis_tick *tick)
{
    int column = paint->layout.axis_column + tick->place - paint->page, width = text_width(tick->label);
    int end = stage_axis_end(paint) + (paint->layout.is_narrow ? 0 : 1); /* the ledger's title begins a column behind */

    if (!is_told(paint, timeaxis_time(paint->axis, tick->place)))
        return column;
    if (column + width <= end)
        cells_put(paint->cells, column, paint->layout.label_row, width, tick->label, ELEMENT_QUIET, 0);
    if (paint->layout.line_row >= 0)
        cells_put(paint->cells, column, paint->layout.line_row, 1, "┬", ELEMENT_RULE, 0);
    return column + width + 1;
}

/* Notes an area for each column of the axis: a click goes to its time. */
static void axis_areas(const struct stage_paint *paint)
{
    int row = paint->layout.label_row, rows = paint->layout.line_row >= 0 ? 2 : 1;

    for (int c = 0; c < paint->layout.axis_columns; c++)
        screen_area(paint->screen, (struct area){paint->layout.axis_column + c, row, 1, rows}, AREA_TIME,
                    timeaxis_time(paint->axis, paint->page + c));
}

static void axis_page(const struct stage_paint *paint)
{
    int pages = (paint->axis->width + paint->layout.axis_columns - 1) / paint->layout.axis_columns;
    int page = paint->page / paint->layout.axis_columns + 1;
    struct text text = {0};

    if (pages < 2)
        return;
    text_addf(&text, paint->layout.is_narrow ? "p%d" : "page %d", page);
    if (!paint->view->is_class)
        text_addf(&text, "/%d", pages);
    screen_put_text(paint->screen,
                    (struct area){paint->layout.name_column, paint->layout.label_row, paint->layout.axis_column - 2, 1},
                    &text, ELEMENT_QUIET);
}

static void axis_ticks(const struct stage_paint *paint)
{
    enum { TICKS_MAX = 400 };
    struct timeaxis_tick ticks[TICKS_MAX];
    const struct stage_layout *layout = &paint->layout;
    struct timeaxis_span span = {paint->page, paint->page + layout->axis_columns + 1, layout->is_narrow ? 5 : 6, false};
    size_t count = timeaxis_ticks_in(paint->axis, &span, ticks, TICKS_MAX);
    int free = 0;

    for (size_t t = 0; t < count; t++) {
        if (ticks[t].is_fold)
            axis_fold(paint, &ticks[t], free);
        else
            free = axis_label(paint, &ticks[t]);
    }
}

void stage_paint_axis(const struct stage_paint *paint)
{
    const struct stage_layout *layout = &paint->layout;
    const char *head = layout->is_narrow ? "{effects}/1"
                       : layout->is_wide ? "{effects} · owed  state"
                                         : "{effects} · owed";
    struct area line = {layout->axis_column, layout->line_row, layout->axis_columns, 1};
    struct text words = {0};

    phrase_add(paint->scenario, head, &words);
    cells_put(paint->cells, layout->ledger_column, layout->label_row, layout->ledger_columns, text_str(&words),
              ELEMENT_TITLE, 0);
    text_release(&words);
    if (!paint->axis)
        return;
    axis_areas(paint);
    axis_page(paint);
    stage_clip(paint, layout->label_row, 2);
    if (layout->line_row >= 0)
        cells_fill(paint->cells, line, 0x2500, ELEMENT_RULE, 0);
    axis_ticks(paint);
    if (layout->line_row >= 0)
        cells_put(paint->cells, stage_cursor_column(paint), layout->line_row, 1, "▼", ELEMENT_CURSOR, 0);
    stage_unclip(paint);
}
