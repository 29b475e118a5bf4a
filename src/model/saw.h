/* What was seen of a run from outside, as explore's --saw takes it: bots and how often they posted, or what became of
 * it; jobs and how they ended.
 *
 *     [DAY/]BOT=POSTS|STATE  [DAY/]JOB=STATE        with spaces or commas between
 *
 *     Card=2 Invoice=0 CheckoutJob=succeeded        the card was charged twice, no invoice was sent, the job looks well
 *     2/Riker=duplicate                             on day 2, whatever else there was
 *
 * What is not named may have been anything. Without a day the posts of all days count together; a state is that of each
 * day, and of each instance of a job. Names of bots and jobs have no '=' in them, which the loader sees to. */
#ifndef MODEL_SAW_H
#define MODEL_SAW_H

#include "model/scenario.h"

enum { SAW_MAX = SCENARIO_BOTS_MAX + SCENARIO_JOBS_MAX };

/* Each is an expectation of a bot, with `posts` or `state`, or of a job, with `state`; no two are of the same. */
struct saw {
    struct expect list[SAW_MAX];
    uint32_t count; /* at least 1 */
};

/* Reads `text`. False with a sentence that quotes what was found and says what is allowed; `out` untouched. */
bool saw_parse(const char *text, const struct scenario *scenario, struct saw *out, struct err *err);

/* Appends it as saw_parse reads it. */
void saw_write(const struct saw *saw, const struct scenario *scenario, struct text *out);

#endif
