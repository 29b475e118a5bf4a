/* The story of a trace: what its events have to do with each other, found once, so that every sentence can ask.
 *
 * It answers in constant time, however long the run, but where a function says otherwise. It refers to the trace and
 * to its scenario, which must outlive it and stay as they are.
 *
 *     struct story story;
 *     if (!story_init(&story, &trace, err)) …
 *     narrate_event(&story, event, &line);
 *     story_release(&story);
 */
#ifndef WORDS_STORY_H
#define WORDS_STORY_H

#include "base/check.h"
#include "trace/trace.h"

/* What was before one event. Each is an event or NO_EVENT. */
struct story_link {
    uint32_t start;  /* index of the start of its attempt in `starts`; of a miss the last begin or skip of its post */
    uint32_t blow;   /* the nearest strike, kill or deploy among the event and its causes */
    uint32_t commit; /* the latest commit of the same bot in the same occurrence */
    uint32_t strike; /* the latest strike at the same bot's post in the same occurrence */
    uint32_t before; /* the event before it of the same attempt */
};

/* One attempt's start. */
struct story_start {
    uint32_t fetch;    /* event */
    uint32_t delivery; /* what put its job into the queue before: enqueue, requeue, recover, push-back, twice */
    uint32_t before;   /* the start of the same instance before it, by index, or NO_EVENT */
    uint32_t latest;   /* the attempt's latest event */
};

/* One job instance. */
struct story_job {
    uint32_t enqueue; /* event, or NO_EVENT: the trace has none */
    uint32_t lost;    /* event, or NO_EVENT */
    uint32_t number;  /* which instance of its job in its occurrence it is, from 1 */
    uint32_t same;    /* the instance of the same job before it, or NO_JOB */
    uint32_t start;   /* its latest, by index, or NO_EVENT */
};

struct story {
    const struct trace *trace;
    struct story_link *links;   /* of each event; owned */
    struct story_start *starts; /* owned */
    struct story_job *jobs;     /* instance i is jobs[i]; owned */
    uint32_t start_count, job_count;
};

/* The story of a whole trace. On failure there is nothing to release. */
bool story_init(struct story *story, const struct trace *trace, struct err *err);
void story_release(struct story *story);

static inline const struct event *story_event(const struct story *story, uint32_t event)
{
    CHECK(event < story->trace->count);
    return &story->trace->events[event];
}

/* The strike, kill or deploy that led to an event, itself not excepted: the nearest. NO_EVENT for NO_EVENT. */
uint32_t story_blow(const struct story *story, uint32_t event);

/* The fetch with which the attempt of `event` began, or NO_EVENT. */
uint32_t story_fetch(const struct story *story, uint32_t event);

/* The event in which an attempt passes over recorded steps as soon as it has fetched; NO_EVENT: it does not. */
uint32_t story_resume(const struct story *story, uint32_t fetch);

/* What put the attempt's job into its queue before the attempt of `event` took it: enqueue, requeue, recover,
 * push-back, twice. NO_EVENT when it cannot be told. */
uint32_t story_delivery(const struct story *story, uint32_t event);

/* How long the job that a fetch takes waited for a worker: from its delivery to the worker's last end, or its process's
 * return; 0 where it waited for neither. */
msec story_wait_for_worker(const struct story *story, uint32_t fetch);

/* The enqueue of a job instance, or NO_EVENT. */
uint32_t story_enqueue(const struct story *story, uint32_t job);

/* The scenario's job of an instance; NULL when the trace has no enqueue of it. */
const struct job *story_job(const struct story *story, uint32_t job);

/* Which instance of its job in its occurrence it is, from 1. */
uint32_t story_number(const struct story *story, uint32_t job);

/* The latest commit before `event` of its bot in its occurrence, or NO_EVENT. */
uint32_t story_commit_before(const struct story *story, uint32_t event);

/* The same, made by the same job instance. Looks through the commits that other instances made since. */
uint32_t story_own_commit_before(const struct story *story, uint32_t event);

/* The latest strike before `event` at the post of its bot in its occurrence, or NO_EVENT. */
uint32_t story_strike_before(const struct story *story, uint32_t event);

/* Whether a strike at the same post in the same occurrence is among the causes of a strike. Looks through the causes
 * since. */
bool story_is_struck_again(const struct story *story, uint32_t strike);

/* The latest event of `kind` before `event` in the same attempt and step, or NO_EVENT. Looks through that
 * step. */
uint32_t story_in_step(const struct story *story, uint32_t event, enum event_kind kind);

/* What a miss came to: never-ran, lost, skipped or failed; `last` becomes the last begin or skip of its post, or
 * NO_EVENT. */
enum post_state story_miss_state(const struct story *story, uint32_t miss, uint32_t *last);

/* The kind of step that an event of an attempt belongs to; STEP_NONE for fetch and acknowledge. */
enum step_kind story_step(const struct story *story, uint32_t event);

/* The scenario's fault that a strike or a platform event was, or NULL. */
const struct fault *story_fault(const struct story *story, uint32_t event);

#endif
