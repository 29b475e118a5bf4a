#include "picture/diagram_graph.h"

#include <string.h>

#include "base/check.h"

static void *grow(struct graph *graph, void **array, uint32_t count, uint32_t *room, size_t size)
{
    if (count == *room) {
        uint32_t more = *room ? *room * 2 : 64;
        void *bigger = arena_array(&graph->arena, more, size);

        if (!bigger) {
            graph->failed = true;
            return NULL;
        }
        if (count > 0)
            memcpy(bigger, *array, count * size);
        *array = bigger;
        *room = more;
    }
    return (char *)*array + size * count;
}

uint32_t graph_add_node(struct graph *graph, const struct graph_node *node)
{
    void *array = graph->nodes;
    struct graph_node *at = grow(graph, &array, graph->node_count, &graph->node_room, sizeof *node);

    graph->nodes = array;
    if (!at)
        return NO_NODE;
    *at = *node;
    at->next = NO_NODE;
    at->noted = NO_EVENT;
    at->words = at->words ? at->words : "";
    at->note = at->note ? at->note : "";
    at->key = at->key ? at->key : "";
    return graph->node_count++;
}

uint32_t graph_add_row(struct graph *graph, const struct graph_row *row)
{
    void *array = graph->rows;
    struct graph_row *at = grow(graph, &array, graph->row_count, &graph->row_room, sizeof *row);

    graph->rows = array;
    if (!at)
        return NO_NODE;
    *at = *row;
    return graph->row_count++;
}

struct graph_job *graph_add_job(struct graph *graph, const struct graph_job *job)
{
    void *array = graph->jobs;
    struct graph_job *at = grow(graph, &array, graph->job_count, &graph->job_room, sizeof *job);

    graph->jobs = array;
    if (!at)
        return NULL;
    *at = *job;
    graph->job_count++;
    return at;
}

void graph_add_arrow(struct graph *graph, const struct graph_arrow *arrow)
{
    void *array = graph->arrows;
    struct graph_arrow *at = grow(graph, &array, graph->arrow_count, &graph->arrow_room, sizeof *arrow);

    graph->arrows = array;
    if (!at)
        return;
    *at = *arrow;
    graph->arrow_count++;
}

const char *graph_string(struct graph *graph, const char *string)
{
    char *copy = arena_string(&graph->arena, string);

    graph->failed = graph->failed || !copy;
    return copy ? copy : "";
}

uint32_t graph_node_next(const struct graph *graph, uint32_t node)
{
    CHECK(node < graph->node_count);
    do
        node = graph->nodes[node].next;
    while (node != NO_NODE && graph->nodes[node].is_hidden);
    return node;
}

uint32_t graph_row_first(const struct graph *graph, uint32_t row)
{
    uint32_t node;

    CHECK(row < graph->row_count);
    node = graph->rows[row].first;
    return node != NO_NODE && graph->nodes[node].is_hidden ? graph_node_next(graph, node) : node;
}

void graph_release(struct graph *graph)
{
    arena_release(&graph->arena);
    *graph = (struct graph){0};
}
