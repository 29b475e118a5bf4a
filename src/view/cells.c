#include "view/cells.h"

#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "view/marks.h"

bool cells_init(struct cells *cells, int columns, int rows, struct err *err)
{
    struct cell_glyph *grid;

    CHECK(columns >= 0 && columns <= CELLS_COLUMNS_MAX && rows >= 0 && rows <= CELLS_ROWS_MAX);
    grid = calloc((size_t)columns * (size_t)rows + 1, sizeof *grid);
    if (!grid)
        return err_memory(err);
    *cells = (struct cells){.columns = columns, .rows = rows, .grid = grid};
    cells_clear(cells, ELEMENT_PLAIN);
    return true;
}

void cells_release(struct cells *cells)
{
    free(cells->grid);
    *cells = (struct cells){0};
}

void cells_clear(struct cells *cells, enum element element)
{
    struct cell_glyph space = {.width = 1, .element = (uint8_t)element};

    for (int i = 0; i < cells->columns * cells->rows; i++)
        cells->grid[i] = space;
    cells->clip = (struct area){0, 0, cells->columns, cells->rows};
}

static bool is_inside(const struct cells *cells, int column, int row)
{
    const struct area *clip = &cells->clip;

    return column >= 0 && row >= 0 && column < cells->columns && row < cells->rows && column >= clip->column &&
           row >= clip->row && column < clip->column + clip->columns && row < clip->row + clip->rows;
}

static struct cell_glyph *cell_at(struct cells *cells, int column, int row)
{
    return &cells->grid[row * cells->columns + column];
}

/* Whatever half of a wide character stands at the cell becomes a space, and its other half too. */
static void cell_part(struct cells *cells, int column, int row)
{
    struct cell_glyph *cell = cell_at(cells, column, row);

    if (cell->width == 0 && column > 0) {
        cell[-1].codepoints[0] = 0;
        cell[-1].width = 1;
    }
    if (cell->width == 2 && column + 1 < cells->columns) {
        cell[1].codepoints[0] = 0;
        cell[1].width = 1;
    }
}

static void cell_set(struct cells *cells, int column, int row, struct cell_glyph glyph)
{
    if (!is_inside(cells, column, row))
        return;
    if (glyph.width == 2 && !is_inside(cells, column + 1, row)) {
        glyph.width = 1;
        memset(glyph.codepoints, 0, sizeof glyph.codepoints);
    }
    cell_part(cells, column, row);
    if (glyph.width == 2) {
        struct cell_glyph half = {.width = 0, .element = glyph.element, .flags = glyph.flags};

        cell_part(cells, column + 1, row);
        *cell_at(cells, column + 1, row) = half;
    }
    *cell_at(cells, column, row) = glyph;
}

/* A code point as UTF-8; returns its bytes. */
static size_t encode(uint32_t codepoint, char out[5])
{
    size_t size = codepoint < 0x80 ? 1 : codepoint < 0x800 ? 2 : codepoint < 0x10000 ? 3 : 4;
    static const unsigned char lead[5] = {0, 0x00, 0xc0, 0xe0, 0xf0};

    for (size_t i = size; i-- > 1;) {
        out[i] = (char)(0x80 | (codepoint & 0x3f));
        codepoint >>= 6;
    }
    out[0] = (char)(lead[size] | codepoint);
    out[size] = '\0';
    return size;
}

static int width_of(uint32_t codepoint)
{
    char bytes[5];

    if (codepoint < 0x80)
        return 1;
    encode(codepoint, bytes);
    return text_width(bytes);
}

/* Lines and blocks that the marks' table does not know. */
static uint32_t line_to_ascii(uint32_t codepoint)
{
    static const struct {
        uint32_t codepoint;
        char ascii;
    } lines[] = {
        {0x2501, '='}, {0x254c, '.'}, {0x2504, '.'}, {0x2502, '|'}, {0x250a, '|'}, {0x2503, '|'}, {0x2534, '+'},
        {0x252c, '+'}, {0x2524, '|'}, {0x251c, '|'}, {0x253c, '+'}, {0x258f, '|'}, {0x258c, '>'}, {0x2590, ' '},
        {0x2588, ' '}, {0x25b8, '>'}, {0x25bc, 'v'}, {0x25b2, '^'}, {0x2190, '<'}, {0x2191, '^'}, {0x2193, 'v'},
        {0x00b1, '~'}, {0x2260, '!'}, {0x2581, '_'}, {0x256d, '+'}, {0x256e, '+'}, {0x2570, '+'}, {0x256f, '+'},
        {0x2580, '#'}, {0x2584, '#'}, {0x2610, ' '}, {0x2611, 'x'}, {0x2500, '-'}, {0x2550, '='}, {0x00b7, '.'},
        {0x2514, '`'}, {0x2192, '>'},
    };

    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++)
        if (lines[i].codepoint == codepoint)
            return (uint32_t)lines[i].ascii;
    return 0;
}

static uint32_t to_ascii(uint32_t codepoint)
{
    char bytes[5];
    struct text out = {0};
    uint32_t ascii = line_to_ascii(codepoint);

    if (ascii)
        return ascii;
    encode(codepoint, bytes);
    marks_to_ascii(bytes, &out);
    ascii = out.size > 0 ? (uint32_t)(unsigned char)out.bytes[0] : '?';
    text_release(&out);
    return ascii;
}

/* What is painted for a code point of a text that may come from a scenario. */
static uint32_t made_safe(uint32_t codepoint)
{
    if (codepoint == '\t' || codepoint == '\n')
        return ' ';
    return text_is_unsafe(codepoint) ? 0xfffd : codepoint;
}

/* Where painting of a text has got to. */
struct pen {
    struct cells *cells;
    int column, row, end;
    enum element element;
    uint8_t flags;
    int last; /* column of the last spacing character, -1: none yet */
};

static void pen_combine(struct pen *pen, uint32_t codepoint)
{
    struct cell_glyph *cell;

    if (pen->last < 0 || pen->cells->is_ascii || !is_inside(pen->cells, pen->last, pen->row))
        return;
    cell = cell_at(pen->cells, pen->last, pen->row);
    for (int i = 1; i < CELL_CODEPOINTS; i++) {
        if (cell->codepoints[i] == 0) {
            cell->codepoints[i] = codepoint;
            return;
        }
    }
}

static void pen_put(struct pen *pen, uint32_t codepoint, int width)
{
    struct cell_glyph glyph = {.width = 1, .element = (uint8_t)pen->element, .flags = pen->flags};

    if (pen->cells->is_ascii && codepoint >= 0x80) {
        glyph.codepoints[0] = to_ascii(codepoint);
        for (int i = 0; i < width; i++)
            cell_set(pen->cells, pen->column + i, pen->row, glyph);
    } else {
        glyph.codepoints[0] = codepoint == ' ' ? 0 : codepoint;
        glyph.width = (uint8_t)width;
        cell_set(pen->cells, pen->column, pen->row, glyph);
    }
    pen->last = pen->column;
    pen->column += width;
}

int cells_put(struct cells *cells, int column, int row, int columns, const char *text, enum element element,
              uint8_t flags)
{
    struct pen pen = {cells, column, row, column + columns, element, flags, -1};
    bool is_cut = text_width(text) > columns;

    if (columns <= 0)
        return 0;
    for (uint32_t codepoint; (codepoint = text_next(&text)) != 0;) {
        uint32_t safe = made_safe(codepoint);
        int width = width_of(safe);

        if (width == 0) {
            pen_combine(&pen, safe);
            continue;
        }
        if (pen.column + width > pen.end - (is_cut ? 1 : 0))
            break;
        pen_put(&pen, safe, width);
    }
    if (is_cut)
        pen_put(&pen, 0x2026, 1);
    return pen.column - column;
}

void cells_fill(struct cells *cells, struct area area, uint32_t codepoint, enum element element, uint8_t flags)
{
    uint32_t sign = codepoint == ' ' ? 0 : codepoint >= 0x80 && cells->is_ascii ? to_ascii(codepoint) : codepoint;
    struct cell_glyph glyph = {.codepoints = {sign}, .width = 1, .element = (uint8_t)element, .flags = flags};
    int end_row = area.row + area.rows < cells->rows ? area.row + area.rows : cells->rows;
    int end_column = area.column + area.columns < cells->columns ? area.column + area.columns : cells->columns;

    for (int row = area.row > 0 ? area.row : 0; row < end_row; row++)
        for (int column = area.column > 0 ? area.column : 0; column < end_column; column++)
            cell_set(cells, column, row, glyph);
}

void cells_dress(struct cells *cells, struct area area, enum element element, uint8_t flags)
{
    for (int row = area.row; row < area.row + area.rows; row++) {
        for (int column = area.column; column < area.column + area.columns; column++) {
            if (!is_inside(cells, column, row))
                continue;
            if (element != ELEMENT_COUNT)
                cell_at(cells, column, row)->element = (uint8_t)element;
            cell_at(cells, column, row)->flags |= flags;
        }
    }
}

const struct cell_glyph *cells_at(const struct cells *cells, int column, int row)
{
    if (column < 0 || row < 0 || column >= cells->columns || row >= cells->rows)
        return NULL;
    return &cells->grid[row * cells->columns + column];
}

static void write_glyph(const struct cell_glyph *glyph, struct text *out)
{
    char bytes[5];

    if (glyph->codepoints[0] == 0)
        text_add(out, " ");
    for (int i = 0; i < CELL_CODEPOINTS && glyph->codepoints[i]; i++)
        text_add_bytes(out, bytes, encode(glyph->codepoints[i], bytes));
}

void cells_write_text(const struct cells *cells, struct text *out)
{
    for (int row = 0; row < cells->rows; row++) {
        int end = cells->columns;

        while (end > 0 && cells_at(cells, end - 1, row)->codepoints[0] == 0 &&
               cells_at(cells, end - 1, row)->width == 1)
            end--;
        for (int column = 0; column < end; column++)
            if (cells_at(cells, column, row)->width > 0)
                write_glyph(cells_at(cells, column, row), out);
        text_add(out, "\n");
    }
}

void cells_write_elements(const struct cells *cells, struct text *out)
{
    for (int row = 0; row < cells->rows; row++) {
        int end = cells->columns;

        while (end > 0 && cells_at(cells, end - 1, row)->element == ELEMENT_PLAIN &&
               cells_at(cells, end - 1, row)->flags == 0)
            end--;
        for (int column = 0; column < end; column++) {
            const struct cell_glyph *glyph = cells_at(cells, column, row);
            char letter = glyph->flags & CELL_DIM       ? '~'
                          : glyph->flags & CELL_REVERSE ? '%'
                                                        : theme_letter((enum element)glyph->element);

            text_add_bytes(out, &letter, 1);
        }
        text_add(out, "\n");
    }
}
