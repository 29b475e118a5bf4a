/* The values of the searches' own options: numbers, lists of words, shares. Each answers a mistake with a sentence. */
#ifndef CLI_SEARCH_OPTIONS_H
#define CLI_SEARCH_OPTIONS_H

#include "cli/options.h"

/* A whole number; `fallback` where the option was not given. */
bool word_number(const struct settings *settings, enum word_option word, uint64_t low, uint64_t high, uint64_t fallback,
                 uint64_t *out, struct err *err);

/* Names with commas between, as a set: bit i for names[i]. 0 where the option was not given. */
bool word_set(const struct settings *settings, enum word_option word, const char *what, const char *const *names,
              size_t count, unsigned *out, struct err *err);

/* A length of time; MSEC_NEVER where it was not given. */
bool word_time(const struct settings *settings, enum word_option word, msec *out, struct err *err);

/* "0.25" as parts of PROBABILITY_ONE. */
bool probability_parse(const char *string, uint32_t *out);
void probability_write(uint32_t probability, struct text *out);

/* --fault-rate as parts of PROBABILITY_ONE; `*is_given` is false where it was not. */
bool fault_rate_read(const struct settings *settings, bool *is_given, uint32_t *out, struct err *err);

/* The scenario with --fault-rate, to be freed; `*out` is NULL where the option was not given. */
bool fault_rate_apply(const struct settings *settings, const struct scenario *scenario, struct scenario **out,
                      struct err *err);

/* The option's name without its dashes. */
const char *word_name(enum word_option word);

#endif
