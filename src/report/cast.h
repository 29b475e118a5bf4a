/* A recording of a terminal as a file that asciinema and its players read: an asciicast, version 2.
 *
 * A line of JSON says the size, each further one an event at a time in seconds: what the terminal is sent ("o"), a key
 * that was pressed ("i"), a marker ("m"). It says no time of day: the same events give the same bytes.
 * https://docs.asciinema.org/manual/asciicast/v2/ */
#ifndef REPORT_CAST_H
#define REPORT_CAST_H

#include "base/err.h"
#include "base/text.h"

enum { CAST_BYTES_MAX = 4 << 20 };

/* Appends the first line. */
void cast_begin(int columns, int rows, const char *title, struct text *out);

/* Appends an event `ms` after the start; the data is released. False when memory is out, or the whole is longer than
 * CAST_BYTES_MAX. */
bool cast_add(struct text *out, int64_t ms, char code, struct text *data, struct err *err);

#endif
