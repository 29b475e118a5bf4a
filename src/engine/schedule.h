/* The schedule: it fires, and each firing is an occurrence. */
#ifndef ENGINE_SCHEDULE_H
#define ENGINE_SCHEDULE_H

#include "engine/sim.h"

/* Sets the first firing of every entry. */
void schedule_start(struct sim *sim);

/* Entry `entry` fires its next occurrence. */
void schedule_fire(struct sim *sim, uint32_t entry);

/* Its latest occurrence is enqueued again. */
void schedule_copy(struct sim *sim, uint32_t entry);

#endif
