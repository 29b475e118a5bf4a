/* A grid of cells: what a terminal shows, as data.
 *
 * Screens, and the diagram in a terminal, are painted into it by pure functions; the terminal UI shows it, and one
 * small function writes it as text. Painting outside the grid (or outside the clip) does nothing. A wide character
 * takes two cells, the second of which has width 0. Whatever text comes from a scenario goes through cells_put, which
 * replaces unsafe characters. */
#ifndef PICTURE_CELLS_H
#define PICTURE_CELLS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/text.h"
#include "picture/theme.h"

enum { CELL_CODEPOINTS = 3, CELLS_COLUMNS_MAX = 1000, CELLS_ROWS_MAX = 1000 };

/* Without padding, so that glyphs, and whole rows of them, are compared as bytes. */
struct cell_glyph {
    /* a spacing character and combining ones, 0 where there are fewer; {0}: a space */
    uint32_t codepoints[CELL_CODEPOINTS];
    uint8_t width;   /* 1, 2; 0: the right half of the character before it */
    uint8_t element; /* enum element: what it means, and so how it looks */
    uint16_t flags;  /* CELL_DIM … */
};
_Static_assert(sizeof(struct cell_glyph) == 16, "a glyph is compared as bytes");

/* They come on top of what the element's look has. */
enum cell_flag {
    CELL_DIM = LOOK_DIM,
    CELL_REVERSE = LOOK_REVERSE,
    CELL_UNDERLINE = LOOK_UNDERLINE,
    CELL_BOLD = LOOK_BOLD
};

struct area {
    int column, row, columns, rows;
};

struct cells {
    int columns, rows;
    struct cell_glyph *grid; /* [row][column]; owned */
    struct area clip;        /* painting is kept inside */
    bool is_ascii;           /* what is painted takes its ASCII form: marks, lines, punctuation */
    bool failed;             /* a text was painted that memory had run out for (TEXT_LOST), since cells_clear */
};

bool cells_init(struct cells *cells, int columns, int rows, struct err *err);
void cells_release(struct cells *cells);

/* All spaces of `element`; the clip is the whole grid. */
void cells_clear(struct cells *cells, enum element element);

/* Paints text from (column, row) to the right, at most `columns` columns; what is cut ends in "…" ("~" in ASCII).
 * Returns the columns taken. */
int cells_put(struct cells *cells, int column, int row, int columns, const char *text, enum element element,
              uint8_t flags);

/* The columns of a text that is left out, or set elsewhere, for its width: the cells fail with it. */
int cells_measure(struct cells *cells, const struct text *text);

/* One code point, `count` times to the right (or down). */
void cells_fill(struct cells *cells, struct area area, uint32_t codepoint, enum element element, uint8_t flags);

/* A frame along the outermost ring of an area; what is inside stays. Its signs: the corners from the top left to the
 * bottom right, across, down. */
enum { FRAME_SIGNS = 6 };
void cells_frame(struct cells *cells, struct area area, const uint32_t signs[FRAME_SIGNS], enum element element,
                 uint8_t flags);

/* Gives the cells of an area another element (ELEMENT_COUNT: keeps it) and adds flags; what is written there stays. */
void cells_dress(struct cells *cells, struct area area, enum element element, uint8_t flags);

/* The cell, NULL outside the grid. */
const struct cell_glyph *cells_at(const struct cells *cells, int column, int row);

/* Appends the grid as text, one line a row, trailing spaces cut; fails with the cells. */
void cells_write_text(const struct cells *cells, struct text *out);

/* Appends one line a row telling each cell's element in one letter, "~" where it is dimmed and "%" where it is
 * reversed: the attributes half of a golden screen. Plain ends of lines are cut. */
void cells_write_elements(const struct cells *cells, struct text *out);

#endif
