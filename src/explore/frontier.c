#include "explore/frontier.h"

#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/range.h"
#include "engine/state.h"

enum { NUMBERS_KEPT = 3, STATES_SHARE = 4 };

/* A state that waits. Its memory is freed once its runs were made; its number stays, as the set of states keeps it. */
struct frontier_node {
    struct world *world; /* owned; NULL once it is over */
    struct seen *seen;   /* owned */
    uint32_t seen_count;
    struct trails trails;  /* room for options.trails_max; owned */
    struct arrival_by *by; /* owned */
    uint32_t by_count, by_room;
    uint32_t next; /* of its layer: node + 1 */
};

bool frontier_init(struct frontier *frontier, const struct plan *plan, const struct frontier_options *options,
                   struct err *err)
{
    *frontier = (struct frontier){
        .plan = plan,
        .options = *options,
        .of_states = {.bytes_max = options->memory_max / STATES_SHARE},
        .of_nodes = {.bytes_max = options->memory_max - options->memory_max / STATES_SHARE},
    };
    return states_init(&frontier->states, &frontier->of_states, err);
}

/* Bytes of the trails that one node keeps. */
static size_t trails_memory(const struct frontier *frontier)
{
    return frontier->options.trails_max * sizeof(struct trail);
}

static size_t node_memory(const struct frontier *frontier, const struct frontier_node *node)
{
    return world_size(frontier->plan) + trails_memory(frontier) + node->seen_count * sizeof *node->seen +
           node->by_room * sizeof *node->by;
}

static void node_release(struct frontier *frontier, struct frontier_node *node)
{
    if (!node->world)
        return;
    budget_give(&frontier->of_nodes, node_memory(frontier, node));
    world_free(node->world);
    free(node->trails.list);
    free(node->seen);
    free(node->by);
    *node = (struct frontier_node){.next = node->next};
}

void frontier_release(struct frontier *frontier)
{
    for (uint32_t i = 0; i < frontier->node_count; i++)
        node_release(frontier, &frontier->nodes[i]);
    states_release(&frontier->states);
    free(frontier->state);
    free(frontier->nodes);
    *frontier = (struct frontier){0};
}

/* Is there room for one more node or way, when every array that may double does? */
static bool has_room(const struct frontier *frontier, const struct arrival *arrival)
{
    size_t more = world_size(frontier->plan) + trails_memory(frontier) + arrival->seen_count * sizeof(struct seen) +
                  frontier->ways_max * sizeof(struct arrival_by);

    if (frontier->node_count == frontier->node_room)
        more += frontier->node_room * sizeof *frontier->nodes;
    return budget_fits(&frontier->of_nodes, more) && arrival->seen_count <= PATH_SEEN_MAX;
}

/* Writes the gaps that the path has passed of instances that are not over, as the state numbers these; returns where it
 * ends. */
static uint8_t *seen_write(const struct frontier *frontier, const struct arrival *arrival, uint8_t *out)
{
    for (uint32_t i = 0; i < arrival->seen_count; i++) {
        uint32_t instance = state_instance(frontier->plan, arrival->world, arrival->seen[i].job);
        struct seen seen = {instance, arrival->seen[i].attempt};

        if (instance == 0)
            continue;
        memcpy(out, &seen, sizeof seen);
        out += sizeof seen;
    }
    return out;
}

/* Makes room for the bytes of this state. */
static bool state_fits(struct frontier *frontier, const struct arrival *arrival)
{
    size_t wanted = state_room(frontier->plan) + NUMBERS_KEPT * sizeof(uint64_t) +
                    arrival->seen_count * sizeof(struct seen);
    uint8_t *state;

    if (wanted <= frontier->state_room)
        return true;
    state = realloc(frontier->state, 2 * wanted);
    if (!state) {
        budget_starve(&frontier->of_states);
        return false;
    }
    frontier->state = state;
    frontier->state_room = 2 * wanted;
    return true;
}

/* Writes the bytes that tell states apart: the engine's state, then what the path remembers. */
static size_t state_of(struct frontier *frontier, const struct arrival *arrival)
{
    const struct trail *trail = arrival->trails;
    uint64_t numbers[NUMBERS_KEPT] = {trail->count, trail->on, trail->off};
    uint8_t *out = frontier->state +
                   state_write(frontier->plan, arrival->world, frontier->options.kind, frontier->state);

    memcpy(out, numbers, sizeof numbers);
    return (size_t)(seen_write(frontier, arrival, out + sizeof numbers) - frontier->state);
}

static bool seen_copy(struct frontier_node *node, const struct arrival *arrival)
{
    struct seen *seen = realloc(node->seen, (arrival->seen_count + 1) * sizeof *seen);

    if (!seen)
        return false;
    node->seen = seen;
    node->seen_count = arrival->seen_count;
    if (arrival->seen_count > 0)
        memcpy(seen, arrival->seen, arrival->seen_count * sizeof *seen);
    return true;
}

/* A node has its state's number. */
static bool node_init(struct frontier *frontier, uint32_t number, const struct arrival *arrival)
{
    struct frontier_layer *layer = &frontier->layers[arrival->trails->count];
    struct frontier_node *node = &frontier->nodes[number];
    struct err err;

    *node = (struct frontier_node){
        .world = world_new(frontier->plan, &err),
        .trails = {.list = malloc(trails_memory(frontier)), .room = frontier->options.trails_max},
    };
    frontier->node_count = number + 1;
    if (!node->world || !node->trails.list || !seen_copy(node, arrival)) {
        world_free(node->world);
        free(node->trails.list);
        *node = (struct frontier_node){.world = NULL};
        budget_starve(&frontier->of_nodes);
        return false;
    }
    budget_take(&frontier->of_nodes, node_memory(frontier, node));
    if (layer->last)
        frontier->nodes[layer->last - 1].next = number + 1;
    else
        layer->first = number + 1;
    layer->last = number + 1;
    layer->count++;
    return true;
}

/* Keeps the earliest ways, and the world of the first, in which instances may have other ids; so what its path has
 * passed comes with it. */
static void node_arrive(struct frontier *frontier, struct frontier_node *node, const struct arrival *arrival)
{
    bool is_first = node->trails.count == 0 || trail_precedes(arrival->trails, node->trails.list);

    budget_give(&frontier->of_nodes, node_memory(frontier, node));
    if (is_first && seen_copy(node, arrival))
        world_copy(frontier->plan, node->world, arrival->world);
    budget_take(&frontier->of_nodes, node_memory(frontier, node));
    for (uint32_t i = 0; i < arrival->trail_count; i++)
        trails_add(&node->trails, &arrival->trails[i]);
}

static bool way_add(struct frontier *frontier, struct frontier_node *node, const struct arrival_by *by)
{
    if (!budget_grow(&frontier->of_nodes, &node->by, node->by_count, &node->by_room, sizeof *node->by))
        return false;
    node->by[node->by_count++] = *by;
    frontier->ways_max = max_u32(frontier->ways_max, node->by_count);
    return true;
}

bool frontier_add(struct frontier *frontier, const struct arrival *arrival)
{
    bool is_new;
    uint32_t number;

    CHECK(arrival->by_count == 1 && arrival->trail_count > 0 && arrival->trails->count <= PLACEMENTS_MAX);
    if (frontier_is_starved(frontier) || !has_room(frontier, arrival) || !state_fits(frontier, arrival) ||
        !budget_grow(&frontier->of_nodes, &frontier->nodes, frontier->node_count, &frontier->node_room,
                     sizeof *frontier->nodes))
        return false;
    number = states_add(&frontier->states, frontier->state, state_of(frontier, arrival), &is_new);
    if (number == NO_STATE || (is_new && !node_init(frontier, number, arrival)))
        return false;
    node_arrive(frontier, &frontier->nodes[number], arrival);
    if (!way_add(frontier, &frontier->nodes[number], arrival->by))
        return false;
    frontier->memory = max_size(frontier->memory, frontier->of_states.bytes + frontier->of_nodes.bytes);
    return true;
}

bool frontier_take(struct frontier *frontier, uint32_t layer, struct arrival *out)
{
    struct frontier_layer *of = &frontier->layers[layer];
    struct frontier_node *node;

    CHECK(layer <= PLACEMENTS_MAX);
    if (frontier->taken)
        node_release(frontier, &frontier->nodes[frontier->taken - 1]);
    frontier->taken = of->first;
    if (!of->first)
        return false;
    node = &frontier->nodes[of->first - 1];
    of->first = node->next;
    of->taken++;
    *out = (struct arrival){
        .world = node->world,
        .trails = node->trails.list,
        .trail_count = node->trails.count,
        .seen = node->seen,
        .seen_count = node->seen_count,
        .by = node->by,
        .by_count = node->by_count,
    };
    return true;
}
