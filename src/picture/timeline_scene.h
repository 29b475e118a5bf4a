/* The timeline: lanes of bots, jobs or workers over the folded time axis, as a scene.
 *
 * A bot's lane shows what became of its posts, a job's its attempts and the waits between them, a worker's what it was
 * busy with. Where several marks fall on one place the weightiest stands for all; lanes beyond TIMELINE_LANES_MAX are
 * cut. Both are said below. */
#ifndef PICTURE_TIMELINE_SCENE_H
#define PICTURE_TIMELINE_SCENE_H

#include "picture/scene.h"
#include "trace/ledger.h"

enum { TIMELINE_LANES_MAX = 64, TIMELINE_COLUMNS_MIN = 40 };

#define TIMELINE_LANES_LIST(X)                                                                                         \
    X(LANES_BOTS, "bots")                                                                                              \
    X(LANES_JOBS, "jobs")                                                                                              \
    X(LANES_WORKERS, "workers")

#define TIMELINE_LANES_ITEM(constant, name) constant,
enum timeline_lanes { TIMELINE_LANES_LIST(TIMELINE_LANES_ITEM) LANES_COUNT };
#undef TIMELINE_LANES_ITEM

extern const char *const timeline_lanes_names[LANES_COUNT];

struct timeline_options {
    int columns;   /* 0: 100; at least TIMELINE_COLUMNS_MIN are taken */
    int lane_rows; /* from one lane to the next: 1 on a terminal, 2 on paper */
    enum timeline_lanes lanes;
    bool show_causes; /* arrows from the fault that led to a post or a miss */
};

bool timeline_draw(const struct trace *trace, const struct ledger *ledger, const struct timeline_options *options,
                   struct scene *scene, struct err *err);

#endif
