/* What the command explore prints. */
#ifndef CLI_EXPLORE_H
#define CLI_EXPLORE_H

#include "cli/cli.h"
#include "explore/advise.h"
#include "explore/explore.h"

struct exploration {
    const struct cli *cli;
    const struct subject *subject;
    const struct explore *explore;
    const struct advice *advice; /* NULL: not asked for */
    bool is_interrupted;         /* by ^C, not by a limit */
};

/* What a run was found in. */
struct search_origin {
    const struct cli *cli;
    const struct subject *subject;
    const struct scenario *searched; /* what of the subject was searched */
    enum own_faults own;             /* what became of the subject's faults */
};

/* Appends the command line that plays `found` ("makeitso run sequential --no-faults --fault …"). False, and nothing
 * appended, when its faults do not fit into one. */
bool found_command(const struct search_origin *origin, const struct run_found *found, struct text *out);
bool exploration_command(const struct exploration *exploration, const struct run_found *found, struct text *out);

/* Appends what a failing run comes to, each behind a space: " 1 duplicate and 2 misses". */
void found_say(const struct run_found *found, struct text *out);

/* Appends how many runs, or ends, came out how: "3 clean · 1 duplicate · …; 1 of the failing ones is silent". */
void tally_say(const struct run_tally *tally, struct text *out);

/* The what-if options but for those about faults where these are not kept, then the advised changes; as a command that
 * proves it. */
void exploration_proof(const struct exploration *exploration, struct text *out);

void exploration_text(const struct exploration *exploration, struct text *out);

/* {"scenario", "faults", "complete", "runs", "clean", "duplicate", "lose", "both", "silent", "attempts", "bound",
 *  "runs_by_faults": […], "bots": [{"bot", "duplicate", "lose", "silent", "posts_max"}], "refused": {wish: runs},
 *  "smallest": run or null, "worst": run or null,
 *  "map": [{"job", "step", "bot", "after", "before", "attempt", "kind", "runs", "duplicate", "lose", "silent"}],
 *  "memory_bytes", "left_out",
 *  "advice": {"needed", "found", "options", "text", "runs", "tried", "complete",
 *             "nearest": {"options", "text", "refused": [wish]} or null,
 *             "platform": {"acknowledge", "on_crash", "helps", "nearest"} or null}}
 * where a run is {"faults": ["BotsJob.2#1@1:after:commit:error"], "text", "duplicates", "missed", "silent", "command"},
 * the command null when it is too long for one; "platform" is the one that changes were tried on as well: "options"
 * help on it alone, and the nearest is so near there alone. Counts are runs; absent keys do not apply. */
void exploration_json(const struct exploration *exploration, struct text *out);

/* False with a sentence where --schedules is given together with an option that has no meaning beside it. */
bool orders_fit(const struct settings *settings, struct err *err);

/* What --schedules prints. */
enum exit_code exploration_orders(const struct cli *cli, const struct subject *subject,
                                  const struct search_options *options, msec limit);

/* The table of --table: a line for each file and guard. */
enum exit_code exploration_table(const struct cli *cli, const struct search_options *options, msec limit);

#endif
