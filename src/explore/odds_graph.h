/* The graph of what a scenario's dice can do. A node is a state from which a step is reached that rolls dice, or an
 * end. An edge is one way that they fall.
 *
 * It grows from the likeliest node on: mass, 1 at the beginning, is passed along the edges, and the node with the most
 * of it is expanded next. Where the budget ends it, nodes are left open, and what has come to them stays. */
#ifndef EXPLORE_ODDS_GRAPH_H
#define EXPLORE_ODDS_GRAPH_H

#include "explore/choices.h"
#include "explore/markov.h"
#include "explore/packed.h"
#include "explore/priority_queue.h"
#include "explore/states.h"

/* What a run came to: the same in every run that ends in this state. */
struct odds_end {
    uint32_t duplicates[SCENARIO_BOTS_MAX], missed[SCENARIO_BOTS_MAX];
    bot_set silent;
    bool is_cut; /* nobody knows how it would have ended */
};

struct odds_node {
    struct packed *world; /* until it is expanded; owned */
    uint32_t end;         /* + 1; 0: the run goes on */
    uint32_t passes;      /* how often it passed mass on */
    bool is_expanded;
    double mass; /* that came and was not passed on */
};

struct odds_graph {
    struct chooser chooser; /* first: the engine hands it back */
    struct plan *plan;      /* owned */
    const struct scenario *scenario;
    struct budget budget;
    struct states states;
    uint8_t *state; /* room for one */
    struct world *now, *before;
    struct packing *packing;
    struct odds_node *nodes;
    struct chain_state *ways;                 /* out of each node */
    uint32_t node_room, way_room, node_count; /* a node for each state, unless memory ran out at the last */
    struct chain_edge *edges;
    uint32_t edge_count, edge_room;
    struct odds_end *ends;
    uint32_t end_count, end_room;
    struct priority_queue queue; /* nodes by their mass, but for ends */
    uint32_t open_count;         /* nodes that are not expanded */
    struct choices choices;      /* rolls of the step under way */
    size_t memory;               /* bytes at the most */
};

/* The graph's first node. NULL with a sentence when memory is out or a few worlds are more than `memory_max` bytes. The
 * scenario and the token outlive it. */
struct odds_graph *odds_graph_new(const struct scenario *scenario, size_t memory_max, const struct cancel_token *cancel,
                                  struct err *err);
void odds_graph_free(struct odds_graph *graph);

/* Expands all nodes, or as many as the budget allows. */
void odds_graph_expand(struct odds_graph *graph);

#endif
