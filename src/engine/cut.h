/* The end of a run that is cut: what each job instance that is still alive waits for is recorded, so that a post which
 * others keep from being made counts as held up by them. */
#ifndef ENGINE_CUT_H
#define ENGINE_CUT_H

#include "engine/sim.h"

/* Records it of every instance that owes a post; between two timers. */
void cut_jobs(struct sim *sim);

#endif
