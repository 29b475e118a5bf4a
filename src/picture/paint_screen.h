/* A grid of cells as an SVG picture: what a terminal would show, for documents.
 *
 * One cell is 9 × 19 units. Colours are the scheme's with 256 colours; text stays text, in a monospaced font, each run
 * of cells of one look placed by itself so that a viewer's other font cannot shift it. */
#ifndef PICTURE_PAINT_SCREEN_H
#define PICTURE_PAINT_SCREEN_H

#include "picture/cells.h"

/* Appends the whole SVG document; `title` is its title element. */
void paint_screen(const struct cells *cells, enum scheme scheme, const char *title, struct text *out);

#endif
