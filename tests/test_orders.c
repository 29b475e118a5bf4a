/* Every order: states counted by hand and by Spin's model, ends, and orders that are played again. */
#include "support/play.h"
#include "support/test.h"

#include <stdio.h>
#include <string.h>

#include "explore/orders.h"
#include "explore/states.h"
#include "explore/obstacle.h"

static void search_orders(const struct scenario *scenario, const struct orders_options *options,
                          struct orders *out)
{
    struct err err;

    assert_int_equal(orders_obstacle(scenario), OBSTACLE_NONE);
    if (!orders_take(scenario, options, out, &err))
        fail_msg("%s", err.text);
    assert_int_equal(out->end, SEARCH_COMPLETE);
}

/* Every state. */
static void orders_of(const struct scenario *scenario, uint32_t faults, unsigned kinds, unsigned micros,
                      struct orders *out)
{
    search_orders(scenario,
                  &(struct orders_options){
                      .search = {.faults = faults, .kinds = kinds, .micros = micros, .memory_max = (size_t)1 << 30},
                      .is_unreduced = true,
                  },
                  out);
}

/* By hand: one job of one post goes through the firing and 7 instants (fetch, begin, call, commit, reply, done,
 * acknowledge), one after the other: 9 states; and the end: 10, and one of each step between them. */
static void orders_of_one_post_are_its_instants(void **state)
{
    struct scenario *scenario = load_yaml("bots: [{name: A, post: a}]\n"
                                          "jobs: [{name: J, steps: [{post: A}]}]\n"
                                          "schedule: [{enqueue: J}]\n");
    struct orders orders;

    (void)state;
    orders_of(scenario, 0, 0, 0, &orders);
    assert_int_equal(orders.states, 10);
    assert_int_equal(orders.transitions, 9);
    assert_int_equal(orders.ends.runs, 1);
    assert_int_equal(orders.ends.clean, 1);
    orders_release(&orders);
    scenario_free(scenario);
}

/* By hand: two jobs of one wait step each (fetch, begin, wait, done, acknowledge: 5 instants) that two workers have
 * from the beginning would make 6 × 6 states. The firings come in order, and a job that is over leaves no trace but
 * that it was made. With f of 2 firings made: f = 0: 1. f = 1: the job stands in one of its 5 places or is over: 6. f =
 * 2: both stand somewhere, 25 by age, but whether the second was taken by the first worker (the first was over by then)
 * matters only when it is alone: both alive, 25; one alive in one of two workers' hands, 5 × 2; none: 1. The end: 1.
 * Together 1 + 6 + 25 + 10 + 1 + 1 = 44. */
static void orders_of_two_jobs_interleave_them(void **state)
{
    struct scenario *scenario = load_yaml("bots: [{name: A, post: a}]\n"
                                          "jobs: [{name: J, steps: [{wait: 1s}]}, {name: K, steps: [{post: A}]}]\n"
                                          "platform: {workers: 2}\n"
                                          "schedule: [{enqueue: J, copies: 2}]\n");
    struct orders orders;

    (void)state;
    orders_of(scenario, 0, 0, 0, &orders);
    assert_int_equal(orders.states, 44);
    assert_int_equal(orders.ends.runs, 1);
    orders_release(&orders);
    scenario_free(scenario);
}

static struct scenario *days(int copies)
{
    char yaml[1000];

    snprintf(yaml, sizeof yaml,
             "bots:\n  - {name: Picard, post: a, guard: check-then-mark}\n"
             "  - {name: Riker, post: b}\n  - {name: Worf, post: c}\n  - {name: Locutus, post: d}\n"
             "jobs: [{name: J, steps: [{post: Picard}, {post: Riker}, {post: Worf}, {post: Locutus}], retry: {limit: "
             "1, wait: 1m}}]\n"
             "platform: {workers: %d}\nschedule: [{enqueue: J, copies: %d}]\n",
             copies, copies);
    return load_yaml(yaml);
}

/* What Spin 6.5.2 stores for tests/oracle/days.pml with reduction off, and the worst that it meets; tests/test_spin.sh
 * asks it again. */
static void orders_of_sequential_days_have_the_states_of_spins_model(void **state)
{
    static const struct {
        int copies;
        uint32_t faults;
        uint64_t states, duplicates, missed;
    } rows[] = {{1, 0, 27, 0, 0},   {1, 1, 155, 3, 0},   {1, 2, 189, 3, 4},
                {2, 0, 1012, 4, 0}, {2, 1, 13241, 7, 0}, {2, 2, 40370, 10, 0}};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct scenario *scenario = days(rows[i].copies);
        struct orders orders;

        orders_of(scenario, rows[i].faults, 1u << FAULT_ERROR, 1u << MICRO_COMMIT, &orders);
        assert_int_equal(orders.states, rows[i].states);
        assert_int_equal(orders.duplicates_max, rows[i].duplicates);
        assert_int_equal(orders.missed_max, rows[i].missed);
        orders_release(&orders);
        scenario_free(scenario);
    }
}

/* Scenarios with workers that get in each other's way in every manner there is. */
static const char *const TANGLED[] = {
    "bots: [{name: A, post: a, guard: check-then-mark}, {name: B, post: b, guard: mark-then-post}]\n"
    "jobs: [{name: J, steps: [{post: A}, {post: B}], retry: {limit: 1, wait: 1m}}]\n"
    "platform: {workers: 2, on_crash: requeue}\nschedule: [{enqueue: J, copies: 2}]\n",
    "bots: [{name: A, post: a, guard: idempotency-key}, {name: B, post: b, guard: ask-receiver}]\n"
    "jobs:\n  - {name: T, steps: [{enqueue: J}, {wait: 1s}, {enqueue: J}], retry: {limit: 1, wait: 1m}}\n"
    "  - {name: J, rescue: continue, steps: [{post: A, skipped: end}, {post: B}]}\n"
    "platform: {processes: 2, workers: 1, on_crash: heartbeat, heartbeat: 30s}\nschedule: [{enqueue: T}]\n",
    "bots: [{name: A, post: a}, {name: B, post: b, guard: check-then-mark}]\n"
    "jobs: [{name: J, steps: [{post: A}, {post: B, skipped: end}], retry: {limit: 1, wait: 1m}}]\n"
    "platform: {processes: 2, on_crash: lease, lease: 30s}\nschedule: [{enqueue: J}]\n",
    "bots: [{name: A, post: a}, {name: B, post: b, guard: check-then-mark}]\n"
    "jobs: [{name: J, steps: [{post: A}, {post: B, skipped: end}], retry: {limit: 1, wait: 1m}}]\n"
    "platform: {processes: 2, on_crash: lease, lease: 30s, ended_lease: by-job, recoveries: 1}\n"
    "schedule: [{enqueue: J}]\n",
    "bots: [{name: A, post: a}, {name: B, post: b, guard: check-then-mark}]\n"
    "jobs: [{name: J, steps: [{post: A}, {post: B, skipped: end}], retry: {limit: 1, wait: 1m}}]\n"
    "platform: {processes: 2, on_crash: lease, lease: 20s..30s, check_every: 1m, poll: 1s..2s, recoveries: 1}\n"
    "schedule: [{enqueue: J}]\nfaults: [{platform: start, process: 2, at: 40s}]\n",
    "bots: [{name: A, post: a, guard: check-then-mark}]\n"
    "jobs: [{name: J, steps: [{post: A}], retry: {limit: 1, wait: 1m}}]\n"
    "platform: {workers: 2, on_crash: requeue, retried_at: place, recovered_at: place}\n"
    "schedule: [{enqueue: J, copies: 2}]\n",
    "bots: [{name: A, post: a, guard: check-then-mark}]\n"
    "jobs: [{name: J, steps: [{post: A}], retry: {limit: 1, wait: 1m}}]\n"
    "platform: {processes: 2, prefetch: 1, on_crash: requeue}\nschedule: [{enqueue: J, copies: 3}]\n",
    "bots: [{name: A, post: a}]\n"
    "jobs: [{name: J, steps: [{post: A}]}]\n"
    "platform: {processes: 2, prefetch: 1, on_crash: lease, lease: 1h, ended_lease: by-job, recoveries: 1}\n"
    "schedule: [{enqueue: J, copies: 3}]\n",
    "bots: [{name: A, post: a}]\n"
    "jobs: [{name: J, steps: [{wait: 3h, from: enqueue}, {post: A}]}]\n"
    "platform: {workers: 3, on_crash: lease, lease: 1h, ended_lease: by-job, recoveries: 2}\n"
    "schedule: [{enqueue: J}]\n",
    "bots: [{name: A, post: a, guard: check-then-mark}]\n"
    "jobs: [{name: J, rescue: exit, steps: [{post: A}, {wait: 1m}], retry: {limit: 0}}]\n"
    "platform: {workers: 3, acknowledge: early}\nschedule: [{enqueue: J, copies: 3}]\n",
};

/* The reduced search finds the same ends, and as many of each kind, as the whole one. */
static void orders_reduced_have_the_ends_of_the_whole(void **state)
{
    static const struct search_options rows[] = {
        {.faults = 0},
        {.faults = 1},
        {.faults = 1, .kinds = (1u << FAULT_COUNT) - 1, .micros = 1u << MICRO_COMMIT},
        {.faults = 2, .kinds = 1u << FAULT_CRASH, .micros = 1u << MICRO_MARK | 1u << MICRO_FETCH},
        {.faults = 2, .kinds = 1u << FAULT_TIMEOUT, .micros = 1u << MICRO_CALL},
        {.faults = 2,
         .kinds = 1u << FAULT_ERROR | 1u << FAULT_CRASH,
         .micros = 1u << MICRO_FETCH | 1u << MICRO_ACKNOWLEDGE},
    };
    uint32_t compared = 0;

    (void)state;
    for (size_t i = 0; i < sizeof TANGLED / sizeof *TANGLED; i++) {
        struct scenario *scenario = load_yaml(TANGLED[i]);

        for (size_t r = 0; r < sizeof rows / sizeof *rows; r++) {
            struct orders_options options = {.search = rows[r], .is_unreduced = true};
            struct orders reduced, whole;
            struct err err;

            options.search.memory_max = (size_t)16 << 20;
            assert_true(orders_take(scenario, &options, &whole, &err));
            if (whole.end != SEARCH_COMPLETE) { /* too many states for a test */
                orders_release(&whole);
                continue;
            }
            compared++;
            options.is_unreduced = false;
            search_orders(scenario, &options, &reduced);
            if (memcmp(&reduced.ends, &whole.ends, sizeof whole.ends) != 0)
                fail_msg("scenario %zu, row %zu: %llu ends of %llu", i, r, (unsigned long long)reduced.ends.runs,
                         (unsigned long long)whole.ends.runs);
            assert_int_equal(reduced.duplicates_max, whole.duplicates_max);
            assert_int_equal(reduced.missed_max, whole.missed_max);
            assert_int_equal(reduced.attempts_max, whole.attempts_max);
            assert_true(reduced.states <= whole.states);
            orders_release(&reduced);
            orders_release(&whole);
        }
        scenario_free(scenario);
    }
    print_message("%u searches compared\n", compared);
    assert_true(compared >= 10);
}

/* Where time does not count, a day still does not begin before the copies of the one before it are made: whatever the
 * order, each job posts once for each of its 2 copies, and a crash makes it at most one more. */
static void orders_lose_no_copies(void **state)
{
    struct scenario *scenario = load_yaml("bots: [{name: A, post: a}]\n"
                                          "jobs: [{name: J, steps: [{post: A}]}]\n"
                                          "schedule: [{enqueue: J, times: 2, copies: 2, apart: 1s}]\n");
    struct orders orders;

    (void)state;
    orders_of(scenario, 1, 1u << FAULT_CRASH, 0, &orders);
    assert_int_equal(orders.missed_max, 0);
    orders_release(&orders);
    scenario_free(scenario);
}

/* A race that no fault is needed for: with latencies under which the default order is harmless, the order that is found
 * duplicates, and played again by its code it does so again. */
static void orders_find_a_race_that_its_code_plays_again(void **state)
{
    struct scenario *scenario = load_yaml("bots: [{name: A, post: a, guard: check-then-mark}]\n"
                                          "jobs: [{name: J, steps: [{post: A}]}]\n"
                                          "platform: {workers: 2}\n"
                                          "schedule: [{enqueue: J, copies: 2, apart: 1h}]\n");
    uint16_t picks[PICKS_MAX];
    struct orders orders;
    struct outcome outcome;
    struct picker picker;
    struct text code = {0};
    struct world *world;
    struct plan *plan;
    struct err err;

    (void)state;
    orders_of(scenario, 0, 0, 0, &orders);
    assert_int_equal(orders.ends.duplicate, 1);
    assert_true(orders.failing.run.is_found);
    picks_write(orders.failing.picks, orders.failing.pick_count, &code);
    picker = picker_make(picks, picks_read(text_str(&code), picks, PICKS_MAX));
    assert_int_equal(picker.count, orders.failing.pick_count);
    plan = plan_new(scenario, &err);
    world = world_new(plan, &err);
    world_start(plan, world, 1);
    world_run(plan, world, NULL, NULL);
    world_outcome(plan, world, &outcome);
    assert_int_equal(outcome.duplicates, 0);
    world_start(plan, world, 1);
    world_run(plan, world, &picker.chooser, NULL);
    world_outcome(plan, world, &outcome);
    assert_int_equal(outcome.duplicates, 1);
    assert_true(picker_fits(&picker));
    /* A pick of more than there are, and one too many, are another run's. */
    picker = picker_make((const uint16_t[]){40}, 1);
    world_start(plan, world, 1);
    world_run(plan, world, &picker.chooser, NULL);
    assert_false(picker_fits(&picker));
    picker = picker_make((const uint16_t[PICKS_MAX]){0}, PICKS_MAX);
    world_start(plan, world, 1);
    world_run(plan, world, &picker.chooser, NULL);
    assert_false(picker_fits(&picker));
    world_free(world);
    plan_free(plan);
    text_release(&code);
    orders_release(&orders);
    scenario_free(scenario);
}

static void picks_of_any_size_are_written_and_read_back(void **state)
{
    static const uint16_t picks[] = {0, 9, 10, 35, 36, 4000, 1};
    uint16_t read[8];
    struct text code = {0};

    (void)state;
    picks_write(picks, 7, &code);
    assert_string_equal(text_str(&code), "09az_36__4000_1");
    assert_int_equal(picks_read(text_str(&code), read, 8), 7);
    assert_memory_equal(read, picks, sizeof picks);
    text_clear(&code);
    picks_write(picks, 0, &code); /* of a run in which there is never anything to pick */
    assert_string_equal(text_str(&code), "0");
    assert_int_equal(picks_read(text_str(&code), read, 8), 0);
    assert_int_equal(picks_read("0A", read, 8), NO_PICKS);
    assert_int_equal(picks_read("_12", read, 8), NO_PICKS);
    assert_int_equal(picks_read("000000000", read, 8), NO_PICKS);
    text_release(&code);
}

/* States that differ in one byte are two, whatever their hash; a set without room says so. */
static void states_are_told_apart_by_all_their_bytes(void **state)
{
    struct budget large = {.bytes_max = (size_t)1 << 24}, small = {.bytes_max = 100000};
    struct states states;
    struct err err;
    bool is_new;

    (void)state;
    assert_true(states_init(&states, &large, &err));
    for (uint32_t round = 0; round < 2; round++) {
        for (uint32_t i = 0; i < 20000; i++) {
            uint8_t bytes[13] = {0};

            memcpy(bytes + i % 9, &i, sizeof i);
            bytes[12] = (uint8_t)(i % 9);
            assert_int_equal(states_add(&states, bytes, sizeof bytes, &is_new), i);
            assert_int_equal(is_new, round == 0);
        }
    }
    assert_int_equal(states.count, 20000);
    states_release(&states);
    assert_true(states_init(&states, &small, &err));
    for (uint32_t i = 0; i < 20000; i++)
        if (states_add(&states, (const uint8_t *)&i, sizeof i, &is_new) == NO_STATE) {
            assert_true(small.bytes <= small.bytes_max);
            states_release(&states);
            return;
        }
    fail_msg("20000 states in 100000 bytes");
}

static void orders_that_need_a_clock_are_refused(void **state)
{
    struct scenario *scenario = load_yaml("bots: [{name: A, post: a, guard: idempotency-key, expires: 5m}]\n"
                                          "jobs: [{name: J, steps: [{post: A}]}]\n"
                                          "schedule: [{enqueue: J}]\n");

    (void)state;
    assert_true(orders_obstacle(scenario) != OBSTACLE_NONE);
    scenario_free(scenario);
    scenario = load_yaml("bots: [{name: A, post: a}]\njobs: [{name: J, steps: [{post: A}], retry: {limit: 1, wait: 1m}}]\n"
                         "platform: {on_crash: lease, lease: 20s, retries_wait: worker}\nschedule: [{enqueue: J}]\n");
    assert_int_equal(orders_obstacle(scenario), OBSTACLE_HELD);
    scenario_free(scenario);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(states_are_told_apart_by_all_their_bytes),
        cmocka_unit_test(orders_of_one_post_are_its_instants),
        cmocka_unit_test(orders_lose_no_copies),
        cmocka_unit_test(orders_of_two_jobs_interleave_them),
        cmocka_unit_test(orders_of_sequential_days_have_the_states_of_spins_model),
        cmocka_unit_test(orders_reduced_have_the_ends_of_the_whole),
        cmocka_unit_test(orders_find_a_race_that_its_code_plays_again),
        cmocka_unit_test(picks_of_any_size_are_written_and_read_back),
        cmocka_unit_test(orders_that_need_a_clock_are_refused),
    };

    return test_main("orders", tests, sizeof tests / sizeof *tests);
}
