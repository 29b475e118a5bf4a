#include "picture/paint_text.h"

#include "base/range.h"
#include "picture/paint_cells.h"

enum { SLICE_ROWS = 500 }; /* painted at a time: a grid has a limit, a picture has none */

static void add_sgr(const struct look *look, struct text *out)
{
    static const struct {
        uint8_t flag;
        const char *sgr;
    } flags[] = {{LOOK_BOLD, ";1"}, {LOOK_DIM, ";2"}, {LOOK_UNDERLINE, ";4"}, {LOOK_REVERSE, ";7"}};

    text_add(out, "\x1b[0");
    for (size_t i = 0; i < sizeof flags / sizeof flags[0]; i++)
        text_add(out, look->flags & flags[i].flag ? flags[i].sgr : "");
    if (look->foreground >= 0)
        text_addf(out, ";%d", look->foreground < 8 ? 30 + look->foreground : 82 + look->foreground);
    if (look->background >= 0)
        text_addf(out, ";%d", look->background < 8 ? 40 + look->background : 92 + look->background);
    text_add(out, "m");
}

static struct look cell_look(const struct cell_glyph *cell, enum scheme scheme)
{
    struct look look = theme_look(scheme, 16, (enum element)cell->element);

    look.flags |= (uint8_t)((cell->flags & CELL_DIM ? LOOK_DIM : 0) | (cell->flags & CELL_BOLD ? LOOK_BOLD : 0));
    return look;
}

static bool look_is(const struct look *a, const struct look *b)
{
    return a->foreground == b->foreground && a->background == b->background && a->flags == b->flags;
}

/* One row as text, as cells_write_text writes it, with the looks between. */
static void add_colored_row(const struct cells *cells, int row, enum scheme scheme, struct text *out)
{
    const struct look none = {COLOR_OWN, COLOR_OWN, 0};
    struct look now = none;
    struct cells one = *cells;
    struct text line = {0};
    const char *at;

    one.rows = 1;
    one.grid = cells->grid + (size_t)row * (size_t)cells->columns;
    cells_write_text(&one, &line);
    (void)text_carry(out, text_str(&line));
    at = text_str(&line);
    for (int column = 0; *at && *at != '\n' && column < cells->columns; column++) {
        const struct cell_glyph *cell = cells_at(&one, column, 0);
        struct look look;

        if (cell->width == 0)
            continue;
        look = cell_look(cell, scheme);
        if (!look_is(&look, &now))
            add_sgr(&look, out);
        now = look;
        for (int i = 0; i < CELL_CODEPOINTS && (i == 0 || cell->codepoints[i]); i++) {
            const char *start = at;

            (void)text_next(&at);
            text_add_bytes(out, start, (size_t)(at - start));
        }
    }
    text_add(out, look_is(&now, &none) ? "\n" : "\x1b[0m\n");
    text_release(&line);
}

bool paint_text(const struct scene *scene, const struct paint_text *paint, struct text *out, struct err *err)
{
    int columns = min_int(scene->columns, CELLS_COLUMNS_MAX);

    for (int top = 0; top < scene->rows; top += SLICE_ROWS) {
        int rows = min_int(scene->rows - top, SLICE_ROWS);
        struct paint_cells slice = {
            .area = {0, 0, columns, rows}, .top = top, .reveal = paint->reveal, .selected = NO_EVENT};
        struct cells cells;

        if (!cells_init(&cells, columns, rows, err))
            return false;
        cells.is_ascii = paint->is_ascii;
        paint_cells(scene, &slice, &cells);
        for (int row = 0; row < rows && paint->is_color; row++)
            add_colored_row(&cells, row, paint->scheme, out);
        if (!paint->is_color)
            cells_write_text(&cells, out);
        cells_release(&cells);
    }
    return true;
}
