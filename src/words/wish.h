/* The four wishes in words, and how a run fared with them.
 *
 * The first and the third are told of one failing bot where there is one, else of all. */
#ifndef WORDS_WISH_H
#define WORDS_WISH_H

#include "trace/ledger.h"

#define WISH_COLUMNS_MAX 38
#define WISH_RESULT_COLUMNS_MAX 13

/* The heads of their columns: "made", "once", "free", "seen". */
extern const char *const wish_heads[WISH_COUNT];

/* The one bot whose posts faults struck in this run before they were made, and of which the first wish can tell all: -1
 * when there was none, or several, or when it posted and others were missed, or when no retry was needed. */
int wish_failing_bot(const struct trace *trace);

/* A wish: "Worf is retried until he succeeds", "nobody posts twice", "nobody else is held up", "a failure can be seen".
 * With `failing_bot` -1, or when its name is too long for WISH_COLUMNS_MAX, the first is "every post is made in the
 * end", or "in time" where any is due. */
void wish_add(const struct scenario *scenario, enum wish wish, int failing_bot, struct text *out);

/* All four, in their order, with commas between; of a scenario that is not known (NULL) as of any. */
void wishes_list(const struct scenario *scenario, struct text *out);

/* As many as are judged: "all four wishes", "both wishes". */
const char *wishes_all(const struct scenario *scenario);

/* How a run fared with a wish, in at most WISH_RESULT_COLUMNS_MAX columns without a mark: "gave up", "never", "after 2
 * min", "14 h late", "Riker early", "Riker", "Worf, Locutus", "silent", "dead job". Other bots than the failing one are
 * named. */
void wish_add_result(const struct trace *trace, const struct ledger *ledger, enum wish wish, struct text *out);

#endif
