#include "report/junit.h"

#include "picture/xml.h"

static void add_attribute(const char *name, const char *value, struct text *out)
{
    text_addf(out, " %s=\"", name);
    xml_add(out, value);
    text_add(out, "\"");
}

static void close_suite(struct junit *junit)
{
    if (text_is_empty(&junit->suite))
        return;
    text_addf(&junit->body,
              "  <testsuite name=\"%s\" tests=\"%u\" failures=\"%u\" errors=\"%u\" skipped=\"0\">\n%s  </testsuite>\n",
              text_str(&junit->suite), (unsigned)junit->suite_cases, (unsigned)junit->suite_failures,
              (unsigned)junit->suite_errors, text_str(&junit->cases));
    text_clear(&junit->suite);
    text_clear(&junit->cases);
    junit->suite_cases = junit->suite_failures = junit->suite_errors = 0;
}

void junit_suite(struct junit *junit, const char *name)
{
    close_suite(junit);
    xml_add(&junit->suite, name[0] ? name : "-");
}

void junit_case(struct junit *junit, const struct junit_case *one)
{
    const char *tag = one->is_error ? "error" : "failure";

    text_addf(&junit->cases, "    <testcase classname=\"%s\"", text_str(&junit->suite));
    add_attribute("name", one->name, &junit->cases);
    if (one->file)
        add_attribute("file", one->file, &junit->cases);
    else
        text_addf(&junit->cases, " file=\"%s\"", text_str(&junit->suite));
    if (one->line > 0)
        text_addf(&junit->cases, " line=\"%u\"", (unsigned)one->line);
    junit->suite_cases++;
    junit->cases_total++;
    if (!one->failure) {
        text_add(&junit->cases, "/>\n");
        return;
    }
    junit->suite_failures += !one->is_error;
    junit->failures_total += !one->is_error;
    junit->suite_errors += one->is_error;
    junit->errors_total += one->is_error;
    text_addf(&junit->cases, ">\n      <%s", tag);
    add_attribute("message", one->failure, &junit->cases);
    text_add(&junit->cases, ">");
    xml_add(&junit->cases, one->detail ? one->detail : one->failure);
    text_addf(&junit->cases, "</%s>\n    </testcase>\n", tag);
}

void junit_write(struct junit *junit, struct text *out)
{
    close_suite(junit);
    text_addf(out,
              "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"makeitso\" tests=\"%u\" failures=\"%u\" "
              "errors=\"%u\">\n",
              (unsigned)junit->cases_total, (unsigned)junit->failures_total, (unsigned)junit->errors_total);
    text_add(out, text_str(&junit->body));
    text_add(out, "</testsuites>\n");
    junit_release(junit);
}

void junit_release(struct junit *junit)
{
    text_release(&junit->body);
    text_release(&junit->cases);
    text_release(&junit->suite);
    *junit = (struct junit){0};
}
