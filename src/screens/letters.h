/* Letters three rows high, for a verdict at the far end of a room: capitals, digits and a little punctuation. */
#ifndef SCREENS_LETTERS_H
#define SCREENS_LETTERS_H

#include "picture/cells.h"

enum { LETTERS_ROWS = 3 };

/* Columns that `text` takes. */
int letters_width(const char *text);

/* Paints it at the top of the area; what has no letter becomes a gap; what does not fit into its columns is not begun.
 * In ASCII of letters as such. */
void letters_paint(struct cells *cells, struct area area, const char *text, enum element element);

#endif
