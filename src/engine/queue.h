/* Queues: which jobs wait in each, and in what order. A slot is that of an instance, or of a repeated delivery. */
#ifndef ENGINE_QUEUE_H
#define ENGINE_QUEUE_H

#include "engine/sim.h"

/* Puts the job there in its queue; it is in none. */
void queue_put(struct sim *sim, uint32_t job, enum queue_place place);

/* Takes the job that is next: from the first queue that has one. There must be one (world->queued). Returns its
 * slot. */
uint32_t queue_take(struct sim *sim);

/* Takes the job out of its queue; false: it is not in it. */
bool queue_remove(struct sim *sim, uint32_t job);

#endif
