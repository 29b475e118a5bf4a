/* The diagram: what led to what in a run, as a scene of cards and arrows.
 *
 * One row an attempt, one column a step; layered where jobs enqueue others. Below DIAGRAM_ROW_COLUMNS columns, and
 * where a row does not fit, the row becomes a column. Days stand one below the other. What is too much to draw is cut
 * and a box says what.
 *
 * The graph is taken from the trace alone (diagram_graph.h); the ledger says what is owed. */
#ifndef PICTURE_DIAGRAM_H
#define PICTURE_DIAGRAM_H

#include "picture/scene.h"
#include "trace/ledger.h"

#define DIAGRAM_ROW_COLUMNS 78

struct diagram_options {
    int columns;       /* the most it may be wide, at least 24; 0: as wide as it needs, at least 80 */
    bool show_skipped; /* steps that a guard skipped are cards, too */
    bool is_worksheet; /* what is asked in the place of caption and verdict */
    const char *asked; /* of a worksheet (picture.h); NULL: the scenario\'s question */
    bool is_bare;      /* without title, caption and verdict, and as wide as it must be: for a view that scrolls */
};

/* Lays out the whole run. The trace's strings are copied; the scene needs neither trace nor ledger afterwards. */
bool diagram_draw(const struct trace *trace, const struct ledger *ledger, const struct diagram_options *options,
                  struct scene *scene, struct err *err);

#endif
