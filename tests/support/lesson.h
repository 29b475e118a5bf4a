/* Lessons over the built-in scenarios. */
#ifndef SUPPORT_LESSON_H
#define SUPPORT_LESSON_H

#include "file/lesson_load.h"

extern const struct lesson_finder builtin_finder;

/* The lesson of these bytes, which must have no mistakes. */
struct lesson *load_lesson(const char *yaml);

/* A built-in one. */
struct lesson *load_builtin_lesson(const char *name);

#endif
