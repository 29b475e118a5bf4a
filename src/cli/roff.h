/* Manual pages in roff (man macros), as groff and mandoc read them without a warning. */
#ifndef CLI_ROFF_H
#define CLI_ROFF_H

#include "base/text.h"

/* Appends text as it is: what roff would read is escaped. */
void roff_escape(const char *string, struct text *out);

/* Appends escaped text as lines of the page, broken at spaces. */
void roff_fill(const char *escaped, struct text *out);

/* The same of plain text; its newlines stay. */
void roff_write(const char *string, struct text *out);

/* Appends lines that keep their layout, with their newlines. */
void roff_lines(const char *string, struct text *out);

/* Begins a page with its head, its name and what it is. */
void roff_begin(const char *name, int section, const char *what, struct text *out);

/* A word, what goes with it in italics, and what is said of it. */
void roff_entry(const char *head, const char *argument, const char *body, struct text *out);

#endif
