/* The search: every run that up to K faults can make of a scenario, depth first over the engine's chooser.
 *
 * A run is one path: the set of placements that struck in it. Only gaps that are really reached are struck; a gap that the same attempt
 * reaches again (a delivery that was lost before its fetch comes back under the same number) counts once. The world is copied before
 * each step in which something can strike, so that runs share what they have in common and nothing is played from the start.
 *
 * Runs come in the order of their strikes: earliest first strike first, then the earliest second one; a run comes after all
 * those that strike once more. Nothing here reads a clock or a signal: whoever asks for the search also says when to stop. */
#ifndef EXPLORE_SEARCH_H
#define EXPLORE_SEARCH_H

#include "engine/run.h"
#include "explore/placement.h"

#define SEARCH_KINDS_DEFAULT (1u << FAULT_ERROR | 1u << FAULT_CRASH)

enum search_end {
    SEARCH_COMPLETE, /* every run was made */
    SEARCH_LIMIT,    /* options->runs_max were made */
    SEARCH_STOPPED   /* whoever asked said stop */
};

struct search_options {
    uint32_t faults;   /* K: 0 … PLACEMENTS_MAX */
    unsigned kinds;    /* bit k: enum fault_kind k; 0: SEARCH_KINDS_DEFAULT */
    unsigned micros;   /* bit m: only gaps beside micro-step m; 0: all */
    uint64_t runs_max; /* 0: no limit */
    uint64_t seed;
};

/* One run, for as long as the visitor looks at it. */
struct search_run {
    const struct placement *set; /* in the order in which they struck */
    uint32_t count;
    const struct world *world; /* at the run's end */
    uint32_t attempts_max;     /* the largest attempt so far, of any run */
};

struct search_visitor {
    /* False ends the search. */
    bool (*visit)(void *context, const struct search_run *run);
    /* Asked every few thousand steps; true ends the search. NULL: never. */
    bool (*stop)(void *context);
    void *context;
};

/* The scripted faults of the plan's scenario strike as they always do and do not count among the K. False when memory is out. */
bool search_all(const struct plan *plan, const struct search_options *options, const struct search_visitor *visitor,
                enum search_end *end, struct err *err);

/* Bytes that a search keeps, whatever it finds. */
size_t search_memory(const struct plan *plan, uint32_t faults);

#endif
