/* The page of a run: its stage, moved by keys, buttons and a scrubber; the gates, which ask first; what is given; and
 * the account of the run.
 *
 * While a gate has not been answered the account is not in the document: it is kept as a template, which no reader and
 * no search finds. Where there is no gate it stands in the document, for readers without scripts, too. */
#ifndef REPORT_HTML_RUN_H
#define REPORT_HTML_RUN_H

#include "explore/question.h"
#include "report/html_account.h"
#include "report/html_stage.h"

/* Everything is the caller's. */
struct html_run {
    struct html_stage stage; /* its frames are of the start, of each event, of each question */
    const struct story *story;
    const struct ledger *ledger;      /* of the whole run */
    const struct question *questions; /* in the order in which they are asked */
    uint32_t question_count;
    const char *const *commands; /* NULL ends them */
};

/* Appends the page. False when memory is out, or it is longer than HTML_BYTES_MAX. */
bool html_run_write(struct html_run *run, struct text *out, struct err *err);

#endif
