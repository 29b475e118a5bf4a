/* Scenarios made of bytes, for properties and fuzzing: any bytes give a scenario that the loader accepts.
 *
 * Each choice takes one byte, 0 once they have run out, and 0 is always the plainest choice, so that shorter and lower
 * tapes make simpler scenarios. */
#ifndef TESTS_SUPPORT_RANDOM_SCENARIO_H
#define TESTS_SUPPORT_RANDOM_SCENARIO_H

#include <stddef.h>
#include <stdint.h>

#include "base/text.h"

/* Appends a whole scenario file. */
void random_scenario(const uint8_t *tape, size_t size, struct text *yaml);

#endif
