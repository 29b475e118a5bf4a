/* The memory that a search is allowed, and what it cannot begin without. */
#ifndef EXPLORE_MEMORY_H
#define EXPLORE_MEMORY_H

#include <stddef.h>

#include "base/err.h"

/* False with a sentence when the `needed` bytes, of the worlds that a search keeps whatever it finds, are more than
 * those allowed. */
bool memory_suffices(size_t needed, size_t allowed, struct err *err);

#endif
