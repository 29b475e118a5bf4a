/* The what-if search: every change of a scenario is run, then pairs of them, to see which of the four wishes each
 * grants.
 *
 *     struct whatif_search search;
 *     if (!whatif_search(scenario, NULL, &cancel, &search, err)) …
 *     if (search.best != NULL) … search.best->changes …
 *     whatif_search_release(&search);
 */
#ifndef EXPLORE_WHATIF_SEARCH_H
#define EXPLORE_WHATIF_SEARCH_H

#include "engine/run.h"
#include "explore/budget.h"
#include "explore/whatif.h"

enum { WHATIF_RUNNERS_MAX = 3 };

/* Singles are tried until their runs have made so many events together, then pairs likewise, the smallest first; and no
 * more pairs than this. */
struct whatif_bounds {
    uint64_t singles, pairs;
};
#define WHATIF_SINGLES_EVENTS_MAX 100000000u
#define WHATIF_PAIRS_EVENTS_MAX 20000000u

/* What a run came to. */
struct whatif_run {
    struct outcome outcome;
    uint64_t signature;      /* of its ledger */
    struct fault_set struck; /* the faults that struck in it */
    bool has_ended;
};

struct whatif_search {
    struct whatif_run base;     /* the unchanged run; of one that does not end its first RUN_EVENTS_MAX events */
    uint32_t granted;           /* of its wishes */
    struct whatif_list singles; /* those that were run */
    size_t untried;             /* singles that were not; pairs then are not tried either */
    struct whatif_list pairs;   /* those that were run; empty when a single change grants all */
    const struct whatif *best;  /* the smallest single change, else pair, that grants all wishes; NULL: none does */
    /* Pairs that grant more than each of their changes alone, and the most below all: the smallest of each kind. */
    const struct whatif *runners[WHATIF_RUNNERS_MAX];
    size_t runner_count;
    bool is_cut; /* changes, or pairs that were wanted, were left untried */
};

/* `bounds` NULL: the two above. When `cancel` stops it, what was tried by then stands in the result, cut. The token is
 * told how many changes were tried, and asked also in the middle of a long run. A change that does not fit is
 * impossible, which is no error. */
bool whatif_search(const struct scenario *scenario, const struct whatif_bounds *bounds,
                   const struct cancel_token *cancel, struct whatif_search *out, struct err *err);
void whatif_search_release(struct whatif_search *search);

#endif
