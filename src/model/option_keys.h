/* The options of real systems, under the names and in the units that they have there: rows of keys.h, of which struct
 * preset_options has a member each. What an option is to us, and on which preset, stands in preset_option.c. */
#ifndef MODEL_OPTION_KEYS_H
#define MODEL_OPTION_KEYS_H

#include <stdint.h>

#define OPTIONS_KEYS(T, SCALAR, MEMBER, SCALARS, MAPPING, MAPPINGS)                                                    \
    MEMBER(T, MaximumRetryAttempts, "MaximumRetryAttempts", VALUE_OPTION, OPTIONAL, "Lambda: retries.")                \
    MEMBER(T, concurrency, "concurrency", VALUE_OPTION, OPTIONAL, "Jobs at a time in one process.")                    \
    MEMBER(T, timeout, "timeout", VALUE_OPTION, OPTIONAL, "Sidekiq: how long a deploy lets jobs run, in s.")           \
    MEMBER(T, max_retries, "max_retries", VALUE_OPTION, OPTIONAL, "Retries.")                                          \
    MEMBER(T, average_scheduled_poll_interval, "average_scheduled_poll_interval", VALUE_OPTION, OPTIONAL,              \
           "Sidekiq: how often due retries are looked for, in s.")                                                     \
    MEMBER(T, VisibilityTimeout, "VisibilityTimeout", VALUE_OPTION, OPTIONAL,                                          \
           "SQS: a message is hidden so long, in s.")                                                                  \
    MEMBER(T, maxReceiveCount, "maxReceiveCount", VALUE_OPTION, OPTIONAL, "SQS: receptions in all.")                   \
    MEMBER(T, MaxNumberOfMessages, "MaxNumberOfMessages", VALUE_OPTION, OPTIONAL, "SQS: messages at a time.")          \
    MEMBER(T, backoffLimit, "backoffLimit", VALUE_OPTION, OPTIONAL, "Kubernetes: retries.")

#define OPTION_FIELD(T, member, key, value, need, about) int64_t member;
#define OPTION_NOTHING(...)

/* In thousandths of the option's unit; OPTION_NONE what is not given. */
#define OPTION_NONE (-1)
struct preset_options {
    OPTIONS_KEYS(options, OPTION_NOTHING, OPTION_FIELD, OPTION_NOTHING, OPTION_NOTHING, OPTION_NOTHING)
};

#define OPTION_NOT_GIVEN(T, member, key, value, need, about) .member = OPTION_NONE,
#define OPTIONS_NOT_GIVEN                                                                                              \
    {                                                                                                                  \
        OPTIONS_KEYS(options, OPTION_NOTHING, OPTION_NOT_GIVEN, OPTION_NOTHING, OPTION_NOTHING, OPTION_NOTHING)        \
    }

#endif
