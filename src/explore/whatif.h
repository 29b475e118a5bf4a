/* What if: every single change of a scenario is run, and pairs of them, to see which of the four wishes each grants.
 *
 * Changes are ordered from small to large, by what it takes to make them, and this order is what "smallest" means:
 *   1 one job's retry limit, the nearest to the present one first   2 one job's rescue   3 one bot's guard
 *   4 the workers   5 a guard on all bots   6 a job split
 * A pair costs the sum of both. A scripted fault taken away shows what the cause was; it is no remedy and in no pair.
 *
 *     struct whatif_search search;
 *     if (!whatif_search(scenario, NULL, &cancel, &search, err)) …
 *     if (search.best != NULL) … search.best->changes …
 *     whatif_search_release(&search);
 */
#ifndef EXPLORE_WHATIF_H
#define EXPLORE_WHATIF_H

#include "base/err.h"
#include "explore/cancel.h"
#include "model/change.h"

enum { WHATIF_CHANGES_MAX = 2, WHATIF_RUNNERS_MAX = 3 };

/* Singles are tried until their runs have made so many events together, then pairs likewise, the smallest first; and no
 * more pairs than this. */
struct whatif_bounds {
    uint64_t singles, pairs;
};
#define WHATIF_SINGLES_EVENTS_MAX 100000000u
#define WHATIF_PAIRS_EVENTS_MAX 20000000u
#define WHATIF_PAIRS_MAX 20000u

/* One or two changes and what came of them. */
struct whatif {
    struct change changes[WHATIF_CHANGES_MAX];
    uint32_t change_count;
    uint32_t parts[WHATIF_CHANGES_MAX]; /* of a pair: both changes' places among the singles */
    uint32_t cost;                      /* see above, in thousandths */
    uint32_t order;                     /* among those of equal cost */
    bool is_remedy;                     /* not a fault taken away */
    bool is_possible;                   /* the changed scenario keeps the rules; else nothing below means anything */
    bool is_different; /* the ledger differs from the unchanged run's in posts, states, silence or who held whom up */
    bool has_ended;    /* the run came to its end within its limit of events */
    bool wishes[WISH_COUNT];
    uint32_t granted; /* how many of them */
    uint64_t duplicates, missed;
};

struct whatif_list {
    struct whatif *rows; /* owned */
    size_t count;
};

/* Every single change of the scenario, smallest first, not yet run. */
bool whatif_singles(const struct scenario *scenario, struct whatif_list *out, struct err *err);

/* The pairs of two remedies among `singles` that do not turn the same thing, the larger change first in each,
 * smallest first, not yet run; the smallest WHATIF_PAIRS_MAX of them. */
bool whatif_pairs(const struct whatif_list *singles, struct whatif_list *out, struct err *err);

void whatif_list_release(struct whatif_list *list);

/* The unchanged run, to compare with; of one that does not end its first RUN_EVENTS_MAX events. */
struct whatif_base {
    uint64_t signature; /* of its ledger */
    uint64_t events;
    bool wishes[WISH_COUNT];
    uint32_t granted;
};

struct whatif_search {
    struct whatif_base base;
    struct whatif_list singles; /* those that were run */
    size_t untried;             /* singles that were not; pairs then are not tried either */
    struct whatif_list pairs;   /* those that were run; empty when a single change grants all */
    const struct whatif *best; /* the smallest single change, else the smallest pair, that grants all wishes; or NULL */
    const struct whatif *runners[WHATIF_RUNNERS_MAX]; /* see below */
    /* pairs that grant more than each of their changes alone and most but not all, the smallest of a kind */
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
