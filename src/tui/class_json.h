/* What a class tells, as one line of JSON, and read again by a console. The names in JSON are those of struct
 * class_told's fields. */
#ifndef TUI_CLASS_JSON_H
#define TUI_CLASS_JSON_H

#include "base/err.h"
#include "words/class_told.h"

enum { CLASS_LINE_MAX = 1 << 17 }; /* bytes of a line, at most */

/* Appends the line, its newline included. */
void class_told_write(const struct class_told *told, struct text *out);

/* Fills `told`, which was initialised, from a line, made safe for a terminal; what is missing or of another type is
 * empty or 0, and what does not fit is left out. False with a reason, and untouched, where it is no JSON object. */
bool class_told_read(const char *line, size_t size, struct class_told *told, struct err *err);

#endif
