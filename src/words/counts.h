/* What the ledger counted, as sentences: of a bot, of all together, of a wish. */
#ifndef WORDS_COUNTS_H
#define WORDS_COUNTS_H

#include "trace/ledger.h"

/* "Riker: 2 posts, 1 owed, 1 again: twice. The first after 2.6 s."; of several days how late the latest was. */
void counts_say_bot(const struct scenario *scenario, const struct ledger *ledger, uint32_t bot, struct text *out);

/* "Together: 3 posts, 4 owed, 1 again, 2 missed." */
void counts_say_total(const struct scenario *scenario, const struct ledger *ledger, struct text *out);

/* "Nobody posts twice: no, Riker." Of a run that is over. */
void counts_say_wish(const struct trace *trace, const struct ledger *ledger, enum wish wish, struct text *out);

#endif
