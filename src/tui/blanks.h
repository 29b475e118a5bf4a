/* Blanks: a space looks the same in whatever foreground it is written, so it is written in the one at hand.
 *
 * A screen says of each cell what it means, a space's meaning included. On the way to a terminal each change of look costs up to 26
 * bytes, most of which would be spent on spaces. The grid that is handed over is therefore one that looks the same and whose spaces are
 * dressed as what was written before them, or as they stand on the terminal already.
 *
 *     bool is_bare[ELEMENT_COUNT];
 *     blanks_find_bare(SCHEME_DARK, colors, is_bare);
 *     blanks_dress(&next, &shown, is_bare);      // then hand over what differs from `shown`
 */
#ifndef TUI_BLANKS_H
#define TUI_BLANKS_H

#include "view/cells.h"

/* Which elements are not to be seen on a space: neither background nor line under it. */
void blanks_find_bare(enum scheme scheme, int colors, bool is_bare[ELEMENT_COUNT]);

/* Dresses the spaces of `next` for a terminal that shows `shown`, a grid of the same size. */
void blanks_dress(struct cells *next, const struct cells *shown, const bool is_bare[ELEMENT_COUNT]);

static inline bool glyph_equal(const struct cell_glyph *a, const struct cell_glyph *b)
{
    for (int i = 0; i < CELL_CODEPOINTS; i++)
        if (a->codepoints[i] != b->codepoints[i])
            return false;
    return a->width == b->width && a->element == b->element && a->flags == b->flags;
}

#endif
