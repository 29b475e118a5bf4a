/* Workers, and the attempts that they make: how one begins, what it records, how it ends.
 *
 * An attempt enters a step (reaches the gap before it), waits a latency, does a micro-step (micro.h), reaches the gap
 * after it (gap.h), and goes on. Each of these parts returns what follows; dispatch.h leads from one to the next. */
#ifndef ENGINE_WORKER_H
#define ENGINE_WORKER_H

#include "engine/post.h"
#include "engine/reserve.h"
#include "engine/sim.h"

/* What follows for a worker. */
enum next_kind {
    NEXT_NOTHING, /* its attempt is over, or something else goes on with it */
    NEXT_WAIT,    /* it waits for its op: `pause`, and then the op's latency */
    NEXT_SLEEP,   /* it waits for `pause`; its phase tells what it does then */
    NEXT_ACT,     /* its op is due */
    NEXT_GAP,     /* its op is done: it is in the gap after it, and `op` is what comes then */
    NEXT_OP,      /* it goes on with `op`, by way of the gap before it where that is the first of its step; NO_OP: the
                   * attempt is through */
    NEXT_REFUSED, /* the receiver of its op's effect is down */
    NEXT_RAISE,   /* an exception reaches its attempt, struck after micro-step `after` */
    NEXT_FREEZE,  /* its process stands still for `pause`, and it waits for its timer like the others in it */
    NEXT_CRASH    /* its process is gone */
};

struct next {
    uint8_t kind; /* enum next_kind */
    uint8_t after;
    uint32_t op;
    msec pause;
};

/* worker_is_wanted, but that where reserves are open it may say so of a job of which nobody can do anything. */
static inline bool worker_may_be_wanted(const struct sim *sim)
{
    return sim->world->queued > 0 && sim->world->idle_count > 0 && sim->world->draining == 0;
}

/* An idle worker could take a job now, or a process reserve one. */
static inline bool worker_is_wanted(const struct sim *sim)
{
    return worker_may_be_wanted(sim) && (!reserve_is_open(sim) || reserve_is_wanted(sim));
}

/* The lowest idle worker takes the job that is next, one whose process has a job in reserve before the others; or,
 * where none is idle, a process reserves the next job. One of them must be possible (worker_is_wanted). Returns the
 * worker, or NO_WORKER. */
uint32_t worker_take(struct sim *sim);

/* The job that the worker is about to fetch was in reserve until its queue gave it to somebody else. */
static inline bool worker_is_late(const struct sim *sim, uint32_t index)
{
    const struct worker *worker = &sim->workers[index];

    return worker->is_reserved && reserve_is_late(sim, index / sim->scenario->platform.workers, worker->job - 1);
}

/* What follows for a worker that has just taken a job. */
static inline struct next worker_first(const struct sim *sim, uint32_t worker)
{
    return (struct next){.kind = NEXT_OP, .op = sim->plan->first_op[sim->jobs[sim->workers[worker].job - 1].job]};
}

/* The attempt is through: it ends its job, where jobs are acknowledged early, and the worker is free. */
void worker_leave(struct sim *sim, uint32_t worker);

/* The end of a job that got through, recorded by its attempt; nothing where the attempt's end does not count. */
void worker_succeed(struct sim *sim, uint32_t worker);

/* An end of an attempt that does not hold the instance was heard, at `heard`: it no longer waits in its queue, and the
 * fetch of a worker that has taken it from there finds nothing. */
void worker_withdraw(struct sim *sim, uint32_t job, const struct provenance *heard);

/* The worker is idle from here on; `freed` is what made it so. Its job is released. */
void worker_free(struct sim *sim, uint32_t worker, const struct provenance *freed);

/* The same where it has not fetched its job: that goes back to the head of its queue, or of the reserve from which it
 * was taken, and no attempt is counted. */
void worker_return(struct sim *sim, uint32_t worker, struct provenance provenance);

/* The idle worker's fetch failed: it takes no job before the time of that fetch is over. */
void worker_ask_later(struct sim *sim, uint32_t worker, const struct op *fetch);

/* That time is over. */
void worker_ask(struct sim *sim, uint32_t worker);

/* The worker has no job and gets none: its process is gone. */
void worker_halt(struct sim *sim, uint32_t worker);

static inline struct process *worker_process(const struct sim *sim, uint32_t worker)
{
    return &sim->processes[worker / sim->scenario->platform.workers];
}

/* What the worker waits for is left over until worker_thaw, at `thaw`. The process is frozen. */
void worker_freeze(struct sim *sim, uint32_t worker, msec thaw);

/* The worker's process goes on, because of the event at `thaw`: what was left over is waited for, and without a job it
 * can be given one. */
void worker_thaw(struct sim *sim, uint32_t worker, const struct provenance *thaw);

/* The worker can (or cannot) be given jobs; one in a frozen process cannot. */
void worker_set_idle(struct sim *sim, uint32_t worker, bool is_idle);

/* The instant until which the worker waits at an op that counts from the moment at which its job was enqueued. */
static inline msec worker_moment(const struct sim *sim, uint32_t worker, const struct op *op)
{
    return sim->enqueued_at[sim_instance(sim, sim->workers[worker].job - 1)] + op->latency.low;
}

/* worker_due of an op that is not fixed. */
msec worker_due_varying(struct sim *sim, uint32_t worker, const struct op *op, msec pause);

/* The instant at which an op of the worker's is due, after a pause and its latency, which is drawn here. */
static inline msec worker_due(struct sim *sim, uint32_t worker, const struct op *op, msec pause)
{
    return op->is_fixed ? sim->world->now + pause + op->latency.low : worker_due_varying(sim, worker, op, pause);
}

/* sim->wait, one timer after the other. */
bool worker_wait(struct sim *sim, uint32_t worker, msec pause);

/* The call of its present op. */
static inline struct call worker_call(const struct sim *sim, uint32_t index)
{
    const struct worker *worker = &sim->workers[index];

    return (struct call){worker->job - 1, worker->attempt, &sim->ops[worker->op], (uint16_t)index};
}

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
