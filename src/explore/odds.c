#include "explore/odds.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "engine/run.h"
#include "engine/state.h"
#include "explore/agenda.h"
#include "explore/packed.h"
#include "explore/states.h"

enum { ROLLS_MAX = 1024, STOP_EVERY = 64 };

/* What a run came to: the same in every run that ends in this state. */
struct end {
    uint32_t duplicates[SCENARIO_BOTS_MAX], missed[SCENARIO_BOTS_MAX];
    bot_set silent;
};

struct node {
    struct packed *world; /* until it is expanded; owned */
    uint32_t first_edge, edge_count;
    uint32_t waiting; /* edges into it whose weight has not come yet */
    uint32_t end;     /* + 1; 0: the run goes on */
    bool is_expanded;
    double mass; /* that came and was not passed on; in the end all that came */
};

struct edge {
    uint32_t to;
    double weight;
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
    uint32_t node_room, node_count; /* a node for each state, unless memory ran out at the last */
    struct edge *edges;
    uint32_t edge_count, edge_room;
    struct end *ends;
    uint32_t end_count, end_room;
    struct agenda agenda;         /* nodes by their mass, but for ends */
    uint32_t open_count;          /* nodes that are not expanded */
    struct roll rolls[ROLLS_MAX]; /* of the step under way */
    uint32_t roll_count, roll_given;
    bool is_full;                      /* memory was out, or what was allowed of it */
    size_t memory_max, packed, memory; /* bytes: allowed, of the worlds that wait, of everything at the most */
};

static bool roll(void *context, uint32_t fault, uint32_t probability)
{
    struct odds_graph *graph = context;
    uint32_t number;

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

static bool strike(struct chooser *chooser, const struct plan *plan, struct world *world, const struct gap *gap,
                   struct strike *out)
{
    return chooser_scripted_rolled(plan, world, gap, out, roll, chooser);
}

static void note_memory(struct odds_graph *graph)
{
    size_t memory = states_memory(&graph->states) + graph->packed + graph->node_room * sizeof *graph->nodes +
                    graph->edge_room * sizeof *graph->edges + graph->end_room * sizeof *graph->ends +
                    agenda_memory(&graph->agenda);

    if (memory > graph->memory)
        graph->memory = memory;
    graph->is_full = graph->is_full || memory > graph->memory_max;
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
    *end = (struct end){.silent = 0};
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

    if (!array_grow(&graph->nodes, index, &graph->node_room, sizeof *graph->nodes))
        return false;
    node = &graph->nodes[index];
    *node = (struct node){0};
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
    uint32_t to = node_of(graph, graph->now, !goes_on);

    if (!array_grow(&graph->edges, graph->edge_count, &graph->edge_room, sizeof *graph->edges))
        graph->is_full = true;
    if (to == NO_STATE || graph->is_full)
        return;
    graph->edges[graph->edge_count++] = (struct edge){to, weight};
    graph->nodes[from].edge_count++;
    graph->nodes[to].waiting++;
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

/* From a node to the next step in which dice are rolled, and out of it in every way they can fall. */
static void expand(struct odds_graph *graph, uint32_t from)
{
    bool goes_on = true;

    packed_open(graph->packing, graph->nodes[from].world, graph->now);
    graph->nodes[from].first_edge = graph->edge_count;
    graph->roll_count = 0;
    while (goes_on && graph->roll_count == 0) {
        world_copy(graph->plan, graph->before, graph->now);
        graph->roll_given = 0;
        goes_on = take_step(graph);
    }
    edge_add(graph, from, goes_on, weight_of(graph));
    while (!graph->is_full && rolls_next(graph)) {
        world_copy(graph->plan, graph->now, graph->before);
        goes_on = take_step(graph);
        edge_add(graph, from, goes_on, weight_of(graph));
    }
    if (graph->is_full)
        return;
    graph->nodes[from].is_expanded = true;
    graph->open_count--;
    graph->packed -= packed_memory(graph->nodes[from].world);
    packed_free(graph->nodes[from].world);
    graph->nodes[from].world = NULL;
}

static void pass_on(struct odds_graph *graph, uint32_t from)
{
    struct node *node = &graph->nodes[from];

    for (uint32_t e = 0; e < node->edge_count; e++) {
        const struct edge *edge = &graph->edges[node->first_edge + e];
        struct node *to = &graph->nodes[edge->to];

        to->mass += node->mass * edge->weight;
        if (!to->end && to->mass > 0 && !agenda_put(&graph->agenda, edge->to, to->mass))
            graph->is_full = true;
    }
    node->mass = 0;
}

/* The greatest mass goes on next, so that what memory or time do not suffice for weighs little. More may come to a node after it was
 * expanded: that goes on in its turn. */
static void expand_all(struct odds_graph *graph, const struct watch *watch, bool *is_stopped)
{
    uint32_t number;

    for (uint32_t i = 0; graph->open_count > 0 && !graph->is_full && !*is_stopped; i++) {
        if (!agenda_take(&graph->agenda, &number))
            return; /* what is left weighs less than the smallest number */
        if (!graph->nodes[number].is_expanded)
            expand(graph, number);
        if (graph->nodes[number].is_expanded)
            pass_on(graph, number);
        note_memory(graph);
        *is_stopped = i % STOP_EVERY == 0 && watch_stops(watch, &(struct progress){.what = "states",
                                                                                   .done = graph->states.count,
                                                                                   .stage = 1,
                                                                                   .stages = 1,
                                                                                   .share = -1});
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

    for (uint32_t b = 0; b < odds->bot_count; b++) {
        tally_end(&odds->bots[b], end->duplicates[b], end->missed[b], end->silent >> b & 1, mass);
        duplicates += end->duplicates[b];
        missed += end->missed[b];
    }
    tally_end(&odds->total, duplicates, missed, end->silent != 0, mass);
    if (duplicates == 0 && missed == 0)
        odds->clean += mass;
}

/* All of it from the beginning, exactly: a node whose whole mass has come passes it on. */
static bool flow(struct odds_graph *graph, struct odds *odds, struct err *err)
{
    uint32_t *ready = malloc((graph->node_count + 1) * sizeof *ready);
    uint32_t count = 0;

    if (!ready)
        return err_memory(err);
    for (uint32_t i = 0; i < graph->node_count; i++)
        graph->nodes[i].mass = i == 0;
    ready[count++] = 0;
    while (count > 0) {
        const struct node *node = &graph->nodes[ready[--count]];

        if (node->end)
            count_end(odds, &graph->ends[node->end - 1], node->mass);
        for (uint32_t e = 0; e < node->edge_count; e++) {
            const struct edge *edge = &graph->edges[node->first_edge + e];

            graph->nodes[edge->to].mass += node->mass * edge->weight;
            if (--graph->nodes[edge->to].waiting == 0)
                ready[count++] = edge->to;
        }
    }
    free(ready);
    return true;
}

/* What has come to the ends, and what waits elsewhere. That is a sum of its own, for what is missing to 1 drowns in rounding where it is
 * small. */
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
    if (graph->open_count == 0)
        return flow(graph, odds, err);
    count_so_far(graph, odds);
    return true;
}

static bool graph_init(struct odds_graph *graph, struct err *err)
{
    if (!states_init(&graph->states, graph->memory_max / 2, err))
        return false;
    graph->state = malloc(state_room(graph->plan));
    graph->now = world_new(graph->plan, err);
    graph->before = world_new(graph->plan, err);
    graph->packing = packing_new(graph->plan, graph->scenario->seed, err);
    if (!graph->state || !graph->now || !graph->before || !graph->packing)
        return err_memory(err);
    world_start(graph->plan, graph->now, graph->scenario->seed);
    if (node_of(graph, graph->now, false) != 0 || !agenda_put(&graph->agenda, 0, 1))
        return err_memory(err);
    graph->nodes[0].mass = 1;
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
    free(graph->edges);
    free(graph->ends);
    agenda_release(&graph->agenda);
    plan_free(graph->plan);
    free(graph);
}

void odds_release(struct odds *odds)
{
    if (odds->graph)
        graph_free(odds->graph);
    odds->graph = NULL;
}

static struct odds_graph *graph_new(const struct scenario *scenario, size_t memory_max, struct err *err)
{
    struct odds_graph *graph = calloc(1, sizeof *graph);

    if (!graph) {
        (void)err_memory(err);
        return NULL;
    }
    graph->chooser.strike = strike;
    graph->scenario = scenario;
    graph->memory_max = memory_max;
    graph->plan = plan_new(scenario, err);
    if (graph->plan && graph_init(graph, err))
        return graph;
    graph_free(graph);
    return NULL;
}

bool odds_take(const struct scenario *scenario, size_t memory_max, const struct watch *watch, struct odds *out,
               struct err *err)
{
    struct odds odds = {.bot_count = scenario->bot_count, .graph = graph_new(scenario, memory_max, err)};

    if (!odds.graph)
        return false;
    expand_all(odds.graph, watch, &odds.is_stopped);
    if (!odds_count(odds.graph, &odds, err)) {
        odds_release(&odds);
        return false;
    }
    *out = odds;
    return true;
}

static bool any_varies(const struct duration *durations, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (durations[i].kind != DURATION_FIXED)
            return true;
    return false;
}

static const char *job_obstacle(const struct job *job)
{
    if (any_varies(job->latency, MICRO_COUNT))
        return "the length of a step varies";
    if (job->retry.limit > 0 &&
        (job->retry.kind == RETRY_SIDEKIQ || any_varies(job->retry.waits, job->retry.wait_count)))
        return "the wait before a retry varies";
    for (uint32_t s = 0; s < job->step_count; s++)
        if (job->steps[s].kind == STEP_WAIT && any_varies(&job->steps[s].wait, 1))
            return "the length of a wait varies";
    return NULL;
}

const char *odds_obstacle(const struct scenario *scenario)
{
    const char *obstacle = NULL;

    for (uint32_t b = 0; b < scenario->bot_count; b++)
        if (any_varies(scenario->bots[b].latency, MICRO_COUNT))
            return "the length of a step varies";
    for (uint32_t j = 0; j < scenario->job_count && !obstacle; j++)
        obstacle = job_obstacle(&scenario->jobs[j]);
    for (uint32_t e = 0; e < scenario->entry_count && !obstacle; e++)
        if (scenario->entries[e].times > 1 && any_varies(&scenario->entries[e].every, 1))
            obstacle = "the time between two days varies";
    for (uint32_t f = 0; f < scenario->fault_count && !obstacle; f++)
        if (scenario->faults[f].is_platform && scenario->faults[f].probability < PROBABILITY_ONE)
            obstacle = "a platform's fault has a probability";
    return obstacle;
}
