#include "tui/blanks.h"

/* So many spaces are sooner written again than jumped over. */
enum { GAP_MAX = 8, FAR = -GAP_MAX - 1 };

void blanks_find_bare(enum scheme scheme, int colors, bool is_bare[ELEMENT_COUNT])
{
    for (int e = 0; e < ELEMENT_COUNT; e++) {
        struct look look = theme_look(scheme, colors, (enum element)e);

        is_bare[e] = look.background == COLOR_OWN && !(look.flags & (LOOK_REVERSE | LOOK_UNDERLINE));
    }
}

static bool has_bare_look(const struct cell_glyph *glyph, const bool is_bare[ELEMENT_COUNT])
{
    return is_bare[glyph->element] && !(glyph->flags & (CELL_REVERSE | CELL_UNDERLINE));
}

static bool is_blank(const struct cell_glyph *glyph, const bool is_bare[ELEMENT_COUNT])
{
    return glyph->codepoints[0] == 0 && glyph->width == 1 && has_bare_look(glyph, is_bare);
}

static void dress(struct cell_glyph *blank, const struct cell_glyph *as)
{
    blank->element = as->element;
    blank->flags = as->flags;
}

int blanks_end(const struct cell_glyph *row, int columns, const bool is_bare[ELEMENT_COUNT])
{
    while (columns > 0 && is_blank(&row[columns - 1], is_bare))
        columns--;
    return columns;
}

/* How far a row was written, and the look in which the terminal wrote last. */
struct pen {
    struct cell_glyph *look;
    /* the column behind the last cell that is written, when only spaces that stay have followed it; or FAR */
    int behind;
};

/* A cell at `column` is written: a few spaces on the way there are written too, in the pen's look. */
static void pen_reach(struct pen *pen, struct cell_glyph *row, int column)
{
    for (int c = pen->behind; c < column && column - pen->behind <= GAP_MAX; c++)
        dress(&row[c], pen->look);
    pen->behind = column + 1;
}

void blanks_dress(struct row_change *row, const bool is_bare[ELEMENT_COUNT], struct cell_glyph *look)
{
    const struct cell_glyph *shown = row->shown;
    struct cell_glyph *next = row->next;
    struct pen pen = {look, FAR};
    int end = blanks_end(next, row->columns, is_bare);
    bool is_shorter = blanks_end(shown, row->columns, is_bare) > end;

    if (is_shorter) { /* then it is erased to its end, and in one look */
        row->from = end < row->from ? end : row->from;
        row->to = row->columns;
    }
    for (int c = row->from; c < row->to; c++) {
        bool is_space = is_blank(&next[c], is_bare);

        if (is_space && is_blank(&shown[c], is_bare) && !(is_shorter && c >= end)) {
            dress(&next[c], &shown[c]);
        } else if (is_space) {
            pen_reach(&pen, next, c);
            dress(&next[c], look);
        } else if (glyph_equal(&next[c], &shown[c])) {
            pen.behind = FAR;
        } else {
            pen_reach(&pen, next, c);
            *look = has_bare_look(&next[c], is_bare) ? next[c] : (struct cell_glyph){.element = ELEMENT_PLAIN};
        }
    }
}
