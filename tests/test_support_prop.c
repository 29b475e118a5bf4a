#include "support/prop.h"
#include "support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool is_below_1000(struct tape *tape, struct text *why)
{
    uint64_t value = tape_below(tape, 65536);

    tape->at = tape->size; /* the rest of the tape does not matter */
    text_addf(why, "%u", (unsigned int)value);
    return value < 1000;
}

static bool is_always_true(struct tape *tape, struct text *why)
{
    (void)why;
    while (tape->at < tape->size)
        tape_below(tape, 7);
    return true;
}

/* What is said on stderr meanwhile; to be freed. */
static char *said_by(void (*speak)(void *context), void *context)
{
    char path[] = "/tmp/makeitso-prop-XXXXXX";
    int file = mkstemp(path), terminal = dup(STDERR_FILENO);
    char *report;

    assert_true(file >= 0);
    fflush(stderr);
    dup2(file, STDERR_FILENO);
    speak(context);
    fflush(stderr);
    dup2(terminal, STDERR_FILENO);
    close(terminal);
    close(file);
    report = test_file_read(path, NULL);
    unlink(path);
    assert_non_null(report);
    return report;
}

struct sample {
    property *holds;
    bool is_good;
};

static void sample_try(void *context)
{
    struct sample *sample = context;

    sample->is_good = prop_holds("sample", sample->holds, 1000, 32);
}

/* What prop_holds says on stderr; to be freed. */
static char *report_of(property *holds, bool *is_good)
{
    struct sample sample = {.holds = holds};
    char *report = said_by(sample_try, &sample);

    *is_good = sample.is_good;
    return report;
}

static void rounds_tell(void *context)
{
    (void)context;
    rounds_report();
}

/* One byte is the shortest that can fail, as the high half of a number whose low half is missing: 0x0400 is 1024,
 * 0x0300 holds. */
static void failing_property_is_shrunk_to_the_smallest(void **state)
{
    bool is_good;
    char *report = report_of(is_below_1000, &is_good);

    (void)state;
    assert_false(is_good);
    assert_non_null(strstr(report, "property \"sample\" fails: 1024\n"));
    assert_non_null(strstr(report, "PROP_TAPE=04\n"));
    free(report);
}

static void property_that_holds_says_nothing(void **state)
{
    bool is_good;
    char *report = report_of(is_always_true, &is_good);

    (void)state;
    assert_true(is_good);
    assert_string_equal(report, "");
    free(report);
}

static void tape_given_by_name_is_the_only_one(void **state)
{
    bool is_good;

    (void)state;
    setenv("PROP_TAPE", "03e7", 1);
    free(report_of(is_below_1000, &is_good));
    assert_true(is_good);
    setenv("PROP_TAPE", "03e8", 1);
    free(report_of(is_below_1000, &is_good));
    assert_false(is_good);
    unsetenv("PROP_TAPE");
}

static void tape_that_ended_gives_the_least(void **state)
{
    const uint8_t bytes[] = {0x12, 0x34, 0x56};
    struct tape tape = {bytes, sizeof bytes, 0};

    (void)state;
    assert_int_equal(tape_below(&tape, 1), 0); /* takes no byte */
    assert_int_equal(tape_below(&tape, 256), 0x12);
    ASSERT_I64(tape_between(&tape, -10, 65525), 0x3456 - 10);
    ASSERT_I64(tape_between(&tape, -10, 65525), -10);
    assert_int_equal(tape_below(&tape, 1000), 0);
    assert_false(tape_chance(&tape, 2));
}

/* A test that an assertion ended in its third round: that round is told, with the seed, and others begin anew. */
static void rounds_that_end_early_are_told(void **state)
{
    char *report;
    struct rounds rounds;
    uint64_t first[2];

    (void)state;
    setenv("PROP_SEED", "77", 1);
    rounds = rounds_begin("sample", 5);
    for (int i = 0; i < 3; i++)
        assert_true(rounds_next(&rounds));
    first[0] = random_next(&rounds.random);
    report = said_by(rounds_tell, NULL);
    assert_string_equal(report, "rounds \"sample\": the failure is in round 2 of PROP_SEED=77\n");
    free(report);
    unsetenv("PROP_SEED");
    rounds = rounds_begin("sample", 3);
    for (unsigned int i = 0; i < 3; i++) {
        assert_true(rounds_next(&rounds));
        assert_int_equal(rounds.at, i);
    }
    first[1] = random_next(&rounds.random);
    assert_true(first[0] != first[1]);
    assert_false(rounds_next(&rounds));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(failing_property_is_shrunk_to_the_smallest),
        cmocka_unit_test(property_that_holds_says_nothing),
        cmocka_unit_test(tape_given_by_name_is_the_only_one),
        cmocka_unit_test(tape_that_ended_gives_the_least),
        cmocka_unit_test(rounds_that_end_early_are_told),
    };

    unsetenv("PROP_SEED"); /* how far a sample shrinks depends on where it begins */
    unsetenv("PROP_RUNS");
    return test_main("support_prop", tests, sizeof tests / sizeof *tests);
}
