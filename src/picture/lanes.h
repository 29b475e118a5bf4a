/* The lanes of a run: which there are, and on which of them each attempt stands. A function of the whole run alone, so
 * that nothing moves while it is played.
 *
 * Bots' lanes: first those of the jobs, one for each job, or several where its attempts overlap; then one for each bot.
 * A bot for which one job posts and nothing else does shares its lane with that job. Jobs' lanes are one for each
 * instance, workers' one for each worker. lanes_scene.h draws them. */
#ifndef PICTURE_LANES_H
#define PICTURE_LANES_H

#include "trace/attempt.h"
#include "trace/trace.h"

#define LANES_LIST(X)                                                                                                  \
    X(LANES_BOTS, "bots")                                                                                              \
    X(LANES_JOBS, "jobs")                                                                                              \
    X(LANES_WORKERS, "workers")

#define LANES_ITEM(constant, name) constant,
enum lanes_kind { LANES_LIST(LANES_ITEM) LANES_KIND_COUNT };
#undef LANES_ITEM

extern const char *const lanes_names[LANES_KIND_COUNT];

enum { LANE_TRACKS_MAX = 4 }; /* lanes for one job; more attempts at the same time share the last */

struct lane {
    bool is_bot;
    uint32_t which; /* bot or job of the scenario; of jobs' lanes the instance, of workers' the worker, from 0 */
    uint32_t track; /* of a job whose attempts overlap: which of its lanes, from 0 */
    int own_job;    /* of a bot: the job whose attempts stand on its lane, too; −1 */
};

/* A job instance, as far as the whole run knows it. */
struct lane_job {
    uint16_t job;    /* in the scenario */
    uint32_t number; /* n-th instance of its job */
    uint32_t ended;  /* event, or NO_EVENT */
};

struct lanes {
    const struct trace *trace;
    enum lanes_kind kind;
    struct attempts attempts;
    uint32_t *attempt_lanes; /* of each attempt: its lane */
    struct lane_job *jobs;   /* instance i is jobs[i − 1] */
    uint32_t job_count;
    struct lane *list;
    uint32_t count, job_lanes; /* of bots' lanes the first ones are jobs' */
};

/* `trace` must be finished and outlive the lanes. */
bool lanes_init(struct lanes *lanes, const struct trace *trace, enum lanes_kind kind, struct err *err);
void lanes_release(struct lanes *lanes);

/* The lane on which something of a bot, a job instance (NO_JOB: none) and a worker stands: the first of several; or
 * lanes->count. */
uint32_t lanes_at(const struct lanes *lanes, const struct event *event);

#endif
