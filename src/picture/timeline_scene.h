/* The timeline: lanes of bots, jobs or workers over the folded time axis, as a scene (lanes.h, lanes_scene.h).
 *
 * Lanes beyond TIMELINE_LANES_MAX are cut, which is said below. */
#ifndef PICTURE_TIMELINE_SCENE_H
#define PICTURE_TIMELINE_SCENE_H

#include "picture/lanes.h"
#include "picture/scene.h"
#include "trace/ledger.h"

enum { TIMELINE_LANES_MAX = 64, TIMELINE_COLUMNS_MIN = 40 };

struct timeline_options {
    int columns;   /* 0: 100; at least TIMELINE_COLUMNS_MIN are taken */
    int lane_rows; /* from one lane to the next: 1 on a terminal, 2 on paper */
    enum lanes_kind lanes;
    bool show_causes;     /* arrows from the fault that led to a post or a miss */
    bool is_worksheet;    /* what is asked in the place of caption and verdict */
    const char *asked;    /* of a worksheet (picture.h); NULL: the scenario\'s question */
    struct reveal reveal; /* how much is to be painted: the legend tells of no more */
};

bool timeline_draw(const struct trace *trace, const struct ledger *ledger, const struct timeline_options *options,
                   struct scene *scene, struct err *err);

#endif
