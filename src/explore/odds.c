#include "explore/odds.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "engine/run.h"
#include "engine/state.h"
#include "explore/markov.h"
#include "explore/memory.h"
#include "explore/packed.h"
#include "explore/priority_queue.h"
#include "explore/states.h"

enum { ROLLS_MAX = 1024, PASSES_AT_PAR = 64 };

/* What a run came to: the same in every run that ends in this state. */
struct end {
    uint32_t duplicates[SCENARIO_BOTS_MAX], missed[SCENARIO_BOTS_MAX];
    bot_set silent;
    bool is_cut; /* nobody knows how it would have ended */
};

struct node {
    struct packed *world; /* until it is expanded; owned */
    uint32_t end;         /* + 1; 0: the run goes on */
    uint32_t passes;      /* how often it passed mass on */
    bool is_expanded;
    double mass; /* that came and was not passed on */
};

struct roll {
    bool strikes;
    double chance; /* that it strikes */
};

struct odds_graph {
    struct chooser chooser; /* first: the engine hands it back */
    struct plan *plan;      /* owned */
    const struct scenario *scenario;
    struct states states;
    uint8_t *state; /* room for one */
    struct world *now, *before;
    struct packing *packing;
    struct node *nodes;
    struct chain_state *ways;                 /* out of each node */
    uint32_t node_room, way_room, node_count; /* a node for each state, unless memory ran out at the last */
    struct chain_edge *edges;
    uint32_t edge_count, edge_room;
    struct end *ends;
    uint32_t end_count, end_room;
    struct priority_queue queue;  /* nodes by their mass, but for ends */
    uint32_t open_count;          /* nodes that are not expanded */
    struct roll rolls[ROLLS_MAX]; /* of the step under way */
    uint32_t roll_count, roll_given;
    const struct cancel_token *cancel;
    bool is_stopped;
    bool is_full;                      /* memory was out, or what was allowed of it */
    size_t memory_max, packed, memory; /* bytes: allowed, of the worlds that wait, of everything at the most */
};

static bool roll(struct chooser *chooser, struct world *world, uint32_t fault, uint32_t probability)
{
    struct odds_graph *graph = (struct odds_graph *)chooser;
    uint32_t number;

    (void)world;
    (void)fault;
    if (probability == PROBABILITY_ONE || probability == 0)
        return probability == PROBABILITY_ONE;
    number = graph->roll_count++;
    if (number >= ROLLS_MAX) {
        graph->roll_count = ROLLS_MAX;
        graph->is_full = true;
        return false;
    }
    if (number >= graph->roll_given)
        graph->rolls[number].strikes = false;
    graph->rolls[number].chance = (double)probability / PROBABILITY_ONE;
    return graph->rolls[number].strikes;
}

/* Bytes of what there is from the beginning: this world, the one before the step, that of the packing, and room for a
 * state. */
static size_t fixed_memory(const struct plan *plan)
{
    return 3 * world_size(plan) + state_room(plan);
}

/* Bytes of all but the states. */
static size_t memory_beside(const struct odds_graph *graph)
{
    return fixed_memory(graph->plan) + graph->packed + graph->node_room * sizeof *graph->nodes +
           graph->way_room * sizeof *graph->ways + graph->edge_room * sizeof *graph->edges +
           graph->end_room * sizeof *graph->ends + priority_queue_memory(&graph->queue);
}

/* One more edge to one more node would stay within what was allowed, the flow at the end counted: any array may double.
 * The states have what is left. */
static void look_at_memory(struct odds_graph *graph)
{
    size_t beside = memory_beside(graph), now = beside + states_memory(&graph->states);
    size_t more = world_size(graph->plan) + chain_memory(graph->node_count + 1);

    if (now > graph->memory)
        graph->memory = now;
    if (graph->node_count + 1 >= graph->node_room)
        more += graph->node_room * (sizeof *graph->nodes + sizeof *graph->ways) + priority_queue_memory(&graph->queue);
    if (graph->edge_count + 1 >= graph->edge_room)
        more += graph->edge_room * sizeof *graph->edges;
    if (graph->end_count + 1 >= graph->end_room)
        more += graph->end_room * sizeof *graph->ends;
    graph->is_full = graph->is_full || now + more > graph->memory_max;
    graph->states.room_max = graph->is_full ? 0 : graph->memory_max - beside - more;
}

static bool is_stopped(struct odds_graph *graph)
{
    struct progress progress = {.what = "states", .done = graph->states.count, .stage = 1, .stages = 1, .share = -1};

    graph->is_stopped = graph->is_stopped || cancel_token_stops(graph->cancel, &progress);
    return graph->is_stopped;
}

/* The number of this end's place, + 1. */
static uint32_t end_add(struct odds_graph *graph, const struct world *world)
{
    struct end *end;

    if (!array_grow(&graph->ends, graph->end_count, &graph->end_room, sizeof *graph->ends)) {
        graph->is_full = true;
        return 0;
    }
    end = &graph->ends[graph->end_count];
    *end = (struct end){.is_cut = ended_is_cut(world_ended(world))};
    for (uint32_t o = 1; o <= graph->scenario->occurrences; o++)
        for (uint32_t b = 0; b < graph->scenario->bot_count; b++) {
            struct cell_outcome cell;

            world_cell(graph->plan, world, o, b, &cell);
            end->duplicates[b] += cell.posts > 1 ? cell.posts - 1 : 0;
            end->missed[b] += cell.is_owed && cell.posts == 0;
            end->silent |= (bot_set)cell.is_silent << b;
        }
    return ++graph->end_count;
}

static bool node_init(struct odds_graph *graph, uint32_t index, const struct world *world, bool has_ended)
{
    struct node *node;

    if (!array_grow(&graph->nodes, index, &graph->node_room, sizeof *graph->nodes) ||
        !array_grow(&graph->ways, index, &graph->way_room, sizeof *graph->ways))
        return false;
    node = &graph->nodes[index];
    *node = (struct node){0};
    graph->ways[index] = (struct chain_state){0};
    graph->node_count = index + 1;
    if (has_ended) {
        node->is_expanded = true;
        node->end = end_add(graph, world);
        return true;
    }
    node->world = packed_new(graph->packing, world);
    if (!node->world)
        return false;
    graph->packed += packed_memory(node->world);
    graph->open_count++;
    return true;
}

/* The node of this state, made when it is new. NO_STATE when there is no room. */
static uint32_t node_of(struct odds_graph *graph, const struct world *world, bool has_ended)
{
    bool is_new;
    size_t size = state_write(graph->plan, world, STATE_TIMED, graph->state);
    uint32_t index = states_add(&graph->states, graph->state, size, &is_new);

    if (index == NO_STATE || (is_new && !node_init(graph, index, world, has_ended))) {
        graph->is_full = true;
        return NO_STATE;
    }
    return index;
}

static void edge_add(struct odds_graph *graph, uint32_t from, bool goes_on, double weight)
{
    uint32_t to;

    look_at_memory(graph);
    to = graph->is_full ? NO_STATE : node_of(graph, graph->now, !goes_on);
    if (!array_grow(&graph->edges, graph->edge_count, &graph->edge_room, sizeof *graph->edges))
        graph->is_full = true;
    if (to == NO_STATE || graph->is_full)
        return;
    graph->edges[graph->edge_count++] = (struct chain_edge){to, weight};
    graph->ways[from].edge_count++;
}

static double weight_of(const struct odds_graph *graph)
{
    double weight = 1;

    for (uint32_t i = 0; i < graph->roll_count; i++)
        weight *= graph->rolls[i].strikes ? graph->rolls[i].chance : 1 - graph->rolls[i].chance;
    return weight;
}

/* The next way the dice can fall: the last one that did not strike does. False when there is none. */
static bool rolls_next(struct odds_graph *graph)
{
    uint32_t given = graph->roll_count;

    while (given > 0 && graph->rolls[given - 1].strikes)
        given--;
    if (given == 0)
        return false;
    graph->rolls[given - 1].strikes = true;
    graph->roll_given = given;
    return true;
}

static bool take_step(struct odds_graph *graph)
{
    graph->roll_count = 0;
    return world_step(graph->plan, graph->now, &graph->chooser, NULL);
}

static void node_expanded(struct odds_graph *graph, uint32_t number)
{
    struct node *node = &graph->nodes[number];

    node->is_expanded = true;
    graph->open_count--;
    graph->packed -= packed_memory(node->world);
    packed_free(node->world);
    node->world = NULL;
}

/* `before`: the world of a node so many steps on, in which no dice are rolled. To make those again is less than a copy
 * of the world before each, since which one rolls is not known before. */
static void walk_again(struct odds_graph *graph, uint32_t from, uint64_t steps)
{
    packed_open(graph->packing, graph->nodes[from].world, graph->before);
    while (steps-- > 0 && !is_stopped(graph))
        (void)world_step(graph->plan, graph->before, &graph->chooser, NULL);
}

/* From a node to the next step in which dice are rolled, and out of it in every way they can fall. A node that this is
 * cut short of is not expanded, whatever edges it has. */
static void expand(struct odds_graph *graph, uint32_t from)
{
    uint64_t steps = 0;
    bool goes_on = true;

    packed_open(graph->packing, graph->nodes[from].world, graph->now);
    graph->ways[from].first_edge = graph->edge_count;
    graph->roll_count = graph->roll_given = 0;
    for (; goes_on && graph->roll_count == 0; steps++) {
        if (is_stopped(graph))
            return;
        goes_on = take_step(graph);
    }
    edge_add(graph, from, goes_on, weight_of(graph));
    if (graph->roll_count > 0)
        walk_again(graph, from, steps - 1);
    while (!graph->is_full && rolls_next(graph)) {
        if (is_stopped(graph))
            return;
        world_copy(graph->plan, graph->now, graph->before);
        goes_on = take_step(graph);
        edge_add(graph, from, goes_on, weight_of(graph));
    }
    if (!graph->is_full)
        node_expanded(graph, from);
}

/* The place of a node on the queue: by its mass, but one that has passed on often is in a loop, and other nodes' turns
 * are to come. */
static void node_await(struct odds_graph *graph, uint32_t number)
{
    const struct node *node = &graph->nodes[number];
    double weight = node->mass;

    for (uint32_t passes = PASSES_AT_PAR; passes <= node->passes && weight > 0; passes += PASSES_AT_PAR)
        weight /= 2;
    if (!node->end && weight > 0 && !priority_queue_put(&graph->queue, number, weight))
        graph->is_full = true;
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

/* The greatest mass goes on next, so that what memory or time do not suffice for weighs little. More may come to a node
 * after it was expanded: that goes on in its turn. */
static void expand_all(struct odds_graph *graph)
{
    uint32_t number;

    while (graph->open_count > 0 && !graph->is_full && !is_stopped(graph)) {
        if (!priority_queue_take(&graph->queue, &number))
            return; /* what is left weighs less than the smallest number */
        if (!graph->nodes[number].is_expanded)
            expand(graph, number);
        if (graph->nodes[number].is_expanded)
            pass_on(graph, number);
    }
}

static void tally_end(struct odds_tally *tally, uint32_t duplicates, uint32_t missed, bool is_silent, double mass)
{
    tally->duplicates += mass * duplicates;
    tally->missed += mass * missed;
    tally->duplicates_of[duplicates < ODDS_COUNTS ? duplicates : ODDS_COUNTS - 1] += mass;
    tally->missed_of[missed < ODDS_COUNTS ? missed : ODDS_COUNTS - 1] += mass;
    if (is_silent)
        tally->silent += mass;
}

static void count_end(struct odds *odds, const struct end *end, double mass)
{
    uint32_t duplicates = 0, missed = 0;

    if (end->is_cut) {
        odds->unknown += mass;
        return;
    }
    for (uint32_t b = 0; b < odds->bot_count; b++) {
        tally_end(&odds->bots[b], end->duplicates[b], end->missed[b], end->silent >> b & 1, mass);
        duplicates += end->duplicates[b];
        missed += end->missed[b];
    }
    tally_end(&odds->total, duplicates, missed, end->silent != 0, mass);
    if (duplicates == 0 && missed == 0)
        odds->clean += mass;
}

/* All of it from the beginning, exactly. */
static bool count_all(struct odds_graph *graph, struct odds *odds, struct err *err)
{
    const struct chain chain = {graph->ways, graph->node_count, graph->edges};
    double *mass = calloc(graph->node_count, sizeof *mass);
    double lost;

    if (!mass)
        return err_memory(err);
    lost = chain_solve(&chain, graph->cancel, mass, err);
    for (uint32_t i = 0; lost >= 0 && i < graph->node_count; i++)
        if (graph->nodes[i].end)
            count_end(odds, &graph->ends[graph->nodes[i].end - 1], mass[i]);
    free(mass);
    odds->unknown += lost;
    return lost >= 0 || err_memory(err);
}

/* What has come to the ends, and what waits elsewhere. That is a sum of its own, for what is missing to 1 drowns in
 * rounding where it is small. */
static void count_so_far(const struct odds_graph *graph, struct odds *odds)
{
    for (uint32_t i = 0; i < graph->node_count; i++) {
        const struct node *node = &graph->nodes[i];

        if (node->end)
            count_end(odds, &graph->ends[node->end - 1], node->mass);
        else
            odds->unknown += node->mass;
    }
}

static bool odds_count(struct odds_graph *graph, struct odds *odds, struct err *err)
{
    odds->states = graph->states.count;
    odds->ends = graph->end_count;
    odds->memory = graph->memory;
    odds->is_stopped = graph->is_stopped;
    odds->is_short = graph->is_full && graph->open_count > 0;
    if (graph->open_count == 0)
        return count_all(graph, odds, err);
    count_so_far(graph, odds);
    return true;
}

static bool graph_init(struct odds_graph *graph, struct err *err)
{
    if (!memory_suffices(fixed_memory(graph->plan), graph->memory_max, err) ||
        !states_init(&graph->states, graph->memory_max, err))
        return false;
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
    look_at_memory(graph);
    return true;
}

static void graph_free(struct odds_graph *graph)
{
    for (uint32_t i = 0; i < graph->node_count; i++)
        packed_free(graph->nodes[i].world);
    states_release(&graph->states);
    free(graph->state);
    world_free(graph->now);
    world_free(graph->before);
    packing_free(graph->packing);
    free(graph->nodes);
    free(graph->ways);
    free(graph->edges);
    free(graph->ends);
    priority_queue_release(&graph->queue);
    plan_free(graph->plan);
    free(graph);
}

void odds_release(struct odds *odds)
{
    if (odds->graph)
        graph_free(odds->graph);
    odds->graph = NULL;
}

static struct odds_graph *graph_new(const struct scenario *scenario, size_t memory_max,
                                    const struct cancel_token *cancel, struct err *err)
{
    struct odds_graph *graph = calloc(1, sizeof *graph);

    if (!graph) {
        (void)err_memory(err);
        return NULL;
    }
    graph->chooser.roll = roll;
    graph->scenario = scenario;
    graph->memory_max = memory_max;
    graph->cancel = cancel;
    graph->plan = plan_new(scenario, err);
    if (graph->plan && graph_init(graph, err))
        return graph;
    graph_free(graph);
    return NULL;
}

bool odds_take(const struct scenario *scenario, size_t memory_max, const struct cancel_token *cancel, struct odds *out,
               struct err *err)
{
    struct odds odds = {.bot_count = scenario->bot_count, .graph = graph_new(scenario, memory_max, cancel, err)};

    if (!odds.graph)
        return false;
    expand_all(odds.graph);
    if (!odds_count(odds.graph, &odds, err)) {
        odds_release(&odds);
        return false;
    }
    *out = odds;
    return true;
}
