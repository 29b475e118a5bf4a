/* The dispatcher: it owns the order in which things happen. Every other part of the engine does one thing and returns
 * what follows; the dispatcher alone calls the next part. */
#ifndef ENGINE_DISPATCH_H
#define ENGINE_DISPATCH_H

#include "engine/sim.h"

/* Takes the timer that is next, or that the chooser picks, does what it was set for and all that follows, and lets idle
 * workers take jobs. False: the run has ended, and its end is recorded. */
bool dispatch_step(struct sim *sim);

#endif
