/* Reports: the same data as text, Markdown and CSV. Expected layouts are counted by hand from the widths given. */
#include "support/test.h"

#include "report/report.h"
#include "report/write.h"

static const struct style plain = {.columns = 40};

/* A name, a number, a mark with words behind it. */
static void fill(struct report *report)
{
    static const struct report_column columns[] = {
        {.head = "bot", .columns = 8}, {.head = "posts", .columns = 7, .is_number = true}, {.head = "state"}};

    report_init(report);
    report_add(report, REPORT_TITLE, ELEMENT_TITLE, "One | two");
    report_space(report);
    report_table(report, ELEMENT_TITLE, columns, 3);
    report_row(report, "Riker");
    report_number(report, ELEMENT_AGAIN, 2);
    report_cell(report, ELEMENT_PLAIN, "");
    report_more_wish(report, false);
    report_more(report, ELEMENT_PLAIN, " twice, \"again\"");
    report_row(report, "Locutus of Borg");
    report_number(report, ELEMENT_AGAIN, 1234567890);
    report_cell(report, ELEMENT_PLAIN, "a|b");
    report_add(report, REPORT_COMMAND, ELEMENT_QUIET, "makeitso run `x`");
}

/* Cells stand under their heads; a name is cut, a number never. */
static void report_text_stands_in_columns(void **state)
{
    struct report report;
    struct text out = {0};

    (void)state;
    fill(&report);
    report_write_text(&report, &plain, &out);
    assert_string_equal(text_str(&out), "One | two\n"
                                        "\n"
                                        "bot     posts  state\n"
                                        "Riker   2      ✗ twice, \"again\"\n"
                                        "Locutu… 1234567890 a|b\n"
                                        "  makeitso run `x`\n");
    text_release(&out);
    report_release(&report);
}

/* A broken cell goes on below itself; a whole one stands in the first line alone. */
static void report_text_breaks_cells(void **state)
{
    static const struct report_column columns[] = {{.head = "", .columns = 4},
                                                   {.head = "with", .columns = 12, .is_wrapped = true},
                                                   {.head = "", .is_wrapped = true}};
    struct report report;
    struct text out = {0};

    (void)state;
    report_init(&report);
    report_table(&report, ELEMENT_QUIET, columns, 3);
    report_row(&report, "ok");
    report_cell(&report, ELEMENT_PLAIN, "one two three");
    report_cell(&report, ELEMENT_PLAIN, "four");
    report_write_text(&report, &plain, &out);
    assert_string_equal(text_str(&out), "    with\n"
                                        "ok  one two     four\n"
                                        "      three\n");
    text_release(&out);
    report_release(&report);
}

/* A layout of its own is for terminals; Markdown has the data. */
static void report_layout_is_for_terminals(void **state)
{
    static const struct report_column columns[] = {{.head = "a"}};
    struct text layout = {0}, out = {0};
    struct report report;

    (void)state;
    report_init(&report);
    report_table(&report, ELEMENT_PLAIN, columns, 1);
    report_row(&report, "1");
    text_add(&layout, "(a: 1)\n");
    report_layout_take(&report, &layout);
    report_write_text(&report, &plain, &out);
    assert_string_equal(text_str(&out), "(a: 1)\n");
    text_clear(&out);
    report_write_markdown(&report, &out);
    assert_string_equal(text_str(&out), "| a |\n| --- |\n| 1 |\n");
    text_release(&out);
    report_release(&report);
}

/* No name and no sentence becomes markup. */
static void report_markdown_escapes(void **state)
{
    struct report report;
    struct text out = {0};

    (void)state;
    fill(&report);
    report_add(&report, REPORT_PARAGRAPH, ELEMENT_PLAIN, "1. <b> & *x*\n# y");
    report_add(&report, REPORT_PARAGRAPH, ELEMENT_PLAIN, "- not an item");
    report_write_markdown(&report, &out);
    assert_string_equal(text_str(&out), "## One \\| two\n"
                                        "\n"
                                        "| bot | posts | state |\n"
                                        "| --- | ---: | --- |\n"
                                        "| Riker | 2 | ✗ twice, \"again\" |\n"
                                        "| Locutus of Borg | 1234567890 | a\\|b |\n"
                                        "\n"
                                        "```\n"
                                        "makeitso run `x`\n"
                                        "```\n"
                                        "\n"
                                        "1\\. &lt;b&gt; &amp; \\*x\\* \\# y\n"
                                        "\n"
                                        "\\- not an item\n");
    text_release(&out);
    report_release(&report);
}

/* RFC 4180: quotes around what has a comma or a quote, and quotes doubled. */
static void report_csv_quotes(void **state)
{
    struct report report;
    struct text out = {0};

    (void)state;
    fill(&report);
    report_write_csv(&report, &out);
    assert_string_equal(text_str(&out), "bot,posts,state\n"
                                        "Riker,2,\"✗ twice, \"\"again\"\"\"\n"
                                        "Locutus of Borg,1234567890,a|b\n");
    text_release(&out);
    report_release(&report);
}

/* No sentence is wider than the style allows. */
static void report_text_breaks_sentences(void **state)
{
    struct report report;
    struct text out = {0};

    (void)state;
    report_init(&report);
    report_add(&report, REPORT_PARAGRAPH, ELEMENT_PLAIN, "every way that at most 1 fault can strike, seed 1");
    report_write_text(&report, &plain, &out);
    assert_string_equal(text_str(&out), "every way that at most 1 fault can\nstrike, seed 1\n");
    text_release(&out);
    report_release(&report);
}

/* A text that ran out of memory fails what is written of the report. */
static void report_passes_failure_on(void **state)
{
    struct text failed = {.failed = true}, out = {0};
    struct report report;

    (void)state;
    report_init(&report);
    report_add_take(&report, REPORT_PARAGRAPH, ELEMENT_PLAIN, &failed);
    report_write_text(&report, &plain, &out);
    assert_true(out.failed);
    text_release(&out);
    report_release(&report);
}

/* As long as they are: more than a line, and numbers behind the first cell. */
static void report_formats_whole(void **state)
{
    static const struct report_column columns[] = {
        {.head = "a", .columns = 4}, {.head = "b", .columns = 4}, {.head = "c"}};
    const uint64_t numbers[] = {1, 20};
    struct text long_line = {0}, out = {0}, expected = {0};
    struct report report;

    (void)state;
    text_add_times(&long_line, "0123456789", 100);
    text_addf(&expected, "%s!\na   b   c\nx   1   20\n", text_str(&long_line));
    report_init(&report);
    report_addf(&report, REPORT_PARAGRAPH, ELEMENT_PLAIN, "%s!", text_str(&long_line));
    report_table(&report, ELEMENT_PLAIN, columns, 3);
    report_row(&report, "x");
    report_numbers(&report, numbers, 2);
    report_write_text(&report, &(struct style){.columns = 2000}, &out);
    assert_string_equal(text_str(&out), text_str(&expected));
    text_release(&long_line);
    text_release(&expected);
    text_release(&out);
    report_release(&report);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(report_text_stands_in_columns),
        cmocka_unit_test(report_text_breaks_cells),
        cmocka_unit_test(report_layout_is_for_terminals),
        cmocka_unit_test(report_markdown_escapes),
        cmocka_unit_test(report_csv_quotes),
        cmocka_unit_test(report_text_breaks_sentences),
        cmocka_unit_test(report_passes_failure_on),
        cmocka_unit_test(report_formats_whole),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
