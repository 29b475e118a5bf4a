/* What each preset does in twelve situations, as it was seen or as its own source says: never by our program. One
 * unguarded bot in one job, with the preset's own retries, at two processes. test_situations.c plays what is known;
 * the authors' manual prints it.
 *
 * A cell is executions/posts/end of the job, the end left out where it succeeds. "?": its source does not say. "left
 * out": our model leaves out what decides it. The job is enqueued at 10 s; it posts 0.5 s later, where it is acknowledged
 * early 0.6 s, and has come to its end after 2.1 s. */
#ifndef TESTS_SUPPORT_SITUATIONS_H
#define TESTS_SUPPORT_SITUATIONS_H

#include "model/lists.h"

/* What happens, and the faults that make it so. %s: longer by 10 min than the lock, lease or heartbeat. */
#define SITUATION_LIST(X)                                                                                              \
    X("an error before the call, three times", "{bot: B, before: call, kind: error, attempts: [1, 2, 3], times: 3}")   \
    X("a crash after the commit", "{bot: B, after: commit, kind: crash, attempts: [1]}")                               \
    X("the same, twice", "{bot: B, after: commit, kind: crash, attempts: [1, 2], times: 2}")                           \
    X("a crash after the commit, then errors for ever",                                                                \
      "{bot: B, after: commit, kind: crash, attempts: [1]}, "                                                          \
      "{bot: B, before: call, kind: error, from: 10600ms, times: always}")                                             \
    X("the worker is killed before the commit", "{platform: kill, at: 10250ms}")                                       \
    X("the worker is killed after the commit", "{platform: kill, at: 10700ms}")                                        \
    X("a deploy while it runs on for 3 s, having posted",                                                              \
      "{bot: B, after: done, kind: stall, for: 4s, attempts: [1]}, {platform: deploy, at: 13100ms}")                   \
    X("a deploy while it runs on for 10 min, having posted",                                                           \
      "{bot: B, after: done, kind: stall, for: 601s, attempts: [1]}, {platform: deploy, at: 13100ms}")                 \
    X("having posted it waits for longer than lock, lease or heartbeat",                                               \
      "{bot: B, after: reply, kind: stall, for: %s, attempts: [1]}")                                                   \
    X("having posted its whole process is blocked for as long",                                                        \
      "{bot: B, after: reply, kind: freeze, for: %s, attempts: [1]}")                                                  \
    X("it is delivered twice", "{platform: twice, job: J}")                                                            \
    X("an error before the call, always", "{bot: B, before: call, kind: error, times: always}")

/* PRESET, where it is from, a cell for each situation. A crash is that of the child process, if there is one. */
#define SITUATIONS_OF_LIST(X)                                                                                          \
    X(PRESET_LAMBDA, "docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html; nothing of deploys",  \
      "3/0/discarded", "2/2", "3/3", "3/1/discarded", "2/1", "2/2", "?", "?", "?", "?", "2/2", "3/0/discarded")        \
    X(PRESET_SIDEKIQ, "run: 6.4; lib/sidekiq/{fetch,job_retry,manager}.rb", "4/1", "1/1/lost", "1/1/lost", "1/1/lost", \
      "1/0/lost", "1/1/lost", "1/1", "2/2", "1/1", "1/1", "2/2", "26/0/dead")                                          \
    X(PRESET_SIDEKIQ_PRO, "github.com/sidekiq/sidekiq/wiki/Reliability, sidekiq/sidekiq#4633", "4/1", "2/2", "3/3",    \
      "27/1/dead", "2/1", "2/2", "1/1", "2/2", "1/1", "left out", "2/2", "26/0/dead")                                  \
    X(PRESET_SQS, "doc_source/sqs-visibility-timeout.md; nothing of the consumer's deploys", "4/1", "2/2", "3/3",      \
      "left out", "2/1", "2/2", "?", "?", "2/2", "2/2", "2/2", "11520/0/discarded")                                    \
    X(PRESET_CRON, "pkg/controller/job/backoff_utils.go; nothing of a node that is drained", "4/1", "2/2", "3/3",      \
      "7/1/dead", "2/1", "2/2", "?", "?", "1/1", "?", "2/2", "7/0/dead")                                               \
    X(PRESET_CELERY, "run: 5.2.6, kombu 5.2.4, Redis 7.0", "1/0/dead", "1/1/dead", "1/1/dead", "1/1/dead", "1/0/lost", \
      "1/1/lost", "1/1", "1/1", "1/1", "1/1", "?", "1/0/dead")                                                         \
    X(PRESET_CELERY_LATE, "run: 5.2.6, kombu 5.2.4, Redis 7.0", "1/0/dead", "1/1/dead", "1/1/dead", "1/1/dead", "2/1", \
      "2/2", "1/1", "1/1", "2/2", "2/2", "?", "1/0/dead")                                                              \
    X(PRESET_BULLMQ, "run: 6.7.0, Redis 7.0", "1/0/dead", "2/2", "2/2/dead", "2/1/dead", "2/1", "2/2", "1/1", "1/1",   \
      "1/1", "2/2", "?", "1/0/dead")                                                                                   \
    X(PRESET_PG_BOSS, "run: 12.38.0, PostgreSQL 15", "3/0/dead", "2/2", "3/3", "3/1/dead", "2/1", "2/2", "1/1", "2/2", \
      "2/2", "2/2", "?", "3/0/dead")                                                                                   \
    X(PRESET_RQ, "run: 1.13.0, Redis 7.0", "1/0/dead", "1/1/dead", "1/1/dead", "1/1/dead", "1/0/dead", "1/1/dead",     \
      "1/1", "1/1", "left out", "left out", "?", "1/0/dead")                                                           \
    X(PRESET_OBAN, "lib/oban/{worker,backoff,lifeline,config}.ex, lib/oban/engines/basic.ex", "4/1", "2/2", "3/3",     \
      "20/1/dead", "2/1", "2/2", "1/1", "2/2", "2/2", "2/2", "?", "20/0/dead")                                         \
    X(PRESET_GOOD_JOB, "README.md, app/models/good_job/job.rb", "1/0/dead", "2/2", "3/3", "2/1/dead", "2/1", "2/2",    \
      "1/1", "1/1", "1/1", "1/1", "?", "1/0/dead")                                                                     \
    X(PRESET_SOLID_QUEUE, "README.md, app/models/solid_queue/{claimed_execution,process}.rb", "1/0/dead", "1/1/dead",  \
      "1/1/dead", "1/1/dead", "1/0/dead", "1/1/dead", "1/1", "2/2", "1/1", "1/1/dead", "?", "1/0/dead")                \
    X(PRESET_RESQUE, "lib/resque/worker.rb", "1/0/dead", "1/1/dead", "1/1/dead", "1/1/dead", "1/0/dead", "1/1/dead",   \
      "1/1/dead", "1/1/dead", "1/1", "?", "?", "1/0/dead")                                                             \
    X(PRESET_FAKTORY, "manager/{working,retry}.go, faktory_worker_ruby lib/faktory/{manager,processor}.rb", "4/1",     \
      "2/2", "3/3", "26/1/dead", "2/1", "2/2", "1/1", "2/2", "2/2", "2/2", "?", "26/0/dead")                           \
    X(PRESET_DELAYED_JOB, "lib/delayed/worker.rb, delayed_job_active_record lib/delayed/backend/active_record.rb",     \
      "4/1", "2/2", "3/3", "26/1/discarded", "2/1", "2/2", "1/1", "1/1", "left out", "2/2", "?", "25/0/discarded")     \
    X(PRESET_HANGFIRE, "src/Hangfire.Core/Server/Worker.cs, src/Hangfire.SqlServer/SqlServer{JobQueue,TimeoutJob}.cs", \
      "4/1", "2/2", "3/3", "12/1/dead", "2/1", "2/2", "1/1", "2/2", "1/1", "2/2", "?", "11/0/dead")

#define SITUATION_ONE(...) +1
enum { SITUATION_COUNT = 0 SITUATION_LIST(SITUATION_ONE) };

static const struct situation {
    const char *what, *faults;
} situations[SITUATION_COUNT] = {
#define SITUATION(what, faults) {what, faults},
    SITUATION_LIST(SITUATION)
#undef SITUATION
};

/* By preset; of PRESET_NONE nothing. */
static const struct situations_of {
    const char *source, *cells[SITUATION_COUNT];
} situations_of[PRESET_COUNT] = {
#define SITUATIONS_OF(preset, source, ...) [preset] = {source, {__VA_ARGS__}},
    SITUATIONS_OF_LIST(SITUATIONS_OF)
#undef SITUATIONS_OF
};

#endif
