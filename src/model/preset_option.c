#include "model/preset_option.h"

#include <string.h>

#include "base/check.h"
#include "base/given.h"
#include "base/range.h"
#include "model/preset.h"
#include "model/retry.h"

#define PLATFORM_KEY(key) &mapping_platform, key
#define RETRY_KEY(key) &mapping_retry, key
#define AS_IT_IS 0, 1        /* numbers that are the same here and there */
#define IN_ALL (-1), 1       /* the first execution counts there */
#define IN_MILLISECONDS 0, 1 /* times: ours are in ms */
#define IN_SECONDS 0, SECOND
#define IN_HALF_SECONDS 0, (SECOND / 2)
#define DAYS(days) ((days)*24 * 3600)

/* The preset, the option, its unit, our key, the arithmetic, the least and the most that it may be, its source. The
 * bounds are the system's own, or of our keys where these are narrower. */
#define OPTION_ROW_LIST(X)                                                                                             \
    X(PRESET_LAMBDA, "MaximumRetryAttempts", "retries", RETRY_KEY("limit"), AS_IT_IS, 0, 2,                            \
      "PutFunctionEventInvokeConfig: docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html")       \
    X(PRESET_SIDEKIQ, "concurrency", "threads", PLATFORM_KEY("workers"), AS_IT_IS, 1, SCENARIO_WORKERS_MAX,            \
      "lib/sidekiq/config.rb")                                                                                         \
    X(PRESET_SIDEKIQ, "timeout", "s", PLATFORM_KEY("grace"), IN_SECONDS, 0, DAYS(1), "lib/sidekiq/config.rb")          \
    X(PRESET_SIDEKIQ, "max_retries", "retries", RETRY_KEY("limit"), AS_IT_IS, 0, SCENARIO_RETRIES_MAX,                 \
      "lib/sidekiq/config.rb")                                                                                         \
    X(PRESET_SIDEKIQ, "average_scheduled_poll_interval", "s", PLATFORM_KEY("poll"), IN_SECONDS, 0, DAYS(1),            \
      "lib/sidekiq/config.rb")                                                                                         \
    X(PRESET_SIDEKIQ_PRO, "concurrency", "threads", PLATFORM_KEY("workers"), AS_IT_IS, 1, SCENARIO_WORKERS_MAX,        \
      "as sidekiq")                                                                                                    \
    X(PRESET_SIDEKIQ_PRO, "timeout", "s", PLATFORM_KEY("grace"), IN_SECONDS, 0, DAYS(1), "as sidekiq")                 \
    X(PRESET_SIDEKIQ_PRO, "max_retries", "retries", RETRY_KEY("limit"), AS_IT_IS, 0, SCENARIO_RETRIES_MAX,             \
      "as sidekiq")                                                                                                    \
    X(PRESET_SIDEKIQ_PRO, "average_scheduled_poll_interval", "s", PLATFORM_KEY("poll"), IN_SECONDS, 0, DAYS(1),        \
      "as sidekiq")                                                                                                    \
    X(PRESET_SQS, "VisibilityTimeout", "s", PLATFORM_KEY("lease"), IN_SECONDS, 1, 12 * 3600,                           \
      "0 to 12 h: doc_source/sqs-visibility-timeout.md")                                                               \
    X(PRESET_SQS, "maxReceiveCount", "receptions in all", RETRY_KEY("limit"), IN_ALL, 1, 1000,                         \
      "of a redrive policy: doc_source/sqs-dead-letter-queues.md")                                                     \
    X(PRESET_SQS, "maxReceiveCount", "receptions in all", PLATFORM_KEY("recoveries"), IN_ALL, 1, 1000,                 \
      "a reception whose lease ends counts as well: the same page")                                                    \
    X(PRESET_SQS, "MaxNumberOfMessages", "messages", PLATFORM_KEY("workers"), AS_IT_IS, 1, 10, "ReceiveMessage")       \
    X(PRESET_CRON, "backoffLimit", "retries", RETRY_KEY("limit"), AS_IT_IS, 0, SCENARIO_RETRIES_MAX,                   \
      "pkg/apis/batch/v1/defaults.go")

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
    return max_i64((thousandths + option->add * THOUSAND) * option->times / THOUSAND, 0);
}

int64_t preset_option_back(const struct preset_option *option, int64_t number)
{
    return number * THOUSAND / option->times - option->add * THOUSAND;
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
    return thousandths * option->times % THOUSAND == 0;
}

static size_t names_of(enum preset preset, const char *names[])
{
    const struct preset_option *at = NULL;
    size_t count = 0;

    while ((at = preset_option_next(preset, NULL, at)))
        if (word_find(at->name, names, count) < 0)
            names[count++] = at->name;
    return count;
}

static void name_refuse(const struct platform *platform, const char *name, struct mark mark, struct diags *diags)
{
    const char *names[sizeof rows / sizeof *rows];
    const size_t count = names_of(platform->preset, names);
    struct diag *diag = diags_add(diags, mark, "\"%s\" is no option of \"preset: %s\"", name,
                                  preset_words[platform->preset_word]);

    if (count > 0)
        diag_allow_words(diag, name, names, count);
    else
        diag_hint(diag, "options go with the preset of a system that has them");
}

bool preset_option_check(const struct platform *platform, const struct key *option, struct mark name,
                         struct mark number, struct diags *diags)
{
    const int64_t thousandths = member_get(option, platform).number;
    const struct preset_option *row = preset_option_next(platform->preset, option->name, NULL);
    struct text found = {0};

    if (!row) {
        name_refuse(platform, option->name, name, diags);
        return false;
    }
    if (thousandths >= row->low * (int64_t)THOUSAND && thousandths <= row->high * (int64_t)THOUSAND &&
        is_whole(row, thousandths))
        return true;
    value_write(option->value, &(struct datum){.number = thousandths}, &found);
    diag_allow(diags_add(diags, number, "\"%s\" cannot be %s", option->name, text_str(&found)), "%u to %u %s%s",
               (unsigned)row->low, (unsigned)row->high, row->unit, is_whole(row, THOUSAND / 2) ? "" : ", whole");
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
