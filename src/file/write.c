/* A scenario as a file: minimal, in the order of keys.h, read back by scenario_load to the same scenario. The raw
 * structs are filled from the model, defaults left out, and emitted. */
#include "file/write.h"

#include <inttypes.h>
#include <string.h>

#include "base/check.h"
#include "file/emit.h"
#include "model/fault_place.h"
#include "model/retry.h"
#include "model/usual.h"

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

/* A value as a file has it. */
static const char *value(struct writer *writer, enum value value, struct datum datum)
{
    struct text text = {0};

    value_write(value, &datum, &text);
    return text_keep(writer, &text);
}

static const char *duration(struct writer *writer, const struct duration *wait)
{
    return value(writer, VALUE_DURATION, (struct datum){.duration = *wait});
}

/* Fills in every member of the mapping that is not the usual one; whether there was any. */
static bool members_fill(struct writer *writer, const struct mapping *mapping, const void *model, const void *usual,
                         void *raw)
{
    bool has_any = false;

    for (size_t i = 0; i < mapping->key_count; i++) {
        const struct key *key = &mapping->keys[i];
        struct datum datum, datum_usual;

        if (key->member_size == 0)
            continue;
        datum = member_get(key, model);
        datum_usual = member_get(key, usual);
        if (datum_equal(key->value, &datum, &datum_usual))
            continue;
        key_set(key, raw, datum.text ? datum.text : value(writer, key->value, datum), 0);
        has_any = true;
    }
    return has_any;
}

static const char *bot_name(const struct writer *writer, int bot)
{
    return bot == NO_INDEX ? NULL : writer->scenario->bots[bot].name;
}

static const char *job_name(const struct writer *writer, int job)
{
    return job == NO_INDEX ? NULL : writer->scenario->jobs[job].name;
}

/* A mapping of members alone; NULL where all are the usual ones. */
static void *mapping_fill(struct writer *writer, const struct mapping *mapping, const void *model, const void *usual)
{
    void *raw = array_make(writer, 1, mapping->size);

    return raw && members_fill(writer, mapping, model, usual, raw) ? raw : NULL;
}

static void bot_fill(struct writer *writer, const struct bot *bot, struct raw_bot *raw)
{
    char handle[HANDLE_SIZE];
    struct bot usual = bot_usual();

    handle_of_name(bot->name, handle);
    usual.handle = handle;
    raw->name = bot->name;
    members_fill(writer, &mapping_bot, bot, &usual, raw);
    if (bot->post_count == 1) {
        raw->post = bot->posts[0];
    } else {
        raw->posts = bot->posts;
        raw->posts_count = bot->post_count;
    }
    raw->latency = mapping_fill(writer, &mapping_post_latency, bot, &usual);
}

/* The bot of a set of one; NULL of none. */
static const char *needed_name(const struct writer *writer, bot_set needs)
{
    for (uint32_t b = 0; b < writer->scenario->bot_count; b++)
        if (needs >> b & 1)
            return writer->scenario->bots[b].name;
    return NULL;
}

static void step_fill(struct writer *writer, const struct step *step, struct raw_step *raw)
{
    switch (step->kind) {
    case STEP_POST:
        raw->post = bot_name(writer, step->target);
        raw->needs = needed_name(writer, step->needs);
        raw->skipped = step->skipped == SKIPPED_NEXT ? NULL : skipped_names[step->skipped];
        return;
    case STEP_ENQUEUE:
        raw->enqueue = job_name(writer, step->target);
        return;
    case STEP_WAIT:
        raw->wait = duration(writer, &step->wait);
        raw->from = step->from == WAIT_FROM_STEP ? NULL : wait_from_names[step->from];
        return;
    }
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
        raw->exponential = mapping_fill(writer, &mapping_exponential, retry, &(struct retry){.first = MSEC_NONE});
        return;
    case RETRY_SIDEKIQ:
        raw->sidekiq_version = retry->sidekiq_version;
        return;
    case RETRY_LEASE:
        raw->wait = "lease";
        return;
    }
}

/* NULL where it is the preset's. Without retries a wait waits for a what-if. */
static struct raw_retry *retry_fill(struct writer *writer, const struct retry *retry, const struct retry *usual)
{
    struct raw_retry *raw = retry_equal(retry, usual) ? NULL : array_make(writer, 1, sizeof *raw);

    if (!raw)
        return NULL;
    raw->limit = number(writer, retry->limit);
    if (retry->limit > 0 || retry->kind == RETRY_FIXED)
        waits_fill(writer, retry, raw);
    return raw;
}

static void job_fill(struct writer *writer, const struct job *job, struct raw_job *raw)
{
    struct job usual;

    writer->failed = !job_usual_on(&writer->scenario->platform, &writer->arena, &usual) || writer->failed;
    raw->name = job->name;
    members_fill(writer, &mapping_job, job, &usual, raw);
    raw->steps = array_make(writer, job->step_count, sizeof *raw->steps);
    raw->steps_count = raw->steps ? job->step_count : 0;
    for (uint32_t i = 0; i < raw->steps_count; i++)
        step_fill(writer, &job->steps[i], &raw->steps[i]);
    raw->retry = retry_fill(writer, &job->retry, &usual.retry);
    raw->latency = mapping_fill(writer, &mapping_job_latency, job, &usual);
}

/* What is not as the preset has it. */
static struct raw_platform *platform_fill(struct writer *writer, const struct platform *platform)
{
    struct platform usual = platform_usual_of(platform);
    const struct platform none = platform_usual(platform->preset);
    struct raw_platform *raw;

    usual.preset_word = PRESET_NONE;
    raw = mapping_fill(writer, &mapping_platform, platform, &usual);
    if (raw)
        raw->options = mapping_fill(writer, &mapping_options, platform, &none);
    return raw;
}

static void entry_fill(struct writer *writer, const struct entry *entry, struct raw_entry *raw)
{
    const struct entry usual = entry_usual();

    raw->enqueue = job_name(writer, entry->job);
    members_fill(writer, &mapping_entry, entry, &usual, raw);
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
    if (fault->step != NO_INDEX)
        raw->step = number(writer, fault->step + 1);
    *(fault->is_before ? &raw->before : &raw->after) = micro_names[fault->micro];
    raw->kind = fault_kind_names[fault->kind];
}

/* A length must be given where a fault of the platform has one. */
static msec length_usual(const struct fault *fault)
{
    if (!fault->is_platform)
        return fault_length_default(fault->kind);
    return platform_fault_traits[fault->platform].has_length ? MSEC_NONE : 0;
}

static void fault_fill(struct writer *writer, const struct fault *fault, struct raw_fault *raw)
{
    struct fault usual = fault_usual();

    usual.length = length_usual(fault);
    members_fill(writer, &mapping_fault, fault, &usual, raw);
    raw->bot = bot_name(writer, fault->bot);
    raw->job = job_name(writer, fault->job);
    raw->attempts = numbers_fill(writer, fault->attempts, fault->attempt_count);
    raw->attempts_count = raw->attempts ? fault->attempt_count : 0;
    raw->occurrences = numbers_fill(writer, fault->occurrences, fault->occurrence_count);
    raw->occurrences_count = raw->occurrences ? fault->occurrence_count : 0;
    if (fault->is_platform)
        raw->platform = platform_fault_names[fault->platform];
    else
        gap_fault_fill(writer, fault, raw);
}

static void expect_fill(struct writer *writer, const struct expect *expect, struct raw_expect *raw)
{
    const struct expect usual = expect_usual();

    members_fill(writer, &mapping_expect, expect, &usual, raw);
    raw->bot = bot_name(writer, expect->bot);
    raw->job = job_name(writer, expect->job);
    if (expect->state != NO_INDEX)
        raw->state = expect->job != NO_INDEX ? job_state_names[expect->state] : post_state_names[expect->state];
}

static struct raw_gate_place *gate_place_fill(struct writer *writer, const struct gate_place *place)
{
    const struct gate usual = gate_usual();
    struct raw_gate_place *raw = array_make(writer, 1, sizeof *raw);

    if (!raw)
        return NULL;
    members_fill(writer, &mapping_gate_place, place, &usual.at, raw);
    raw->stop = stop_names[place->stop];
    raw->bot = bot_name(writer, place->bot);
    raw->job = job_name(writer, place->job);
    return raw;
}

static void gate_fill(struct writer *writer, const struct gate *gate, struct raw_gate *raw)
{
    const struct gate usual = gate_usual();

    members_fill(writer, &mapping_gate, gate, &usual, raw);
    raw->at = gate_place_fill(writer, &gate->at);
    raw->of = bot_name(writer, gate->of);
    raw->models = gate->models == 0 ? NULL : array_make(writer, BELIEF_COUNT, sizeof *raw->models);
    for (int belief = 0; raw->models && belief < BELIEF_COUNT; belief++)
        if (gate->models >> belief & 1)
            raw->models[raw->models_count++] = belief_names[belief];
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

/* Those that count, where not all do. */
static void wishes_fill(struct writer *writer, const struct scenario *scenario, struct raw_scenario *raw)
{
    enum wish judged[WISH_COUNT];
    size_t count = wishes_judged(scenario, judged);

    raw->wishes = count == WISH_COUNT ? NULL : list_make(writer, WISH_COUNT, sizeof *raw->wishes);
    while (raw->wishes && raw->wishes_count < count) {
        raw->wishes[raw->wishes_count] = wish_words[judged[raw->wishes_count]];
        raw->wishes_count++;
    }
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
    raw->gates = list_make(writer, scenario->gate_count, sizeof *raw->gates);
    for (uint32_t i = 0; raw->gates && i < scenario->gate_count; i++)
        gate_fill(writer, &scenario->gates[i], &raw->gates[raw->gates_count++]);
}

/* A fault in a gap that the step does not have would be a mistake in a file: it becomes a comment. */
static void unreachable_write(struct writer *writer, struct text *out)
{
    for (uint32_t i = 0; i < writer->scenario->fault_count; i++) {
        const struct fault *fault = &writer->scenario->faults[i];
        struct raw_fault raw = {0};

        if (fault_is_reachable(writer->scenario, fault))
            continue;
        fault_fill(writer, fault, &raw);
        text_addf(out, "# left out, %s: ",
                  micro_traits[fault->micro].traits & MICRO_IS_RECORDS ? "the job does not record its steps"
                                                                       : "the guard has no such micro-step");
        emit_mapping(&mapping_fault, &raw, true, out);
    }
}

void scenario_write(const struct scenario *scenario, struct text *out)
{
    struct writer writer = {.scenario = scenario};
    struct scenario usual = {
        .title = "", .question = "", .caption = "", .computer = "", .lesson = "", .until = MSEC_NEVER};
    struct raw_scenario raw = {0};

    arena_init(&writer.arena);
    raw.version = number(&writer, SCENARIO_VERSION);
    raw.platform = platform_fill(&writer, &scenario->platform);
    members_fill(&writer, &mapping_scenario, scenario, &usual, &raw);
    wishes_fill(&writer, scenario, &raw);
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
