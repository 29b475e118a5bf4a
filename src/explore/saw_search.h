/* The search that starts from what was seen: the smallest sets of up to K faults after which exactly that is seen, or
 * else the run that comes nearest.
 *
 *     struct saw_search search;
 *     if (!saw_search_take(scenario, &options, &cancel, &search, err)) …
 *     if (search.set_count > 0) …      // search.shown.list[0 … shown.count − 1] are the earliest of them
 *     saw_search_release(&search);
 *
 * All runs with k faults are made before any with k + 1, and none once a set was found: so the sets found are the
 * smallest also where the search was stopped, and then there may be more of them. */
#ifndef EXPLORE_SAW_SEARCH_H
#define EXPLORE_SAW_SEARCH_H

#include "explore/saw_match.h"
#include "explore/search.h"

enum { SAW_SHOWN_MAX = 10 };

struct saw_search {
    struct scenario *scenario; /* what was searched (search_scenario); owned */
    struct plan *plan;         /* of it; owned */
    struct faults_left_out left_out;
    struct search_options options;
    struct saw saw;
    uint64_t set_count;  /* of the smallest sets; 0: none was found */
    struct trails shown; /* the earliest of them, at most SAW_SHOWN_MAX, each of as many faults */
    struct trail room[SAW_SHOWN_MAX];
    bool has_nearest;             /* some run came to an end */
    struct trail nearest;         /* the nearest run, of those the one of the fewest faults, of those the earliest */
    struct saw_distance distance; /* of it */
    struct saw_got got[SAW_MAX];  /* in it */
    uint64_t runs;                /* that were looked at */
    uint64_t open;                /* of these, which were cut short and are not decided */
    enum search_end end;
    uint32_t faults; /* the most of a run that was looked at */
    int faults_done; /* all runs with at most so many were; −1: not even the one without */
    uint64_t plays;
    size_t memory;
};

/* `options` are as for explore_take; what is said there of `cancel`, of the seed and of false holds here. They say what
 * was seen, which is copied. The result must not move. */
bool saw_search_take(const struct scenario *scenario, const struct search_options *options,
                     const struct cancel_token *cancel, struct saw_search *out, struct err *err);
void saw_search_release(struct saw_search *search);

/* None was found, and none is there: nothing was left out. */
static inline bool saw_search_is_proof(const struct saw_search *search)
{
    return search->set_count == 0 && search->end == SEARCH_COMPLETE && search->open == 0;
}

#endif
