/* The options of real systems: what each stands for, and how a file, --set and a writer take them. */
#include <string.h>

#include "file/write.h"
#include "model/changed.h"
#include "model/preset.h"
#include "model/preset_option.h"
#include "support/play.h"
#include "support/test.h"

/* Whatever an option may be, our key may be what it stands for; and it leads there and back. */
static void option_rows_stay_within_their_keys(void **state)
{
    (void)state;
    for (int p = 0; p < PRESET_COUNT; p++)
        for (const struct preset_option *at = NULL; (at = preset_option_next((enum preset)p, NULL, at));) {
            const struct key *key = key_find(at->mapping, at->key);
            const struct value_rule *rule = key ? &value_rules[key->value] : NULL;

            assert_non_null(key_find(&mapping_options, at->name));
            assert_non_null(key);
            assert_true(at->low < at->high);
            assert_in_range(preset_option_forth(at, at->low), rule->low, rule->high);
            assert_in_range(preset_option_forth(at, at->high), rule->low, rule->high);
            assert_int_equal(preset_option_back(at, preset_option_forth(at, at->high)), at->high);
        }
}

/* No option of the list is one that no preset has. */
static void options_all_belong_to_a_preset(void **state)
{
    (void)state;
    for (size_t i = 0; i < mapping_options.key_count; i++) {
        bool has_any = false;

        for (int p = 0; p < PRESET_COUNT; p++)
            has_any = has_any || preset_option_next((enum preset)p, mapping_options.keys[i].name, NULL);
        assert_true(has_any);
    }
}

#define PARTS                                                                                                          \
    "bots: [{name: A, post: x}]\nschedule: [{enqueue: J}]\njobs:\n- {name: J, steps: [{post: A}]}\n"                   \
    "- {name: K, steps: [{post: A}], retry: {limit: 7, wait: 5s}}\n"

/* 60 s of visibility are a lease of 60 s; of 4 receptions in all 3 are retries, or recoveries. */
static void option_stands_for_its_keys(void **state)
{
    struct scenario *s = load_yaml(PARTS
                                   "platform: {preset: sqs, options: {VisibilityTimeout: 60, maxReceiveCount: 4}}\n");
    struct datum lease = member_get(key_find(&mapping_platform, "lease"), &s->platform);

    (void)state;
    assert_int_equal(lease.number + lease.duration.low, 60000);
    assert_int_equal(s->platform.recoveries, 3);
    assert_int_equal(s->jobs[0].retry.limit, 3);
    assert_int_equal(s->jobs[0].retry.kind, RETRY_LEASE);
    assert_int_equal(s->jobs[1].retry.limit, 7);
    scenario_free(s);
}

static void assert_written(const struct scenario *scenario, const char *platform)
{
    struct text written = {0};

    scenario_write(scenario, &written);
    if (!strstr(text_str(&written), platform))
        fail_msg("no \"%s\" in\n%s", platform, text_str(&written));
    text_release(&written);
}

/* Total attempts of BullMQ, its first among them; a lock in ms, renewed twice in its time unless that is said, too. */
static void option_may_stand_for_two_keys(void **state)
{
    struct scenario *s = load_yaml(PARTS "platform: {preset: bullmq, options: {lockDuration: 60000, attempts: 3}}\n");

    (void)state;
    assert_int_equal(s->platform.lease.low, 60000);
    assert_int_equal(s->platform.renew, 30000);
    assert_int_equal(s->jobs[0].retry.limit, 2);
    ASSERT_MSEC(s->jobs[0].retry.waits[0].low, 0);
    scenario_free(s);
    s = load_yaml(PARTS
                  "platform: {preset: bullmq, options: {lockRenewTime: 20000, lockDuration: 60000, attempts: 0}}\n");
    assert_int_equal(s->platform.renew, 20000);
    assert_int_equal(s->jobs[0].retry.limit, 0);
    scenario_free(s);
    s = load_yaml(PARTS "platform: {preset: pg-boss, options: {pollingIntervalSeconds: 0.5, retryDelay: 5}}\n");
    assert_int_equal(s->platform.poll.low, 500);
    assert_int_equal(s->jobs[0].retry.limit, 2);
    ASSERT_MSEC(s->jobs[0].retry.waits[0].low, 5000);
    scenario_free(s);
    s = load_yaml(PARTS "platform: {preset: hangfire, options: {SlidingInvisibilityTimeout: 600}}\n");
    assert_int_equal(s->platform.lease.low, 600000);
    assert_int_equal(s->platform.renew, 120000);
    scenario_free(s);
}

/* Solid Queue fails the jobs of a dead process for good, whatever Active Job would retry (process/prunable.rb): one
 * start, of five that it may have. An error is retried. */
static void option_retries_no_crash_of_solid_queue(void **state)
{
    static const char *const kinds[] = {"crash", "error"};

    (void)state;
    for (int i = 0; i < 2; i++) {
        struct text yaml = {0};
        struct play play;

        text_addf(&yaml,
                  "bots: [{name: A, post: x}]\nschedule: [{enqueue: J}]\njobs: [{name: J, steps: [{post: A}]}]\n"
                  "platform: {preset: solid_queue, options: {attempts: 5}}\n"
                  "faults: [{bot: A, before: call, kind: %s}]\n",
                  kinds[i]);
        play_yaml(&play, text_str(&yaml));
        assert_int_equal(play.ledger.jobs[0].attempts, i + 1);
        assert_int_equal(play.ledger.jobs[0].state, i == 0 ? JOB_DEAD : JOB_SUCCEEDED);
        play_release(&play);
        text_release(&yaml);
    }
}

/* What the file says of a key goes first; both are written again as they stood. */
static void option_gives_way_to_the_files_own_key(void **state)
{
    static const char platform[] =
        "platform: {preset: sidekiq, options: {concurrency: 10, timeout: 7.5}, workers: 3}\n";
    struct text yaml = {0};
    struct scenario *s;

    (void)state;
    text_addf(&yaml, "%s%s", PARTS, platform);
    s = load_yaml(text_str(&yaml));
    assert_int_equal(s->platform.workers, 3);
    assert_int_equal(s->platform.grace, 7500);
    assert_written(s, platform);
    scenario_free(s);
    text_release(&yaml);
}

static struct scenario *changed_by(const char *platform, const char *setting)
{
    struct scenario *s, *changed;
    struct text yaml = {0};
    struct change change;
    struct err err = {""};

    text_addf(&yaml, "%splatform: %s\n", PARTS, platform);
    s = load_yaml(text_str(&yaml));
    assert_true(change_parse(CHANGE_SETTING, setting, &change, &err));
    changed = scenario_changed(s, &change, 1, &err);
    if (!changed)
        print_message("%s\n", err.text);
    scenario_free(s);
    text_release(&yaml);
    return changed;
}

/* A change sets what the option stands for, also where the file says it; a job's own retries stay. */
static void option_is_set_by_its_path(void **state)
{
    struct scenario *s = changed_by("{preset: sidekiq, workers: 3}", "platform.options.concurrency=9");

    (void)state;
    assert_int_equal(s->platform.workers, 9);
    assert_written(s, "platform: {preset: sidekiq, options: {concurrency: 9}}\n");
    scenario_free(s);
    s = changed_by("{preset: lambda}", "platform.options.MaximumRetryAttempts=1");
    assert_int_equal(s->jobs[0].retry.limit, 1);
    assert_int_equal(s->jobs[0].retry.wait_count, 1);
    assert_int_equal(s->jobs[1].retry.limit, 7);
    assert_written(s, "- {name: J, steps: [{post: A}]}\n");
    scenario_free(s);
    assert_null(changed_by("{preset: lambda}", "platform.options.concurrency=9"));
    assert_null(changed_by("{preset: lambda}", "platform.options.MaximumRetryAttempts=3"));
}

/* Those of one preset are nothing to another. */
static void options_go_with_their_preset(void **state)
{
    struct scenario *s, *changed;
    struct change change;
    struct err err;

    (void)state;
    s = load_yaml(PARTS "platform: {preset: sqs, options: {VisibilityTimeout: 60, maxReceiveCount: 4}}\n");
    assert_true(change_parse(CHANGE_PRESET, "sidekiq-8.1", &change, &err));
    changed = scenario_changed(s, &change, 1, &err);
    assert_non_null(changed);
    assert_written(changed, "platform: {preset: sidekiq-8.1}\n");
    scenario_free(changed);
    scenario_free(s);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(option_rows_stay_within_their_keys),
        cmocka_unit_test(options_all_belong_to_a_preset),
        cmocka_unit_test(option_stands_for_its_keys),
        cmocka_unit_test(option_may_stand_for_two_keys),
        cmocka_unit_test(option_retries_no_crash_of_solid_queue),
        cmocka_unit_test(option_gives_way_to_the_files_own_key),
        cmocka_unit_test(option_is_set_by_its_path),
        cmocka_unit_test(options_go_with_their_preset),
    };

    return test_main("preset_option", tests, sizeof tests / sizeof *tests);
}
