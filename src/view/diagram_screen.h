/* The diagram as a screen: what was played so far of one run's picture, which was laid out once for the whole run.
 *
 * Header, the picture, the sentence of the moment, footer. It scrolls by itself so that what happened last is in sight. The card of the
 * lane at the cursor is marked. */
#ifndef VIEW_DIAGRAM_SCREEN_H
#define VIEW_DIAGRAM_SCREEN_H

#include "view/scene.h"
#include "view/screen.h"

struct diagram_view {
    const struct trace *trace;
    const struct scene *scene; /* laid out with diagram_screen_columns */
    const char *scenario;      /* its short name */
    const char *branch;        /* NULL: the first run */
    uint32_t at, seen;         /* events; NO_EVENT before the first */
    uint32_t lane;             /* bot */
    bool is_playing, is_blank;
    uint32_t speed_percent; /* 0 is 100 */
};

/* Columns for the scene on a screen so wide. */
int diagram_screen_columns(int columns);

void diagram_screen_paint(const struct diagram_view *view, struct screen *screen);

#endif
