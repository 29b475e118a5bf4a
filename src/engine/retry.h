/* When a failed job is tried again. */
#ifndef ENGINE_RETRY_H
#define ENGINE_RETRY_H

#include "engine/sim.h"

/* Whether a worker holds each retry until it is due, and no queue. */
static inline bool retry_is_held(const struct sim *sim)
{
    return retries_wait_traits[sim->scenario->platform.retries_wait].is_held;
}

/* The instant at which the job, whose latest failure is its slot->failures-th, goes back to its queue: now + the
 * policy's wait, moved to the next multiple of the platform's poll interval where that is fixed and the
 * queue looks. Never later than
 * MSEC_NEVER / 2. */
msec retry_due(struct sim *sim, const struct job_slot *slot);

/* Whether somebody looks for due retries at this instant; else world->look is when somebody does next. Where the time
 * between two looks varies they are drawn one after the other, from 0 on; of those long before only how far they are
 * apart on average matters. */
bool retry_is_seen(struct sim *sim);

/* The wait of a policy before retry `failures` (from 1), without polling; RETRY_LEASE waits nothing by itself. */
msec retry_wait(const struct retry *retry, uint32_t failures, struct random *random);

#endif
