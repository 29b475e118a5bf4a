/* The nodes of a run's graph, taken from its trace, and joined. */
#ifndef PICTURE_DIAGRAM_NODES_H
#define PICTURE_DIAGRAM_NODES_H

#include "base/err.h"
#include "picture/diagram_graph.h"
#include "trace/ledger.h"

/* Fills `graph`, to be released with graph_release. Steps that a guard skipped are hidden unless `show_skipped`. */
bool graph_take(const struct trace *trace, const struct ledger *ledger, bool show_skipped, struct graph *graph,
                struct err *err);

#endif
