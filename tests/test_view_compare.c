#include "support/script.h"
#include "support/test.h"
#include "report/compare.h"
#include "report/write.h"

/* What a terminal shows of a report. */
static void shown(struct report *report, const struct style *style, struct text *out)
{
    report_write_text(report, style, out);
    report_release(report);
}

static void compare_show(const struct compare_run *runs, size_t count, const struct compare_hints *hints,
                         const struct style *style, struct text *out)
{
    struct report report;

    report_init(&report);
    compare_report(runs, count, hints, style, &report);
    shown(&report, style, out);
}

#include <stdio.h>
#include <string.h>

/* fan-out as hand-made: four children, Worf's retried after 2 min; all is granted. */
static void script_fan_out(struct script *script)
{
    script_start(script, 1);
    script_bot(script, "Picard", GUARD_CHECK_THEN_MARK);
    script_bot(script, "Riker", GUARD_CHECK_THEN_MARK);
    script_bot(script, "Worf", GUARD_CHECK_THEN_MARK);
    script_bot(script, "Locutus", GUARD_CHECK_THEN_MARK);
    script_job(script, "PicardJob", "Picard");
    script_job(script, "RikerJob", "Riker");
    script_job(script, "WorfJob", "Worf");
    script_job(script, "LocutusJob", "Locutus");
    script_entry(script, script_job(script, "TopJob", ">PicardJob >RikerJob >WorfJob >LocutusJob"), 1);
    script_fault(script, "Worf's mail is down for the first 90 s");
    script_play(script,
                "0 fire <-\n0 enqueue j1 !4\n0 fetch j1 @1\n"
                "100 push j1 @1 s0 =2\n100 enqueue j2 !0 =1\n200 push j1 @1 s1 =3\n200 enqueue j3 !1 =1\n"
                "300 push j1 @1 s2 =4\n300 enqueue j4 !2 =1\n400 push j1 @1 s3 =5\n400 enqueue j5 !3 =1\n"
                "500 succeed j1 @1\n"
                "600 fetch j2 @1 <4\n700 post j2 @1 s0 Picard =1\n800 succeed j2 @1\n"
                "800 fetch j3 @1 <6\n900 post j3 @1 s0 Riker =1\n900 succeed j3 @1\n"
                "900 fetch j4 @1 <8\n1000 begin j4 @1 s0 Worf\n1100 strike j4 @1 s0 Worf /call !0 =0\n"
                "1100 fail j4 @1 s0 Worf /call =1\n1100 retry j4 =121100\n"
                "1200 fetch j5 @1 <10\n1300 post j5 @1 s0 Locutus =1\n1300 succeed j5 @1\n"
                "121100 requeue j4 <30\n121100 fetch j4 @2\n122100 post j4 @2 s0 Worf =1\n122200 succeed j4 @2\n"
                "122200 day-end\n122200 run-end o0\n");
}

/* bail-out: Picard and Riker post, Worf's error is caught and the job leaves. */
static void script_bail_out(struct script *script)
{
    script_start(script, 1);
    script_bot(script, "Picard", GUARD_CHECK_THEN_MARK);
    script_bot(script, "Riker", GUARD_NONE);
    script_bot(script, "Worf", GUARD_NONE);
    script_bot(script, "Locutus", GUARD_NONE);
    script_entry(script, script_job(script, "BotsJob", "Picard Riker Worf Locutus"), 1);
    script_fault(script, "Worf's mail is down for the first 90 s");
    script_play(script, "0 fire <-\n0 enqueue j1 !0\n0 fetch j1 @1\n600 post j1 @1 s0 Picard =1\n"
                        "2600 post j1 @1 s1 Riker =1\n4000 begin j1 @1 s2 Worf\n4200 strike j1 @1 s2 Worf /call !0 =0\n"
                        "4200 rescue j1 @1 s2 Worf /call !1\n4300 bail-out j1 @1\n4300 miss Worf\n"
                        "4300 miss Locutus <16\n4300 run-end o0\n");
}

struct trio {
    struct script scripts[3];
    struct compare_run runs[3];
};

static int make_trio(void **state)
{
    static struct trio trio;

    script_sequential(&trio.scripts[0]);
    script_bail_out(&trio.scripts[1]);
    script_fan_out(&trio.scripts[2]);
    trio.runs[0] = (struct compare_run){"sequential", NULL, &trio.scripts[0].trace, script_ledger(&trio.scripts[0]),
                                        {{0}}};
    trio.runs[1] = (struct compare_run){"bail-out", NULL, &trio.scripts[1].trace, script_ledger(&trio.scripts[1]),
                                        {{0}}};
    trio.runs[2] = (struct compare_run){"fan-out", NULL, &trio.scripts[2].trace, script_ledger(&trio.scripts[2]),
                                        {{0}}};
    *state = &trio;
    return 0;
}

static int release_trio(void **state)
{
    struct trio *trio = *state;

    for (int i = 0; i < 3; i++)
        script_release(&trio->scripts[i]);
    return 0;
}

/* The comparison as it was sketched for people without a terminal. */
static void compare_of_the_story_is_as_sketched(void **state)
{
    const struct trio *trio = *state;
    struct style style = {0};
    struct text out = {0};

    compare_show(trio->runs, 3, NULL, &style, &out);
    assert_string_equal(text_str(&out),
                        " Worf's mail is down for the first 90 s. sequential   bail-out    fan-out\n"
                        " posts: Picard Riker Worf Locutus        1 2◆ 0 0     1 1 0 0     1 1 1 1\n"
                        " Worf is retried until he succeeds       ✗ gave up    ✗ never     ✓ after 2 min\n"
                        " nobody posts twice                      ✗ Riker      ✓           ✓\n"
                        " nobody else is held up                  ✗ Locutus    ✗ Locutus   ✓\n"
                        " a failure can be seen                   ✓ dead job   ✗ silent    ✓ retry\n"
                        "                                         Not so.      Not so.     Made it so.\n"
                        " why: makeitso why sequential Riker       see: makeitso play sequential\n");
    text_release(&out);
}

/* A bot that owes nothing has a dash as one that is not there: a 0 would look like a miss. */
static void compare_of_a_bot_that_owes_nothing_has_a_dash(void **state)
{
    struct script script;
    struct compare_run run = {"design", NULL, &script.trace, NULL, {{0}}};
    struct style style = {0};
    struct text out = {0};

    (void)state;
    script_start(&script, 1);
    script_bot(&script, "Riker", GUARD_NONE);
    script_bot(&script, "Troi", GUARD_NONE);
    script_entry(&script, script_job(&script, "J", "Riker"), 1);
    script_play(&script, "0 fire <-\n0 enqueue j1 !0\n0 fetch j1 @1\n600 post j1 @1 s0 Riker =1\n700 succeed j1 @1\n"
                         "700 day-end\n700 run-end o0\n");
    run.ledger = script_ledger(&script);
    compare_show(&run, 1, NULL, &style, &out);
    assert_non_null(strstr(text_str(&out), " 1 -\n"));
    text_release(&out);
    script_release(&script);
}

static void compare_in_ascii_has_no_other_bytes(void **state)
{
    const struct trio *trio = *state;
    struct style style = {.is_ascii = true};
    struct text out = {0};

    compare_show(trio->runs, 3, NULL, &style, &out);
    for (size_t i = 0; i < out.size; i++)
        assert_true((unsigned char)out.bytes[i] < 0x80);
    assert_non_null(strstr(text_str(&out), "1 2# 0 0"));
    assert_non_null(strstr(text_str(&out), "x gave up"));
    assert_non_null(strstr(text_str(&out), "+ after 2 min"));
    text_release(&out);
}

/* What is left of coloured text without its codes. */
static void strip_codes(struct text *text)
{
    struct text plain = {0};

    for (const char *at = text_str(text); *at;) {
        if (*at == '\033')
            at += strcspn(at, "m") + 1;
        else
            text_add_bytes(&plain, at++, 1);
    }
    text_release(text);
    *text = plain;
}

/* Colour adds codes and moves nothing. */
static void compare_in_colour_is_the_same_text(void **state)
{
    const struct trio *trio = *state;
    struct style plain = {0}, colour = {.is_color = true};
    struct text without = {0}, with = {0};

    compare_show(trio->runs, 3, NULL, &plain, &without);
    compare_show(trio->runs, 3, NULL, &colour, &with);
    assert_non_null(strchr(text_str(&with), '\033'));
    strip_codes(&with);
    assert_string_equal(text_str(&with), text_str(&without));
    text_release(&without);
    text_release(&with);
}

static void assert_lines_fit(const char *lines, int columns)
{
    while (*lines) {
        struct text line = {0};
        size_t size = strcspn(lines, "\n");

        text_add_bytes(&line, lines, size);
        if (text_width(text_str(&line)) > columns)
            fail_msg("wider than %d: %s", columns, text_str(&line));
        text_release(&line);
        lines += size + (lines[size] == '\n');
    }
}

/* Five runs make a block of three and one of two; long names are cut; nothing is wider than the page. */
static void compare_of_many_long_names_fits(void **state)
{
    const struct trio *trio = *state;
    struct compare_run runs[5];
    struct style style = {.columns = 80};
    struct text out = {0};
    size_t lines = 0;

    for (int i = 0; i < 5; i++) {
        runs[i] = trio->runs[i % 3];
        runs[i].name = "a-scenario-with-a-name-that-is-much-too-long-for-any-column.yaml";
    }
    compare_show(runs, 5, NULL, &style, &out);
    for (size_t i = 0; i < out.size; i++)
        lines += out.bytes[i] == '\n';
    assert_int_equal(lines, 7 + 1 + 7 + 2); /* two blocks, a blank line, two hints that no longer share one */
    out.bytes[out.size - 1] = '\0';
    while (lines-- > 15) /* the hints hold the name in full */
        *strrchr(out.bytes, '\n') = '\0';
    assert_lines_fit(out.bytes, 80);
    text_release(&out);
}

/* Columns of twelve and gaps of one fill the page; nothing is cut before the gaps are. */
static void compare_gaps_shrink_before_names_are_cut(void **state)
{
    const struct trio *trio = *state;
    struct compare_run runs[3] = {trio->runs[0], trio->runs[1], trio->runs[0]};
    struct style style = {.columns = 80};
    struct text out = {0};

    for (int i = 0; i < 3; i++)
        runs[i].name = "twelve-chars";
    compare_show(runs, 3, NULL, &style, &out);
    assert_non_null(strstr(text_str(&out), " twelve-chars twelve-chars twelve-chars\n"));
    text_release(&out);
}

/* Sixty-four bots: the label and the cells name as many as fit, then say that there are more. */
static void compare_of_many_bots_is_cut(void **state)
{
    static char names[SCRIPT_BOTS_MAX][16];
    struct script script;
    struct compare_run run = {.name = "many"};
    struct style style = {.columns = 80};
    struct text out = {0};

    (void)state;
    script_start(&script, 1);
    for (int b = 0; b < SCRIPT_BOTS_MAX; b++) {
        snprintf(names[b], sizeof names[b], "Bot%d", b);
        script_bot(&script, names[b], GUARD_NONE);
    }
    script_entry(&script, script_job(&script, "BotsJob", "Bot0 Bot1"), 1);
    script_play(&script, "0 fire <-\n0 enqueue j1 !0\n");
    run.trace = &script.trace;
    run.ledger = script_ledger(&script);
    compare_show(&run, 1, NULL, &style, &out);
    assert_non_null(strstr(text_str(&out), "posts: Bot0 Bot1 Bot2 Bot3 Bot4 Bot5 … "));
    assert_non_null(strstr(text_str(&out), "0 0 - - - - …"));
    assert_lines_fit(text_str(&out), 80);
    text_release(&out);
    script_release(&script);
}

static void assert_heading(const struct compare_run *runs, size_t count, const char *expected)
{
    struct text heading = {0};

    compare_heading(runs, count, &heading);
    assert_string_equal(text_str(&heading), expected);
    text_release(&heading);
}

/* The faults, else the title, else the question's first sentence, else nothing. */
static void compare_heading_says_what_is_shared(void **state)
{
    struct trio *trio = *state;

    assert_heading(trio->runs, 3, "Worf's mail is down for the first 90 s.");
    trio->scripts[1].scenario.fault_count = 0; /* as the happy path: nothing to share */
    assert_heading(trio->runs, 3, "Worf's mail is down for the first 90 s.");
    trio->scripts[1].scenario.fault_count = 1;
    trio->scripts[1].faults[0].name = NULL; /* one has a fault without a name */
    assert_heading(trio->runs, 3, "One big job");
    trio->scripts[1].faults[0].name = "Worf's mail is down for the first 90 s";
    trio->scripts[0].faults[0].name = NULL;
    assert_heading(trio->runs, 3, "One big job");
    trio->scripts[0].faults[0].name = "Worf's mail is down for the first 90 s";
    trio->scripts[1].faults[0].name = "Riker's search is down";
    assert_heading(trio->runs, 3, "One big job");
    trio->scripts[1].scenario.title = "Another";
    assert_heading(trio->runs, 3, "Worf's email fails.");
    trio->scripts[2].scenario.question = "What else?";
    assert_heading(trio->runs, 3, "");
    trio->scripts[1].faults[0].name = "Worf's mail is down for the first 90 s";
    trio->scripts[1].scenario.title = "One big job";
}

/* The caller says which commands are suggested; what a shell would break is quoted. */
static void compare_hints_are_the_callers(void **state)
{
    const struct trio *trio = *state;
    struct compare_run run = trio->runs[0];
    struct compare_hints hints = {.see = "run"}, none = {.see = "", .is_without_why = true};
    struct style style = {0};
    struct text out = {0};

    run.argument = "'my file.yaml'";
    compare_show(&run, 1, &hints, &style, &out);
    assert_non_null(strstr(text_str(&out), " why: makeitso why 'my file.yaml' Riker "));
    assert_non_null(strstr(text_str(&out), " see: makeitso run 'my file.yaml'\n"));
    text_clear(&out);
    ((struct trio *)*state)->scripts[0].bots[1].name = "It's me";
    compare_show(&run, 1, &hints, &style, &out);
    assert_non_null(strstr(text_str(&out), " why: makeitso why 'my file.yaml' 'It'\\''s me'\n"));
    text_clear(&out);
    compare_show(&run, 1, &none, &style, &out);
    assert_null(strstr(text_str(&out), "makeitso"));
    text_release(&out);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(compare_of_the_story_is_as_sketched, make_trio, release_trio),
        cmocka_unit_test_setup_teardown(compare_in_ascii_has_no_other_bytes, make_trio, release_trio),
        cmocka_unit_test_setup_teardown(compare_in_colour_is_the_same_text, make_trio, release_trio),
        cmocka_unit_test_setup_teardown(compare_of_many_long_names_fits, make_trio, release_trio),
        cmocka_unit_test_setup_teardown(compare_gaps_shrink_before_names_are_cut, make_trio, release_trio),
        cmocka_unit_test(compare_of_many_bots_is_cut),
        cmocka_unit_test(compare_of_a_bot_that_owes_nothing_has_a_dash),
        cmocka_unit_test_setup_teardown(compare_heading_says_what_is_shared, make_trio, release_trio),
        cmocka_unit_test_setup_teardown(compare_hints_are_the_callers, make_trio, release_trio),
    };

    return test_main("view_compare", tests, sizeof tests / sizeof *tests);
}
