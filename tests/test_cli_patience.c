/* How far a search is, in words. */
#include "support/test.h"

#include "cli/patience.h"

static void expect_words(const struct progress *progress, int64_t elapsed_ms, const char *expected)
{
    struct text words = {0};

    progress_say(progress, elapsed_ms, &words);
    assert_string_equal(text_str(&words), expected);
    text_release(&words);
}

/* After 3 s a quarter is done: three more quarters take 9 s. */
static void progress_of_the_last_stage_tells_the_time_left(void **state)
{
    struct progress last = {.what = "runs", .done = 1408, .stage = 2, .stages = 2, .share = 0.25};

    (void)state;
    expect_words(&last, 3000, "1408 runs; faults 2 of 2: 25 %, about 9 s left");
    last.stages = last.stage = 1;
    expect_words(&last, 3000, "1408 runs; 25 %, about 9 s left");
}

/* What comes later is mostly larger, and the first moments tell nothing. */
static void progress_tells_no_time_where_it_cannot(void **state)
{
    struct progress early = {.what = "runs", .done = 57, .stage = 1, .stages = 3, .share = 0.5};

    (void)state;
    expect_words(&early, 3000, "57 runs; faults 1 of 3: 50 %");
    early.stages = 1;
    early.share = 0.01;
    expect_words(&early, 3000, "57 runs; 1 %");
    early.share = -1;
    expect_words(&early, 3000, "57 runs");
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(progress_of_the_last_stage_tells_the_time_left),
        cmocka_unit_test(progress_tells_no_time_where_it_cannot),
    };

    return test_main("cli_patience", tests, sizeof tests / sizeof *tests);
}
