/* Reading a lesson, as a scenario is read (load.h); its beats name scenarios, which are found by whoever reads it. */
#ifndef FILE_LESSON_LOAD_H
#define FILE_LESSON_LOAD_H

#include "model/lesson.h"

/* Finds the scenarios that a lesson names: a new one, which is the lesson's from then on; NULL with a reason in one
 * sentence. */
struct lesson_finder {
    struct scenario *(*find)(void *context, const char *name, struct err *err);
    void *context;
};

/* Reads a lesson from `size` bytes. `name` is how the file is called in messages; it is copied. NULL when anything is
 * wrong: then `diags` (initialised by the caller with the same bytes) holds every mistake that can be found without
 * playing anything. Of a scenario that has mistakes it is one that it has any. */
struct lesson *lesson_load(const char *name, const char *bytes, size_t size, const struct lesson_finder *finder,
                           struct diags *diags);

/* Whether the bytes are meant for a lesson: it alone has beats. False when memory is out; `is_meant` is then false. */
bool lesson_is_meant(const char *bytes, size_t size, bool *is_meant);

#endif
