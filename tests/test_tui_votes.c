/* Votes by hand. */
#include "support/test.h"
#include "tui/votes.h"

static void assert_hands(const struct votes *votes, size_t round, uint32_t a, uint32_t b, uint32_t c)
{
    assert_int_equal(votes->rounds[round].hands[0], a);
    assert_int_equal(votes->rounds[round].hands[1], b);
    assert_int_equal(votes->rounds[round].hands[2], c);
}

static void votes_count_hands_and_take_them_back(void **state)
{
    struct votes votes;

    (void)state;
    votes_begin(&votes, 3, 0);
    assert_false(votes_take_back(&votes));
    assert_true(votes_raise(&votes, 0));
    assert_true(votes_raise(&votes, 2));
    assert_true(votes_raise(&votes, 2));
    assert_hands(&votes, 0, 1, 0, 2);
    assert_int_equal(votes_sum(&votes, 0), 3);
    assert_true(votes_take_back(&votes));
    assert_hands(&votes, 0, 1, 0, 1);
    assert_true(votes_take_back(&votes));
    assert_true(votes_take_back(&votes));
    assert_hands(&votes, 0, 0, 0, 0);
    assert_false(votes_take_back(&votes));
}

/* Numbers that were typed are taken back as one. */
static void votes_take_typed_numbers(void **state)
{
    struct votes votes;
    struct err err;

    (void)state;
    votes_begin(&votes, 3, 0);
    votes_raise(&votes, 1);
    assert_true(votes_type(&votes, " 12, 7 3", &err));
    assert_hands(&votes, 0, 12, 7, 3);
    votes_raise(&votes, 1);
    assert_hands(&votes, 0, 12, 8, 3);
    assert_true(votes_take_back(&votes));
    assert_true(votes_take_back(&votes));
    assert_hands(&votes, 0, 0, 1, 0);
}

/* What is wrong is told, and the vote stays. */
static void votes_refuse_what_is_no_vote(void **state)
{
    static const struct {
        const char *typed, *says;
    } wrong[] = {
        {"", "3 choices, but 0 numbers."},
        {"12", "3 choices, but 1 number."},
        {"12 7", "3 choices, but 2 numbers."},
        {"1 2 3 4", "3 choices, but 4 numbers."},
        {"12 7 x", "\"x\" is no number of hands: 12 7 3."},
        {"12 -7 3", "\"-7 3\" is no number of hands: 12 7 3."},
        {"1 2 3x", "\"3x\" is no number of hands: 12 7 3."},
        {"1 2 1000", "\"1000\" hands are too many: 999 at most."},
        {"1 2 99999999999999999999999", "\"99999999999999999999\" hands are too many: 999 at most."},
        {"1 2 3 4 5 6 7 8 9 10", "No more than 9 numbers."},
    };
    struct votes votes;
    struct err err;

    (void)state;
    votes_begin(&votes, 3, 0);
    votes_raise(&votes, 0);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        assert_false(votes_type(&votes, wrong[i].typed, &err));
        assert_string_equal(err.text, wrong[i].says);
        assert_hands(&votes, 0, 1, 0, 0);
    }
}

/* Of 30 pupils 12 + 7 leave 11. */
static void votes_of_a_known_class_have_a_rest(void **state)
{
    struct votes votes;
    struct err err;

    (void)state;
    votes_begin(&votes, 3, 30);
    assert_true(votes_type(&votes, "12 7", &err));
    assert_hands(&votes, 0, 12, 7, 11);
    assert_int_equal(votes_too_many(&votes), 0);
    votes_raise(&votes, 2);
    assert_int_equal(votes_too_many(&votes), 1);
    assert_true(votes_type(&votes, "12 7 3", &err)); /* eight have not voted */
    assert_int_equal(votes_too_many(&votes), 0);
    assert_true(votes_type(&votes, "20 20 0", &err));
    assert_int_equal(votes_too_many(&votes), 10);
    assert_false(votes_type(&votes, "20 20", &err));
    assert_string_equal(err.text, "40 hands, but 30 pupils.");
    assert_hands(&votes, 0, 20, 20, 0);
}

static void votes_keep_the_first_while_the_second_is_told(void **state)
{
    struct votes votes;

    (void)state;
    votes_begin(&votes, 3, 0);
    votes_raise(&votes, 0);
    votes_again(&votes);
    assert_false(votes_take_back(&votes));
    votes_raise(&votes, 1);
    assert_hands(&votes, 0, 1, 0, 0);
    assert_hands(&votes, 1, 0, 1, 0);
    votes_first(&votes);
    votes_raise(&votes, 0);
    assert_hands(&votes, 0, 2, 0, 0);
    assert_hands(&votes, 1, 0, 1, 0);
}

static void votes_stop_at_their_limits(void **state)
{
    struct votes votes;
    struct err err;
    int back = 0;

    (void)state;
    votes_begin(&votes, 3, 0);
    assert_true(votes_type(&votes, "998 0 0", &err));
    assert_true(votes_raise(&votes, 0));
    assert_false(votes_raise(&votes, 0));
    for (int i = 0; i < 2 * VOTES_BACK_MAX; i++)
        votes_raise(&votes, 1);
    while (votes_take_back(&votes))
        back++;
    assert_int_equal(back, VOTES_BACK_MAX);
    assert_hands(&votes, 0, 999, VOTES_BACK_MAX, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(votes_count_hands_and_take_them_back),
        cmocka_unit_test(votes_take_typed_numbers),
        cmocka_unit_test(votes_refuse_what_is_no_vote),
        cmocka_unit_test(votes_of_a_known_class_have_a_rest),
        cmocka_unit_test(votes_keep_the_first_while_the_second_is_told),
        cmocka_unit_test(votes_stop_at_their_limits),
    };

    return test_main("tui_votes", tests, sizeof tests / sizeof *tests);
}
