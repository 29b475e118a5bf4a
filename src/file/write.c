/* A scenario as a file: minimal, in the order of the manual, read back by scenario_load to the same scenario. */
#include "file/write.h"

#include <stdio.h>
#include <string.h>

#include "file/yaml_text.h"
#include "model/fault_text.h"
#include "model/latency.h"
#include "model/preset.h"
#include "model/scenario.h"

static bool duration_is(const struct duration *a, const struct duration *b)
{
    return a->kind == b->kind && a->low == b->low && a->high == b->high;
}

/* The latencies that are not the default ones. */
static void latency_write(struct flow *flow, struct duration (*latency_default)(enum micro),
                          const struct duration latency[MICRO_COUNT])
{
    bool has_any = false;

    for (size_t i = 0; i < MICRO_COUNT; i++) {
        const struct duration usual = latency_default((enum micro)i);

        if (duration_is(&latency[i], &usual))
            continue;
        if (!has_any)
            flow_open(flow, "latency: {");
        has_any = true;
        flow_duration(flow, micro_names[i], &latency[i]);
    }
    if (has_any)
        flow_close(flow, "}");
}

static void posts_write(struct flow *flow, const struct bot *bot)
{
    if (bot->post_count == 1) {
        flow_string(flow, "post", bot->posts[0]);
        return;
    }
    flow_open(flow, "posts: [");
    for (uint32_t i = 0; i < bot->post_count; i++)
        flow_string(flow, NULL, bot->posts[i]);
    flow_close(flow, "]");
}

/* "@" and the name without spaces. */
static bool handle_is_usual(const struct bot *bot)
{
    const char *at = bot->handle;

    if (*at++ != '@')
        return false;
    for (const char *name = bot->name; *name != '\0'; name++) {
        if (*name != ' ' && *name != *at++)
            return false;
    }
    return *at == '\0';
}

static void bot_write(const struct bot *bot, struct text *out)
{
    struct flow flow;

    flow_begin(&flow, out, "  - {", "     ");
    flow_string(&flow, "name", bot->name);
    if (!handle_is_usual(bot))
        flow_string(&flow, "handle", bot->handle);
    if (bot->pronoun != PRONOUN_IT)
        flow_word(&flow, "pronoun", pronoun_names[bot->pronoun]);
    posts_write(&flow, bot);
    if (strcmp(bot->done, "done") != 0)
        flow_string(&flow, "done", bot->done);
    if (bot->guard != GUARD_NONE)
        flow_word(&flow, "guard", guard_names[bot->guard]);
    if (bot->key != KEY_OCCURRENCE)
        flow_word(&flow, "key", key_scope_names[bot->key]);
    if (bot->key_expires != MSEC_NEVER)
        flow_time(&flow, "expires", bot->key_expires);
    if (bot->visible_after != 0)
        flow_time(&flow, "visible_after", bot->visible_after);
    if (bot->due != MSEC_NONE)
        flow_time(&flow, "due", bot->due);
    latency_write(&flow, post_latency_default, bot->latency);
    flow_end(&flow, "}\n");
}

static void step_write(const struct scenario *scenario, const struct step *step, struct flow *flow)
{
    struct text text = {0};

    text_add(&text, "{");
    switch (step->kind) {
    case STEP_POST:
        text_add(&text, "post: ");
        yaml_scalar(scenario->bots[step->target].name, &text);
        if (step->skipped != SKIPPED_NEXT)
            text_addf(&text, ", skipped: %s", skipped_names[step->skipped]);
        break;
    case STEP_ENQUEUE:
        text_add(&text, "enqueue: ");
        yaml_scalar(scenario->jobs[step->target].name, &text);
        break;
    case STEP_WAIT:
        text_add(&text, "wait: ");
        duration_write(&step->wait, &text);
        break;
    }
    text_add(&text, "}");
    flow_item(flow, text_str(&text));
    text_release(&text);
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

static void exponential_write(const struct retry *retry, struct flow *flow)
{
    char factor[32];

    if (retry->factor_milli % 1000 == 0)
        snprintf(factor, sizeof factor, "%u", retry->factor_milli / 1000);
    else
        snprintf(factor, sizeof factor, "%u.%03u", retry->factor_milli / 1000, retry->factor_milli % 1000);
    flow_open(flow, "exponential: {");
    flow_time(flow, "first", retry->first);
    flow_word(flow, "factor", factor);
    flow_time(flow, "max", retry->max);
    flow_close(flow, "}");
}

static void waits_write(const struct retry *retry, struct flow *flow)
{
    char version[SCENARIO_NAME_BYTES_MAX + 3];

    switch (retry->kind) {
    case RETRY_FIXED:
        if (retry->wait_count > 0)
            flow_duration(flow, "wait", &retry->waits[0]);
        return;
    case RETRY_LIST:
        flow_open(flow, "waits: [");
        for (uint32_t i = 0; i < retry->wait_count; i++)
            flow_duration(flow, NULL, &retry->waits[i]);
        flow_close(flow, "]");
        return;
    case RETRY_EXPONENTIAL:
        exponential_write(retry, flow);
        return;
    case RETRY_SIDEKIQ:
        snprintf(version, sizeof version, "\"%s\"", retry->sidekiq_version); /* quoted: 8.0 would be a number */
        flow_word(flow, "sidekiq", version);
        return;
    case RETRY_LEASE:
        flow_word(flow, "wait", "lease");
        return;
    }
}

static void retry_write(const struct retry *retry, struct text *out)
{
    struct flow flow;

    flow_begin(&flow, out, "    retry: {", "      ");
    flow_number(&flow, "limit", retry->limit);
    if (retry->limit > 0 || retry->kind == RETRY_FIXED) /* without retries a wait waits for a what-if */
        waits_write(retry, &flow);
    flow_end(&flow, "}\n");
}

static void job_latency_write(const struct job *job, struct text *out)
{
    struct text inner = {0};
    struct flow flow;

    flow_begin(&flow, &inner, "    ", "      ");
    latency_write(&flow, job_latency_default, job->latency);
    flow_end(&flow, "\n");
    if (flow.has_item)
        text_add(out, text_str(&inner));
    text_release(&inner);
}

static void job_write(const struct scenario *scenario, const struct job *job, struct text *out)
{
    const struct preset_values *usual = preset_values(scenario->platform.preset);
    struct flow flow;

    text_add(out, "  - name: ");
    yaml_scalar(job->name, out);
    text_add(out, "\n");
    if (strcmp(job->queue, "default") != 0) {
        text_add(out, "    queue: ");
        yaml_scalar(job->queue, out);
        text_add(out, "\n");
    }
    if (job->rescue != RESCUE_NONE)
        text_addf(out, "    rescue: %s\n", rescue_names[job->rescue]);
    flow_begin(&flow, out, "    steps: [", "            ");
    for (uint32_t i = 0; i < job->step_count; i++)
        step_write(scenario, &job->steps[i], &flow);
    flow_end(&flow, "]\n");
    if (!retry_is(&job->retry, &usual->retry))
        retry_write(&job->retry, out);
    if (job->exhausted != usual->exhausted)
        text_addf(out, "    exhausted: %s\n", exhausted_names[job->exhausted]);
    job_latency_write(job, out);
}

/* What is not as the preset has it. */
static void platform_items(const struct platform *platform, const struct platform *usual, struct flow *flow)
{
    if (platform->preset != PRESET_NONE)
        flow_word(flow, "preset", preset_names[platform->preset]);
    if (platform->processes != usual->processes)
        flow_number(flow, "processes", platform->processes);
    if (platform->workers != usual->workers)
        flow_number(flow, "workers", platform->workers);
    if (platform->restart != usual->restart)
        flow_time(flow, "restart", platform->restart);
    if (platform->poll != usual->poll)
        flow_time(flow, "poll", platform->poll);
    if (platform->acknowledge != usual->acknowledge)
        flow_word(flow, "acknowledge", acknowledge_names[platform->acknowledge]);
    if (platform->on_crash != usual->on_crash)
        flow_word(flow, "on_crash", on_crash_names[platform->on_crash]);
    if (platform->lease != usual->lease)
        flow_time(flow, "lease", platform->lease);
    if (platform->heartbeat != usual->heartbeat)
        flow_time(flow, "heartbeat", platform->heartbeat);
    if (platform->recoveries != usual->recoveries)
        flow_number(flow, "recoveries", platform->recoveries);
}

static void platform_write(const struct platform *platform, struct text *out)
{
    struct text inner = {0};
    struct flow flow;

    flow_begin(&flow, &inner, "platform: {", "  ");
    platform_items(platform, &preset_values(platform->preset)->platform, &flow);
    flow_end(&flow, "}\n");
    if (flow.has_item)
        text_add(out, text_str(&inner));
    text_release(&inner);
}

static void entry_write(const struct scenario *scenario, const struct entry *entry, struct text *out)
{
    const struct duration day = duration_fixed(EVERY_DEFAULT);
    struct flow flow;

    flow_begin(&flow, out, "  - {", "     ");
    flow_string(&flow, "enqueue", scenario->jobs[entry->job].name);
    if (entry->at != 0)
        flow_time(&flow, "at", entry->at);
    if (!duration_is(&entry->every, &day))
        flow_duration(&flow, "every", &entry->every);
    if (entry->times != 1)
        flow_number(&flow, "times", entry->times);
    if (entry->copies != 1)
        flow_number(&flow, "copies", entry->copies);
    if (entry->apart != 0)
        flow_time(&flow, "apart", entry->apart);
    flow_end(&flow, "}\n");
}

static void list_write(struct flow *flow, const char *head, const uint32_t *list, uint32_t count)
{
    if (count == 0)
        return;
    flow_open(flow, head);
    for (uint32_t i = 0; i < count; i++)
        flow_number(flow, NULL, list[i]);
    flow_close(flow, "]");
}

static void probability_write(struct flow *flow, uint32_t probability)
{
    char digits[16];
    size_t size;

    if (probability == PROBABILITY_ONE)
        return;
    snprintf(digits, sizeof digits, "0.%09u", probability);
    for (size = strlen(digits); size > 3 && digits[size - 1] == '0'; size--)
        digits[size - 1] = '\0';
    flow_word(flow, "probability", digits);
}

/* What a fault in a gap and one of the platform's have in common. */
static void fault_limits_write(const struct fault *fault, struct flow *flow)
{
    if (fault->times == 0)
        flow_word(flow, "times", "always");
    else if (fault->times != 1)
        flow_number(flow, "times", fault->times);
    list_write(flow, "attempts: [", fault->attempts, fault->attempt_count);
    list_write(flow, "occurrences: [", fault->occurrences, fault->occurrence_count);
    if (fault->instance != 0)
        flow_number(flow, "instance", fault->instance);
    if (fault->from != 0)
        flow_time(flow, "from", fault->from);
    if (fault->until != MSEC_NEVER)
        flow_time(flow, "until", fault->until);
    probability_write(flow, fault->probability);
}

static void gap_fault_write(const struct scenario *scenario, const struct fault *fault, struct flow *flow)
{
    if (fault->bot != NO_INDEX)
        flow_string(flow, "bot", scenario->bots[fault->bot].name);
    if (fault->job != NO_INDEX)
        flow_string(flow, "job", scenario->jobs[fault->job].name);
    if (fault->step != NO_INDEX)
        flow_number(flow, "step", fault->step + 1);
    flow_word(flow, fault->is_before ? "before" : "after", micro_names[fault->micro]);
    flow_word(flow, "kind", fault_kind_names[fault->kind]);
    if (fault->length != fault_length_default(fault->kind))
        flow_time(flow, "for", fault->length);
    fault_limits_write(fault, flow);
}

static void platform_fault_write(const struct scenario *scenario, const struct fault *fault, struct flow *flow)
{
    flow_word(flow, "platform", platform_fault_names[fault->platform]);
    if (fault->bot != NO_INDEX)
        flow_string(flow, "bot", scenario->bots[fault->bot].name);
    if (fault->job != NO_INDEX)
        flow_string(flow, "job", scenario->jobs[fault->job].name);
    if (fault->platform != PLATFORM_TWICE && fault->at != 0)
        flow_time(flow, "at", fault->at);
    if (fault->platform == PLATFORM_KILL && fault->process > 1)
        flow_number(flow, "process", fault->process);
    if (fault->platform == PLATFORM_DEPLOY && fault->grace != GRACE_DEFAULT)
        flow_time(flow, "grace", fault->grace);
    if (fault->platform == PLATFORM_RECEIVER_DOWN)
        flow_time(flow, "for", fault->length);
    fault_limits_write(fault, flow);
}

/* A fault in a gap that the bot's guard does not have would be a mistake in a file: it stays as a comment. */
static void fault_write(const struct scenario *scenario, const struct fault *fault, struct text *out)
{
    bool is_reachable = fault_is_reachable(scenario, fault);
    struct flow flow;

    flow_begin(&flow, out, is_reachable ? "  - {" : "  # left out, the guard has no such micro-step: {",
               is_reachable ? "     " : "  #   ");
    if (fault->name != NULL)
        flow_string(&flow, "name", fault->name);
    if (fault->is_platform)
        platform_fault_write(scenario, fault, &flow);
    else
        gap_fault_write(scenario, fault, &flow);
    flow_end(&flow, "}\n");
}

static void faults_write(const struct scenario *scenario, struct text *out)
{
    bool has_any = false;

    for (uint32_t i = 0; i < scenario->fault_count; i++)
        has_any = has_any || fault_is_reachable(scenario, &scenario->faults[i]);
    if (has_any)
        text_add(out, "faults:\n");
    for (uint32_t i = 0; i < scenario->fault_count; i++)
        fault_write(scenario, &scenario->faults[i], out);
}

static void expect_count_write(struct flow *flow, const char *key, int64_t count)
{
    if (count >= 0)
        flow_number(flow, key, count);
}

static void expect_write(const struct scenario *scenario, const struct expect *expect, struct text *out)
{
    struct flow flow;

    flow_begin(&flow, out, "  - {", "     ");
    if (expect->bot != NO_INDEX)
        flow_string(&flow, "bot", scenario->bots[expect->bot].name);
    if (expect->job != NO_INDEX)
        flow_string(&flow, "job", scenario->jobs[expect->job].name);
    if (expect->occurrence != 0)
        flow_number(&flow, "occurrence", expect->occurrence);
    expect_count_write(&flow, "posts", expect->posts);
    expect_count_write(&flow, "duplicates", expect->duplicates);
    expect_count_write(&flow, "missed", expect->missed);
    expect_count_write(&flow, "late", expect->late);
    expect_count_write(&flow, "silent", expect->silent);
    expect_count_write(&flow, "attempts", expect->attempts);
    if (expect->state != NO_INDEX)
        flow_word(&flow, "state",
                  expect->job != NO_INDEX ? job_state_names[expect->state] : post_state_names[expect->state]);
    flow_end(&flow, "}\n");
}

static void prose_write(const char *key, const char *string, struct text *out)
{
    if (string[0] != '\0')
        yaml_prose(key, string, out);
}

void scenario_write(const struct scenario *scenario, struct text *out)
{
    text_addf(out, "version: %d\n", SCENARIO_VERSION);
    prose_write("title", scenario->title, out);
    prose_write("question", scenario->question, out);
    prose_write("caption", scenario->caption, out);
    prose_write("lesson", scenario->lesson, out);
    text_add(out, "bots:\n");
    for (uint32_t i = 0; i < scenario->bot_count; i++)
        bot_write(&scenario->bots[i], out);
    text_add(out, "jobs:\n");
    for (uint32_t i = 0; i < scenario->job_count; i++)
        job_write(scenario, &scenario->jobs[i], out);
    platform_write(&scenario->platform, out);
    text_add(out, "schedule:\n");
    for (uint32_t i = 0; i < scenario->entry_count; i++)
        entry_write(scenario, &scenario->entries[i], out);
    faults_write(scenario, out);
    if (scenario->until != MSEC_NEVER) {
        text_add(out, "until: ");
        msec_write(scenario->until, out);
        text_add(out, "\n");
    }
    if (scenario->expect_count > 0)
        text_add(out, "expect:\n");
    for (uint32_t i = 0; i < scenario->expect_count; i++)
        expect_write(scenario, &scenario->expects[i], out);
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
