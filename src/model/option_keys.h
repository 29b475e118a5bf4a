/* The options of real systems, under the names and in the units that they have there: rows of keys.h, of which struct
 * preset_options has a member each. What an option is to us, and on which preset, stands in preset_option.c. */
#ifndef MODEL_OPTION_KEYS_H
#define MODEL_OPTION_KEYS_H

#include <stdint.h>

#define OPTIONS_KEYS(T, SCALAR, MEMBER, SCALARS, MAPPING, MAPPINGS)                                                    \
    MEMBER(T, MaximumRetryAttempts, "MaximumRetryAttempts", VALUE_OPTION, OPTIONAL, "Lambda: retries.")                \
    MEMBER(T, concurrency, "concurrency", VALUE_OPTION, OPTIONAL,                                                      \
           "Sidekiq, BullMQ, Faktory: jobs at a time in one process.")                                                 \
    MEMBER(T, timeout, "timeout", VALUE_OPTION, OPTIONAL, "Sidekiq, Faktory: how long a deploy lets jobs run, in s.")  \
    MEMBER(T, max_retries, "max_retries", VALUE_OPTION, OPTIONAL, "Sidekiq, Celery: retries.")                         \
    MEMBER(T, average_scheduled_poll_interval, "average_scheduled_poll_interval", VALUE_OPTION, OPTIONAL,              \
           "Sidekiq: how often due retries are looked for, in s.")                                                     \
    MEMBER(T, VisibilityTimeout, "VisibilityTimeout", VALUE_OPTION, OPTIONAL,                                          \
           "SQS: a message is hidden so long, in s.")                                                                  \
    MEMBER(T, maxReceiveCount, "maxReceiveCount", VALUE_OPTION, OPTIONAL, "SQS: receptions in all.")                   \
    MEMBER(T, MaxNumberOfMessages, "MaxNumberOfMessages", VALUE_OPTION, OPTIONAL, "SQS: messages at a time.")          \
    MEMBER(T, backoffLimit, "backoffLimit", VALUE_OPTION, OPTIONAL, "Kubernetes: retries.")                            \
    MEMBER(T, worker_concurrency, "worker_concurrency", VALUE_OPTION, OPTIONAL,                                        \
           "Celery: jobs at a time in one worker.")                                                                    \
    MEMBER(T, worker_prefetch_multiplier, "worker_prefetch_multiplier", VALUE_OPTION, OPTIONAL,                        \
           "Celery: jobs that a worker has not acknowledged, for each child process.")                                 \
    MEMBER(T, default_retry_delay, "default_retry_delay", VALUE_OPTION, OPTIONAL, "Celery: before each retry, in s.")  \
    MEMBER(T, visibility_timeout, "visibility_timeout", VALUE_OPTION, OPTIONAL,                                        \
           "Celery over Redis: an unacknowledged job comes back so long after, in s.")                                 \
    MEMBER(T, attempts, "attempts", VALUE_OPTION, OPTIONAL, "BullMQ, Active Job: executions in all.")                  \
    MEMBER(T, backoff, "backoff", VALUE_OPTION, OPTIONAL, "BullMQ: before each retry, in ms.")                         \
    MEMBER(T, lockDuration, "lockDuration", VALUE_OPTION, OPTIONAL, "BullMQ: how long a job's lock lasts, in ms.")     \
    MEMBER(T, lockRenewTime, "lockRenewTime", VALUE_OPTION, OPTIONAL,                                                  \
           "BullMQ: how often it is renewed, in ms; half of lockDuration where it is not given.")                      \
    MEMBER(T, stalledInterval, "stalledInterval", VALUE_OPTION, OPTIONAL,                                              \
           "BullMQ: how often stalled jobs are looked for, in ms.")                                                    \
    MEMBER(T, maxStalledCount, "maxStalledCount", VALUE_OPTION, OPTIONAL, "BullMQ: recoveries of a stalled job.")      \
    MEMBER(T, retryLimit, "retryLimit", VALUE_OPTION, OPTIONAL, "pg-boss: retries.")                                   \
    MEMBER(T, retryDelay, "retryDelay", VALUE_OPTION, OPTIONAL, "pg-boss: before each retry, in s.")                   \
    MEMBER(T, expireInSeconds, "expireInSeconds", VALUE_OPTION, OPTIONAL,                                              \
           "pg-boss: how long a job may be active, in s.")                                                             \
    MEMBER(T, pollingIntervalSeconds, "pollingIntervalSeconds", VALUE_OPTION, OPTIONAL,                                \
           "pg-boss: how often jobs are looked for, in s.")                                                            \
    MEMBER(T, max, "max", VALUE_OPTION, OPTIONAL, "RQ, of Retry: retries.")                                            \
    MEMBER(T, interval, "interval", VALUE_OPTION, OPTIONAL, "RQ, of Retry: before each retry, in s.")                  \
    MEMBER(T, max_attempts, "max_attempts", VALUE_OPTION, OPTIONAL, "Oban, delayed_job: executions in all.")           \
    MEMBER(T, limit, "limit", VALUE_OPTION, OPTIONAL, "Oban, of a queue: jobs at a time.")                             \
    MEMBER(T, shutdown_grace_period, "shutdown_grace_period", VALUE_OPTION, OPTIONAL,                                  \
           "Oban: how long a deploy lets jobs run, in ms.")                                                            \
    MEMBER(T, rescue_after, "rescue_after", VALUE_OPTION, OPTIONAL,                                                    \
           "Oban's Lifeline: how long a job may be executing, in ms.")                                                 \
    MEMBER(T, max_threads, "max_threads", VALUE_OPTION, OPTIONAL, "GoodJob: jobs at a time in one process.")           \
    MEMBER(T, wait, "wait", VALUE_OPTION, OPTIONAL, "Active Job, of retry_on: before each retry, in s.")               \
    MEMBER(T, threads, "threads", VALUE_OPTION, OPTIONAL, "Solid Queue: jobs at a time in one process.")               \
    MEMBER(T, processes, "processes", VALUE_OPTION, OPTIONAL, "Solid Queue: worker processes.")                        \
    MEMBER(T, polling_interval, "polling_interval", VALUE_OPTION, OPTIONAL,                                            \
           "Solid Queue, of the dispatcher: how often due jobs are looked for, in s.")                                 \
    MEMBER(T, shutdown_timeout, "shutdown_timeout", VALUE_OPTION, OPTIONAL,                                            \
           "Solid Queue: how long a deploy lets jobs run, in s.")                                                      \
    MEMBER(T, process_alive_threshold, "process_alive_threshold", VALUE_OPTION, OPTIONAL,                              \
           "Solid Queue: without a heartbeat for so long a process is dead, in s.")                                    \
    MEMBER(T, prune_interval, "prune_interval", VALUE_OPTION, OPTIONAL,                                                \
           "Resque: without a heartbeat for so long a worker is dead, in s.")                                          \
    MEMBER(T, reserve_for, "reserve_for", VALUE_OPTION, OPTIONAL, "Faktory: how long a job may be reserved, in s.")    \
    MEMBER(T, retry, "retry", VALUE_OPTION, OPTIONAL, "Faktory: retries.")                                             \
    MEMBER(T, max_run_time, "max_run_time", VALUE_OPTION, OPTIONAL, "delayed_job: how long a job may run, in s.")      \
    MEMBER(T, sleep_delay, "sleep_delay", VALUE_OPTION, OPTIONAL,                                                      \
           "delayed_job: how often due jobs are looked for, in s.")                                                    \
    MEMBER(T, Attempts, "Attempts", VALUE_OPTION, OPTIONAL, "Hangfire: retries.")                                      \
    MEMBER(T, WorkerCount, "WorkerCount", VALUE_OPTION, OPTIONAL, "Hangfire: jobs at a time in one server.")           \
    MEMBER(T, SlidingInvisibilityTimeout, "SlidingInvisibilityTimeout", VALUE_OPTION, OPTIONAL,                        \
           "Hangfire: a job without a sign of life for so long is fetched again, in s.")                               \
    MEMBER(T, SchedulePollingInterval, "SchedulePollingInterval", VALUE_OPTION, OPTIONAL,                              \
           "Hangfire: how often due jobs are looked for, in s.")                                                       \
    MEMBER(T, ShutdownTimeout, "ShutdownTimeout", VALUE_OPTION, OPTIONAL,                                              \
           "Hangfire: how long a deploy lets jobs run, in s.")

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
