/* The heaviest first. */
#include "support/test.h"

#include "explore/priority_queue.h"

static void expect_taken(struct priority_queue *queue, const uint32_t *expected, uint32_t count)
{
    uint32_t number;

    for (uint32_t i = 0; i < count; i++) {
        assert_true(priority_queue_take(queue, &number));
        assert_int_equal(number, expected[i]);
    }
}

static void priority_queue_gives_the_heaviest_first_and_of_equals_the_lowest_number(void **state)
{
    static const double weights[] = {0.25, 0.5, 1e-300, 0.5, 0, 0.125, 0.5};
    static const uint32_t expected[] = {1, 3, 6, 0, 5, 2, 4};
    struct priority_queue queue = {0};
    uint32_t number;

    (void)state;
    for (uint32_t i = 7; i-- > 0;)
        assert_true(priority_queue_put(&queue, i, weights[i]));
    expect_taken(&queue, expected, 7);
    assert_false(priority_queue_take(&queue, &number));
    priority_queue_release(&queue);
}

static void priority_queue_gives_a_number_once_by_its_last_weight(void **state)
{
    static const uint32_t expected[] = {2, 0, 3, 1}, again[] = {0};
    struct priority_queue queue = {0};

    (void)state;
    for (uint32_t i = 0; i < 4; i++)
        assert_true(priority_queue_put(&queue, i, 4 - i));
    assert_true(priority_queue_put(&queue, 2, 5));
    assert_true(priority_queue_put(&queue, 3, 3.5));
    expect_taken(&queue, expected, 4);
    assert_true(priority_queue_put(&queue, 0, 1));
    expect_taken(&queue, again, 1);
    assert_int_equal(queue.count, 0);
    priority_queue_release(&queue);
}

/* A thousand weights in no order, some of them raised, some given while others are taken. */
static void priority_queue_never_gives_more_than_before(void **state)
{
    static double weights[1000];
    struct priority_queue queue = {0};
    uint32_t random = 1, number, taken = 0;
    double before = 1e18;

    (void)state;
    for (uint32_t i = 0; i < 1000; i++) {
        random = random * 1103515245 + 12345;
        weights[i] = random >> 8;
        assert_true(priority_queue_put(&queue, i, weights[i]));
        if (i % 5 == 4 && queue.places[i / 2])
            assert_true(priority_queue_put(&queue, i / 2, weights[i / 2] += random >> 9));
        if (i % 3 == 2)
            taken += priority_queue_take(&queue, &number);
    }
    for (; priority_queue_take(&queue, &number); taken++) {
        assert_true(weights[number] <= before);
        before = weights[number];
    }
    assert_int_equal(taken, 1000);
    priority_queue_release(&queue);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(priority_queue_gives_the_heaviest_first_and_of_equals_the_lowest_number),
        cmocka_unit_test(priority_queue_gives_a_number_once_by_its_last_weight),
        cmocka_unit_test(priority_queue_never_gives_more_than_before),
    };

    return test_main("priority_queue", tests, sizeof tests / sizeof *tests);
}
