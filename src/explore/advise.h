/* Advice: the cheapest change that makes every run of an exploration grant all four wishes.
 *
 * The changes and their order are those of a what-if (whatif.h): guards, retry limits, rescues, workers, a split, alone and in
 * pairs. Each is proved by exploring again, under the same faults; the first run that refuses a wish ends the trial. */
#ifndef EXPLORE_ADVISE_H
#define EXPLORE_ADVISE_H

#include "explore/search.h"
#include "explore/whatif.h"

struct advice {
    bool is_found;
    struct whatif change; /* what to do, when found */
    uint64_t runs;        /* that prove it: all of them grant all wishes */
    uint64_t tried;       /* changes, and pairs of them */
    bool is_cut;          /* some were not tried, or not to the end */
};

struct clearance {
    bool is_clear; /* every run within the options grants all four wishes */
    bool is_open;  /* so far they do, but the search ended before all were made */
    uint64_t runs; /* that were made */
};

/* Ends at the first run that refuses a wish. */
bool search_is_clear(const struct scenario *scenario, const struct search_options *options, const struct watch *watch,
                     struct clearance *out, struct err *err);

/* `out` is untouched on false. */
bool advise(const struct scenario *scenario, const struct search_options *options, const struct watch *watch,
            struct advice *out, struct err *err);

#endif
