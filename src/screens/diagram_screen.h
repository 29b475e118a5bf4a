/* The diagram as a screen: what was played so far of one run's picture, which was laid out once for the whole run.
 *
 * Header, the picture, the sentence of the moment, footer. While the run is played it scrolls by itself so that what
 * happened last is in sight, and the card of the lane at the cursor is marked; a box gone to by hand is marked and in
 * sight instead. A box that goes on beyond an edge has "◂" or "▸" there. */
#ifndef SCREENS_DIAGRAM_SCREEN_H
#define SCREENS_DIAGRAM_SCREEN_H

#include "picture/scene.h"
#include "screens/screen.h"
#include "words/story.h"

struct diagram_view {
    const struct story *story;
    const struct scene *scene; /* laid out with diagram_screen_columns */
    const char *scenario;      /* its short name; NULL: it would tell what is to be guessed */
    const char *branch;        /* NULL: the first run */
    uint32_t at, seen;         /* events; NO_EVENT before the first */
    uint32_t lane;             /* bot */
    uint32_t box;              /* of the scene, gone to by hand; NO_EVENT: none, what happened last is followed */
    bool is_playing, is_blank;
    uint32_t speed_percent; /* 0 is 100 */
};

/* Columns for the scene on a screen so wide. */
int diagram_screen_columns(int columns);

/* The first card of a bot in reading order among the boxes of events up to `seen`; without one, the first box;
 * NO_EVENT: there is none. */
uint32_t diagram_first_box(const struct scene *scene, uint32_t bot, uint32_t seen);

/* The box after or before one in reading order, among those of events up to `seen`; the same one where there is no
 * other. */
uint32_t diagram_next_box(const struct scene *scene, uint32_t box, bool is_forward, uint32_t seen);

void diagram_screen_paint(const struct diagram_view *view, struct screen *screen);

#endif
