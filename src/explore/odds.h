/* Exact chances: every roll of a scripted fault's dice goes both ways, each with its weight, and equal states are met
 * once.
 *
 * Probability flows through the graph of the states between two rolls, from the beginning to the ends (flow.h). What
 * comes out is what a probabilistic model checker would say of the same chain, in double precision: sums of products,
 * no sampling.
 *
 * It asks that nothing but faults be random: lengths of time that vary have no finite number of ends. Where the graph
 * is larger than the memory allowed, or time is up, the chances and means found so far are lower bounds, and a chance
 * is at most `unknown` larger. The likeliest state is gone on from first, so that `unknown` is small where faults are
 * rare. */
#ifndef EXPLORE_ODDS_H
#define EXPLORE_ODDS_H

#include "base/err.h"
#include "explore/budget.h"
#include "model/scenario.h"

enum { ODDS_COUNTS = 8 };

struct odds_tally {
    double duplicates, missed;         /* expected numbers */
    double duplicates_of[ODDS_COUNTS]; /* chance of so many; the last: of at least so many */
    double missed_of[ODDS_COUNTS];
    double silent; /* chance that something is silent */
};

struct odds_graph;

struct odds {
    uint32_t bot_count;
    struct odds_tally bots[SCENARIO_BOTS_MAX];
    struct odds_tally total;
    double clean; /* chance of a run without duplicate and miss */
    /* chance of the runs that were not followed to their end, were cut, or have none; 0 when complete */
    double unknown;
    uint64_t states;          /* distinct ones at rolls and ends */
    uint64_t ends;            /* distinct ends */
    size_t memory;            /* bytes at the most */
    bool is_stopped;          /* whoever asked said stop */
    bool is_short;            /* the memory that is allowed was used up */
    struct odds_graph *graph; /* what it worked in; kept, for giving much memory back takes longer than an answer may */
};

#define ODDS_MEMORY_DEFAULT ((size_t)512 << 20)

/* The scenario has no obstacle (obstacle.h). False as well when a few worlds of it are more than `memory_max` bytes;
 * `out` is untouched on false. */
bool odds_take(const struct scenario *scenario, size_t memory_max, const struct cancel_token *cancel, struct odds *out,
               struct err *err);
void odds_release(struct odds *odds);

#endif
