/* Attempts: what each start of a job came to, as the system itself recorded it.
 *
 * This is belief, not truth: an attempt is ok when its end was recorded as good, failed when a failure was recorded,
 * and unknown when neither was (it crashed, was pushed back, its acknowledge came too late) or when it failed between
 * the call and the reply, so that nobody can tell whether the effect was made. What the world saw is the ledger.
 *
 *     struct attempts attempts;
 *     if (!attempts_take(&trace, trace.count, &attempts, err)) …
 *     for (uint32_t i = 0; i < attempts.count; i++) … attempts.list[i] …
 *     attempts_release(&attempts);
 */
#ifndef TRACE_ATTEMPT_H
#define TRACE_ATTEMPT_H

#include "trace/trace.h"

#define ATTEMPT_OUTCOME_LIST(X)                                                                                        \
    X(ATTEMPT_RUNNING, "running") /* not over when the count ends */                                                   \
    X(ATTEMPT_OK, "ok")                                                                                                \
    X(ATTEMPT_FAILED, "failed")                                                                                        \
    X(ATTEMPT_UNKNOWN, "unknown")

#define ATTEMPT_OUTCOME_ITEM(constant, name) constant,
enum attempt_outcome { ATTEMPT_OUTCOME_LIST(ATTEMPT_OUTCOME_ITEM) ATTEMPT_OUTCOME_COUNT };
#undef ATTEMPT_OUTCOME_ITEM

extern const char *const attempt_outcome_names[ATTEMPT_OUTCOME_COUNT];

/* One attempt, from its fetch to the last event that belongs to it. */
struct attempt {
    uint32_t job;    /* instance */
    uint32_t number; /* from 1 */
    uint16_t worker;
    uint32_t first;  /* its fetch */
    uint32_t last;   /* its last event, or the crash that ended it */
    uint32_t strike; /* the last fault that struck it, or NO_EVENT */
    uint32_t ended;  /* the event that settled its outcome; NO_EVENT while it runs */
    uint32_t before; /* the attempt of the same instance that started before it, as an index, or NO_EVENT */
    msec start, end; /* end: of the last event counted so far */
    enum attempt_outcome outcome;
};

struct attempts {
    struct attempt *list; /* in the order of their starts; owned */
    uint32_t count;
};

/* The attempts of the first `count` events. */
bool attempts_take(const struct trace *trace, uint32_t count, struct attempts *attempts, struct err *err);
void attempts_release(struct attempts *attempts);

/* The attempt of a number among `latest` and those of its instance before it, as an index; NO_EVENT where there is
 * none. An event before a fetch names an attempt that is none yet, and one of a job as a whole names 0. */
uint32_t attempts_find(const struct attempts *attempts, uint32_t latest, uint32_t number);

/* How long the system meant to wait between two attempts; without a word of its own, how long it took: less than 0
 * where they overlap. */
msec attempt_wait(const struct trace *trace, const struct attempt *before, const struct attempt *after);

/* The event before `until` that told when the attempt's job is tried again, or NO_EVENT. */
uint32_t attempt_retry(const struct trace *trace, const struct attempt *attempt, uint32_t until);

#endif
