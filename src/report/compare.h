/* The comparison: the same days under different designs, side by side.
 *
 *      Worf's mail is down for the first 90 s. sequential   bail-out    fan-out
 *      posts: Picard Riker Worf Locutus        1 2◆ 0 0     1 1 0 0     1 1 1 1
 *      Worf is retried until he succeeds       ✗ gave up    ✗ never     ✓ after 2 min
 *      …
 *                                              Not so.      Not so.     Made it so.
 *      why: makeitso why sequential Riker       see: makeitso play sequential
 *
 * Three columns stand side by side; more scenarios make more blocks. */
#ifndef REPORT_COMPARE_H
#define REPORT_COMPARE_H

#include "report/report.h"

#define COMPARE_COLUMNS_MAX 3

/* One scenario's run. Everything is the caller's. */
struct compare_run {
    const char *name;     /* head of its column; a longer one is cut */
    const char *argument; /* how the command line names it, quoted where needed; NULL: the name */
    const struct trace *trace;
    const struct ledger *ledger; /* of the whole trace */
    struct fault_set spared;     /* faults that strike without the options, or are theirs, and strike nobody here */
};

/* The last line: commands to type next. */
struct compare_hints {
    const char *program; /* "makeitso"; NULL: that */
    const char *see;     /* the command that shows a run, "run" or "play"; NULL: "play"; "": no such hint */
    bool is_without_why; /* no such hint */
};

/* A table for each block of columns, then the hints; `hints` NULL: the usual ones. */
void compare_report(const struct compare_run *runs, size_t count, const struct compare_hints *hints,
                    const struct style *style, struct report *report);

/* What stands over the comparison: the names of the faults where all runs that have any have the same; else the
 * title, else the question's first sentence, that all share; else nothing. */
void compare_heading(const struct compare_run *runs, size_t count, struct text *out);

#endif
