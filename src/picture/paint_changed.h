/* A grid of cells for a terminal that shows another one: what it must be sent, as text with escape sequences (ECMA-48).
 *
 * Only cells that changed are written, each run of them placed by itself. Colours are numbers of a palette of 256. The
 * terminal has the grid's size, or a larger one. */
#ifndef PICTURE_PAINT_CHANGED_H
#define PICTURE_PAINT_CHANGED_H

#include "picture/cells.h"

/* Appends it. `before` is what the terminal shows, a grid of the same size; NULL: nobody knows, all is written. Where
 * nothing changed nothing is appended. The cursor is left behind what was written last. */
void paint_changed(const struct cells *before, const struct cells *after, enum scheme scheme, struct text *out);

#endif
