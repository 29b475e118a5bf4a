#include "explore/dice.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "model/scenario.h"

#define DICE_IS_LEAF 0x80000000u

enum { NODES_FIRST = 1024, LEAVES_FIRST = 64, SLICE = 1 << 18 /* events between two questions whether to stop */ };

/* A run that the engine plays, its rolls recorded. */
struct recording {
    struct chooser chooser; /* first: the engine hands it back */
    struct random random;
    struct choices *choices;
    bool is_long; /* there were more rolls than are recorded */
};

/* The most elements of an array that doubles from `first` on and keeps within so many bytes. */
static uint32_t most_of(uint32_t first, uint32_t most, size_t size, size_t bytes)
{
    while (first < most && 2 * first * size <= bytes)
        first *= 2;
    return first;
}

bool dice_init(struct dice *dice, size_t memory_max, struct err *err)
{
    *dice = (struct dice){.node_room = NODES_FIRST, .leaf_room = LEAVES_FIRST, .node_count = 1};
    /* An array that grows is there twice for a moment. */
    dice->node_max = most_of(NODES_FIRST, DICE_NODES_MAX, sizeof *dice->nodes, memory_max / 4);
    dice->leaf_max = most_of(LEAVES_FIRST, DICE_LEAVES_MAX, sizeof *dice->leaves, memory_max / 4);
    dice->nodes = malloc(dice->node_room * sizeof *dice->nodes);
    dice->leaves = malloc(dice->leaf_room * sizeof *dice->leaves);
    if (dice->nodes && dice->leaves && choices_init(&dice->choices, DICE_ROLLS_MAX, NULL, err))
        return true;
    dice_release(dice);
    return err_memory(err);
}

void dice_release(struct dice *dice)
{
    free(dice->nodes);
    free(dice->leaves);
    choices_release(&dice->choices);
    *dice = (struct dice){0};
}

bool dice_walk(struct dice *dice, uint64_t seed, uint64_t number)
{
    uint32_t at = dice->root;
    struct random random;

    if (at == 0)
        return false;
    random_seed(&random, seed, RANDOM_FAULTS);
    while (at != 0 && !(at & DICE_IS_LEAF)) {
        const struct dice_node *node = &dice->nodes[at];

        at = node->child[random_below(&random, PROBABILITY_ONE) < node->probability];
    }
    if (at == 0)
        return false;
    dice->leaves[at & ~DICE_IS_LEAF].runs[number % STATS_BATCHES]++;
    return true;
}

/* The engine's own dice, from its own stream, recorded. */
static bool roll(struct chooser *chooser, struct world *world, uint32_t fault, uint32_t probability)
{
    struct recording *recording = (struct recording *)chooser;
    bool strikes;

    (void)world;
    (void)fault;
    if (probability == PROBABILITY_ONE)
        return true;
    strikes = random_below(&recording->random, PROBABILITY_ONE) < probability;
    if (recording->choices->now.count < DICE_ROLLS_MAX)
        choices_take(recording->choices, 2, strikes)->probability = probability;
    else
        recording->is_long = true;
    return strikes;
}

static bool has_room(struct dice *dice, uint32_t rolls)
{
    if (dice->node_count + rolls > dice->node_max || dice->leaf_count == dice->leaf_max)
        return false;
    while (dice->node_count + rolls > dice->node_room)
        if (!array_grow(&dice->nodes, dice->node_room, &dice->node_room, sizeof *dice->nodes))
            return false;
    return array_grow(&dice->leaves, dice->leaf_count, &dice->leaf_room, sizeof *dice->leaves);
}

/* Adds the nodes of the rolls that are missing, and a leaf. The leaf is new: had it been there, the run would have been
 * walked. */
static void insert(struct dice *dice, uint64_t number)
{
    uint32_t *link = &dice->root;
    struct dice_leaf *leaf = &dice->leaves[dice->leaf_count];

    for (uint32_t i = 0; i < dice->choices.now.count; i++) {
        const struct choice *rolled = &dice->choices.list[i];

        if (*link == 0) {
            *link = dice->node_count++;
            dice->nodes[*link] = (struct dice_node){.probability = rolled->probability};
        }
        link = &dice->nodes[*link].child[rolled->answer];
    }
    *link = DICE_IS_LEAF | dice->leaf_count++;
    memset(leaf, 0, sizeof *leaf);
    leaf->first = number;
    leaf->runs[number % STATS_BATCHES] = 1;
}

enum dice_growth dice_grow(struct dice *dice, const struct plan *plan, struct world *world, uint64_t seed,
                           uint64_t number)
{
    struct recording recording = {.chooser.roll = roll, .choices = &dice->choices};

    choices_replay(&dice->choices, (struct sequence){0});
    random_seed(&recording.random, seed, RANDOM_FAULTS);
    world_start(plan, world, seed);
    while (world_run_some(plan, world, &recording.chooser, NULL, SLICE))
        if (dice->stop && dice->stop(dice->context))
            return DICE_STOPPED;
    if (recording.is_long || !has_room(dice, dice->choices.now.count))
        return DICE_FULL;
    insert(dice, number);
    return DICE_GROWN;
}
