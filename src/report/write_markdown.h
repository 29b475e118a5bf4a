/* A report as Markdown, as GitHub shows it (GitHub Flavored Markdown Spec 0.29: tables, fenced code). */
#ifndef REPORT_WRITE_MARKDOWN_H
#define REPORT_WRITE_MARKDOWN_H

#include "report/report.h"

/* Appends the report. No character of a name or a sentence is taken for markup. */
void report_write_markdown(const struct report *report, struct text *out);

#endif
