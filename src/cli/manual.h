/* The manuals of who writes scenarios and lessons: scenarios/README.md and scenarios/lessons/README.md, which are built
 * in as they are, for terminals and as manual pages. */
#ifndef CLI_MANUAL_H
#define CLI_MANUAL_H

#include "cli/builtin.h"

/* The manual of that name, "scenario" or "lesson"; NULL where there is none. */
const struct builtin *manual_find(const char *name);

/* Appends a manual for a terminal; prose is broken to `columns`. */
void manual_write(const struct builtin *manual, int columns, struct text *out);

/* Appends it as a manual page in roff, makeitso-NAME(5). */
void manual_man_write(const struct builtin *manual, struct text *out);

#endif
