/* What the files that paint the crash map's screen share. */
#ifndef SCREENS_CRASH_PARTS_H
#define SCREENS_CRASH_PARTS_H

#include "screens/crash_screen.h"
#include "screens/stage_parts.h"

/* A paint under way. */
struct crash_paint {
    const struct crash_view *view;
    struct screen *screen;
    struct cells *cells;
    struct crash_layout layout;
    int margin;
    struct area map, run; /* run.rows 0: no room for it */
    bool is_narrow, is_beside;
    int verdict_rows, strike_rows; /* below the map */
    int head_rows;
    size_t first, last; /* columns shown */
    struct stage_view stage_view;
    struct stage_paint stage;
};

/* Columns before the first cell: those of the rows' names. */
static inline int crash_names_columns(const struct crash_paint *paint)
{
    return paint->margin + paint->layout.step_columns + paint->layout.gap_columns;
}

/* The cells with the names of their rows and columns. */
void crash_paint_table(const struct crash_paint *paint);

/* The run of the cursor's cell, beside the table or below it. */
void crash_paint_run(struct crash_paint *paint);

#endif
