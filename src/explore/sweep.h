/* A sweep: many seeded runs of one scenario, counted.
 *
 * Run number i (from 0) has the seed scenario->seed + i and is the very run that `makeitso run --seed` of it plays.
 * Everything counted is an integer and sums do not depend on order, so that any number of threads, and any split into
 * shards that are merged, gives the same answer to the last bit.
 *
 *     struct sweep sweep;
 *     if (!sweep_take(scenario, &(struct sweep_options){.runs = 1000000, .threads = 2}, &sweep, err)) …
 *     sweep_release(&sweep);
 */
#ifndef EXPLORE_SWEEP_H
#define EXPLORE_SWEEP_H

#include "base/err.h"
#include "base/text.h"
#include "explore/stats.h"
#include "explore/watch.h"
#include "model/scenario.h"

enum { SWEEP_THREADS_MAX = 256, SWEEP_COUNTS_MAX = 8 };
#define SWEEP_RUNS_MAX 1000000000000u

/* What runs came to for one bot, or for all of them. */
struct sweep_tally {
    uint64_t owed, posts, duplicates, missed, late, silent; /* sums over all runs and occurrences */
    /* Runs in which that happened at all. */
    uint64_t runs_duplicate, runs_missed, runs_late, runs_silent;
    uint64_t duplicates_of[SWEEP_COUNTS_MAX]; /* runs with so many duplicates; the last: at least so many */
    uint64_t missed_of[SWEEP_COUNTS_MAX];
    struct batch duplicate_batches[STATS_BATCHES], missed_batches[STATS_BATCHES];
    struct histogram delays; /* from the firing to the first commit */
};

struct sweep {
    /* a hash of what was played, as a file of it is written, and of the program's version; parts have the same */
    uint64_t work;
    uint64_t first_seed;
    uint64_t asked; /* runs of the whole sweep, of which this may be a shard */
    uint64_t runs;  /* made */
    uint64_t clean; /* runs without duplicate and miss */
    uint64_t refused[WISH_COUNT];
    uint64_t limited; /* runs that ended at a limit */
    uint32_t bot_count;
    struct sweep_tally total;
    struct sweep_tally *bots; /* owned */
    char **names;             /* of the bots; owned */
};

struct sweep_options {
    uint64_t runs;    /* of the whole sweep */
    uint32_t threads; /* at least 1 */
    uint32_t shard;   /* from 1; 0: all of it */
    uint32_t shards;
    struct watch watch; /* asked by every thread, also within a long run; a run broken off does not count */
};

/* `out` is untouched on false. */
bool sweep_take(const struct scenario *scenario, const struct sweep_options *options, struct sweep *out,
                struct err *err);
void sweep_release(struct sweep *sweep);

/* Are both parts of one sweep? False with a sentence when they are not. */
bool sweep_is_of(const struct sweep *part, const struct sweep *sweep, struct err *err);

/* Adds a part of the same sweep that was not added before (cli/shards.h). False with a sentence, and nothing is added,
 * when it is another's or holds more runs than are missing. */
bool sweep_merge(struct sweep *into, const struct sweep *part, struct err *err);

/* A copy of the scenario in which in every gap of every step an error strikes with this probability, besides its own
 * faults. */
struct scenario *scenario_with_fault_rate(const struct scenario *scenario, uint32_t probability, struct err *err);

#endif
