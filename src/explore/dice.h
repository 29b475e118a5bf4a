/* The tree of dice: runs that differ in nothing but how their dice fall, played once for each way that occurs.
 *
 * Where nothing but faults is random, a run is a function of its rolls. The tree's nodes are the rolls, in the order in
 * which a run makes them; each has two children, for a strike and for none; a leaf is a run's end. A seed's run is then
 * a walk from the root, rolling the very dice that the engine would roll, to a leaf where it is counted. Only a walk
 * that leaves the tree is played by the engine, and the tree grows by its path. What a leaf stands for is told by
 * playing the first seed that came there.
 *
 * No states are compared and nothing is merged: two runs meet in a leaf when all their rolls fell alike. */
#ifndef EXPLORE_DICE_H
#define EXPLORE_DICE_H

#include "engine/run.h"
#include "explore/choices.h"
#include "explore/stats.h"

enum { DICE_NODES_MAX = 1 << 19, DICE_LEAVES_MAX = 1 << 12, DICE_ROLLS_MAX = 4096 };

/* A leaf: how many runs came here, by the remainder of their number. */
struct dice_leaf {
    uint64_t first; /* number of the first run that did */
    uint32_t runs[STATS_BATCHES];
};

struct dice_node {
    uint32_t child[2];    /* 0: nobody went there yet; with DICE_IS_LEAF a leaf's index, else a node's */
    uint32_t probability; /* that it strikes */
};

struct dice {
    struct dice_node *nodes;  /* owned; nodes[0] is not used, nodes[1] the root */
    struct dice_leaf *leaves; /* owned */
    uint32_t node_count, node_room, leaf_count, leaf_room;
    uint32_t node_max, leaf_max; /* at most DICE_NODES_MAX, DICE_LEAVES_MAX */
    uint32_t root;               /* 0: no run yet; else as a child */
    struct choices choices;      /* rolls of the run that is played */
    bool (*stop)(void *context); /* asked within a long run that is played; NULL after dice_init */
    void *context;
};

/* An empty tree, which keeps within so many bytes, what it begins with aside (DICE_BYTES_FIRST). */
#define DICE_BYTES_FIRST ((size_t)1 << 18)
bool dice_init(struct dice *dice, size_t memory_max, struct err *err);
void dice_release(struct dice *dice);

/* Walks the run of this seed through the tree; false when it leaves the tree. */
bool dice_walk(struct dice *dice, uint64_t seed, uint64_t number);

enum dice_growth {
    DICE_GROWN,
    DICE_FULL,   /* there is no room for the run: it is played but not counted */
    DICE_STOPPED /* whoever was asked said stop: it is not played to its end */
};

/* Plays the run of this seed by the engine to its end in `world` and grows the tree by it. */
enum dice_growth dice_grow(struct dice *dice, const struct plan *plan, struct world *world, uint64_t seed,
                           uint64_t number);

#endif
