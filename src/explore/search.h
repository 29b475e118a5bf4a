/* The search: every run that up to K faults can make of a scenario, depth first over the engine's chooser.
 *
 * A run is one path: the set of placements that struck in it. Only gaps that are really reached are struck; a gap that
 * the same attempt reaches again (a delivery that was lost before its fetch comes back under the same number) counts
 * once. The world is copied before each step in which something can strike, so that runs share what they have in common
 * and nothing is played from the start.
 *
 * Strikes that lead to the same state are gone on from together (frontier.h): all runs through it are made once and
 * counted as many times as there are ways to it. That is exact: states are compared whole. It holds for all but the
 * last strike of a run, after which playing to the end costs no more than telling the state apart. Where memory is
 * short, states are gone on from one by one, which takes longer and counts the same.
 *
 * One thing can set two runs of one state apart: the limit of events, which a run without an end reaches sooner the
 * more happened before.
 *
 * Nothing here reads a clock or a signal: whoever asks for the search also says when to stop. */
#ifndef EXPLORE_SEARCH_H
#define EXPLORE_SEARCH_H

#include "engine/run.h"
#include "explore/frontier.h"
#include "explore/search_options.h"

/* One run, and all that are like it from its last strike on, for as long as the visitor looks at it. */
struct search_run {
    const struct trail *trail;  /* what struck in it: in the earliest of them */
    const struct trail *before; /* the first strikes of these runs, the earliest first; trail_after makes them whole. */
    uint32_t before_count;      /* There may be more than the trails_max that are kept */
    const struct world *world;  /* at the run's end */
    uint64_t runs;              /* so many end so, at least 1 */
    const struct arrival_by *by; /* their last strikes, and how many runs each; none where nothing struck */
    uint32_t by_count;
    uint32_t attempts_max; /* the largest attempt so far, of any run */
};

struct search_visitor {
    /* False ends the search. */
    bool (*visit)(void *context, const struct search_run *run);
    void *context;
    struct cancel_token
        cancel; /* its stages are the numbers of faults: stage k makes the runs whose k-th strike comes next */
};

struct search;

struct search_result {
    enum search_end end;
    int faults_done;     /* all runs with at most so many faults were made; −1: not even the one without */
    uint64_t plays;      /* runs that were played */
    size_t memory;       /* bytes at the most */
    struct search *held; /* what it worked in; kept, for giving much memory back takes longer than an answer may */
};

/* The plan is one of search_plan's. False when memory is out, or the worlds under way are more than is allowed;
 * else the result is to be released, the plan not before it. */
bool search_all(const struct plan *plan, const struct search_options *options, const struct search_visitor *visitor,
                struct search_result *result, struct err *err);
void search_release(struct search_result *result);

#endif
