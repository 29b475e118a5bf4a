/* How often a job ran in a whole run, and how its instances ended. */
#ifndef WORDS_JOB_ENDS_H
#define WORDS_JOB_ENDS_H

#include "trace/ledger.h"

struct job_ends {
    uint64_t attempts;                /* of all its instances */
    uint64_t states[JOB_STATE_COUNT]; /* how many instances came to each */
    uint64_t instances;               /* 0: nobody enqueued it */
};

struct job_ends job_ends_count(const struct ledger *ledger, int job);

/* "3 times, dead"; of several instances "4 times, 2 succeeded, 1 dead"; "never enqueued". */
void job_ends_say(const struct job_ends *ends, struct text *out);

/* Of all jobs that were enqueued, those alike together: "once, dead" of the only one; "Mail 3 times, dead; the others
 * once, succeeded". */
void jobs_ends_say(const struct scenario *scenario, const struct ledger *ledger, struct text *out);

#endif
