/* Lanes as parts of a scene: attempts as bars with their numbers, the waits between them, and a mark for everything
 * that is to be seen: posts, skips, faults, how each attempt ended, what the platform did.
 *
 * Nothing is left out. Marks that have no room for one each share a place: the weightiest stands there, "+3" beside it
 * for the others. That holds at every moment of the run: of what shares a place only what was played is counted. */
#ifndef PICTURE_LANES_SCENE_H
#define PICTURE_LANES_SCENE_H

#include "picture/lane_marks.h"
#include "picture/scene.h"
#include "picture/timeaxis.h"

struct lanes_place {
    const struct timeaxis *axis;
    int columns;      /* of the whole axis: its own, or fewer, into which it is squeezed */
    int page;         /* the first of them that is drawn */
    int left, width;  /* where that is in the scene; columns drawn: no more than a page is ever laid out */
    int margin;       /* columns behind them that words may take */
    int gap;          /* free columns behind a shared place: 1 on paper, whose signs are wider than one */
    int top, step;    /* the row of lane 0; from one lane to the next */
    int axis_row;     /* where what the platform did stands */
    uint32_t count;   /* lanes that are drawn */
    bool has_words;   /* beside marks, where there is room */
    bool shows_steps; /* a letter for each micro-step that has no mark */
    bool has_arrows;  /* will go through the lanes: no sign or words stand on one */
    bool has_stripes; /* a ground of its own for every other lane */
};

/* The scene's column of a time; on another page it lies outside. */
int lanes_column(const struct lanes_place *place, msec time);

/* Adds the parts, and for each mark and number a hit whose value is its event. Looks at no more of the marks than are
 * on the page. Returns the event with which a place is shared first, or NO_EVENT. */
uint32_t lanes_draw(const struct lane_marks *marks, const struct lanes_place *place, struct scene *scene);

#endif
