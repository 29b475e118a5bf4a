/* What has a mark on the lanes of a run: posts, skips and faults of bots, how each attempt ended, a lease that was
 * over, a job that ended without an attempt, what the platform did. Nothing else of a run is missing there, and nothing
 * is told twice: of one thing that several events tell on one lane at one time, one mark stands. */
#ifndef PICTURE_LANE_MARKS_H
#define PICTURE_LANE_MARKS_H

#include "picture/lanes.h"
#include "picture/sign.h"

struct lane_mark {
    uint32_t lane;    /* lanes->count: the axis, on which stands what is of no lane */
    uint32_t event;   /* with which it is there */
    uint32_t attempt; /* which it ends, as an index; NO_EVENT */
    struct sign sign;
};

struct lane_marks {
    const struct lanes *lanes;
    struct lane_mark *list; /* by lane, then by event; owned */
    uint32_t count;
};

/* `lanes` must outlive the marks. */
bool lane_marks_take(const struct lanes *lanes, struct lane_marks *marks, struct err *err);
void lane_marks_release(struct lane_marks *marks);

#endif
