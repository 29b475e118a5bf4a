#include "explore/odds.h"

#include <stdlib.h>

#include "base/range.h"
#include "explore/odds_graph.h"

static void tally_end(struct odds_tally *tally, uint32_t duplicates, uint32_t missed, bool is_silent, double mass)
{
    tally->duplicates += mass * duplicates;
    tally->missed += mass * missed;
    tally->duplicates_of[min_u32(duplicates, ODDS_COUNTS - 1)] += mass;
    tally->missed_of[min_u32(missed, ODDS_COUNTS - 1)] += mass;
    if (is_silent)
        tally->silent += mass;
}

static void count_end(const struct scenario *scenario, struct odds *odds, const struct odds_end *end, double mass)
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
    if ((duplicates == 0 || !wish_is_judged(scenario, WISH_ONCE)) &&
        (missed == 0 || !wish_is_judged(scenario, WISH_MADE)))
        odds->clean += mass;
}

/* Counts the whole graph, exactly. */
static bool count_all(struct odds_graph *graph, struct odds *odds, struct err *err)
{
    const struct chain chain = {graph->ways, graph->node_count, graph->edges};
    double *mass = calloc(graph->node_count, sizeof *mass);
    double lost;

    if (!mass)
        return err_memory(err);
    lost = chain_solve(&chain, graph->budget.cancel, mass, err);
    for (uint32_t i = 0; lost >= 0 && i < graph->node_count; i++)
        if (graph->nodes[i].end)
            count_end(plan_scenario(graph->plan), odds, &graph->ends[graph->nodes[i].end - 1], mass[i]);
    free(mass);
    odds->unknown += lost;
    return lost >= 0 || err_memory(err);
}

/* Counts what has come to the ends. What waits elsewhere is summed up by itself: 1 minus the ends would be lost in
 * rounding where it is small. */
static void count_so_far(const struct odds_graph *graph, struct odds *odds)
{
    for (uint32_t i = 0; i < graph->node_count; i++) {
        const struct odds_node *node = &graph->nodes[i];

        if (node->end)
            count_end(plan_scenario(graph->plan), odds, &graph->ends[node->end - 1], node->mass);
        else
            odds->unknown += node->mass;
    }
}

static bool odds_count(struct odds_graph *graph, struct odds *odds, struct err *err)
{
    odds->states = graph->states.count;
    odds->ends = graph->end_count;
    odds->memory = graph->memory;
    odds->is_stopped = graph->budget.end == SEARCH_STOPPED;
    odds->is_short = graph->budget.end == SEARCH_LIMIT && graph->open_count > 0;
    if (graph->open_count == 0)
        return count_all(graph, odds, err);
    count_so_far(graph, odds);
    return true;
}

void odds_release(struct odds *odds)
{
    if (odds->graph)
        odds_graph_free(odds->graph);
    odds->graph = NULL;
}

bool odds_take(const struct scenario *scenario, size_t memory_max, const struct cancel_token *cancel, struct odds *out,
               struct err *err)
{
    struct odds odds = {.bot_count = scenario->bot_count, .graph = odds_graph_new(scenario, memory_max, cancel, err)};

    if (!odds.graph)
        return false;
    odds_graph_expand(odds.graph);
    if (odds.graph->budget.is_starved ? !err_memory(err) : !odds_count(odds.graph, &odds, err)) {
        odds_release(&odds);
        return false;
    }
    *out = odds;
    return true;
}
