/* Lessons of the command line: from a name or a path to a lesson with its scenarios. */
#ifndef CLI_LESSON_FILE_H
#define CLI_LESSON_FILE_H

#include "cli/command.h"
#include "model/lesson.h"

struct lesson_file {
    struct source source;
    struct lesson *lesson;
};

/* A path in a lesson is seen from the lesson's own folder. Where anything is wrong it has been said on standard error
 * and nothing is open. */
enum exit_code lesson_open(const char *argument, struct lesson_file *out);
void lesson_close(struct lesson_file *file);

/* The same of what was read already; of the source only messages are made. */
enum exit_code lesson_read(const struct source *source, struct lesson **out);

/* Holds each beat against what it plays, by playing it, and says what is wrong. */
enum exit_code lesson_hold(const struct lesson_file *file);

#endif
