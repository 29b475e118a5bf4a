/* The frontier: states that a search has met and not yet gone on from, each once, with the number of runs that lead to
 * it.
 *
 * Two states are the same when all their bytes are (engine/state.h), what the search itself remembers of the way there
 * included; never by a hash alone. States wait in layers, by the number of strikes on the way: once all
 * of the layers above have been gone on from, the number of runs is final, for a strike leads to a deeper layer.
 *
 *     if (!frontier_add(&frontier, &arrival)) …              // no room: the state is to be gone on from at once
 *     while (frontier_take(&frontier, layer, &arrival)) …    // in the order in which they were met
 */
#ifndef EXPLORE_FRONTIER_H
#define EXPLORE_FRONTIER_H

#include "engine/run.h"
#include "engine/state.h"
#include "explore/path.h"
#include "explore/states.h"
#include "explore/trail.h"

/* One more way that leads to a state: its last strike, and how many runs come by it. */
struct arrival_by {
    struct placement last;
    uint64_t runs;
};

struct arrival {
    const struct world *world;
    const struct trail *trails; /* the earliest of those that lead here, in order; at least 1 */
    uint32_t trail_count;
    const struct seen *seen; /* by the run of the first, in order */
    uint32_t seen_count;
    const struct arrival_by *by; /* all the ways, each once */
    uint32_t by_count;
};

struct frontier_node;

/* What states are told apart by, and how many trails each keeps. */
struct frontier_options {
    enum state_kind kind;
    uint32_t trails_max;
    size_t memory_max;
};

struct frontier {
    const struct plan *plan;
    struct frontier_options options;
    struct states states;
    uint8_t *state; /* room for the largest so far; owned */
    size_t state_room;
    struct frontier_node *nodes; /* one for each state, under its number; owned */
    uint32_t node_count, node_room;
    struct frontier_layer {
        uint32_t first, last; /* node + 1; 0: none */
        uint32_t count, taken;
    } layers[PLACEMENTS_MAX + 1];
    uint32_t taken;                    /* node + 1 that the last arrival points to; 0: none */
    uint32_t ways_max;                 /* to one node */
    struct budget of_states, of_nodes; /* a quarter, and the rest, of the bytes that are allowed */
    size_t memory;                     /* bytes of both at the most */
};

/* An empty frontier, which must not move, that keeps within so many bytes; what it begins with and the
 * room for one state aside. */
bool frontier_init(struct frontier *frontier, const struct plan *plan, const struct frontier_options *options,
                   struct err *err);
void frontier_release(struct frontier *frontier);

/* There was no memory for what is allowed: whatever was noted is of no use. */
static inline bool frontier_is_starved(const struct frontier *frontier)
{
    return frontier->of_states.is_starved || frontier->of_nodes.is_starved;
}

/* Notes a state with one way to it (by_count 1). Everything is copied. False, and nothing changed, when there is no
 * room, or when it is starved. */
bool frontier_add(struct frontier *frontier, const struct arrival *arrival);

/* The next state whose way has `layer` strikes; false when all were taken. Layers are taken in ascending order, and
 * while one is taken nothing is added to it. What `out` points to is valid until the next call. */
bool frontier_take(struct frontier *frontier, uint32_t layer, struct arrival *out);

#endif
