/* Decimal fractions, kept as whole numbers of their smallest parts: 0.25 with 9 decimals is 250000000. */
#ifndef BASE_DECIMAL_H
#define BASE_DECIMAL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"

/* Reads up to nine digits without leading zeros, and behind a point 1 to `decimals` more. False, `*out` untouched, for
 * anything else. */
bool decimal_parse(const char *string, unsigned decimals, uint64_t *out);

/* Is it a decimal fraction but for its length: more than `decimals` digits behind the point? */
bool decimal_is_too_fine(const char *string, unsigned decimals);

/* Appends it without zeros at its end: "0.25", "1". */
void decimal_write(uint64_t value, unsigned decimals, struct text *out);

#endif
