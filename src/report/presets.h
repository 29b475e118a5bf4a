/* One scenario under several presets, a row for each.
 *
 *      preset          posts  twice missed   late silent wishes  jobs
 *      bullmq-6.7          2      0      0      0      0 ✓ ✓ ✓ ✓ 2 times, succeeded */
#ifndef REPORT_PRESETS_H
#define REPORT_PRESETS_H

#include "report/report.h"

/* The run under a preset. Everything is the caller's. */
struct preset_run {
    bool is_own; /* under no other than the file has: the file as it is */
    enum preset preset;
    const struct trace *trace; /* NULL: it cannot be played so … */
    const struct ledger *ledger;
    const char *refusal; /* … and why; else NULL */
    bool is_spared;      /* a fault that strikes in the file's own run strikes nobody here */
};

/* The table, and what it takes from the file. All runs are of one scenario. */
void presets_report(const struct preset_run *runs, size_t count, const struct style *style, struct report *report);

#endif
