/* A report's tables as CSV (RFC 4180). */
#ifndef REPORT_WRITE_CSV_H
#define REPORT_WRITE_CSV_H

#include "report/report.h"

/* Appends each table: its heads as the first line, then its rows. All else is left out. */
void report_write_csv(const struct report *report, struct text *out);

#endif
