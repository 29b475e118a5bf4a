/* What explore --saw says: the smallest sets of faults after which exactly that is seen, as a report and as JSON. */
#ifndef REPORT_SAW_H
#define REPORT_SAW_H

#include "explore/saw_search.h"
#include "report/report.h"

/* How one run is seen again; "": it is too long for a command line. */
struct saw_commands {
    const char *run;  /* plays it to its end */
    const char *play; /* goes onto the stage, where the first of its faults strikes */
};

struct saw_answer {
    const struct saw_search *search;
    const char *partial; /* why not everything was tried; NULL: it was */
    struct saw_commands shown[SAW_SHOWN_MAX];
    struct saw_commands nearest; /* where nothing was found */
};

void saw_report(const struct saw_answer *answer, struct report *report);

/* Appends {the scenario (json_value.h),
 * "saw", "faults", "complete", "faults_done", "plays", "runs", "undecided", "bound", "set_faults",
 *  "set_count", "sets": [run], "nearest": run or null, "memory_bytes", "left_out"}
 * where a run is {"faults": ["Worf@1:after:commit:error"], "own_faults": [number], "text", "command", "play"}, the
 * commands null when they are too long, and the nearest also has
 *  "differs": [{"bot" or "job", "day", "posts" or "state", "saw"}]. `set_faults` is null where there is no set. */
void saw_json(const struct saw_answer *answer, struct text *out);

#endif
