/* The values of a scenario file: what each kind of value may be, how it is read and written,
 * what is said of one that is wrong. */
#ifndef MODEL_VALUE_H
#define MODEL_VALUE_H

#include "base/diag.h"
#include "model/lesson.h"

/* How a value is written. */
enum value_form {
    FORM_TEXT,     /* low … high bytes on one line */
    FORM_NAME,     /* the same without the marks that the command line's options use */
    FORM_PROSE,    /* the same with newlines */
    FORM_WORD,     /* one of a list */
    FORM_TRUTH,    /* true or false, never quoted */
    FORM_NUMBER,   /* a whole number, low … high, never quoted */
    FORM_TIME,     /* a fixed length of time, low … high ms */
    FORM_DURATION, /* one that may vary */
    FORM_BOUNDED,  /* one that may vary, but has a longest */
    FORM_DECIMAL,  /* a decimal fraction, low … high of its smallest parts, never quoted */
    FORM_SIDEKIQ   /* a version of Sidekiq, quoted where it looks like a number */
};

#define FACTOR_ONE 1000u
#define FACTOR_DECIMALS 3
#define FACTOR_MAX 1000000
#define OPTION_MAX 999999999999 /* thousandths, as a factor's */

/* VALUE, form, low, high, words and their count (FORM_WORD, of which `high` of them are told to who mistakes one, all
 * where it is 0), a word that is allowed instead of it, the number that this word stands for. */
#define VALUE_LIST(X)                                                                                                  \
    X(VALUE_VERSION, FORM_NUMBER, SCENARIO_VERSION, SCENARIO_VERSION, NULL, 0, NULL, 0)                                \
    X(VALUE_NAME, FORM_NAME, 1, SCENARIO_NAME_BYTES_MAX, NULL, 0, NULL, 0)                                             \
    X(VALUE_REFERENCE, FORM_TEXT, 1, SCENARIO_NAME_BYTES_MAX, NULL, 0, NULL, 0)                                        \
    X(VALUE_LABEL, FORM_TEXT, 1, SCENARIO_NAME_BYTES_MAX, NULL, 0, NULL, 0)                                            \
    X(VALUE_LINE, FORM_TEXT, 1, SCENARIO_LINE_BYTES_MAX, NULL, 0, NULL, 0)                                             \
    X(VALUE_PROSE, FORM_PROSE, 1, SCENARIO_PROSE_BYTES_MAX, NULL, 0, NULL, 0)                                          \
    X(VALUE_PRONOUN, FORM_WORD, 0, 0, pronoun_names, PRONOUN_COUNT, NULL, 0)                                           \
    X(VALUE_GUARD, FORM_WORD, 0, 0, guard_names, GUARD_COUNT, NULL, 0)                                                 \
    X(VALUE_KEY, FORM_WORD, 0, 0, key_scope_names, KEY_COUNT, NULL, 0)                                                 \
    X(VALUE_SKIPPED, FORM_WORD, 0, 0, skipped_names, SKIPPED_COUNT, NULL, 0)                                           \
    X(VALUE_WAIT_FROM, FORM_WORD, 0, 0, wait_from_names, WAIT_FROM_COUNT, NULL, 0)                                     \
    X(VALUE_RESCUE, FORM_WORD, 0, 0, rescue_names, RESCUE_COUNT, NULL, 0)                                              \
    X(VALUE_RESUME, FORM_WORD, 0, 0, resume_names, RESUME_COUNT, NULL, 0)                                              \
    X(VALUE_EXHAUSTED, FORM_WORD, 0, 0, exhausted_names, EXHAUSTED_COUNT, NULL, 0)                                     \
    X(VALUE_PRESET, FORM_WORD, 0, PRESET_COUNT, preset_words, PRESET_WORD_COUNT, NULL, 0)                              \
    X(VALUE_ACKNOWLEDGE, FORM_WORD, 0, 0, acknowledge_names, ACKNOWLEDGE_COUNT, NULL, 0)                               \
    X(VALUE_ON_CRASH, FORM_WORD, 0, 0, on_crash_names, ON_CRASH_COUNT, NULL, 0)                                        \
    X(VALUE_CRASH_COUNTS, FORM_WORD, 0, 0, crash_counts_names, CRASH_COUNTS_COUNT, NULL, 0)                            \
    X(VALUE_QUEUE_PLACE, FORM_WORD, 0, 0, queue_place_names, QUEUE_PLACE_COUNT, NULL, 0)                               \
    X(VALUE_ON_CHILD_CRASH, FORM_WORD, 0, 0, on_child_crash_names, ON_CHILD_CRASH_COUNT, NULL, 0)                      \
    X(VALUE_LEAVES, FORM_WORD, 0, 0, leaves_names, LEAVES_COUNT, NULL, 0)                                              \
    X(VALUE_ENDED_LEASE, FORM_WORD, 0, 0, ended_lease_names, ENDED_LEASE_COUNT, NULL, 0)                               \
    X(VALUE_POLL_FOR, FORM_WORD, 0, 0, poll_for_names, POLL_FOR_COUNT, NULL, 0)                                        \
    X(VALUE_RETRIES_WAIT, FORM_WORD, 0, 0, retries_wait_names, RETRIES_WAIT_COUNT, NULL, 0)                            \
    X(VALUE_MICRO, FORM_WORD, 0, 0, micro_names, MICRO_COUNT, NULL, 0)                                                 \
    X(VALUE_FAULT_KIND, FORM_WORD, 0, 0, fault_kind_names, FAULT_COUNT, NULL, 0)                                       \
    X(VALUE_PLATFORM_FAULT, FORM_WORD, 0, 0, platform_fault_names, PLATFORM_FAULT_COUNT, NULL, 0)                      \
    X(VALUE_WISH, FORM_WORD, 0, 0, wish_words, WISH_COUNT, NULL, 0)                                                    \
    X(VALUE_STOP, FORM_WORD, 0, 0, stop_names, STOP_COUNT, NULL, 0)                                                    \
    X(VALUE_ASK, FORM_WORD, 0, 0, ask_names, ASK_COUNT, NULL, 0)                                                       \
    X(VALUE_BELIEF, FORM_WORD, 0, 0, belief_names, BELIEF_COUNT, NULL, 0)                                              \
    X(VALUE_VOTE, FORM_WORD, 0, 0, vote_names, VOTE_COUNT, NULL, 0)                                                    \
    X(VALUE_TRUTH, FORM_TRUTH, 0, 1, NULL, 0, NULL, 0)                                                                 \
    X(VALUE_SETTING, FORM_TEXT, 1, SCENARIO_LINE_BYTES_MAX, NULL, 0, NULL, 0)                                          \
    X(VALUE_MINUTES, FORM_NUMBER, 1, LESSON_MINUTES_MAX, NULL, 0, NULL, 0)                                             \
    X(VALUE_STATE, FORM_WORD, 0, 0, state_names, STATE_COUNT, NULL, 0)                                                 \
    X(VALUE_TIME, FORM_TIME, 0, MSEC_MAX, NULL, 0, NULL, 0)                                                            \
    X(VALUE_LENGTH, FORM_TIME, 1, MSEC_MAX, NULL, 0, NULL, 0)                                                          \
    X(VALUE_EXPIRES, FORM_TIME, 1, MSEC_MAX, NULL, 0, "never", MSEC_NEVER)                                             \
    X(VALUE_DURATION, FORM_DURATION, 0, MSEC_MAX, NULL, 0, NULL, 0)                                                    \
    X(VALUE_EVERY, FORM_DURATION, 1, MSEC_MAX, NULL, 0, NULL, 0)                                                       \
    X(VALUE_BOUNDED, FORM_BOUNDED, 1, MSEC_MAX, NULL, 0, NULL, 0)                                                      \
    X(VALUE_RETRY_WAIT, FORM_DURATION, 0, MSEC_MAX, NULL, 0, "lease", VALUE_LEASE)                                     \
    X(VALUE_LIMIT, FORM_NUMBER, 0, SCENARIO_RETRIES_MAX, NULL, 0, NULL, 0)                                             \
    X(VALUE_PREFETCH, FORM_NUMBER, 0, SCENARIO_PREFETCH_MAX, NULL, 0, NULL, 0)                                         \
    X(VALUE_WORKERS, FORM_NUMBER, 1, SCENARIO_WORKERS_MAX, NULL, 0, NULL, 0)                                           \
    X(VALUE_RECOVERIES, FORM_NUMBER, 0, SCENARIO_RETRIES_MAX, NULL, 0, NULL, 0)                                        \
    X(VALUE_TIMES, FORM_NUMBER, 1, SCENARIO_TIMES_MAX, NULL, 0, NULL, 0)                                               \
    X(VALUE_COPIES, FORM_NUMBER, 1, SCENARIO_COPIES_MAX, NULL, 0, NULL, 0)                                             \
    X(VALUE_STEP, FORM_NUMBER, 1, SCENARIO_STEPS_MAX, NULL, 0, NULL, 0)                                                \
    X(VALUE_STRIKES, FORM_NUMBER, 1, SCENARIO_TIMES_MAX, NULL, 0, "always", 0)                                         \
    X(VALUE_ATTEMPT, FORM_NUMBER, 1, SCENARIO_TIMES_MAX, NULL, 0, NULL, 0)                                             \
    X(VALUE_OCCURRENCE, FORM_NUMBER, 1, SCENARIO_TIMES_MAX, NULL, 0, NULL, 0)                                          \
    X(VALUE_EXPECTED, FORM_NUMBER, 0, 1000000000, NULL, 0, NULL, 0)                                                    \
    X(VALUE_PROBABILITY, FORM_DECIMAL, 1, PROBABILITY_ONE, NULL, 0, NULL, 0)                                           \
    X(VALUE_FACTOR, FORM_DECIMAL, FACTOR_ONE, FACTOR_MAX, NULL, 0, NULL, 0)                                            \
    X(VALUE_OPTION, FORM_DECIMAL, 0, OPTION_MAX, NULL, 0, NULL, 0)                                                     \
    X(VALUE_SIDEKIQ, FORM_SIDEKIQ, 1, 16, NULL, 0, NULL, 0)

/* A retry's wait until its lease ends, which is no length of time. */
#define VALUE_LEASE MSEC_NONE

#define VALUE_ENUM_ITEM(value, ...) value,
enum value { VALUE_LIST(VALUE_ENUM_ITEM) VALUE_COUNT };

struct value_rule {
    enum value_form form;
    int64_t low, high;
    const char *const *words;
    size_t word_count;
    const char *also;
    int64_t also_number;
};

/* Indexed by enum value. */
extern const struct value_rule value_rules[VALUE_COUNT];

/* What `state` of an expectation may be: the states of posts, then those of jobs. Their constants do not meet
 * elsewhere. */
enum { STATE_COUNT = POST_STATE_COUNT + JOB_STATE_COUNT - 1 }; /* both lists have "lost" */
extern const char *const state_names[STATE_COUNT];

/* A value as it was written. */
struct scalar {
    const char *text;
    bool is_plain; /* without quotes: `7` is a number, `"7"` is text */
    struct mark mark;
};

/* Holds the value of `key` against the rule; reports what is wrong and returns false then. */
bool value_check(const struct scalar *scalar, const char *key, enum value value, struct diags *diags);

/* Whether values of this form are a duration: the datum's own. */
bool value_form_is_duration(enum value_form form);

/* Whether values of this form are any text, which may need quotes. */
bool value_form_is_text(enum value_form form);

/* Whether the reader takes the text for text also where it stands without quotes: it is no number, truth value or
 * null. */
bool value_is_plain_text(const char *text);

/* A value that was read. */
struct datum {
    int64_t number;           /* a number, a word's index, a time in ms, a decimal's smallest parts; of an `also` word
                                 the number of its row */
    struct duration duration; /* of a duration, instead */
    const char *text;         /* of texts, instead: the caller's, or NULL where there is none */
};

/* Reads what value_check let pass; a bug otherwise. */
struct datum value_read(enum value value, const char *text);

/* Appends it so that value_read reads it again. */
void value_write(enum value value, const struct datum *datum, struct text *out);

bool datum_equal(enum value value, const struct datum *a, const struct datum *b);

#endif
