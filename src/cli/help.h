/* Help and the manual page, made from the tables of commands and options; and what the model leaves out. */
#ifndef CLI_HELP_H
#define CLI_HELP_H

#include "cli/options.h"

/* Appends the help of one command; of COMMAND_STORY: the program's, with all its commands. Prose is broken
 * to `columns`. */
void help_write(enum command command, int columns, struct text *out);

/* Appends what is said of an option, with the model's lists in their places. */
void option_help_write(const struct option_row *row, struct text *out);

#define LIMITS_TOPIC "limits"

/* Appends the help topic "limits": what the model leaves out, and which way that leans; broken to `columns`. */
void limits_write(int columns, struct text *out);

/* Appends the manual page in roff (man macros). */
void man_write(struct text *out);

/* A preset: its system's options and what they are to us, its numbers with their sources, what it leaves out. */
#define PRESET_TOPIC "preset"
void preset_help_write(enum preset preset, int columns, struct text *out);

#endif
