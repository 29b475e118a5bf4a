#include "model/preset.h"

#include <string.h>

#include "base/check.h"
#include "base/given.h"

/* The rows of a preset, ROWS_<constant>: each number that is not the format's own, with where it is from. Kinds:
 *   PLATFORM(key, value, source)  a key of the platform
 *   RETRIES(limit, source)        how many failures of a job are retried
 *   WAITS(way, source)            how long a job waits before that, also where a file alone says how often: one of the
 *                                 ways below
 *   EXHAUSTED(value, source)      what becomes of a job after its last failure
 * A source is a file of the repository that PRESET_LIST names, in that version, a page, or "ours" where nobody says. */
#define WAITS_LIST(list)                                                                                               \
    .retry.kind = RETRY_LIST, .retry.waits = (struct duration *)(list),                                                \
    .retry.wait_count = sizeof(list) / sizeof *(list)
#define WAITS_EXPONENTIAL(first_, factor_milli_, max_)                                                                 \
    .retry.kind = RETRY_EXPONENTIAL, .retry.first = (first_), .retry.factor_milli = (factor_milli_), .retry.max = (max_)
#define WAITS_SIDEKIQ(jitter_, version)                                                                                \
    .retry.kind = RETRY_SIDEKIQ, .retry.jitter = (jitter_), .retry.sidekiq_version = (version)
#define WAITS_LEASE .retry.kind = RETRY_LEASE

/* The value of a key that may vary. */
#define FIXED(length)                                                                                                  \
    {                                                                                                                  \
        DURATION_FIXED, length, length                                                                                 \
    }
#define BETWEEN(low, high)                                                                                             \
    {                                                                                                                  \
        DURATION_UNIFORM, low, high                                                                                    \
    }

/* The defaults of the format. */
#define ROWS_PRESET_NONE(PLATFORM, RETRIES, WAITS, EXHAUSTED)                                                          \
    PLATFORM(workers, 1, "ours")                                                                                       \
    PLATFORM(on_crash, ON_CRASH_LOST, "ours")                                                                          \
    RETRIES(0, "ours")                                                                                                 \
    EXHAUSTED(EXHAUSTED_DEAD, "ours")

#define LAMBDA_DOC "docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html"

static const struct duration lambda_waits[] = {
    {DURATION_FIXED, MINUTE, MINUTE},
    {DURATION_FIXED, 2 * MINUTE, 2 * MINUTE},
};

#define ROWS_PRESET_LAMBDA(PLATFORM, RETRIES, WAITS, EXHAUSTED)                                                        \
    PLATFORM(processes, 10, "ours: each invocation has an instance of its own; ten stand for as many as needed")       \
    PLATFORM(workers, 1, "an instance serves one invocation at a time")                                                \
    PLATFORM(on_crash, ON_CRASH_REQUEUE, "the service hears of a function that ends without an answer")                \
    PLATFORM(crash_counts, CRASH_COUNTS_YES, "runtime errors are retried as function errors are: " LAMBDA_DOC)         \
    RETRIES(2, "MaximumRetryAttempts, 0 to 2, by default 2: " LAMBDA_DOC)                                              \
    WAITS(WAITS_LIST(lambda_waits), "1 min before the second attempt, 2 min before the third: " LAMBDA_DOC)            \
    EXHAUSTED(EXHAUSTED_DISCARD, "without a dead-letter queue or a destination for failures: " LAMBDA_DOC)

#define ROWS_PRESET_SIDEKIQ(PLATFORM, RETRIES, WAITS, EXHAUSTED)                                                       \
    PLATFORM(workers, 5, "concurrency, since 7.0: lib/sidekiq/config.rb")                                              \
    PLATFORM(poll, FIXED(5 * SECOND), "average_scheduled_poll_interval: lib/sidekiq/config.rb")                        \
    PLATFORM(on_crash, ON_CRASH_LOST, "a job is popped from its list: lib/sidekiq/fetch.rb")                           \
    PLATFORM(retried_at, QUEUE_TAIL, "Enq#enqueue_jobs: lib/sidekiq/scheduled.rb")                                     \
    PLATFORM(grace, 25 * SECOND, "timeout: lib/sidekiq/config.rb")                                                     \
    PLATFORM(leaves, LEAVES_PUSH_BACK, "hard_shutdown: lib/sidekiq/manager.rb")                                        \
    RETRIES(25, "max_retries: lib/sidekiq/config.rb")                                                                  \
    WAITS(WAITS_SIDEKIQ(SIDEKIQ_JITTER_10, "8.0"),                                                                     \
          "count ** 4 + 15 + rand(10 * (count + 1)), since 8.0: lib/sidekiq/job_retry.rb")                             \
    EXHAUSTED(EXHAUSTED_DEAD, "the dead set: lib/sidekiq/job_retry.rb")

#define ROWS_PRESET_SIDEKIQ_PRO(PLATFORM, RETRIES, WAITS, EXHAUSTED)                                                   \
    PLATFORM(workers, 5, "as sidekiq")                                                                                 \
    PLATFORM(poll, FIXED(5 * SECOND), "as sidekiq")                                                                    \
    PLATFORM(on_crash, ON_CRASH_HEARTBEAT, "super_fetch: github.com/sidekiq/sidekiq/wiki/Reliability")                 \
    PLATFORM(heartbeat, FIXED(60 * SECOND), "a process is dead when its key has expired: the same page")               \
    PLATFORM(recoveries, 3, "a poison pill, within 72 h: sidekiq/sidekiq#4633, Pro 5.2.0")                             \
    PLATFORM(recovered_at, QUEUE_HEAD, "ours")                                                                         \
    PLATFORM(grace, 25 * SECOND, "as sidekiq")                                                                         \
    PLATFORM(leaves, LEAVES_PUSH_BACK, "as sidekiq")                                                                   \
    RETRIES(25, "as sidekiq")                                                                                          \
    WAITS(WAITS_SIDEKIQ(SIDEKIQ_JITTER_10, "8.0"), "as sidekiq")                                                       \
    EXHAUSTED(EXHAUSTED_DEAD, "as sidekiq")

#define ROWS_PRESET_SQS(PLATFORM, RETRIES, WAITS, EXHAUSTED)                                                           \
    PLATFORM(workers, 10, "ours: one consumer with as many messages as ReceiveMessage gives at once")                  \
    PLATFORM(on_crash, ON_CRASH_LEASE, "the visibility timeout: doc_source/sqs-visibility-timeout.md")                 \
    PLATFORM(lease, FIXED(30 * SECOND), "its default: doc_source/sqs-visibility-timeout.md")                           \
    PLATFORM(ended_lease, ENDED_LEASE_BY_RECEIPT, "a message is deleted by its receipt handle: DeleteMessage")         \
    PLATFORM(recoveries, 11519, "as the retries: retention also ends for a message whose lease ends each time")        \
    RETRIES(11519, "received every 30 s for the 4 days (345,600 s) of MessageRetentionPeriod, 11,520 times: "          \
                   "www.rubydoc.info/gems/aws-sdk-sqs, CreateQueue")                                                   \
    WAITS(WAITS_LEASE, "no wait of its own: a message that is not deleted becomes visible again")                      \
    EXHAUSTED(EXHAUSTED_DISCARD, "deleted at the end of its retention, without a dead-letter queue")

#define ROWS_PRESET_CRON(PLATFORM, RETRIES, WAITS, EXHAUSTED)                                                          \
    PLATFORM(processes, 10, "ours: each run has a pod of its own; ten stand for as many as needed")                    \
    PLATFORM(workers, 1, "a pod is one run")                                                                           \
    PLATFORM(on_crash, ON_CRASH_REQUEUE, "the controller sees a pod that fails")                                       \
    PLATFORM(crash_counts, CRASH_COUNTS_YES,                                                                           \
             "a pod that dies counts against backoffLimit, after its back-off: kubernetes/website "                    \
             "concepts/workloads/controllers/job.md")                                                                  \
    RETRIES(6, "backoffLimit: pkg/apis/batch/v1/defaults.go")                                                          \
    WAITS(WAITS_EXPONENTIAL(10 * SECOND, 2000, 10 * MINUTE),                                                           \
          "DefaultJobPodFailureBackOff and MaxJobPodFailureBackOff (the documentation says 6 min): "                   \
          "pkg/controller/job/backoff_utils.go")                                                                       \
    EXHAUSTED(EXHAUSTED_DEAD, "a Job marked as failed stays to be seen")

/* No key may be said twice, and each preset says these: a struct with a member for each row is what refuses it. */
#define KEY_SAID(key, value, source) char key;
#define RETRIES_SAID(limit, source) char retries;
#define WAITS_SAID(way, source) char waits;
#define EXHAUSTED_SAID(value, source) char exhausted;
#define SAID(constant, member) sizeof(((struct said_##constant *)0)->member)
#define ALL_SAID(constant, ...)                                                                                        \
    struct said_##constant {                                                                                           \
        ROWS_##constant(KEY_SAID, RETRIES_SAID, WAITS_SAID, EXHAUSTED_SAID)                                            \
    };                                                                                                                 \
    _Static_assert(SAID(constant, workers) && SAID(constant, on_crash) && SAID(constant, retries) &&                   \
                       SAID(constant, exhausted),                                                                      \
                   #constant " leaves out what every preset says");
PRESET_LIST(ALL_SAID)

/* What the format has where a preset has no row; what is not said here is the first of its list, or 0. `restart` is
 * ours for all of them. */
#define FORMAT_VALUES(constant)                                                                                        \
    .platform.preset = constant, .platform.preset_word = constant, .platform.processes = 1,                            \
    .platform.restart = SECOND, .platform.lease = FIXED(MSEC_NONE), .platform.heartbeat = FIXED(MSEC_NONE),            \
    .platform.recoveries = -1, .platform.retried_at = QUEUE_TAIL, .platform.recovered_at = QUEUE_HEAD,                 \
    .platform.grace = GRACE_DEFAULT, .platform.leaves = LEAVES_PUSH_BACK

#define KEY_VALUE(key, value, source) .platform.key = value,
#define RETRIES_VALUE(most, source) .retry.limit = (most),
#define WAITS_VALUE(way, source) way,
#define EXHAUSTED_VALUE(value, source) .exhausted = (value),
#define VALUES_OF(constant, ...)                                                                                       \
    [constant] = {FORMAT_VALUES(constant), ROWS_##constant(KEY_VALUE, RETRIES_VALUE, WAITS_VALUE, EXHAUSTED_VALUE)},

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Woverride-init" /* a row goes before what the format has */
static const struct preset_values values[PRESET_COUNT] = {PRESET_LIST(VALUES_OF)};
#pragma GCC diagnostic pop

const struct preset_values *preset_values(enum preset preset)
{
    CHECK((int)preset < PRESET_COUNT);
    return &values[preset];
}

struct source {
    const char *key, *from;
};

#define KEY_SOURCE(key, value, source) {"platform." #key, GIVEN(source)},
#define RETRIES_SOURCE(limit, source) {"retry.limit", GIVEN(source)},
#define WAITS_SOURCE(way, source) {"retry", GIVEN(source)},
#define EXHAUSTED_SOURCE(value, source) {"exhausted", GIVEN(source)},
#define SOURCES_OF(constant, ...)                                                                                      \
    static const struct source SOURCES_OF_##constant[] = {                                                             \
        ROWS_##constant(KEY_SOURCE, RETRIES_SOURCE, WAITS_SOURCE, EXHAUSTED_SOURCE){NULL, NULL}};
PRESET_LIST(SOURCES_OF)

#define SOURCES(constant, ...) [constant] = SOURCES_OF_##constant,
static const struct source *const sources[PRESET_COUNT] = {PRESET_LIST(SOURCES)};

const char *preset_source(enum preset preset, const char *key)
{
    CHECK((int)preset < PRESET_COUNT);
    for (const struct source *source = sources[preset]; source->key; source++)
        if (strcmp(source->key, key) == 0)
            return source->from;
    return NULL;
}
