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
#include "explore/budget.h"
#include "explore/frontier.h"

#define SEARCH_KINDS_DEFAULT (1u << FAULT_ERROR | 1u << FAULT_CRASH)
#define SEARCH_MEMORY_DEFAULT ((size_t)512 << 20)

/* What becomes of the scenario's own faults. */
enum own_faults {
    OWN_REMOVED,
    /* They strike as in any run and do not count among the K. */
    OWN_KEPT,
    /* Those of the file that strike always, without dice: each does so from its first chance on, or never; that it does
     * counts as one of the K. The others are removed. At most SEARCH_SWITCHES_MAX. */
    OWN_SWITCHED
};

struct search_options {
    uint32_t faults;    /* K: 0 … PLACEMENTS_MAX */
    unsigned kinds;     /* bit k: enum fault_kind k; 0: SEARCH_KINDS_DEFAULT */
    unsigned micros;    /* bit m: only gaps beside micro-step m; 0: all */
    uint64_t plays_max; /* runs that are played, however many they stand for; 0: no limit */
    size_t memory_max;  /* bytes of states that wait and of the worlds under way; 0: SEARCH_MEMORY_DEFAULT */
    uint64_t seed;
    enum own_faults own;
    uint32_t events_max; /* of one run, which is then cut; 0: RUN_EVENTS_DEFAULT, where run_trace cuts it as well */
};

enum { SEARCH_SWITCHES_MAX = 64 };

/* The kinds that are searched, the bytes that are allowed, where 0 stands for the default. */
static inline unsigned search_kinds(const struct search_options *options)
{
    return options->kinds ? options->kinds : SEARCH_KINDS_DEFAULT;
}

static inline size_t search_memory(const struct search_options *options)
{
    return options->memory_max ? options->memory_max : SEARCH_MEMORY_DEFAULT;
}

/* What is to be searched: a copy of the scenario, to be freed, with those of its own faults that options->own says.
 * NULL when they are too many. */
struct scenario *search_scenario(const struct scenario *scenario, const struct search_options *options,
                                 struct err *err);

/* Its plan, to be freed. */
struct plan *search_plan(const struct scenario *searched, const struct search_options *options, struct err *err);

/* One run, and all that are like it from its last strike on, for as long as the visitor looks at it. */
struct search_run {
    const struct trail *trail;   /* what struck in it: in the earliest of them */
    const struct world *world;   /* at the run's end */
    uint64_t runs;               /* so many end so, at least 1 */
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
