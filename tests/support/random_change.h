/* Random changes, of every kind, for properties. */
#ifndef TESTS_SUPPORT_RANDOM_CHANGE_H
#define TESTS_SUPPORT_RANDOM_CHANGE_H

#include "model/change.h"
#include "support/prop.h"

/* A change of any kind, with a value that its rule allows, small more often than not. Its names are those of the
 * scenario's bots and jobs, and mostly of the right kind; of no scenario, odd ones. */
struct change random_change(struct tape *tape, const struct scenario *scenario);

#endif
