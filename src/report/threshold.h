/* What threshold says: at which values of a key what can come of the runs changes, as a report and as JSON. */
#ifndef REPORT_THRESHOLD_H
#define REPORT_THRESHOLD_H

#include "explore/threshold.h"
#include "report/report.h"

struct threshold_answer {
    const struct scenario *scenario; /* with the what-if options */
    const struct threshold_options *options;
    const struct threshold *threshold;
    const char *partial; /* why not everything was tried; NULL: it was */
    const char *below;   /* the commands that explore the last value before the last change, … */
    const char *from;    /* … and the first behind it; "": there is no change */
};

void threshold_report(const struct threshold_answer *answer, struct report *report);

/* Appends {the scenario (json_value.h), "of": path, "low", "high": what was looked at, "complete", "values": so many
 * were explored, "bands": [{"from", "possible", "complete", "duplicated": [bot], "missed": [bot], "refused": [wish]}],
 * "below", "from": commands or null}. Values are those of the key, times in ms; a band goes up to where the next one
 * begins. */
void threshold_json(const struct threshold_answer *answer, struct text *out);

#endif
