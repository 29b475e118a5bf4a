/* Lessons: what a file becomes, where its beats stand, what is printed of them. Files that are wrong are held by
 * test_scenario_bad. */
#include "support/test.h"

#include <stdio.h>
#include <string.h>

#include "cli/source.h"
#include "file/load.h"
#include "model/change.h"
#include "report/handout.h"
#include "report/write.h"
#include "report/write_pages.h"
#include "support/lesson.h"
#include "words/beat.h"

#define HEAD "version: 1\nlesson: A lesson\nminutes: 20\nbeats:\n"

/* The third beat of the lesson once, every key of which is given. */
static void lesson_of_every_key_is_read(void **state)
{
    struct lesson *lesson = load_builtin_lesson("once");
    const struct beat *day = &lesson->beats[2];

    (void)state;
    assert_string_equal(lesson->title, "Once is not once");
    assert_string_equal(lesson->audience, "who has written a background job");
    assert_int_equal(lesson->minutes, 25);
    assert_int_equal(lesson->beat_count, 9);
    assert_int_equal(lesson->scenario_count, 3); /* sequential, fan-out, lost-reply: each once */
    assert_int_equal(day->kind, BEAT_STAY);
    assert_string_equal(day->id, "day");
    assert_int_equal(day->minutes, 6);
    assert_false(day->is_spare);
    assert_false(day->is_walked);
    assert_true(day->has_gate);
    assert_int_equal(day->gate.ask, ASK_OUTCOME);
    assert_int_equal(day->gate.at.stop, STOP_STRIKE); /* where the beat before stands */
    assert_int_equal(day->gate.at.bot, scenario_bot(lesson->scenarios[day->scenario].scenario, "Worf"));
    assert_int_equal(day->vote, VOTE_TWICE);
    assert_string_equal(day->replies[BELIEF_UNDONE], "Can you take back a post that was read?");
    assert_null(day->replies[BELIEF_NOT_AGAIN]);
    assert_int_equal(lesson->beats[5].beside_count, 2);
    assert_true(lesson->beats[7].is_spare);
    assert_int_equal(lesson->beats[6].gate.models,
                     1u << BELIEF_NOT_HAPPENED | 1u << BELIEF_GOES_ON | 1u << BELIEF_NOT_AGAIN | 1u << BELIEF_UNDONE);
    assert_int_equal(lesson->beats[7].kinds, 1u << FAULT_TIMEOUT);
    assert_int_equal(lesson->beats[7].gate.ask, ASK_GAPS);
    lesson_free(lesson);
}

/* A beat that stays goes on with what the one before changed, and adds its own; one that plays begins anew. */
static void changes_of_a_beat_that_stays_follow_those_before(void **state)
{
    struct lesson *lesson = load_lesson(HEAD "  - {play: sequential, set: [platform.workers=2], minutes: 1}\n"
                                             "  - {stay: true, faults: [\"Riker:before:commit:error\"], minutes: 1}\n"
                                             "  - {say: Hello., minutes: 1}\n"
                                             "  - {stay: true, minutes: 1}\n"
                                             "  - {play: sequential, minutes: 1}\n");

    (void)state;
    assert_int_equal(lesson->beats[0].change_count, 1);
    assert_int_equal(lesson->beats[1].change_count, 2);
    assert_int_equal(lesson->beats[1].changes[0].kind, CHANGE_WORKERS);
    assert_int_equal(lesson->beats[1].changes[1].kind, CHANGE_FAULT);
    assert_int_equal(lesson->beats[3].change_count, 2);
    assert_int_equal(lesson->beats[4].change_count, 0);
    lesson_free(lesson);
}

/* Times are those that the file of sequential derives: Worf's errors come at 4.3 s and at 67.9 s, which is the end; Riker
 * posts again at 66.2 s. */
static void beat_runs_from_where_the_last_one_stands(void **state)
{
    struct lesson *lesson = load_lesson(HEAD "  - {play: sequential, to: {bot: Worf, event: strike}, minutes: 1}\n"
                                             "  - {stay: true, to: {bot: Riker, event: commit, n: 2}, minutes: 1}\n"
                                             "  - {play: sequential, at: {bot: Worf, event: strike}, minutes: 1}\n"
                                             "  - {why: Riker, minutes: 1}\n");
    const uint32_t begins[] = {NO_EVENT, 4300, 4300, 67900};
    const msec ends[] = {4300, 66200, 4300, 67900};

    (void)state;
    for (uint32_t b = 0; b < lesson->beat_count; b++) {
        struct beat_run run;
        struct err err;

        assert_true(beat_run_make(lesson, b, NULL, &run, &err));
        if (begins[b] == NO_EVENT)
            assert_int_equal(run.from, NO_EVENT);
        else
            ASSERT_MSEC(run.trace.events[run.from].time, begins[b]);
        ASSERT_MSEC(run.trace.events[run.event].time, ends[b]);
        beat_run_release(&run);
    }
    lesson_free(lesson);
}

static void beat_is_found_by_its_name_and_its_number(void **state)
{
    struct lesson *lesson = load_builtin_lesson("once");

    (void)state;
    assert_int_equal(lesson_beat(lesson, "open"), 0);
    assert_int_equal(lesson_beat(lesson, "read"), 8);
    assert_int_equal(lesson_beat(lesson, "4"), 3);
    assert_int_equal(lesson_beat(lesson, "0"), NO_INDEX);
    assert_int_equal(lesson_beat(lesson, "10"), NO_INDEX);
    assert_int_equal(lesson_beat(lesson, "nothing"), NO_INDEX);
    lesson_free(lesson);
}

/* once takes 1+4+6+2+3+2+6+3+1 = 28 minutes, of which map (3) is spare. */
static void spare_beats_are_left_out_the_last_first(void **state)
{
    struct lesson *lesson = load_builtin_lesson("once");
    bool is_given[LESSON_BEATS_MAX];

    (void)state;
    assert_int_equal(lesson_choose(lesson, 0, is_given), 28);
    assert_true(is_given[7]);
    assert_int_equal(lesson_choose(lesson, 27, is_given), 25);
    assert_true(is_given[5] && !is_given[7]);
    assert_int_equal(lesson_choose(lesson, 25, is_given), 25);
    assert_int_equal(lesson_choose(lesson, 10, is_given), 25);
    assert_true(is_given[5] && !is_given[7]);
    lesson_free(lesson);
}

/* Each is as its list says, has a name of its own, and can be given as it is written. */
static void builtin_lessons_hold_what_they_promise(void **state)
{
    (void)state;
    assert_true(builtin_lesson_count >= 3);
    for (size_t i = 0; i < builtin_lesson_count; i++) {
        const struct builtin *builtin = &builtin_lessons[i];
        struct lesson *lesson = load_builtin_lesson(builtin->name);
        bool is_given[LESSON_BEATS_MAX];
        struct text text = {0};
        struct diags diags;

        assert_null(builtin_find(builtin->name));
        assert_int_equal(lesson_choose(lesson, 1, is_given), lesson->minutes);
        builtin_field(builtin, "lesson", &text);
        assert_string_equal(text_str(&text), lesson->title);
        text_clear(&text);
        builtin_field(builtin, "for", &text);
        assert_string_equal(text_str(&text), lesson->audience);
        text_clear(&text);
        diags_init(&diags, builtin->name, builtin->bytes, builtin->size);
        lesson_check(lesson, &diags);
        diags_print(&diags, &text);
        assert_string_equal(text_str(&text), "");
        diags_release(&diags);
        text_release(&text);
        lesson_free(lesson);
    }
}

static void rehearse(const struct lesson *lesson, struct report *report)
{
    report_init(report);
    rehearsal_head(lesson, 0, report);
    for (uint32_t b = 0; b < lesson->beat_count; b++) {
        struct beat_run run;
        struct err err;

        assert_true(beat_run_make(lesson, b, NULL, &run, &err));
        rehearsal_beat(lesson, b, &run, report);
        beat_run_release(&run);
    }
}

static void rehearsal_keeps_to_its_width(void **state)
{
    static const int widths[] = {40, 60, 80, 120};

    (void)state;
    for (size_t i = 0; i < builtin_lesson_count; i++) {
        struct lesson *lesson = load_builtin_lesson(builtin_lessons[i].name);
        struct report report;

        rehearse(lesson, &report);
        for (size_t w = 0; w < sizeof widths / sizeof *widths; w++) {
            const struct style style = {.columns = widths[w]};
            struct text text = {0}, line = {0};
            const char *at;

            report_write_text(&report, &style, &text);
            at = text_str(&text);
            while (text_take_line(&at, &line))
                if (text_width(text_str(&line)) > widths[w])
                    fail_msg("%s at %d: %s", builtin_lessons[i].name, widths[w], text_str(&line));
            text_release(&line);
            text_release(&text);
        }
        report_release(&report);
        lesson_free(lesson);
    }
}

/* The sequential of the shelf, with `now` in the place of `was`. */
static struct scenario *sequential_find(void *context, const char *name, struct err *err)
{
    const char *const *edit = context;
    const struct builtin *builtin = builtin_find(name);
    const char *at = strstr(builtin->bytes, edit[0]);
    struct scenario *scenario;
    struct text bytes = {0};
    struct diags diags;

    (void)err;
    assert_non_null(at);
    text_add_bytes(&bytes, builtin->bytes, (size_t)(at - builtin->bytes));
    text_add(&bytes, edit[1]);
    text_add(&bytes, at + strlen(edit[0]));
    diags_init(&diags, name, text_str(&bytes), bytes.size);
    scenario = scenario_load(name, text_str(&bytes), bytes.size, &diags);
    assert_non_null(scenario);
    diags_release(&diags);
    text_release(&bytes);
    return scenario;
}

#define DAY_LESSON                                                                                                     \
    HEAD "  - {id: day, play: sequential, to: {bot: Worf, event: strike}, gate: {ask: outcome}, minutes: 5,\n"         \
         "     notes: Look at Riker.}\n"

/* Both parts of the handout of that lesson, over a sequential in which something was edited. */
static void handout_over(const char *was, const char *now, struct text *out)
{
    const char *edit[] = {was, now};
    const struct lesson_finder finder = {sequential_find, edit};
    struct report report;
    struct lesson *lesson;
    struct beat_run run;
    struct diags diags;
    struct err err;

    diags_init(&diags, "day", DAY_LESSON, strlen(DAY_LESSON));
    lesson = lesson_load("day", DAY_LESSON, strlen(DAY_LESSON), &finder, &diags);
    assert_non_null(lesson);
    report_init(&report);
    assert_true(beat_run_make(lesson, 0, NULL, &run, &err));
    rehearsal_beat(lesson, 0, &run, &report);
    handout_worksheet(lesson, &report);
    assert_true(handout_question(lesson, 0, &run, 1, &report, &err));
    report_write_markdown(&report, out);
    beat_run_release(&run);
    report_release(&report);
    lesson_free(lesson);
    diags_release(&diags);
}

/* By hand: started over once, Riker posts twice and Worf, whose mail is down for 90 s, never. With two retries, at 64 s
 * and at 128 s, Riker posts a third time, and the mail is up again: Worf and Locutus post once. Nothing else is edited,
 * and the answer, the choices, what is given and the worksheet follow. */
static void numbers_of_a_scenario_change_all_that_is_asked(void **state)
{
    struct text once = {0}, twice = {0};

    (void)state;
    handout_over("retry: {limit: 1", "retry: {limit: 1", &once);
    handout_over("retry: {limit: 1", "retry: {limit: 2", &twice);
    assert_non_null(strstr(text_str(&once), "✓ 3 | Picard 1 · Riker 2 · Worf never · Locutus never"));
    assert_null(strstr(text_str(&twice), "✓ 3 | Picard 1 · Riker 2 · Worf never · Locutus never"));
    assert_non_null(strstr(text_str(&twice), "| Picard 1 · Riker 3 · Worf 1 · Locutus 1 |"));
    assert_non_null(strstr(strstr(text_str(&twice), "✓"), "Riker 3"));
    assert_non_null(strstr(text_str(&once), "| retry | once, after 60 s"));
    assert_non_null(strstr(text_str(&twice), "| retry | up to 2 times, after 60 s"));
    text_release(&once);
    text_release(&twice);
}

/* Behind the heading of the worksheet nothing is ticked, nobody's belief stands there, and nothing of what comes after
 * the question: Riker's second post, the end. */
static void worksheet_tells_no_answer(void **state)
{
    static const char *const telling[] = {"✓", "believes", "Look at Riker", "AGAIN", "TWICE", "66", "gave up"};
    struct text text = {0};
    const char *sheet;

    (void)state;
    handout_over("retry", "retry", &text);
    sheet = strstr(text_str(&text), "First a guess");
    assert_non_null(sheet);
    for (size_t i = 0; i < sizeof telling / sizeof *telling; i++)
        if (strstr(sheet, telling[i]))
            fail_msg("the worksheet tells %s", telling[i]);
    assert_non_null(strstr(sheet, "□ 3 | Picard 1 · Riker 2"));
    text_release(&text);
}

/* What a file says is text, not markup. */
static void html_takes_nothing_for_markup(void **state)
{
    struct lesson *lesson = load_lesson("version: 1\nlesson: \"<script>alert(1)</script>\"\nminutes: 1\nbeats:\n"
                                        "  - {say: \"<img src=x onerror=y> & \\\"quoted\\\"\", minutes: 1}\n");
    struct report report;
    struct text text = {0};

    (void)state;
    rehearse(lesson, &report);
    report_write_html(&report, &text);
    assert_null(strstr(text_str(&text), "<script"));
    assert_null(strstr(text_str(&text), "<img"));
    assert_non_null(strstr(text_str(&text), "&lt;img src=x onerror=y&gt; &amp; &quot;quoted&quot;"));
    text_release(&text);
    report_release(&report);
    lesson_free(lesson);
}

/* A page is as high as A4, and nothing of it lies below its margin; a page break begins one. */
static void pages_are_filled_and_begun_anew(void **state)
{
    struct report report;
    struct pages pages;

    (void)state;
    report_init(&report);
    for (int i = 0; i < 60; i++) /* of 53 lines to a page, from 64 to 1123 - 64, 19 units each: 52 */
        report_addf(&report, REPORT_PARAGRAPH, ELEMENT_PLAIN, "line %d.", i);
    report_page(&report);
    report_add(&report, REPORT_PARAGRAPH, ELEMENT_PLAIN, "another page");
    report_write_pages(&report, &pages);
    assert_false(pages.failed);
    assert_int_equal(pages.count, 3);
    assert_non_null(strstr(text_str(&pages.list[0]), ">line 51.<"));
    assert_non_null(strstr(text_str(&pages.list[1]), ">line 52.<"));
    assert_non_null(strstr(text_str(&pages.list[2]), ">another page<"));
    pages_release(&pages);
    report_release(&report);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(lesson_of_every_key_is_read),
        cmocka_unit_test(changes_of_a_beat_that_stays_follow_those_before),
        cmocka_unit_test(beat_runs_from_where_the_last_one_stands),
        cmocka_unit_test(beat_is_found_by_its_name_and_its_number),
        cmocka_unit_test(spare_beats_are_left_out_the_last_first),
        cmocka_unit_test(builtin_lessons_hold_what_they_promise),
        cmocka_unit_test(rehearsal_keeps_to_its_width),
        cmocka_unit_test(numbers_of_a_scenario_change_all_that_is_asked),
        cmocka_unit_test(worksheet_tells_no_answer),
        cmocka_unit_test(html_takes_nothing_for_markup),
        cmocka_unit_test(pages_are_filled_and_begun_anew),
    };

    return test_main("lesson", tests, sizeof tests / sizeof *tests);
}
