#include "support/test.h"

#include <math.h>
#include <stdlib.h>

#include "base/random.h"

/* xoshiro256** from the state 1, 2, 3, 4: the numbers that rand_xoshiro's own tests state (rust-random/rngs,
 * rand_xoshiro/src/xoshiro256starstar.rs), and that a Python transcription of the paper gives. */
static void next_from_known_state_gives_published_numbers(void **state)
{
    static const uint64_t expected[] = {
        11520, 0, 1509978240, 1215971899390074240u, 1216172134540287360u, 607988272756665600u, 16172922978634559625u,
    };
    struct random random = {{1, 2, 3, 4}};

    (void)state;
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++)
        assert_true(random_next(&random) == expected[i]);
}

/* splitmix64 and xoshiro256** transcribed in Python from the papers: the stream n is seeded by the n-th four
 * numbers. */
static void seed_gives_each_stream_its_own_numbers(void **state)
{
    static const struct {
        uint64_t seed;
        enum random_stream stream;
        uint64_t out[3];
    } cases[] = {
        {0, RANDOM_FAULTS, {0x99ec5f36cb75f2b4, 0xbf6e1f784956452a, 0x1a5f849d4933e6e0}},
        {0, RANDOM_ARRIVALS, {0xc3d005e127dea4fb, 0x6b33f092ca1047a1, 0x5df4efd65411ca64}},
        {1, RANDOM_LATENCIES, {0x458df629d8b843a8, 0xd14224b2094538be, 0xe5c7cdea5b49f001}},
        {42, RANDOM_RETRIES, {0x74ea6fa5b404cb63, 0xc30cf7fab43cbe38, 0x3efbebb0f97dea62}},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct random random;
        random_seed(&random, cases[i].seed, cases[i].stream);
        for (int k = 0; k < 3; k++)
            assert_true(random_next(&random) == cases[i].out[k]);
    }
}

static void seed_of_zero_has_a_state(void **state)
{
    struct random random;

    (void)state;
    random_seed(&random, 0, RANDOM_FAULTS);
    assert_true(random.state[0] == 0xe220a8397b1dcdaf); /* splitmix64's first number from 0, as published */
}

static void below_one_is_always_zero(void **state)
{
    struct random random;

    (void)state;
    random_seed(&random, 7, RANDOM_FAULTS);
    for (int i = 0; i < 100; i++)
        assert_true(random_below(&random, 1) == 0);
}

/* 600,000 draws below 6: each face 100,000 times with a standard deviation of 289; six of them are allowed. */
static void below_six_is_a_fair_die(void **state)
{
    int64_t faces[6] = {0};
    struct random random;

    (void)state;
    random_seed(&random, 7, RANDOM_FAULTS);
    for (int i = 0; i < 600000; i++)
        faces[random_below(&random, 6)]++;
    for (int i = 0; i < 6; i++)
        assert_true(llabs(faces[i] - 100000) < 6 * 289);
}

/* With a bound of 3 · 2^62 a plain remainder falls into the first third half of the time, and a plain product on every
 * third number half of the time: both must be a third. 300,000 draws, standard deviation 258. */
static void below_a_huge_bound_is_without_bias(void **state)
{
    const uint64_t bound = (uint64_t)3 << 62;
    int64_t thirds[3] = {0}, remainders[3] = {0};
    struct random random;

    (void)state;
    random_seed(&random, 7, RANDOM_FAULTS);
    for (int i = 0; i < 300000; i++) {
        uint64_t drawn = random_below(&random, bound);
        assert_true(drawn < bound);
        thirds[drawn >> 62]++;
        remainders[drawn % 3]++;
    }
    for (int i = 0; i < 3; i++) {
        assert_true(llabs(thirds[i] - 100000) < 6 * 258);
        assert_true(llabs(remainders[i] - 100000) < 6 * 258);
    }
}

static void exponential_of_zero_is_zero(void **state)
{
    struct random random;

    (void)state;
    random_seed(&random, 7, RANDOM_FAULTS);
    for (int i = 0; i < 100; i++)
        ASSERT_I64(random_exponential(&random, 0), 0);
}

/* −2000 · ln((x | 1) / 2^64) of the numbers of stream 1 of seed 1, with 40 digits of Python's decimal: 2606.13 403.22
 * 216.11 5049.44 1316.58 380.85. */
static void exponential_rounds_the_exact_logarithm(void **state)
{
    static const int64_t expected[] = {2606, 403, 216, 5049, 1317, 381};
    struct random random;

    (void)state;
    random_seed(&random, 1, RANDOM_LATENCIES);
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++)
        ASSERT_I64(random_exponential(&random, 2000), expected[i]);
}

/* With the mean 2^40 a draw is a logarithm with 40 bits behind the point, held against libm's of the same number. */
static void exponential_is_within_a_millionth_of_libm(void **state)
{
    const int64_t mean = (int64_t)1 << 40;
    double worst = 0;
    struct random random;

    (void)state;
    random_seed(&random, 3, RANDOM_FAULTS);
    for (int i = 0; i < 1000000; i++) {
        struct random ahead = random;
        double exact = -log(ldexp((double)(random_next(&ahead) | 1), -64));
        double off = fabs((double)random_exponential(&random, mean) / (double)mean - exact);
        worst = off > worst ? off : worst;
    }
    assert_true(worst < 1e-6);
}

/* The smallest and the greatest number that can be drawn: −ln(2^-64) = 44.361420 and −ln(1 − 2^-64) = 0. The state's
 * second word alone decides the number: 0 gives 0, and the one below gives 2^64 − 1 by undoing · 9, the rotation by 7
 * and · 5. */
static void exponential_at_both_ends_is_finite(void **state)
{
    uint64_t inverse_9 = 0x8e38e38e38e38e39u, inverse_5 = 0xcccccccccccccccdu; /* modulo 2^64 */
    uint64_t all = ~(uint64_t)0 * inverse_9;
    struct random low = {{1, 0, 1, 1}};
    struct random high = {{1, ((all >> 7) | (all << 57)) * inverse_5, 1, 1}};
    struct random copy = high;

    (void)state;
    assert_true(random_next(&copy) == ~(uint64_t)0);
    ASSERT_I64(random_exponential(&low, 1000000), 44361420);
    ASSERT_I64(random_exponential(&high, 1000000), 0);
}

/* A million draws of mean 1000: the mean's standard deviation is 1, the variance's 2828 (√8 · 1000² / 1000); five are
 * allowed. */
static void exponential_has_its_mean_and_variance(void **state)
{
    double sum = 0, squares = 0, count = 1000000;
    struct random random;

    (void)state;
    random_seed(&random, 11, RANDOM_FAULTS);
    for (int i = 0; i < 1000000; i++) {
        double drawn = (double)random_exponential(&random, 1000);
        sum += drawn;
        squares += drawn * drawn;
    }
    assert_true(fabs(sum / count - 1000) < 5);
    assert_true(fabs(squares / count - sum / count * (sum / count) - 1e6) < 5 * 2828);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(next_from_known_state_gives_published_numbers),
        cmocka_unit_test(seed_gives_each_stream_its_own_numbers),
        cmocka_unit_test(seed_of_zero_has_a_state),
        cmocka_unit_test(below_one_is_always_zero),
        cmocka_unit_test(below_six_is_a_fair_die),
        cmocka_unit_test(below_a_huge_bound_is_without_bias),
        cmocka_unit_test(exponential_of_zero_is_zero),
        cmocka_unit_test(exponential_rounds_the_exact_logarithm),
        cmocka_unit_test(exponential_is_within_a_millionth_of_libm),
        cmocka_unit_test(exponential_at_both_ends_is_finite),
        cmocka_unit_test(exponential_has_its_mean_and_variance),
    };

    return test_main("base_random", tests, sizeof tests / sizeof *tests);
}
