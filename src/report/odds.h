/* What odds says: exact chances, as a report and as JSON. */
#ifndef REPORT_ODDS_H
#define REPORT_ODDS_H

#include "explore/odds.h"
#include "report/report.h"

struct odds_answer {
    const struct scenario *scenario;
    const struct odds *odds;
    const char *partial;  /* why chances are unknown, where some are */
    const char *estimate; /* the command that estimates them */
};

void odds_report(const struct odds_answer *answer, struct report *report);

/* Appends {the scenario (json_value.h),
 * "complete", "unknown", "clean", "total": tally, "bots": [tally], "states", "ends",
 * "memory_bytes"}, where a tally is {"bot", "duplicates", "missed": means of a run, "duplicates_of",
 * "missed_of": [chances], "silent"}. */
void odds_json(const struct odds_answer *answer, struct text *out);

#endif
