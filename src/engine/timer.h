/* Timers: what will happen, a binary heap in the order (time, priority, sequence).
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

enum timer_kind { TIMER_WORKER, TIMER_JOB, TIMER_LATE, TIMER_FIRE, TIMER_COPY, TIMER_PROCESS, TIMER_PLATFORM };

uint32_t timer_owner(const struct plan *plan, enum timer_kind kind, uint32_t index);
enum timer_kind timer_kind_of(const struct plan *plan, uint32_t owner, uint32_t *index);

void timer_set(struct sim *sim, uint32_t owner, msec time, enum priority priority);

/* The same for the owner that is acting, kept out of the heap for now (sim->ahead). */
void timer_set_ahead(struct sim *sim, uint32_t owner, msec time, enum priority priority);

/* True when the timer ahead comes before every other one: its owner may go on at once. Else it is put into the heap. */
bool timer_goes_ahead(struct sim *sim);

/* What timer_goes_ahead let go first waits after all. */
void timer_put_back(struct sim *sim);

/* True when nothing else is due until `time`, that instant included, and the run goes on beyond it; `owner` is acting. */
bool timer_would_go_ahead(const struct sim *sim, uint32_t owner, msec time);

/* Nothing happens when it is not set. */
void timer_cancel(struct sim *sim, uint32_t owner);

#endif
