#include "support/play.h"
#include "support/prop.h"
#include "support/random_scenario.h"
#include "support/script.h"
#include "support/test.h"

#include <stdio.h>
#include <string.h>

#include "file/load.h"
#include "report/compare.h"
#include "report/tables.h"
#include "words/outcome.h"
#include "report/timeline.h"
#include "report/write.h"

/* What a terminal shows of a report. */
static void shown(struct report *report, const struct style *style, struct text *out)
{
    report_write_text(report, style, out);
    report_release(report);
}

static void timeline_show(const struct trace *trace, const struct ledger *ledger, const struct timeline *timeline,
                          const struct style *style, struct text *out)
{
    struct report report;

    report_init(&report);
    timeline_report(trace, ledger, timeline, style, &report);
    shown(&report, style, out);
}

static void ledger_show(const struct trace *trace, const struct ledger *ledger, const struct style *style,
                        struct text *out)
{
    struct report report;

    report_init(&report);
    tables_ledger(trace, ledger, style, &report);
    shown(&report, style, out);
}

static void compare_show(const struct compare_run *runs, size_t count, const struct compare_hints *hints,
                         const struct style *style, struct text *out)
{
    struct report report;

    report_init(&report);
    compare_report(runs, count, hints, style, &report);
    shown(&report, style, out);
}

static const struct style plain = {.columns = 80};

/* The whole text of `run sequential`. */
static void timeline_report_of_sequential(void **state)
{
    struct script script;
    struct text out = {0};

    (void)state;
    script_sequential(&script);
    timeline_show(&script.trace, script_ledger(&script), &(struct timeline){.is_full = false}, &plain, &out);
    assert_string_equal(text_str(&out),
                        " One big job                                                              seed 1\n"
                        " Worf's email fails. How often does Riker post?\n"
                        "\n"
                        " 00:00.0  BotsJob@1  ▶ starts\n"
                        " 00:00.6             ● Picard   “hello”\n"
                        " 00:02.6             ● Riker    “hello”\n"
                        " 00:04.2             ✗ Worf     error after call: Worf's mail is down for the\n"
                        "                                first 90 s\n"
                        "          ⋯ 60 s\n"
                        " 01:04.2  BotsJob@2  ▶ starts over, because Worf failed in attempt 1\n"
                        " 01:04.4             ○ Picard   skipped: already posted\n"
                        " 01:06.2             ◆ Riker    AGAIN: the same words; nothing asks whether\n"
                        "                                Riker has posted\n"
                        " 01:08.2             ✗ Worf     error after call\n"
                        " 01:08.2  BotsJob    ✗ gave up after 2 failures: dead\n"
                        " 01:08.2             ∅ Worf     never posted\n"
                        " 01:08.2             ∅ Locutus  never ran\n"
                        "\n"
                        " bot       guard            posts  owed  again  state        delay\n"
                        " Picard    check-then-mark      1     1      0  ● posted     0.6 s\n"
                        " Riker     none                 2     1      1  ◆ twice      2.6 s\n"
                        " Worf      none                 0     1      0  ✗ failed     –\n"
                        " Locutus   none                 0     1      0  ∅ never ran  –\n"
                        " together                       3     4      1  2 missed\n"
                        "\n"
                        " ✗ Worf is retried until he succeeds       gave up\n"
                        " ✗ nobody posts twice                      Riker\n"
                        " ✗ nobody else is held up                  Locutus\n"
                        " ✓ a failure can be seen                   dead job\n"
                        "\n"
                        " Not so: Riker posted twice; Worf and Locutus never.\n");
    text_release(&out);
    script_release(&script);
}

static size_t count_lines(const struct text *text)
{
    size_t lines = 0;

    for (size_t i = 0; i < text->size; i++)
        lines += text->bytes[i] == '\n';
    return lines;
}

/* A full one has a line for every event, and one for the one pause; its second line more for Riker's twin and for the
 * name of the fault. */
static void timeline_full_shows_every_event(void **state)
{
    struct script script;
    struct text out = {0};

    (void)state;
    script_sequential(&script);
    timeline_write(&script.trace, script_ledger(&script), &(struct timeline){.is_full = true}, &plain, &out);
    assert_int_equal(count_lines(&out), script.trace.count + 1 + 2);
    text_release(&out);
    script_release(&script);
}

/* 12 of 40 events: nine from the beginning, three from the end, and in between what is missing and where to find it. */
static void timeline_cut_says_what_is_left_out(void **state)
{
    struct script script;
    struct text out = {0};

    (void)state;
    script_sequential(&script);
    timeline_write(&script.trace, script_ledger(&script),
                   &(struct timeline){.is_full = true, .events_max = 12, .hint = "makeitso run sequential --full"},
                   &plain, &out);
    assert_non_null(
        strstr(text_str(&out), "\n\n ⋯ 28 events left out; to see them: makeitso run sequential --full\n\n"));
    assert_int_equal(count_lines(&out), 9 + 3 + 3);
    text_clear(&out);
    timeline_write(&script.trace, &script.ledger, &(struct timeline){.is_full = true, .events_max = 40}, &plain, &out);
    assert_null(strstr(text_str(&out), "left out"));
    text_release(&out);
    script_release(&script);
}

/* Several days: a rule before each, clocks with days, and no pause between them. */
static void timeline_days_are_separated(void **state)
{
    struct play play;
    struct text out = {0};

    (void)state;
    play_yaml(&play, "bots: [{name: Riker, post: hi}]\njobs: [{name: J, steps: [{post: Riker}]}]\n"
                     "schedule: [{enqueue: J, times: 3}]\n");
    timeline_write(&play.trace, &play.ledger, &(struct timeline){.is_full = false}, &plain, &out);
    assert_non_null(strstr(text_str(&out), " ── day 1 ────"));
    assert_non_null(strstr(text_str(&out), "\n ── day 3 ────"));
    assert_non_null(strstr(text_str(&out), "\n 2d 00:00:00."));
    assert_null(strstr(text_str(&out), "⋯"));
    assert_int_equal(count_lines(&out), 3 * 4); /* rule, starts, post, done */
    text_release(&out);
    play_release(&play);
}

/* Day 1 fails at 0.4 s and is tried again at 10.4 s, when day 2 has begun at 5 s: below the rule of day 2 its job says
 * which day it is of, also where the line above names a job of the same name and attempt. */
static void timeline_job_of_an_earlier_day_says_so(void **state)
{
    struct play play;
    struct text out = {0};

    (void)state;
    play_yaml(&play, "bots: [{name: Riker, post: hi}]\n"
                     "jobs: [{name: J, steps: [{post: Riker}, {wait: 1m}], retry: {limit: 1, wait: 10s}}]\n"
                     "platform: {workers: 2}\n"
                     "schedule: [{enqueue: J, times: 2, every: 5s}]\n"
                     "faults: [{bot: Riker, after: call, kind: error}, {platform: kill, at: 30s}]\n");
    timeline_write(&play.trace, &play.ledger, &(struct timeline){.is_full = true}, &plain, &out);
    assert_non_null(strstr(text_str(&out), "\n ── day 2 ────"));
    assert_non_null(strstr(text_str(&out), " 00:05.1  J@1    ▶ starts\n"));
    assert_non_null(strstr(text_str(&out), "  1/J@2  ▶ starts over, because Riker failed in attempt 1\n"));
    assert_non_null(strstr(text_str(&out), "  1/J    ∅ lost for good"));
    assert_non_null(strstr(text_str(&out), "  J      ∅ lost for good"));
    assert_non_null(strstr(text_str(&out), "  day 1 is over\n"));
    text_release(&out);
    play_release(&play);
}

/* A second instance in one day is named as --fault would name it. */
static void timeline_second_instance_has_its_number(void **state)
{
    struct play play;
    struct text out = {0};

    (void)state;
    play_yaml(&play, "bots: [{name: Riker, post: hi}]\njobs: [{name: J, steps: [{post: Riker}]}]\n"
                     "schedule: [{enqueue: J, copies: 2, apart: 5s}]\n");
    timeline_write(&play.trace, &play.ledger, &(struct timeline){.is_full = false}, &plain, &out);
    assert_non_null(strstr(text_str(&out), "  J@1    ▶ starts\n"));
    assert_non_null(strstr(text_str(&out), "  J#2@1  ▶ starts\n"));
    assert_non_null(strstr(text_str(&out), "→ enqueues J again\n"));
    text_release(&out);
    play_release(&play);
}

/* The third post is counted in a word, the eighth in figures that no article stands before. */
static void timeline_counts_posts_in_words_and_figures(void **state)
{
    struct play play;
    struct text out = {0};

    (void)state;
    play_yaml(&play, "bots: [{name: Riker, post: hi}]\njobs: [{name: J, steps: [{post: Riker}]}]\n"
                     "schedule: [{enqueue: J, copies: 8, apart: 5s}]\n");
    timeline_write(&play.trace, &play.ledger, &(struct timeline){.is_full = false}, &plain, &out);
    assert_non_null(strstr(text_str(&out), "AGAIN, a third time: the same words"));
    assert_non_null(strstr(text_str(&out), "AGAIN, the 8th time: the same words"));
    text_release(&out);
    play_release(&play);
}

/* A run that `until` cut says so at the place where it was cut. */
static void timeline_of_a_cut_run_says_so(void **state)
{
    struct play play;
    struct text out = {0};

    (void)state;
    play_yaml(&play, "bots: [{name: Riker, post: hi}]\njobs: [{name: J, steps: [{wait: 1m}, {post: Riker}]}]\n"
                     "schedule: [{enqueue: J}]\nuntil: 30s\n");
    timeline_write(&play.trace, &play.ledger, &(struct timeline){.is_full = false}, &plain, &out);
    assert_non_null(strstr(text_str(&out), "⋯ 29.9 s\n 00:30.0         the run is cut here\n"));
    text_release(&out);
    play_release(&play);
}

static void assert_state(struct script *script, uint32_t bot, const char *expected)
{
    struct text state = {0};

    outcome_state(&script->scenario, script_ledger(script), bot, &state);
    assert_string_equal(text_str(&state), expected);
    text_release(&state);
}

/* States in words: one day says all of it, several say what went wrong. */
static void tables_states_in_words(void **state)
{
    struct script script;

    (void)state;
    script_start(&script, 3);
    script_bot(&script, "Riker", GUARD_NONE);
    script_bot(&script, "Worf", GUARD_NONE);
    script_entry(&script, script_job(&script, "J", "Riker"), 1);
    assert_state(&script, 0, "nothing owed");
    script.bots[0].due = 5;
    script_play(&script,
                "0 fire o1 <-\n0 enqueue j1 !0\n0 fetch j1 @1\n10 post j1 @1 s0 Riker =1\n10 post j1 @1 s0 Riker =2\n"
                "11 succeed j1 @1\n");
    assert_state(&script, 0, "twice, late, silent");
    script_play(&script, "20 fire o2 <0\n20 enqueue j2 !0 o2\n21 post j2 @1 s0 Riker =1 o2\n21 succeed j2 @1 o2\n");
    assert_state(&script, 0, "1 again, 1 late, silent");
    script_play(&script,
                "30 fire o3 <0\n30 enqueue j3 !0 o3\n31 begin j3 @1 s0 Riker o3\n31 dead j3 o3\n31 miss Riker o3\n");
    assert_state(&script, 0, "1 again, 1 failed, 1 late, 1 silent");
    script_release(&script);
}

static void assert_row(const char *guard, const char *lines, const char *row)
{
    struct play play;
    struct text yaml = {0}, out = {0};

    text_addf(&yaml,
              "bots: [{name: Riker, post: hi, guard: %s}]\njobs: [{name: J, steps: [{post: Riker}], retry: {limit: 1, "
              "wait: 1m}}]\n"
              "schedule: [{enqueue: J}]\n%s\n",
              guard, lines);
    play_yaml(&play, text_str(&yaml));
    ledger_show(&play.trace, &play.ledger, &plain, &out);
    assert_non_null(strchr(text_str(&out), '\n'));
    assert_string_equal(strchr(text_str(&out), '\n') + 1, row);
    text_release(&out);
    text_release(&yaml);
    play_release(&play);
}

/* Every end has its mark and its words. */
static void tables_rows_have_their_marks(void **state)
{
    (void)state;
    assert_row("none", "", " Riker     none       1     1      0  ● posted  0.5 s\n");
    assert_row("none", "faults: [{bot: Riker, before: commit, kind: crash}]",
               " Riker     none       0     1      0  ∅ lost, silent  –\n");
    assert_row("none", "faults: [{bot: Riker, before: commit, kind: error, times: always}]",
               " Riker     none       0     1      0  ✗ failed  –\n");
    assert_row("none", "faults: [{platform: kill, at: 0s}]\nuntil: 10ms",
               " Riker     none       0     1      0  · not yet  –\n");
    assert_row("mark-then-post", "faults: [{bot: Riker, after: claim, kind: error}]",
               " Riker     mark-then-post      0     1      0  ○ skipped, silent  –\n");
    assert_row("none", "faults: [{bot: Riker, after: commit, kind: error}]",
               " Riker     none       2     1      1  ◆ twice, silent  0.5 s\n");
}

/* At 40 columns what does not fit beside the counts goes on below, in whole parts, and nothing is cut. */
static void tables_states_go_on_below_at_40_columns(void **state)
{
    static const struct style narrow = {.columns = 40};
    struct play play;
    struct text out = {0};

    (void)state;
    play_yaml(&play, "bots: [{name: Riker, post: hi}, {name: Worf, post: ho, due: 1s}]\n"
                     "jobs: [{name: J, steps: [{post: Riker}, {post: Worf}], retry: {limit: 1, wait: 1m}}]\n"
                     "schedule: [{enqueue: J, times: 4}]\n"
                     "faults: [{bot: Riker, after: commit, kind: error, attempts: [1], times: 3}]\n");
    ledger_show(&play.trace, &play.ledger, &narrow, &out);
    assert_string_equal(text_str(&out), " bot       posts  again  state\n"
                                        " Riker         7      3  ◆ 3 again,\n"
                                        "                           silent\n"
                                        " Worf          4      0  ● posted,\n"
                                        "                           4 late\n"
                                        " together     11      3  0 missed,\n"
                                        "                           4 late,\n"
                                        "                           3 silent\n");
    text_release(&out);
    play_release(&play);
}

/* A bot that nobody posts for has achieved nothing: no mark and no colour of a success. */
static void tables_row_of_a_bot_that_owes_nothing_is_neutral(void **state)
{
    static const struct style colour = {.columns = 80, .is_color = true};
    struct play play;
    struct text out = {0};

    (void)state;
    play_yaml(&play, "bots: [{name: Riker, post: hi}, {name: Troi, post: ho}]\n"
                     "jobs: [{name: J, steps: [{post: Riker}]}]\nschedule: [{enqueue: J}]\n");
    ledger_show(&play.trace, &play.ledger, &colour, &out);
    assert_non_null(strstr(text_str(&out), "0      0  \033[2m  nothing owed\033[0m"));
    text_release(&out);
    play_release(&play);
}

/* What is left of coloured text without its codes. */
static void strip_codes(struct text *text)
{
    struct text left = {0};

    for (const char *at = text_str(text); *at;) {
        if (*at == '\033')
            at += strcspn(at, "m") + 1;
        else
            text_add_bytes(&left, at++, 1);
    }
    text_release(text);
    *text = left;
}

static void timeline_colour_adds_codes_only(void **state)
{
    static const struct style colour = {.columns = 80, .is_color = true};
    struct script script;
    struct text with = {0}, without = {0};

    (void)state;
    script_sequential(&script);
    timeline_show(&script.trace, script_ledger(&script), &(struct timeline){.is_full = true}, &colour, &with);
    timeline_show(&script.trace, &script.ledger, &(struct timeline){.is_full = true}, &plain, &without);
    assert_null(strchr(text_str(&without), '\033'));
    assert_non_null(strstr(text_str(&with), "\033[1;33m◆\033[0m"));
    strip_codes(&with);
    assert_string_equal(text_str(&with), text_str(&without));
    text_release(&with);
    text_release(&without);
    script_release(&script);
}

static void marks_have_no_two_of_one_shape(void **state)
{
    (void)state;
    for (int a = 0; a < MARK_COUNT; a++) {
        assert_int_equal(text_width(marks_unicode[a]), 1);
        assert_int_equal(strlen(marks_ascii[a]), 1);
        for (int b = 0; b < a; b++) {
            assert_string_not_equal(marks_unicode[a], marks_unicode[b]);
            assert_string_not_equal(marks_ascii[a], marks_ascii[b]);
        }
    }
}

/* Each sign takes the columns it took: "漢" is two wide, a combining accent none. */
static void marks_to_ascii_keeps_columns(void **state)
{
    struct text out = {0};

    (void)state;
    marks_to_ascii("● ◆ ✗ ○ ∅ · “a” … – ≤ é 漢 e\xCC\x81 \xFF", &out);
    assert_string_equal(text_str(&out), "o # x - ! . \"a\" ~ - < ? ?? e ?");
    text_release(&out);
}

static bool lines_fit(const struct text *text, bool is_ascii, struct text *why)
{
    const char *at = text_str(text);

    while (*at) {
        struct text line = {0};
        size_t size = strcspn(at, "\n");
        bool fits;

        text_add_bytes(&line, at, size);
        fits = text_width(text_str(&line)) <= 80;
        for (size_t i = 0; i < size && is_ascii; i++)
            fits = fits && (unsigned char)at[i] < 0x80;
        if (!fits)
            text_addf(why, "line of %d columns: %s", text_width(text_str(&line)), text_str(&line));
        text_release(&line);
        if (!fits)
            return false;
        at += size + (at[size] == '\n');
    }
    return true;
}

/* Whatever runs: no line of the report is wider than the page, with --ascii every byte is ASCII. */
static bool random_reports_fit(struct tape *tape, struct text *why)
{
    static const struct style ascii = {.columns = 80, .is_ascii = true};
    struct text yaml = {0}, out = {0};
    struct diags diags;
    struct scenario *scenario;
    struct trace trace = {0};
    struct ledger ledger = {0};
    struct plan *plan;
    struct err err;
    bool is_good = true;

    random_scenario(tape->bytes, tape->size, &yaml);
    diags_init(&diags, "random.yaml", yaml.bytes, yaml.size);
    scenario = scenario_load("random.yaml", yaml.bytes, yaml.size, &diags);
    diags_release(&diags);
    plan = scenario ? run_trace(scenario, NULL, 1000, &trace, &err) : NULL;
    if (plan) {
        struct compare_run run = {"random", NULL, &trace, &ledger, {{0}}};

        assert_true(ledger_take(&trace, trace.count, &ledger, &err));
        for (int full = 0; full < 2 && is_good; full++) {
            text_clear(&out);
            timeline_show(&trace, &ledger, &(struct timeline){.is_full = full, .events_max = 100},
                            full ? &ascii : &plain, &out);
            is_good = lines_fit(&out, full, why);
        }
        text_clear(&out);
        compare_show(&run, 1, NULL, &plain, &out);
        is_good = is_good && lines_fit(&out, false, why);
        ledger_release(&ledger);
        trace_release(&trace);
        plan_free(plan);
    }
    scenario_free(scenario);
    text_release(&out);
    text_release(&yaml);
    return is_good;
}

static void timeline_random_reports_fit_their_page(void **state)
{
    (void)state;
    assert_true(prop_holds("report", random_reports_fit, 150, 120));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(timeline_report_of_sequential),
        cmocka_unit_test(timeline_full_shows_every_event),
        cmocka_unit_test(timeline_cut_says_what_is_left_out),
        cmocka_unit_test(timeline_days_are_separated),
        cmocka_unit_test(timeline_job_of_an_earlier_day_says_so),
        cmocka_unit_test(timeline_second_instance_has_its_number),
        cmocka_unit_test(timeline_counts_posts_in_words_and_figures),
        cmocka_unit_test(timeline_of_a_cut_run_says_so),
        cmocka_unit_test(tables_states_in_words),
        cmocka_unit_test(tables_rows_have_their_marks),
        cmocka_unit_test(tables_states_go_on_below_at_40_columns),
        cmocka_unit_test(tables_row_of_a_bot_that_owes_nothing_is_neutral),
        cmocka_unit_test(timeline_colour_adds_codes_only),
        cmocka_unit_test(marks_have_no_two_of_one_shape),
        cmocka_unit_test(marks_to_ascii_keeps_columns),
        cmocka_unit_test(timeline_random_reports_fit_their_page),
    };

    return test_main("view_timeline", tests, sizeof tests / sizeof *tests);
}
