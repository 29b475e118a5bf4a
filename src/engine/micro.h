/* Micro-steps: what each of them does in its instant. */
#ifndef ENGINE_MICRO_H
#define ENGINE_MICRO_H

#include "engine/worker.h"

/* Does the worker's present op. What follows is the gap after it (NEXT_GAP), or a refusal (NEXT_REFUSED): then nothing
 * was done. */
struct next micro_do(struct sim *sim, uint32_t worker);

/* What a fetch of a job that its queue still waits for changes: the attempt holds the job. */
void micro_fetch(struct sim *sim, uint32_t worker);

/* The commit or push of an attempt that gave up on it: it happens all the same. `provenance` is the strike's, and then
 * the event's own. */
void micro_land(struct sim *sim, const struct call *call, struct provenance *provenance);

#endif
