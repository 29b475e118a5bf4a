/* Reserves: the jobs that a process has taken from their queues and has not begun (`prefetch`), in their order. No
 * other process gets them; a worker of its own begins the first as soon as it is free.
 *
 * The lease of a job runs from its reservation. When that ends, or the process is thought dead, its queue gives the job
 * to somebody else, and the process does not know: what it has in reserve is late then, and is begun all the same, as
 * an attempt that never held its job.
 *
 * While the reserves are open, world->queued counts what is in them as well, and world->idle_count one more than there
 * are idle workers: so that whoever could do anything with a job is asked for by the one test for all (worker.h). */
#ifndef ENGINE_RESERVE_H
#define ENGINE_RESERVE_H

#include "engine/sim.h"

/* Whether jobs are reserved at all. */
static inline bool reserve_is_open(const struct sim *sim)
{
    return sim->plan->reserve_most > 0;
}

/* An idle worker could begin a job, or a process reserve one. Only where reserves are open. */
bool reserve_is_wanted(const struct sim *sim);

/* The lowest idle worker whose process has a job in reserve, or NO_WORKER. */
uint32_t reserve_worker(const struct sim *sim);

/* Takes the first job out of the process's reserve, which must have one; the caller has its reference. */
uint32_t reserve_take(struct sim *sim, uint32_t process);

/* The same of the last one. */
uint32_t reserve_take_last(struct sim *sim, uint32_t process);

/* Puts it back as the first, with a reference of its own. */
void reserve_return(struct sim *sim, uint32_t process, uint32_t job);

/* No worker is idle: the process that has the fewest jobs in reserve, the lowest of such, takes this job, which its
 * queue has given away. There must be a process with room for it (reserve_is_wanted). */
void reserve_add(struct sim *sim, uint32_t job);

/* The process has taken this job out of its reserve: has its queue given it to somebody else since? A delivery that is
 * repeated is never asked for again. */
bool reserve_is_late(const struct sim *sim, uint32_t process, uint32_t job);

#endif
