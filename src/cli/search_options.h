/* The values of the commands' own options: numbers, words, shares. Each answers a mistake with a sentence. */
#ifndef CLI_SEARCH_OPTIONS_H
#define CLI_SEARCH_OPTIONS_H

#include "cli/options.h"

/* What a number may be, and what it is where it is not given. */
struct number_range {
    uint64_t low, high, usual;
};

/* A whole number. */
bool word_number(const struct settings *settings, enum word_option word, struct number_range range, uint64_t *out,
                 struct err *err);

/* --memory, in bytes; `usual` where it was not given. */
bool word_memory(const struct settings *settings, size_t usual, size_t *out, struct err *err);

/* The words that an option takes: "kind of fault" and their names. */
struct word_choices {
    const char *what;
    const char *const *names;
    size_t count;
};

/* One of the names, by its index; 0 where the option was not given. */
bool word_one(const struct settings *settings, enum word_option word, const struct word_choices *words, int *out,
              struct err *err);

/* Names with commas between, as a set: bit i for names[i]. 0 where the option was not given. */
bool word_set(const struct settings *settings, enum word_option word, const struct word_choices *words, unsigned *out,
              struct err *err);

/* A length of time; MSEC_NEVER where it was not given. */
bool word_time(const struct settings *settings, enum word_option word, msec *out, struct err *err);

/* "0.25" as parts of PROBABILITY_ONE. */
bool probability_parse(const char *string, uint32_t *out);

/* --fault-rate as parts of PROBABILITY_ONE; `*is_given` is false where it was not. */
bool fault_rate_read(const struct settings *settings, bool *is_given, uint32_t *out, struct err *err);

/* The scenario with --fault-rate, to be freed; `*out` is NULL where the option was not given. */
bool fault_rate_apply(const struct settings *settings, const struct scenario *scenario, struct scenario **out,
                      struct err *err);

/* The option's name without its dashes. */
const char *word_name(enum word_option word);

#endif
