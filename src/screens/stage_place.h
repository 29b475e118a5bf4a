/* Where one stands on a lane at a moment: the gap in which x strikes. */
#ifndef SCREENS_STAGE_PLACE_H
#define SCREENS_STAGE_PLACE_H

#include "screens/stage_index.h"

/* Where a lane stands at a moment: the gap before the lane's next micro-step, in which x strikes; at a strike on the
 * lane, the gap in which it struck. */
struct stage_place {
    bool is_open;      /* there is such a gap; false: the lane's last post is over */
    bool is_under_way; /* the step has begun; false: the gap lies before its first micro-step */
    uint32_t bot, occurrence;
    uint32_t job;    /* instance */
    uint32_t number; /* it is the n-th instance of its job */
    uint32_t attempt;
    uint32_t step;
    enum micro after; /* the micro-step just done; MICRO_NONE before the first */
    uint32_t begin;   /* the event with which this entry of the step begins, or NO_EVENT when none does in the trace */
    uint32_t last;    /* the entry's last event up to `at`, or NO_EVENT */
};
/* The gap before the first micro-step of the entry that an event belongs to. */
struct stage_place stage_place_from(const struct stage_index *index, const struct event *event);
struct stage_place stage_place(const struct stage_index *index, uint32_t at, uint32_t lane);

#endif
