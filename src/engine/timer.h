/* Timers: what will happen, a binary heap in the order (time, priority, sequence).
 *
 * Most happenings set one timer, and often it is the next to happen. So what is taken leaves a hole at the root, which the next timer
 * that is set fills; and in world_run the first of those set is kept out of the heap (sim->ahead) until it is known whether it comes first.
 * Where each timer stands differs by that, the order in which they happen does not.
 *
 * Everything that can have something ahead of it owns one timer: each worker, job slot, landing effect, schedule entry (its firing and
 * its copies), process and timed platform fault. Setting a timer again moves it. Owners are numbered in that order. */
#ifndef ENGINE_TIMER_H
#define ENGINE_TIMER_H

#include "engine/world.h"

/* What goes first among happenings at one instant; run.h states the order. */
enum priority {
    PRIORITY_PLATFORM,
    PRIORITY_LANDING,
    PRIORITY_WORKER,
    PRIORITY_LEASE,
    PRIORITY_DUE,
    PRIORITY_RESTART,
    PRIORITY_FIRE
};

static inline uint32_t timer_owner(const struct plan *plan, enum timer_kind kind, uint32_t index)
{
    return plan->owners[kind] + index;
}

enum timer_kind timer_kind_of(const struct plan *plan, uint32_t owner, uint32_t *index);

void timer_set(struct sim *sim, uint32_t owner, msec time, enum priority priority);

/* Nothing happens when it is not set. */
void timer_cancel(struct sim *sim, uint32_t owner);

/* What comes first, or NULL; valid until a timer is set, cancelled or taken. */
const struct timer *timer_first(struct sim *sim);

/* It happens now: its owner has no timer any more. */
void timer_take(struct sim *sim, const struct timer *timer);

/* Puts the heap in order once a door of the engine is left: no hole, nothing kept ahead. */
void timer_settle(struct sim *sim);

/* True when nothing is due until `time`, that instant included, and the run goes on beyond it. */
bool timer_is_none_until(const struct sim *sim, msec time);

#endif
