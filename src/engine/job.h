/* Job instances: made, delivered, brought back, retried, ended. */
#ifndef ENGINE_JOB_H
#define ENGINE_JOB_H

#include "engine/sim.h"

/* An event of the instance in slot `job`, to be completed: kind, job, occurrence. */
struct event job_event(const struct sim *sim, uint32_t job, enum event_kind kind);

/* A new instance of scenario job `index`, enqueued because of `provenance`; `parent` is an instance id or NO_JOB. Its
 * id, or 0 when there is no room for one more (the run then ends at its limit). */
uint32_t job_create(struct sim *sim, int index, uint32_t occurrence, uint32_t parent,
                    const struct provenance *provenance);

/* The instance has ended so: JOB_SUCCEEDED … JOB_LOST. `end` is the event that says so. */
void job_end(struct sim *sim, uint32_t job, enum job_state state, const struct provenance *end);

/* A failure of the job was recorded at `provenance`: retried later, or exhausted. */
void job_fail(struct sim *sim, uint32_t job, struct provenance provenance);

/* The same, and the failure is its last: exhausted. */
void job_give_up(struct sim *sim, uint32_t job, struct provenance provenance);

/* The attempt that held it is gone, and a process that lives has seen it: back to the head of its queue, which is no
 * failure and counts as a recovery; exhausted where it came back too often, lost where it was acknowledged early. */
void job_put_back(struct sim *sim, uint32_t job, uint32_t attempt, struct provenance provenance);

/* What becomes of it when the attempt that held it, or the process that reserved it, is over, because of what happened
 * at `provenance`, and the queue has not heard of its end. Where `process` is still alive the queue cannot know; else
 * it is the one that is gone. */
void job_orphan(struct sim *sim, uint32_t job, uint32_t process, struct provenance provenance);

/* The queue has let go of it, and nobody is at work on it any more. */
void job_lose(struct sim *sim, uint32_t job, struct provenance provenance);

/* The process is gone: the jobs that were left behind while it lived come back as its others do. */
void job_find_held(struct sim *sim, uint32_t process);

/* Back to the head of its queue, uncounted. */
void job_push_back(struct sim *sim, uint32_t job, uint32_t attempt, struct provenance provenance);

/* A second delivery of it goes there, one that nobody waits for, while the attempt still holds the job itself. */
void job_push_back_copy(struct sim *sim, uint32_t job, uint32_t attempt, struct provenance provenance);

/* What its timer was set for has come: a lease's end, a recovery, a retry. */
void job_timer(struct sim *sim, uint32_t job);

/* A process that starts looks for what is over: where nobody does at once, that comes back now, what has been over for
 * longest first. Without a clock it may come back at any time anyway. */
void job_look(struct sim *sim);

/* One reference less; when it was the last and the instance has ended, the slot is freed and what became certain is
 * recorded. `last` is what happened last. */
void job_release(struct sim *sim, uint32_t job, const struct provenance *last);

/* True while the attempt holds the instance. */
static inline bool job_is_held_by(const struct sim *sim, uint32_t job, uint32_t attempt)
{
    const struct job_slot *slot = &sim->jobs[job];

    return !slot->origin && slot->state == JOB_RUNNING && slot->holder == attempt;
}

/* True while the attempt's end counts: it holds the instance, or every end counts until the instance is over. */
static inline bool job_hears(const struct sim *sim, uint32_t job, uint32_t attempt)
{
    const struct job_slot *slot = &sim->jobs[job];

    if (ended_lease_traits[sim->scenario->platform.ended_lease].hears_all)
        return !slot->origin && job_state_traits[slot->state].is_alive;
    return job_is_held_by(sim, job, attempt);
}

/* The job's lease begins, by a fetch or a reservation. Returns how long it is. */
msec job_lease(struct sim *sim, uint32_t job);

/* The worker's process is about to freeze until `thaw`: its job is given to somebody else if no sign of life comes in
 * time. */
void job_freeze(struct sim *sim, uint32_t worker, msec thaw);

/* It goes on: what is still the worker's stays so. */
void job_thaw(struct sim *sim, uint32_t worker);

/* The same of what the process has in reserve, where its heartbeat will be missed before it goes on. */
void job_freeze_reserved(struct sim *sim, uint32_t process);
void job_thaw_reserved(struct sim *sim, uint32_t process);

#endif
