/* Whether a sweep that was read back can be: its counts must go together as those of runs do. */
#ifndef EXPLORE_SWEEP_CHECK_H
#define EXPLORE_SWEEP_CHECK_H

#include "explore/shards.h"
#include "explore/sweep.h"

/* False with the first contradiction as a sentence ("Riker: 12 runs duplicate, and 10 were made"). A part that was
 * ended early has fewer runs than its shards; none has more. */
bool sweep_check(const struct sweep *sweep, const struct shards *shards, struct err *err);

#endif
