/* A report as text for a terminal. */
#ifndef REPORT_WRITE_TEXT_H
#define REPORT_WRITE_TEXT_H

#include "report/report.h"

/* Appends the report, every line with its newline, within the style's columns where it can be broken, in ASCII where
 * the style says so. */
void report_write_text(const struct report *report, const struct style *style, struct text *out);

#endif
