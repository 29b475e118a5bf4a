/* The looks that a page's pictures have: what cells mean, each with the rule of a style sheet. A look has a letter, by
 * which a row of cells names it; the rules are of those looks alone that were asked for. */
#ifndef REPORT_HTML_LOOKS_H
#define REPORT_HTML_LOOKS_H

#include "picture/cells.h"

enum { LOOKS_MAX = 52 };

/* {0}: none yet. */
struct html_looks {
    struct html_look {
        uint8_t element;
        uint16_t flags;
    } list[LOOKS_MAX];
    size_t count;
};

/* The letter of a cell's look, a to z and A to Z. What comes after LOOKS_MAX of them looks like the first. */
char html_look(struct html_looks *looks, const struct cell_glyph *glyph);

/* Appends the rules: of each letter, its colours on light and on dark as the reader prefers, in forced colours none. */
void html_looks_write(const struct html_looks *looks, struct text *out);

#endif
