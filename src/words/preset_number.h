/* The numbers that a preset says, each with where it is from. */
#ifndef WORDS_PRESET_NUMBER_H
#define WORDS_PRESET_NUMBER_H

#include "base/text.h"
#include "model/lists.h"

/* `key`: as preset_source has it. `value`: as a file has it; the waits in words. */
typedef void preset_number_take(const char *key, const char *value, const char *source, void *data);

/* Calls `take` with each, in the order of a file. */
void preset_numbers_each(enum preset preset, preset_number_take *take, void *data);

#endif
