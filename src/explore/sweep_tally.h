/* What the runs of a sweep came to for one bot, or for all bots together.
 *
 * All sums are integers that do not depend on the order in which runs are added. */
#ifndef EXPLORE_SWEEP_TALLY_H
#define EXPLORE_SWEEP_TALLY_H

#include "engine/run.h"
#include "explore/stats.h"

enum { SWEEP_COUNTS_MAX = 8 };

/* Its sums: over all runs and occurrences; and runs in which that happened at all. */
#define SWEEP_SUM_LIST(X) COUNT_LIST(X) X(runs_duplicate) X(runs_missed) X(runs_late) X(runs_silent)

struct sweep_tally {
    SWEEP_SUM_LIST(COUNT_FIELD)
    uint64_t duplicates_of[SWEEP_COUNTS_MAX]; /* runs with so many duplicates; the last: at least so many */
    uint64_t missed_of[SWEEP_COUNTS_MAX];
    struct batch duplicate_batches[STATS_BATCHES], missed_batches[STATS_BATCHES];
    struct histogram delays; /* from the firing to the first commit */
};

/* How many runs came to the same, by the remainder of their number. */
struct run_weight {
    uint64_t runs;
    const uint32_t *of_batch; /* [STATS_BATCHES]; NULL: one run, of batch `only` */
    uint32_t only;
};

/* Adds runs that came to these counts; their delays are added to `delays` by the caller. */
void sweep_tally_add(struct sweep_tally *tally, const struct counts *counts, const struct run_weight *weight);

/* Adds everything, delays too. */
void sweep_tally_merge(struct sweep_tally *into, const struct sweep_tally *from);

#endif
