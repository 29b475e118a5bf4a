/* The graph of a run as Graphviz text: the same nodes and arrows as the diagram's, to be laid out by others. */
#ifndef PICTURE_PAINT_DOT_H
#define PICTURE_PAINT_DOT_H

#include "picture/diagram_graph.h"

/* One line a node, one a statement of an edge. Node names are the graph's keys: "Riker 2", "error#1"; of a post that
 * never was tried "Locutus 0". Scenario text is quoted and escaped. Only what the first `shown` events made is there;
 * UINT32_MAX: everything. */
void paint_dot(const struct graph *graph, const struct trace *trace, uint32_t shown, struct text *out);

#endif
