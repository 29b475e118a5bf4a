/* The page of a comparison: two or three worlds as one stage under one cursor, the comparison's tables, and what came
 * of each run. */
#ifndef REPORT_HTML_WORLDS_H
#define REPORT_HTML_WORLDS_H

#include "report/html_account.h"
#include "report/html_stage.h"
#include "report/report.h"

/* Everything is the caller's. */
struct html_world {
    const char *name;
    const struct trace *trace;
    const struct ledger *ledger; /* of the whole run */
    const char *command;         /* which makes its page */
};

struct html_worlds {
    const char *title;
    struct html_stage stage; /* without frames: there is none, as for more runs than can stand beside each other */
    const struct report *report;
    const struct html_world *worlds;
    size_t count;
};

/* Appends the page. False when memory is out, or it is longer than HTML_BYTES_MAX. */
bool html_worlds_write(struct html_worlds *worlds, struct text *out, struct err *err);

#endif
