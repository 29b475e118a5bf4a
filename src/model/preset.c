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
#define WAITS_EACH(wait) .retry.kind = RETRY_FIXED, .retry.waits = (struct duration *)&(wait), .retry.wait_count = 1
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

/* dist/cjs/ of bullmq, dist/ of pg-boss, celery/ and kombu/ of Celery, rq/ of RQ: a file and its line. */
static const struct duration at_once = {DURATION_FIXED, 0, 0};
static const struct duration celery_wait = {DURATION_FIXED, 3 * MINUTE, 3 * MINUTE};

#define ROWS_PRESET_CELERY(PLATFORM, RETRIES, WAITS, EXHAUSTED)                                                        \
    PLATFORM(workers, 4, "ours: concurrency is the number of CPUs, celery/worker/worker.py:111; four stand for it")    \
    PLATFORM(prefetch, 4,                                                                                              \
             "prefetch_multiplier: celery/app/defaults.py:321; of what is not acknowledged, as what runs is: "         \
             "kombu/transport/virtual/base.py:198")                                                                    \
    PLATFORM(acknowledge, ACKNOWLEDGE_EARLY, "acks_late is off: celery/app/defaults.py:244")                           \
    PLATFORM(on_crash, ON_CRASH_LEASE, "what no child has taken comes back: kombu/transport/redis.py:396")             \
    PLATFORM(lease, FIXED(HOUR), "visibility_timeout: kombu/transport/redis.py:627")                                   \
    PLATFORM(check_every, 100 * SECOND, "every tenth tick of 10 s: kombu/transport/redis.py:1314")                     \
    PLATFORM(recovered_at, QUEUE_HEAD, "put where BRPOP takes: kombu/transport/redis.py:396")                          \
    PLATFORM(retries_wait, RETRIES_WAIT_WORKER,                                                                        \
             "a countdown waits in a worker's timer, unacknowledged: celery/worker/strategy.py")                       \
    PLATFORM(retried_at, QUEUE_TAIL, "a retry is a new message: celery/app/task.py:733")                               \
    PLATFORM(leaves, LEAVES_RUN_ON, "warm shutdown, which waits without limit: celery/apps/worker.py:304")             \
    PLATFORM(on_child_crash, ON_CHILD_CRASH_FAIL, "WorkerLostError: celery/worker/request.py:563")                     \
    RETRIES(0, "nothing is retried unless the task calls retry() or names autoretry_for: celery/app/autoretry.py:17")  \
    WAITS(WAITS_EACH(celery_wait), "default_retry_delay: celery/app/task.py:184")                                      \
    EXHAUSTED(EXHAUSTED_DEAD, "FAILURE in the result backend, for a day: celery/app/defaults.py:202")

#define ROWS_PRESET_CELERY_LATE(PLATFORM, RETRIES, WAITS, EXHAUSTED)                                                   \
    PLATFORM(workers, 4, "as celery")                                                                                  \
    PLATFORM(prefetch, 3, "as celery, less the one that runs, which is not acknowledged either")                       \
    PLATFORM(acknowledge, ACKNOWLEDGE_LATE, "acks_late on: celery/worker/request.py:512")                              \
    PLATFORM(on_crash, ON_CRASH_LEASE, "what is unacknowledged comes back: kombu/transport/redis.py:396")              \
    PLATFORM(lease, FIXED(HOUR), "visibility_timeout: kombu/transport/redis.py:627")                                   \
    PLATFORM(check_every, 100 * SECOND, "every tenth tick of 10 s: kombu/transport/redis.py:1314")                     \
    PLATFORM(ended_lease, ENDED_LEASE_BY_JOB, "a delivery keeps its tag: kombu/transport/redis.py:351")                \
    PLATFORM(retries_wait, RETRIES_WAIT_WORKER, "as celery")                                                           \
    PLATFORM(retried_at, QUEUE_TAIL, "as celery")                                                                      \
    PLATFORM(recovered_at, QUEUE_HEAD, "put where BRPOP takes: kombu/transport/redis.py:396")                          \
    PLATFORM(leaves, LEAVES_RUN_ON, "as celery")                                                                       \
    PLATFORM(on_child_crash, ON_CHILD_CRASH_FAIL, "acknowledged all the same: celery/worker/request.py:563")           \
    RETRIES(0, "as celery")                                                                                            \
    WAITS(WAITS_EACH(celery_wait), "as celery")                                                                        \
    EXHAUSTED(EXHAUSTED_DEAD, "as celery")

#define ROWS_PRESET_BULLMQ(PLATFORM, RETRIES, WAITS, EXHAUSTED)                                                        \
    PLATFORM(workers, 1, "concurrency: classes/worker.js:43")                                                          \
    PLATFORM(on_crash, ON_CRASH_LEASE, "a job whose lock is gone is stalled: commands/moveStalledJobsToWait-9.lua")    \
    PLATFORM(lease, FIXED(30 * SECOND), "lockDuration: classes/worker.js:43")                                          \
    PLATFORM(renew, 15 * SECOND, "lockDuration / 2: classes/worker.js:78")                                             \
    PLATFORM(check_every, 30 * SECOND, "stalledInterval: classes/worker.js:43")                                        \
    PLATFORM(ended_lease, ENDED_LEASE_BY_RECEIPT, "Missing lock: classes/finished-errors.js:20")                       \
    PLATFORM(recoveries, 1, "maxStalledCount: classes/worker.js:43")                                                   \
    PLATFORM(crash_counts, CRASH_COUNTS_NO, "attemptsMade stays: commands/moveStalledJobsToWait-9.lua:75")             \
    PLATFORM(retried_at, QUEUE_TAIL, "LPUSH: commands/retryJob-11.lua, includes/promoteDelayedJobs.lua:30")            \
    PLATFORM(recovered_at, QUEUE_HEAD, "RPUSH: commands/moveStalledJobsToWait-9.lua:102")                              \
    PLATFORM(leaves, LEAVES_RUN_ON, "close() waits without limit: classes/worker.js:793")                              \
    RETRIES(0, "attempts, which counts executions: classes/job.js:87")                                                 \
    WAITS(WAITS_EACH(at_once), "without backoff at once: classes/job.js:500")                                          \
    EXHAUSTED(EXHAUSTED_DEAD, "the failed set, for ever: classes/redis-queue-backend.js:829")

#define ROWS_PRESET_PG_BOSS(PLATFORM, RETRIES, WAITS, EXHAUSTED)                                                       \
    PLATFORM(workers, 1, "one for each work(), with a batchSize of 1")                                                 \
    PLATFORM(poll, FIXED(2 * SECOND), "pollingIntervalSeconds: attorney.js:639")                                       \
    PLATFORM(poll_for, POLL_FOR_ALL, "after every job: manager.js:1190, worker.js")                                    \
    PLATFORM(on_crash, ON_CRASH_LEASE, "active until it expires: plans.js:2944")                                       \
    PLATFORM(lease, FIXED(15 * MINUTE), "expireInSeconds: plans.js:85")                                                \
    PLATFORM(check_every, MINUTE, "attorney.js:663")                                                                   \
    PLATFORM(ended_lease, ENDED_LEASE_BY_RECEIPT, "completed with its retry_count: plans.js:2570")                     \
    PLATFORM(crash_counts, CRASH_COUNTS_YES, "retry_count is of starts: plans.js:2560")                                \
    PLATFORM(retried_at, QUEUE_PLACE, "by its old created_on: plans.js:2504")                                          \
    PLATFORM(grace, 30 * SECOND, "stop(): index.js:272")                                                               \
    PLATFORM(leaves, LEAVES_FAILURE, "pg-boss shut down while active: manager.js:1142")                                \
    RETRIES(2, "retryLimit: plans.js:16")                                                                              \
    WAITS(WAITS_EACH(at_once), "retryDelay, without retryBackoff: plans.js:3086")                                      \
    EXHAUSTED(EXHAUSTED_DEAD, "failed, for 7 days: plans.js:85")

#define ROWS_PRESET_RQ(PLATFORM, RETRIES, WAITS, EXHAUSTED)                                                            \
    PLATFORM(workers, 1, "a fork for each job, one at a time: rq/worker.py")                                           \
    PLATFORM(on_crash, ON_CRASH_HEARTBEAT, "StartedJobRegistry: rq/worker.py:1037")                                    \
    PLATFORM(heartbeat, BETWEEN(MINUTE, 90 * SECOND), "60 s, and up to 30 s more: rq/worker.py:1190")                  \
    PLATFORM(check_every, 899 * SECOND, "clean_registries, by one worker at a time: rq/queue.py:204")                  \
    PLATFORM(crash_counts, CRASH_COUNTS_YES, "retried if retries are left: rq/registry.py:206")                        \
    PLATFORM(retried_at, QUEUE_TAIL, "enqueue_job: rq/job.py:1375")                                                    \
    PLATFORM(leaves, LEAVES_RUN_ON, "warm shutdown: rq/worker.py:565")                                                 \
    PLATFORM(on_child_crash, ON_CHILD_CRASH_RETRY, "handle_job_failure: rq/worker.py:1113")                            \
    RETRIES(0, "none without Retry(max): rq/job.py:1344")                                                              \
    WAITS(WAITS_EACH(at_once), "without an interval at once: rq/job.py:1375")                                          \
    EXHAUSTED(EXHAUSTED_DEAD, "FailedJobRegistry, for a year: rq/defaults.py:50")

/* 15 s + 2^n s after the n-th attempt, and up to a tenth more. */
#define OBAN_WAIT(n)                                                                                                   \
    {                                                                                                                  \
        DURATION_UNIFORM, 15 * SECOND + SECOND *(1 << (n)), (15 * SECOND + SECOND * (1 << (n))) * 11 / 10              \
    }
static const struct duration oban_waits[] = {
    OBAN_WAIT(1),  OBAN_WAIT(2),  OBAN_WAIT(3),  OBAN_WAIT(4),  OBAN_WAIT(5),  OBAN_WAIT(6),  OBAN_WAIT(7),
    OBAN_WAIT(8),  OBAN_WAIT(9),  OBAN_WAIT(10), OBAN_WAIT(11), OBAN_WAIT(12), OBAN_WAIT(13), OBAN_WAIT(14),
    OBAN_WAIT(15), OBAN_WAIT(16), OBAN_WAIT(17), OBAN_WAIT(18), OBAN_WAIT(19),
};

#define ROWS_PRESET_OBAN(PLATFORM, RETRIES, WAITS, EXHAUSTED)                                                          \
    PLATFORM(workers, 10, "ours: each queue says its own limit")                                                       \
    PLATFORM(poll, FIXED(SECOND), "interval: lib/oban/stager.ex:16")                                                   \
    PLATFORM(on_crash, ON_CRASH_LEASE, "rescue_jobs, by age: lib/oban/engines/basic.ex:191")                           \
    PLATFORM(lease, FIXED(HOUR), "rescue_after: lib/oban/lifeline.ex:75")                                              \
    PLATFORM(check_every, MINUTE, "interval: lib/oban/lifeline.ex:74")                                                 \
    PLATFORM(ended_lease, ENDED_LEASE_BY_JOB, "complete_job, error_job, by id: lib/oban/engines/basic.ex:226")         \
    PLATFORM(crash_counts, CRASH_COUNTS_YES,                                                                           \
             "an attempt is counted when it is fetched: lib/oban/engines/basic.ex:128")                                \
    PLATFORM(retried_at, QUEUE_TAIL, "by scheduled_at: lib/oban/engines/basic.ex:112")                                 \
    PLATFORM(grace, 15 * SECOND, "shutdown_grace_period: lib/oban/config.ex:43")                                       \
    PLATFORM(leaves, LEAVES_CRASH, "left executing, until Lifeline finds it: lib/oban/lifeline.ex:5")                  \
    RETRIES(19, "max_attempts, 20 in all: lib/oban/migrations/postgres/v01.ex:39")                                     \
    WAITS(WAITS_LIST(oban_waits), "backoff: lib/oban/worker.ex:509, lib/oban/backoff.ex:38")                           \
    EXHAUSTED(EXHAUSTED_DEAD, "discarded, which is kept with its errors: lib/oban/engines/basic.ex:237")

/* retry_on's wait of 3 s, and up to 15 % more with the defaults that new Rails applications have. */
static const struct duration active_job_wait = {DURATION_UNIFORM, 3 * SECOND, 3450};
#define ACTIVE_JOB "retry_on: rails/rails activejob/lib/active_job/exceptions.rb"

#define ROWS_PRESET_GOOD_JOB(PLATFORM, RETRIES, WAITS, EXHAUSTED)                                                      \
    PLATFORM(workers, 5, "DEFAULT_MAX_THREADS: lib/good_job/configuration.rb:15")                                      \
    PLATFORM(on_crash, ON_CRASH_REQUEUE, "its advisory lock goes with its connection: README.md")                      \
    PLATFORM(recovered_at, QUEUE_PLACE, "by created_at: app/models/good_job/job.rb:178")                               \
    PLATFORM(retried_at, QUEUE_TAIL, "enqueued again with a new created_at: app/models/good_job/job.rb:345")           \
    PLATFORM(leaves, LEAVES_RUN_ON, "DEFAULT_SHUTDOWN_TIMEOUT, for ever: lib/good_job/configuration.rb:29")            \
    RETRIES(0, "retry_on_unhandled_error is off: README.md")                                                           \
    WAITS(WAITS_EACH(active_job_wait), ACTIVE_JOB)                                                                     \
    EXHAUSTED(EXHAUSTED_DEAD, "discarded, which is kept with its error: app/models/good_job/job.rb:95")

#define ROWS_PRESET_SOLID_QUEUE(PLATFORM, RETRIES, WAITS, EXHAUSTED)                                                   \
    PLATFORM(workers, 3, "threads: lib/solid_queue/configuration.rb:21")                                               \
    PLATFORM(poll, FIXED(SECOND), "the dispatcher's polling_interval: lib/solid_queue/configuration.rb:28")            \
    PLATFORM(on_crash, ON_CRASH_HEARTBEAT, "prune: app/models/solid_queue/process/prunable.rb:24")                     \
    PLATFORM(heartbeat, FIXED(5 * MINUTE), "process_alive_threshold: lib/solid_queue.rb:31")                           \
    PLATFORM(recoveries, 0,                                                                                            \
             "fail_all_claimed_executions_with, past Active Job's retries: "                                           \
             "app/models/solid_queue/process/prunable.rb:26")                                                          \
    PLATFORM(check_every, 5 * MINUTE, "launch_maintenance_task: lib/solid_queue/supervisor/maintenance.rb")            \
    PLATFORM(ended_lease, ENDED_LEASE_BY_RECEIPT, "finalize: app/models/solid_queue/claimed_execution.rb:94")          \
    PLATFORM(grace, 5 * SECOND, "shutdown_timeout: lib/solid_queue.rb:33")                                             \
    PLATFORM(leaves, LEAVES_PUSH_BACK, "release_all: app/models/solid_queue/process/executor.rb:20")                   \
    RETRIES(0, "none but Active Job's own: README.md")                                                                 \
    WAITS(WAITS_EACH(active_job_wait), ACTIVE_JOB)                                                                     \
    EXHAUSTED(EXHAUSTED_DEAD, "a failed execution: app/models/solid_queue/claimed_execution.rb:83")

#define ROWS_PRESET_RESQUE(PLATFORM, RETRIES, WAITS, EXHAUSTED)                                                        \
    PLATFORM(workers, 1, "a fork for each job, one at a time: lib/resque/worker.rb")                                   \
    PLATFORM(on_crash, ON_CRASH_HEARTBEAT, "prune_dead_workers: lib/resque/worker.rb:639")                             \
    PLATFORM(heartbeat, FIXED(5 * MINUTE), "DEFAULT_PRUNE_INTERVAL: lib/resque.rb:187")                                \
    PLATFORM(crash_counts, CRASH_COUNTS_YES, "PruneDeadWorkerDirtyExit: lib/resque/worker.rb:656")                     \
    PLATFORM(grace, 0, "TERM is shutdown!, unless graceful_term: lib/resque/worker.rb:426")                            \
    PLATFORM(leaves, LEAVES_FAILURE, "kill_child, then DirtyExit: lib/resque/worker.rb:488")                           \
    PLATFORM(on_child_crash, ON_CHILD_CRASH_FAIL, "DirtyExit: lib/resque/worker.rb:969")                               \
    RETRIES(0, "none but a plugin's")                                                                                  \
    EXHAUSTED(EXHAUSTED_DEAD, "the failed list: lib/resque/data_store.rb:197")

#define ROWS_PRESET_FAKTORY(PLATFORM, RETRIES, WAITS, EXHAUSTED)                                                       \
    PLATFORM(workers, 10, "concurrency: faktory_worker_ruby lib/faktory.rb:19")                                        \
    PLATFORM(poll, FIXED(5 * SECOND), "the scanner of retries: server/task_runner.go:120")                             \
    PLATFORM(on_crash, ON_CRASH_LEASE, "a reservation: manager/working.go:111")                                        \
    PLATFORM(lease, FIXED(30 * MINUTE), "reserve_for: manager/manager.go:20")                                          \
    PLATFORM(check_every, 15 * SECOND, "the reaper of reservations: server/task_runner.go:124")                        \
    PLATFORM(ended_lease, ENDED_LEASE_BY_JOB, "looked up by jid alone: manager/working.go:157")                        \
    PLATFORM(crash_counts, CRASH_COUNTS_YES, "ReservationExpired: manager/working.go:223")                             \
    PLATFORM(grace, 25 * SECOND, "timeout: faktory_worker_ruby lib/faktory.rb:26")                                     \
    PLATFORM(leaves, LEAVES_FAILURE, "fail(shut): faktory_worker_ruby lib/faktory/processor.rb:154")                   \
    RETRIES(25, "RetryPolicyDefault: client/job.go:13")                                                                \
    WAITS(WAITS_SIDEKIQ(SIDEKIQ_JITTER_30_STEPS, "6.2.1"),                                                             \
          "count^4 + 15 + rand(30) * (count + 1), as Sidekiq's to 6.2.1: nextRetry in manager/retry.go")               \
    EXHAUSTED(EXHAUSTED_DEAD, "sendToMorgue: manager/retry.go")

/* n^4 + 5 s after the n-th failure. */
#define DELAYED_WAIT(n)                                                                                                \
    {                                                                                                                  \
        DURATION_FIXED, SECOND *((n) * (n) * (n) * (n) + 5), SECOND *((n) * (n) * (n) * (n) + 5)                       \
    }
static const struct duration delayed_job_waits[] = {
    DELAYED_WAIT(1),  DELAYED_WAIT(2),  DELAYED_WAIT(3),  DELAYED_WAIT(4),  DELAYED_WAIT(5),  DELAYED_WAIT(6),
    DELAYED_WAIT(7),  DELAYED_WAIT(8),  DELAYED_WAIT(9),  DELAYED_WAIT(10), DELAYED_WAIT(11), DELAYED_WAIT(12),
    DELAYED_WAIT(13), DELAYED_WAIT(14), DELAYED_WAIT(15), DELAYED_WAIT(16), DELAYED_WAIT(17), DELAYED_WAIT(18),
    DELAYED_WAIT(19), DELAYED_WAIT(20), DELAYED_WAIT(21), DELAYED_WAIT(22), DELAYED_WAIT(23), DELAYED_WAIT(24),
};

#define ROWS_PRESET_DELAYED_JOB(PLATFORM, RETRIES, WAITS, EXHAUSTED)                                                   \
    PLATFORM(workers, 1, "one job at a time: lib/delayed/worker.rb")                                                   \
    PLATFORM(poll, FIXED(5 * SECOND), "DEFAULT_SLEEP_DELAY: lib/delayed/worker.rb:14")                                 \
    PLATFORM(on_crash, ON_CRASH_LEASE, "ready_to_run: delayed_job_active_record lib/delayed/backend/active_record.rb") \
    PLATFORM(lease, FIXED(4 * HOUR), "DEFAULT_MAX_RUN_TIME: lib/delayed/worker.rb:16")                                 \
    PLATFORM(check_every, 5 * SECOND, "looked for with the jobs that are due: lib/delayed/worker.rb:14")               \
    PLATFORM(ended_lease, ENDED_LEASE_BY_JOB, "job.destroy: lib/delayed/worker.rb")                                    \
    PLATFORM(retried_at, QUEUE_TAIL, "by run_at: delayed_job_active_record lib/delayed/backend/active_record.rb")      \
    PLATFORM(recovered_at, QUEUE_PLACE, "by its old run_at: the same file")                                            \
    PLATFORM(leaves, LEAVES_RUN_ON, "raise_signal_exceptions is off: lib/delayed/worker.rb:63")                        \
    RETRIES(24, "DEFAULT_MAX_ATTEMPTS, 25 in all: lib/delayed/worker.rb:15, 249")                                      \
    WAITS(WAITS_LIST(delayed_job_waits), "reschedule_at: lib/delayed/backend/base.rb:106")                             \
    EXHAUSTED(EXHAUSTED_DISCARD, "destroy_failed_jobs: lib/delayed/worker.rb:54, 268")

#define ROWS_PRESET_HANGFIRE(PLATFORM, RETRIES, WAITS, EXHAUSTED)                                                      \
    PLATFORM(workers, 20, "WorkerCount, with four CPUs or more: src/Hangfire.Core/BackgroundJobServerOptions.cs:42")   \
    PLATFORM(poll, FIXED(15 * SECOND), "SchedulePollingInterval: src/Hangfire.Core/Server/DelayedJobScheduler.cs:73")  \
    PLATFORM(on_crash, ON_CRASH_LEASE, "FetchedAt: src/Hangfire.SqlServer/SqlServerJobQueue.cs")                       \
    PLATFORM(lease, FIXED(5 * MINUTE),                                                                                 \
             "SlidingInvisibilityTimeout: src/Hangfire.SqlServer/SqlServerStorageOptions.cs:38")                       \
    PLATFORM(renew, MINUTE, "a fifth of it: src/Hangfire.SqlServer/SqlServerTimeoutJob.cs:61")                         \
    PLATFORM(ended_lease, ENDED_LEASE_BY_JOB, "TryChangeState: src/Hangfire.Core/Server/Worker.cs:156")                \
    PLATFORM(recovered_at, QUEUE_PLACE, "its row stays: src/Hangfire.SqlServer/SqlServerJobQueue.cs")                  \
    PLATFORM(grace, 15 * SECOND, "DefaultShutdownTimeout: src/Hangfire.Core/Server/BackgroundProcessingServer.cs:43")  \
    PLATFORM(leaves, LEAVES_CRASH, "its threads end with the process: the same file")                                  \
    RETRIES(10, "DefaultRetryAttempts: src/Hangfire.Core/AutomaticRetryAttribute.cs:86")                               \
    WAITS(WAITS_SIDEKIQ(SIDEKIQ_JITTER_30_STEPS, "6.2.1"),                                                             \
          "(n - 1)^4 + 15 + rand(30) * n, as Sidekiq's to 6.2.1: src/Hangfire.Core/AutomaticRetryAttribute.cs:92")     \
    EXHAUSTED(EXHAUSTED_DEAD, "the Failed state: src/Hangfire.Core/AutomaticRetryAttribute.cs")

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
    .platform.preset = constant, .platform.preset_word = constant, .platform.options = OPTIONS_NOT_GIVEN,              \
    .platform.processes = 1, .platform.restart = SECOND, .platform.lease = FIXED(MSEC_NONE),                           \
    .platform.heartbeat = FIXED(MSEC_NONE), .platform.recoveries = -1, .platform.retried_at = QUEUE_TAIL,              \
    .platform.recovered_at = QUEUE_HEAD, .platform.grace = GRACE_DEFAULT, .platform.leaves = LEAVES_PUSH_BACK

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
