#include "model/preset_option.h"

#include <string.h>

#include "base/check.h"
#include "base/given.h"
#include "base/range.h"
#include "model/preset.h"
#include "model/retry.h"

#define PLATFORM_KEY(key) &mapping_platform, key
#define RETRY_KEY(key) &mapping_retry, key
#define AS_IT_IS 0, 1000        /* the number that it is there */
#define IN_ALL (-1), 1000       /* the first execution, or the one that runs, counts there */
#define IN_MILLISECONDS 0, 1000 /* as ours */
#define IN_SECONDS 0, (1000 * SECOND)
#define IN_HALF_MILLISECONDS 0, 500
#define IN_FIFTHS 0, (1000 * SECOND / 5) /* of seconds */
#define WHOLE(number) ((number)*INT64_C(1000))
#define DAYS(days) ((days)*INT64_C(86400))
#define ACTIVE_JOB "retry_on: rails/rails activejob/lib/active_job/exceptions.rb"

/* The preset, the option, its unit, our key, the arithmetic, the least and the most that it may be, its source. The
 * bounds, in thousandths, are the system's own, or of our keys where these are narrower. */
#define OPTION_ROW_LIST(X)                                                                                             \
    X(PRESET_LAMBDA, "MaximumRetryAttempts", "retries", RETRY_KEY("limit"), AS_IT_IS, WHOLE(0), WHOLE(2),              \
      "docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html")                                     \
    X(PRESET_SIDEKIQ, "concurrency", "threads", PLATFORM_KEY("workers"), AS_IT_IS, WHOLE(1),                           \
      WHOLE(SCENARIO_WORKERS_MAX), "lib/sidekiq/config.rb")                                                            \
    X(PRESET_SIDEKIQ, "timeout", "s", PLATFORM_KEY("grace"), IN_SECONDS, WHOLE(0), WHOLE(DAYS(1)),                     \
      "lib/sidekiq/config.rb")                                                                                         \
    X(PRESET_SIDEKIQ, "max_retries", "retries", RETRY_KEY("limit"), AS_IT_IS, WHOLE(0), WHOLE(SCENARIO_RETRIES_MAX),   \
      "lib/sidekiq/config.rb")                                                                                         \
    X(PRESET_SIDEKIQ, "average_scheduled_poll_interval", "s", PLATFORM_KEY("poll"), IN_SECONDS, WHOLE(0),              \
      WHOLE(DAYS(1)), "lib/sidekiq/config.rb")                                                                         \
    X(PRESET_SIDEKIQ_PRO, "concurrency", "threads", PLATFORM_KEY("workers"), AS_IT_IS, WHOLE(1),                       \
      WHOLE(SCENARIO_WORKERS_MAX), "as sidekiq")                                                                       \
    X(PRESET_SIDEKIQ_PRO, "timeout", "s", PLATFORM_KEY("grace"), IN_SECONDS, WHOLE(0), WHOLE(DAYS(1)), "as sidekiq")   \
    X(PRESET_SIDEKIQ_PRO, "max_retries", "retries", RETRY_KEY("limit"), AS_IT_IS, WHOLE(0),                            \
      WHOLE(SCENARIO_RETRIES_MAX), "as sidekiq")                                                                       \
    X(PRESET_SIDEKIQ_PRO, "average_scheduled_poll_interval", "s", PLATFORM_KEY("poll"), IN_SECONDS, WHOLE(0),          \
      WHOLE(DAYS(1)), "as sidekiq")                                                                                    \
    X(PRESET_SQS, "VisibilityTimeout", "s", PLATFORM_KEY("lease"), IN_SECONDS, WHOLE(1), WHOLE(12 * 3600),             \
      "0 to 12 h: doc_source/sqs-visibility-timeout.md")                                                               \
    X(PRESET_SQS, "maxReceiveCount", "receptions in all", RETRY_KEY("limit"), IN_ALL, WHOLE(1), WHOLE(1000),           \
      "of a redrive policy: doc_source/sqs-dead-letter-queues.md")                                                     \
    X(PRESET_SQS, "maxReceiveCount", "receptions in all", PLATFORM_KEY("recoveries"), IN_ALL, WHOLE(1), WHOLE(1000),   \
      "a reception whose lease ends counts as well: the same page")                                                    \
    X(PRESET_SQS, "MaxNumberOfMessages", "messages", PLATFORM_KEY("workers"), AS_IT_IS, WHOLE(1), WHOLE(10),           \
      "ReceiveMessage")                                                                                                \
    X(PRESET_CRON, "backoffLimit", "retries", RETRY_KEY("limit"), AS_IT_IS, WHOLE(0), WHOLE(SCENARIO_RETRIES_MAX),     \
      "pkg/apis/batch/v1/defaults.go")                                                                                 \
    X(PRESET_CELERY, "worker_concurrency", "child processes", PLATFORM_KEY("workers"), AS_IT_IS, WHOLE(1),             \
      WHOLE(SCENARIO_WORKERS_MAX), "celery/app/defaults.py")                                                           \
    X(PRESET_CELERY, "worker_prefetch_multiplier", "jobs for each child process", PLATFORM_KEY("prefetch"), AS_IT_IS,  \
      WHOLE(1), WHOLE(SCENARIO_PREFETCH_MAX), "not acknowledged: celery/app/defaults.py:321")                          \
    X(PRESET_CELERY, "max_retries", "retries, 3 where a task retries itself", RETRY_KEY("limit"), AS_IT_IS, WHOLE(0),  \
      WHOLE(SCENARIO_RETRIES_MAX), "of a task: celery/app/task.py:180")                                                \
    X(PRESET_CELERY, "default_retry_delay", "s", RETRY_KEY("wait"), IN_SECONDS, WHOLE(0), WHOLE(DAYS(30)),             \
      "of a task: celery/app/task.py:184")                                                                             \
    X(PRESET_CELERY, "visibility_timeout", "s", PLATFORM_KEY("lease"), IN_SECONDS, WHOLE(1), WHOLE(DAYS(30)),          \
      "of broker_transport_options: kombu/transport/redis.py:627")                                                     \
    X(PRESET_CELERY_LATE, "worker_concurrency", "child processes", PLATFORM_KEY("workers"), AS_IT_IS, WHOLE(1),        \
      WHOLE(SCENARIO_WORKERS_MAX), "as celery")                                                                        \
    X(PRESET_CELERY_LATE, "worker_prefetch_multiplier", "jobs for each child process", PLATFORM_KEY("prefetch"),       \
      IN_ALL, WHOLE(1), WHOLE(1 + SCENARIO_PREFETCH_MAX), "the one that runs is among them: as celery")                \
    X(PRESET_CELERY_LATE, "max_retries", "retries, 3 where a task retries itself", RETRY_KEY("limit"), AS_IT_IS,       \
      WHOLE(0), WHOLE(SCENARIO_RETRIES_MAX), "as celery")                                                              \
    X(PRESET_CELERY_LATE, "default_retry_delay", "s", RETRY_KEY("wait"), IN_SECONDS, WHOLE(0), WHOLE(DAYS(30)),        \
      "as celery")                                                                                                     \
    X(PRESET_CELERY_LATE, "visibility_timeout", "s", PLATFORM_KEY("lease"), IN_SECONDS, WHOLE(1), WHOLE(DAYS(30)),     \
      "of broker_transport_options: kombu/transport/redis.py:627")                                                     \
    X(PRESET_BULLMQ, "attempts", "executions in all", RETRY_KEY("limit"), IN_ALL, WHOLE(0),                            \
      WHOLE(SCENARIO_RETRIES_MAX), "classes/job.js:87, 455")                                                           \
    X(PRESET_BULLMQ, "backoff", "ms", RETRY_KEY("wait"), IN_MILLISECONDS, WHOLE(0), WHOLE(1000 * DAYS(30)),            \
      "a number is a fixed delay: classes/backoffs.js:26")                                                             \
    X(PRESET_BULLMQ, "lockDuration", "ms", PLATFORM_KEY("lease"), IN_MILLISECONDS, WHOLE(2), WHOLE(1000 * DAYS(1)),    \
      "classes/worker.js:43")                                                                                          \
    X(PRESET_BULLMQ, "lockDuration", "ms", PLATFORM_KEY("renew"), IN_HALF_MILLISECONDS, WHOLE(2),                      \
      WHOLE(1000 * DAYS(1)), "classes/worker.js:78")                                                                   \
    X(PRESET_BULLMQ, "lockRenewTime", "ms", PLATFORM_KEY("renew"), IN_MILLISECONDS, WHOLE(1), WHOLE(1000 * DAYS(1)),   \
      "classes/worker.js:78")                                                                                          \
    X(PRESET_BULLMQ, "stalledInterval", "ms", PLATFORM_KEY("check_every"), IN_MILLISECONDS, WHOLE(1),                  \
      WHOLE(1000 * DAYS(1)), "classes/worker.js:43")                                                                   \
    X(PRESET_BULLMQ, "maxStalledCount", "recoveries", PLATFORM_KEY("recoveries"), AS_IT_IS, WHOLE(0),                  \
      WHOLE(SCENARIO_RETRIES_MAX), "classes/worker.js:43")                                                             \
    X(PRESET_BULLMQ, "concurrency", "jobs", PLATFORM_KEY("workers"), AS_IT_IS, WHOLE(1), WHOLE(SCENARIO_WORKERS_MAX),  \
      "classes/worker.js:43")                                                                                          \
    X(PRESET_PG_BOSS, "retryLimit", "retries", RETRY_KEY("limit"), AS_IT_IS, WHOLE(0), WHOLE(SCENARIO_RETRIES_MAX),    \
      "plans.js:16")                                                                                                   \
    X(PRESET_PG_BOSS, "retryDelay", "s", RETRY_KEY("wait"), IN_SECONDS, WHOLE(0), WHOLE(DAYS(30)), "plans.js:3086")    \
    X(PRESET_PG_BOSS, "expireInSeconds", "s", PLATFORM_KEY("lease"), IN_SECONDS, WHOLE(1), WHOLE(DAYS(1)),             \
      "plans.js:85")                                                                                                   \
    X(PRESET_PG_BOSS, "pollingIntervalSeconds", "s", PLATFORM_KEY("poll"), IN_SECONDS, 500, WHOLE(DAYS(1)),            \
      "0.5 at least: attorney.js:639")                                                                                 \
    X(PRESET_RQ, "max", "retries", RETRY_KEY("limit"), AS_IT_IS, WHOLE(0), WHOLE(SCENARIO_RETRIES_MAX),                \
      "of Retry: rq/job.py:1344")                                                                                      \
    X(PRESET_RQ, "interval", "s", RETRY_KEY("wait"), IN_SECONDS, WHOLE(0), WHOLE(DAYS(30)),                            \
      "of Retry: rq/job.py:1344")                                                                                      \
    X(PRESET_OBAN, "limit", "jobs", PLATFORM_KEY("workers"), AS_IT_IS, WHOLE(1), WHOLE(SCENARIO_WORKERS_MAX),          \
      "of a queue")                                                                                                    \
    X(PRESET_OBAN, "max_attempts", "executions in all", RETRY_KEY("limit"), IN_ALL, WHOLE(1),                          \
      WHOLE(SCENARIO_RETRIES_MAX), "of a worker: lib/oban/migrations/postgres/v01.ex:39")                              \
    X(PRESET_OBAN, "shutdown_grace_period", "ms", PLATFORM_KEY("grace"), IN_MILLISECONDS, WHOLE(0),                    \
      WHOLE(1000 * DAYS(1)), "lib/oban/config.ex:43")                                                                  \
    X(PRESET_OBAN, "rescue_after", "ms", PLATFORM_KEY("lease"), IN_MILLISECONDS, WHOLE(1), WHOLE(1000 * DAYS(1)),      \
      "of Lifeline: lib/oban/lifeline.ex:75")                                                                          \
    X(PRESET_GOOD_JOB, "max_threads", "threads", PLATFORM_KEY("workers"), AS_IT_IS, WHOLE(1),                          \
      WHOLE(SCENARIO_WORKERS_MAX), "lib/good_job/configuration.rb:15")                                                 \
    X(PRESET_GOOD_JOB, "attempts", "executions in all", RETRY_KEY("limit"), IN_ALL, WHOLE(1),                          \
      WHOLE(SCENARIO_RETRIES_MAX), "of " ACTIVE_JOB)                                                                   \
    X(PRESET_GOOD_JOB, "wait", "s", RETRY_KEY("wait"), IN_SECONDS, WHOLE(0), WHOLE(DAYS(30)), "of " ACTIVE_JOB)        \
    X(PRESET_SOLID_QUEUE, "threads", "threads", PLATFORM_KEY("workers"), AS_IT_IS, WHOLE(1),                           \
      WHOLE(SCENARIO_WORKERS_MAX), "lib/solid_queue/configuration.rb:21")                                              \
    X(PRESET_SOLID_QUEUE, "processes", "processes", PLATFORM_KEY("processes"), AS_IT_IS, WHOLE(1),                     \
      WHOLE(SCENARIO_WORKERS_MAX), "lib/solid_queue/configuration.rb:22")                                              \
    X(PRESET_SOLID_QUEUE, "polling_interval", "s", PLATFORM_KEY("poll"), IN_SECONDS, WHOLE(0), WHOLE(DAYS(1)),         \
      "of the dispatcher: lib/solid_queue/configuration.rb:28")                                                        \
    X(PRESET_SOLID_QUEUE, "shutdown_timeout", "s", PLATFORM_KEY("grace"), IN_SECONDS, WHOLE(0), WHOLE(DAYS(1)),        \
      "lib/solid_queue.rb:33")                                                                                         \
    X(PRESET_SOLID_QUEUE, "process_alive_threshold", "s", PLATFORM_KEY("heartbeat"), IN_SECONDS, WHOLE(1),             \
      WHOLE(DAYS(1)), "lib/solid_queue.rb:31")                                                                         \
    X(PRESET_SOLID_QUEUE, "attempts", "executions in all", RETRY_KEY("limit"), IN_ALL, WHOLE(1),                       \
      WHOLE(SCENARIO_RETRIES_MAX), "of " ACTIVE_JOB)                                                                   \
    X(PRESET_SOLID_QUEUE, "wait", "s", RETRY_KEY("wait"), IN_SECONDS, WHOLE(0), WHOLE(DAYS(30)), "of " ACTIVE_JOB)     \
    X(PRESET_RESQUE, "prune_interval", "s", PLATFORM_KEY("heartbeat"), IN_SECONDS, WHOLE(1), WHOLE(DAYS(1)),           \
      "lib/resque.rb:201")                                                                                             \
    X(PRESET_FAKTORY, "reserve_for", "s", PLATFORM_KEY("lease"), IN_SECONDS, WHOLE(60), WHOLE(86400),                  \
      "60 s to a day: manager/working.go:111")                                                                         \
    X(PRESET_FAKTORY, "retry", "retries", RETRY_KEY("limit"), AS_IT_IS, WHOLE(1), WHOLE(SCENARIO_RETRIES_MAX),         \
      "of a job; 0 would discard it: client/job.go:13, manager/retry.go")                                              \
    X(PRESET_FAKTORY, "concurrency", "threads", PLATFORM_KEY("workers"), AS_IT_IS, WHOLE(1),                           \
      WHOLE(SCENARIO_WORKERS_MAX), "faktory_worker_ruby lib/faktory.rb:19")                                            \
    X(PRESET_FAKTORY, "timeout", "s", PLATFORM_KEY("grace"), IN_SECONDS, WHOLE(0), WHOLE(DAYS(1)),                     \
      "faktory_worker_ruby lib/faktory.rb:26")                                                                         \
    X(PRESET_DELAYED_JOB, "max_attempts", "executions in all", RETRY_KEY("limit"), IN_ALL, WHOLE(1),                   \
      WHOLE(SCENARIO_RETRIES_MAX), "lib/delayed/worker.rb:15")                                                         \
    X(PRESET_DELAYED_JOB, "max_run_time", "s", PLATFORM_KEY("lease"), IN_SECONDS, WHOLE(1), WHOLE(DAYS(30)),           \
      "lib/delayed/worker.rb:16")                                                                                      \
    X(PRESET_DELAYED_JOB, "sleep_delay", "s", PLATFORM_KEY("poll"), IN_SECONDS, WHOLE(0), WHOLE(DAYS(1)),              \
      "lib/delayed/worker.rb:14")                                                                                      \
    X(PRESET_HANGFIRE, "Attempts", "retries", RETRY_KEY("limit"), AS_IT_IS, WHOLE(0), WHOLE(SCENARIO_RETRIES_MAX),     \
      "of AutomaticRetry: src/Hangfire.Core/AutomaticRetryAttribute.cs:86")                                            \
    X(PRESET_HANGFIRE, "WorkerCount", "workers", PLATFORM_KEY("workers"), AS_IT_IS, WHOLE(1),                          \
      WHOLE(SCENARIO_WORKERS_MAX), "src/Hangfire.Core/BackgroundJobServerOptions.cs:42")                               \
    X(PRESET_HANGFIRE, "SlidingInvisibilityTimeout", "s", PLATFORM_KEY("lease"), IN_SECONDS, WHOLE(5), WHOLE(DAYS(1)), \
      "src/Hangfire.SqlServer/SqlServerStorageOptions.cs:38")                                                          \
    X(PRESET_HANGFIRE, "SlidingInvisibilityTimeout", "s", PLATFORM_KEY("renew"), IN_FIFTHS, WHOLE(5), WHOLE(DAYS(1)),  \
      "src/Hangfire.SqlServer/SqlServerTimeoutJob.cs:61")                                                              \
    X(PRESET_HANGFIRE, "SchedulePollingInterval", "s", PLATFORM_KEY("poll"), IN_SECONDS, WHOLE(0), WHOLE(DAYS(1)),     \
      "src/Hangfire.Core/Server/DelayedJobScheduler.cs:73")                                                            \
    X(PRESET_HANGFIRE, "ShutdownTimeout", "s", PLATFORM_KEY("grace"), IN_SECONDS, WHOLE(0), WHOLE(DAYS(1)),            \
      "src/Hangfire.Core/Server/BackgroundProcessingServer.cs:43")

#define OPTION_ROW(preset, name, unit, ...) {(preset), GIVEN(name), GIVEN(unit), __VA_ARGS__},
static const struct preset_option rows[] = {OPTION_ROW_LIST(OPTION_ROW)};

#define THOUSAND 1000

const struct preset_option *preset_option_next(enum preset preset, const char *name, const struct preset_option *last)
{
    for (const struct preset_option *at = last ? last + 1 : rows; at < rows + sizeof rows / sizeof *rows; at++)
        if (at->preset == preset && (!name || strcmp(at->name, name) == 0))
            return at;
    return NULL;
}

int64_t preset_option_forth(const struct preset_option *option, int64_t thousandths)
{
    return max_i64((thousandths + option->add * THOUSAND) * option->times / (THOUSAND * THOUSAND), 0);
}

int64_t preset_option_back(const struct preset_option *option, int64_t number)
{
    return number * THOUSAND * THOUSAND / option->times - option->add * THOUSAND;
}

int64_t preset_option_usual(const struct preset_option *option)
{
    const struct preset_values *values = preset_values(option->preset);
    const struct key *key = key_find(option->mapping, option->key);
    struct datum datum;

    if (key->member_size == 0) /* a retry's wait */
        return preset_option_back(option, values->retry.wait_count > 0 ? values->retry.waits[0].low : 0);
    datum = member_get(key, option->mapping == &mapping_retry ? (const void *)&values->retry : &values->platform);
    return preset_option_back(option, datum.number + datum.duration.low);
}

void preset_option_key_write(const struct preset_option *option, struct text *out)
{
    text_addf(out, "%s.%s", option->mapping->tag, option->key);
}

/* Is what it stands for a whole number of the key's unit? */
static bool is_whole(const struct preset_option *option, int64_t thousandths)
{
    return thousandths * option->times % (THOUSAND * THOUSAND) == 0;
}

static bool stands_for(const struct preset_option *option, const struct mapping *mapping, const struct key *key)
{
    return option->mapping == mapping && strcmp(option->key, key->name) == 0;
}

const struct preset_option *preset_option_for(enum preset preset, const struct mapping *mapping, const struct key *key,
                                              const struct datum *datum, int64_t *out)
{
    const bool is_time = value_form_is_duration(value_rules[key->value].form);
    const int64_t number = is_time ? datum->duration.low : datum->number;

    if (is_time && datum->duration.kind != DURATION_FIXED)
        return NULL;
    for (const struct preset_option *at = NULL; (at = preset_option_next(preset, NULL, at));) {
        if (!stands_for(at, mapping, key) || number < preset_option_forth(at, at->low) ||
            number > preset_option_forth(at, at->high))
            continue;
        *out = preset_option_back(at, number);
        if (is_whole(at, *out) && preset_option_forth(at, *out) == number)
            return at;
    }
    return NULL;
}

bool preset_option_offers(enum preset preset, const struct mapping *mapping, const struct key *key,
                          const struct datum *datum)
{
    bool is_option = false;
    int64_t thousandths;

    for (const struct preset_option *at = NULL; (at = preset_option_next(preset, NULL, at));)
        is_option = is_option || stands_for(at, mapping, key);
    return preset == PRESET_NONE || (!is_option && mapping != &mapping_platform) ||
           preset_option_for(preset, mapping, key, datum, &thousandths) != NULL;
}

static void option_number_write(int64_t thousandths, struct text *out)
{
    value_write(VALUE_OPTION, &(struct datum){.number = thousandths}, out);
}

void preset_option_range_write(const struct preset_option *option, struct text *out)
{
    option_number_write(option->low, out);
    text_add(out, " to ");
    option_number_write(option->high, out);
    text_addf(out, " %s%s", option->unit, is_whole(option, THOUSAND / 2) ? "" : ", whole");
}

size_t preset_option_names(enum preset preset, const char *names[])
{
    const struct preset_option *at = NULL;
    size_t count = 0;

    while ((at = preset_option_next(preset, NULL, at)))
        if (word_find(at->name, names, count) < 0)
            names[count++] = at->name;
    return count;
}

/* Tells which presets have the option. */
static void presets_hint(struct diag *diag, const char *option)
{
    const char *having[PRESET_COUNT];
    struct text list = {0};
    size_t count = 0;

    for (int p = 0; p < PRESET_COUNT; p++)
        if (preset_option_next((enum preset)p, option, NULL))
            having[count++] = preset_names[p];
    text_add_list(&list, having, count, " or ");
    diag_hint(diag, "it goes with preset: %s", text_str(&list));
    text_release(&list);
}

static void name_refuse(const struct platform *platform, const char *name, struct mark mark, struct diags *diags)
{
    const char *names[sizeof rows / sizeof *rows];
    const size_t count = preset_option_names(platform->preset, names);
    struct diag *diag = diags_add(diags, mark, "\"%s\" is no option of \"preset: %s\"", name,
                                  preset_words[platform->preset_word]);

    if (count > 0)
        diag_allow_words(diag, name, names, count);
    if (!word_nearest(name, names, count))
        presets_hint(diag, name);
}

bool preset_option_check(const struct platform *platform, const struct key *option, struct mark name,
                         struct mark number, struct diags *diags)
{
    const int64_t thousandths = member_get(option, platform).number;
    const struct preset_option *row = preset_option_next(platform->preset, option->name, NULL);
    struct text found = {0}, range = {0};

    if (!row) {
        name_refuse(platform, option->name, name, diags);
        return false;
    }
    if (thousandths >= row->low && thousandths <= row->high && is_whole(row, thousandths))
        return true;
    option_number_write(thousandths, &found);
    preset_option_range_write(row, &range);
    diag_allow(diags_add(diags, number, "\"%s\" cannot be %s", option->name, text_str(&found)), "%s", text_str(&range));
    text_release(&range);
    text_release(&found);
    return false;
}

/* The next row of the mapping whose option is given; `*datum` is what its key is then. */
static const struct preset_option *given_next(const struct platform *platform, const struct mapping *mapping,
                                              const char *name, const struct preset_option *last, struct datum *datum)
{
    while ((last = preset_option_next(platform->preset, name, last))) {
        const int64_t thousandths = member_get(key_find(&mapping_options, last->name), platform).number;
        const int64_t number = preset_option_forth(last, thousandths);

        *datum = (struct datum){.number = number, .duration = duration_fixed(number)};
        if (last->mapping == mapping && thousandths != OPTION_NONE)
            return last;
    }
    return NULL;
}

void platform_take_options(struct platform *platform, const char *name)
{
    const struct preset_option *row = NULL;
    struct datum datum;

    while ((row = given_next(platform, &mapping_platform, name, row, &datum)))
        CHECK(member_set(key_find(&mapping_platform, row->key), platform, &datum, NULL));
}

bool retry_take_options(const struct platform *platform, struct retry *retry, struct arena *arena)
{
    const struct preset_option *row = NULL;
    struct datum datum;

    while ((row = given_next(platform, &mapping_retry, NULL, row, &datum))) {
        const struct key_path path = {.key = key_find(&mapping_retry, row->key)};
        struct err err;

        if (!retry_set(retry, &path, &datum, arena, &err))
            return false;
    }
    if (retry->kind == RETRY_LIST)
        retry->wait_count = min_u32(retry->wait_count, retry->limit);
    return true;
}
