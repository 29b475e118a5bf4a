/* The diagram: the same run as on the stage, as a picture of what led to what. It is laid out once for a run and a
 * width. */
#ifndef TUI_DIAGRAM_ROOM_H
#define TUI_DIAGRAM_ROOM_H

#include "picture/scene.h"

struct app;
struct event;
struct view_room;

struct diagram_state {
    struct scene scene;
    bool has_scene;
    const struct event *events; /* whose run it is laid out for */
    int columns;                /* and how wide */
    bool show_skipped;
    uint32_t box; /* gone to by hand, while the moment is `box_at`; NO_EVENT: none */
    uint32_t box_at;
    bool is_fresh; /* opened, and not painted since: it begins at the top */
};

extern const struct view_room diagram_room;

void diagram_open(struct app *app);
void diagram_release(struct diagram_state *diagram);

#endif
