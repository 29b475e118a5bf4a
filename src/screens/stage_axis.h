/* A stage being painted, and the time axis of its lanes: where times stand on the screen. */
#ifndef SCREENS_STAGE_AXIS_H
#define SCREENS_STAGE_AXIS_H

#include "screens/screen.h"
#include "screens/stage_layout.h"

/* A paint under way. */
struct stage_paint {
    const struct stage_view *view;
    struct screen *screen;
    struct cells *cells;
    const struct trace *trace;
    const struct scenario *scenario;
    struct stage_layout layout;
    const struct timeaxis *axis; /* NULL when memory is out */
    int page;                    /* the first place of the axis that is shown */
    msec now;
    uint32_t job_first, lane_first; /* rows scrolled away */
};

/* Lays the run out on the axis's columns and turns to the page of `now`. */
void stage_lay_axis(struct stage_paint *paint);

/* The screen's column of a time (it may lie outside the axis), of the moment, and behind the axis's last one. */
int stage_column(const struct stage_paint *paint, msec time);
int stage_cursor_column(const struct stage_paint *paint);
int stage_axis_end(const struct stage_paint *paint);

/* Appends a time so that micro-steps can be told apart: "66.2 s", from two minutes on a clock, "00:04:03.1"; before it
 * the day where the time said `before` it (MSEC_NONE: none) was on another one, "1d 01:00:12.1". */
void stage_say_time(msec time, msec before, struct text *out);

/* Keeps painting inside the axis's columns in these rows; lifts that. */
void stage_clip(const struct stage_paint *paint, int row, int rows);
void stage_unclip(const struct stage_paint *paint);

/* Labels, folds, and the areas that go to a time. */
void stage_paint_axis(struct stage_paint *paint);

#endif
