/* Exact chances where a run may go around in loops, or is cut; and that time is asked for on the way. */
#include "support/play.h"
#include "support/prop.h"
#include "support/random_scenario.h"
#include "support/test.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "explore/odds.h"
#include "file/load.h"
#include "explore/obstacle.h"

static void expect_near(double got, double expected, const char *what)
{
    if (!(fabs(got - expected) < 1e-12))
        fail_msg("%s: %.17g, expected %.17g", what, got, expected);
}

/* A delivery that dies before its fetch comes back to the same state, as often as the dice say: it arrives all the
 * same. */
static void odds_of_a_loop_are_those_of_leaving_it(void **state)
{
    static const char LOOP[] = "bots: [{name: A, post: a}]\n"
                               "jobs: [{name: J, steps: [{post: A}]}]\n"
                               "platform: {on_crash: requeue}\n"
                               "schedule: [{enqueue: J}]\n"
                               "faults:\n"
                               "  - {job: J, before: fetch, kind: crash, times: always, probability: %s}\n"
                               "  - {bot: A, before: commit, kind: error, times: always, probability: 0.1}\n";
    static const char *const chances[] = {"0.5", "0.000001", "0.999999"};

    (void)state;
    for (size_t i = 0; i < sizeof chances / sizeof *chances; i++) {
        struct scenario *scenario;
        struct odds odds;
        char yaml[1000];
        struct err err;

        snprintf(yaml, sizeof yaml, LOOP, chances[i]);
        scenario = load_yaml(yaml);
        assert_true(odds_take(scenario, ODDS_MEMORY_DEFAULT, &(struct cancel_token){0}, &odds, &err));
        assert_true(odds.unknown == 0);
        expect_near(odds.clean, 0.9, "clean");
        expect_near(odds.total.missed, 0.1, "missed");
        odds_release(&odds);
        scenario_free(scenario);
    }
}

/* Whatever the dice say, it is never fetched. */
static void odds_of_a_loop_without_a_way_out_are_unknown(void **state)
{
    struct scenario *scenario = load_yaml(
        "bots: [{name: A, post: a}, {name: B, post: b}]\n"
        "jobs: [{name: J, steps: [{post: A}]}, {name: K, steps: [{post: B}]}]\n"
        "platform: {on_crash: requeue}\n"
        "schedule: [{enqueue: K}, {enqueue: J, at: 1m}]\n"
        "faults:\n"
        "  - {job: J, before: fetch, kind: crash, times: always, probability: 0.5}\n"
        "  - {job: J, before: fetch, kind: crash, times: always}\n"
        "  - {bot: B, before: commit, kind: error, times: always, probability: 0.1}\n");
    struct odds odds;
    struct err err;

    (void)state;
    assert_true(odds_take(scenario, ODDS_MEMORY_DEFAULT, &(struct cancel_token){0}, &odds, &err));
    expect_near(odds.unknown, 1, "unknown");
    assert_true(odds.clean == 0 && odds.total.missed == 0);
    odds_release(&odds);
    scenario_free(scenario);
}

/* Half of the runs need more room than there is. */
static void odds_of_runs_that_were_cut_are_unknown(void **state)
{
    struct scenario *scenario = load_yaml(
        "bots: [{name: B, post: b}]\n"
        "jobs: [{name: Top, steps: [{enqueue: J}, {enqueue: J}], retry: {limit: 10000, wait: 0s}},\n"
        "       {name: J, queue: low, steps: [{post: B}]}]\n"
        "schedule: [{enqueue: Top}]\n"
        "faults:\n"
        "  - {job: Top, step: 1, before: begin, kind: crash, times: always, attempts: [1], probability: 0.5}\n"
        "  - {job: Top, step: 2, after: push, kind: error, times: always}\n");
    struct odds odds;
    struct err err;

    (void)state;
    assert_true(odds_take(scenario, ODDS_MEMORY_DEFAULT, &(struct cancel_token){0}, &odds, &err));
    expect_near(odds.unknown, 0.5, "unknown");
    expect_near(odds.total.missed_of[1], 0.5, "missed");
    odds_release(&odds);
    scenario_free(scenario);
}

static bool stop_after(void *context, const struct progress *progress)
{
    uint32_t *asked = context;

    (void)progress;
    return ++*asked == 20;
}

/* Without any die too it is asked again and again on the way to the end. */
static void odds_of_a_long_run_ask_their_watch_on_the_way(void **state)
{
    struct scenario *scenario = load_yaml("bots: [{name: A, post: a}]\n"
                                          "jobs: [{name: J, steps: [{post: A}]}]\n"
                                          "schedule: [{enqueue: J, times: 100}]\n");
    uint32_t asked = 0;
    struct odds odds;
    struct err err;

    (void)state;
    assert_true(odds_take(scenario, ODDS_MEMORY_DEFAULT, &(struct cancel_token){stop_after, &asked}, &odds, &err));
    assert_true(odds.is_stopped && asked == 20);
    expect_near(odds.unknown, 1, "unknown");
    odds_release(&odds);
    scenario_free(scenario);
}

static bool count_asked(void *context, const struct progress *progress)
{
    ++*(uint32_t *)context;
    (void)progress;
    return false;
}

/* A die that is rolled late is walked to twice, and the watch asked on both walks. */
static void odds_of_a_late_roll_ask_their_watch_on_both_walks(void **state)
{
    static const char *const faults[] = {"", "faults: [{bot: A, before: call, kind: error, occurrences: [100], "
                                             "probability: 0.5}]\n"};
    uint32_t asked[2] = {0, 0};

    (void)state;
    for (int i = 0; i < 2; i++) {
        struct text yaml = {0};
        struct scenario *scenario;
        struct odds odds;
        struct err err;

        text_addf(&yaml, "bots: [{name: A, post: a}]\njobs: [{name: J, steps: [{post: A}]}]\n"
                         "schedule: [{enqueue: J, times: 100}]\n%s", faults[i]);
        scenario = load_yaml(text_str(&yaml));
        assert_true(odds_take(scenario, ODDS_MEMORY_DEFAULT, &(struct cancel_token){count_asked, &asked[i]}, &odds, &err));
        assert_true(odds.unknown == 0);
        odds_release(&odds);
        scenario_free(scenario);
        text_release(&yaml);
    }
    assert_in_range(asked[1], asked[0] * 19 / 10, asked[0] * 21 / 10);
}

/* Without lengths that vary: a random scenario in which nothing but faults is random. NULL where no fault is. */
static struct scenario *random_with_fixed_lengths(struct tape *tape)
{
    static const char *const varying[][2] = {
        {"exp(2s)", "2s     "}, {"exp(10s)", "10s     "}, {"sidekiq: \"8.0\"", "wait: 30s     "}};
    struct scenario *scenario = NULL;
    struct text yaml = {0};
    struct diags diags;

    random_scenario(tape->bytes, tape->size, &yaml);
    for (size_t i = 0; i < sizeof varying / sizeof *varying; i++)
        for (char *at; (at = strstr(yaml.bytes, varying[i][0])) != NULL;)
            memcpy(at, varying[i][1], strlen(varying[i][1]));
    for (char *at; (at = strstr(yaml.bytes, "..")) != NULL;) /* of "1s..3s" the 1s is left */
        memset(at, ' ', strcspn(at, ",}"));
    if (strstr(yaml.bytes, "probability")) {
        diags_init(&diags, "random.yaml", yaml.bytes, yaml.size);
        scenario = scenario_load("random.yaml", yaml.bytes, yaml.size, &diags);
        diags_release(&diags);
        assert_non_null(scenario);
    }
    text_release(&yaml);
    return scenario;
}

/* Not all of a large graph, and not many runs without an end, which ask at each of their steps. */
static bool stop_at(void *context, const struct progress *progress)
{
    uint64_t *asked = context;

    return progress->done > 3000 || ++*asked > 200000;
}

/* x ln (x / y), which is 0 where x is. */
static double relative(double x, double y)
{
    return x > 0 ? x * log(x / y) : 0;
}

/* The share of `count` runs may be that of a chance from `low` to `low + unknown`: by Chernoff's bound a share so far off
 * comes about once in e^23 samples, 10^10, at most. */
static bool share_fits(uint64_t runs, uint64_t count, double low, double unknown, const char *what, struct text *why)
{
    double share = (double)runs / (double)count;
    double chance = fmin(fmax(share, low), fmin(low + unknown, 1)); /* the nearest */

    if ((double)count * (relative(share, chance) + relative(1 - share, 1 - chance)) <= 23)
        return true;
    text_addf(why, "%s: %g of the runs, the chance is %g and at most %g more", what, share, low, unknown);
    return false;
}

/* Of so many seeds, how many runs come to what. One without an end is cut early: it is unknown to the odds. */
struct sample {
    uint64_t runs, clean, duplicates_of[ODDS_COUNTS], missed_of[ODDS_COUNTS];
};

static void sample_take(const struct scenario *scenario, struct sample *sample)
{
    struct plan *plan;
    struct world *world;
    struct err err;

    plan = plan_new(scenario, &err);
    assert_non_null(plan);
    plan_limit_events(plan, 1000);
    world = world_new(plan, &err);
    assert_non_null(world);
    for (uint64_t seed = 1; seed <= sample->runs; seed++) {
        struct outcome outcome;

        world_start(plan, world, seed);
        world_run(plan, world, NULL, NULL);
        world_outcome(plan, world, &outcome);
        sample->clean += (outcome.duplicates == 0 || !wish_is_judged(scenario, WISH_ONCE)) &&
                         (outcome.missed == 0 || !wish_is_judged(scenario, WISH_MADE));
        sample->duplicates_of[outcome.duplicates < ODDS_COUNTS ? outcome.duplicates : ODDS_COUNTS - 1]++;
        sample->missed_of[outcome.missed < ODDS_COUNTS ? outcome.missed : ODDS_COUNTS - 1]++;
    }
    world_free(world);
    plan_free(plan);
}

static bool odds_fit_the_runs(struct tape *tape, struct text *why)
{
    struct scenario *scenario = random_with_fixed_lengths(tape);
    struct sample sample = {.runs = 500};
    uint64_t asked = 0;
    struct odds odds;
    struct err err;
    bool fits = true;

    if (!scenario)
        return true;
    assert_int_equal(odds_obstacle(scenario), OBSTACLE_NONE);
    assert_true(odds_take(scenario, ODDS_MEMORY_DEFAULT, &(struct cancel_token){stop_at, &asked}, &odds, &err));
    sample_take(scenario, &sample);
    fits = share_fits(sample.clean, sample.runs, odds.clean, odds.unknown, "clean", why);
    for (int i = 0; i < ODDS_COUNTS && fits; i++)
        fits = share_fits(sample.duplicates_of[i], sample.runs, odds.total.duplicates_of[i], odds.unknown, "duplicates",
                          why) &&
               share_fits(sample.missed_of[i], sample.runs, odds.total.missed_of[i], odds.unknown, "misses", why);
    odds_release(&odds);
    scenario_free(scenario);
    return fits;
}

static void odds_of_random_scenarios_are_those_of_many_runs(void **state)
{
    (void)state;
    assert_true(prop_holds("odds", odds_fit_the_runs, 300, 90));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(odds_of_a_loop_are_those_of_leaving_it),
        cmocka_unit_test(odds_of_a_loop_without_a_way_out_are_unknown),
        cmocka_unit_test(odds_of_runs_that_were_cut_are_unknown),
        cmocka_unit_test(odds_of_a_long_run_ask_their_watch_on_the_way),
        cmocka_unit_test(odds_of_a_late_roll_ask_their_watch_on_both_walks),
        cmocka_unit_test(odds_of_random_scenarios_are_those_of_many_runs),
    };

    return test_main("odds_limits", tests, sizeof tests / sizeof *tests);
}
