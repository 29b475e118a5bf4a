#include "support/test.h"
#include "report/junit.h"

#include <string.h>

/* One suite, one case that holds and one that does not. */
static void junit_report_counts_and_names(void **state)
{
    struct junit junit = {0};
    struct text out = {0};

    (void)state;
    junit_suite(&junit, "jobs/nightly.yml");
    junit_case(&junit, &(struct junit_case){.name = "Picard: 1 post", .line = 30});
    junit_case(&junit, &(struct junit_case){.name = "Riker: 1 post",
                                            .line = 31,
                                            .failure = "expected 1 post, got 2",
                                            .detail = "makeitso why jobs/nightly.yml Riker"});
    junit_write(&junit, &out);
    assert_string_equal(
        text_str(&out),
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<testsuites name=\"makeitso\" tests=\"2\" failures=\"1\" errors=\"0\">\n"
        "  <testsuite name=\"jobs/nightly.yml\" tests=\"2\" failures=\"1\" errors=\"0\" skipped=\"0\">\n"
        "    <testcase classname=\"jobs/nightly.yml\" name=\"Picard: 1 post\" file=\"jobs/nightly.yml\" line=\"30\"/>\n"
        "    <testcase classname=\"jobs/nightly.yml\" name=\"Riker: 1 post\" file=\"jobs/nightly.yml\" line=\"31\">\n"
        "      <failure message=\"expected 1 post, got 2\">makeitso why jobs/nightly.yml Riker</failure>\n"
        "    </testcase>\n"
        "  </testsuite>\n"
        "</testsuites>\n");
    text_release(&out);
}

/* Two suites: totals are sums, errors are not failures. */
static void junit_suites_are_counted_apart(void **state)
{
    struct junit junit = {0};
    struct text out = {0};

    (void)state;
    junit_suite(&junit, "a");
    junit_case(&junit, &(struct junit_case){.name = "x", .failure = "no"});
    junit_suite(&junit, "b");
    junit_case(&junit, &(struct junit_case){.name = "y", .failure = "bad file", .is_error = true});
    junit_case(&junit, &(struct junit_case){.name = "z"});
    junit_write(&junit, &out);
    assert_non_null(strstr(text_str(&out), "<testsuites name=\"makeitso\" tests=\"3\" failures=\"1\" errors=\"1\">"));
    assert_non_null(strstr(text_str(&out), "<testsuite name=\"a\" tests=\"1\" failures=\"1\" errors=\"0\""));
    assert_non_null(strstr(text_str(&out), "<testsuite name=\"b\" tests=\"2\" failures=\"0\" errors=\"1\""));
    assert_non_null(strstr(text_str(&out), "<error message=\"bad file\">bad file</error>"));
    text_release(&out);
}

/* Nothing that XML takes for markup, and nothing that it has no place for, gets through. */
static void junit_strings_are_escaped(void **state)
{
    struct junit junit = {0};
    struct text out = {0};

    (void)state;
    junit_suite(&junit, "<a&b>\"c\"");
    junit_case(&junit, &(struct junit_case){.name = "\033[31m\001\xFF]]>", .file = "f\ng"});
    junit_write(&junit, &out);
    assert_non_null(strstr(text_str(&out), "name=\"&lt;a&amp;b&gt;&quot;c&quot;\""));
    assert_non_null(strstr(text_str(&out), "name=\"\xEF\xBF\xBD[31m\xEF\xBF\xBD\xEF\xBF\xBD]]&gt;\" file=\"f&#10;g\""));
    text_release(&out);
}

static void junit_without_suites_is_a_document(void **state)
{
    struct junit junit = {0};
    struct text out = {0};

    (void)state;
    junit_write(&junit, &out);
    assert_string_equal(text_str(&out),
                        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                        "<testsuites name=\"makeitso\" tests=\"0\" failures=\"0\" errors=\"0\">\n</testsuites>\n");
    text_release(&out);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(junit_report_counts_and_names),
        cmocka_unit_test(junit_suites_are_counted_apart),
        cmocka_unit_test(junit_strings_are_escaped),
        cmocka_unit_test(junit_without_suites_is_a_document),
    };

    return test_main("view_junit", tests, sizeof tests / sizeof *tests);
}
