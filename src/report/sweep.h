/* What sweep prints, and reads back to merge. */
#ifndef REPORT_SWEEP_H
#define REPORT_SWEEP_H

#include "explore/shards.h"
#include "explore/sweep.h"
#include "model/change.h"
#include "picture/scene.h"
#include "report/report.h"

enum { VARY_NAME_MAX = 200 }; /* bytes of what --vary turns, and of its range */

/* Of the numbers that stand in JSON as strings. */
enum { SWEPT_WORK_DIGITS = 16, SWEPT_SEED_DIGITS_MAX = 20 };

/* One sweep, or some of its parts, with the value that was varied. */
struct swept {
    char title[SCENARIO_LINE_BYTES_MAX + 1];
    char scenario[SCENARIO_LINE_BYTES_MAX + 1]; /* its file or built-in name; "" where it is too long */
    char preset[SCENARIO_NAME_BYTES_MAX + 1];   /* with its version */
    char varied[VARY_NAME_MAX + 32];            /* "fault-rate=0.05"; "" where nothing is */
    struct shards shards;                       /* what of the sweep this is */
    const char *cut;                            /* why it ended early, in words; NULL: it did not, or nobody knows */
    struct sweep sweep;
};

void swept_release(struct swept *swept);

/* The whole report of one sweep. */
void sweep_report(const struct swept *swept, struct report *report);

/* Several values of one sweep: two lines each, with the share of runs that duplicate and that of runs that miss as
 * bars. */
void sweep_report_plot(const struct swept *list, size_t count, bool is_ascii, struct report *report);

/* The same as a scene, for a picture, to be released: the share of failing runs as a bar for each value, its interval
 * in numbers. */
bool plot_draw(const struct swept *list, size_t count, struct scene *scene, struct err *err);

/* One table for programs: a line for each bot and one for all of them ("all"), of each sweep. */
void sweep_report_data(const struct swept *list, size_t count, struct report *report);

/* Appends {"scenario", "title", "preset" (json_value.h), "vary", "work", "first_seed", "shards": [[i, n], …],
 * "asked", "runs", "clean", "limited", "refused": {wish: runs}, "total": tally, "bots": [tally]}. A seed has 64 bits
 * and is a string, which every reader keeps whole. A tally is {"bot", its sums, "duplicates_of": […], "missed_of":
 * […], "share_duplicate", "share_missed", "share_late": [share, low, high], "mean_duplicates", "mean_missed": [mean,
 * low, high], "delay_ms": {"p50", "p90", "p99", "max"}, and what merging needs: "duplicate_batches",
 * "missed_batches": [[runs, sum], …], "delays": [[bucket, count], …]}. "work" tells parts of other sweeps apart,
 * "shards" one given twice. */
void swept_json(const struct swept *swept, struct text *out);

/* Reads what swept_json wrote, to be released. False with a sentence when it is something else. */
bool swept_read(const char *bytes, size_t size, struct swept *out, struct err *err);

#endif
