/* A report: what a command found, as data: titles, paragraphs, tables, command lines, in their order.
 *
 * A command fills it once; writers (write.h) make of it what was asked for. A
 * report copies every string it is given. Running out of memory is sticky, as in struct text: `failed` is set, and the
 * writers pass it on.
 *
 *     struct report report;
 *
 *     report_init(&report);
 *     report_add(&report, REPORT_TITLE, ELEMENT_TITLE, "One big job");
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
    const char *head; /* a phrase (words/phrase.h), in the words of the report's scenario; a name where it is_named */
    bool is_named;
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
    REPORT_PARAGRAPH, /* broken into lines */
    REPORT_COMMAND,   /* something to type */
    REPORT_SPACE,     /* an empty line */
    REPORT_LAID_OUT,  /* text that has its layout, such as a map */
    REPORT_TABLE,
    REPORT_PICTURE, /* as a drawing where there are drawings; else its text, which is laid out */
    REPORT_ROOM,    /* lines to be written on, by hand */
    REPORT_PAGE     /* what follows begins a page, where there are pages */
};

/* An SVG, and how many units it is wide and high. */
struct report_drawing {
    const char *svg;
    int width, height;
};

struct report_block {
    enum report_kind kind;
    enum element style;
    const char *text;              /* of all but a space, a table, room and a page */
    const char *layout;            /* how it stands in a terminal, with its newlines; NULL: as its kind does */
    const char *indent;            /* of a paragraph's further lines */
    struct report_drawing drawing; /* of a picture */
    int rows;                      /* of room */
    struct report_table table;
    struct report_block *next;
};

struct report {
    struct arena arena;
    struct report_block *first, *last;
    const struct scenario *scenario; /* whose words the heads of tables are in; NULL: the default ones */
    bool failed;
};

void report_init(struct report *report);
void report_release(struct report *report);

/* Adds a block of text, which is no table and no space: a string, a format, or a text, which is released; one that has
 * failed fails the report. What is laid out has its newlines, the last one included, and is dressed already where it is
 * to be. */
void report_add(struct report *report, enum report_kind kind, enum element style, const char *string);
void report_addf(struct report *report, enum report_kind kind, enum element style, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
void report_add_take(struct report *report, enum report_kind kind, enum element style, struct text *text);

/* An empty line. */
void report_space(struct report *report);

/* Begins every line but the first of the last block, a paragraph, with `indent`. */
void report_indent(struct report *report, const char *indent);

/* Gives the last block a layout of its own for terminals, with its newlines, dressed. The text is released. */
void report_layout_take(struct report *report, struct text *text);

/* A picture: the drawing, whose svg is copied, and in its place text with its newlines, which is released. */
void report_picture(struct report *report, const struct report_drawing *drawing, struct text *text);

/* So many lines to write on; a new page. */
void report_room(struct report *report, int rows);
void report_page(struct report *report);

/* Begins a table of `count` columns. Rows and cells go to the table begun last. The head is dressed
 * as `style`; without any column's head there is none. */
void report_table(struct report *report, enum element style, const struct report_column *columns, size_t count);

/* Begins a row with its first cell, plain; then the others, from the left to the right. */
void report_row(struct report *report, const char *first);
void report_cell(struct report *report, enum element style, const char *string);
void report_cellf(struct report *report, const char *format, ...) __attribute__((format(printf, 2, 3)));
void report_cell_take(struct report *report, enum element style, struct text *text);

/* A cell of a count that no wish is judged by: a dash. */
void report_unjudged(struct report *report);

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
