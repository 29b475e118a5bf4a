#include "report/report.h"

#include <stdarg.h>

#include "base/check.h"
#include "words/phrase.h"

void report_init(struct report *report)
{
    *report = (struct report){0};
    arena_init(&report->arena);
}

void report_release(struct report *report)
{
    arena_release(&report->arena);
}

static void *room_make(struct report *report, size_t count, size_t size)
{
    void *made = arena_array(&report->arena, count, size);

    report->failed = report->failed || !made;
    return made;
}

static const char *string_copy(struct report *report, const char *string)
{
    const char *copy = arena_string(&report->arena, string);

    report->failed = report->failed || !copy || text_is_lost(string);
    return copy ? copy : "";
}

/* A new block at the end; NULL when memory is out. */
static struct report_block *block_add(struct report *report, enum report_kind kind)
{
    struct report_block *block = room_make(report, 1, sizeof *block);

    if (!block)
        return NULL;
    block->kind = kind;
    if (report->last)
        report->last->next = block;
    else
        report->first = block;
    report->last = block;
    return block;
}

/* A block of a string that is the report's own. */
static void text_block_add(struct report *report, enum report_kind kind, enum element style, const char *string)
{
    struct report_block *block = block_add(report, kind);

    CHECK(kind <= REPORT_COMMAND || kind == REPORT_LAID_OUT || kind == REPORT_PICTURE);
    if (!block)
        return;
    block->style = style;
    block->text = string;
    block->indent = "";
}

void report_add(struct report *report, enum report_kind kind, enum element style, const char *string)
{
    text_block_add(report, kind, style, string_copy(report, string));
}

/* Copies a text's string, fails with it, and releases it. */
static const char *text_take(struct report *report, struct text *text)
{
    const char *copy = string_copy(report, text_str(text));

    text_release(text);
    return copy;
}

void report_add_take(struct report *report, enum report_kind kind, enum element style, struct text *text)
{
    text_block_add(report, kind, style, text_take(report, text));
}

void report_addf(struct report *report, enum report_kind kind, enum element style, const char *format, ...)
{
    struct text text = {0};
    va_list arguments;

    va_start(arguments, format);
    text_addv(&text, format, arguments);
    va_end(arguments);
    report_add_take(report, kind, style, &text);
}

void report_space(struct report *report)
{
    block_add(report, REPORT_SPACE);
}

void report_page(struct report *report)
{
    block_add(report, REPORT_PAGE);
}

void report_room(struct report *report, int rows)
{
    struct report_block *block = block_add(report, REPORT_ROOM);

    if (block)
        block->rows = rows;
}

void report_picture(struct report *report, const struct report_drawing *drawing, struct text *text)
{
    report_add_take(report, REPORT_PICTURE, ELEMENT_PLAIN, text);
    if (report->failed)
        return;
    report->last->drawing = *drawing;
    report->last->drawing.svg = string_copy(report, drawing->svg);
}

void report_indent(struct report *report, const char *indent)
{
    CHECK(report->failed || (report->last && report->last->kind == REPORT_PARAGRAPH));
    if (report->last)
        report->last->indent = string_copy(report, indent);
}

void report_layout_take(struct report *report, struct text *text)
{
    const char *layout = text_take(report, text);

    if (report->last)
        report->last->layout = layout;
}

static const char *phrase_copy(struct report *report, const char *phrase)
{
    struct text words = {0};

    phrase_add(report->scenario, phrase, &words);
    return text_take(report, &words);
}

void report_table(struct report *report, enum element style, const struct report_column *columns, size_t count)
{
    struct report_block *block = block_add(report, REPORT_TABLE);
    struct report_column *copies = block ? room_make(report, count, sizeof *copies) : NULL;

    CHECK(count > 0);
    if (!copies)
        return;
    for (size_t c = 0; c < count; c++) {
        copies[c] = columns[c];
        copies[c].head = columns[c].is_named ? string_copy(report, columns[c].head)
                                             : phrase_copy(report, columns[c].head);
    }
    block->table = (struct report_table){.columns = copies, .column_count = count, .style = style};
}

/* The table that rows go to; NULL when memory was out. */
static struct report_table *table_last(struct report *report)
{
    if (report->failed)
        return NULL;
    CHECK(report->last && report->last->kind == REPORT_TABLE);
    return &report->last->table;
}

/* More text in the last cell; the string is the report's own. */
static void piece_add(struct report *report, enum element style, const char *string)
{
    struct report_table *table = table_last(report);
    struct report_piece *piece = table ? room_make(report, 1, sizeof *piece) : NULL;
    struct report_cell *cell;

    if (!piece)
        return;
    CHECK(table->filled > 0);
    *piece = (struct report_piece){.style = style, .text = string};
    cell = &table->last->cells[table->filled - 1];
    if (cell->last)
        cell->last->next = piece;
    else
        cell->first = piece;
    cell->last = piece;
}

void report_more(struct report *report, enum element style, const char *string)
{
    piece_add(report, style, string_copy(report, string));
}

void report_more_wish(struct report *report, bool is_granted)
{
    report_more(report, is_granted ? ELEMENT_GRANTED : ELEMENT_REFUSED,
                marks_unicode[is_granted ? MARK_GRANTED : MARK_ERROR]);
}

/* The next cell of the row; the string is the report's own. */
static void cell_add(struct report *report, enum element style, const char *string)
{
    struct report_table *table = table_last(report);

    if (!table)
        return;
    CHECK(table->last && table->filled < table->column_count);
    table->filled++;
    piece_add(report, style, string);
}

void report_cell(struct report *report, enum element style, const char *string)
{
    cell_add(report, style, string_copy(report, string));
}

void report_cell_take(struct report *report, enum element style, struct text *text)
{
    cell_add(report, style, text_take(report, text));
}

void report_cellf(struct report *report, const char *format, ...)
{
    struct text text = {0};
    va_list arguments;

    va_start(arguments, format);
    text_addv(&text, format, arguments);
    va_end(arguments);
    report_cell_take(report, ELEMENT_PLAIN, &text);
}

void report_row(struct report *report, const char *first)
{
    struct report_table *table = table_last(report);
    struct report_row *row = table ? room_make(report, 1, sizeof *row) : NULL;

    if (!row)
        return;
    row->cells = room_make(report, table->column_count, sizeof *row->cells);
    table->filled = 0;
    if (table->last)
        table->last->next = row;
    else
        table->first = row;
    table->last = row;
    report_cell(report, ELEMENT_PLAIN, first);
}

void report_number(struct report *report, enum element style, uint64_t number)
{
    struct text digits = {0};

    text_add_number(&digits, number);
    report_cell_take(report, number > 0 ? style : ELEMENT_PLAIN, &digits);
}

void report_unjudged(struct report *report)
{
    report_cell(report, ELEMENT_QUIET, "–");
}

void report_numbers(struct report *report, const uint64_t *numbers, size_t count)
{
    for (size_t i = 0; i < count; i++)
        report_number(report, ELEMENT_PLAIN, numbers[i]);
}

void report_cell_text(const struct report_cell *cell, struct text *out)
{
    for (const struct report_piece *piece = cell->first; piece; piece = piece->next)
        text_add(out, piece->text);
}
