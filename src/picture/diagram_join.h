/* From what happened in each attempt to what led to what. */
#ifndef PICTURE_DIAGRAM_JOIN_H
#define PICTURE_DIAGRAM_JOIN_H

#include "picture/diagram_graph.h"
#include "trace/ledger.h"

/* Hides what is cut, decides which errors are nodes, writes notes and keys, joins nodes by arrows. */
void graph_join(struct graph *graph, const struct trace *trace, const struct ledger *ledger);

#endif
