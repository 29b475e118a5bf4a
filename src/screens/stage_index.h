/* What is looked up once for a run that is to be painted: rows, lanes, job instances, attempts. */
#ifndef SCREENS_STAGE_INDEX_H
#define SCREENS_STAGE_INDEX_H

#include "picture/lanes_cache.h"
#include "trace/trace.h"
#include "words/story.h"

/* A run made ready for painting: what would be too slow to look for at every paint. It keeps the last layout of its
 * lanes. */
struct stage_index {
    const struct trace *trace;
    struct story story;
    struct lanes lanes;
    struct lane_marks marks;
    uint32_t *lane_events; /* the events of bot b, in order: from lane_starts[b] to lane_starts[b + 1] */
    uint32_t *lane_starts;
    uint32_t *commits;
    uint32_t commit_count;
    struct lanes_cache picture; /* of its lanes alone */
    int time_columns[2];        /* of the feed's times, in a wide feed and in a narrow one; 0: not asked for yet */
};

/* `trace` must be finished and outlive the index. */
struct stage_index *stage_index_new(const struct trace *trace, struct err *err);
void stage_index_free(struct stage_index *index);

/* The events of a bot, in order. */
struct stage_lane {
    const uint32_t *events;
    uint32_t count;
};
struct stage_lane stage_lane(const struct stage_index *index, uint32_t bot);

/* The first element of a rising list that is greater than `value`. */
uint32_t index_after(const uint32_t *list, uint32_t count, uint32_t value);

/* The attempt of an instance, or NULL. */
const struct attempt *index_attempt(const struct stage_index *index, uint32_t job, uint32_t number);

#endif
