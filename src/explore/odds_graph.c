#include "explore/odds_graph.h"

#include <stdlib.h>

#include "base/range.h"
#include "engine/state.h"

enum { ROLLS_MAX = 1024, PASSES_AT_PAR = 64 };

static bool roll(struct chooser *chooser, struct world *world, uint32_t fault, uint32_t probability)
{
    struct odds_graph *graph = (struct odds_graph *)chooser;
    struct choice *choice;

    (void)world;
    (void)fault;
    if (probability == PROBABILITY_ONE || probability == 0)
        return probability == PROBABILITY_ONE;
    if (graph->choices.now.count == ROLLS_MAX) {
        budget_exhaust(&graph->budget);
        return false;
    }
    choice = choices_take(&graph->choices, 2, 0);
    choice->probability = probability;
    return choice->answer == 1;
}

/* Bytes of what is always there: the world, the one before the step, the packing's, and room for a state. */
static size_t fixed_memory(const struct plan *plan)
{
    return 3 * world_size(plan) + state_room(plan);
}

/* Ends the growth unless one more edge and node would fit, with every array that may double, and solving the graph at
 * the end. Reserves the bytes of those; the states have the rest. */
static void look_at_memory(struct odds_graph *graph)
{
    struct budget *budget = &graph->budget;
    size_t more = world_size(graph->plan) + chain_memory(graph->node_count + 1);

    graph->memory = max_size(graph->memory, budget->bytes);
    if (graph->node_count + 1 >= graph->node_room)
        more += graph->node_room * (sizeof *graph->nodes + sizeof *graph->ways) + priority_queue_memory(&graph->queue);
    if (graph->edge_count + 1 >= graph->edge_room)
        more += graph->edge_room * sizeof *graph->edges;
    if (graph->end_count + 1 >= graph->end_room)
        more += graph->end_room * sizeof *graph->ends;
    budget->bytes_reserved = 0;
    if (!budget_fits(budget, more))
        budget_exhaust(budget);
    budget->bytes_reserved = more;
}

static bool is_over(struct odds_graph *graph)
{
    struct progress progress = {.what = "states", .done = graph->states.count, .stage = 1, .stages = 1, .share = -1};

    return budget_stops(&graph->budget, &progress);
}

/* Adds an end; returns its place + 1, or 0 when memory is out. */
static uint32_t end_add(struct odds_graph *graph, const struct world *world)
{
    struct counts bots[SCENARIO_BOTS_MAX];
    struct outcome outcome;
    struct odds_end *end;

    if (!budget_grow(&graph->budget, &graph->ends, graph->end_count, &graph->end_room, sizeof *graph->ends))
        return 0;
    end = &graph->ends[graph->end_count];
    world_outcome_by_bot(graph->plan, world, &outcome, bots);
    *end = (struct odds_end){.is_cut = ended_is_cut(outcome.ended)};
    for (uint32_t b = 0; b < graph->scenario->bot_count; b++) {
        end->duplicates[b] = (uint32_t)bots[b].duplicates;
        end->missed[b] = (uint32_t)bots[b].missed;
        end->silent |= (bot_set)(bots[b].silent > 0) << b;
    }
    return ++graph->end_count;
}

static bool node_init(struct odds_graph *graph, uint32_t index, const struct world *world, bool has_ended)
{
    struct odds_node *node;

    if (!budget_grow(&graph->budget, &graph->nodes, index, &graph->node_room, sizeof *graph->nodes) ||
        !budget_grow(&graph->budget, &graph->ways, index, &graph->way_room, sizeof *graph->ways))
        return false;
    node = &graph->nodes[index];
    *node = (struct odds_node){0};
    graph->ways[index] = (struct chain_state){0};
    graph->node_count = index + 1;
    if (has_ended) {
        node->is_expanded = true;
        node->end = end_add(graph, world);
        return true;
    }
    node->world = packed_new(graph->packing, world);
    if (!node->world) {
        budget_starve(&graph->budget);
        return false;
    }
    budget_take(&graph->budget, packed_memory(node->world));
    graph->open_count++;
    return true;
}

/* Returns the node of this state, which is made when the state is new; NO_STATE when there is no room. */
static uint32_t node_of(struct odds_graph *graph, const struct world *world, bool has_ended)
{
    bool is_new;
    size_t size = state_write(graph->plan, world, STATE_TIMED, graph->state);
    uint32_t index = states_add(&graph->states, graph->state, size, &is_new);

    if (index == NO_STATE || (is_new && !node_init(graph, index, world, has_ended))) {
        budget_exhaust(&graph->budget);
        return NO_STATE;
    }
    return index;
}

static void edge_add(struct odds_graph *graph, uint32_t from, bool goes_on, double weight)
{
    uint32_t to;

    look_at_memory(graph);
    to = budget_is_over(&graph->budget) ? NO_STATE : node_of(graph, graph->now, !goes_on);
    (void)budget_grow(&graph->budget, &graph->edges, graph->edge_count, &graph->edge_room, sizeof *graph->edges);
    if (budget_is_over(&graph->budget))
        return;
    graph->edges[graph->edge_count++] = (struct chain_edge){to, weight};
    graph->ways[from].edge_count++;
}

/* The chance that the dice fall so. */
static double weight_of(const struct choices *choices, struct sequence rolls)
{
    double weight = 1;

    for (uint32_t i = 0; i < rolls.count; i++) {
        const struct choice *choice = &choices->list[rolls.first + i];
        double chance = (double)choice->probability / PROBABILITY_ONE;

        weight *= choice->answer ? chance : 1 - chance;
    }
    return weight;
}

/* Takes one step, in which the first dice fall as `rolls` says. Sets it to all dice of the step. */
static bool take_step(struct odds_graph *graph, struct sequence *rolls)
{
    bool goes_on;

    choices_replay(&graph->choices, *rolls);
    goes_on = world_step(graph->plan, graph->now, &graph->chooser, NULL);
    *rolls = graph->choices.now;
    return goes_on;
}

static void node_expanded(struct odds_graph *graph, uint32_t number)
{
    struct odds_node *node = &graph->nodes[number];

    node->is_expanded = true;
    graph->open_count--;
    budget_give(&graph->budget, packed_memory(node->world));
    packed_free(node->world);
    node->world = NULL;
}

/* Sets `before` to the world of a node so many steps on, in which no dice are rolled. Taking them again is cheaper than
 * a copy before each step, for nobody knows which one will roll. */
static void walk_again(struct odds_graph *graph, uint32_t from, uint64_t steps)
{
    packed_open(graph->packing, graph->nodes[from].world, graph->before);
    while (steps-- > 0 && !is_over(graph))
        (void)world_step(graph->plan, graph->before, &graph->chooser, NULL);
}

/* Goes from a node to the next step that rolls dice, and adds an edge for each way that they fall. A node that was cut
 * short stays unexpanded, whatever edges it has. */
static void expand(struct odds_graph *graph, uint32_t from)
{
    struct sequence rolls = {0};
    uint64_t steps = 0;
    bool goes_on = true;

    packed_open(graph->packing, graph->nodes[from].world, graph->now);
    graph->ways[from].first_edge = graph->edge_count;
    for (; goes_on && rolls.count == 0; steps++) {
        if (is_over(graph))
            return;
        goes_on = take_step(graph, &rolls);
    }
    edge_add(graph, from, goes_on, weight_of(&graph->choices, rolls));
    if (rolls.count > 0)
        walk_again(graph, from, steps - 1);
    while (!budget_is_over(&graph->budget) && choices_raise(&graph->choices, &rolls)) {
        if (is_over(graph))
            return;
        world_copy(graph->plan, graph->now, graph->before);
        goes_on = take_step(graph, &rolls);
        edge_add(graph, from, goes_on, weight_of(&graph->choices, rolls));
    }
    if (!budget_is_over(&graph->budget))
        node_expanded(graph, from);
}

/* Puts a node into the queue by its mass. One that has passed on often is in a loop and weighs less, so that others get
 * their turn. */
static void node_await(struct odds_graph *graph, uint32_t number)
{
    const struct odds_node *node = &graph->nodes[number];
    double weight = node->mass;

    for (uint32_t passes = PASSES_AT_PAR; passes <= node->passes && weight > 0; passes += PASSES_AT_PAR)
        weight /= 2;
    if (!node->end && weight > 0 && !priority_queue_put(&graph->queue, number, weight))
        budget_exhaust(&graph->budget);
}

static void pass_on(struct odds_graph *graph, uint32_t from)
{
    const struct chain_state *way = &graph->ways[from];
    double mass = graph->nodes[from].mass;

    graph->nodes[from].mass = 0;
    graph->nodes[from].passes++;
    for (uint32_t e = 0; e < way->edge_count; e++) {
        const struct chain_edge *edge = &graph->edges[way->first_edge + e];

        graph->nodes[edge->to].mass += mass * edge->weight;
        node_await(graph, edge->to);
    }
}

/* Expands the node with the greatest mass first, so that what stays open weighs little. Mass that comes to a node later
 * is passed on when its turn comes. */
void odds_graph_expand(struct odds_graph *graph)
{
    uint32_t number;

    while (graph->open_count > 0 && !is_over(graph)) {
        if (!priority_queue_take(&graph->queue, &number))
            return; /* what is left weighs less than the smallest number */
        if (!graph->nodes[number].is_expanded)
            expand(graph, number);
        if (graph->nodes[number].is_expanded)
            pass_on(graph, number);
    }
}

static bool graph_init(struct odds_graph *graph, struct err *err)
{
    size_t fixed = fixed_memory(graph->plan);

    if (!budget_suffices(fixed, graph->budget.bytes_max, err) || !states_init(&graph->states, &graph->budget, err) ||
        !choices_init(&graph->choices, ROLLS_MAX, NULL, err))
        return false;
    graph->queue.budget = &graph->budget;
    graph->state = malloc(state_room(graph->plan));
    graph->now = world_new(graph->plan, err);
    graph->before = world_new(graph->plan, err);
    graph->packing = packing_new(graph->plan, graph->scenario->seed, err);
    if (!graph->state || !graph->now || !graph->before || !graph->packing)
        return err_memory(err);
    world_start(graph->plan, graph->now, graph->scenario->seed);
    if (node_of(graph, graph->now, false) != 0 || !priority_queue_put(&graph->queue, 0, 1))
        return err_memory(err);
    graph->nodes[0].mass = 1;
    budget_take(&graph->budget, fixed); /* after the first state, which is there however little is allowed */
    look_at_memory(graph);
    return true;
}

void odds_graph_free(struct odds_graph *graph)
{
    for (uint32_t i = 0; i < graph->node_count; i++)
        packed_free(graph->nodes[i].world);
    states_release(&graph->states);
    free(graph->state);
    world_free(graph->now);
    world_free(graph->before);
    packing_free(graph->packing);
    choices_release(&graph->choices);
    free(graph->nodes);
    free(graph->ways);
    free(graph->edges);
    free(graph->ends);
    priority_queue_release(&graph->queue);
    plan_free(graph->plan);
    free(graph);
}

struct odds_graph *odds_graph_new(const struct scenario *scenario, size_t memory_max, const struct cancel_token *cancel,
                                  struct err *err)
{
    struct odds_graph *graph = calloc(1, sizeof *graph);

    if (!graph) {
        (void)err_memory(err);
        return NULL;
    }
    graph->chooser.roll = roll;
    graph->scenario = scenario;
    graph->budget = (struct budget){.cancel = cancel, .bytes_max = memory_max};
    graph->plan = plan_new(scenario, err);
    if (graph->plan && graph_init(graph, err))
        return graph;
    odds_graph_free(graph);
    return NULL;
}
