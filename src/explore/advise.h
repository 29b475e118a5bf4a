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
    bool is_cut;          /* the search stopped before all were tried */
};

/* Does every run within the options grant all four wishes? `runs` becomes how many there are when they do. */
bool search_is_clear(const struct scenario *scenario, const struct search_options *options, bool (*stop)(void *context),
                     void *context, bool *is_clear, uint64_t *runs, struct err *err);

bool advise(const struct scenario *scenario, const struct search_options *options, bool keeps_faults,
            bool (*stop)(void *context), void *context, struct advice *out, struct err *err);

#endif
