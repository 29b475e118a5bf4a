/* The waits of a job's retries in words. */
#ifndef WORDS_RETRY_WAIT_H
#define WORDS_RETRY_WAIT_H

#include "model/scenario.h"

/* Appends how long each retry waits: "60 s", "60 s, then 2 min", "15 s and more (Sidekiq 8.0)"; of more
 * than four waits the first three and the last: "6 s, then 21 s, then 86 s, … then 3 d 20 h". */
void retry_wait_say(const struct retry *retry, struct text *out);

#endif
