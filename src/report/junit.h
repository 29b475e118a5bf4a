/* A JUnit report, as CI servers read it: one suite a scenario, one case an expectation.
 *
 *     struct junit junit = {0};
 *     junit_suite(&junit, "jobs/mail.yml");
 *     junit_case(&junit, &(struct junit_case){.name = "Riker, day 1: 1 post", .line = 31});
 *     junit_write(&junit, out);
 *     junit_release(&junit);
 *
 * Strings are escaped, and what XML 1.0 has no place for is replaced; they are copied at once. The elements are those
 * of junit-10.xsd, and, as in the xunit1 family of pytest, a case has its file and line (pytest-dev/pytest,
 * src/_pytest/junitxml.py and testing/example_scripts/junit-10.xsd). */
#ifndef REPORT_JUNIT_H
#define REPORT_JUNIT_H

#include "base/text.h"

/* One expectation. */
struct junit_case {
    const char *name;
    const char *file;    /* NULL: the suite's name */
    uint32_t line;       /* 0: the file as a whole */
    const char *failure; /* one line: expected and got; NULL: it holds */
    const char *detail;  /* more lines, such as the command to type; NULL: none */
    bool is_error;       /* the file could not be checked at all */
};

struct junit {
    struct text body;  /* the suites that are closed */
    struct text cases; /* of the open suite */
    struct text suite; /* its name, escaped; empty: none is open */
    uint32_t suite_cases, suite_failures, suite_errors;
    uint32_t cases_total, failures_total, errors_total;
};

/* Closes the suite before and opens another one. */
void junit_suite(struct junit *junit, const char *name);

/* Adds a case to the open suite. */
void junit_case(struct junit *junit, const struct junit_case *one);

/* Closes the last suite and appends the whole document. The junit is empty afterwards. */
void junit_write(struct junit *junit, struct text *out);

void junit_release(struct junit *junit);

#endif
