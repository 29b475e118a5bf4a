/* Thresholds: at which values of a key what can come of the runs changes. Expected values are read off the trace of a run
 * that the threshold does not concern, or found by exploring every value. */
#include "support/test.h"

#include <string.h>

#include "explore/threshold.h"
#include "model/changed.h"
#include "support/play.h"

static struct threshold_options options_of(const char *path, uint32_t faults, enum own_faults own)
{
    struct threshold_options options = {.search = {.faults = faults, .own = own}};
    struct diags diags;

    diags_init(&diags, "", NULL, 0);
    assert_true(key_path_read(path, strlen(path), &options.path, &diags));
    diags_release(&diags);
    assert_true(threshold_can(&options.path));
    return options;
}

static void take(const struct scenario *scenario, const struct threshold_options *options, struct threshold *out)
{
    struct threshold_options bounded = *options;
    struct err err;

    bounded.search.events_max = threshold_events(scenario, &err);
    if (!threshold_take(scenario, &bounded, &(struct cancel_token){0}, out, &err))
        fail_msg("%s", err.text);
    assert_false(out->is_stopped);
}

static const struct threshold_band *last_of(const struct threshold *threshold)
{
    assert_true(threshold->count > 0);
    return &threshold->bands[threshold->count - 1];
}

/* The time of the n-th event of the kind, from 1. */
static msec time_of(const struct play *play, enum event_kind kind, uint32_t n)
{
    return play_event(play, kind, n)->time;
}

/* One delivery at a time as long as the lease holds to the acknowledgement: the lease must be as long as the job under a
 * lease that never ends. */
static void threshold_of_a_lease_is_the_time_to_the_acknowledgement(void **state)
{
    struct play play;
    struct threshold_options options = options_of("platform.lease", 0, OWN_KEPT);
    struct threshold threshold;

    (void)state;
    play_yaml(&play, "bots: [{name: B, post: hello}]\n"
                     "jobs: [{name: J, steps: [{post: B}]}]\n"
                     "platform: {on_crash: lease, lease: 1d, workers: 2}\n"
                     "schedule: [{enqueue: J}]\n"
                     "faults: [{bot: B, before: commit, kind: stall, for: 40s}]\n");
    take(play.scenario, &options, &threshold);
    ASSERT_I64(last_of(&threshold)->from, time_of(&play, EVENT_ACKNOWLEDGE, 1) - time_of(&play, EVENT_FETCH, 1));
    assert_true(last_of(&threshold)->fate.is_whole);
    ASSERT_I64(last_of(&threshold)->fate.duplicated, 0);
    ASSERT_I64(last_of(&threshold)[-1].fate.duplicated, 1);
    play_release(&play);
}

/* Behind the key's end the receiver does not know the post again: the key must outlive the time between two posts of a
 * run in which it ends at once. */
static void threshold_of_a_key_is_the_time_between_the_posts(void **state)
{
    struct play play;
    struct threshold_options options = options_of("bots.B.expires", 0, OWN_KEPT);
    struct threshold threshold;

    (void)state;
    play_yaml(&play, "bots: [{name: B, post: hello, guard: idempotency-key, expires: 1ms}]\n"
                     "jobs: [{name: J, steps: [{post: B}], retry: {limit: 1, wait: 3h}}]\n"
                     "schedule: [{enqueue: J}]\n"
                     "faults: [{bot: B, after: commit, kind: error}]\n");
    ASSERT_I64(play_count(&play, EVENT_COMMIT), 2);
    take(play.scenario, &options, &threshold);
    ASSERT_I64(threshold.count, 2);
    ASSERT_I64(threshold.bands[1].from, time_of(&play, EVENT_COMMIT, 2) - time_of(&play, EVENT_COMMIT, 1) + 1);
    ASSERT_I64(threshold.bands[0].fate.duplicated, 1);
    ASSERT_I64(threshold.bands[1].fate.duplicated, 0);
    play_release(&play);
}

/* An error beside a commit and no retry: nothing is done again, and whoever comes behind it is missed. With a retry all
 * is done again: whoever was posted is posted twice, and in the end nobody is missed. */
static void threshold_of_retries_is_one(void **state)
{
    struct scenario *scenario = load_yaml("bots: [{name: A, post: hello}, {name: B, post: hello}]\n"
                                          "jobs: [{name: J, steps: [{post: A}, {post: B}]}]\n"
                                          "schedule: [{enqueue: J}]\n");
    struct threshold_options options = options_of("jobs.J.retry.limit", 1, OWN_REMOVED);
    struct threshold threshold;

    (void)state;
    options.search.kinds = 1u << FAULT_ERROR;
    options.search.micros = 1u << MICRO_COMMIT;
    take(scenario, &options, &threshold);
    ASSERT_I64(threshold.count, 2);
    ASSERT_I64(threshold.bands[0].from, 0);
    ASSERT_I64(threshold.bands[0].fate.duplicated, 0);
    ASSERT_I64(threshold.bands[0].fate.missed, 3);
    ASSERT_I64(threshold.bands[1].from, 1);
    ASSERT_I64(threshold.bands[1].fate.duplicated, 3);
    ASSERT_I64(threshold.bands[1].fate.missed, 0);
    scenario_free(scenario);
}

/* What explore says at this value. */
static void assert_fate(const struct scenario *scenario, const struct threshold_options *options, int64_t value,
                        const struct threshold_fate *fate)
{
    const struct change change = threshold_change(&options->path, value);
    struct search_options search = options->search;
    struct scenario *changed;
    struct explore explore;
    struct err err;

    search.events_max = threshold_events(scenario, &err);
    changed = scenario_changed(scenario, &change, 1, &err);
    assert_int_equal(fate->is_possible, changed != NULL);
    if (!changed)
        return;
    assert_true(explore_take(changed, &search, &(struct cancel_token){0}, &explore, &err));
    assert_int_equal(fate->is_whole, explore_is_whole(&explore));
    for (uint32_t b = 0; b < changed->bot_count; b++) {
        assert_int_equal(fate->duplicated >> b & 1, explore.bots[b].duplicate > 0);
        assert_int_equal(fate->missed >> b & 1, explore.bots[b].lose > 0);
    }
    for (uint32_t w = 0; w < WISH_COUNT; w++)
        assert_int_equal(fate->refused >> w & 1, explore.total.refused[w] > 0);
    explore_release(&explore);
    scenario_free(changed);
}

/* The bands hold at every value, one by one. */
static void assert_bands(const struct scenario *scenario, const struct threshold_options *options,
                         const struct threshold *threshold, int64_t high)
{
    uint32_t band = 0;

    ASSERT_I64(threshold->bands[0].from, threshold->low);
    for (int64_t value = threshold->low; value <= high; value++) {
        if (band + 1 < threshold->count && threshold->bands[band + 1].from == value)
            band++;
        assert_fate(scenario, options, value, &threshold->bands[band].fate);
    }
}

static void bands_are_those_of_every_value(void **state)
{
    static const char lease[] = "bots: [{name: A, post: hello, guard: check-then-mark}, {name: B, post: hello}]\n"
                                "jobs:\n"
                                "  - {name: J, steps: [{post: A}], latency: {fetch: 2ms, acknowledge: 3ms}}\n"
                                "  - {name: K, steps: [{wait: 20ms}, {post: B}]}\n"
                                "platform: {on_crash: lease, lease: 1s, workers: 2, recoveries: 3}\n"
                                "schedule: [{enqueue: J}, {enqueue: K}]\n";
    static const char renew[] = "bots: [{name: A, post: hello}]\n"
                                "jobs: [{name: J, steps: [{wait: 300ms}, {post: A}]}]\n"
                                "platform: {on_crash: lease, lease: 100ms, recoveries: 2}\n"
                                "schedule: [{enqueue: J}]\n";
    static const struct {
        const char *yaml, *path;
        int64_t high;
    } cases[] = {{lease, "platform.lease", 500},   {lease, "platform.recoveries", 40},
                 {lease, "jobs.J.retry.limit", 20}, {renew, "platform.renew", 200}};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct scenario *scenario = load_yaml(cases[i].yaml);
        struct threshold_options options = options_of(cases[i].path, 1, OWN_REMOVED);
        struct threshold threshold;

        take(scenario, &options, &threshold);
        assert_bands(scenario, &options, &threshold, cases[i].high);
        scenario_free(scenario);
    }
}

static void values_that_do_not_fit_are_a_band(void **state)
{
    struct scenario *scenario = load_yaml("bots: [{name: A, post: hello}]\n"
                                          "jobs: [{name: J, steps: [{post: A}]}]\n"
                                          "platform: {on_crash: lease, lease: 30s}\n"
                                          "schedule: [{enqueue: J}]\n");
    struct threshold_options options = options_of("platform.renew", 0, OWN_REMOVED);
    struct threshold threshold;
    struct err err;

    (void)state;
    take(scenario, &options, &threshold);
    ASSERT_I64(last_of(&threshold)->from, 30000); /* a lease must be renewed before it ends */
    assert_false(last_of(&threshold)->fate.is_possible);
    options = options_of("bots.Nobody.expires", 0, OWN_REMOVED);
    assert_false(threshold_take(scenario, &options, &(struct cancel_token){0}, &threshold, &err));
    assert_non_null(strstr(err.text, "unknown bot \"Nobody\""));
    scenario_free(scenario);
}

static bool stop_after(void *context, const struct progress *progress)
{
    uint64_t *left = context;

    (void)progress;
    if (*left == 0)
        return true;
    (*left)--;
    return false;
}

/* However soon it is stopped, what it says is no more than it knows. */
static void stopped_search_says_so(void **state)
{
    struct scenario *scenario = load_builtin("short-lease");
    struct threshold_options options = options_of("platform.lease", 0, OWN_KEPT);
    struct threshold whole;

    (void)state;
    take(scenario, &options, &whole);
    options.search.events_max = 2000;
    for (uint64_t asked = 0; asked < 200; asked += 13) {
        uint64_t left = asked;
        struct threshold threshold;
        struct err err;

        assert_true(threshold_take(scenario, &options, &(struct cancel_token){stop_after, &left}, &threshold, &err));
        if (!threshold.is_stopped)
            break;
        assert_true(threshold.values <= whole.values && threshold.count <= whole.count);
    }
    scenario_free(scenario);
}

static void words_and_durations_of_no_length_are_refused(void **state)
{
    struct key_path path;
    struct diags diags;

    (void)state;
    diags_init(&diags, "", NULL, 0);
    assert_true(key_path_read("platform.on_crash", strlen("platform.on_crash"), &path, &diags));
    assert_false(threshold_can(&path));
    assert_true(key_path_read("bots.B.guard", strlen("bots.B.guard"), &path, &diags));
    assert_false(threshold_can(&path));
    diags_release(&diags);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(threshold_of_a_lease_is_the_time_to_the_acknowledgement),
        cmocka_unit_test(threshold_of_a_key_is_the_time_between_the_posts),
        cmocka_unit_test(threshold_of_retries_is_one),
        cmocka_unit_test(bands_are_those_of_every_value),
        cmocka_unit_test(values_that_do_not_fit_are_a_band),
        cmocka_unit_test(stopped_search_says_so),
        cmocka_unit_test(words_and_durations_of_no_length_are_refused),
    };

    return test_main("threshold", tests, sizeof tests / sizeof *tests);
}
