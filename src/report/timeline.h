/* What run says: what happened, line by line, for a terminal or a log of 80 columns.
 *
 *      00:00.0  BotsJob@1   ▶ starts
 *      00:02.6              ● Riker    “how to tell if i already posted today”
 *      00:04.2              ✗ Worf     error after call: Worf's mail is down for the first 90 s
 *               ⋯ 60 s
 *      01:04.2  BotsJob@2   ▶ starts over, because Worf failed in attempt 1
 *
 * Times count from the run's beginning. A job is written as --fault names it: DAY/NAME#INSTANCE@ATTEMPT, the day only
 * below a later day's rule, the instance only where it is not the one of its day; it is not repeated from line to line.
 * Moments and what is needed to understand them are shown, every micro-step in a full one. Pauses of ten seconds and
 * more are folded. */
#ifndef REPORT_TIMELINE_H
#define REPORT_TIMELINE_H

#include "report/report.h"

#define TIMELINE_LINES 400 /* events shown of a run where nobody says otherwise */

struct timeline {
    bool is_full;        /* every event, not only the telling ones */
    bool has_lesson;     /* the scenario's lesson follows the verdict */
    uint32_t events_max; /* more of them are cut in the middle; 0: never */
    const char *hint;    /* how to see what was cut, such as "makeitso run FILE --full"; NULL: nothing is said */
};

/* The whole report of `run`: title, seed and question; the lines of the events; ledger, wishes, verdict, lesson.
 * `ledger` is that of the whole trace. */
void timeline_report(const struct trace *trace, const struct ledger *ledger, const struct timeline *timeline,
                     const struct style *style, struct report *report);

/* Appends the lines of the events alone. */
void timeline_write(const struct trace *trace, const struct ledger *ledger, const struct timeline *timeline,
                    const struct style *style, struct text *out);

#endif
