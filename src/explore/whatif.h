/* What if: the changes that can be made of a scenario, one at a time and in pairs, and what came of each.
 *
 * Changes are ordered from small to large, by what it takes to make them, and this order is what "smallest" means:
 *   1 an idempotency key, what it is made of and how long it lasts   2 one job's retry limit, the nearest to the
 *   present one first, then its wait   3 one job's rescue, or its end   4 one bot's guard   5 a queue of its own
 *   6 the workers   7 what else the platform does   8 a guard on all bots   9 one job's steps recorded
 *   10 another preset of the family   11 a job split
 * A pair costs the sum of both. A scripted fault taken away shows what the cause was; it is no remedy and in no
 * pair. Nor is a change a remedy under which a fault no longer strikes anybody: nothing was tried. */
#ifndef EXPLORE_WHATIF_H
#define EXPLORE_WHATIF_H

#include "base/err.h"
#include "model/change.h"
#include "model/fault_set.h"

enum { WHATIF_CHANGES_MAX = 2 };

#define WHATIF_PAIRS_MAX 20000u

/* What a change is worth beside what it grants (ranking.h). */
struct merit {
    bool is_known;     /* other runs were explored to their end */
    bool loses;        /* one fault more makes a bot never post that always does without the change */
    uint32_t survived; /* kinds of fault */
    uint32_t turned;   /* things */
    uint32_t harm;     /* that other runs do; 0 where nothing asked for it */
};

/* One or two changes and what came of them. */
struct whatif {
    struct change changes[WHATIF_CHANGES_MAX];
    uint32_t change_count;
    uint32_t cost;     /* see above, in thousandths */
    uint32_t order;    /* among those of equal cost */
    bool is_remedy;    /* not a fault taken away */
    bool is_possible;  /* the changed scenario keeps the rules; else nothing below means anything */
    bool is_different; /* the ledger differs from the unchanged run's in posts, states, silence or who held whom up */
    struct fault_set spared; /* faults that strike in the unchanged run, and not in this one; of a remedy that ends */
    bool has_ended;          /* the run came to its end within its limit of events */
    bool wishes[WISH_COUNT];
    uint32_t granted; /* how many of them */
    uint64_t duplicates, missed;
    uint64_t events;    /* of the run */
    struct merit merit; /* of a row that was ranked */
};

/* Was the change run, and struck by every fault that strikes without it? */
static inline bool whatif_is_tested(const struct whatif *row)
{
    return row->is_remedy && row->is_possible && fault_set_count(&row->spared) == 0;
}

/* Would anybody recommend it? Asked of a row that was ranked. */
static inline bool whatif_is_sound(const struct whatif *row)
{
    return whatif_is_tested(row) && !row->merit.loses;
}

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

#endif
