/* Raw structs as YAML, written by libyaml's emitter after the table of keys.
 *
 * A whole file and the lists in it stand in block style, one entry a line; what is in them is in flow style where it
 * fits into a line, else in block style as well. A scalar is in quotes where YAML needs them, or where this program's
 * reader would take it for something else without them. */
#ifndef FILE_EMIT_H
#define FILE_EMIT_H

#include "base/text.h"
#include "model/key_table.h"

/* Appends a raw struct of `mapping`; one line in flow style where `is_line`. When memory is out, out->failed is set. */
void emit_mapping(const struct mapping *mapping, const void *raw, bool is_line, struct text *out);

#endif
