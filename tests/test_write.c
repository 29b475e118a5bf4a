/* Scenarios written as files: what comes out, and that it reads back to the same. */
#include "support/test.h"

#include <stdlib.h>
#include <string.h>

#include "cli/builtin.h"
#include "file/load.h"
#include "file/write.h"
#include "model/change.h"
#include "model/changed.h"
#include "model/fault_place.h"
#include "model/fault_text.h"
#include "support/play.h"
#include "support/prop.h"
#include "support/random_change.h"
#include "support/random_scenario.h"

enum { PROPERTY_RUNS = 1000, TAPE_MAX = 96 };

static bool duration_is(struct duration a, struct duration b)
{
    return a.kind == b.kind && a.low == b.low && a.high == b.high;
}

static bool durations_are(const struct duration *a, const struct duration *b, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (!duration_is(a[i], b[i]))
            return false;
    }
    return true;
}

static bool string_is(const char *a, const char *b)
{
    return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

static bool bot_is(const struct bot *a, const struct bot *b)
{
    bool is_same = string_is(a->name, b->name) && string_is(a->handle, b->handle) && string_is(a->done, b->done) &&
                   a->pronoun == b->pronoun && a->guard == b->guard && a->key == b->key &&
                   a->key_expires == b->key_expires && a->visible_after == b->visible_after && a->due == b->due &&
                   a->post_count == b->post_count && durations_are(a->latency, b->latency, MICRO_COUNT);

    for (uint32_t i = 0; is_same && i < a->post_count; i++)
        is_same = string_is(a->posts[i], b->posts[i]);
    return is_same;
}

static bool step_is(const struct step *a, const struct step *b)
{
    return a->kind == b->kind && a->target == b->target && a->skipped == b->skipped && a->from == b->from &&
           (a->kind != STEP_WAIT || duration_is(a->wait, b->wait));
}

static bool retry_is(const struct retry *a, const struct retry *b)
{
    if (a->limit != b->limit)
        return false;
    if (a->limit == 0)
        return true; /* there is no wait then */
    if (a->kind != b->kind || a->wait_count != b->wait_count)
        return false;
    if (a->kind == RETRY_EXPONENTIAL)
        return a->first == b->first && a->factor_milli == b->factor_milli && a->max == b->max;
    if (a->kind == RETRY_SIDEKIQ)
        return a->jitter == b->jitter && string_is(a->sidekiq_version, b->sidekiq_version);
    return durations_are(a->waits, b->waits, a->wait_count);
}

static bool job_is(const struct job *a, const struct job *b)
{
    bool is_same = string_is(a->name, b->name) && string_is(a->queue, b->queue) && a->queue_index == b->queue_index &&
                   a->rescue == b->rescue && a->step_count == b->step_count && retry_is(&a->retry, &b->retry) &&
                   a->exhausted == b->exhausted && durations_are(a->latency, b->latency, MICRO_COUNT) &&
                   a->posts == b->posts && a->reach == b->reach;

    for (uint32_t i = 0; is_same && i < a->step_count; i++)
        is_same = step_is(&a->steps[i], &b->steps[i]);
    return is_same;
}

static bool platform_is(const struct platform *a, const struct platform *b)
{
    return a->preset_word == b->preset_word &&
           memcmp(&a->options, &b->options, sizeof a->options) == 0 && a->processes == b->processes && a->workers == b->workers &&
           a->restart == b->restart && duration_is(a->poll, b->poll) && a->acknowledge == b->acknowledge &&
           a->on_crash == b->on_crash && duration_is(a->lease, b->lease) && a->ended_lease == b->ended_lease &&
           duration_is(a->heartbeat, b->heartbeat) && a->check_every == b->check_every && a->retries_wait == b->retries_wait && a->poll_for == b->poll_for &&
           a->prefetch == b->prefetch &&
           a->recoveries == b->recoveries && a->crash_counts == b->crash_counts &&
           a->retried_at == b->retried_at && a->recovered_at == b->recovered_at;
}

static bool entry_is(const struct entry *a, const struct entry *b)
{
    return a->job == b->job && a->at == b->at && duration_is(a->every, b->every) && a->times == b->times &&
           a->copies == b->copies && a->apart == b->apart;
}

static bool numbers_are(const uint32_t *a, uint32_t a_count, const uint32_t *b, uint32_t b_count)
{
    return a_count == b_count && (a_count == 0 || memcmp(a, b, a_count * sizeof *a) == 0);
}

static bool fault_is(const struct fault *a, const struct fault *b)
{
    bool is_same = string_is(a->name, b->name) && a->is_platform == b->is_platform && a->bot == b->bot &&
                   a->job == b->job && a->times == b->times && a->instance == b->instance && a->from == b->from &&
                   a->until == b->until && a->probability == b->probability && a->length == b->length &&
                   numbers_are(a->attempts, a->attempt_count, b->attempts, b->attempt_count) &&
                   numbers_are(a->occurrences, a->occurrence_count, b->occurrences, b->occurrence_count);

    if (a->is_platform)
        return is_same && a->platform == b->platform && a->at == b->at && a->grace == b->grace &&
               a->process == b->process;
    return is_same && a->kind == b->kind && a->step == b->step && a->micro == b->micro && a->is_before == b->is_before;
}

static bool expect_is(const struct expect *a, const struct expect *b)
{
    return a->bot == b->bot && a->job == b->job && a->occurrence == b->occurrence && a->posts == b->posts &&
           a->duplicates == b->duplicates && a->missed == b->missed && a->late == b->late && a->silent == b->silent &&
           a->attempts == b->attempts && a->state == b->state;
}

static bool gate_is(const struct gate *a, const struct gate *b)
{
    return a->at.bot == b->at.bot && a->at.job == b->at.job && a->at.stop == b->at.stop && a->at.n == b->at.n &&
           a->at.occurrence == b->at.occurrence && a->at.attempt == b->at.attempt && a->ask == b->ask &&
           a->of == b->of && a->models == b->models && string_is(a->text, b->text);
}

#define SAME_ALL(what, is, field, count)                                                                               \
    do {                                                                                                               \
        if (a->count != b->count)                                                                                      \
            return "number of " what;                                                                                  \
        for (uint32_t i = 0; i < a->count; i++) {                                                                      \
            if (!is(&a->field[i], &b->field[i]))                                                                       \
                return what;                                                                                           \
        }                                                                                                              \
    } while (0)

/* What differs between two scenarios besides marks, sources, seeds and what a job was split from; NULL: nothing. */
static const char *difference(const struct scenario *a, const struct scenario *b)
{
    if (!string_is(a->title, b->title) || !string_is(a->question, b->question))
        return "title or question";
    if (!string_is(a->caption, b->caption) || !string_is(a->lesson, b->lesson))
        return "caption or lesson";
    if (!string_is(a->computer, b->computer))
        return "computer";
    SAME_ALL("bots", bot_is, bots, bot_count);
    SAME_ALL("jobs", job_is, jobs, job_count);
    SAME_ALL("entries", entry_is, entries, entry_count);
    SAME_ALL("faults", fault_is, faults, fault_count);
    SAME_ALL("expectations", expect_is, expects, expect_count);
    SAME_ALL("gates", gate_is, gates, gate_count);
    if (!platform_is(&a->platform, &b->platform))
        return "platform";
    return a->until != b->until ? "until" : a->occurrences != b->occurrences ? "occurrences" : NULL;
}

/* Writes the scenario, reads it back and compares. False with the reason in `why`. */
static bool reads_back(const struct scenario *scenario, struct text *why)
{
    struct text yaml = {0};
    struct diags diags;
    struct scenario *back;
    const char *what = "the whole";

    scenario_write(scenario, &yaml);
    diags_init(&diags, "written.yaml", text_str(&yaml), yaml.size);
    back = scenario_load("written.yaml", text_str(&yaml), yaml.size, &diags);
    if (back == NULL)
        diags_print(&diags, why);
    else
        what = difference(scenario, back);
    if (what != NULL)
        text_addf(why, "%s differs in\n%s", what, text_str(&yaml));
    scenario_free(back);
    diags_release(&diags);
    text_release(&yaml);
    return what == NULL;
}

static void assert_reads_back(const struct scenario *scenario)
{
    struct text why = {0};

    if (!reads_back(scenario, &why))
        fail_msg("%s", text_str(&why));
}

static void write_of_every_builtin_reads_back(void **state)
{
    (void)state;
    for (size_t i = 0; i < builtin_count; i++) {
        struct diags diags;
        struct scenario *scenario;

        diags_init(&diags, builtins[i].name, builtins[i].bytes, builtins[i].size);
        scenario = scenario_load(builtins[i].name, builtins[i].bytes, builtins[i].size, &diags);
        assert_non_null(scenario);
        assert_reads_back(scenario);
        diags_release(&diags);
        scenario_free(scenario);
    }
}

static bool random_reads_back(struct tape *tape, struct text *why)
{
    struct text yaml = {0};
    struct diags diags;
    struct scenario *scenario;
    bool is_good;

    random_scenario(tape->bytes, tape->size, &yaml);
    diags_init(&diags, "random.yaml", text_str(&yaml), yaml.size);
    scenario = scenario_load("random.yaml", text_str(&yaml), yaml.size, &diags);
    is_good = scenario != NULL && reads_back(scenario, why);
    if (scenario == NULL)
        diags_print(&diags, why);
    scenario_free(scenario);
    diags_release(&diags);
    text_release(&yaml);
    return is_good;
}

static void write_of_random_scenarios_reads_back(void **state)
{
    (void)state;
    assert_true(prop_holds("write", random_reads_back, PROPERTY_RUNS, TAPE_MAX));
}

/* Sets the prose of a small scenario to `string` and reads it back. */
static void assert_string_reads_back(const char *string)
{
    struct scenario *scenario = load_yaml("bots: [{name: B, post: x}]\njobs: [{name: J, steps: [{post: B}]}]\n"
                                          "schedule: [{enqueue: J}]\n");
    bool is_line = strpbrk(string, "\n\t") == NULL;

    scenario->lesson = string;
    if (is_line) {
        scenario->title = string;
        scenario->bots[0].posts[0] = string;
    }
    assert_reads_back(scenario);
    scenario_free(scenario);
}

/* Strings that mean something else in YAML when they stand plain, and texts that a block would change. */
static void write_of_strings_quotes_what_must_be_quoted(void **state)
{
    static const char *const strings[] = {
        "plain words",
        "no",
        "null",
        "~",
        "true",
        "7",
        "1.5",
        "0x1F",
        "1s",
        "-",
        "- a",
        "? a",
        "a: b",
        "a:",
        "a #b",
        "#a",
        "&a",
        "*a",
        "!a",
        "%a",
        "@a",
        "`a",
        "'a'",
        "\"a\"",
        "a\"b",
        "a\\b",
        "[a",
        "a]",
        "{a",
        "a}",
        "a, b",
        "|",
        ">",
        "<<",
        "=",
        "...",
        "---",
        "it's",
        "\xC3\xA9t\xC3\xA9 \xE2\x9C\x93",
        "a\tb",
        "ends:",
        "two  spaces",
        "one line\nand another",
        "one line\nand another\n",
        "a paragraph\n\nand another",
        "  begins in spaces",
        "ends in a space ",
        " ",
        "line one \nline two",
        "a long line with  two spaces in it, which would not come back if it were folded just there, where it has two "
        "of them",
        "a long line that has to be folded because it is longer than a line of a file "
        "ought to be, which is to say longer than about a hundred columns",
        "the same with a newline at its end, because a folded block of "
        "its own accord has one, and then it must be there as well\n",
        "too long a word: "
        "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
        "xxxxxxxxxxxxxxxx"};

    (void)state;
    for (size_t i = 0; i < sizeof strings / sizeof *strings; i++)
        assert_string_reads_back(strings[i]);
}

/* What stays at its default is not written; a fault in a gap that the guard does not have becomes a comment. */
static void write_of_a_small_scenario_is_small(void **state)
{
    struct scenario *scenario = load_yaml(
        "title: A title\n"
        "bots:\n"
        "  - {name: Picard, handle: '@PicardTips', post: 'ask: done?', guard: check-then-mark}\n"
        "  - {name: Riker, post: a search}\n"
        "jobs:\n"
        "  - {name: BotsJob, steps: [{post: Picard}, {post: Riker}], retry: {limit: 1, wait: 60s}}\n"
        "schedule: [{enqueue: BotsJob, times: 2}]\n"
        "faults: [{bot: Riker, before: commit, kind: error, times: always, probability: 0.25}]\n"
        "until: 3h\n"
        "expect: [{bot: Riker, state: failed, posts: 0}]\n"
        "gates:\n"
        "  - {at: {event: end}, ask: cure}\n"
        "  - {at: {n: 1, bot: Riker, event: strike, attempt: 1}, of: Picard, models: [undone, not-again]}\n");
    struct text text = {0};
    struct change change;
    struct scenario *changed;
    struct err err;

    (void)state;
    assert_true(change_parse(CHANGE_FAULT, "Riker:after:mark:crash", &change, &err));
    changed = scenario_changed(scenario, &change, 1, &err);
    assert_non_null(changed);
    scenario_write(changed, &text);
    assert_string_equal(text_str(&text),
                        "version: 1\n"
                        "title: A title\n"
                        "bots:\n"
                        "- {name: Picard, handle: '@PicardTips', post: 'ask: done?', guard: check-then-mark}\n"
                        "- {name: Riker, post: a search}\n"
                        "jobs:\n"
                        "- {name: BotsJob, steps: [{post: Picard}, {post: Riker}], retry: {limit: 1, wait: 1m}}\n"
                        "schedule:\n"
                        "- {enqueue: BotsJob, times: 2}\n"
                        "faults:\n"
                        "- {bot: Riker, before: commit, kind: error, times: always, probability: 0.25}\n"
                        "until: 3h\n"
                        "expect:\n"
                        "- {bot: Riker, posts: 0, state: failed}\n"
                        "gates:\n"
                        "- {at: end, ask: cure}\n"
                        "- {at: {bot: Riker, event: strike, attempt: 1}, of: Picard, models: [not-again, undone]}\n"
                        "# left out, the guard has no such micro-step: {bot: Riker, after: mark, kind: crash}\n");
    text_release(&text);
    scenario_free(changed);
    scenario_free(scenario);
}

/* What is wider than a line goes over several, as one writes it by hand; a text stays on one, prose is folded. What
 * this program would read as something else stands in quotes. */
static void write_of_what_is_wide_is_in_block_style(void **state)
{
    struct scenario *scenario = load_yaml(
        "lesson: A lesson of some sentences that is longer than a line of a file ought to be. It is folded where it is, "
        "and reads back as it was.\n"
        "bots: [{name: '7', done: 'true', posts: [the words of the first day are not few, those of the second are as "
        "many, 'on the third, even more: a colon']}]\n"
        "jobs: [{name: J, steps: [{post: '7'}], retry: {limit: 2, sidekiq: '8.0'}}]\n"
        "schedule: [{enqueue: J}]\n");
    struct text text = {0};

    (void)state;
    scenario_write(scenario, &text);
    assert_string_equal(text_str(&text),
                        "version: 1\n"
                        "lesson: >-\n"
                        "  A lesson of some sentences that is longer than a line of a file ought to be. It is folded where it is,\n"
                        "  and reads back as it was.\n"
                        "bots:\n"
                        "- name: \"7\"\n"
                        "  done: \"true\"\n"
                        "  posts:\n"
                        "  - the words of the first day are not few\n"
                        "  - those of the second are as many\n"
                        "  - 'on the third, even more: a colon'\n"
                        "jobs:\n"
                        "- {name: J, steps: [{post: \"7\"}], retry: {limit: 2, sidekiq: \"8.0\"}}\n"
                        "schedule:\n"
                        "- {enqueue: J}\n");
    text_release(&text);
    scenario_free(scenario);
}

/* The lengths of faults as well, each where it differs alone. */
static void write_of_faults_leaves_their_usual_lengths_out(void **state)
{
    static const char faults[] = "faults:\n"
                                 "- {bot: A, after: commit, kind: timeout}\n"
                                 "- {bot: A, after: commit, kind: timeout, for: 6s}\n"
                                 "- {bot: A, after: commit, kind: stall}\n"
                                 "- {bot: A, after: commit, kind: stall, for: 5s}\n"
                                 "- {platform: deploy, at: 1h}\n"
                                 "- {platform: deploy, at: 2h, grace: 5s}\n";
    struct text yaml = {0}, text = {0};
    struct scenario *scenario;

    (void)state;
    text_add(&yaml, "bots: [{name: A, post: x}]\njobs: [{name: J, steps: [{post: A}]}]\nschedule: [{enqueue: J}]\n");
    text_add(&yaml, faults);
    scenario = load_yaml(text_str(&yaml));
    scenario_write(scenario, &text);
    assert_non_null(strstr(text_str(&text), "faults:"));
    assert_string_equal(strstr(text_str(&text), "faults:"), faults);
    text_release(&yaml);
    text_release(&text);
    scenario_free(scenario);
}

/* Every change of a real scenario gives a file that reads back. */
static void write_of_changed_scenarios_reads_back(void **state)
{
    static const struct {
        enum change_kind kind;
        const char *value;
    } cases[] = {
        {CHANGE_SPLIT, "BotsJob"},
        {CHANGE_RETRY, "BotsJob=25"},
        {CHANGE_RETRY, "BotsJob=0"},
        {CHANGE_PRESET, "lambda"},
        {CHANGE_PRESET, "sidekiq"},
        {CHANGE_PRESET, "sidekiq-pro"},
        {CHANGE_PRESET, "sqs"},
        {CHANGE_PRESET, "cron"},
        {CHANGE_PRESET, "none"},
        {CHANGE_GUARD, "all=none"},
        {CHANGE_GUARD, "all=idempotency-key"},
        {CHANGE_WORKERS, "8"},
        {CHANGE_DAYS, "7"},
        {CHANGE_UNTIL, "90s"},
        {CHANGE_RESCUE, "BotsJob=continue"},
        {CHANGE_FAULT, "BotsJob.3#2@4:after:call:timeout=7s:always"},
    };
    char *bytes;
    size_t size;
    struct diags diags;
    struct scenario *scenario;

    (void)state;
    bytes = test_file_read("scenarios/sequential.yaml", &size);
    assert_non_null(bytes);
    diags_init(&diags, "sequential.yaml", bytes, size);
    scenario = scenario_load("sequential.yaml", bytes, size, &diags);
    assert_non_null(scenario);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct scenario *changed;
        struct change change;
        struct err err;

        assert_true(change_parse(cases[i].kind, cases[i].value, &change, &err));
        changed = scenario_changed(scenario, &change, 1, &err);
        if (changed == NULL)
            fail_msg("%s", err.text);
        assert_reads_back(changed);
        scenario_free(changed);
    }
    diags_release(&diags);
    scenario_free(scenario);
    free(bytes);
}

/* A fault in a gap that its bot's guard does not have is left out of a file. */
static bool has_unreachable_fault(const struct scenario *scenario)
{
    for (uint32_t i = 0; i < scenario->fault_count; i++)
        if (!fault_is_reachable(scenario, &scenario->faults[i]))
            return true;
    return false;
}

/* Up to three changes of a random scenario. Where they fit, what is saved of it is the same scenario: whatever a change
 * makes meaningless, or a file could not say, is gone. */
static bool random_changed_reads_back(struct tape *tape, struct text *why)
{
    const size_t half = tape->size / 2;
    const size_t count = 1 + tape_below(tape, 3);
    struct scenario *scenario, *changed;
    struct change changes[3];
    struct text yaml = {0};
    struct diags diags;
    struct err err;
    bool is_good;

    random_scenario(tape->bytes + half, tape->size - half, &yaml);
    diags_init(&diags, "random.yaml", text_str(&yaml), yaml.size);
    scenario = scenario_load("random.yaml", text_str(&yaml), yaml.size, &diags);
    assert_non_null(scenario);
    for (size_t i = 0; i < count; i++)
        changes[i] = random_change(tape, scenario);
    changed = scenario_changed(scenario, changes, count, &err);
    is_good = changed == NULL || has_unreachable_fault(changed) || reads_back(changed, why);
    if (!is_good)
        changes_write(changes, count, why);
    scenario_free(changed);
    scenario_free(scenario);
    diags_release(&diags);
    text_release(&yaml);
    return is_good;
}

static void write_of_random_changes_reads_back(void **state)
{
    (void)state;
    assert_true(prop_holds("changed", random_changed_reads_back, 5 * PROPERTY_RUNS, 2 * TAPE_MAX));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(write_of_every_builtin_reads_back),
        cmocka_unit_test(write_of_random_scenarios_reads_back),
        cmocka_unit_test(write_of_strings_quotes_what_must_be_quoted),
        cmocka_unit_test(write_of_a_small_scenario_is_small),
        cmocka_unit_test(write_of_what_is_wide_is_in_block_style),
        cmocka_unit_test(write_of_faults_leaves_their_usual_lengths_out),
        cmocka_unit_test(write_of_changed_scenarios_reads_back),
        cmocka_unit_test(write_of_random_changes_reads_back),
    };

    return test_main("write", tests, sizeof tests / sizeof *tests);
}
