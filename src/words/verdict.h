/* The verdict of a run, in one sentence or without its opening.
 *
 * Whether it is good says ledger_is_good. What is said of many bots is said in fewer words until it fits: names are
 * cut, then days and numbers are left out. */
#ifndef WORDS_VERDICT_H
#define WORDS_VERDICT_H

#include "trace/ledger.h"

#define VERDICT_COLUMNS_MAX 160

/* "Made it so." or "Not so: Riker posted twice; Worf and Locutus never." Says also when the run was cut by `until` or
 * a limit. At most VERDICT_COLUMNS_MAX columns. */
void verdict_add(const struct trace *trace, const struct ledger *ledger, struct text *out);

/* What is not so, without how late: "Riker posted twice; Worf and Locutus never.", "Limit late."; of a good run the
 * whole verdict. */
void verdict_add_shortfall(const struct trace *trace, const struct ledger *ledger, struct text *out);

#endif
