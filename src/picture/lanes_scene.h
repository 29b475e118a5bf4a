/* Lanes as parts of a scene: attempts as bars with their numbers, the waits between them, and a mark for everything
 * that is to be seen: posts, skips, faults, how each attempt ended, what the platform did.
 *
 * Nothing is left out. Marks that have no room for one each share a place: the weightiest stands there, "+3" beside it
 * for the others. That holds at every moment of the run: of what shares a place only what was played is counted. */
#ifndef PICTURE_LANES_SCENE_H
#define PICTURE_LANES_SCENE_H

#include "picture/lanes.h"
#include "picture/scene.h"
#include "picture/timeaxis.h"

struct lanes_place {
    const struct timeaxis *axis;
    int left, width;  /* the first column; columns, into which an axis that needs more is squeezed */
    int page;         /* columns that are seen at a time: no place is shared across their end */
    int margin;       /* columns behind them that words may take */
    int top, step;    /* the row of lane 0; from one lane to the next */
    int axis_row;     /* where what the platform did stands */
    uint32_t count;   /* lanes that are drawn */
    bool has_words;   /* beside marks, where there is room */
    bool shows_steps; /* a letter for each micro-step that has no mark */
};

/* The scene's column of a time. */
int lanes_column(const struct lanes_place *place, msec time);

/* Adds the parts, and for each mark and number a hit whose value is its event. */
void lanes_draw(const struct lanes *lanes, const struct lanes_place *place, struct scene *scene);

#endif
