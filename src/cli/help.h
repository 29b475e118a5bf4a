/* Help and the manual page, made from the tables of commands and options; and what the model leaves out. */
#ifndef CLI_HELP_H
#define CLI_HELP_H

#include "cli/options.h"

/* What help explains beside the commands. The last two are manuals (manual.h). */
#define TOPIC_LIST(X)                                                                                                  \
    X(TOPIC_PRESET, "preset")                                                                                          \
    X(TOPIC_LIMITS, "limits")                                                                                          \
    X(TOPIC_SCENARIO, "scenario")                                                                                      \
    X(TOPIC_LESSON, "lesson")
#define TOPIC_CONSTANT(constant, name) constant,
enum topic { TOPIC_LIST(TOPIC_CONSTANT) TOPIC_COUNT };
#undef TOPIC_CONSTANT
extern const char *const topic_names[TOPIC_COUNT];

/* Appends the help of one command; of COMMAND_STORY: the program's, with all its commands. Prose is broken
 * to `columns`. */
void help_write(enum command command, int columns, struct text *out);

/* Appends what is said of an option, with the model's lists in their places. */
void option_help_write(const struct option_row *row, struct text *out);

/* Appends the help topic "limits": what the model leaves out, and which way that leans; broken to `columns`. */
void limits_write(int columns, struct text *out);

/* Appends a command line, indented; one that is too long goes on behind a backslash. */
void command_write(const char *line, int columns, int indent, struct text *out);

/* Appends the manual page makeitso(1) in roff. */
void man_write(struct text *out);

/* A preset: its system's options and what they are to us, its numbers with their sources, what it leaves out. */
void preset_help_write(enum preset preset, int columns, struct text *out);

#endif
