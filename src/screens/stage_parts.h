/* The stage's parts, shared by its files and by the screens that show lanes too: the index of a run, the layout of a
 * size, and what paints each part. Inside the screens only; the door is stage.h. */
#ifndef SCREENS_STAGE_PARTS_H
#define SCREENS_STAGE_PARTS_H

#include "picture/timeaxis.h"
#include "screens/stage.h"
#include "words/marks.h"
#include "words/story.h"

/* A row of the lanes' panel: the attempts of a job, or a bot's lane. */
struct stage_row {
    bool is_job;
    uint16_t which; /* job or bot of the scenario */
    uint16_t track; /* of a job whose attempts overlap: which of its rows, from 0 */
    int own_job;    /* of a lane: the job whose attempts are drawn in it because it posts for this bot alone; -1 */
};

enum { STAGE_TRACKS_MAX = 4 }; /* rows for one job; more attempts at the same time share the last */

/* A job instance, as far as the whole run knows it. */
struct stage_job {
    uint16_t job;    /* in the scenario */
    uint32_t number; /* n-th instance of its job */
    uint32_t enqueued;
    uint32_t ended; /* event, or NO_EVENT */
};

struct stage_index {
    const struct trace *trace;
    struct story story;
    struct attempts attempts;
    uint8_t *tracks;        /* of each attempt: the row of its job in which it is drawn */
    struct stage_job *jobs; /* instance i is jobs[i − 1] */
    uint32_t job_count;
    struct stage_row *rows; /* jobs first, then every bot */
    uint32_t row_count, job_row_count;
    uint32_t *lane_events; /* the events of bot b, in order: from lane_starts[b] to lane_starts[b + 1] */
    uint32_t *lane_starts;
    uint32_t *commits;
    uint32_t commit_count;
    struct timeaxis_cache axis;
    int time_columns[2]; /* of the feed's times, in a wide feed and in a narrow one; 0: not asked for yet */
};

/* The first element of a rising list that is greater than `value`. */
uint32_t index_after(const uint32_t *list, uint32_t count, uint32_t value);

/* The attempt of an instance, or NULL. */
const struct attempt *index_attempt(const struct stage_index *index, uint32_t job, uint32_t number);

/* What is where, from the size and the whole run. */
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
struct stage_layout stage_layout_of(const struct stage_view *view, int columns, int rows);

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

/* All attempts of a job on one of its tracks; `track` -1: on any. */
void stage_paint_attempts(const struct stage_paint *paint, int job, int track, int row);

/* A bot's own job ends in the bot's words of success. */
void stage_paint_done_words(const struct stage_paint *paint, const struct stage_row *row, int at);

void stage_paint_axis(struct stage_paint *paint);
void stage_paint_lanes(struct stage_paint *paint);
const char *stage_code_title(const struct stage_paint *paint);

/* Of a panel that is longer than its area. */
struct stage_cut {
    bool above, below;
};
struct stage_cut stage_paint_code(struct stage_paint *paint, struct area area);
struct stage_cut stage_paint_feed(struct stage_paint *paint, struct area area);
void stage_paint_ledger(struct stage_paint *paint, struct area area);
void stage_paint_wishes(struct stage_paint *paint, struct area area);

/* A lane's note: its counts, "2 · 1 ", and its state, "◆ TWICE", "not yet", "∅ never", whose element is returned. */
enum element stage_lane_note(const struct stage_paint *paint, uint32_t bot, struct text *count, struct text *state);

/* A job row's note: "2 of 2, last", "retry in 42 s". NO_JOB: nothing. */
enum element stage_job_note(const struct stage_paint *paint, uint32_t job, int columns, struct text *out);

/* The note of an attempt after which its job has begun another. */
enum element stage_old_note(const struct stage_paint *paint, const struct attempt *attempt, struct text *out);

/* "changed": what event `at` changed, in parts divided by "▏"; nothing for NO_EVENT. */
void stage_changed(const struct stage_paint *paint, struct text *out);

/* The job instance that the moment is about, or NO_JOB; k of n of its attempt, "2 of 2". */
uint32_t stage_job_here(const struct stage_paint *paint);
void stage_say_attempt(const struct stage_paint *paint, uint32_t job, uint32_t attempt, const char *of,
                       struct text *out);

static inline bool stage_has_ended(const struct stage_view *view)
{
    const struct trace *trace = stage_index_trace(view->index);

    return view->at != NO_EVENT && view->at + 1 >= trace->count;
}

/* Shown in full, dimmed, or not at all. */
enum shown { SHOWN_NOT, SHOWN_DIM, SHOWN };
static inline enum shown stage_shown(const struct stage_view *view, uint32_t event)
{
    if (view->at != NO_EVENT && event <= view->at)
        return SHOWN;
    return !view->is_class && view->seen != NO_EVENT && event <= view->seen ? SHOWN_DIM : SHOWN_NOT;
}

#endif
