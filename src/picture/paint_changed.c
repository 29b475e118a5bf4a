#include "picture/paint_changed.h"

#include <string.h>

#include "base/check.h"

enum { COLORS = 256 };

/* How a cell is written, without padding, to be compared as bytes. */
struct dress {
    int16_t foreground, background;
    uint32_t flags;
};

static struct dress dress_of(const struct cell_glyph *glyph, enum scheme scheme)
{
    struct look look = theme_screen_look(scheme, COLORS, (enum element)glyph->element);
    unsigned flags = (look.flags | glyph->flags) & ~(unsigned)LOOK_REVERSE;

    if (glyph->flags & CELL_DIM)
        flags &= ~(unsigned)LOOK_BOLD;
    return (struct dress){look.foreground, look.background, flags | ((look.flags ^ glyph->flags) & LOOK_REVERSE)};
}

static void put_dress(const struct dress *dress, struct text *out)
{
    static const struct {
        enum look_flag flag;
        const char *code;
    } codes[] = {{LOOK_BOLD, ";1"}, {LOOK_DIM, ";2"}, {LOOK_UNDERLINE, ";4"}, {LOOK_REVERSE, ";7"}};

    text_add(out, "\033[0");
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        text_add(out, dress->flags & codes[i].flag ? codes[i].code : "");
    if (dress->foreground != COLOR_OWN)
        text_addf(out, ";38;5;%d", dress->foreground);
    if (dress->background != COLOR_OWN)
        text_addf(out, ";48;5;%d", dress->background);
    text_add(out, "m");
}

static void put_glyph(const struct cell_glyph *glyph, struct text *out)
{
    if (glyph->codepoints[0] == 0)
        text_add(out, " ");
    for (int i = 0; i < CELL_CODEPOINTS && glyph->codepoints[i]; i++)
        text_add_codepoint(out, glyph->codepoints[i]);
}

static bool is_same(const struct cells *before, const struct cells *after, int column, int row)
{
    return before &&
           memcmp(cells_at(before, column, row), cells_at(after, column, row), sizeof(struct cell_glyph)) == 0;
}

/* Either half of a wide character is written with the other. */
static bool is_changed(const struct cells *before, const struct cells *after, int column, int row)
{
    const struct cell_glyph *right = cells_at(after, column + 1, row);

    return !is_same(before, after, column, row) ||
           (right && right->width == 0 && !is_same(before, after, column + 1, row));
}

static void paint_row(const struct cells *before, const struct cells *after, enum scheme scheme, int row,
                      struct text *out)
{
    struct dress worn = {0}, dress;
    bool is_spilt = false; /* a terminal may have written over what is behind */
    int cursor = -1;       /* the column where the terminal's stands; -1: nobody knows */

    for (int column = 0; column < after->columns; column++) {
        const struct cell_glyph *glyph = cells_at(after, column, row);

        if (glyph->width == 0 || (!is_spilt && !is_changed(before, after, column, row)))
            continue;
        dress = dress_of(glyph, scheme);
        if (cursor != column)
            text_addf(out, "\033[%d;%dH", row + 1, column + 1);
        if (cursor < 0 || memcmp(&worn, &dress, sizeof worn) != 0)
            put_dress(&dress, out);
        put_glyph(glyph, out);
        worn = dress;
        /* Terminals differ in how many columns joined characters take. */
        is_spilt = is_spilt || glyph->codepoints[1] != 0;
        cursor = glyph->codepoints[1] == 0 ? column + glyph->width : column;
    }
}

void paint_changed(const struct cells *before, const struct cells *after, enum scheme scheme, struct text *out)
{
    CHECK(!before || (before->columns == after->columns && before->rows == after->rows));
    for (int row = 0; row < after->rows; row++)
        paint_row(before, after, scheme, row, out);
}
