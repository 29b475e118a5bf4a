/* The built-in scenarios and lessons, and the manuals of their authors: the files of scenarios/ and scenarios/lessons/,
 * embedded when the program is built.
 *
 * The Makefile generates the data from the files as they are, sorted by name, so that the program works from any
 * directory. No lesson is called as a scenario is. */
#ifndef CLI_BUILTIN_H
#define CLI_BUILTIN_H

#include "base/text.h"

struct builtin {
    const char *name;  /* the file's name without ".yaml"; of a manual "scenario" or "lesson" */
    const char *bytes; /* the file; a NUL follows that is not counted */
    size_t size;
};

/* The scenarios, then the lessons, then the README.md of each in Markdown, all sorted by name, bytewise. */
extern const struct builtin builtins[];
extern const size_t builtin_count;
extern const struct builtin builtin_lessons[];
extern const size_t builtin_lesson_count;
extern const struct builtin builtin_manuals[];
extern const size_t builtin_manual_count;

/* Appends the value of the line "KEY: value" of a built-in file, without quotes; nothing where there is none. Built-in
 * files keep title and question, lesson, minutes and for on one line each (a test holds this against the loader), so
 * that a list of them needs no loading. */
void builtin_field(const struct builtin *builtin, const char *key, struct text *out);

#endif
