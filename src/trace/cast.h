/* The cast: the names and policies with which a trace opens.
 *
 * What views need to know of a scenario, so that they need nothing but the trace. Strings belong to the scenario, which
 * must outlive the trace. Indices are those of the scenario. */
#ifndef TRACE_CAST_H
#define TRACE_CAST_H

#include "base/duration.h"
#include "model/lists.h"

struct cast_bot {
    const char *name, *handle, *done;
    enum pronoun pronoun;
    enum guard guard;
    enum key_scope key;
    msec key_expires; /* MSEC_NEVER: never */
    msec visible_after;
    msec due;                 /* MSEC_NONE: never late */
    const char *const *posts; /* occurrence n says posts[(n − 1) mod post_count] */
    uint32_t post_count;
};

struct cast_step {
    enum step_kind kind;
    int target;        /* bot, job or -1 */
    bool skipped_ends; /* a skipped post leaves the job */
    msec wait;         /* of a wait: its shortest length */
};

struct cast_job {
    const char *name, *queue;
    const struct cast_step *steps;
    uint32_t step_count;
    enum rescue rescue;
    enum exhausted exhausted;
    uint32_t retry_limit;
    const char *
        /* the wait in words: "60 s", "60 s, then 2 min", "15 s and more (Sidekiq 8.0)"; "" without retries */
        retry_wait;
    int split_from; /* or -1 */
    uint64_t posts; /* bit b: it posts for bot b itself */
    uint64_t reach; /* bit b: … itself or through jobs that it enqueues */
};

struct cast_fault {
    const char *name; /* or NULL */
    bool is_platform;
    enum platform_fault platform;
    enum fault_kind kind;
    int bot, job, step; /* or -1 */
    enum micro micro;
    bool is_before;
    msec length, from, until, at;
    uint32_t times; /* 0: always */
};

struct cast_platform {
    enum preset preset;
    uint32_t processes, workers;
    enum acknowledge acknowledge;
    enum on_crash on_crash;
    msec lease, heartbeat, restart, poll;
    int64_t recoveries;
};

struct cast_entry {
    int job;
    uint32_t times, copies;
};

struct cast {
    const char *source, *title, *question, *caption, *lesson;
    uint64_t seed;
    msec until; /* MSEC_NEVER */
    uint32_t occurrences;
    struct cast_platform platform;
    const struct cast_bot *bots;
    uint32_t bot_count;
    const struct cast_job *jobs;
    uint32_t job_count;
    const struct cast_fault *faults;
    uint32_t fault_count;
    const struct cast_entry *entries;
    uint32_t entry_count;
};

/* The words of a bot in an occurrence (from 1). */
static inline const char *cast_words(const struct cast_bot *bot, uint32_t occurrence)
{
    return bot->posts[(occurrence - 1) % bot->post_count];
}

#endif
