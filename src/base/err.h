/* An error of the world: disk, memory, terminal. One sentence, lower case, its subject quoted.
 *
 * Functions that can fail so take a `struct err *` as their last parameter and return bool (or a pointer, NULL for
 * failure). On false they have filled it and left every other output untouched. The mistakes of a scenario's author are
 * diagnostics (diag.h); bugs are CHECKs. */
#ifndef BASE_ERR_H
#define BASE_ERR_H

#include <stdbool.h>

enum { ERR_BYTES = 512 };

struct err {
    char text[ERR_BYTES]; /* NUL-terminated; longer sentences are cut at a character's boundary */
};

/* Fills `err` from a printf format and returns false, so that a caller can `return err_set(err, …)`. Made of a text
 * that failed, or of an err for want of memory, it is one for want of memory. */
bool err_set(struct err *err, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The same for want of memory: its text is TEXT_LOST (base/text.h), which the command line says in words. */
bool err_memory(struct err *err);
bool err_is_memory(const struct err *err);

#endif
