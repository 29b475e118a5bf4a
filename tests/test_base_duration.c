#include "support/test.h"

#include <string.h>

#include "base/duration.h"
#include "support/prop.h"

static void parse_of_lengths_gives_milliseconds(void **state)
{
    static const struct {
        const char *string;
        msec expected;
    } cases[] = {
        {"0s", 0},
        {"250ms", 250},
        {"90s", 90000},
        {"1m", 60000},
        {"24h", 86400000},
        {"3d", 259200000},
        {"1.5s", 1500},
        {"0.001s", 1},
        {"1.50s", 1500},
        {"1.0ms", 1},
        {"0.0009765625d", 84375}, /* 86400000 / 1024 */
        {"08s", 8000},
        {"010s", 10000},
        {"3650d", MSEC_MAX},
        {"0.25m", 15000},
        {"315360000000ms", MSEC_MAX},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *why = NULL;
        msec got = -5;
        assert_true(msec_parse(cases[i].string, &got, &why));
        ASSERT_MSEC(got, cases[i].expected);
    }
}

static void parse_of_anything_else_says_why(void **state)
{
    static const struct {
        const char *string, *why;
    } cases[] = {
        {"", "is no length of time"},
        {"90", "needs a unit"},
        {"1.5", "needs a unit"},
        {"1..3s", "is no length of time"}, /* a range that lacks its first unit, see duration_parse */
        {"s", "is no length of time"},
        {"90 s", "is no length of time"},
        {"90sec", "is no length of time"},
        {"90S", "is no length of time"},
        {" 90s", "is no length of time"},
        {"1_000ms", "is no length of time"},
        {"1e3ms", "is no length of time"},
        {"0x10s", "is no length of time"},
        {".5s", "is no length of time"},
        {"1.s", "is no length of time"},
        {"1.2.3s", "is no length of time"},
        {"1h30m", "is no length of time"},
        {"+1s", "is no length of time"},
        {"-1s", "must not be negative"},
        {"1.5ms", "is finer than a millisecond"},
        {"0.00000000001d", "is finer than a millisecond"},
        {"3650.1d", "is longer than ten years"},
        {"315360000001ms", "is longer than ten years"},
        {"99999999999999999999999999d", "is longer than ten years"},
        {"18446744073709551616ms", "is longer than ten years"}, /* 2^64 */
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *why = "";
        msec got = -5;
        if (msec_parse(cases[i].string, &got, &why) || !strstr(why, cases[i].why))
            fail_msg("\"%s\": %s", cases[i].string, why);
        ASSERT_I64(got, -5);
    }
}

static void duration_parse_reads_all_three_kinds(void **state)
{
    struct duration duration;
    const char *why;

    (void)state;
    assert_true(duration_parse("90s", &duration, &why));
    assert_int_equal(duration.kind, DURATION_FIXED);
    ASSERT_MSEC(duration.low, 90000);
    ASSERT_MSEC(duration.high, 90000);
    assert_true(duration_parse("500ms..1.5s", &duration, &why));
    assert_int_equal(duration.kind, DURATION_UNIFORM);
    ASSERT_MSEC(duration.low, 500);
    ASSERT_MSEC(duration.high, 1500);
    assert_true(duration_parse("exp(2s)", &duration, &why));
    assert_int_equal(duration.kind, DURATION_EXPONENTIAL);
    ASSERT_MSEC(duration.low, 2000);
    ASSERT_MSEC(duration.high, 2000);
}

static void duration_parse_refuses_the_rest(void **state)
{
    static const char *const cases[] = {
        "3s..1s", "1s..",   "..1s",     "1s...3s",     "1s..2s..3s", "1..3s",    "exp()",    "exp(2)",
        "exp(2s", "exp 2s", "exp(2s)x", "exp(1s..2s)", "EXP(2s)",    "1s .. 3s", "exp(-1s)", "exp(exp(1s))",
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct duration duration = {DURATION_FIXED, -5, -5};
        const char *why = NULL;
        if (duration_parse(cases[i], &duration, &why) || !why)
            fail_msg("\"%s\" was accepted", cases[i]);
        ASSERT_I64(duration.low, -5);
    }
}

static void duration_parse_of_a_range_without_its_first_unit_says_so(void **state)
{
    struct duration duration;
    const char *why = "";

    (void)state;
    assert_false(duration_parse("1..3s", &duration, &why));
    assert_non_null(strstr(why, "needs a unit"));
}

/* Whatever the units are, what is written reads back as the same. */
static bool written_reads_back(struct tape *tape, struct text *why)
{
    static const msec scales[] = {1, 1000, 60000, 3600000, 86400000};
    msec length = tape_between(tape, 0, 3650) * scales[tape_below(tape, 5)];
    struct text text = {0};
    const char *reason = "";
    msec got = -1;
    bool is_good;

    msec_write(length, &text);
    is_good = msec_parse(text_str(&text), &got, &reason) && got == length;
    text_addf(why, "%lld is written \"%s\", read %lld %s", (long long)length, text_str(&text), (long long)got, reason);
    text_release(&text);
    return is_good;
}

static void write_of_any_length_reads_back(void **state)
{
    (void)state;
    assert_true(prop_holds("written_reads_back", written_reads_back, 5000, 8));
}

typedef void writer(msec length, struct text *text);

static void expect_text(writer *write, msec length, const char *expected)
{
    struct text text = {0};

    write(length, &text);
    assert_string_equal(text_str(&text), expected);
    text_release(&text);
}

static void write_takes_the_largest_whole_unit(void **state)
{
    (void)state;
    expect_text(msec_write, 0, "0s");
    expect_text(msec_write, 1500, "1500ms");
    expect_text(msec_write, 90000, "90s");
    expect_text(msec_write, 60000, "1m");
    expect_text(msec_write, 5400000, "90m");
    expect_text(msec_write, 86400000, "1d");
    expect_text(msec_write, MSEC_NEVER, "never");
}

static void duration_write_is_as_in_a_scenario(void **state)
{
    static const char *const cases[] = {"90s", "500ms..3s", "exp(2m)"};

    (void)state;
    for (size_t i = 0; i < 3; i++) {
        struct text text = {0};
        struct duration duration;
        const char *why;
        assert_true(duration_parse(cases[i], &duration, &why));
        duration_write(&duration, &text);
        assert_string_equal(text_str(&text), cases[i]);
        text_release(&text);
    }
}

static void say_rounds_as_people_do(void **state)
{
    (void)state;
    expect_text(msec_say, 0, "0 s");
    expect_text(msec_say, 50, "50 ms");
    expect_text(msec_say, 99, "99 ms");
    expect_text(msec_say, 100, "0.1 s");
    expect_text(msec_say, 600, "0.6 s");
    expect_text(msec_say, 1249, "1.2 s");
    expect_text(msec_say, 1250, "1.3 s");
    expect_text(msec_say, 990, "1 s");
    expect_text(msec_say, 60000, "60 s");
    expect_text(msec_say, 119949, "119.9 s");
    expect_text(msec_say, 119950, "2 min"); /* 120.0 s */
    expect_text(msec_say, 120000, "2 min");
    expect_text(msec_say, 125400, "2 min 5 s");
    expect_text(msec_say, 3599499, "59 min 59 s");
    expect_text(msec_say, 3599500, "1 h");
    expect_text(msec_say, 5400000, "1 h 30 min");
    expect_text(msec_say, 86399999, "1 d");
    expect_text(msec_say, 93600000, "1 d 2 h");
    expect_text(msec_say, MSEC_NEVER, "never");
}

static void clock_shows_tenths_and_days(void **state)
{
    (void)state;
    expect_text(msec_clock, 0, "00:00:00.0");
    expect_text(msec_clock, 66200, "00:01:06.2");
    expect_text(msec_clock, 66249, "00:01:06.2");
    expect_text(msec_clock, 66250, "00:01:06.3"); /* as msec_say rounds */
    expect_text(msec_clock, 59950, "00:01:00.0");
    expect_text(msec_clock, 86399949, "23:59:59.9");
    expect_text(msec_clock, 86399950, "1d 00:00:00.0");
    expect_text(msec_clock, 2 * 86400000 + 66200, "2d 00:01:06.2");
}

static void draw_of_fixed_takes_no_number(void **state)
{
    struct duration fixed = duration_fixed(250);
    struct random random, before;

    (void)state;
    random_seed(&random, 5, RANDOM_LATENCIES);
    before = random;
    ASSERT_MSEC(duration_draw(&fixed, &random), 250);
    assert_memory_equal(&random, &before, sizeof random);
}

/* 1 … 3 ms: three lengths, both ends among them; 30,000 draws, standard deviation 82. */
static void draw_of_uniform_includes_both_ends(void **state)
{
    struct duration uniform = {DURATION_UNIFORM, 1, 3};
    int counts[5] = {0};
    struct random random;

    (void)state;
    random_seed(&random, 5, RANDOM_LATENCIES);
    for (int i = 0; i < 30000; i++)
        counts[duration_draw(&uniform, &random)]++;
    for (int i = 1; i <= 3; i++)
        assert_in_range(counts[i], 10000 - 6 * 82, 10000 + 6 * 82);
}

/* One that varies is said by its ends, or by its mean; its least is what it cannot fall short of. */
static void duration_that_varies_is_said_and_multiplied(void **state)
{
    static const struct {
        const char *written, *said, *threefold;
        msec least;
    } cases[] = {
        {"90s", "90 s", "270s", 90000},
        {"37s..60s", "37 s to 60 s", "111s..3m", 37000},
        {"exp(2s)", "about 2 s", "exp(6s)", 0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct duration duration, threefold;
        struct text text = {0};
        const char *why;

        assert_true(duration_parse(cases[i].written, &duration, &why));
        duration_say(&duration, &text);
        assert_string_equal(text_str(&text), cases[i].said);
        text_clear(&text);
        threefold = duration_times(&duration, 3);
        duration_write(&threefold, &text);
        assert_string_equal(text_str(&text), cases[i].threefold);
        ASSERT_MSEC(duration_least(&duration), cases[i].least);
        text_release(&text);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(duration_that_varies_is_said_and_multiplied),
        cmocka_unit_test(parse_of_lengths_gives_milliseconds),
        cmocka_unit_test(parse_of_anything_else_says_why),
        cmocka_unit_test(duration_parse_reads_all_three_kinds),
        cmocka_unit_test(duration_parse_refuses_the_rest),
        cmocka_unit_test(duration_parse_of_a_range_without_its_first_unit_says_so),
        cmocka_unit_test(write_of_any_length_reads_back),
        cmocka_unit_test(write_takes_the_largest_whole_unit),
        cmocka_unit_test(duration_write_is_as_in_a_scenario),
        cmocka_unit_test(say_rounds_as_people_do),
        cmocka_unit_test(clock_shows_tenths_and_days),
        cmocka_unit_test(draw_of_fixed_takes_no_number),
        cmocka_unit_test(draw_of_uniform_includes_both_ends),
    };

    return test_main("base_duration", tests, sizeof tests / sizeof *tests);
}
