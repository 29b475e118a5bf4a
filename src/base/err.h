/* An error of the world: disk, memory, terminal. One sentence, lower case, its subject quoted.
 *
 * Functions that can fail so take a `struct err *` as their last parameter and return bool (or a pointer, NULL for
 * failure). On false they have filled it and left every other output untouched. The mistakes of a scenario's author are
 * diagnostics (diag.h); bugs are CHECKs. */
#ifndef BASE_ERR_H
#define BASE_ERR_H

#include <stdbool.h>

struct err {
    char text[512]; /* NUL-terminated; longer sentences are cut at a character's boundary */
};

/* Fills `err` from a printf format and returns false, so that a caller can `return err_set(err, …)`. */
bool err_set(struct err *err, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The same for "out of memory". */
bool err_memory(struct err *err);

#endif
