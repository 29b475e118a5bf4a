/* What all runs with up to K faults come to: how many are clean, duplicate, lose, both; who suffers; the worst and the
 * smallest failing run; the crash map.
 *
 *     struct explore explore;
 *     if (!explore_take(scenario, &options, &cancel, &explore, err)) …
 *     bound_add(&explore, &line);   // words/bound.h
 *     explore_release(&explore);
 */
#ifndef EXPLORE_EXPLORE_H
#define EXPLORE_EXPLORE_H

#include "explore/gap_map.h"
#include "explore/search.h"

/* What a run did. */
struct run_tally {
    uint64_t runs, clean, duplicate, lose, both; /* clean + duplicate + lose + both = runs */
    uint64_t silent;                             /* of the failing ones: something shows nowhere */
    uint64_t limited;                            /* cut at their limit of events, and judged as they were by then */
    uint64_t refused[WISH_COUNT];                /* runs that do not grant the wish */
};

/* Counts `runs` runs that came to this. */
void run_tally_add(struct run_tally *tally, uint64_t runs, const struct outcome *outcome);

struct bot_tally {
    uint64_t duplicate, lose, silent; /* runs in which it is posted twice, is missed, either without a sign */
    uint32_t posts_max;
};

/* One run worth telling. */
struct run_found {
    bool is_found;
    struct placement set[PLACEMENTS_MAX];
    uint32_t count;
    uint64_t duplicates, missed, silent;
};

/* A run of this outcome; what struck in it is the caller's to add. */
static inline struct run_found run_found_of(const struct outcome *outcome)
{
    return (struct run_found){
        .is_found = true,
        .duplicates = outcome->duplicates,
        .missed = outcome->missed,
        .silent = outcome->silent,
    };
}

struct explore {
    struct scenario *scenario; /* what was searched (search_scenario); owned */
    struct plan *plan;         /* of it; owned */
    struct faults_left_out left_out;
    struct search_options options;
    struct run_tally total;
    struct run_tally seen; /* of these, the runs of which exactly options.saw is seen; none where it is NULL */
    bool is_seen_unstruck; /* the run without a fault is one of them */
    uint64_t runs_of[PLACEMENTS_MAX + 1]; /* runs with exactly so many faults */
    struct bot_tally bots[SCENARIO_BOTS_MAX];
    struct run_found smallest; /* failing, fewest faults, then earliest */
    struct run_found worst;    /* most duplicates and misses; then fewest faults, then earliest */
    uint32_t attempts_max;
    struct fault_set struck; /* faults of `scenario` that strike in any run */
    struct gap_map map;      /* of all runs, or of those that are seen */
    struct search_result result;
};

/* Did anything strike of what is searched for? Not where no attempt comes to such a gap. */
static inline bool explore_has_strikes(const struct explore *explore)
{
    return explore->runs_of[0] < explore->total.runs;
}

/* Was every run made, and made to its end? Else what they granted is not proved. */
static inline bool explore_is_whole(const struct explore *explore)
{
    return explore->result.end == SEARCH_COMPLETE && explore->total.limited == 0;
}

/* Makes every run. When `cancel` stops it, what is known so far stands in the result with SEARCH_STOPPED. The seed is
 * the scenario's, whatever the options say. `out` is untouched on false. */
bool explore_take(const struct scenario *scenario, const struct search_options *options,
                  const struct cancel_token *cancel, struct explore *out, struct err *err);
void explore_release(struct explore *explore);

#endif
