/* The premises: what is given of a scenario, in words, so that one can predict what will come of it.
 *
 * The file's own numbers, and only those that can matter in this scenario: how long a lease is where jobs have one,
 * what a crash leaves where something may crash. Outages are given from the start with their times; what strikes
 * anywhere else is told once it has struck.
 *
 *     struct premises premises = {.trace = &trace, .told = at, .tell = put, .context = &list};
 *     premises_tell(&premises);       // put(&list, "lease", "30 s: a delivery that is not …"), and so on */
#ifndef WORDS_PREMISES_H
#define WORDS_PREMISES_H

#include "trace/trace.h"

struct premises {
    const struct trace *trace; /* of a run of the scenario */
    uint32_t told;             /* the last event that may be told of; NO_EVENT: none */
    /* Is given one premise after the other. `head`: a time, a job, or a key of the file; "": it goes on with the one
     * before. Both strings are valid during the call. */
    void (*tell)(void *context, const char *head, const char *premise);
    void *context;
};

void premises_tell(const struct premises *premises);

#endif
