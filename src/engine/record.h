/* The record of a job's steps: which of them an attempt finds done, where the job records them (enum resume).
 *
 * It is its instance's: all deliveries of it have one. Inside the engine only. Few jobs have one, and the loop of the
 * engine does not pay for what stays out of line. */
#ifndef ENGINE_RECORD_H
#define ENGINE_RECORD_H

#include "engine/worker.h"

/* The worker's present step is recorded done; a skip that leaves the job leaves nothing of it to be done. Returns the
 * op that follows. */
uint32_t step_record_keep(struct sim *sim, uint32_t worker) __attribute__((cold));

/* From `op` on, the first of a step, the acknowledge, or NO_OP: passes over the steps that are recorded done, in an
 * event of its own where there are any. Returns the op that follows. */
uint32_t step_record_pass(struct sim *sim, uint32_t worker, uint32_t op) __attribute__((cold));

#endif
