/* A scene painted into cells. */
#ifndef PICTURE_PAINT_CELLS_H
#define PICTURE_PAINT_CELLS_H

#include "picture/cells.h"
#include "picture/scene.h"

struct paint_cells {
    struct area area;     /* where in the cells; what does not fit is clipped */
    int left, top;        /* the scene's column and row that come first: scrolling */
    struct reveal reveal; /* REVEAL_ALL for the whole picture */
    uint32_t selected;    /* box that is marked as selected, or NO_EVENT */
    int grown;            /* the scene's column up to which bars that grow are there at least; 0: as events have it */
    const uint32_t *lit;  /* events whose marks and words are lit up */
    size_t lit_count;
};

/* Paints the scene as seen through `paint`; cells outside its parts are left as they are. */
void paint_cells(const struct scene *scene, const struct paint_cells *paint, struct cells *cells);

#endif
