#include "report/html_frames.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/check.h"

enum {
    PIECE_GAP = 2,    /* pieces of a row so near are one */
    PLACE_FIRST = '(' /* a row or a column as a character */
};

/* Stands for the right half of a wide character. */
#define RIGHT_HALF "\n"

/* What stands in a row from a column on. */
struct frame_piece {
    uint32_t frame, text;
    uint16_t row, column;
};

/* Blank cells of one look at the end of a row. */
static int blank_end(const struct cell_glyph *glyphs, int count)
{
    int blank = 0;

    while (blank < count && glyphs[count - 1 - blank].codepoints[0] == 0 && glyphs[count - 1 - blank].width == 1 &&
           glyphs[count - 1 - blank].element == glyphs[count - 1].element &&
           glyphs[count - 1 - blank].flags == glyphs[count - 1].flags)
        blank++;
    return blank;
}

/* Cells of a row as a text; those at the row's end that are blank as their look alone. */
static void cells_say(struct html_looks *looks, const struct cell_glyph *glyphs, int count, bool is_end,
                      struct text *out)
{
    int blank = is_end ? blank_end(glyphs, count) : 0;
    char look = '\0';

    for (int i = 0; i < count - blank; i++) {
        const struct cell_glyph *glyph = &glyphs[i];
        char its;

        if (glyph->width == 0) {
            text_add(out, RIGHT_HALF);
            continue;
        }
        its = html_look(looks, glyph);
        if (its != look)
            text_addf(out, "%s%c", look ? "\t" : "", its);
        look = its;
        text_add(out, glyph->codepoints[0] ? "" : " ");
        for (int c = 0; c < CELL_CODEPOINTS && glyph->codepoints[c]; c++)
            text_add_codepoint(out, glyph->codepoints[c]);
    }
    if (blank > 0)
        text_addf(out, "%s%c", look ? "\t" : "", html_look(looks, &glyphs[count - 1]));
}

static bool piece_add(struct html_frames *frames, const struct cell_glyph *glyphs, const struct area *at,
                      struct err *err)
{
    struct frame_piece piece = {.frame = frames->count, .row = (uint16_t)at->row, .column = (uint16_t)at->column};
    struct text text = {0};
    bool is_good;

    cells_say(frames->looks, glyphs + at->column, at->columns, at->column + at->columns == frames->columns, &text);
    is_good = html_texts_note(frames->texts, text_str(&text), &piece.text, err);
    if (is_good &&
        (text.failed || !array_grow(&frames->pieces, frames->piece_count, &frames->piece_room, sizeof piece)))
        is_good = err_memory(err);
    if (is_good)
        frames->pieces[frames->piece_count++] = piece;
    text_release(&text);
    return is_good;
}

static bool is_same(const struct cell_glyph *a, const struct cell_glyph *b)
{
    return memcmp(a, b, sizeof *a) == 0;
}

/* Pieces of whole characters: a wide one with its right half. */
static bool row_add(struct html_frames *frames, const struct cell_glyph *now, const struct cell_glyph *before, int row,
                    struct err *err)
{
    for (int column = 0; column < frames->columns; column++) {
        struct area at = {.column = column, .row = row, .rows = 1};
        int same = 0;

        if (before && is_same(&now[column], &before[column]))
            continue;
        for (; column < frames->columns && same <= PIECE_GAP; column++) {
            same = before && is_same(&now[column], &before[column]) ? same + 1 : 0;
            if (same == 0)
                at.columns = column + 1 - at.column;
        }
        if (blank_end(now + at.column + at.columns - 1, frames->columns - at.column - at.columns + 1) >
            frames->columns - at.column - at.columns)
            at.columns = frames->columns - at.column;
        if (now[at.column].width == 0 && at.column > 0)
            at = (struct area){at.column - 1, row, at.columns + 1, 1};
        if (at.column + at.columns < frames->columns && now[at.column + at.columns].width == 0)
            at.columns++;
        if (!piece_add(frames, now, &at, err))
            return false;
        column = at.column + at.columns - 1;
    }
    return true;
}

bool html_frames_add(struct html_frames *frames, const struct cells *cells, int left_out, struct err *err)
{
    const size_t size = sizeof *frames->last * (size_t)cells->columns * (size_t)cells->rows;
    struct cell_glyph *last = frames->last;

    if (!last) {
        frames->columns = cells->columns;
        frames->rows = cells->rows - left_out;
        frames->last = malloc(size);
        if (!frames->last)
            return err_memory(err);
    }
    CHECK(frames->columns == cells->columns && frames->rows == cells->rows - left_out);
    for (int row = 0; row < frames->rows; row++) {
        const struct cell_glyph *now = &cells->grid[row * cells->columns];

        if (!row_add(frames, now, last ? &last[row * cells->columns] : NULL, row, err))
            return false;
    }
    memcpy(frames->last, cells->grid, size);
    frames->count++;
    return !cells->failed || err_memory(err);
}

static void piece_write(const struct html_frames *frames, const struct frame_piece *piece, struct text *out)
{
    const char place[] = {(char)(PLACE_FIRST + piece->row), (char)(PLACE_FIRST + piece->column), '\0'};

    html_string_write(place, out);
    html_text_write(frames->texts, piece->text, out);
}

void html_frames_write(const struct html_frames *frames, struct text *out)
{
    uint32_t p = 0;

    text_addf(out, "{\"columns\":%d,\"rows\":%d,\n\"frames\":[", frames->columns, frames->rows);
    for (uint32_t f = 0; f < frames->count; f++) {
        text_add(out, f > 0 ? ",\n\"" : "\"");
        for (uint32_t first = p; p < frames->piece_count && frames->pieces[p].frame == f; p++) {
            text_add(out, p > first ? "\\f" : "");
            piece_write(frames, &frames->pieces[p], out);
        }
        text_add(out, "\"");
    }
    text_add(out, "]}");
}

void html_frames_release(struct html_frames *frames)
{
    free(frames->last);
    free(frames->pieces);
    *frames = (struct html_frames){0};
}
