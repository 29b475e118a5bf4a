/* A flow: how often each node of a graph is come by, by one who begins at node 0 and takes each edge with its chance.
 *
 * Nodes that lead back to themselves are solved together, by elimination without a subtraction (W. Grassmann, M.
 * Taksar, D. Heyman, "Regenerative analysis and steady state distributions for Markov chains", 1985), so that a loop
 * that is hardly ever left loses no digits; elsewhere it is one pass from the beginning to the ends. */
#ifndef EXPLORE_FLOW_H
#define EXPLORE_FLOW_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "explore/watch.h"

struct flow_node {
    uint32_t first_edge, edge_count; /* without edges: an end */
};

struct flow_edge {
    uint32_t to;
    double weight; /* those of a node sum to 1 */
};

struct flow_graph {
    const struct flow_node *nodes; /* at least one */
    uint32_t node_count;
    const struct flow_edge *edges;
};

/* The most nodes that all lead to each other and are solved; what comes to a larger group is lost, which takes no more
 * memory. */
enum { FLOW_LOOP_MAX = 256 };

/* Bytes that a flow takes, the answer counted; some 512 KiB for loops aside. */
size_t flow_memory(uint32_t node_count);

/* `mass` has a place for each node, all 0, and gets how often each is come by: at an end the chance to end there.
 * Returns the chance that is lost: of going around for ever, of loops too large, and of what was not yet passed on when
 * `watch` said stop. Negative, with the reason in `err`, when memory is out. */
double flow_pass(const struct flow_graph *graph, const struct watch *watch, double *mass, struct err *err);

#endif
