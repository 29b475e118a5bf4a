/* What searches are allowed of memory, and what they really take, as the kernel counts it. */
#include "support/play.h"
#include "support/test.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "explore/explore.h"
#include "explore/odds.h"
#include "explore/orders.h"
#include "explore/sweep.h"

enum { ALLOWED_MIB = 16, TAKEN_MIB_MAX = 48 };
#define ALLOWED ((size_t)ALLOWED_MIB << 20)

/* A step with fourteen dice goes on in 2^14 ways. */
static const char DICE[] = "bots: [{name: A, post: a}]\n"
                           "jobs: [{name: J, steps: [{post: A}]}]\n"
                           "platform: {workers: 14, on_crash: requeue}\n"
                           "schedule: [{enqueue: J, copies: 14, apart: 0s}]\n"
                           "faults:\n"
                           "  - {platform: kill, at: 0s}\n"
                           "  - {job: J, before: fetch, kind: stall, times: always, probability: 0.5}\n";

/* A large world, and some forty thousand steps from its beginning to its end. */
static const char LONG[] = "bots: [{name: A, post: a}, {name: B, post: b}, {name: C, post: c}, {name: D, post: d}]\n"
                           "jobs: [{name: J, steps: [{post: A}, {post: B}, {post: C}, {post: D}]}]\n"
                           "schedule: [{enqueue: J, times: 2000}]\n";

/* The same, each run another: none is known before it was played. */
static const char LONG_RANDOM[] =
    "bots: [{name: A, post: a}, {name: B, post: b}, {name: C, post: c}, {name: D, post: d}]\n"
    "jobs: [{name: J, steps: [{post: A}, {post: B}, {post: C}, {post: D}]}]\n"
    "schedule: [{enqueue: J, every: exp(2m), times: 2000}]\n";

static const struct cancel_token NOBODY = {0};

static bool take_odds(const struct scenario *scenario)
{
    struct odds odds;
    struct err err;

    return odds_take(scenario, ALLOWED, &NOBODY, &odds, &err) && odds.memory <= ALLOWED && odds.unknown > 0;
}

static bool take_schedules(const struct scenario *scenario)
{
    struct orders orders;
    struct err err;

    return orders_take(scenario,
                          &(struct orders_options){.search = {.faults = 1, .memory_max = ALLOWED}, .cancel = NOBODY},
                          &orders, &err) &&
           orders.memory <= ALLOWED && orders.end == SEARCH_LIMIT;
}

static bool take_explore(const struct scenario *scenario)
{
    struct explore explore;
    struct err err;

    return explore_take(scenario,
                        &(struct search_options){.faults = 4,
                                                 .memory_max = ALLOWED,
                                                 .plays_max = 20,
                                                 .kinds = 1u << FAULT_STALL,
                                                 .micros = 1u << MICRO_DONE},
                        &NOBODY, &explore, &err) &&
           explore.result.end == SEARCH_LIMIT;
}

static bool stop_soon(void *context, const struct progress *progress)
{
    atomic_int *left = context;

    (void)progress;
    return atomic_fetch_sub(left, 1) <= 0;
}

/* So many threads that each plays for a while, whose worlds alone would take more than is allowed. */
static bool take_sweep(const struct scenario *scenario)
{
    static atomic_int left = 1000;
    struct sweep sweep;
    struct err err;

    return sweep_take(scenario,
                      &(struct sweep_options){.runs = 1000000,
                                              .threads = SWEEP_THREADS_MAX,
                                              .memory_max = ALLOWED,
                                              .cancel = {stop_soon, &left}},
                      &sweep, &err);
}

/* MiB that a process of its own grew by, at the most; fails the test where the search did not go as it should. */
static int mib_taken(const char *yaml, bool (*take)(const struct scenario *scenario))
{
    enum { WENT_WRONG = 255, MUCH = 254 };
    struct scenario *scenario = load_yaml(yaml);
    pid_t child = fork();
    int status;

    if (child == 0) {
        struct rusage before, after;
        bool is_taken;
        long mib;

        (void)getrusage(RUSAGE_SELF, &before);
        is_taken = take(scenario);
        (void)getrusage(RUSAGE_SELF, &after);
        mib = (after.ru_maxrss - before.ru_maxrss) / 1024;
        _exit(!is_taken ? WENT_WRONG : mib > MUCH ? MUCH : (int)mib);
    }
    scenario_free(scenario);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) != WENT_WRONG);
    return WEXITSTATUS(status);
}

static void expect_within(const char *yaml, bool (*take)(const struct scenario *scenario))
{
    int mib = mib_taken(yaml, take);

    if (mib > TAKEN_MIB_MAX)
        fail_msg("%d MiB; %d are allowed", mib, ALLOWED_MIB);
}

static void odds_of_many_dice_keep_within_memory(void **state)
{
    (void)state;
    expect_within(DICE, take_odds);
}

static void orders_of_a_long_way_keep_within_memory(void **state)
{
    (void)state;
    expect_within(LONG, take_schedules);
}

static void explore_of_a_large_world_keeps_within_memory(void **state)
{
    (void)state;
    expect_within(LONG, take_explore);
}

static void sweep_of_many_threads_keeps_within_memory(void **state)
{
    (void)state;
    expect_within(LONG_RANDOM, take_sweep);
}

static void searches_larger_than_memory_are_refused(void **state)
{
    struct scenario *scenario = load_yaml(LONG);
    struct orders orders;
    struct explore explore;
    struct odds odds;
    struct err err;

    (void)state;
    assert_false(odds_take(scenario, 1000, &NOBODY, &odds, &err));
    assert_non_null(strstr(err.text, "--memory"));
    assert_false(
        explore_take(scenario, &(struct search_options){.faults = 1, .memory_max = 1000}, &NOBODY, &explore, &err));
    assert_non_null(strstr(err.text, "--memory"));
    assert_false(orders_take(
        scenario, &(struct orders_options){.search = {.faults = 1, .memory_max = 1000}, .cancel = NOBODY}, &orders,
        &err));
    assert_non_null(strstr(err.text, "--memory"));
    scenario_free(scenario);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(odds_of_many_dice_keep_within_memory),
        cmocka_unit_test(orders_of_a_long_way_keep_within_memory),
        cmocka_unit_test(explore_of_a_large_world_keeps_within_memory),
        cmocka_unit_test(sweep_of_many_threads_keeps_within_memory),
        cmocka_unit_test(searches_larger_than_memory_are_refused),
    };

    return test_main("search_memory", tests, sizeof tests / sizeof *tests);
}
