/* What explore --schedules says: every order, as a report and as JSON. */
#ifndef REPORT_ORDERS_H
#define REPORT_ORDERS_H

#include "explore/orders.h"
#include "report/report.h"

struct orders_answer {
    const struct orders *orders;
    const char *partial; /* why the search did not finish; NULL: it did */
    const char *command; /* plays the order that fails; "": none, or too long for a command line */
};

void orders_report(const struct orders_answer *answer, struct report *report);

/* Appends {the scenario (json_value.h),
 * "faults", "complete", "states", "transitions", "ends", "clean", "duplicate", "lose",
 * "both", "silent", "duplicates_max", "missed_max", "attempts", "memory_bytes", "bound", "command"}. */
void orders_json(const struct orders_answer *answer, struct text *out);

#endif
