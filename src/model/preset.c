#include "model/preset.h"

#include "base/check.h"

#define LAMBDA_DOC "docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html"

/* The values of one preset, every column of them; behind the retries' limit stands what else there is to say of the
 * retries. A platform has a worker, and of lease and heartbeat the one that what follows a crash needs. `restart`, from
 * a process's end to its return, is a number of our own for all of them. */
#define VALUES(PRESET, processes_, workers_, poll_, acknowledge_, on_crash_, lease_, ended_lease_, heartbeat_,         \
               recoveries_, crash_counts_, retried_at_, recovered_at_, grace_, leaves_, on_child_crash_, exhausted_,   \
               limit_, ...)                                                                                            \
    _Static_assert((processes_) > 0 && (workers_) > 0, #PRESET " has no worker");                                      \
    _Static_assert(((lease_) > 0) == ((on_crash_) == ON_CRASH_LEASE), #PRESET ": a lease goes with on_crash: lease");  \
    _Static_assert(((heartbeat_) > 0) == ((on_crash_) == ON_CRASH_HEARTBEAT),                                          \
                   #PRESET ": a heartbeat goes with on_crash: heartbeat");                                             \
    static const struct preset_values VALUES_OF_##PRESET = {                                                           \
        .platform =                                                                                                    \
            {                                                                                                          \
                .preset = PRESET,                                                                                      \
                .preset_word = PRESET,                                                                                 \
                .processes = processes_,                                                                               \
                .workers = workers_,                                                                                   \
                .restart = SECOND,                                                                                     \
                .poll = poll_,                                                                                         \
                .acknowledge = acknowledge_,                                                                           \
                .on_crash = on_crash_,                                                                                 \
                .lease = lease_,                                                                                       \
                .ended_lease = ended_lease_,                                                                           \
                .heartbeat = heartbeat_,                                                                               \
                .recoveries = recoveries_,                                                                             \
                .crash_counts = crash_counts_,                                                                         \
                .retried_at = retried_at_,                                                                             \
                .recovered_at = recovered_at_,                                                                         \
                .grace = grace_,                                                                                       \
                .leaves = leaves_,                                                                                     \
                .on_child_crash = on_child_crash_,                                                                     \
            },                                                                                                         \
        .retry = {.limit = limit_, __VA_ARGS__},                                                                       \
        .exhausted = exhausted_,                                                                                       \
    }

/* One line for each number, with its source. */
/* clang-format off */

/* The defaults of the format. */
VALUES(PRESET_NONE,
       1,         /* processes */
       1,         /* workers */
       0,         /* poll */
       ACKNOWLEDGE_LATE,
       ON_CRASH_LOST,
       MSEC_NONE, /* lease */
       ENDED_LEASE_BY_RECEIPT,
       MSEC_NONE, /* heartbeat */
       -1,        /* recoveries: no limit */
       CRASH_COUNTS_NO,
       QUEUE_TAIL, /* retried_at */
       QUEUE_HEAD, /* recovered_at */
       GRACE_DEFAULT,
       LEAVES_PUSH_BACK,
       ON_CHILD_CRASH_AS_CRASH,
       EXHAUSTED_DEAD,
       0,         /* retries */
       .kind = RETRY_FIXED);

/* 1 min between the first and the second attempt, 2 min between the second and the third (LAMBDA_DOC). */
static const struct duration lambda_waits[] = {
    {DURATION_FIXED, MINUTE, MINUTE},
    {DURATION_FIXED, 2 * MINUTE, 2 * MINUTE},
};

VALUES(PRESET_LAMBDA,
       10,        /* processes: each invocation has an instance of its own: ten stand for as many as needed */
       1,         /* workers: an instance serves one invocation at a time */
       0,         /* poll */
       ACKNOWLEDGE_LATE,
       ON_CRASH_REQUEUE, /* the service hears of a function that ends without an answer */
       MSEC_NONE, /* lease */
       ENDED_LEASE_BY_RECEIPT,
       MSEC_NONE, /* heartbeat */
       -1,        /* recoveries: no limit of their own */
       CRASH_COUNTS_YES, /* runtime errors are retried as function errors are (LAMBDA_DOC) */
       QUEUE_TAIL, /* retried_at */
       QUEUE_HEAD, /* recovered_at */
       GRACE_DEFAULT,
       LEAVES_PUSH_BACK,
       ON_CHILD_CRASH_AS_CRASH,
       EXHAUSTED_DISCARD, /* without a dead-letter queue or a destination for failures (LAMBDA_DOC) */
       2,         /* retries: MaximumRetryAttempts, 0 to 2, default 2 (LAMBDA_DOC) */
       .kind = RETRY_LIST, .waits = (struct duration *)lambda_waits, .wait_count = 2);

VALUES(PRESET_SIDEKIQ,
       1,          /* processes */
       5,          /* workers: concurrency: sidekiq/sidekiq lib/sidekiq/config.rb, since 7.0 */
       5 * SECOND, /* poll: average_scheduled_poll_interval: lib/sidekiq/config.rb */
       ACKNOWLEDGE_LATE,
       ON_CRASH_LOST, /* a job is popped from its list: lib/sidekiq/fetch.rb */
       MSEC_NONE,  /* lease */
       ENDED_LEASE_BY_RECEIPT,
       MSEC_NONE,  /* heartbeat */
       -1,         /* recoveries */
       CRASH_COUNTS_NO,
       QUEUE_TAIL, /* retried_at: Enq#enqueue_jobs: lib/sidekiq/scheduled.rb */
       QUEUE_HEAD, /* recovered_at */
       GRACE_DEFAULT, /* timeout: lib/sidekiq/config.rb */
       LEAVES_PUSH_BACK, /* hard_shutdown: lib/sidekiq/manager.rb */
       ON_CHILD_CRASH_AS_CRASH,
       EXHAUSTED_DEAD, /* the dead set: lib/sidekiq/job_retry.rb */
       25,         /* retries: max_retries: lib/sidekiq/config.rb */
       .kind = RETRY_SIDEKIQ,
       .jitter = SIDEKIQ_JITTER_10, /* rand(10 * (count + 1)): lib/sidekiq/job_retry.rb, 8.0 */
       .sidekiq_version = "8.0");

VALUES(PRESET_SIDEKIQ_PRO,
       1,           /* processes */
       5,           /* workers: as above */
       5 * SECOND,  /* poll: as above */
       ACKNOWLEDGE_LATE,
       ON_CRASH_HEARTBEAT, /* super_fetch: github.com/sidekiq/sidekiq/wiki/Reliability */
       MSEC_NONE,   /* lease */
       ENDED_LEASE_BY_RECEIPT,
       60 * SECOND, /* heartbeat: a process is dead when its key has expired: the same page */
       3,           /* recoveries: a poison pill within 72 h: sidekiq/sidekiq#4633, Pro 5.2.0 */
       CRASH_COUNTS_NO,
       QUEUE_TAIL, /* retried_at */
       QUEUE_HEAD, /* recovered_at */
       GRACE_DEFAULT, /* as above */
       LEAVES_PUSH_BACK, /* as above */
       ON_CHILD_CRASH_AS_CRASH,
       EXHAUSTED_DEAD,
       25,          /* retries */
       .kind = RETRY_SIDEKIQ, .jitter = SIDEKIQ_JITTER_10, .sidekiq_version = "8.0");

VALUES(PRESET_SQS,
       1,           /* processes */
       10,          /* workers: one consumer with as many messages as it can receive at once (ReceiveMessage) */
       0,           /* poll */
       ACKNOWLEDGE_LATE,
       ON_CRASH_LEASE,
       30 * SECOND, /* lease: the visibility timeout: awsdocs/amazon-sqs-developer-guide
                       doc_source/sqs-visibility-timeout.md */
       ENDED_LEASE_BY_RECEIPT,
       MSEC_NONE,   /* heartbeat */
       11519,       /* recoveries: as the retries below: retention ends also for a message whose lease ends each time */
       CRASH_COUNTS_NO,
       QUEUE_TAIL, /* retried_at */
       QUEUE_HEAD, /* recovered_at */
       GRACE_DEFAULT,
       LEAVES_PUSH_BACK,
       ON_CHILD_CRASH_AS_CRASH,
       EXHAUSTED_DISCARD, /* deleted at the end of its retention, without a dead-letter queue */
       11519,       /* retries: received every 30 s for the 4 days (345 600 s) of MessageRetentionPeriod: 11 520 times
                       (www.rubydoc.info/gems/aws-sdk-sqs, CreateQueue) */
       .kind = RETRY_LEASE); /* no wait of its own: a message not deleted becomes visible again */

VALUES(PRESET_CRON,
       10,          /* processes: each run has a pod of its own: ten stand for as many as needed */
       1,           /* workers */
       0,           /* poll */
       ACKNOWLEDGE_LATE,
       ON_CRASH_REQUEUE,
       MSEC_NONE,   /* lease */
       ENDED_LEASE_BY_RECEIPT,
       MSEC_NONE,   /* heartbeat */
       -1,          /* recoveries: no limit of their own */
       CRASH_COUNTS_YES, /* a pod that dies has failed: counted against backoffLimit, after its back-off
                            (kubernetes/website concepts/workloads/controllers/job.md) */
       QUEUE_TAIL, /* retried_at */
       QUEUE_HEAD, /* recovered_at */
       GRACE_DEFAULT,
       LEAVES_PUSH_BACK,
       ON_CHILD_CRASH_AS_CRASH,
       EXHAUSTED_DEAD, /* a Job marked as failed stays to be seen */
       6,           /* retries: backoffLimit: kubernetes/kubernetes pkg/apis/batch/v1/defaults.go */
       .kind = RETRY_EXPONENTIAL,
       .first = 10 * SECOND, /* DefaultJobPodFailureBackOff: pkg/controller/job/backoff_utils.go */
       .factor_milli = 2000, /* the same file */
       .max = 10 * MINUTE);  /* MaxJobPodFailureBackOff: the same file (the documentation says 6 min) */

/* clang-format on */

#define VALUES_OF(constant, ...) [constant] = &VALUES_OF_##constant,
static const struct preset_values *const values[PRESET_COUNT] = {PRESET_LIST(VALUES_OF)};

const struct preset_values *preset_values(enum preset preset)
{
    CHECK((int)preset < PRESET_COUNT);
    return values[preset];
}
