/* What is looked up once for a run that is to be painted: rows, lanes, job instances, attempts. */
#ifndef SCREENS_STAGE_INDEX_H
#define SCREENS_STAGE_INDEX_H

#include "picture/timeaxis.h"
#include "trace/attempt.h"
#include "trace/trace.h"
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

/* A run made ready for painting: what would be too slow to look for at every paint. It keeps the last layout of its
 * time axis. */
struct stage_index {
    const struct trace *trace;
    struct attempts attempts;
    struct story story;
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
