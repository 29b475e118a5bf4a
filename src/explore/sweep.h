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
#include "explore/budget.h"
#include "explore/sweep_tally.h"
#include "model/scenario.h"

enum { SWEEP_THREADS_MAX = 256, SWEEP_MIB = 512 /* of memory, where nothing else is said */ };
#define SWEEP_RUNS_MAX 1000000000000u

struct sweep {
    uint64_t work; /* options->work */
    uint64_t first_seed;
    uint64_t asked;    /* runs of the whole sweep, of which this may be a shard */
    uint64_t runs;     /* made */
    uint64_t clean;    /* runs without a duplicate and a miss that a judged wish is against */
    unsigned unjudged; /* wishes that do not count, as the scenario has them; they are refused in no run */
    uint64_t refused[WISH_COUNT];
    uint64_t limited; /* runs that ended at a limit */
    uint32_t bot_count;
    struct sweep_tally total;
    struct sweep_tally *bots; /* owned */
    char **names;             /* of the bots; owned */
};

static inline bool sweep_judges(const struct sweep *sweep, enum wish wish)
{
    return (sweep->unjudged >> wish & 1) == 0;
}

struct sweep_options {
    /* Tells what is played from everything else (cli/shards.h); only parts of the same work are merged. 0 will do where
     * nothing is merged. */
    uint64_t work;
    uint64_t runs;     /* of the whole sweep */
    uint32_t threads;  /* at least 1; fewer where the memory does not suffice for so many */
    size_t memory_max; /* bytes that they share; 0: SWEEP_MIB */
    uint32_t shard;    /* from 1; 0: all of it */
    uint32_t shards;
    struct cancel_token cancel; /* asked by every thread, also within a long run; a run broken off does not count */
};

/* `out` is untouched on false. */
bool sweep_take(const struct scenario *scenario, const struct sweep_options *options, struct sweep *out,
                struct err *err);
void sweep_release(struct sweep *sweep);

/* Are both parts of one sweep? False with a sentence when they are not. */
bool sweep_is_of(const struct sweep *part, const struct sweep *sweep, struct err *err);

/* Adds a part of the same sweep that was not added before (explore/shards.h). False with a sentence, and nothing is
 * added, when it is another's or holds more runs than are missing. */
bool sweep_merge(struct sweep *into, const struct sweep *part, struct err *err);

#endif
