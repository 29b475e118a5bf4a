/* Choices: every way that a step can go, once each; and the budget that they are made within. */
#include "support/test.h"

#include <stdlib.h>
#include <string.h>

#include "explore/choices.h"

/* A step of three questions; the second is asked only where the first was answered with 1, and has three answers. */
static uint32_t step(struct choices *choices)
{
    uint32_t way = choices_take(choices, 2, 0)->answer;

    if (way == 1)
        way = 10 * way + choices_take(choices, 3, 0)->answer;
    (void)choices_take(choices, 1, 0);
    return 10 * way + choices_take(choices, 2, 0)->answer;
}

static void choices_raised_go_every_way_once(void **state)
{
    static const uint32_t expected[] = {0, 1, 100, 101, 110, 111, 120, 121};
    struct choices choices = {0};
    struct sequence sequence = {0};
    size_t ways = 0;

    (void)state;
    do {
        choices_replay(&choices, sequence);
        assert_true(ways < sizeof expected / sizeof *expected);
        assert_int_equal(step(&choices), expected[ways++]);
        sequence = choices.now;
    } while (choices_raise(&choices, &sequence));
    assert_int_equal(ways, sizeof expected / sizeof *expected);
    choices_release(&choices);
}

/* All ways with at most this many answers other than the first, each from a fork of the one before. */
static void expect_forks(struct choices *choices, struct sequence sequence, uint32_t others_max, uint32_t *ways)
{
    uint32_t given = sequence.count;

    choices_replay(choices, sequence);
    (void)step(choices);
    sequence = choices->now;
    ++*ways;
    for (uint32_t number = given; others_max > 0 && number < sequence.count; number++)
        for (uint32_t answer = 1; answer < choices->list[sequence.first + number].count; answer++)
            expect_forks(choices, choices_fork(choices, sequence, number, answer), others_max - 1, ways);
}

static void choices_forked_leave_those_before_as_they_are(void **state)
{
    static const uint32_t expected[] = {1, 3, 6, 8};
    struct choices choices;
    struct err err;

    (void)state;
    for (uint32_t others = 0; others < 4; others++) {
        uint32_t ways = 0;

        assert_true(choices_init(&choices, 32, NULL, &err));
        expect_forks(&choices, (struct sequence){0}, others, &ways);
        assert_int_equal(ways, expected[others]);
        assert_int_equal(choices.list[0].answer, 0);
        choices_release(&choices);
    }
}

static void choices_behind_those_replayed_are_answered_as_asked(void **state)
{
    struct choices choices = {0};
    struct sequence sequence;

    (void)state;
    choices_replay(&choices, (struct sequence){0});
    assert_int_equal(choices_take(&choices, 5, 4)->answer, 4);
    assert_int_equal(choices_take(&choices, 5, 3)->answer, 3);
    sequence = choices.now;
    assert_true(choices_raise(&choices, &sequence));
    choices_replay(&choices, sequence);
    assert_true(choices_are_replayed(&choices));
    assert_int_equal(choices_take(&choices, 5, 0)->answer, 4);
    assert_int_equal(choices_take(&choices, 5, 0)->answer, 4);
    assert_false(choices_are_replayed(&choices));
    assert_int_equal(choices_take(&choices, 5, 2)->answer, 2);
    choices_release(&choices);
}

static void choices_keep_within_their_budget(void **state)
{
    struct budget budget = {.bytes_max = 1000};
    struct choices choices = {.budget = &budget};
    uint32_t count = 0;

    (void)state;
    choices_replay(&choices, (struct sequence){0});
    while (choices_take(&choices, 2, 0))
        count++;
    assert_int_equal(count, choices.now.count);
    assert_int_equal(budget.bytes, choices.room * sizeof *choices.list);
    assert_true(budget.bytes <= budget.bytes_max && 2 * budget.bytes > budget.bytes_max);
    choices_release(&choices);
}

static bool stop_third(void *context, const struct progress *progress)
{
    uint32_t *asked = context;

    (void)progress;
    return ++*asked == 3;
}

/* The token is asked no more once it said stop, and what ended a search first is what ended it. */
static void budget_that_is_over_stays_so(void **state)
{
    uint32_t asked = 0;
    const struct cancel_token token = {stop_third, &asked};
    const struct progress progress = {.what = "runs"};
    struct budget budget = {.cancel = &token, .plays_max = 2};

    (void)state;
    assert_false(budget_stops(&budget, &progress) || budget_stops(&budget, &progress));
    assert_true(budget_stops(&budget, &progress) && budget_stops(&budget, &progress));
    assert_int_equal(asked, 3);
    budget_play(&budget);
    budget_play(&budget);
    assert_int_equal(budget.plays, 2);
    assert_int_equal(budget.end, SEARCH_STOPPED);
    budget = (struct budget){.plays_max = 2};
    budget_play(&budget);
    assert_false(budget_is_over(&budget));
    budget_play(&budget);
    assert_int_equal(budget.end, SEARCH_LIMIT);
}

static void budget_leaves_what_is_reserved(void **state)
{
    struct budget budget = {.bytes_max = 100};

    (void)state;
    budget_take(&budget, 60);
    assert_true(budget_fits(&budget, 40));
    assert_false(budget_fits(&budget, 41));
    budget.bytes_reserved = 10;
    assert_false(budget_fits(&budget, 31));
    budget_give(&budget, 60);
    assert_true(budget_fits(&budget, 90));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(choices_raised_go_every_way_once),
        cmocka_unit_test(choices_forked_leave_those_before_as_they_are),
        cmocka_unit_test(choices_behind_those_replayed_are_answered_as_asked),
        cmocka_unit_test(choices_keep_within_their_budget),
        cmocka_unit_test(budget_that_is_over_stays_so),
        cmocka_unit_test(budget_leaves_what_is_reserved),
    };

    return test_main("choices", tests, sizeof tests / sizeof *tests);
}
