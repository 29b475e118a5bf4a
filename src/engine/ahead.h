/* Running ahead: world_run_some plays on without anybody looking at the world.
 *
 * What nobody can see between two timers is then left out, on one condition: the same events are counted, the same
 * random numbers drawn and the same sequence numbers given out, in the same order, as world_step would. Two shortcuts
 * live on it:
 *
 *     a worker for which nothing else comes first goes on without a timer
 *     without a trace, ops that only let time pass are passed all at once (op.quiet_count)
 *
 * Something else may come first, and the worker waits by a timer as ever, where a job can be taken, where a timer is
 * due by then, at the end of the run, at its limit of events, and at the end of the slice. world_step knows nothing of
 * this; tests/test_engine_properties.c holds the two to each other. */
#ifndef ENGINE_AHEAD_H
#define ENGINE_AHEAD_H

#include "engine/sim.h"

/* sim->wait of a run that is played ahead. */
bool ahead_wait(struct sim *sim, uint32_t worker, msec pause);

#endif
