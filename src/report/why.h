/* What why says: the causes of a duplicate, a miss, a late or a premature post, and what each change would do; as a
 * report and as JSON. Sentences about events are the narrator's. */
#ifndef REPORT_WHY_H
#define REPORT_WHY_H

#include "explore/whatif_search.h"
#include "report/report.h"
#include "words/story.h"

enum { WHY_CHAIN_MAX = 64 };

/* What is told of a run, such as verdict_add. */
typedef void why_say(const struct trace *trace, const struct ledger *ledger, struct text *out);

struct why {
    const char *name;                /* of the scenario on the command line */
    const struct scenario *scenario; /* with the what-if options */
    const struct trace *trace;       /* its run */
    struct story story;
    const struct ledger *ledger;
    const char *options; /* the what-if options, to which changes are added; "": none */
    uint32_t bot, occurrence;
    uint32_t chain[WHY_CHAIN_MAX]; /* the effect first */
    size_t chain_count;
    bool is_amiss; /* ledger_cell_is_amiss; else there is nothing to explain and `search` is empty */
    struct whatif_search search;
    void *asker; /* what the two functions are given */
    /* Why no more is tried and played; NULL is answered while nobody has ended it. */
    const char *(*partial)(const void *asker);
    /* Plays a changed run again and has `say` tell what came of it; fails the text where it cannot. Once it is not to
     * play any more counts are told: "1 duplicate, 2 misses". */
    void (*replay)(const struct why *why, const struct whatif *row, why_say *say, struct text *out);
};

void why_report(const struct why *why, const struct style *style, struct report *report);

/* Appends {the scenario (json_value.h),
 * "bot", "occurrence", "posts", "state", "chain": [{"event", "t", "text"}], "wishes": {…},
 * "changes": [change], "pairs": [change], "best": change or null, "complete": false where changes were not tried,
 * "late_by_ms": null where it is not late, "premature": posts before the one that its step needs},
 * where a change is
 * {"options", "text", "remedy", "struck": false where a fault never strikes with it, which then is no remedy, "note":
 * which faults these are, and which count the attempts of a job that a split makes, "" of none, "loses": true where one
 * fault more loses a post that is not lost without it, "difference", "wishes": {…}, "verdict"}; the changes are in the
 * order in which they are recommended (ranking.h), those that make no difference last; `pairs` are those that grant
 * more than any of them. */
void why_json(const struct why *why, struct text *out);

/* Appends the changes as options, behind those that were given: "--split BotsJob --retry BotsJob=2". */
void why_options(const struct why *why, const struct whatif *row, struct text *out);

/* Appends the verdict of a change without "Not so: ", to stand beside the wishes' marks. */
void why_shortfall(const struct why *why, const struct whatif *row, struct text *out);

/* Appends "the fault counts RikerJob's attempts" of each fault that does so with the change (words/carried.h). */
void why_counted(const struct why *why, const struct whatif *row, struct text *out);

/* The table of single changes. Values of one thing that come to the same stand in one row; what makes no difference
 * stands below. */
void why_table(const struct why *why, const struct style *style, struct report *report);

#endif
