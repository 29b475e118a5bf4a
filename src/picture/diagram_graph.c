#include "picture/diagram_graph.h"

#include "base/check.h"

/* Room for one more part in an array of the graph's; otherwise returns `none`. */
#define GROW(graph, parts, part_count, part_room, none)                                                                \
    do {                                                                                                               \
        void *grown = arena_grow(&(graph)->arena, (graph)->parts, (graph)->part_count, &(graph)->part_room,            \
                                 sizeof *(graph)->parts);                                                              \
        (graph)->failed = (graph)->failed || !grown;                                                                   \
        if (!grown)                                                                                                    \
            return none;                                                                                               \
        (graph)->parts = grown;                                                                                        \
    } while (0)

uint32_t graph_add_node(struct graph *graph, const struct graph_node *node)
{
    struct graph_node *at;

    GROW(graph, nodes, node_count, node_room, NO_NODE);
    at = &graph->nodes[graph->node_count];
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
    GROW(graph, rows, row_count, row_room, NO_NODE);
    graph->rows[graph->row_count] = *row;
    return graph->row_count++;
}

struct graph_job *graph_add_job(struct graph *graph, const struct graph_job *job)
{
    GROW(graph, jobs, job_count, job_room, NULL);
    graph->jobs[graph->job_count] = *job;
    return &graph->jobs[graph->job_count++];
}

void graph_add_arrow(struct graph *graph, const struct graph_arrow *arrow)
{
    GROW(graph, arrows, arrow_count, arrow_room, );
    graph->arrows[graph->arrow_count++] = *arrow;
}

const char *graph_string(struct graph *graph, const char *string)
{
    char *copy = arena_string(&graph->arena, string);

    graph->failed = graph->failed || !copy || text_is_lost(string);
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
