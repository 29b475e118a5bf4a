/* Timers: what will happen, a binary heap in the order (time, priority, sequence).
 *
 * What happens mostly sets one timer more. So a timer that is taken leaves a hole at the root, which the next one that
 * is set fills.
 *
 * Everything that can have something ahead of it owns one timer: each worker, job slot, landing effect, schedule entry
 * (its firing and its copies), process and timed platform fault. Setting a timer again moves it. Owners are numbered in
 * that order. */
#ifndef ENGINE_TIMER_H
#define ENGINE_TIMER_H

#include "engine/sim.h"

/* Which timer goes first at one instant; run.h states the order. */
enum priority {
    PRIORITY_PLATFORM,
    PRIORITY_LANDING,
    PRIORITY_WORKER,
    PRIORITY_LEASE,
    PRIORITY_DUE,
    PRIORITY_RESTART,
    PRIORITY_FIRE,
    PRIORITY_LOOK
};

/* A timer's order, from the top: 4 bits of priority, 40 of the sequence number, which no other has (no run has so many
 * events), and OWNER_BITS of its owner. */
enum { SEQUENCE_BITS = 40 };

static inline uint64_t timer_order(enum priority priority, uint64_t sequence, uint32_t owner)
{
    return (uint64_t)priority << (SEQUENCE_BITS + OWNER_BITS) | sequence << OWNER_BITS | owner;
}

static inline uint32_t timer_owner_of(const struct timer *timer)
{
    return (uint32_t)timer->order & (TIMER_OWNERS_MAX - 1);
}

static inline enum priority timer_priority(const struct timer *timer)
{
    return (enum priority)(timer->order >> (SEQUENCE_BITS + OWNER_BITS));
}

static inline uint32_t timer_owner(const struct plan *plan, enum timer_kind kind, uint32_t index)
{
    return plan->owners[kind] + index;
}

void timer_set(struct sim *sim, uint32_t owner, msec time, enum priority priority);

/* Nothing happens when it is not set. */
void timer_cancel(struct sim *sim, uint32_t owner);

/* How long it has still to wait; 0 where it is not set. */
msec timer_left(const struct sim *sim, uint32_t owner);

/* Earlier, or at the same time with a smaller order. Without a branch, which a processor could not predict; no timer is
 * so late that adding 1 overflows. */
static inline bool timer_is_before(const struct timer *a, const struct timer *b)
{
    return a->time < b->time + (a->order < b->order);
}

/* The heap's timer that comes next after `last` in the order, the first where that is NULL; NULL when there is none.
 * All are looked at: there are few. */
const struct timer *timer_after(const struct sim *sim, const struct timer *last);

/* The first timer, or NULL; the heap is left as it is. */
static inline const struct timer *timer_peek(const struct sim *sim)
{
    const struct timer *timers = sim->timers;
    uint32_t count = sim->world->timer_count;

    if (!sim->has_hole)
        return count > 0 ? &timers[0] : NULL;
    if (count <= 2)
        return count == 2 ? &timers[1] : NULL;
    return &timers[1 + timer_is_before(&timers[2], &timers[1])];
}

/* Closes the hole, which the engine does before it returns. */
void timer_settle(struct sim *sim);

/* What comes first, or NULL; valid until a timer is set, cancelled or taken. */
static inline const struct timer *timer_first(struct sim *sim)
{
    if (sim->has_hole)
        timer_settle(sim);
    return sim->world->timer_count > 0 ? &sim->timers[0] : NULL;
}

/* It happens now: its owner has no timer any more. */
static inline void timer_take(struct sim *sim, const struct timer *timer)
{
    if (timer == &sim->timers[0]) {
        sim->timer_places[timer_owner_of(timer)] = 0;
        sim->has_hole = true;
    } else {
        timer_cancel(sim, timer_owner_of(timer));
    }
}

#endif
