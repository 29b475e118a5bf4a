#include "report/write.h"

#include <string.h>

#include "base/check.h"

static void paragraph_write(const struct report_block *block, const struct style *style, struct text *out)
{
    struct text wrapped = {0};

    text_add_wrapped(&wrapped, block->text, style_columns(style), block->indent);
    style_add(style, block->style, text_str(&wrapped), out);
    text_add(out, "\n");
    text_release(&wrapped);
}

static void head_write(const struct report_table *table, const struct style *style, struct text *out)
{
    struct text line = {0};
    int gap = 0;

    for (size_t c = 0; c < table->column_count; c++) {
        const struct report_column *column = &table->columns[c];

        if (column->head[0] == '\0') {
            gap += column->columns;
            continue;
        }
        text_add_times(&line, " ", (size_t)gap);
        text_add(&line, column->head);
        gap = column->columns - text_width(column->head);
        CHECK(gap >= 0 || c + 1 == table->column_count);
    }
    if (!text_is_empty(&line)) {
        style_add(style, table->style, text_str(&line), out);
        text_add(out, "\n");
    }
    text_release(&line);
}

/* Dresses a cell piece by piece; what is beyond `columns` is cut. Returns the columns taken. */
static int pieces_write(const struct report_cell *cell, int columns, const struct style *style, struct text *out)
{
    int taken = 0;

    for (const struct report_piece *piece = cell->first; piece && taken < columns; piece = piece->next) {
        struct text cut = {0};

        text_add(&cut, piece->text);
        text_fit(&cut, columns - taken);
        style_add(style, piece->style, text_str(&cut), out);
        taken += text_width(text_str(&cut));
        text_release(&cut);
    }
    return taken;
}

static int cell_width(const struct report_cell *cell)
{
    int width = 0;

    for (const struct report_piece *piece = cell->first; piece; piece = piece->next)
        width += text_width(piece->text);
    return width;
}

/* A row whose cells are not broken. */
static void row_write(const struct report_table *table, const struct report_row *row, const struct style *style,
                      struct text *out)
{
    for (size_t c = 0; c < table->column_count; c++) {
        const struct report_column *column = &table->columns[c];
        int width = cell_width(&row->cells[c]);
        int room = column->columns == 0 || column->is_number ? width : column->columns - 1;
        int taken = pieces_write(&row->cells[c], room, style, out);

        if (c + 1 < table->column_count)
            text_add_times(out, " ", (size_t)(taken < column->columns ? column->columns - taken : 1));
    }
    text_add(out, "\n");
}

/* A cell broken into lines, written one at a time. */
struct folded {
    struct text lines;
    const char *at; /* the line to be written next; "" when all are */
};

enum { FOLDED_GAP = 2, FOLDED_CELLS_MAX = 8 };

/* A row with cells that are broken. */
struct folding {
    const struct report_table *table;
    const struct report_row *row;
    const struct style *style;
    struct folded cells[FOLDED_CELLS_MAX]; /* one that is not broken has no lines here */
    bool is_first;                         /* the line to be written next is the row's first */
};

static void cells_fold(struct folding *folding)
{
    int left = 0;

    for (size_t c = 0; c < folding->table->column_count; c++) {
        const struct report_column *column = &folding->table->columns[c];
        struct folded *cell = &folding->cells[c];
        struct text whole = {0};

        report_cell_text(&folding->row->cells[c], &whole);
        if (column->is_wrapped)
            text_add_wrapped(&cell->lines, text_str(&whole),
                             column->columns > 0 ? column->columns - FOLDED_GAP : style_columns(folding->style) - left,
                             "  ");
        cell->lines.failed = cell->lines.failed || whole.failed;
        cell->at = text_str(&cell->lines);
        left += column->columns;
        text_release(&whole);
    }
}

/* Takes a cell's next line; returns its bytes. */
static size_t folded_take(struct folded *cell, const char **line)
{
    size_t size = strcspn(cell->at, "\n");

    *line = cell->at;
    cell->at += size + (cell->at[size] == '\n');
    return size;
}

/* The next line of all cells; what is not broken stands in the first. False after the last one. */
static bool folded_write(struct folding *folding, struct text *out)
{
    const struct report_table *table = folding->table;
    const struct report_row *row = folding->row;
    bool is_more = false;
    int gap = 0;

    for (size_t c = 0; c < table->column_count; c++) {
        bool is_whole = folding->is_first && !table->columns[c].is_wrapped;
        struct text cell = {0};
        const char *line;
        size_t size = folded_take(&folding->cells[c], &line);
        int width;

        if (is_whole) {
            width = pieces_write(&row->cells[c], cell_width(&row->cells[c]), folding->style, &cell);
        } else {
            text_add_bytes(&cell, line, size);
            width = text_width(text_str(&cell));
        }
        if (text_is_empty(&cell)) {
            gap += table->columns[c].columns;
            text_release(&cell);
            continue;
        }
        text_add_times(out, " ", (size_t)gap);
        text_add(out, text_str(&cell));
        gap = table->columns[c].columns > width ? table->columns[c].columns - width : 0;
        is_more = is_more || *folding->cells[c].at;
        text_release(&cell);
    }
    text_add(out, "\n");
    folding->is_first = false;
    return is_more;
}

static void folded_row_write(const struct report_table *table, const struct report_row *row, const struct style *style,
                             struct text *out)
{
    struct folding folding = {.table = table, .row = row, .style = style, .is_first = true};

    CHECK(table->column_count <= FOLDED_CELLS_MAX);
    cells_fold(&folding);
    while (folded_write(&folding, out))
        continue;
    for (size_t c = 0; c < table->column_count; c++) {
        out->failed = out->failed || folding.cells[c].lines.failed;
        text_release(&folding.cells[c].lines);
    }
}

static void table_write(const struct report_table *table, const struct style *style, struct text *out)
{
    bool is_wrapped = false;

    for (size_t c = 0; c < table->column_count; c++)
        is_wrapped = is_wrapped || table->columns[c].is_wrapped;
    head_write(table, style, out);
    for (const struct report_row *row = table->first; row; row = row->next) {
        if (is_wrapped)
            folded_row_write(table, row, style, out);
        else
            row_write(table, row, style, out);
    }
}

static void block_write(const struct report_block *block, const struct style *style, struct text *out)
{
    if (block->layout) {
        text_add(out, block->layout);
        return;
    }
    switch (block->kind) {
    case REPORT_TITLE:
        style_add_wrapped(style, block->style, block->text, "", out);
        text_add(out, "\n");
        break;
    case REPORT_PARAGRAPH:
        paragraph_write(block, style, out);
        break;
    case REPORT_COMMAND: {
        struct text line = {0};

        text_addf(&line, "  %s", block->text);
        style_add(style, block->style, text_str(&line), out);
        text_add(out, "\n");
        text_release(&line);
        break;
    }
    case REPORT_SPACE:
        text_add(out, "\n");
        break;
    case REPORT_LAID_OUT:
    case REPORT_PICTURE:
        text_add(out, block->text);
        break;
    case REPORT_ROOM:
        text_add_times(out, "\n", (size_t)block->rows);
        break;
    case REPORT_PAGE:
        text_add(out, "\n\n");
        break;
    case REPORT_TABLE:
        table_write(&block->table, style, out);
        break;
    }
}

void report_write_text(const struct report *report, const struct style *style, struct text *out)
{
    struct text dressed = {.failed = report->failed};

    for (const struct report_block *block = report->first; block && !report->failed; block = block->next)
        block_write(block, style, &dressed);
    style_deliver(style, &dressed, out);
    text_release(&dressed);
}
