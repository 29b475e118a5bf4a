/* An absorbing Markov chain: the expected number of visits to each state, from state 0 on. At an absorbing state that
 * is the chance to end there.
 *
 * States that lead back to themselves are solved together, by elimination without a subtraction (W. Grassmann, M.
 * Taksar, D. Heyman, "Regenerative analysis and steady state distributions for Markov chains", 1985), so that a loop
 * that is hardly ever left loses no digits. Elsewhere it is one pass from the beginning to the ends. */
#ifndef EXPLORE_MARKOV_H
#define EXPLORE_MARKOV_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "explore/budget.h"

struct chain_state {
    uint32_t first_edge, edge_count; /* no edges: absorbing */
};

struct chain_edge {
    uint32_t to;
    double weight; /* its chance; those of a state sum to 1 */
};

struct chain {
    const struct chain_state *states; /* at least one */
    uint32_t state_count;
    const struct chain_edge *edges;
};

/* The most states that all lead to each other and are solved. The chance to come to a larger group is lost, which takes
 * no more memory. */
enum { CHAIN_LOOP_MAX = 256 };

/* Bytes that solving takes, the answer counted; some 512 KiB for loops aside. */
size_t chain_memory(uint32_t state_count);

/* Fills `visits`, a place for each state, all 0 before. Returns the chance that is lost: of going around for ever, of
 * loops too large, and of all that was not yet passed on when `cancel` said stop. Negative, with the reason in `err`,
 * when memory is out. */
double chain_solve(const struct chain *chain, const struct cancel_token *cancel, double *visits, struct err *err);

#endif
