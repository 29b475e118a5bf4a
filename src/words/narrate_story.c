/* What events have to do with each other, as far as sentences need it. */
#include "words/narrate_parts.h"

static const struct event *event_at(const struct trace *trace, uint32_t event)
{
    return &trace->events[event];
}

uint32_t story_blow(const struct trace *trace, uint32_t event)
{
    while (event != NO_EVENT) {
        uint8_t kind = event_at(trace, event)->kind;

        if (kind == EVENT_STRIKE || kind == EVENT_KILL || kind == EVENT_DEPLOY)
            return event;
        event = event_at(trace, event)->cause;
    }
    return NO_EVENT;
}

uint32_t story_fetch(const struct trace *trace, uint32_t event)
{
    const struct event *of = event_at(trace, event);

    if (of->job == NO_JOB || of->attempt == 0)
        return NO_EVENT;
    for (uint32_t i = event + 1; i-- > 0;) {
        const struct event *at = event_at(trace, i);

        if (at->kind == EVENT_FETCH && at->job == of->job && at->attempt == of->attempt)
            return i;
        if (at->kind == EVENT_ENQUEUE && at->job == of->job)
            break;
    }
    return NO_EVENT;
}

/* The latest delivery of a job before event `before`. A repeated delivery is the one that was taken only when the one
 * before it, which it repeats, had been. */
static uint32_t delivery_before(const struct trace *trace, uint32_t job, uint32_t before)
{
    bool is_taken = false;

    for (uint32_t i = before; i-- > 0;) {
        const struct event *at = event_at(trace, i);

        if (at->job != job)
            continue;
        if (at->kind == EVENT_FETCH)
            is_taken = true;
        else if (event_is_delivery(at) && (at->kind != EVENT_TWICE || is_taken))
            return i;
    }
    return NO_EVENT;
}

uint32_t story_delivery(const struct trace *trace, uint32_t event)
{
    uint32_t fetch = story_fetch(trace, event);
    uint32_t cause;

    if (fetch == NO_EVENT)
        return NO_EVENT;
    cause = event_at(trace, fetch)->cause;
    if (cause != NO_EVENT && event_at(trace, cause)->job == event_at(trace, event)->job &&
        event_is_delivery(event_at(trace, cause)))
        return cause;
    return delivery_before(trace, event_at(trace, event)->job, fetch);
}

uint32_t story_enqueue(const struct trace *trace, uint32_t job, uint32_t event)
{
    for (uint32_t i = event + 1; i-- > 0;)
        if (event_at(trace, i)->kind == EVENT_ENQUEUE && event_at(trace, i)->job == job)
            return i;
    return NO_EVENT;
}

const struct job *story_job(const struct trace *trace, uint32_t job, uint32_t event)
{
    uint32_t enqueue = story_enqueue(trace, job, event);

    return enqueue == NO_EVENT ? NULL : &trace->scenario->jobs[event_at(trace, enqueue)->detail];
}

enum step_kind story_step(const struct trace *trace, uint32_t event)
{
    const struct event *of = event_at(trace, event);
    const struct job *job = story_job(trace, of->job, event);

    return job && of->step < job->step_count ? job->steps[of->step].kind : STEP_NONE;
}

/* How many ways the scenario has of making this job within one occurrence. */
static uint64_t ways_of_job(const struct scenario *scenario, int job)
{
    uint64_t ways = 0;

    for (uint32_t e = 0; e < scenario->entry_count; e++)
        ways += scenario->entries[e].job == job ? scenario->entries[e].copies : 0;
    for (uint32_t j = 0; j < scenario->job_count; j++)
        for (uint32_t s = 0; s < scenario->jobs[j].step_count; s++)
            /* whoever enqueues it may be started over */
            ways += step_child(&scenario->jobs[j].steps[s]) == job ? 2 : 0;
    return ways;
}

uint32_t story_number(const struct trace *trace, uint32_t job, uint32_t event)
{
    uint32_t enqueue = story_enqueue(trace, job, event);
    const struct event *made;
    uint32_t number = 1;

    if (enqueue == NO_EVENT)
        return 1;
    made = event_at(trace, enqueue);
    if (ways_of_job(trace->scenario, made->detail) < 2)
        return 1;
    for (uint32_t i = enqueue; i-- > 0;) {
        const struct event *at = event_at(trace, i);

        if (at->kind == EVENT_ENQUEUE && at->detail == made->detail && at->occurrence == made->occurrence)
            number++;
        if (at->kind == EVENT_FIRE && at->occurrence == made->occurrence && at->detail == 0 &&
            trace->scenario->entry_count == 1)
            break;
    }
    return number;
}

uint32_t story_commit_before(const struct trace *trace, uint32_t event)
{
    const struct event *of = event_at(trace, event);

    for (uint32_t i = event; i-- > 0;) {
        const struct event *at = event_at(trace, i);

        if (at->kind == EVENT_COMMIT && at->bot == of->bot && at->occurrence == of->occurrence)
            return i;
    }
    return NO_EVENT;
}

uint32_t story_first_commit(const struct trace *trace, uint32_t commit)
{
    uint32_t first = commit;

    for (uint32_t before = commit; before != NO_EVENT; before = story_commit_before(trace, before)) {
        first = before;
        if (event_at(trace, before)->value <= 1)
            break;
    }
    return first;
}

uint32_t story_own_commit_before(const struct trace *trace, uint32_t event)
{
    const struct event *of = event_at(trace, event);

    for (uint32_t i = event; i-- > 0;) {
        const struct event *at = event_at(trace, i);

        if (at->job == of->job && at->kind == EVENT_COMMIT && at->bot == of->bot)
            return i;
        if (at->job == of->job && at->kind == EVENT_ENQUEUE)
            break;
    }
    return NO_EVENT;
}

uint32_t story_in_step(const struct trace *trace, uint32_t event, enum event_kind kind)
{
    const struct event *of = event_at(trace, event);

    for (uint32_t i = of->cause; i != NO_EVENT; i = event_at(trace, i)->cause) {
        const struct event *at = event_at(trace, i);

        if (at->job != of->job || at->attempt != of->attempt || at->step != of->step)
            return NO_EVENT;
        if (at->kind == kind)
            return i;
    }
    return NO_EVENT;
}

static bool is_lost(const struct trace *trace, uint32_t job, uint32_t before)
{
    for (uint32_t i = before; i-- > 0;) {
        const struct event *at = event_at(trace, i);

        if (at->job == job && at->kind == EVENT_LOSE)
            return true;
        if (at->job == job && at->kind == EVENT_ENQUEUE)
            return false;
    }
    return false;
}

enum post_state story_miss_state(const struct trace *trace, uint32_t miss, uint32_t *last)
{
    const struct event *of = event_at(trace, miss);

    for (uint32_t i = miss; i-- > 0;) {
        const struct event *at = event_at(trace, i);

        if (at->bot != of->bot || at->occurrence != of->occurrence ||
            (at->kind != EVENT_BEGIN && at->kind != EVENT_SKIP))
            continue;
        *last = i;
        if (is_lost(trace, at->job, miss))
            return POST_LOST;
        return at->kind == EVENT_SKIP ? POST_SKIPPED : POST_FAILED;
    }
    *last = NO_EVENT;
    return POST_NEVER_RAN;
}

const struct fault *story_fault(const struct trace *trace, uint32_t event)
{
    const struct event *of = event_at(trace, event);

    if (of->value < 0 || of->value >= (int64_t)trace->scenario->fault_count)
        return NULL;
    return &trace->scenario->faults[of->value];
}
