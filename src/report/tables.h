/* Ledger, wishes and verdict as text. */
#ifndef REPORT_TABLES_H
#define REPORT_TABLES_H

#include "report/report.h"

/* One line for each bot: guard, posts, owed, duplicates ("again"), what became of them, the delay of the first post
 * (of several days: the longest); then their sum. */
void tables_ledger(const struct trace *trace, const struct ledger *ledger, const struct style *style,
                   struct report *report);

/* A line for each wish that is judged, with ✓ or ✗, the wish, and how the run fared with it. */
void tables_wishes(const struct trace *trace, const struct ledger *ledger, const struct style *style,
                   struct report *report);

/* The verdict as a paragraph. */
void tables_verdict(const struct trace *trace, const struct ledger *ledger, const struct style *style,
                    struct report *report);

#endif
