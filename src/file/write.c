/* A scenario as a file: minimal, in the order of keys.h, read back by scenario_load to the same scenario. The raw
 * structs are filled from the model, defaults left out, and emitted. */
#include "file/write.h"

#include <inttypes.h>
#include <string.h>

#include "base/check.h"
#include "base/decimal.h"
#include "file/emit.h"
#include "model/fault_place.h"
#include "model/preset.h"
#include "model/scenario.h"

/* A scenario that is being written. What is made for it is the arena's. */
struct writer {
    const struct scenario *scenario;
    struct arena arena;
    bool failed; /* memory is out */
};

static void *array_make(struct writer *writer, size_t count, size_t size)
{
    void *array = arena_array(&writer->arena, count, size);

    writer->failed = writer->failed || !array;
    return array;
}

/* NULL of no entries, so that the key is left out. */
static void *list_make(struct writer *writer, uint32_t count, size_t size)
{
    return count == 0 ? NULL : array_make(writer, count, size);
}

/* The text for good; releases it. */
static const char *text_keep(struct writer *writer, struct text *text)
{
    const char *kept = arena_string(&writer->arena, text_str(text));

    writer->failed = writer->failed || text->failed || !kept;
    text_release(text);
    return kept;
}

static const char *number(struct writer *writer, int64_t value)
{
    struct text text = {0};

    text_addf(&text, "%" PRId64, value);
    return text_keep(writer, &text);
}

static const char *duration(struct writer *writer, const struct duration *value)
{
    struct text text = {0};

    duration_write(value, &text);
    return text_keep(writer, &text);
}

static const char *length(struct writer *writer, msec value)
{
    return duration(writer, &(struct duration){DURATION_FIXED, value, value});
}

static const char *decimal(struct writer *writer, uint64_t value, unsigned decimals)
{
    struct text text = {0};

    decimal_write(value, decimals, &text);
    return text_keep(writer, &text);
}

/* The value in words; NULL, which leaves its key out, where it is the usual one. */

static const char *text_unless(const char *value, const char *usual)
{
    return strcmp(value, usual) == 0 ? NULL : value;
}

static const char *word_unless(const char *const *names, unsigned value, unsigned usual)
{
    return value == usual ? NULL : names[value];
}

static const char *number_unless(struct writer *writer, int64_t value, int64_t usual)
{
    return value == usual ? NULL : number(writer, value);
}

static const char *length_unless(struct writer *writer, msec value, msec usual)
{
    return value == usual ? NULL : length(writer, value);
}

static bool duration_is(const struct duration *a, const struct duration *b)
{
    return a->kind == b->kind && a->low == b->low && a->high == b->high;
}

static const char *duration_unless(struct writer *writer, const struct duration *value, struct duration usual)
{
    return duration_is(value, &usual) ? NULL : duration(writer, value);
}

static const char *bot_name(const struct writer *writer, int bot)
{
    return bot == NO_INDEX ? NULL : writer->scenario->bots[bot].name;
}

static const char *job_name(const struct writer *writer, int job)
{
    return job == NO_INDEX ? NULL : writer->scenario->jobs[job].name;
}

/* The mapping, or NULL where nothing of it is given. */
static void *unless_empty(void *raw, size_t size)
{
    static const char *const nothing[32];

    CHECK(size <= sizeof nothing);
    return raw && memcmp(raw, nothing, size) == 0 ? NULL : raw;
}

/* The latencies that are not the default ones, as a raw struct of `mapping`, whose keys are micro-steps. */
static void *latency_fill(struct writer *writer, const struct mapping *mapping,
                          struct duration (*latency_default)(enum micro), const struct duration latency[MICRO_COUNT])
{
    void *raw = array_make(writer, 1, mapping->size);
    bool has_any = false;

    for (size_t i = 0; raw && i < mapping->key_count; i++) {
        const struct key *key = &mapping->keys[i];
        const int micro = word_find(key->name, micro_names, MICRO_COUNT);
        const char *text;

        CHECK(micro >= 0);
        text = duration_unless(writer, &latency[micro], latency_default((enum micro)micro));
        key_set(key, raw, text, 0);
        has_any = has_any || text;
    }
    return has_any ? raw : NULL;
}

static void bot_fill(struct writer *writer, const struct bot *bot, struct raw_bot *raw)
{
    char handle[HANDLE_SIZE];

    handle_of_name(bot->name, handle);
    raw->name = bot->name;
    raw->handle = text_unless(bot->handle, handle);
    raw->pronoun = word_unless(pronoun_names, bot->pronoun, PRONOUN_IT);
    raw->done = text_unless(bot->done, "done");
    if (bot->post_count == 1) {
        raw->post = bot->posts[0];
    } else {
        raw->posts = bot->posts;
        raw->posts_count = bot->post_count;
    }
    raw->guard = word_unless(guard_names, bot->guard, GUARD_NONE);
    raw->key = word_unless(key_scope_names, bot->key, KEY_OCCURRENCE);
    raw->expires = length_unless(writer, bot->key_expires, MSEC_NEVER);
    raw->visible_after = length_unless(writer, bot->visible_after, 0);
    raw->due = length_unless(writer, bot->due, MSEC_NONE);
    raw->latency = latency_fill(writer, &mapping_post_latency, post_latency_default, bot->latency);
}

static void step_fill(struct writer *writer, const struct step *step, struct raw_step *raw)
{
    switch (step->kind) {
    case STEP_POST:
        raw->post = bot_name(writer, step->target);
        raw->skipped = word_unless(skipped_names, step->skipped, SKIPPED_NEXT);
        return;
    case STEP_ENQUEUE:
        raw->enqueue = job_name(writer, step->target);
        return;
    case STEP_WAIT:
        raw->wait = duration(writer, &step->wait);
        return;
    }
}

static bool retry_is(const struct retry *a, const struct retry *b)
{
    if (a->limit != b->limit || a->kind != b->kind || a->wait_count != b->wait_count)
        return false;
    for (uint32_t i = 0; i < a->wait_count; i++) {
        if (!duration_is(&a->waits[i], &b->waits[i]))
            return false;
    }
    if (a->kind == RETRY_EXPONENTIAL)
        return a->first == b->first && a->factor_milli == b->factor_milli && a->max == b->max;
    return a->kind != RETRY_SIDEKIQ || a->jitter == b->jitter;
}

static void exponential_fill(struct writer *writer, const struct retry *retry, struct raw_retry *raw)
{
    raw->exponential = array_make(writer, 1, sizeof *raw->exponential);
    if (raw->exponential)
        *raw->exponential = (struct raw_exponential){
            .first = length(writer, retry->first),
            .factor = decimal(writer, retry->factor_milli, FACTOR_DECIMALS),
            .max = length(writer, retry->max),
        };
}

static void waits_fill(struct writer *writer, const struct retry *retry, struct raw_retry *raw)
{
    switch (retry->kind) {
    case RETRY_FIXED:
        if (retry->wait_count > 0)
            raw->wait = duration(writer, &retry->waits[0]);
        return;
    case RETRY_LIST:
        raw->waits = array_make(writer, retry->wait_count, sizeof *raw->waits);
        raw->waits_count = raw->waits ? retry->wait_count : 0;
        for (uint32_t i = 0; i < raw->waits_count; i++)
            raw->waits[i] = duration(writer, &retry->waits[i]);
        return;
    case RETRY_EXPONENTIAL:
        exponential_fill(writer, retry, raw);
        return;
    case RETRY_SIDEKIQ:
        raw->sidekiq = retry->sidekiq_version;
        return;
    case RETRY_LEASE:
        raw->wait = "lease";
        return;
    }
}

/* NULL where it is the preset's. Without retries a wait waits for a what-if. */
static struct raw_retry *retry_fill(struct writer *writer, const struct retry *retry, const struct retry *usual)
{
    struct raw_retry *raw = retry_is(retry, usual) ? NULL : array_make(writer, 1, sizeof *raw);

    if (!raw)
        return NULL;
    raw->limit = number(writer, retry->limit);
    if (retry->limit > 0 || retry->kind == RETRY_FIXED)
        waits_fill(writer, retry, raw);
    return raw;
}

static void job_fill(struct writer *writer, const struct job *job, struct raw_job *raw)
{
    const struct preset_values *usual = preset_values(writer->scenario->platform.preset);

    raw->name = job->name;
    raw->queue = text_unless(job->queue, "default");
    raw->rescue = word_unless(rescue_names, job->rescue, RESCUE_NONE);
    raw->steps = array_make(writer, job->step_count, sizeof *raw->steps);
    raw->steps_count = raw->steps ? job->step_count : 0;
    for (uint32_t i = 0; i < raw->steps_count; i++)
        step_fill(writer, &job->steps[i], &raw->steps[i]);
    raw->retry = retry_fill(writer, &job->retry, &usual->retry);
    raw->exhausted = word_unless(exhausted_names, job->exhausted, usual->exhausted);
    raw->latency = latency_fill(writer, &mapping_job_latency, job_latency_default, job->latency);
}

/* What is not as the preset has it. */
static struct raw_platform *platform_fill(struct writer *writer, const struct platform *platform)
{
    const struct platform *usual = &preset_values(platform->preset)->platform;
    struct raw_platform *raw = array_make(writer, 1, sizeof *raw);

    if (!raw)
        return NULL;
    raw->preset = word_unless(preset_names, platform->preset, PRESET_NONE);
    raw->processes = number_unless(writer, platform->processes, usual->processes);
    raw->workers = number_unless(writer, platform->workers, usual->workers);
    raw->restart = length_unless(writer, platform->restart, usual->restart);
    raw->poll = length_unless(writer, platform->poll, usual->poll);
    raw->acknowledge = word_unless(acknowledge_names, platform->acknowledge, usual->acknowledge);
    raw->on_crash = word_unless(on_crash_names, platform->on_crash, usual->on_crash);
    raw->lease = length_unless(writer, platform->lease, usual->lease);
    raw->heartbeat = length_unless(writer, platform->heartbeat, usual->heartbeat);
    raw->recoveries = number_unless(writer, platform->recoveries, usual->recoveries);
    return unless_empty(raw, sizeof *raw);
}

static void entry_fill(struct writer *writer, const struct entry *entry, struct raw_entry *raw)
{
    raw->enqueue = job_name(writer, entry->job);
    raw->at = length_unless(writer, entry->at, 0);
    raw->every = duration_unless(writer, &entry->every, duration_fixed(EVERY_DEFAULT));
    raw->times = number_unless(writer, entry->times, 1);
    raw->copies = number_unless(writer, entry->copies, 1);
    raw->apart = length_unless(writer, entry->apart, 0);
}

static const char **numbers_fill(struct writer *writer, const uint32_t *list, uint32_t count)
{
    const char **texts = list_make(writer, count, sizeof *texts);

    for (uint32_t i = 0; texts && i < count; i++)
        texts[i] = number(writer, list[i]);
    return texts;
}

static void gap_fault_fill(struct writer *writer, const struct fault *fault, struct raw_fault *raw)
{
    raw->step = number_unless(writer, fault->step + 1, NO_INDEX + 1);
    *(fault->is_before ? &raw->before : &raw->after) = micro_names[fault->micro];
    raw->kind = fault_kind_names[fault->kind];
    raw->length = length_unless(writer, fault->length, fault_length_default(fault->kind));
}

static void platform_fault_fill(struct writer *writer, const struct fault *fault, struct raw_fault *raw)
{
    const struct platform_fault_traits *traits = &platform_fault_traits[fault->platform];

    raw->platform = platform_fault_names[fault->platform];
    raw->at = traits->is_timed ? length_unless(writer, fault->at, 0) : NULL;
    raw->length = traits->has_length ? length(writer, fault->length) : NULL;
    if (fault->platform == PLATFORM_KILL)
        raw->process = number_unless(writer, fault->process, 1);
    if (fault->platform == PLATFORM_DEPLOY)
        raw->grace = length_unless(writer, fault->grace, GRACE_DEFAULT);
}

static void fault_fill(struct writer *writer, const struct fault *fault, struct raw_fault *raw)
{
    raw->name = fault->name;
    raw->bot = bot_name(writer, fault->bot);
    raw->job = job_name(writer, fault->job);
    raw->times = fault->times == 0 ? "always" : number_unless(writer, fault->times, 1);
    raw->attempts = numbers_fill(writer, fault->attempts, fault->attempt_count);
    raw->attempts_count = raw->attempts ? fault->attempt_count : 0;
    raw->occurrences = numbers_fill(writer, fault->occurrences, fault->occurrence_count);
    raw->occurrences_count = raw->occurrences ? fault->occurrence_count : 0;
    raw->instance = number_unless(writer, fault->instance, 0);
    raw->from = length_unless(writer, fault->from, 0);
    raw->until = length_unless(writer, fault->until, MSEC_NEVER);
    if (fault->probability != PROBABILITY_ONE)
        raw->probability = decimal(writer, fault->probability, PROBABILITY_DECIMALS);
    if (fault->is_platform)
        platform_fault_fill(writer, fault, raw);
    else
        gap_fault_fill(writer, fault, raw);
}

static void expect_fill(struct writer *writer, const struct expect *expect, struct raw_expect *raw)
{
    raw->bot = bot_name(writer, expect->bot);
    raw->job = job_name(writer, expect->job);
    raw->occurrence = number_unless(writer, expect->occurrence, 0);
    raw->posts = number_unless(writer, expect->posts, -1);
    raw->duplicates = number_unless(writer, expect->duplicates, -1);
    raw->missed = number_unless(writer, expect->missed, -1);
    raw->late = number_unless(writer, expect->late, -1);
    raw->silent = number_unless(writer, expect->silent, -1);
    raw->attempts = number_unless(writer, expect->attempts, -1);
    if (expect->state != NO_INDEX)
        raw->state = expect->job != NO_INDEX ? job_state_names[expect->state] : post_state_names[expect->state];
}

static void faults_fill(struct writer *writer, const struct scenario *scenario, struct raw_scenario *raw)
{
    struct raw_fault *list = list_make(writer, scenario->fault_count, sizeof *list);
    unsigned count = 0;

    for (uint32_t i = 0; list && i < scenario->fault_count; i++)
        if (fault_is_reachable(scenario, &scenario->faults[i]))
            fault_fill(writer, &scenario->faults[i], &list[count++]);
    raw->faults = count > 0 ? list : NULL;
    raw->faults_count = count;
}

static void lists_fill(struct writer *writer, const struct scenario *scenario, struct raw_scenario *raw)
{
    raw->bots = list_make(writer, scenario->bot_count, sizeof *raw->bots);
    for (uint32_t i = 0; raw->bots && i < scenario->bot_count; i++)
        bot_fill(writer, &scenario->bots[i], &raw->bots[raw->bots_count++]);
    raw->jobs = list_make(writer, scenario->job_count, sizeof *raw->jobs);
    for (uint32_t i = 0; raw->jobs && i < scenario->job_count; i++)
        job_fill(writer, &scenario->jobs[i], &raw->jobs[raw->jobs_count++]);
    raw->schedule = list_make(writer, scenario->entry_count, sizeof *raw->schedule);
    for (uint32_t i = 0; raw->schedule && i < scenario->entry_count; i++)
        entry_fill(writer, &scenario->entries[i], &raw->schedule[raw->schedule_count++]);
    faults_fill(writer, scenario, raw);
    raw->expect = list_make(writer, scenario->expect_count, sizeof *raw->expect);
    for (uint32_t i = 0; raw->expect && i < scenario->expect_count; i++)
        expect_fill(writer, &scenario->expects[i], &raw->expect[raw->expect_count++]);
}

/* A fault in a gap that the bot's guard does not have would be a mistake in a file: it becomes a comment. */
static void unreachable_write(struct writer *writer, struct text *out)
{
    for (uint32_t i = 0; i < writer->scenario->fault_count; i++) {
        const struct fault *fault = &writer->scenario->faults[i];
        struct raw_fault raw = {0};

        if (fault_is_reachable(writer->scenario, fault))
            continue;
        fault_fill(writer, fault, &raw);
        text_add(out, "# left out, the guard has no such micro-step: ");
        emit_mapping(&mapping_fault, &raw, true, out);
    }
}

void scenario_write(const struct scenario *scenario, struct text *out)
{
    struct writer writer = {.scenario = scenario};
    struct raw_scenario raw = {
        .title = text_unless(scenario->title, ""),
        .question = text_unless(scenario->question, ""),
        .caption = text_unless(scenario->caption, ""),
        .computer = text_unless(scenario->computer, ""),
        .lesson = text_unless(scenario->lesson, ""),
    };

    arena_init(&writer.arena);
    raw.version = number(&writer, SCENARIO_VERSION);
    raw.platform = platform_fill(&writer, &scenario->platform);
    raw.until = length_unless(&writer, scenario->until, MSEC_NEVER);
    lists_fill(&writer, scenario, &raw);
    if (!writer.failed) {
        emit_mapping(&mapping_scenario, &raw, false, out);
        unreachable_write(&writer, out);
    }
    out->failed = out->failed || writer.failed;
    arena_release(&writer.arena);
}

/* What a file cannot hold or holds no longer. */
static void lacks_write(const struct scenario *scenario, bool is_changed, struct text *out)
{
    bool has_words = scenario->title[0] || scenario->caption[0] || scenario->lesson[0];

    if (scenario->seed != 1)
        text_addf(out, "# a file has no seed: play it with --seed %llu\n", (unsigned long long)scenario->seed);
    if (is_changed && has_words)
        text_add(out, "# title, caption and lesson are left out: they told of the scenario before these changes\n");
    if (is_changed && scenario->expect_count > 0)
        text_add(out, "# what the file expected is left out: it was expected of the scenario before these changes\n");
}

void scenario_write_made(const struct scenario *scenario, bool is_changed, const char *command, struct text *out)
{
    struct scenario kept = *scenario;

    text_add(out, "# made by: ");
    text_add_safe(out, command);
    text_add(out, "\n");
    lacks_write(scenario, is_changed, out);
    if (is_changed) {
        kept.title = kept.caption = kept.lesson = "";
        kept.expect_count = 0;
    }
    scenario_write(&kept, out);
}
