/* The what-if search: every change of a scenario is run, then pairs of them, to see which of the four wishes each
 * grants; then those worth telling are ranked.
 *
 *     struct whatif_search search;
 *     if (!whatif_search(scenario, NULL, &cancel, &search, err)) …
 *     if (search.best != NULL) … search.best->changes …
 *     whatif_search_release(&search);
 */
#ifndef EXPLORE_WHATIF_SEARCH_H
#define EXPLORE_WHATIF_SEARCH_H

#include "explore/ranking.h"

enum { WHATIF_RUNNERS_MAX = 3 };

/* Singles are tried until their runs have made so many events together, then pairs likewise, the smallest first; and
 * then they are ranked by what other runs of so many events together tell (WHATIF_…_EVENTS_MAX). */
struct whatif_bounds {
    uint64_t singles, pairs, ranking;
};

struct whatif_search {
    struct whatif_run base;     /* the unchanged run; of one that does not end its first RUN_EVENTS_MAX events */
    uint32_t granted;           /* of its wishes */
    struct whatif_list singles; /* those that were run */
    size_t untried;             /* singles that were not; pairs then are not tried either */
    size_t pairs_untried;       /* pairs that were not, where they were wanted */
    struct whatif_list pairs;   /* those that were run; empty when a single change grants all */
    /* What is to be told, the one to recommend first (ranking.h): every single that makes a difference or takes a fault
     * away, and the best pairs, each of another kind, if they grant more than any single. Behind them, unranked, the
     * singles that make no difference. Owned. */
    struct whatif **ranked;
    size_t ranked_count, idle_count;
    const struct whatif *nearest; /* the first of them that is a remedy and grants more than nothing changed; NULL */
    const struct whatif *best;    /* the same, if it grants all wishes; else NULL */
    bool is_cut;                  /* changes, or pairs that were wanted, were left untried */
    bool is_ranked;               /* other runs were explored for all that it took to rank them */
};

/* `bounds` NULL: the three above. When `cancel` stops it, what was tried by then stands in the result, cut. The token
 * is told how many changes were tried, and asked also in the middle of a long run. A change that does not fit is
 * impossible, which is no error. */
bool whatif_search(const struct scenario *scenario, const struct whatif_bounds *bounds,
                   const struct cancel_token *cancel, struct whatif_search *out, struct err *err);
void whatif_search_release(struct whatif_search *search);

#endif
