/* The search: its numbers of runs against a second opinion, and every failing run against its own replay. */
#include "support/play.h"
#include "support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "explore/explore.h"
#include "oracle/enumerate.c"

/* Scenarios small enough for plain recursion: one worker, retries that wait longer than everything else takes. */
static const char *const SMALL[] = {
    /* One post without a guard, no retry. */
    "bots: [{name: A, post: a}]\n"
    "jobs: [{name: J, steps: [{post: A}]}]\n"
    "schedule: [{enqueue: J}]\n",
    /* A retry; the day of the article with two bots. */
    "bots: [{name: A, post: a, guard: check-then-mark}, {name: B, post: b}]\n"
    "jobs: [{name: J, steps: [{post: A}, {post: B}], retry: {limit: 1, wait: 2h}}]\n"
    "schedule: [{enqueue: J}]\n",
    /* Crashes bring the job back. */
    "bots: [{name: A, post: a, guard: mark-then-post}, {name: B, post: b}]\n"
    "jobs: [{name: J, steps: [{post: A}, {post: B}], retry: {limit: 2, wait: 2h}}]\n"
    "platform: {on_crash: requeue}\n"
    "schedule: [{enqueue: J}]\n",
    /* Bail out. */
    "bots: [{name: A, post: a}, {name: B, post: b, guard: ask-receiver}]\n"
    "jobs: [{name: J, rescue: exit, steps: [{post: A}, {post: B}], retry: {limit: 1, wait: 2h}}]\n"
    "platform: {on_crash: requeue}\n"
    "schedule: [{enqueue: J}]\n",
    /* Go on after an error. */
    "bots: [{name: A, post: a}, {name: B, post: b, guard: idempotency-key}, {name: C, post: c}]\n"
    "jobs: [{name: J, rescue: continue, steps: [{post: A}, {post: B}, {post: C}]}]\n"
    "platform: {on_crash: requeue}\n"
    "schedule: [{enqueue: J}]\n",
    /* A top job and its children, each guarded; what the top job's second attempt enqueues comes before the children's own retries. */
    "bots: [{name: A, post: a, guard: check-then-mark}, {name: B, post: b, guard: check-then-mark}]\n"
    "jobs:\n  - {name: Top, steps: [{enqueue: JA}, {enqueue: JB}], retry: {limit: 1, wait: 2h}}\n"
    "  - {name: JA, steps: [{post: A}], retry: {limit: 1, wait: 5h}}\n"
    "  - {name: JB, steps: [{post: B}], retry: {limit: 1, wait: 5h}}\n"
    "schedule: [{enqueue: Top}]\n",
    /* Acknowledged before the work; what fails for good is thrown away. */
    "bots: [{name: A, post: a}, {name: B, post: b, guard: idempotency-key}]\n"
    "jobs: [{name: J, exhausted: discard, steps: [{post: A}, {post: B}], retry: {limit: 1, wait: 2h}}]\n"
    "platform: {acknowledge: early, on_crash: requeue}\n"
    "schedule: [{enqueue: J}]\n",
    /* The same day enqueued twice. */
    "bots: [{name: A, post: a, guard: check-then-mark}, {name: B, post: b}]\n"
    "jobs: [{name: J, steps: [{post: A}, {post: B}], retry: {limit: 0}}]\n"
    "schedule: [{enqueue: J, copies: 2}]\n",
    /* Four bots and two retries. */
    "bots: [{name: A, post: a, guard: check-then-mark}, {name: B, post: b}, {name: C, post: c, guard: mark-then-post}, "
    "{name: D, post: d, guard: idempotency-key}]\n"
    "jobs: [{name: J, steps: [{post: A}, {post: B}, {post: C}, {post: D}], retry: {limit: 2, wait: 2h}}]\n"
    "platform: {on_crash: requeue}\n"
    "schedule: [{enqueue: J}]\n",
    /* A wait between two posts, and crashes that lose the job. */
    "bots: [{name: A, post: a}, {name: B, post: b}]\n"
    "jobs: [{name: J, steps: [{post: A}, {wait: 5m}, {post: B}], retry: {limit: 1, wait: 2h}}]\n"
    "schedule: [{enqueue: J}]\n",
};

static void explore_yaml(const struct scenario *scenario, uint32_t faults, struct explore *out)
{
    struct search_options options = {.faults = faults};
    struct err err;

    if (!explore_take(scenario, &options, false, NULL, NULL, out, &err))
        fail_msg("%s", err.text);
}

static void expect_sums(const struct run_tally *got, const struct sums *expected, size_t number, uint32_t faults)
{
    const uint64_t pairs[][2] = {{got->runs, expected->runs},           {got->clean, expected->clean},
                                 {got->duplicate, expected->duplicate}, {got->lose, expected->lose},
                                 {got->both, expected->both},           {got->silent, expected->silent}};
    static const char *const names[] = {"runs", "clean", "duplicate", "lose", "both", "silent"};

    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (pairs[i][0] != pairs[i][1])
            fail_msg("scenario %zu, %u faults: %llu %s, enumerated %llu", number, faults,
                     (unsigned long long)pairs[i][0], names[i], (unsigned long long)pairs[i][1]);
}

/* Runs, and runs of each verdict, are the enumerator's, for up to three faults. */
static void explore_of_small_scenarios_agrees_with_plain_recursion(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof SMALL / sizeof *SMALL; i++) {
        struct scenario *scenario = load_yaml(SMALL[i]);

        for (uint32_t faults = 0; faults <= 3; faults++) {
            struct sums sums = enumerate(scenario, (int)faults);
            struct explore explore;

            explore_yaml(scenario, faults, &explore);
            expect_sums(&explore.total, &sums, i, faults);
            assert_int_equal(explore.end, SEARCH_COMPLETE);
            explore_release(&explore);
        }
        scenario_free(scenario);
    }
}

/* By hand: one post without a guard has gaps before and after its fetch (crash alone), six of its step (error and crash), and two of
 * its acknowledge (crash): 2 + 12 + 2 = 16, and the run without a fault: 17. A crash before the fetch is harmless: the job
 * goes back. One before the commit (after fetch, before and after begin, after call) loses the post, an error there (three gaps)
 * too; whatever strikes later changes nothing. So 4 + 3 = 7 lose, 10 are clean. Dead jobs show the three errors. */
static void explore_of_one_post_counts_as_by_hand(void **state)
{
    struct scenario *scenario = load_yaml(SMALL[0]);
    struct explore explore;

    (void)state;
    explore_yaml(scenario, 1, &explore);
    assert_int_equal(explore.total.runs, 17);
    assert_int_equal(explore.total.clean, 10);
    assert_int_equal(explore.total.lose, 7);
    assert_int_equal(explore.total.silent, 4);
    assert_int_equal(explore.smallest.count, 1);
    assert_int_equal(explore.smallest.set[0].gap.after, MICRO_FETCH);
    assert_int_equal(explore.map.row_count, 10);
    explore_release(&explore);
    scenario_free(scenario);
}

/* A replay context: what every run of a search is held to. */
struct replays {
    const struct scenario *scenario; /* as the file has it */
    const struct scenario *searched;
    const struct plan *plan;
    uint64_t count, every;
};

static bool replay(void *context, const struct search_run *run)
{
    struct replays *replays = context;
    struct change changes[PLACEMENTS_MAX + 1];
    struct scenario *scenario;
    struct outcome expected, got;
    struct world *world;
    struct plan *plan;
    struct err err;
    size_t count;

    if (replays->count++ % replays->every != 0)
        return true;
    count = placements_changes(replays->searched, run->set, run->count, false, changes, &err);
    scenario = scenario_changed(replays->scenario, changes, count, &err);
    if (!scenario)
        fail_msg("%s", err.text);
    plan = plan_new(scenario, &err);
    world = world_new(plan, &err);
    world_start(plan, world, scenario->seed);
    world_run(plan, world, NULL, NULL);
    world_outcome(replays->plan, run->world, &expected);
    world_outcome(plan, world, &got);
    if (memcmp(&expected, &got, sizeof got) != 0)
        fail_msg("run %llu with %u faults is replayed otherwise: %llu posts at %lld ms, not %llu at %lld ms",
                 (unsigned long long)replays->count, run->count, (unsigned long long)got.posts, (long long)got.now,
                 (unsigned long long)expected.posts, (long long)expected.now);
    world_free(world);
    plan_free(plan);
    scenario_free(scenario);
    return true;
}

static void replay_all(const char *path, uint32_t faults, unsigned kinds, uint64_t every)
{
    struct change none = {.kind = CHANGE_NO_FAULTS};
    size_t size;
    char *bytes = test_file_read(path, &size);
    struct diags diags;
    struct replays replays = {.every = every};
    struct search_options options = {.faults = faults, .kinds = kinds, .seed = 1};
    struct search_visitor visitor = {replay, NULL, &replays};
    struct scenario *searched;
    enum search_end end;
    struct plan *plan;
    struct err err;

    diags_init(&diags, path, bytes, size);
    replays.scenario = scenario_load(path, bytes, size, &diags);
    assert_non_null(replays.scenario);
    diags_release(&diags);
    searched = scenario_changed(replays.scenario, &none, 1, &err);
    replays.searched = searched;
    plan = plan_new(searched, &err);
    replays.plan = plan;
    assert_true(search_all(plan, &options, &visitor, &end, &err));
    assert_true(replays.count > 20);
    plan_free(plan);
    scenario_free(searched);
    scenario_free((struct scenario *)replays.scenario);
    free(bytes);
}

/* A run's placements, written as --fault options, make the very same run: counts, wishes, number of events, time of the end. */
static void search_runs_written_as_options_are_replayed_exactly(void **state)
{
    (void)state;
    replay_all("scenarios/sequential.yaml", 1, 0xf, 1);
    replay_all("scenarios/sequential.yaml", 2, 0, 7);
    replay_all("scenarios/fan-out.yaml", 1, 0xf, 1);
    replay_all("scenarios/fan-out.yaml", 2, 0, 211);
    replay_all("scenarios/two-workers.yaml", 2, 0xf, 31);
    replay_all("scenarios/short-lease.yaml", 2, 0xf, 97);
    replay_all("scenarios/three-days.yaml", 1, 0xf, 3);
    replay_all("scenarios/top-job-fails.yaml", 2, 0, 501);
}

static bool stop_at_once(void *context)
{
    (void)context;
    return true;
}

/* A limit of runs and a stop leave what was counted so far, and the bound says that it is not all. */
static void explore_that_is_cut_short_says_so(void **state)
{
    struct scenario *scenario = load_yaml(SMALL[8]);
    struct search_options options = {.faults = 2, .runs_max = 100};
    struct explore explore;
    struct text bound = {0};
    struct err err;

    (void)state;
    assert_true(explore_take(scenario, &options, false, NULL, NULL, &explore, &err));
    assert_int_equal(explore.total.runs, 100);
    assert_int_equal(explore.end, SEARCH_LIMIT);
    explore_say_bound(&explore, &bound);
    assert_non_null(strstr(text_str(&bound), "did not finish"));
    explore_release(&explore);
    options.runs_max = 0;
    assert_true(explore_take(scenario, &options, false, stop_at_once, NULL, &explore, &err));
    assert_int_equal(explore.end, SEARCH_STOPPED);
    assert_true(explore.total.runs < 1000);
    explore_release(&explore);
    text_release(&bound);
    scenario_free(scenario);
}

/* The bound of a design that holds, in the words that are promised. */
static void explore_of_a_safe_design_says_its_bound(void **state)
{
    static const char SAFE[] = "bots: [{name: A, post: a, guard: idempotency-key}]\n"
                               "jobs: [{name: J, steps: [{post: A}], retry: {limit: 2, wait: 1m}}]\n"
                               "platform: {on_crash: requeue}\n"
                               "schedule: [{enqueue: J}]\n";
    struct scenario *scenario = load_yaml(SAFE);
    struct explore explore;
    struct text bound = {0};
    char expected[200];

    (void)state;
    explore_yaml(scenario, 2, &explore);
    assert_int_equal(explore.total.clean, explore.total.runs);
    explore_say_bound(&explore, &bound);
    snprintf(expected, sizeof expected,
             "No post was duplicated or missed in all %llu runs with at most 2 faults and 3 attempts.",
             (unsigned long long)enumerate(scenario, 2).runs);
    assert_string_equal(text_str(&bound), expected);
    explore_release(&explore);
    text_release(&bound);
    scenario_free(scenario);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(explore_of_one_post_counts_as_by_hand),
        cmocka_unit_test(explore_of_small_scenarios_agrees_with_plain_recursion),
        cmocka_unit_test(search_runs_written_as_options_are_replayed_exactly),
        cmocka_unit_test(explore_that_is_cut_short_says_so),
        cmocka_unit_test(explore_of_a_safe_design_says_its_bound),
    };

    return test_main("explore", tests, sizeof tests / sizeof *tests);
}
