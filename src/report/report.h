/* A report: what a command found, as data: titles, paragraphs, tables, command lines, in their order.
 *
 * A command fills it once; writers (write.h) make of it what was asked for. A
 * report copies every string it is given. Running out of memory is sticky, as in struct text: `failed` is set, and the
 * writers pass it on.
 *
 *     struct report report;
 *
 *     report_init(&report);
 *     report_title(&report, "One big job");
 *     report_table(&report, columns, 2);
 *     report_row(&report, "Riker");
 *     report_number(&report, ELEMENT_AGAIN, 2);
 *     report_write_text(&report, &style, out);
 *     report_release(&report);
 */
#ifndef REPORT_REPORT_H
#define REPORT_REPORT_H

#include "base/arena.h"
#include "picture/style.h"

/* A piece of a cell, dressed for itself. */
struct report_piece {
    enum element style;
    const char *text;
    struct report_piece *next;
};

struct report_cell {
    struct report_piece *first, *last;
};

struct report_column {
    const char *head;
    int columns;     /* of text, with the gap behind it; 0, the last one: as wide as it is */
    bool is_wrapped; /* broken into lines where it is too long, the further ones indented; else cut with "…" */
    bool is_number;  /* never cut: one that is too long pushes the others aside */
};

struct report_row {
    struct report_cell *cells; /* [column_count]; those that were not filled are empty */
    struct report_row *next;
};

struct report_table {
    const struct report_column *columns;
    size_t column_count, filled; /* cells of the last row */
    enum element style;          /* of the head */
    struct report_row *first, *last;
};

enum report_kind {
    REPORT_TITLE,     /* a heading */
    REPORT_LINE,      /* one line, never broken */
    REPORT_PARAGRAPH, /* broken into lines */
    REPORT_COMMAND,   /* something to type */
    REPORT_SPACE,     /* an empty line */
    REPORT_LAID_OUT,  /* text that has its layout, such as a map */
    REPORT_TABLE
};

struct report_block {
    enum report_kind kind;
    enum element style;
    const char *text;   /* of all but a space and a table */
    const char *layout; /* how it stands in a terminal, with its newlines; NULL: as its kind does */
    const char *indent; /* of a paragraph's further lines */
    struct report_table table;
    struct report_block *next;
};

struct report {
    struct arena arena;
    struct report_block *first, *last;
    bool failed;
};

void report_init(struct report *report);
void report_release(struct report *report);

void report_title(struct report *report, const char *string);
void report_line(struct report *report, enum element style, const char *string);
void report_command(struct report *report, enum element style, const char *string);

void report_linef(struct report *report, enum element style, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* The same of a text, which is released. One that has failed fails the report. */
void report_title_take(struct report *report, struct text *text);
void report_line_take(struct report *report, enum element style, struct text *text);
void report_command_take(struct report *report, enum element style, struct text *text);

/* An empty line. */
void report_space(struct report *report);

/* Text that is nothing but its layout, with its newlines, the last one included; dressed already where it is to be. The
 * text is released. */
void report_laid_out_take(struct report *report, struct text *text);

/* Gives the last block a layout of its own for terminals, as above. The text is released. */
void report_layout_take(struct report *report, struct text *text);

/* A paragraph; `indent` begins every line but the first, nothing where a format is given. */
void report_paragraph(struct report *report, enum element style, const char *string, const char *indent);

void report_paragraphf(struct report *report, enum element style, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void report_paragraph_take(struct report *report, enum element style, struct text *text, const char *indent);

/* Begins a table of `count` columns. Rows and cells go to the table begun last. The head is dressed
 * as `style`; without any column's head there is none. */
void report_table(struct report *report, enum element style, const struct report_column *columns, size_t count);

/* Begins a row with its first cell, plain; then the others, from the left to the right. */
void report_row(struct report *report, const char *first);
void report_cell(struct report *report, enum element style, const char *string);
void report_cellf(struct report *report, const char *format, ...) __attribute__((format(printf, 2, 3)));
void report_cell_take(struct report *report, enum element style, struct text *text);

/* Plain numbers, each in a cell. */
void report_numbers(struct report *report, const uint64_t *numbers, size_t count);

/* A number, dressed as `style` unless it is 0. */
void report_number(struct report *report, enum element style, uint64_t number);

/* More text in the last cell, which may be dressed otherwise. */
void report_more(struct report *report, enum element style, const char *string);

/* A wish's mark in the last cell. */
void report_more_wish(struct report *report, bool is_granted);

/* The text of a cell without its dress. */
void report_cell_text(const struct report_cell *cell, struct text *out);

#endif
