/* What came of a bot, in a few words. */
#ifndef WORDS_OUTCOME_H
#define WORDS_OUTCOME_H

#include "trace/ledger.h"

/* How often a bot posted again, in capitals: "TWICE", "THRICE", "4 TIMES" on one day; on several days these: "2 TWICE",
 * or "2 AGAIN" where there were more posts on one of them. `most` is the largest number of posts of a day. */
void outcome_doubled(uint32_t days, uint32_t most, struct text *out);

/* A bot's cells in words: "posted", "twice, silent", "never ran"; of several days what went wrong, "1 never ran,
 * silent". */
void outcome_state(const struct scenario *scenario, const struct ledger *ledger, uint32_t bot, struct text *out);

/* The same with `between` its parts, in place of ", ". */
void outcome_parts(const struct scenario *scenario, const struct ledger *ledger, uint32_t bot, const char *between,
                   struct text *out);

#endif
