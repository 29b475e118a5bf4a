#include "picture/cells.h"

#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/range.h"
#include "words/marks.h"

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
    const size_t row_size = sizeof *cells->grid * (size_t)cells->columns;

    for (int column = 0; column < cells->columns && cells->rows > 0; column++)
        cells->grid[column] = (struct cell_glyph){.width = 1, .element = (uint8_t)element};
    for (int row = 1; row < cells->rows; row++)
        memcpy(&cells->grid[row * cells->columns], cells->grid, row_size);
    cells->clip = (struct area){0, 0, cells->columns, cells->rows};
    cells->failed = false;
}

/* What may be painted of a row: the columns from `left` up to `right`; none outside the clip. */
struct span {
    struct cell_glyph *row;
    int left, right;
};

static struct span span_of(const struct cells *cells, int row)
{
    const struct area *clip = &cells->clip;
    int right = clip->column + clip->columns;

    if (row < 0 || row >= cells->rows || row < clip->row || row >= clip->row + clip->rows)
        return (struct span){0};
    return (struct span){
        .row = &cells->grid[row * cells->columns],
        .left = max_int(clip->column, 0),
        .right = min_int(right, cells->columns),
    };
}

/* Replaces half a wide character by a space, and its other half too. */
static void part_wide(struct cell_glyph *cell)
{
    struct cell_glyph *other;

    if (cell->width == 1)
        return;
    other = cell->width == 2 ? cell + 1 : cell - 1;
    other->codepoints[0] = 0;
    other->width = 1;
}

/* A wide character of which half would stand outside becomes a space. */
static void cell_set(const struct span *span, int column, const struct cell_glyph *glyph)
{
    struct cell_glyph *cell;

    if (column < span->left || column >= span->right)
        return;
    cell = &span->row[column];
    part_wide(cell);
    *cell = *glyph;
    if (glyph->width == 2 && column + 1 < span->right) {
        part_wide(cell + 1);
        cell[1] = (struct cell_glyph){.width = 0, .element = glyph->element, .flags = glyph->flags};
    } else if (glyph->width == 2) {
        *cell = (struct cell_glyph){.width = 1, .element = glyph->element, .flags = glyph->flags};
    }
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
        {0x2588, ' '}, {0x25b8, '>'}, {0x25c2, '<'}, {0x25bc, 'v'}, {0x25b2, '^'}, {0x2190, '<'}, {0x2191, '^'},
        {0x2193, 'v'}, {0x00b1, '~'}, {0x2260, '!'}, {0x2581, '_'}, {0x256d, '+'}, {0x256e, '+'}, {0x2570, '+'},
        {0x256f, '+'}, {0x2580, '#'}, {0x2584, '#'}, {0x2610, ' '}, {0x2611, 'x'}, {0x2500, '-'}, {0x2550, '='},
        {0x00b7, '.'}, {0x2514, '`'}, {0x2192, '>'},
    };

    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++)
        if (lines[i].codepoint == codepoint)
            return (uint32_t)lines[i].ascii;
    return 0;
}

static uint32_t to_ascii(uint32_t codepoint)
{
    char bytes[5];
    const char *mark;
    uint32_t ascii = line_to_ascii(codepoint);

    if (ascii)
        return ascii;
    mark = mark_to_ascii(bytes, codepoint_encode(codepoint, bytes));
    return mark ? (uint32_t)(unsigned char)mark[0] : '?';
}

/* Takes the next character to be painted, U+FFFD for an unsafe one, and its width: of a joined emoji the first code
 * point, which alone has a cell in curses, whatever the terminal would make of the whole. */
static uint32_t take_safe(const char **text, int *width)
{
    const char *begin = *text;
    uint32_t codepoint = text_next_shown(text);

    *width = 1;
    if (codepoint == '\t' || codepoint == '\n')
        return ' ';
    if (codepoint != TEXT_REPLACEMENT)
        *width = text_width_until(begin, *text);
    return codepoint;
}

/* The state of painting one text. */
struct pen {
    struct span span;
    int column;
    int last;                /* column of the last spacing character, -1: none yet */
    struct cell_glyph glyph; /* the next one, in the look of all */
    bool is_ascii;
};

static void pen_combine(struct pen *pen, uint32_t codepoint)
{
    struct cell_glyph *cell;

    if (pen->is_ascii || pen->last < pen->span.left || pen->last >= pen->span.right)
        return;
    cell = &pen->span.row[pen->last];
    for (int i = 1; i < CELL_CODEPOINTS; i++) {
        if (cell->codepoints[i] == 0) {
            cell->codepoints[i] = codepoint;
            return;
        }
    }
}

static void pen_put(struct pen *pen, uint32_t codepoint, int width)
{
    pen->last = pen->column;
    pen->glyph.width = (uint8_t)width;
    pen->glyph.codepoints[0] = codepoint == ' ' ? 0 : codepoint;
    if (pen->is_ascii && codepoint >= 0x80) {
        pen->glyph.width = 1;
        pen->glyph.codepoints[0] = to_ascii(codepoint);
        if (width == 2)
            cell_set(&pen->span, pen->column + 1, &pen->glyph);
    }
    cell_set(&pen->span, pen->column, &pen->glyph);
    pen->column += width;
}

/* A joined emoji may begin with a narrow character, which takes both columns nevertheless. */
static void pen_put_wide(struct pen *pen, uint32_t codepoint, int width)
{
    bool is_padded = width > text_codepoint_width(codepoint) && width == 2;

    pen_put(pen, codepoint, is_padded ? 1 : width);
    if (is_padded)
        pen_put(pen, ' ', 1);
}

/* Most of a text is plain ASCII upon cells of one column each: as much of it as comes next, up to column `end`. Returns
 * what is left of the text. */
static const char *pen_put_plain(struct pen *pen, const char *text, int end)
{
    const struct cell_glyph glyph = {.width = 1, .element = pen->glyph.element, .flags = pen->glyph.flags};
    struct cell_glyph *const row = pen->span.row;
    int right = min_int(end, pen->span.right), column = pen->column;

    if (column < pen->span.left)
        return text;
    for (; column < right && text_begins_plain(text) && row[column].width == 1; column++, text++) {
        row[column] = glyph;
        row[column].codepoints[0] = *text == ' ' ? 0 : (uint32_t)*text;
    }
    pen->last = column > pen->column ? column - 1 : pen->last;
    pen->column = column;
    return text;
}

/* A painter's every line is such a call: a struct would hide what is painted where.
 * NOLINTNEXTLINE(readability-function-size) */
int cells_put(struct cells *cells, int column, int row, int columns, const char *text, enum element element,
              uint8_t flags)
{
    struct pen pen = {span_of(cells, row), column, -1, {{0}, 1, (uint8_t)element, flags}, cells->is_ascii};
    /* No text has more columns than bytes. */
    bool is_cut = columns > 0 && strlen(text) > (size_t)columns && text_width(text) > columns;
    int end = column + columns - (is_cut ? 1 : 0);

    cells->failed = cells->failed || text_is_lost(text);
    if (columns <= 0)
        return 0;
    while (*(text = pen_put_plain(&pen, text, end))) {
        int width;
        uint32_t codepoint = take_safe(&text, &width);

        if (pen.column + width > end)
            break;
        if (width == 0)
            pen_combine(&pen, codepoint);
        else
            pen_put_wide(&pen, codepoint, width);
    }
    if (is_cut)
        pen_put(&pen, 0x2026, 1);
    return pen.column - column;
}

int cells_measure(struct cells *cells, const struct text *text)
{
    cells->failed = cells->failed || text->failed;
    return text_width(text_str(text));
}

void cells_fill(struct cells *cells, struct area area, uint32_t codepoint, enum element element, uint8_t flags)
{
    uint32_t sign = codepoint == ' ' ? 0 : codepoint >= 0x80 && cells->is_ascii ? to_ascii(codepoint) : codepoint;
    struct cell_glyph glyph = {.codepoints = {sign}, .width = 1, .element = (uint8_t)element, .flags = flags};
    int end_row = min_int(area.row + area.rows, cells->rows);

    for (int row = max_int(area.row, 0); row < end_row; row++) {
        struct span span = span_of(cells, row);
        int first = max_int(area.column, span.left);
        int end = min_int(area.column + area.columns, span.right);

        if (span.row == NULL || first >= end)
            continue;
        part_wide(&span.row[first]);
        part_wide(&span.row[end - 1]);
        for (int column = first; column < end; column++)
            span.row[column] = glyph;
    }
}

void cells_frame(struct cells *cells, struct area area, const uint32_t signs[FRAME_SIGNS], enum element element,
                 uint8_t flags)
{
    int right = area.column + area.columns - 1, bottom = area.row + area.rows - 1;

    for (int side = 0; side < 2; side++) {
        int row = side ? bottom : area.row, column = side ? right : area.column;

        cells_fill(cells, (struct area){area.column + 1, row, area.columns - 2, 1}, signs[4], element, flags);
        cells_fill(cells, (struct area){column, area.row + 1, 1, area.rows - 2}, signs[5], element, flags);
    }
    for (int corner = 0; corner < 4; corner++)
        cells_fill(cells, (struct area){corner & 1 ? right : area.column, corner & 2 ? bottom : area.row, 1, 1},
                   signs[corner], element, flags);
}

void cells_dress(struct cells *cells, struct area area, enum element element, uint8_t flags)
{
    int end_row = min_int(area.row + area.rows, cells->rows);

    for (int row = max_int(area.row, 0); row < end_row; row++) {
        struct span span = span_of(cells, row);
        int end = min_int(area.column + area.columns, span.right);

        if (!span.row)
            continue;
        for (int column = max_int(area.column, span.left); column < end; column++) {
            if (element != ELEMENT_COUNT)
                span.row[column].element = (uint8_t)element;
            span.row[column].flags |= flags;
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
        text_add_bytes(out, bytes, codepoint_encode(glyph->codepoints[i], bytes));
}

void cells_write_text(const struct cells *cells, struct text *out)
{
    out->failed = out->failed || cells->failed;
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
