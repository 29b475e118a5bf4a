/* Writing a scenario as a file. */
#ifndef FILE_WRITE_H
#define FILE_WRITE_H

#include "model/scenario.h"

/* Appends the scenario as a file that scenario_load reads back to the same scenario: keys that have their default
 * value are left out, a preset's numbers are written out only where they were changed. */
void scenario_write(const struct scenario *scenario, struct text *out);

/* The same below comments that say by which command line it was made and what the file cannot hold. Where changes were
 * made to it, what was told and expected of the scenario before is left out. */
void scenario_write_made(const struct scenario *scenario, bool is_changed, const char *command, struct text *out);

#endif
