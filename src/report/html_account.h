/* The account of a run, as parts of a page: what came of it, its story, why what is amiss is amiss, the diagram, the
 * lesson, and the command lines that make it again. Whoever is to guess first must not have it yet. */
#ifndef REPORT_HTML_ACCOUNT_H
#define REPORT_HTML_ACCOUNT_H

#include "trace/ledger.h"
#include "words/story.h"

struct html_account {
    const struct story *story;   /* of the whole run */
    const struct ledger *ledger; /* of the whole of it */
    const char *const *commands; /* NULL ends them */
};

/* Appends the verdict, the wishes and the ledger. */
void html_outcome_write(const struct html_account *account, struct text *out);

/* Appends all of it, with headings of the second level. False when memory is out. */
bool html_account_write(const struct html_account *account, struct text *out, struct err *err);

#endif
