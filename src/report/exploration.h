/* What explore says: every way that up to K faults can strike, as a report and as JSON. */
#ifndef REPORT_EXPLORATION_H
#define REPORT_EXPLORATION_H

#include "explore/advise.h"
#include "explore/explore.h"
#include "report/report.h"

struct exploration {
    const struct scenario *scenario; /* with the what-if options */
    const struct explore *explore;
    const struct advice *advice; /* NULL: not asked for */
    const char *partial;         /* why not everything was tried; NULL: it was */
    const char *smallest;        /* the commands that play the smallest failing run and … */
    const char *worst;           /* … the worst; "": none, or too long for a command line */
    const char *proof;           /* the command that proves the advice, or what the nearest grants; "": none */
};

void exploration_report(const struct exploration *exploration, const struct style *style, struct report *report);

/* {the scenario (json_value.h),
 * "faults", "complete", "faults_done", "plays", "runs", "clean", "duplicate", "lose", "both", "silent",
 *  "limited", "attempts", "bound", "runs_by_faults": […],
 *  "bots": [{"bot", "duplicate", "lose", "silent", "posts_max"}], "refused": {wish: runs},
 *  "smallest": run or null, "worst": run or null,
 *  "map": [{"job", "step", "bot", "after", "before", "attempt", "kind", "runs", "duplicate", "lose", "silent"}],
 *  "memory_bytes", "left_out",
 *  "advice": {"needed", "found", "options", "text", "runs", "tried", "passed", "spared", "losing",
 *             "complete", "nearest": {"options", "text", "refused": [wish]} or null}}
 * where a run is {"faults": ["BotsJob.2#1@1:after:commit:error"], "text", "duplicates", "missed", "silent", "command"},
 * the command null when it is too long for one. Counts are runs; absent keys do not apply.
 * "complete": every run was made to its end; "faults_done": all runs with at most so many faults were made, -1 where
 * not even the one without; "plays": runs that were played; "limited": runs that were cut at their limit of events. */
void exploration_json(const struct exploration *exploration, struct text *out);

/* Appends what a failing run comes to, each behind a space: " 1 duplicate and 2 misses". */
void found_say(const struct run_found *found, struct text *out);

/* Appends how many runs, or ends, came out how: "3 clean · 1 duplicate · …; 1 of the failing ones is silent". */
void tally_say(const struct run_tally *tally, struct text *out);

/* What stands in place of a command that is too long to be typed. */
extern const char command_too_long[];

#endif
