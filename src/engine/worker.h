/* Workers: they take jobs and go through their micro-steps.
 *
 * An attempt enters a step (reaches the gap before it), waits a latency, does a micro-step (micro.h), reaches the gap
 * after it (gap.h), and goes on.
 *
 * Running ahead. world_run_some fires many timers before anybody looks at the world (sim->runs_ahead). What nobody
 * can see between two of them is then left out, on one condition: the same events are counted, the same random numbers
 * drawn and the same sequence numbers given out, in the same order, as world_step would. Three shortcuts live on it:
 *
 *     a worker for which nothing else comes first goes on without a timer            worker_wait, sim->alone_until
 *     without a trace, ops that only let time pass are passed all at once            worker_pass_quiet, op.quiet_count
 *     the first of the timers that are set stays beside the heap                     timer.h, sim->ahead
 *
 * Somebody else may come first, and the worker waits by a timer as ever, where a job can be taken, where a timer is due
 * by then, at the end of the run, at its limit of events, and at the end of the slice. Held to world_step by
 * tests/test_engine_properties.c. */
#ifndef ENGINE_WORKER_H
#define ENGINE_WORKER_H

#include "engine/post.h"
#include "engine/world.h"

/* Idle workers, lowest first, take jobs while there are any. */
void workers_take_jobs(struct sim *sim);

/* What the worker waited for has come. */
void worker_timer(struct sim *sim, uint32_t worker);

/* Goes on with `op`, in the gap before its step where it is the first of one, or ends the attempt where it is NO_OP. */
void worker_go(struct sim *sim, uint32_t worker, uint32_t op);

/* Waits out a pause and the latency of `op`, then does it. */
void worker_act_later(struct sim *sim, uint32_t worker, uint32_t op, msec pause);

/* The attempt is through: its last event is what makes the worker free. */
void worker_leave(struct sim *sim, uint32_t worker);

/* The end of a job that got through, recorded by the attempt that holds it; nothing where the attempt does not. */
void worker_succeed(struct sim *sim, uint32_t worker);

/* The worker is idle from here on; `freed` is what made it so. Its job is released. */
void worker_free(struct sim *sim, uint32_t worker, const struct provenance *freed);

/* The worker can (or cannot) be given jobs. */
void worker_set_idle(struct sim *sim, uint32_t worker, bool is_idle);

/* The call of its present op. */
static inline struct call worker_call(const struct sim *sim, uint32_t index)
{
    const struct worker *worker = &sim->workers[index];

    return (struct call){worker->job - 1, worker->attempt, &sim->plan->ops[worker->op], (uint16_t)index};
}

/* What an attempt's event says, beside where the attempt stands. */
struct payload {
    enum event_kind kind;
    int64_t value;
    uint8_t detail;
    uint8_t micro; /* MICRO_NONE where the kind needs none */
    bool is_moment;
    bool is_of_job; /* of the job as a whole: no step, no bot */
};

/* Appends the attempt's next event to the trace, which there must be. */
void worker_trace(struct sim *sim, uint32_t worker, const struct payload *payload);

/* Records the attempt's next event, caused by its last one; returns it. */
static inline event_ref worker_record(struct sim *sim, uint32_t index, const struct payload *payload)
{
    if (sim->trace)
        worker_trace(sim, index, payload);
    return sim->workers[index].provenance.at = ++sim->world->event_count;
}

#endif
