/* The writers: a report as text for a terminal, as Markdown, as CSV. */
#ifndef REPORT_WRITE_H
#define REPORT_WRITE_H

#include "report/report.h"

/* Appends the report, every line with its newline, within the style's columns where it can be broken, in ASCII where
 * the style says so. */
void report_write_text(const struct report *report, const struct style *style, struct text *out);

/* Appends it as GitHub shows Markdown (GitHub Flavored Markdown Spec 0.29: tables, fenced code). No character of a name
 * or a sentence is taken for markup. */
void report_write_markdown(const struct report *report, struct text *out);

/* Appends it as one page of HTML that needs nothing else: pictures stand in it, no script runs in it, and it prints. No
 * character of a name or a sentence is taken for markup. */
void report_write_html(const struct report *report, struct text *out);

/* Its blocks alone, as they stand in the body of a page. */
void report_write_html_blocks(const struct report *report, struct text *out);

/* Appends each table as CSV (RFC 4180): its heads as the first line, then its rows. All else is left out. */
void report_write_csv(const struct report *report, struct text *out);

#endif
