/* What the options of a real system are to us: `attempts: 3` of BullMQ is `retry.limit: 2`.
 *
 *     platform: {preset: sqs, options: {VisibilityTimeout: 60}}      # is lease: 60s
 *
 * An option stands for keys of the platform, or of the retries of every job that has none of its own, and goes before
 * what the preset says of them; what the file says of these keys goes before it. */
#ifndef MODEL_PRESET_OPTION_H
#define MODEL_PRESET_OPTION_H

#include "model/key_table.h"

/* One option of one preset, and one key that it stands for; an option of two keys has two rows. */
struct preset_option {
    enum preset preset;
    const char *name; /* as the system has it */
    const char *unit; /* of the number: "s", "retries", "executions in all" */
    const struct mapping *mapping;
    const char *key;    /* of the mapping, which is the platform's or a retry's */
    int64_t add, times; /* the key's number is (the option's + add) · times / 1000, at least 0 */
    int64_t low, high;  /* of the option, in thousandths */
    const char *source; /* where the option is read */
};

/* The next row of the preset behind `last` (NULL: the first one), of this option (NULL: of any); NULL: no more. */
const struct preset_option *preset_option_next(enum preset preset, const char *name, const struct preset_option *last);

/* The names of the preset's options, to `names`, which has room for all of mapping_options; how many. */
size_t preset_option_names(enum preset preset, const char *names[]);

/* The number, in the key's own unit, that a number in thousandths of the option's stands for; and the other way. */
int64_t preset_option_forth(const struct preset_option *option, int64_t thousandths);
int64_t preset_option_back(const struct preset_option *option, int64_t number);

/* In thousandths of the option's unit, what the preset has where it is not given: of retries that it does not make, and
 * of times that vary, the least. */
int64_t preset_option_usual(const struct preset_option *option);

/* "1 to 43200 s". */
void preset_option_range_write(const struct preset_option *option, struct text *out);

/* "platform.lease", "retry.limit". */
void preset_option_key_write(const struct preset_option *option, struct text *out);

/* The preset's option that sets the key to this, with what it then is, in thousandths, to `*out`; NULL: none does. */
const struct preset_option *preset_option_for(enum preset preset, const struct mapping *mapping, const struct key *key,
                                              const struct datum *datum, int64_t *out);

/* Can the key, of mapping_platform or mapping_retry, be so on the preset's system? What an option stands for is within
 * what that may be; of the platform nothing else can be set there, of a job's retries everything. Without a preset
 * there is no system. */
bool preset_option_offers(enum preset preset, const struct mapping *mapping, const struct key *key,
                          const struct datum *datum);

/* Whether the platform's preset has the option, a key of mapping_options, and may have the number that is given.
 * Reports what is wrong with its name at `name`, with its number at `number`. */
bool preset_option_check(const struct platform *platform, const struct key *option, struct mark name,
                         struct mark number, struct diags *diags);

/* Sets what the options that are given stand for: on the platform, `name` alone unless it is NULL; in a job's retries.
 * False when memory is out. */
void platform_take_options(struct platform *platform, const char *name);
bool retry_take_options(const struct platform *platform, struct retry *retry, struct arena *arena);

#endif
