/* The model's words: every closed list, with the names that scenarios, the command line, JSON and the trace use, and
 * the traits by which the engine, the searches and the words tell one row from another.
 *
 * Each list is one X-macro, one row for each concept: its constant, its name in files, what it is in one line, then its
 * traits. Every column is compulsory: the compiler refuses a row that leaves one out or empty. What follows from a row
 * is read from its traits, so that a new row needs no new case elsewhere. Its words stand in words/terms.c, as
 * WORDS_<constant>. Names are part of the file format and of the JSON; they are never renamed. */
#ifndef MODEL_LISTS_H
#define MODEL_LISTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/duration.h"

/* How a bot keeps from posting twice; the first is the default. Its columns:
 *   past        what gets past it
 *   asks        the micro-step in which it asks whether the post was made, and skips it if so; MICRO_NONE: it never
 *               asks
 *   records     the micro-step in which it is noted that the post is made or will be; MICRO_NONE: nothing is noted
 *   recognises  the receiver knows the post by its key, and makes no second one */
#define GUARD_LIST(X)                                                                                                  \
    X(GUARD_NONE, "none", "posts, whatever was posted before", "any second attempt posts again", MICRO_NONE,           \
      MICRO_NONE, false)                                                                                               \
    X(GUARD_CHECK_THEN_MARK, "check-then-mark", "looks for its mark, posts, and marks the post as made",               \
      "an error or a death after commit and before mark; a second worker between check and mark", MICRO_CHECK,         \
      MICRO_MARK, false)                                                                                               \
    X(GUARD_MARK_THEN_POST, "mark-then-post", "claims the post before it is made",                                     \
      "nothing posts twice; an error or a death after claim and before commit loses the post without a trace",         \
      MICRO_CLAIM, MICRO_CLAIM, false)                                                                                 \
    X(GUARD_ASK_RECEIVER, "ask-receiver", "asks the receiver whether it has the post",                                 \
      "a second worker between ask and commit; a receiver that shows posts late (`visible_after`)", MICRO_ASK,         \
      MICRO_COMMIT, false)                                                                                             \
    X(GUARD_IDEMPOTENCY_KEY, "idempotency-key", "sends a key by which the receiver recognises a second post",          \
      "a key that has expired (`expires`) or is another one in each attempt or job (`key`)", MICRO_NONE, MICRO_COMMIT, \
      true)

/* What has become of a step's effect once a micro-step is done: of a post, of a job that is enqueued, of a wait. */
enum effect {
    EFFECT_AHEAD,      /* nothing was sent */
    EFFECT_ON_ITS_WAY, /* it was sent, and lands also when the caller gives up */
    EFFECT_MADE,       /* the world has it, and the caller has not heard of it */
    EFFECT_KNOWN,      /* the caller has heard of it */
};

/* Where a micro-step stands: in steps of these kinds, or around them. */
enum micro_place {
    IN_POST = 1 << 0, /* 1 << STEP_POST, and so on */
    IN_ENQUEUE = 1 << 1,
    IN_WAIT = 1 << 2,
    OUTSIDE_STEPS = 1 << 3,
};

/* What else there is to a micro-step. */
enum micro_trait {
    MICRO_IS_PLAIN = 0,
    MICRO_IS_GUARDS = 1 << 0,   /* a post has it only where the bot's guard asks or records in it */
    MICRO_IS_RECEIVED = 1 << 1, /* the receiver of the post takes part in it: it may be down */
    MICRO_IS_QUIET = 1 << 2,    /* nobody but the attempt can see that it was done */
    MICRO_IS_RECORDS = 1 << 3,  /* a step has it only in a job that records its steps (enum resume), whose own it is */
};

/* The instants of which a job is made, in their order within it. Columns:
 *   places   where it stands
 *   traits   what else there is to it
 *   effect   what has become of the step's effect once it is done; by it a fault is carried to another guard
 *   in_post, in_job  how long it takes in a post, and otherwise, where nobody says. Human numbers: a call takes a few
 *            tenths of a second, and what follows it in the world is slower than a note of our own; at the end of its
 *            post a bot says its words of success. 0 where it does not occur, and of a wait, which has its own length.
 */
#define MICRO_LIST(X)                                                                                                  \
    X(MICRO_FETCH, "fetch", "taking the job from its queue", OUTSIDE_STEPS, MICRO_IS_PLAIN, EFFECT_AHEAD, 0, 100)      \
    X(MICRO_BEGIN, "begin", "the step begins", IN_POST | IN_ENQUEUE | IN_WAIT, MICRO_IS_QUIET, EFFECT_AHEAD, 100, 50)  \
    X(MICRO_CHECK, "check", "looking for the mark", IN_POST, MICRO_IS_GUARDS, EFFECT_AHEAD, 100, 0)                    \
    X(MICRO_CLAIM, "claim", "looking for the claim, and making it", IN_POST, MICRO_IS_GUARDS, EFFECT_AHEAD, 100, 0)    \
    X(MICRO_ASK, "ask", "asking the receiver", IN_POST, MICRO_IS_GUARDS | MICRO_IS_RECEIVED, EFFECT_AHEAD, 100, 0)     \
    X(MICRO_CALL, "call", "sending the request", IN_POST | IN_ENQUEUE, MICRO_IS_QUIET, EFFECT_ON_ITS_WAY, 100, 50)     \
    X(MICRO_COMMIT, "commit", "the world sees the post", IN_POST, MICRO_IS_RECEIVED, EFFECT_MADE, 200, 0)              \
    X(MICRO_PUSH, "push", "the other job is in its queue", IN_ENQUEUE, MICRO_IS_PLAIN, EFFECT_MADE, 0, 50)             \
    X(MICRO_REPLY, "reply", "hearing of it", IN_POST | IN_ENQUEUE, MICRO_IS_QUIET, EFFECT_KNOWN, 300, 50)              \
    X(MICRO_MARK, "mark", "noting that the post was made", IN_POST, MICRO_IS_GUARDS, EFFECT_KNOWN, 100, 0)             \
    X(MICRO_WAIT, "wait", "waiting", IN_WAIT, MICRO_IS_QUIET, EFFECT_KNOWN, 0, 0)                                      \
    X(MICRO_DONE, "done", "the step's end", IN_POST | IN_ENQUEUE | IN_WAIT, MICRO_IS_QUIET, EFFECT_KNOWN, 1200, 50)    \
    X(MICRO_RECORD, "record", "recording that the step is done", IN_POST | IN_ENQUEUE | IN_WAIT, MICRO_IS_RECORDS,     \
      EFFECT_KNOWN, 0, 50)                                                                                             \
    X(MICRO_ACKNOWLEDGE, "acknowledge", "telling the queue that the job is done", OUTSIDE_STEPS, MICRO_IS_PLAIN,       \
      EFFECT_KNOWN, 0, 100)

/* No micro-step: before a step's first, behind its last. */
#define MICRO_NONE ((enum micro)MICRO_COUNT)

/* What a fault in a gap does to the attempt that is there. */
enum strike_effect {
    STRIKE_RAISES,       /* an exception at once */
    STRIKE_RAISES_LATER, /* an exception once the fault's length is over; what is on its way lands after that */
    STRIKE_KILLS,        /* its process is gone, with all that runs in it; no rescue sees it and nothing is recorded; */
                         /* or its own child process, as on_child_crash has it */
    STRIKE_PAUSES,       /* it goes on as if nothing had been, once the fault's length is over */
    STRIKE_FREEZES,      /* the same, and so does all that its process does */
};

/* What can strike in a gap between two instants. Columns:
 *   effect            what it does
 *   strikes_outside   it strikes also outside the steps, at fetch and acknowledge
 *   is_searched       a search tries it where nobody says which kinds
 *   length            how long it is where nobody says otherwise; 0: it has no length */
#define FAULT_LIST(X)                                                                                                  \
    X(FAULT_ERROR, "error", "an exception, at once", STRIKE_RAISES, true, true, 0)                                     \
    X(FAULT_TIMEOUT, "timeout",                                                                                        \
      "nothing, until after `for` the exception comes. Struck between call and commit, the post is under way and "     \
      "lands 1 s after the exception; struck after commit, it is the lost reply",                                      \
      STRIKE_RAISES_LATER, false, false, 5 * SECOND)                                                                   \
    X(FAULT_CRASH, "crash",                                                                                            \
      "the process is gone, with every job in flight in it. No rescue runs, and nothing is recorded. Where "           \
      "`on_child_crash` says so it is the job's own child process, and its worker sees it",                            \
      STRIKE_KILLS, true, true, 0)                                                                                     \
    X(FAULT_STALL, "stall",                                                                                            \
      "a pause of the job; then it goes on as if nothing had been. It may outlive a lease, unless that is renewed",    \
      STRIKE_PAUSES, true, false, 60 * SECOND)                                                                         \
    X(FAULT_FREEZE, "freeze",                                                                                          \
      "a pause of the whole process: no job in it goes on, none is taken, no lease is renewed and no heartbeat sent "  \
      "until it is over; calls that are on their way land then",                                                       \
      STRIKE_FREEZES, true, false, 60 * SECOND)

/* The platform's own faults. Columns:
 *   keys        what may be said of it in a file, beside its name, with spaces between
 *   is_timed    it begins at an instant of its own; else it strikes at deliveries
 *   has_length  it is over after its `for` */
#define PLATFORM_FAULT_LIST(X)                                                                                         \
    X(PLATFORM_KILL, "kill", "kills a process (from 1; `1` by default)", "at process", true, false)                    \
    X(PLATFORM_START, "start", "a process (from 1; `1` by default) is not there before it starts", "at process", true, \
      false)                                                                                                           \
    X(PLATFORM_DEPLOY, "deploy",                                                                                       \
      "from `at` on nobody fetches; `grace` later every process starts again, and of what still runs `leaves` tells "  \
      "what becomes; with `run-on` each process starts again in its own time. Where it does not say, both are the "    \
      "platform's",                                                                                                    \
      "at grace leaves", true, false)                                                                                  \
    X(PLATFORM_TWICE, "twice", "a delivery of the job is repeated", "job times occurrences probability", false, false) \
    X(PLATFORM_RECEIVER_DOWN, "receiver-down", "calls are answered with an error; without `bot`, everybody's",         \
      "bot at for", true, true)

/* What a step of a job does. `target`: what it is about. */
enum step_target { TARGET_BOT, TARGET_JOB, TARGET_NOTHING };
#define STEP_LIST(X)                                                                                                   \
    X(STEP_POST, "post", "posts for the bot", TARGET_BOT)                                                              \
    X(STEP_ENQUEUE, "enqueue", "enqueues another job", TARGET_JOB)                                                     \
    X(STEP_WAIT, "wait", "waits", TARGET_NOTHING)

/* No step: fetch and acknowledge belong to none. */
#define STEP_NONE ((enum step_kind)STEP_COUNT)

/* What follows a post that its guard skipped. `leaves`: the attempt leaves the job. */
#define SKIPPED_LIST(X)                                                                                                \
    X(SKIPPED_NEXT, "next", "the next step", false)                                                                    \
    X(SKIPPED_END, "end", "the end of the job", true)

/* From when a wait counts. `is_of_job`: from one moment of its job, the same in all its attempts and deliveries. */
#define WAIT_FROM_LIST(X)                                                                                              \
    X(WAIT_FROM_STEP, "step", "from its step's begin", false)                                                          \
    X(WAIT_FROM_ENQUEUE, "enqueue",                                                                                    \
      "from the moment at which its job was first enqueued: every attempt and every delivery waits for the same one, " \
      "and what comes later does not wait",                                                                            \
      true)

/* What a job does with an exception. Columns: `catches` it; having caught it `leaves` the job, else the next step
 * follows. */
#define RESCUE_LIST(X)                                                                                                 \
    X(RESCUE_NONE, "none", "it leaves the job", false, false)                                                          \
    X(RESCUE_EXIT, "exit", "it is caught and the job ends well (bailing out)", true, true)                             \
    X(RESCUE_CONTINUE, "continue", "it is caught and the next step follows", true, false)

/* Where an attempt after the first goes on. `records`: each step ends in a micro-step of its own, which records that it
 * is done, and no attempt of the same job begins it again. What they call an activity or a step is recorded so, once it
 * has returned, by Temporal (docs.temporal.io/concepts/what-is-an-activity) and by Inngest
 * (inngest.com/docs/learn/how-functions-are-executed). Rails' continuations (activejob/lib/active_job/continuation.rb,
 * 8.1) write it down only when the job fails or is interrupted: after a crash they know what the attempt before it
 * knew. */
#define RESUME_LIST(X)                                                                                                 \
    X(RESUME_START, "start", "at its first step", false)                                                               \
    X(RESUME_STEP, "step", "at the first step that is not recorded done; each step ends in `record`", true)

/* What becomes of a job when its retries are used up. `is_kept`: it can still be seen. */
#define EXHAUSTED_LIST(X)                                                                                              \
    X(EXHAUSTED_DEAD, "dead", "it is kept and can be seen", true)                                                      \
    X(EXHAUSTED_DISCARD, "discard", "it is gone", false)

/* When the queue forgets a job. `is_last`: when its steps are done. */
#define ACKNOWLEDGE_LIST(X)                                                                                            \
    X(ACKNOWLEDGE_LATE, "late", "after its steps", true)                                                               \
    X(ACKNOWLEDGE_EARLY, "early", "before them", false)

/* What a dead process leaves of its jobs that were not acknowledged. Columns:
 *   recovers       they come back
 *   has_lease      each delivery has a lease, and they come back when it ends
 *   has_heartbeat  they come back when the process's heartbeat is missed
 *   returns_alive  one may come back while its attempt is still at work */
#define ON_CRASH_LIST(X)                                                                                               \
    X(ON_CRASH_LOST, "lost", "nothing", false, false, false, false)                                                    \
    X(ON_CRASH_REQUEUE, "requeue", "all, at once", true, false, false, false)                                          \
    X(ON_CRASH_LEASE, "lease", "all, when their lease ends", true, true, false, true)                                  \
    X(ON_CRASH_HEARTBEAT, "heartbeat", "all, when its heartbeat is missed", true, false, true, true)

/* Whether what the queue notices of an attempt that it heard no more of is a failure of its job: a crash, a heartbeat
 * that was missed, a lease that ended. `counts`: it is, and the job is retried as after an exception. */
#define CRASH_COUNTS_LIST(X)                                                                                           \
    X(CRASH_COUNTS_NO, "no", "no failure: the job is recovered", false)                                                \
    X(CRASH_COUNTS_YES, "yes", "a failure like an exception: the job is retried after its wait, or exhausted", true)

/* Where a job that comes back goes in its queue. `is_by_age`: that depends on when the jobs there were made. */
#define QUEUE_PLACE_LIST(X)                                                                                            \
    X(QUEUE_TAIL, "tail", "behind all that wait there", false)                                                         \
    X(QUEUE_PLACE, "place", "before all that were made later", true)                                                   \
    X(QUEUE_HEAD, "head", "before all that wait there", false)

/* What becomes of the jobs that still run when a deploy's grace is over. Columns:
 *   has_end    it is over some time; else each process ends with the last of its jobs
 *   puts_back  they go to the heads of their queues, uncounted and unrescued
 *   fails      an exception that no rescue sees reaches them, and is recorded as a failure
 * Where it has an end and is neither they are left as by a crash; where it is both, two deliveries of one job are
 * about. */
#define LEAVES_LIST(X)                                                                                                 \
    X(LEAVES_PUSH_BACK, "push-back", "they go back to the head of their queue, unrescued and uncounted", true, true,   \
      false)                                                                                                           \
    X(LEAVES_PUSH_BACK_AND_RAISE, "push-back-and-raise",                                                               \
      "the same, and an exception that no rescue sees is raised into them: a failure, retried too", true, true, true)  \
    X(LEAVES_CRASH, "crash", "what `on_crash` says", true, false, false)                                               \
    X(LEAVES_FAILURE, "failure", "they fail, unrescued and counted", true, false, true)                                \
    X(LEAVES_RUN_ON, "run-on", "they run to their end, and each process ends with the last of its own", false, false,  \
      false)

/* Of a deploy that does not say: what the platform says. */
#define LEAVES_UNSAID ((enum leaves)LEAVES_COUNT)

/* Whether the end of an attempt that no longer holds its job still counts: its lease is over, or its process was
 * thought dead. `hears_all`: every end counts until the job is over. */
#define ENDED_LEASE_LIST(X)                                                                                            \
    X(ENDED_LEASE_BY_RECEIPT, "by-receipt", "nothing: only the attempt that holds the job can end it", false)          \
    X(ENDED_LEASE_BY_JOB, "by-job",                                                                                    \
      "as much as any: the first success of an attempt ends the job, wherever it waits, and a failure counts and "     \
      "puts it back",                                                                                                  \
      true)

/* What becomes of a job that crashes, where it runs in a child process of its own. Columns:
 *   is_seen   its worker lives on, and sees it; else the whole process goes
 *   fails     it is a recorded failure; else the job goes back to the head of its queue
 *   retries   a failure is retried like any other; else it is the job's last */
#define ON_CHILD_CRASH_LIST(X)                                                                                         \
    X(ON_CHILD_CRASH_AS_CRASH, "as-crash", "there is none: the process goes, and `on_crash` says the rest", false,     \
      false, false)                                                                                                    \
    X(ON_CHILD_CRASH_FAIL, "fail", "a failure, and the last: it is exhausted without a retry", true, true, false)      \
    X(ON_CHILD_CRASH_RETRY, "retry", "a failure, retried like any other", true, true, true)                            \
    X(ON_CHILD_CRASH_REQUEUE, "requeue", "it goes back to the head of its queue at once, uncounted", true, false, false)

/* Where a retry waits until it is due. `is_held`: a worker holds it, under a lease. */
#define RETRIES_WAIT_LIST(X)                                                                                           \
    X(RETRIES_WAIT_QUEUE, "queue", "with its queue, which gives it to nobody before", false)                           \
    X(RETRIES_WAIT_WORKER, "worker",                                                                                   \
      "with a worker, which has not acknowledged it: each lease that ends meanwhile delivers it once more, and each "  \
      "delivery begins when the retry is due",                                                                         \
      true)

/* For what the queue is looked at every `poll`. `is_all`: a worker takes any job only then, and one at a look. */
#define POLL_FOR_LIST(X)                                                                                               \
    X(POLL_FOR_RETRIES, "retries", "retries that are due", false)                                                      \
    X(POLL_FOR_ALL, "all", "every job: an idle worker takes one at each look, and none in between", true)

/* What an idempotency key is made of. Columns: it differs from job to job; from attempt to attempt. */
#define KEY_LIST(X)                                                                                                    \
    X(KEY_OCCURRENCE, "occurrence", "the bot and the day", false, false)                                               \
    X(KEY_JOB, "job", "the bot and the job: the same in all its attempts, another one when it is enqueued again",      \
      true, false)                                                                                                     \
    X(KEY_ATTEMPT, "attempt", "the bot and the attempt: it protects from nothing but a repeated call", true, true)

/* How a job is written as code; the words stand in words/code.c. */
#define CODE_LIST(X) X(CODE_RUBY, "ruby", "Ruby, with a job's perform and perform_async")

/* Real job systems; their numbers, each with its source, stand in preset.c as ROWS_<constant>. Columns:
 *   pinned  its name with the version that its numbers are of; of a system without versions the date of its source, of
 *           the defaults the format's version. It stays this row's when there is a newer one, to which the bare name
 *           then goes
 *   system  what it is, in few words
 *   family  the same for editions of one system: one can move from each to the others
 *   source  where its numbers come from: repositories with versions, pages
 *   left    what of the system it leaves out
 *   code    how its jobs are written */
#define PRESET_LIST(X)                                                                                                 \
    X(PRESET_NONE, "none", "one worker, no retries, a crash loses what was running", "none-1", "none", "none",         \
      "the format's defaults", "nothing", CODE_RUBY)                                                                   \
    X(PRESET_LAMBDA, "lambda", "asynchronous AWS Lambda: 2 retries after 1 and 2 min, then discarded",                 \
      "lambda-2022-11", "AWS Lambda, asynchronous", "lambda",                                                          \
      "docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html",                                     \
      "throttling; the event's age of at most 6 h; duplicates that its queue makes without any failure (`twice` "      \
      "makes them)",                                                                                                   \
      CODE_RUBY)                                                                                                       \
    X(PRESET_SIDEKIQ, "sidekiq",                                                                                       \
      "Sidekiq 8: 5 threads, 25 retries after count^4 + 15 s and jitter, a crash loses its jobs", "sidekiq-8.1",       \
      "Sidekiq 8", "sidekiq",                                                                                          \
      "sidekiq/sidekiq lib/sidekiq/{config,fetch,job_retry,scheduled,manager}.rb, v8.1.7 (1bb4aa06)",                  \
      "the chance in when it polls; the dead set's end after 180 days; the 3 s that jobs have after a deploy's grace", \
      CODE_RUBY)                                                                                                       \
    X(PRESET_SIDEKIQ_PRO, "sidekiq-pro",                                                                               \
      "Sidekiq Pro with super_fetch: as sidekiq, but a dead process's jobs come back after 60 s, 3 times",             \
      "sidekiq-pro-8.1", "Sidekiq Pro, super_fetch", "sidekiq",                                                        \
      "github.com/sidekiq/sidekiq/wiki/Reliability, sidekiq/sidekiq#4633; the rest as sidekiq",                        \
      "that orphans are looked for when a process starts; that recoveries are counted over 72 h", CODE_RUBY)           \
    X(PRESET_SQS, "sqs", "Amazon SQS: a message not deleted comes back every 30 s for 4 days", "sqs-2023-06",          \
      "Amazon SQS, standard queue", "sqs",                                                                             \
      "awsdocs/amazon-sqs-developer-guide doc_source/sqs-visibility-timeout.md (39de636d)",                            \
      "dead-letter queues (`recoveries` and `exhausted: dead` come near); the age of a message: leases that ended "    \
      "and receives that failed are counted apart; order that is only approximate",                                    \
      CODE_RUBY)                                                                                                       \
    X(PRESET_CRON, "cron", "a Kubernetes CronJob: 6 retries after 10 s, 20 s, … 320 s, then a failed Job",             \
      "cron-2026-11", "Kubernetes CronJob", "cron",                                                                    \
      "kubernetes/kubernetes pkg/apis/batch/v1/defaults.go (045bbb19), pkg/controller/job/backoff_utils.go "           \
      "(21da0b6d)",                                                                                                    \
      "deadlines and concurrency policies; ticks that are missed or come twice (`copies` makes those)", CODE_RUBY)     \
    X(PRESET_CELERY, "celery",                                                                                         \
      "Celery over Redis: acknowledged before it runs, so that a dead worker's job is lost; no retries", "celery-5.2", \
      "Celery, Redis", "celery", "celery/celery 5.2.6, celery/kombu 5.2.4",                                            \
      "that a child's death is noticed 10 to 15 s later; the whole seconds and the jitter of `retry_backoff`",         \
                                                                                                                       \
      CODE_RUBY)                                                                                                       \
    X(PRESET_CELERY_LATE, "celery-late",                                                                               \
      "Celery over Redis with acks_late: a dead worker's job comes back after the visibility timeout of 1 h",          \
      "celery-late-5.2", "Celery, Redis, acks_late", "celery", "celery/celery 5.2.6, celery/kombu 5.2.4",              \
      "what celery leaves out; `reject_on_worker_lost` (`on_child_crash: requeue`); a job lost between its pop and "   \
      "the note of it",                                                                                                \
      CODE_RUBY)                                                                                                       \
    X(PRESET_BULLMQ, "bullmq", "BullMQ: a lock of 30 s that is renewed, one recovery of a stalled job, no retries",    \
      "bullmq-6.7", "BullMQ", "bullmq", "taskforcesh/bullmq 6.7.0, dist/cjs",                                          \
      "that the second stall fails the job only when it is next picked up; `maxStartedAttempts`", CODE_RUBY)           \
    X(PRESET_PG_BOSS, "pg-boss", "pg-boss: 2 retries at once, a crash counts as a failure once its 15 min are over",   \
      "pg-boss-12.38", "pg-boss", "pg-boss", "timgit/pg-boss 12.38.0, dist",                                           \
      "that a worker whose job takes too long fails it by itself, and fetches nothing until its end", CODE_RUBY)       \
    X(PRESET_RQ, "rq", "RQ: a child process a job, a death is a failure, no retries", "rq-1.13", "RQ", "rq",           \
      "rq/rq 1.13.0",                                                                                                  \
      "its own limit of 180 s for a job, which then fails; that `rq info` looks for dead workers as well; a job lost " \
      "between its pop and the note of it",                                                                            \
      CODE_RUBY)                                                                                                       \
    X(PRESET_OBAN, "oban",                                                                                             \
      "Oban with Lifeline: 20 attempts after 15 s + 2^n s, a crash uses one up and comes back after 1 h", "oban-2.23", \
      "Oban", "oban", "oban-bg/oban 2.23.0 (2939e313)",                                                                \
      "that Lifeline is to be switched on, and makes available at once what here waits as a failure does; the "        \
      "pruning of what is over",                                                                                       \
      CODE_RUBY)                                                                                                       \
    X(PRESET_GOOD_JOB, "good_job", "GoodJob: no retries without retry_on, a dead process's jobs run again at once",    \
      "good_job-4.19", "GoodJob", "good_job", "bensheldon/good_job 4.19.2 (81db22b7)",                                 \
      "concurrency controls; batches; the pruning of what is over after 14 days", CODE_RUBY)                           \
    X(PRESET_SOLID_QUEUE, "solid_queue",                                                                               \
      "Solid Queue: no retries without retry_on, a dead process's jobs have failed after 5 min", "solid_queue-1.5",    \
      "Solid Queue", "solid_queue", "rails/solid_queue 1.5.0 (29e818d9)",                                              \
      "that its supervisor sees at once a worker that is killed; concurrency limits", CODE_RUBY)                       \
    X(PRESET_RESQUE, "resque", "Resque: a child process a job, a death is a failure, no retries", "resque-3.0",        \
      "Resque", "resque", "resque/resque 3.0.0 (9fc870e7)",                                                            \
      "that lost workers are looked for when one starts; a job lost between its pop and the note of it", CODE_RUBY)    \
    X(PRESET_FAKTORY, "faktory",                                                                                       \
      "Faktory: 25 retries after count^4 + 15 s and jitter, a job not ended in 30 min is a failure", "faktory-1.10",   \
      "Faktory", "faktory", "contribsys/faktory 1.10.0 (cf9073fe), contribsys/faktory_worker_ruby (57550fcb)",         \
      "that what is said of a job that waits for its retry is ignored", CODE_RUBY)                                     \
    X(PRESET_DELAYED_JOB, "delayed_job",                                                                               \
      "delayed_job: 24 retries after n^4 + 5 s, then deleted; a dead worker's job comes back after 4 h",               \
      "delayed_job-4.2", "delayed_job, Active Record", "delayed_job",                                                  \
      "collectiveidea/delayed_job 4.2.0 (eaef62d8), collectiveidea/delayed_job_active_record (e5b4fbf2)",              \
      "its own limit of 4 h for a job, which then fails; that a worker of the same name has its jobs back at once",    \
      CODE_RUBY)                                                                                                       \
    X(PRESET_HANGFIRE, "hangfire",                                                                                     \
      "Hangfire over SQL Server: 10 retries after n^4 + 15 s and jitter, a dead server's job comes back after 5 min",  \
      "hangfire-1.8", "Hangfire, SQL Server", "hangfire", "HangfireIO/Hangfire 1.8.24 (c236dd0f)",                     \
      "jobs that look at their cancellation token: a deploy aborts those after 0.5 s and puts them back at once",      \
      CODE_RUBY)

/* How sentences speak of a bot. */
#define PRONOUN_LIST(X)                                                                                                \
    X(PRONOUN_IT, "it", "a thing")                                                                                     \
    X(PRONOUN_HE, "he", "a man")                                                                                       \
    X(PRONOUN_SHE, "she", "a woman")

/* What became of one bot's post in one occurrence. `is_made`: there is a post. */
#define POST_STATE_LIST(X)                                                                                             \
    X(POST_POSTED, "posted", "exactly one post", true)                                                                 \
    X(POST_DUPLICATE, "duplicate", "more than one", true)                                                              \
    X(POST_PENDING, "pending", "none yet, and a job that owes it is still alive when the run ends", false)             \
    X(POST_NEVER_RAN, "never-ran", "none: the step was never begun", false)                                            \
    X(POST_LOST, "lost", "none: begun, and the job was lost", false)                                                   \
    X(POST_SKIPPED, "skipped", "none: the guard skipped the last attempt at it", false)                                \
    X(POST_FAILED, "failed", "none, in any other case", false)

/* What became of a job. `is_alive`: more may come of it. */
#define JOB_STATE_LIST(X)                                                                                              \
    X(JOB_SUCCEEDED, "succeeded", "it came to its end", false)                                                         \
    X(JOB_DEAD, "dead", "it gave up and is kept", false)                                                               \
    X(JOB_DISCARDED, "discarded", "it gave up and is gone", false)                                                     \
    X(JOB_LOST, "lost", "it was let go of, and nothing was left of it", false)                                         \
    X(JOB_WAITING, "waiting", "it is in its queue", true)                                                              \
    X(JOB_RETRYING, "retrying", "it failed and will be tried again", true)                                             \
    X(JOB_RUNNING, "running", "a worker took it, and its queue has heard no more", true)

/* Why a run ended. `is_cut`: more would have happened. */
#define ENDED_LIST(X)                                                                                                  \
    X(ENDED_QUIESCENCE, "quiescence", "nothing was left to do", false)                                                 \
    X(ENDED_UNTIL, "until", "its `until` had come", true)                                                              \
    X(ENDED_LIMIT, "limit", "it had the most events that may be, or came to the end of all time", true)                \
    X(ENDED_ROOM, "room", "more was under way at once than there is room for", true)

/* What everybody wishes of a day's run; in the words of the scenario's vocabulary, whose tags stand in braces. `word`:
 * by which a file and the command line choose it. */
#define WISH_LIST(X)                                                                                                   \
    X(WISH_MADE, "made-in-the-end", "every {effect} is made in the end", "made")                                       \
    X(WISH_ONCE, "nobody-twice", "nobody {makes} twice", "once")                                                       \
    X(WISH_UNHELD, "nobody-held-up", "no failure holds up others", "unblocked")                                        \
    X(WISH_SEEN, "failure-seen", "a failure can be seen", "seen")

/* What a gate, or a beat of a lesson, can stop at. Columns:
 *   subjects  whose event it can be; bits: enum stop_subject
 *   is_end    a job ends, however it does; where nobody is named, the run
 * Every other word is the name of an event of the trace (trace/trace.h), which has them all in its table. */
enum stop_subject { STOP_OF_NOBODY = 1 << 0, STOP_OF_BOT = 1 << 1, STOP_OF_JOB = 1 << 2 };
#define STOP_LIST(X)                                                                                                   \
    X(STOP_STRIKE, "strike", "a fault strikes", STOP_OF_NOBODY | STOP_OF_BOT | STOP_OF_JOB, false)                     \
    X(STOP_COMMIT, "commit", "a post is made", STOP_OF_BOT, false)                                                     \
    X(STOP_SKIP, "skip", "its guard skips a post", STOP_OF_BOT, false)                                                 \
    X(STOP_RECOGNISE, "recognise", "the receiver recognises a post by its key", STOP_OF_BOT, false)                    \
    X(STOP_MISS, "miss", "it is certain that a post is missed", STOP_OF_BOT, false)                                    \
    X(STOP_FETCH, "fetch", "a worker takes a job", STOP_OF_JOB, false)                                                 \
    X(STOP_END, "end", "a job ends, however it does; of nobody: the run", STOP_OF_NOBODY | STOP_OF_JOB, true)          \
    X(STOP_KILL, "kill", "a process is killed", STOP_OF_NOBODY, false)                                                 \
    X(STOP_DEPLOY, "deploy", "a deploy begins", STOP_OF_NOBODY, false)                                                 \
    X(STOP_TWICE, "twice", "a delivery is repeated", STOP_OF_NOBODY | STOP_OF_JOB, false)                              \
    X(STOP_DOWN, "down", "a receiver is down", STOP_OF_NOBODY, false)                                                  \
    X(STOP_START, "start", "a process starts that was not there", STOP_OF_NOBODY, false)                               \
    X(STOP_DAY_END, "day-end", "all of a day is settled", STOP_OF_NOBODY, false)

/* What a gate asks. Columns:
 *   of           whether it is asked of a bot: of none, of one, or of one where it is named
 *   is_of_place  it is about what follows the place, where the world of a belief has to come to have an answer
 *   is_usual     a gate that does not say what it asks may ask it
 *   has_many     several choices may be right, and that none is right is always one of them */
enum ask_of { ASK_OF_NONE, ASK_OF_ONE, ASK_OF_ANY };
#define ASK_LIST(X)                                                                                                    \
    X(ASK_OUTCOME, "outcome", "who posts how often", ASK_OF_NONE, false, true, false)                                  \
    X(ASK_LINE, "line", "whose line of code runs next", ASK_OF_NONE, true, true, false)                                \
    X(ASK_WHEN, "when", "when a bot posts first, if ever", ASK_OF_ONE, false, true, false)                             \
    X(ASK_POSTS, "posts", "how often a bot posts", ASK_OF_ONE, false, true, false)                                     \
    X(ASK_AGAIN, "again", "who posts again", ASK_OF_NONE, false, true, false)                                          \
    X(ASK_NEVER, "never", "who never posts", ASK_OF_NONE, false, true, false)                                          \
    X(ASK_SEEN, "seen", "by what it can be seen afterwards: a dead job, a retry, nothing", ASK_OF_NONE, false, true,   \
      false)                                                                                                           \
    X(ASK_RECORDED, "recorded", "what the queue has written down: ok, failed, nothing", ASK_OF_ANY, true, true, false) \
    X(ASK_CURE, "cure", "which of these changes makes it so", ASK_OF_NONE, false, false, true)                         \
    X(ASK_GAPS, "gaps", "at which of these places one fault still does harm", ASK_OF_ANY, false, false, true)

/* Misconceptions: a wrong answer is the right answer of a wrong model. A world is the scenario with changes made to it,
 * a reading the true run counted wrongly. Columns: what the row takes for granted, as a change; the tag of its function
 * or of its reading (explore/belief.c). Their sentences stand in words/gate.c, as WORDS_<constant>. */
#define WORLD_LIST(X)                                                                                                  \
    X(BELIEF_GOES_ON, "goes-on", "steps are recorded, which takes no time", goes_on)                                   \
    X(BELIEF_NOT_AGAIN, "not-again", "no retries", not_again)                                                          \
    X(BELIEF_UNTIL_IT_WORKS, "until-it-works", "25 retries", until_it_works)                                           \
    X(BELIEF_AT_ONCE, "at-once", "no waits before retries", at_once)                                                   \
    X(BELIEF_NEXT_STEP, "next-step", "every error is caught, and the next step follows", next_step)                    \
    X(BELIEF_ALL_AGAIN, "all-again", "no guards", all_again)                                                           \
    X(BELIEF_SKIP_ENDS, "skip-ends", "a post that is skipped ends its job", skip_ends)                                 \
    X(BELIEF_ALONE, "alone", "every job is split", alone)                                                              \
    X(BELIEF_TOGETHER, "together", "every job takes back those that it enqueues", together)                            \
    X(BELIEF_ONCE, "once", "no copy, no repeated delivery, no recovery", once)                                         \
    X(BELIEF_ONE_AT_A_TIME, "one-at-a-time", "one worker", one_at_a_time)                                              \
    X(BELIEF_ASKING_IS_ENOUGH, "asking-is-enough", "receivers show and remember every post", asking_is_enough)         \
    X(BELIEF_NOT_HAPPENED, "not-happened", "what fails after a post fails before it", not_happened)
#define READING_LIST(X)                                                                                                \
    X(BELIEF_UNDONE, "undone", "posts of attempts that did not end well do not count", undone)                         \
    X(BELIEF_QUEUE_KNOWS, "queue-knows", "what was posted is recorded as ok, all else as failed", queue_knows)         \
    X(BELIEF_ALWAYS_SHOWS, "always-shows", "what went wrong is seen by a dead job", always_shows)
#define BELIEF_LIST(X) WORLD_LIST(X) READING_LIST(X)

/* What a beat of a lesson shows. Columns: it has a scenario's run of its own, or goes on in the one before; the keys
 * that go with it, beside those of every beat, with spaces between. */
#define BEAT_LIST(X)                                                                                                   \
    X(BEAT_SAY, "say", "a page with these words", BEAT_ON_NOTHING, "say")                                              \
    X(BEAT_PLAY, "play", "a scenario, played from its start to a place", BEAT_ON_ITS_OWN,                              \
      "play to at set faults gate vote replies")                                                                       \
    X(BEAT_STAY, "stay", "the run of the beat before, from where that one stands", BEAT_ON_THE_LAST,                   \
      "stay to at set faults gate vote replies")                                                                       \
    X(BEAT_WHY, "why", "in the run of the beat before, why this bot's post was made twice, never or late",             \
      BEAT_ON_THE_LAST, "why")                                                                                         \
    X(BEAT_BESIDE, "beside", "scenarios side by side", BEAT_ON_ITS_OWN, "beside at")                                   \
    X(BEAT_MAP, "map", "a scenario's crash map", BEAT_ON_ITS_OWN, "map kinds set faults gate vote replies")            \
    X(BEAT_READ, "read", "what a scenario teaches, to be read", BEAT_ON_ITS_OWN, "read")

enum beat_on { BEAT_ON_NOTHING, BEAT_ON_ITS_OWN, BEAT_ON_THE_LAST };

/* How often a class votes at a gate. `votes`: so often. */
#define VOTE_LIST(X)                                                                                                   \
    X(VOTE_ONCE, "once", "before the outcome", 1)                                                                      \
    X(VOTE_TWICE, "twice", "before and after a talk, the first vote hidden until the outcome", 2)

/* Every list above: its X-macro, its enum's tag, the constant that counts it. */
#define WORD_LISTS(X)                                                                                                  \
    X(GUARD_LIST, guard, GUARD_COUNT)                                                                                  \
    X(MICRO_LIST, micro, MICRO_COUNT)                                                                                  \
    X(FAULT_LIST, fault_kind, FAULT_COUNT)                                                                             \
    X(PLATFORM_FAULT_LIST, platform_fault, PLATFORM_FAULT_COUNT)                                                       \
    X(STEP_LIST, step_kind, STEP_COUNT)                                                                                \
    X(SKIPPED_LIST, skipped, SKIPPED_COUNT)                                                                            \
    X(WAIT_FROM_LIST, wait_from, WAIT_FROM_COUNT)                                                                      \
    X(RESCUE_LIST, rescue, RESCUE_COUNT)                                                                               \
    X(RESUME_LIST, resume, RESUME_COUNT)                                                                               \
    X(EXHAUSTED_LIST, exhausted, EXHAUSTED_COUNT)                                                                      \
    X(ACKNOWLEDGE_LIST, acknowledge, ACKNOWLEDGE_COUNT)                                                                \
    X(ON_CRASH_LIST, on_crash, ON_CRASH_COUNT)                                                                         \
    X(CRASH_COUNTS_LIST, crash_counts, CRASH_COUNTS_COUNT)                                                             \
    X(QUEUE_PLACE_LIST, queue_place, QUEUE_PLACE_COUNT)                                                                \
    X(LEAVES_LIST, leaves, LEAVES_COUNT)                                                                               \
    X(ENDED_LEASE_LIST, ended_lease, ENDED_LEASE_COUNT)                                                                \
    X(POLL_FOR_LIST, poll_for, POLL_FOR_COUNT)                                                                         \
    X(RETRIES_WAIT_LIST, retries_wait, RETRIES_WAIT_COUNT)                                                             \
    X(ON_CHILD_CRASH_LIST, on_child_crash, ON_CHILD_CRASH_COUNT)                                                       \
    X(KEY_LIST, key_scope, KEY_COUNT)                                                                                  \
    X(PRESET_LIST, preset, PRESET_COUNT)                                                                               \
    X(CODE_LIST, code_style, CODE_COUNT)                                                                               \
    X(PRONOUN_LIST, pronoun, PRONOUN_COUNT)                                                                            \
    X(POST_STATE_LIST, post_state, POST_STATE_COUNT)                                                                   \
    X(JOB_STATE_LIST, job_state, JOB_STATE_COUNT)                                                                      \
    X(ENDED_LIST, ended, ENDED_COUNT)                                                                                  \
    X(WISH_LIST, wish, WISH_COUNT)                                                                                     \
    X(STOP_LIST, stop, STOP_COUNT)                                                                                     \
    X(ASK_LIST, ask, ASK_COUNT)                                                                                        \
    X(BELIEF_LIST, belief, BELIEF_COUNT)                                                                               \
    X(BEAT_LIST, beat_kind, BEAT_COUNT)                                                                                \
    X(VOTE_LIST, vote, VOTE_COUNT)

/* Declares for each list `enum guard`, the number of its rows beside it, and `guard_names[]` and `guard_abouts[]`,
 * indexed by the enum. */
#define LIST_CONSTANT(constant, ...) constant,
#define LIST_ONE(...) +1
#define LIST_DECLARE(LIST, tag, COUNT)                                                                                 \
    enum tag { LIST(LIST_CONSTANT) };                                                                                  \
    enum { COUNT = 0 LIST(LIST_ONE) };                                                                                 \
    extern const char *const tag##_names[COUNT];                                                                       \
    extern const char *const tag##_abouts[COUNT];
WORD_LISTS(LIST_DECLARE)

/* The traits of the rows, each indexed by its enum; what the columns mean is said above. */
extern const struct guard_traits {
    const char *past;
    enum micro asks, records;
    bool recognises;
} guard_traits[GUARD_COUNT];

extern const struct micro_traits {
    unsigned places; /* bits: enum micro_place */
    unsigned traits; /* bits: enum micro_trait */
    enum effect effect;
    msec in_post, in_job;
} micro_traits[MICRO_COUNT];

extern const struct fault_traits {
    enum strike_effect effect;
    bool strikes_outside, is_searched;
    msec length;
} fault_traits[FAULT_COUNT];

extern const struct platform_fault_traits {
    const char *keys;
    bool is_timed, has_length;
} platform_fault_traits[PLATFORM_FAULT_COUNT];

extern const struct step_traits {
    enum step_target target;
} step_traits[STEP_COUNT];

extern const struct beat_traits {
    enum beat_on on;
    const char *keys;
} beat_traits[BEAT_COUNT];

extern const struct vote_traits {
    unsigned votes;
} vote_traits[VOTE_COUNT];

extern const struct skipped_traits {
    bool leaves;
} skipped_traits[SKIPPED_COUNT];

extern const struct wait_from_traits {
    bool is_of_job;
} wait_from_traits[WAIT_FROM_COUNT];

extern const struct rescue_traits {
    bool catches, leaves;
} rescue_traits[RESCUE_COUNT];

extern const struct resume_traits {
    bool records;
} resume_traits[RESUME_COUNT];

extern const struct exhausted_traits {
    bool is_kept;
} exhausted_traits[EXHAUSTED_COUNT];

extern const struct acknowledge_traits {
    bool is_last;
} acknowledge_traits[ACKNOWLEDGE_COUNT];

extern const struct on_crash_traits {
    bool recovers, has_lease, has_heartbeat, returns_alive;
} on_crash_traits[ON_CRASH_COUNT];

extern const struct crash_counts_traits {
    bool counts;
} crash_counts_traits[CRASH_COUNTS_COUNT];

extern const struct queue_place_traits {
    bool is_by_age;
} queue_place_traits[QUEUE_PLACE_COUNT];

extern const struct leaves_traits {
    bool has_end, puts_back, fails;
} leaves_traits[LEAVES_COUNT];

extern const struct ended_lease_traits {
    bool hears_all;
} ended_lease_traits[ENDED_LEASE_COUNT];

extern const struct on_child_crash_traits {
    bool is_seen, fails, retries;
} on_child_crash_traits[ON_CHILD_CRASH_COUNT];

extern const struct poll_for_traits {
    bool is_all;
} poll_for_traits[POLL_FOR_COUNT];

extern const struct retries_wait_traits {
    bool is_held;
} retries_wait_traits[RETRIES_WAIT_COUNT];

extern const struct key_traits {
    bool is_per_job, is_per_attempt;
} key_traits[KEY_COUNT];

extern const struct preset_traits {
    const char *pinned, *system, *family, *source, *left_out;
    enum code_style code;
} preset_traits[PRESET_COUNT];

/* By what a file and the command line call a preset: the names of all rows, then their pinned ones. */
enum { PRESET_WORD_COUNT = 2 * PRESET_COUNT };
extern const char *const preset_words[PRESET_WORD_COUNT];

static inline enum preset preset_of_word(uint32_t word)
{
    return (enum preset)(word % PRESET_COUNT);
}

extern const struct post_state_traits {
    bool is_made;
} post_state_traits[POST_STATE_COUNT];

extern const struct job_state_traits {
    bool is_alive;
} job_state_traits[JOB_STATE_COUNT];

extern const struct ended_traits {
    bool is_cut;
} ended_traits[ENDED_COUNT];

extern const char *const wish_words[WISH_COUNT];

extern const struct stop_traits {
    unsigned subjects; /* bits: enum stop_subject */
    bool is_end;
} stop_traits[STOP_COUNT];

extern const struct ask_traits {
    enum ask_of of;
    bool is_of_place, is_usual, has_many;
} ask_traits[ASK_COUNT];

/* Of a gate that does not say what it asks: what has the most choices. */
#define ASK_BEST ((enum ask)ASK_COUNT)

/* The index of `name` in `names`, or -1. */
int word_find(const char *name, const char *const *names, size_t count);

/* Whether it ends in an exception, which within a step a rescue sees and the retries count. */
static inline bool fault_raises(enum fault_kind kind)
{
    return fault_traits[kind].effect == STRIKE_RAISES || fault_traits[kind].effect == STRIKE_RAISES_LATER;
}

/* Whether it lets go on, later, what it strikes. */
static inline bool fault_pauses(enum fault_kind kind)
{
    return fault_traits[kind].effect == STRIKE_PAUSES || fault_traits[kind].effect == STRIKE_FREEZES;
}

/* How long a micro-step takes where nobody says otherwise: in a bot's post; of a job's own, which are fetch,
 * acknowledge, and those of its enqueues and waits. */
static inline struct duration post_latency_default(enum micro micro)
{
    return duration_fixed(micro_traits[micro].in_post);
}

static inline struct duration job_latency_default(enum micro micro)
{
    return duration_fixed(micro_traits[micro].in_job);
}

/* Whether the guard asks the receiver, and not a note of our own. */
static inline bool guard_asks_receiver(enum guard guard)
{
    enum micro asks = guard_traits[guard].asks;

    return asks != MICRO_NONE && (micro_traits[asks].traits & MICRO_IS_RECEIVED) != 0;
}

/* The names of the rows that have a trait, into `out`; each returns how many. They are the guards by whose key the
 * receiver recognises a post, and those that ask it; the micro-steps outside the steps; the faults that strike there,
 * and those that have a length; the ways of a crash by which jobs come back, and those with a lease or a heartbeat;
 * those by which one may come back under a living attempt; what makes no failure of a crash; what a deploy leaves that
 * lets jobs run so long and no longer; what is looked for where jobs are taken at any time; what happens to a bot, to a
 * job, to nobody; what may be asked of a bot. */
size_t guards_recognising(const char *out[GUARD_COUNT]);
size_t guards_asking_receiver(const char *out[GUARD_COUNT]);
size_t micros_outside(const char *out[MICRO_COUNT]);
size_t faults_outside(const char *out[FAULT_COUNT]);
size_t faults_with_length(const char *out[FAULT_COUNT]);
size_t ways_recovering(const char *out[ON_CRASH_COUNT]);
size_t counts_not(const char *out[CRASH_COUNTS_COUNT]);
size_t ways_with_lease(const char *out[ON_CRASH_COUNT]);
size_t ways_returning_alive(const char *out[ON_CRASH_COUNT]);
size_t ways_with_heartbeat(const char *out[ON_CRASH_COUNT]);
size_t leaves_with_end(const char *out[LEAVES_COUNT]);
size_t polls_of_retries(const char *out[POLL_FOR_COUNT]);
size_t stops_of_bot(const char *out[STOP_COUNT]);
size_t stops_of_job(const char *out[STOP_COUNT]);
size_t stops_of_nobody(const char *out[STOP_COUNT]);
size_t asks_of_bot(const char *out[ASK_COUNT]);

/* By what the micro-steps of a step are known; `guard` matters for a post alone. */
struct step_form {
    enum step_kind kind;
    enum guard guard;
    enum resume resume; /* of its job */
};

/* Whether such a step has the micro-step. */
bool step_has_micro(struct step_form form, enum micro micro);

/* The micro-steps of a step in their order, into `out`; returns how many (3 … 8). */
size_t step_micros(struct step_form form, enum micro out[MICRO_COUNT]);

#endif
