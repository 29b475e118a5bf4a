/* Worker processes: they die, are killed, deployed, and come back. */
#ifndef ENGINE_PROCESS_H
#define ENGINE_PROCESS_H

#include "engine/sim.h"

/* The process is gone with everything in flight in it, because of the event at `provenance`. False when it had no job
 * that goes with it. */
bool process_crash(struct sim *sim, uint32_t process, struct provenance provenance);

/* The worker has done what it had to, and processes are leaving (world->leaving): if its own is, the worker takes no
 * further job, and the process ends with the last that it has. */
void process_let_go(struct sim *sim, uint32_t worker);

/* The process stands still for `length`, because of the event at `provenance`: each of its workers goes on afterwards
 * where it stood, and none takes a job. Meanwhile no lease of its jobs is renewed, and no heartbeat goes out. */
void process_freeze(struct sim *sim, uint32_t process, msec length, struct provenance provenance);

/* A process that was down is up again, or one that was frozen goes on. */
void process_timer(struct sim *sim, uint32_t process);

/* The next phase of plan->platform_faults[index]: it begins, or ends. */
void platform_timer(struct sim *sim, uint32_t index);

/* Sets the first timer of every timed platform fault; processes that are to start are not there yet. */
void platform_start(struct sim *sim);

#endif
