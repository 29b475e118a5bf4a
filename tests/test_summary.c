/* The summary of classes: what is read of records, and what is counted of it. */
#include "support/test.h"

#include <string.h>

#include "report/summary.h"
#include "report/write.h"

#define RECORD(votes)                                                                                                  \
    "{\"time\":\"2026-12-01T08:15:00Z\",\"lesson\":\"Once is not once\",\"beat\":\"day\",\"scenario\":\"sequential\","    \
    "\"gate\":{\"event\":40,\"ask\":\"outcome\",\"of\":null,\"question\":\"Who will have posted how often?\"},"           \
    "\"choices\":[{\"choice\":\"Riker 1\",\"true\":false,\"beliefs\":[\"not-again\",\"undone\"]},"                       \
    "{\"choice\":\"Riker 2\",\"true\":true,\"beliefs\":[]},{\"choice\":\"Riker 3\",\"true\":false,\"beliefs\":[]}],"      \
    "\"class\":true,\"votes\":" votes ",\"seconds\":300}"

static void add(struct summary *summary, const char *line)
{
    struct err err;

    if (!summary_add(summary, line, strlen(line), &err))
        fail_msg("%s", err.text);
}

/* By hand: in the first class 5 of 20 are right, then 15; in the second 3 of 10, then 9: before the talk 8 of 30, which
 * is 27 %, after it 24, 80 %. A third class, of 10, votes once, 4 right: at first 12 of 40, 30 %. Riker 1 falls from
 * 12 + 4 to 2 + 1; Riker 3 keeps 3 of 3, and no hand of 3, so that 3 of 6 stay: half. */
static void classes_are_added_up_by_gate(void **state)
{
    const struct style style = {.columns = 80};
    struct text text = {0};
    struct summary summary;
    struct report report;

    (void)state;
    summary_init(&summary);
    add(&summary, RECORD("[[12,5,3],[2,15,3]]"));
    add(&summary, RECORD("[[4,3,3],[1,9,0]]"));
    add(&summary, RECORD("[[6,4,0]]"));
    assert_int_equal(summary.gate_count, 1);
    assert_int_equal(summary.gates[0].votes, 3);
    assert_int_equal(summary.gates[0].votes_twice, 2);
    assert_int_equal(summary.gates[0].seconds, 900);
    report_init(&report);
    summary_report(&summary, &report);
    report_write_text(&report, &style, &text);
    assert_non_null(strstr(text_str(&text), "3 votes; right at first: 30 %; of 2 with a talk before it: 27 %, after it: "));
    assert_non_null(strstr(text_str(&text), "80 %."));
    assert_non_null(strstr(text_str(&text), "22     16      3      Riker 1 · not-again undone\n"));
    assert_non_null(strstr(text_str(&text), "Riker 3 · it stayed\n"));
    text_clear(&text);
    report_release(&report);
    report_init(&report);
    summary_table(&summary, &report);
    report_write_csv(&report, &text);
    assert_non_null(strstr(text_str(&text), "Riker 2,true,,3,2,12,8,24\n"));
    report_release(&report);
    text_clear(&text);
    summary_json(&summary, &text);
    assert_non_null(strstr(text_str(&text), "\"right_after\": 0.8"));
    text_release(&text);
    summary_release(&summary);
}

/* A file in which no question was recorded says so; as rows it is none. */
static void nothing_recorded_is_said(void **state)
{
    const struct style style = {.columns = 80};
    struct text text = {0};
    struct summary summary;
    struct report report;

    (void)state;
    summary_init(&summary);
    report_init(&report);
    summary_report(&summary, &report);
    report_write_text(&report, &style, &text);
    assert_non_null(strstr(text_str(&text), "No question was recorded"));
    report_release(&report);
    text_release(&text);
    summary_release(&summary);
}

static void gates_with_other_choices_are_others(void **state)
{
    struct summary summary;

    (void)state;
    summary_init(&summary);
    add(&summary, RECORD("[[1,0,0]]"));
    add(&summary, "{\"lesson\":null,\"beat\":null,\"scenario\":\"mine\",\"gate\":{\"question\":\"Who?\"},"
                  "\"choices\":[{\"choice\":\"Riker\",\"true\":true,\"beliefs\":[]}],\"votes\":[[0]],\"seconds\":1}");
    assert_int_equal(summary.gate_count, 2);
    summary_release(&summary);
}

static void what_is_no_record_is_refused(void **state)
{
    static const char *const lines[] = {
        "", "[]", "{}", "1", "{\"lesson\":1}", RECORD("[]"), RECORD("[[1,2]]"), RECORD("[[1,2,-3]]"),
        RECORD("[[1,2,3],[1,2,3],[1,2,3]]"), RECORD("[[1,2,\"3\"]]"), RECORD("null"),
    };
    struct summary summary;

    (void)state;
    summary_init(&summary);
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        struct err err;

        if (summary_add(&summary, lines[i], strlen(lines[i]), &err))
            fail_msg("taken: %s", lines[i]);
    }
    assert_int_equal(summary.gate_count, 0);
    summary_release(&summary);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(classes_are_added_up_by_gate),
        cmocka_unit_test(nothing_recorded_is_said),
        cmocka_unit_test(gates_with_other_choices_are_others),
        cmocka_unit_test(what_is_no_record_is_refused),
    };

    return test_main("summary", tests, sizeof tests / sizeof *tests);
}
