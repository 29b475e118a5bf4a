#include "explore/markov.h"

#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/range.h"

/* Strongly connected components, found by R. E. Tarjan's algorithm ("Depth-first search and linear graph algorithms",
 * 1972). A group comes after all groups that it leads to. */
struct groups {
    const struct chain *chain;
    uint32_t *number; /* of each node in the order in which it was met, + 1; 0: not yet */
    uint32_t *low;    /* the smallest number that the node leads back to; NO_GROUP once its group is known */
    uint32_t *edge;   /* of each node on the way: the next to be gone along */
    uint32_t *way;    /* nodes from the beginning to where the search is */
    uint32_t *open;   /* nodes that were met and whose group is not known */
    uint32_t *order;  /* nodes by group */
    uint32_t met, way_count, open_count, order_count;
};

enum { ARRAYS = 6 };

#define NO_GROUP UINT32_MAX
#define GROUP_END 0x80000000u /* in `order`: the last node of its group */

/* Working memory of the solution. */
struct passing {
    const struct chain *chain;
    const struct cancel_token *cancel;
    double *mass;
    uint32_t *place; /* of each node of the group under way within it, + 1; 0: elsewhere */
    double *a;       /* chances within the group, row by row */
    double *out;     /* of each node: the chance to leave the group */
    double *sum;     /* of each node: the chance not to stay where one is, once others are left out */
    double lost;
    bool is_stopped;
};

size_t chain_memory(uint32_t state_count)
{
    return state_count * ((ARRAYS + 1) * sizeof(uint32_t) + sizeof(double));
}

static bool groups_init(struct groups *groups, const struct chain *chain)
{
    uint32_t count = chain->state_count, *all = calloc((size_t)count * ARRAYS, sizeof *all);

    *groups = (struct groups){.chain = chain, .number = all};
    if (!all)
        return false;
    groups->low = all + count;
    groups->edge = groups->low + count;
    groups->way = groups->edge + count;
    groups->open = groups->way + count;
    groups->order = groups->open + count;
    return true;
}

static void node_meet(struct groups *groups, uint32_t node)
{
    CHECK(node < groups->chain->state_count);
    groups->number[node] = groups->low[node] = ++groups->met;
    groups->edge[node] = 0;
    groups->way[groups->way_count++] = node;
    groups->open[groups->open_count++] = node;
}

/* Leaves the last node on the way, all of whose edges were followed; closes its group if it is the group's first. */
static void node_leave(struct groups *groups)
{
    uint32_t node = groups->way[--groups->way_count], low = groups->low[node], other;

    if (low == groups->number[node]) {
        do {
            other = groups->open[--groups->open_count];
            groups->low[other] = NO_GROUP;
            groups->order[groups->order_count++] = other;
        } while (other != node);
        groups->order[groups->order_count - 1] |= GROUP_END;
    }
    if (groups->way_count > 0) {
        uint32_t *before = &groups->low[groups->way[groups->way_count - 1]];

        *before = min_u32(*before, low);
    }
}

static void groups_find(struct groups *groups)
{
    node_meet(groups, 0);
    while (groups->way_count > 0) {
        uint32_t node = groups->way[groups->way_count - 1], to;
        const struct chain_state *of = &groups->chain->states[node];

        if (groups->edge[node] == of->edge_count) {
            node_leave(groups);
            continue;
        }
        to = groups->chain->edges[of->first_edge + groups->edge[node]++].to;
        if (!groups->number[to])
            node_meet(groups, to);
        else if (groups->low[to] != NO_GROUP)
            groups->low[node] = min_u32(groups->low[node], groups->number[to]);
    }
}

/* Reads the chances to go from each node of the group to each other, and to leave the group. */
static void group_read(struct passing *passing, const uint32_t *nodes, uint32_t count)
{
    memset(passing->a, 0, (size_t)count * count * sizeof *passing->a);
    for (uint32_t i = 0; i < count; i++) {
        const struct chain_state *node = &passing->chain->states[nodes[i]];

        passing->out[i] = 0;
        for (uint32_t e = 0; e < node->edge_count; e++) {
            const struct chain_edge *edge = &passing->chain->edges[node->first_edge + e];

            if (passing->place[edge->to])
                passing->a[i * count + passing->place[edge->to] - 1] += edge->weight;
            else
                passing->out[i] += edge->weight;
        }
    }
}

/* Eliminates node k, the last one left: what came to it goes straight to where it leads. False when it leads
 * nowhere. */
static bool node_eliminate(struct passing *passing, const uint32_t *nodes, uint32_t count, uint32_t k)
{
    double *a = passing->a, sum = passing->out[k];

    for (uint32_t j = 0; j < k; j++)
        sum += a[k * count + j];
    passing->sum[k] = sum;
    if (!(sum > 0))
        return false;
    for (uint32_t i = 0; i < k; i++) {
        double share = a[i * count + k] / sum;

        passing->mass[nodes[i]] += passing->mass[nodes[k]] * a[k * count + i] / sum;
        passing->out[i] += share * passing->out[k];
        for (uint32_t j = 0; share > 0 && j < k; j++)
            a[i * count + j] += share * a[k * count + j];
    }
    return true;
}

static void group_lose(struct passing *passing, const uint32_t *nodes, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        passing->lost += passing->mass[nodes[i]];
        passing->mass[nodes[i]] = 0;
    }
}

static bool is_stopped(struct passing *passing, uint32_t done)
{
    struct progress progress = {.what = "states", .done = done, .stage = 1, .stages = 1, .share = -1};

    passing->is_stopped = passing->is_stopped || cancel_token_stops(passing->cancel, &progress);
    return passing->is_stopped;
}

/* Replaces what came to the group's nodes from outside by their expected visits. Where it cannot, all of it is lost. */
static void group_solve(struct passing *passing, const uint32_t *nodes, uint32_t count)
{
    double lost = passing->lost;

    for (uint32_t i = 0; i < count; i++)
        lost += passing->mass[nodes[i]];
    group_read(passing, nodes, count);
    for (uint32_t k = count; k-- > 0;)
        if (is_stopped(passing, count - k) || !node_eliminate(passing, nodes, count, k)) {
            group_lose(passing, nodes, count);
            passing->lost = lost; /* some of it had been passed to and fro */
            return;
        }
    for (uint32_t k = 0; k < count; k++) {
        double mass = passing->mass[nodes[k]];

        for (uint32_t i = 0; i < k; i++)
            mass += passing->mass[nodes[i]] * passing->a[i * count + k];
        passing->mass[nodes[k]] = mass / passing->sum[k];
    }
}

static bool leads_to_itself(const struct chain *chain, uint32_t number)
{
    const struct chain_state *node = &chain->states[number];

    for (uint32_t e = 0; e < node->edge_count; e++)
        if (chain->edges[node->first_edge + e].to == number)
            return true;
    return false;
}

/* Passes what came to the node on to nodes outside its group. */
static void node_pass(struct passing *passing, uint32_t from)
{
    const struct chain_state *node = &passing->chain->states[from];

    for (uint32_t e = 0; e < node->edge_count; e++) {
        const struct chain_edge *edge = &passing->chain->edges[node->first_edge + e];

        if (!passing->place[edge->to])
            passing->mass[edge->to] += passing->mass[from] * edge->weight;
    }
}

/* Solves the group and passes what came to it on to the others. */
static void group_pass(struct passing *passing, const uint32_t *nodes, uint32_t count)
{
    bool is_loop = count > 1 || leads_to_itself(passing->chain, nodes[0]);

    if (is_loop && (passing->is_stopped || count > CHAIN_LOOP_MAX)) {
        group_lose(passing, nodes, count);
        return;
    }
    for (uint32_t i = 0; i < count; i++)
        passing->place[nodes[i]] = i + 1;
    if (is_loop)
        group_solve(passing, nodes, count);
    for (uint32_t i = 0; i < count; i++)
        node_pass(passing, nodes[i]);
    for (uint32_t i = 0; i < count; i++)
        passing->place[nodes[i]] = 0;
}

static bool passing_init(struct passing *passing, const struct chain *chain)
{
    passing->place = calloc(chain->state_count, sizeof *passing->place);
    passing->a = malloc((CHAIN_LOOP_MAX + 2) * CHAIN_LOOP_MAX * sizeof *passing->a);
    if (!passing->place || !passing->a)
        return false;
    passing->out = passing->a + CHAIN_LOOP_MAX * CHAIN_LOOP_MAX;
    passing->sum = passing->out + CHAIN_LOOP_MAX;
    return true;
}

double chain_solve(const struct chain *chain, const struct cancel_token *cancel, double *mass, struct err *err)
{
    struct passing passing = {.chain = chain, .cancel = cancel, .mass = mass};
    struct groups groups;
    bool is_ready = groups_init(&groups, chain) && passing_init(&passing, chain);

    if (is_ready) {
        groups_find(&groups);
        mass[0] = 1;
        for (uint32_t last = groups.order_count; last > 0;) {
            uint32_t first = last - 1;

            groups.order[first] &= ~GROUP_END;
            while (first > 0 && !(groups.order[first - 1] & GROUP_END))
                first--;
            group_pass(&passing, groups.order + first, last - first);
            last = first;
        }
    }
    free(groups.number);
    free(passing.place);
    free(passing.a);
    if (is_ready)
        return passing.lost;
    (void)err_memory(err);
    return -1;
}
