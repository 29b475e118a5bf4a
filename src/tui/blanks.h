/* Blanks: a space looks the same in whatever foreground it is written, so it is written in the one at hand.
 *
 * A screen says of each cell what it means, a space's meaning included. On the way to a terminal each change of look
 * costs up to 26 bytes, most of which would be spent on spaces. The grid that is handed over is therefore one that
 * looks the same and whose spaces are dressed as what was written before them, or as they stand on the terminal
 * already.
 *
 *     bool is_bare[ELEMENT_COUNT];
 *     struct cell_glyph look = {.element = ELEMENT_PLAIN};
 *     blanks_find_bare(SCHEME_DARK, colors, is_bare);
 *     blanks_dress(&row, is_bare, &look);      // row by row; then hand over what differs from row.shown
 */
#ifndef TUI_BLANKS_H
#define TUI_BLANKS_H

#include <string.h>

#include "picture/cells.h"

/* Which elements are not to be seen on a space: neither background nor line under it. */
void blanks_find_bare(enum scheme scheme, int colors, bool is_bare[ELEMENT_COUNT]);

/* Where the spaces at a row's end begin. */
int blanks_end(const struct cell_glyph *row, int columns, const bool is_bare[ELEMENT_COUNT]);

/* A row that is not as it was. */
struct row_change {
    struct cell_glyph *next;
    const struct cell_glyph *shown; /* what the terminal shows of it */
    int columns;
    int from, to; /* outside of these columns it is painted as it was */
};

/* Dresses the spaces of a row, and widens what is between `from` and `to` to what may have to be written. `look` is the
 * one in which the terminal wrote last, which a row hands on to the next; a row that is as it was hands it on as it
 * is. */
void blanks_dress(struct row_change *row, const bool is_bare[ELEMENT_COUNT], struct cell_glyph *look);

static inline bool glyph_equal(const struct cell_glyph *a, const struct cell_glyph *b)
{
    return memcmp(a, b, sizeof *a) == 0;
}

#endif
