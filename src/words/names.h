/* Names and ordinals as sentences say them, and sets of bots within so many columns. */
#ifndef WORDS_NAMES_H
#define WORDS_NAMES_H

#include "base/text.h"
#include "model/scenario.h"

/* A name, cut with "…" to `columns`. */
void name_add(const char *name, int columns, struct text *out);

/* "st", "nd", "rd" or "th", to follow the number. */
const char *ordinal_suffix(uint64_t n);

/* "a first", "a second", … "a sixth", "the 7th". */
void ordinal_add(uint64_t n, struct text *out);

/* "Riker", "Riker and Worf", "Riker, Worf and 3 others", "5 bots" within `columns`. */
void bots_add(const struct scenario *scenario, bot_set bots, int columns, struct text *out);

/* The same as a list: "Riker, Worf", or "2 bots" where it is wider than `columns`; one name alone is cut. */
void bots_add_list(const struct scenario *scenario, bot_set bots, int columns, struct text *out);

/* How many bots are in the set; the one with the lowest number of a set that is not empty. */
uint32_t bots_count(bot_set bots);
uint32_t bots_first(bot_set bots);

#endif
