/* The folded time axis: where on a line the times of a run stand.
 *
 * Time is to scale between neighbouring happenings, long waits are folded to a fixed width, and every stop (a time at
 * which something is to be seen) gets a place of its own. The order of times is the order of places. It is laid out
 * once for a whole run (or two), so that nothing moves while the run is played. A run with more stops than there is
 * room for becomes wider than was wished, and is shown in pages. Places count from 0 in whatever unit the caller has:
 * columns or pixels. */
#ifndef PICTURE_TIMEAXIS_H
#define PICTURE_TIMEAXIS_H

#include "trace/trace.h"

/* What is asked for. */
struct timeaxis_wish {
    int width;      /* places there are */
    int gap_min;    /* between neighbouring stops: 1 column, 12 pixels */
    int fold_width; /* of a folded wait, where there are few of them */
    bool shows_all; /* nothing is folded, and every event is a stop */
};

struct timeaxis_stop {
    msec time;
    int place;
    bool is_folded; /* the wait before it is folded */
};

struct timeaxis {
    struct timeaxis_stop *stops; /* times rise, places rise; owned */
    uint32_t count;              /* at least 1 */
    int width;                   /* of the whole; more than was wished where stops need it: then it is shown in pages */
    uint32_t fold_count;
    bool is_paged;        /* stops need more than the wished width */
    msec per_place_milli; /* scale: thousandths of a millisecond a place, where it is to scale */
};

/* The stops of one or several runs together. `traces` holds `count` pointers. */
enum { TIMEAXIS_RUNS_MAX = 3 };
bool timeaxis_init(struct timeaxis *axis, const struct trace *const *traces, size_t count,
                   const struct timeaxis_wish *wish, struct err *err);
void timeaxis_release(struct timeaxis *axis);

/* The place of a time; between stops in proportion. Times outside the run stand at its ends. */
int timeaxis_place(const struct timeaxis *axis, msec time);

/* The earliest time that stands at or behind a place. */
msec timeaxis_time(const struct timeaxis *axis, int place);

/* Labelled marks on the line from place `from` to before `to`, at least `apart` places from each other and as many as
 * the label's characters and a space: fills up to `max`, returns how many. A label is "0s", "64s", "2m", "1d", and
 * longer where it would repeat the one before it: "2m0.25s"; a fold is a tick of its own with is_fold, its place the
 * fold's first, its width in `width`. */
enum { TIMEAXIS_LABEL_SIZE = 40 };
struct timeaxis_tick {
    int place, width;
    bool is_fold;
    msec length; /* of a fold */
    char label[TIMEAXIS_LABEL_SIZE];
};
struct timeaxis_span {
    int from, to, apart;
    bool has_no_folds; /* they are not asked for */
};
size_t timeaxis_ticks_in(const struct timeaxis *axis, const struct timeaxis_span *span, struct timeaxis_tick *ticks,
                         size_t max);

#endif
