#include "model/preset.h"

#include "base/check.h"

/* From a process's end to its return, for all of them: our own number. */
#define RESTART SECOND

#define LAMBDA_DOC "docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html"

/* 1 min between the first and the second attempt, 2 min between the second and the third (LAMBDA_DOC). */
static const struct duration lambda_waits[] = {
    {DURATION_FIXED, MINUTE, MINUTE},
    {DURATION_FIXED, 2 * MINUTE, 2 * MINUTE},
};

static const struct preset_values values[PRESET_COUNT] = {
    [PRESET_NONE] =
        {
            .platform =
                {
                    .preset = PRESET_NONE,
                    .processes = 1,
                    .workers = 1,
                    .restart = RESTART,
                    .poll = 0,
                    .acknowledge = ACKNOWLEDGE_LATE,
                    .on_crash = ON_CRASH_LOST,
                    .lease = MSEC_NONE,
                    .heartbeat = MSEC_NONE,
                    .recoveries = -1,
                },
            .retry = {.kind = RETRY_FIXED},
            .exhausted = EXHAUSTED_DEAD,
            .source = "one worker, no retries, a crash loses what was running",
        },
    [PRESET_LAMBDA] =
        {
            .platform =
                {
                    .preset = PRESET_LAMBDA,
                    .restart = RESTART,
                    .poll = 0,
                    .acknowledge = ACKNOWLEDGE_LATE,
                    .lease = MSEC_NONE,
                    .processes = 10, /* each invocation has an instance of its own: ten stand for as many as needed */
                    .workers = 1,    /* an instance serves one invocation at a time */
                    .on_crash = ON_CRASH_HEARTBEAT, /* runtime errors are retried as function errors are (LAMBDA_DOC) */
                    .heartbeat = MINUTE,            /* so the first wait is that of a retry: 1 min */
                    .recoveries = 2,                /* and there are 2 */
                },
            .retry =
                {
                    .limit = 2, /* MaximumRetryAttempts, 0 to 2, default 2 (LAMBDA_DOC) */
                    .kind = RETRY_LIST,
                    .waits = (struct duration *)lambda_waits,
                    .wait_count = 2,
                },
            .exhausted = EXHAUSTED_DISCARD, /* without a dead-letter queue or a destination for failures (LAMBDA_DOC) */
            .source = "asynchronous AWS Lambda: 2 retries after 1 and 2 min, then discarded; " LAMBDA_DOC,
        },
    [PRESET_SIDEKIQ] =
        {
            .platform =
                {
                    .preset = PRESET_SIDEKIQ,
                    .processes = 1,
                    .restart = RESTART,
                    .acknowledge = ACKNOWLEDGE_LATE,
                    .lease = MSEC_NONE,
                    .heartbeat = MSEC_NONE,
                    .recoveries = -1,
                    .workers = 5,              /* concurrency: sidekiq/sidekiq lib/sidekiq/config.rb, since 7.0 */
                    .poll = 5 * SECOND,        /* average_scheduled_poll_interval: lib/sidekiq/config.rb */
                    .on_crash = ON_CRASH_LOST, /* a job is popped from its list: lib/sidekiq/fetch.rb */
                },
            .retry =
                {
                    .limit = 25, /* max_retries: lib/sidekiq/config.rb */
                    .kind = RETRY_SIDEKIQ,
                    .jitter = SIDEKIQ_JITTER_10, /* rand(10 * (count + 1)): lib/sidekiq/job_retry.rb, 8.0 */
                    .sidekiq_version = "8.0",
                },
            .exhausted = EXHAUSTED_DEAD, /* the dead set: lib/sidekiq/job_retry.rb */
            .source = "Sidekiq 8: 5 threads, 25 retries after count^4 + 15 s and jitter, a crash loses its jobs; "
                      "sidekiq/sidekiq lib/sidekiq/{config,fetch,job_retry}.rb, v8.1.7",
        },
    [PRESET_SIDEKIQ_PRO] =
        {
            .platform =
                {
                    .preset = PRESET_SIDEKIQ_PRO,
                    .processes = 1,
                    .restart = RESTART,
                    .acknowledge = ACKNOWLEDGE_LATE,
                    .lease = MSEC_NONE,
                    .workers = 5,                   /* as above */
                    .poll = 5 * SECOND,             /* as above */
                    .on_crash = ON_CRASH_HEARTBEAT, /* super_fetch: github.com/sidekiq/sidekiq/wiki/Reliability */
                    .heartbeat = 60 * SECOND,       /* a process is dead when its key has expired: the same page */
                    .recoveries = 3,                /* a poison pill within 72 h: sidekiq/sidekiq#4633, Pro 5.2.0 */
                },
            .retry =
                {
                    .limit = 25,
                    .kind = RETRY_SIDEKIQ,
                    .jitter = SIDEKIQ_JITTER_10,
                    .sidekiq_version = "8.0",
                },
            .exhausted = EXHAUSTED_DEAD,
            .source =
                "Sidekiq Pro with super_fetch: as sidekiq, but a dead process's jobs come back after 60 s, 3 times; "
                "github.com/sidekiq/sidekiq/wiki/Reliability, sidekiq/sidekiq#4633",
        },
    [PRESET_SQS] =
        {
            .platform =
                {
                    .preset = PRESET_SQS,
                    .processes = 1,
                    .restart = RESTART,
                    .poll = 0,
                    .acknowledge = ACKNOWLEDGE_LATE,
                    .heartbeat = MSEC_NONE,
                    .recoveries = -1,
                    .workers = 10, /* one consumer with as many messages as it can receive at once (ReceiveMessage) */
                    .on_crash = ON_CRASH_LEASE,
                    .lease = 30 * SECOND, /* the visibility timeout: awsdocs/amazon-sqs-developer-guide
                                             doc_source/sqs-visibility-timeout.md */
                },
            .retry =
                {
                    .limit = 11519, /* received every 30 s for the 4 days (345 600 s) of MessageRetentionPeriod: 11 520
                                       times (www.rubydoc.info/gems/aws-sdk-sqs, CreateQueue) */
                    .kind = RETRY_LEASE, /* no wait of its own: a message not deleted becomes visible again */
                },
            .exhausted = EXHAUSTED_DISCARD, /* deleted at the end of its retention, without a dead-letter queue */
            .source = "Amazon SQS: a message not deleted comes back every 30 s for 4 days; "
                      "awsdocs/amazon-sqs-developer-guide doc_source/sqs-visibility-timeout.md",
        },
    [PRESET_CRON] =
        {
            .platform =
                {
                    .preset = PRESET_CRON,
                    .restart = RESTART,
                    .poll = 0,
                    .acknowledge = ACKNOWLEDGE_LATE,
                    .lease = MSEC_NONE,
                    .processes = 10, /* each run has a pod of its own: ten stand for as many as needed */
                    .workers = 1,
                    .on_crash = ON_CRASH_HEARTBEAT, /* a pod that dies has failed and is made anew like any other */
                    .heartbeat = 10 * SECOND,       /* after the first back-off */
                    .recoveries = 6,                /* and within the same limit */
                },
            .retry =
                {
                    .limit = 6, /* backoffLimit: kubernetes/kubernetes pkg/apis/batch/v1/defaults.go */
                    .kind = RETRY_EXPONENTIAL,
                    .first = 10 * SECOND, /* DefaultJobPodFailureBackOff: pkg/controller/job/backoff_utils.go */
                    .factor_milli = 2000, /* the same file */
                    .max = 10 * MINUTE,   /* MaxJobPodFailureBackOff: the same file (the documentation says 6 min) */
                },
            .exhausted = EXHAUSTED_DEAD, /* a Job marked as failed stays to be seen */
            .source = "a Kubernetes CronJob: 6 retries after 10 s, 20 s, … 320 s, then a failed Job; "
                      "kubernetes/kubernetes pkg/controller/job/backoff_utils.go",
        },
};

const struct preset_values *preset_values(enum preset preset)
{
    CHECK((int)preset < PRESET_COUNT);
    return &values[preset];
}
