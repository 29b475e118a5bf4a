/* Ledger, wishes and verdict as text. */
#ifndef VIEW_TABLES_H
#define VIEW_TABLES_H

#include "view/style.h"

/* One line for each bot: guard, posts, owed, duplicates ("again"), what became of them, the delay of the first post
 * (of several days: the longest); then their sum. */
void tables_ledger(const struct trace *trace, const struct ledger *ledger, const struct style *style, struct text *out);

/* Four lines, each with ✓ or ✗, the wish, and how the run fared with it. */
void tables_wishes(const struct trace *trace, const struct ledger *ledger, const struct style *style, struct text *out);

/* The verdict as a paragraph. */
void tables_verdict(const struct trace *trace, const struct ledger *ledger, const struct style *style,
                    struct text *out);

/* How often a bot posted again, in capitals: "TWICE", "THRICE", "4 TIMES" on one day; on several days these: "2 TWICE",
 * or "2 AGAIN" where there were more posts on one of them. `most` is the largest number of posts of a day. */
void tables_doubled(uint32_t days, uint32_t most, struct text *out);

/* A bot's cells in words: "posted", "twice, silent", "never ran"; of several days what went wrong, "1 never ran,
 * silent". */
void tables_state(const struct ledger *ledger, uint32_t bot, struct text *out);

#endif
