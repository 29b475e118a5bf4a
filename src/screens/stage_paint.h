/* A stage being painted: what goes where, where times stand on the screen, and the parts that are painted one by one.
 * Inside the screens only. */
#ifndef SCREENS_STAGE_PAINT_H
#define SCREENS_STAGE_PAINT_H

#include "screens/screen.h"
#include "screens/stage_view.h"

/* What is where: from the size and the whole run, never from the moment. */
struct stage_layout {
    int left, columns, rows; /* the first column, and behind the last one */
    bool is_wide, is_narrow; /* three panels; the 40-column stage */
    int name_column, name_columns, guard_columns;
    int name_tail; /* of a name that is cut, the columns of its end (short_name.h) */
    int axis_column, axis_columns;
    int ledger_column, ledger_columns;
    int header_row, question_row, label_row, line_row; /* -1: left out */
    int lanes_row, job_rows, lane_rows;                /* rows shown, of which the first ones are jobs' */
    int panel_row, panel_rows;                         /* the title's row; rows below it, 0: no panels */
    int sentence_row, sentence_rows, changed_row, rule_row, footer_row;
};
struct stage_layout stage_layout_of(const struct stage_view *view, struct cells *cells, int columns, int rows);

/* Shares `room` rows among lanes and jobs: lanes first, but at least one job where there is room for both. */
void stage_layout_lanes(struct stage_layout *layout, const struct stage_index *index, int room);

/* Moves all of it to the right, so that something may stand at its left. */
void stage_layout_move(struct stage_layout *layout, int columns);

/* A paint under way. */
struct stage_paint {
    const struct stage_view *view;
    struct screen *screen;
    struct cells *cells;
    const struct trace *trace;
    const struct scenario *scenario;
    struct stage_layout layout;
    const struct timeaxis *axis; /* NULL when memory is out, as is the lanes' picture on it */
    const struct scene *picture;
    int page; /* the first place of the axis that is shown */
    msec now;
    uint32_t job_first, lane_first; /* rows scrolled away */
};

/* Of this view, not laid out yet. */
struct stage_paint stage_paint_of(const struct stage_view *view, struct screen *screen);

/* A panel under way: rows are counted through, and those before `first` are scrolled away. */
struct stage_rows {
    const struct stage_paint *paint;
    struct area area;
    int row, first;
};

/* The screen's row for the panel's next one, −1 when it is not to be seen; the same with a line of text in it. */
int stage_next_row(struct stage_rows *rows);
void stage_put_line(struct stage_rows *rows, const char *text, enum element element);

/* Of a panel that is longer than its area. */
struct stage_cut {
    bool above, below;
};

/* Lays the run out on the axis's columns, or several runs, of which this is number `which`, on one axis that `cache`
 * keeps, and turns to the page of `now`. */
void stage_lay_axis(struct stage_paint *paint);
void stage_lay_axis_of(struct stage_paint *paint, struct lanes_cache *cache, const struct lane_marks *const *runs,
                       uint32_t count, uint32_t which);

/* The screen's column of a time (it may lie outside the axis), of the moment, and behind the axis's last one. */
int stage_column(const struct stage_paint *paint, msec time);
int stage_cursor_column(const struct stage_paint *paint);
int stage_axis_end(const struct stage_paint *paint);

/* Puts the caret on the lane of the cursor at the moment. */
void stage_place_caret(const struct stage_paint *paint);

/* Appends a time so that micro-steps can be told apart: "66.2 s", from two minutes on a clock, "00:04:03.1"; before it
 * the day where the time said `before` it (MSEC_NONE: none) was on another one, "1d 01:00:12.1". */
void stage_say_time(msec time, msec before, struct text *out);

/* Keeps painting inside the axis's columns in these rows; lifts that. */
void stage_clip(const struct stage_paint *paint, int row, int rows);
void stage_unclip(const struct stage_paint *paint);

/* Labels, folds, and the areas that go to a time. */
void stage_paint_axis(const struct stage_paint *paint);

/* Rows of jobs and lanes, and the line of the moment through them. */
void stage_paint_lanes(const struct stage_paint *paint);

/* A lane's note: its counts, "2 · 1 ", and its state, "◆ TWICE", "not yet", "∅ never", whose element is returned. */
enum element stage_lane_note(const struct stage_paint *paint, uint32_t bot, struct text *count, struct text *state);

/* A job row's note: "2 of 2, last", "retry in 42 s". NO_JOB: nothing. */
enum element stage_job_note(const struct stage_paint *paint, uint32_t job, int columns, struct text *out);

/* The note of an attempt after which its job has begun another. */
enum element stage_old_note(const struct stage_paint *paint, const struct attempt *attempt, struct text *out);

/* The job instance that the moment is about, or NO_JOB; k of n of its attempt, "2 of 2". */
uint32_t stage_job_here(const struct stage_paint *paint);
void stage_say_attempt(const struct stage_paint *paint, uint32_t job, uint32_t attempt, const char *of,
                       struct text *out);

/* The panels' insides: the job's code and its head as a title; the feed as followers see it; the ledger with the
 * parameters that are in force; the question; at the end the wishes. */
struct stage_cut stage_paint_code(const struct stage_paint *paint, struct area area);
void stage_code_title(const struct stage_paint *paint, struct text *out);
struct stage_cut stage_paint_feed(const struct stage_paint *paint, struct area area);
void stage_paint_ledger(const struct stage_paint *paint, struct area area);
void stage_paint_question(const struct stage_paint *paint, struct area area);

/* Has the question all the screen between header and footer? It has where it is in focus, and zoomed, or without room
 * for all of its choices beside the lanes. */
bool stage_question_is_alone(const struct stage_paint *paint);
void stage_paint_wishes(const struct stage_paint *paint, struct area area);

/* The misses that are certain, and what is silent; the ledger's total also has what may still be made. */
struct stage_certain {
    uint64_t missed, silent;
};
struct stage_certain stage_certain(const struct ledger *ledger);

/* A panel's title on a rule. */
void stage_paint_title(const struct stage_paint *paint, struct area area, const char *title, bool is_here, int panel);

/* Header, question, rules, sentence, what changed, footer. */
void stage_paint_frame(const struct stage_paint *paint);

/* "1.0x", "0.25x"; 0 is normal. */
void stage_say_speed(uint32_t percent, struct text *out);

/* "changed ▏ Riker 0 → 1 post ▏ …": what the moment's event changed. */
void stage_changed(const struct stage_paint *paint, struct text *out);

#endif
