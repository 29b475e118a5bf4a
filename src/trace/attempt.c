#include "trace/attempt.h"

#include <stdlib.h>

#include "base/check.h"

#define ATTEMPT_OUTCOME_NAME(constant, name) name,
const char *const attempt_outcome_names[ATTEMPT_OUTCOME_COUNT] = {ATTEMPT_OUTCOME_LIST(ATTEMPT_OUTCOME_NAME)};

/* The list under way and, of each worker, the attempt it is at: a worker does one at a time. */
struct taking {
    const struct trace *trace;
    struct attempts *attempts;
    uint32_t *latest;  /* of each instance, from 1: its latest attempt's index, or NO_EVENT */
    uint32_t *working; /* of each worker: the index of its attempt, or NO_EVENT */
};

static uint32_t worker_count(const struct scenario *scenario)
{
    return scenario->platform.processes * scenario->platform.workers;
}

/* The attempt that an event names, or NULL. */
static struct attempt *attempt_of(const struct taking *taking, const struct event *event)
{
    uint32_t latest = event->job == NO_JOB ? NO_EVENT : taking->latest[event->job - 1];
    uint32_t at = attempts_find(taking->attempts, latest, event->attempt);

    return at == NO_EVENT ? NULL : &taking->attempts->list[at];
}

static void attempt_end(struct attempt *attempt, enum attempt_outcome outcome, uint32_t at)
{
    if (attempt->outcome != ATTEMPT_RUNNING)
        return;
    attempt->outcome = outcome;
    attempt->ended = at;
}

static void attempt_start(struct taking *taking, const struct event *event, uint32_t at)
{
    uint32_t index = taking->attempts->count++;
    uint32_t before = event->worker == NO_WORKER ? NO_EVENT : taking->working[event->worker];

    if (before != NO_EVENT) /* a repeated delivery leaves without a word when jobs are acknowledged early */
        attempt_end(&taking->attempts->list[before], ATTEMPT_UNKNOWN, at);
    taking->attempts->list[index] = (struct attempt){
        .job = event->job,
        .number = event->attempt,
        .worker = event->worker,
        .first = at,
        .last = at,
        .strike = NO_EVENT,
        .ended = NO_EVENT,
        .before = taking->latest[event->job - 1],
        .start = event->time,
        .end = event->time,
        .outcome = ATTEMPT_RUNNING,
    };
    taking->latest[event->job - 1] = index;
    if (event->worker != NO_WORKER)
        taking->working[event->worker] = index;
}

/* A call was on its way, or its answer: whoever failed there cannot know whether the effect was made. */
static bool is_between_call_and_reply(const struct event *event)
{
    return strike_finds(event) == EFFECT_ON_ITS_WAY || strike_finds(event) == EFFECT_MADE;
}

static void attempt_extend(struct taking *taking, struct attempt *attempt, const struct event *event, uint32_t at)
{
    bool is_early = !acknowledge_traits[taking->trace->scenario->platform.acknowledge].is_last;

    attempt->last = at;
    attempt->end = event->time;
    switch (event->kind) {
    case EVENT_STRIKE:
        attempt->strike = at;
        if (strike_ends_unheard(event)) { /* even when it was acknowledged: it cannot know */
            attempt->outcome = ATTEMPT_UNKNOWN;
            attempt->ended = at;
        }
        break;
    case EVENT_FAIL:
        attempt_end(attempt, is_between_call_and_reply(event) ? ATTEMPT_UNKNOWN : ATTEMPT_FAILED, at);
        break;
    case EVENT_ACKNOWLEDGE:
        if (event->detail && !is_early)
            attempt_end(attempt, ATTEMPT_UNKNOWN, at);
        break;
    case EVENT_SUCCEED:
    case EVENT_BAIL_OUT:
        attempt_end(attempt, ATTEMPT_OK, at);
        break;
    case EVENT_PUSH_BACK:
        if (event->detail == 0) /* beside a copy there is a failure, too */
            attempt_end(attempt, ATTEMPT_UNKNOWN, at);
        break;
    default:
        break;
    }
}

/* A process is gone: so are the attempts of its workers. */
static void process_ends(struct taking *taking, const struct event *event, uint32_t at)
{
    uint32_t workers = taking->trace->scenario->platform.workers;

    for (uint32_t w = (uint32_t)event->value * workers; w < ((uint32_t)event->value + 1) * workers; w++) {
        struct attempt *attempt = taking->working[w] == NO_EVENT ? NULL : &taking->attempts->list[taking->working[w]];

        if (!attempt || attempt->outcome != ATTEMPT_RUNNING)
            continue;
        attempt->last = at;
        attempt->end = event->time;
        attempt_end(attempt, ATTEMPT_UNKNOWN, at);
    }
}

static void take_event(struct taking *taking, uint32_t at)
{
    const struct event *event = &taking->trace->events[at];
    struct attempt *attempt;

    if (event->kind == EVENT_FETCH) {
        attempt_start(taking, event, at);
    } else if (event->kind == EVENT_CRASH) {
        process_ends(taking, event, at);
    } else if (event->job != NO_JOB && event->attempt > 0 && event->kind != EVENT_ENQUEUE) {
        bool has_landed = event->detail == 1 && (event->kind == EVENT_COMMIT || event->kind == EVENT_PUSH);

        attempt = attempt_of(taking, event);
        if (attempt && !has_landed)
            attempt_extend(taking, attempt, event, at);
    }
}

bool attempts_take(const struct trace *trace, uint32_t count, struct attempts *attempts, struct err *err)
{
    uint32_t fetches = 0, instances = 0, workers = worker_count(trace->scenario);
    struct attempts taken = {0};
    struct taking taking = {.trace = trace, .attempts = &taken};
    bool is_taken;

    CHECK(count <= trace->count);
    for (uint32_t i = 0; i < count; i++) {
        fetches += trace->events[i].kind == EVENT_FETCH;
        instances += trace->events[i].kind == EVENT_ENQUEUE;
    }
    taken.list = calloc(fetches + 1, sizeof *taken.list);
    taking.latest = malloc((instances + 1) * sizeof *taking.latest);
    taking.working = malloc((workers + 1) * sizeof *taking.working);
    is_taken = taken.list && taking.latest && taking.working;
    for (uint32_t i = 0; is_taken && i <= instances; i++)
        taking.latest[i] = NO_EVENT;
    for (uint32_t w = 0; is_taken && w <= workers; w++)
        taking.working[w] = NO_EVENT;
    for (uint32_t at = 0; is_taken && at < count; at++)
        take_event(&taking, at);
    free(taking.latest);
    free(taking.working);
    if (!is_taken) {
        free(taken.list);
        return err_memory(err);
    }
    *attempts = taken;
    return true;
}

void attempts_release(struct attempts *attempts)
{
    free(attempts->list);
    *attempts = (struct attempts){0};
}

/* Numbers fall by one from each attempt to the one before it. */
uint32_t attempts_find(const struct attempts *attempts, uint32_t latest, uint32_t number)
{
    const struct attempt *list = attempts->list;
    uint32_t at = number > 0 ? latest : NO_EVENT;

    while (at != NO_EVENT && list[at].number > number)
        at = list[at].before;
    return at == NO_EVENT || list[at].number != number ? NO_EVENT : at;
}

uint32_t attempt_retry(const struct trace *trace, const struct attempt *attempt, uint32_t until)
{
    CHECK(until <= trace->count);
    for (uint32_t i = attempt->first; i < until; i++)
        if (trace->events[i].kind == EVENT_RETRY && trace->events[i].job == attempt->job)
            return i;
    return NO_EVENT;
}

msec attempt_wait(const struct trace *trace, const struct attempt *before, const struct attempt *after)
{
    uint32_t retry = attempt_retry(trace, before, after->first);

    return retry == NO_EVENT ? after->start - before->end : trace->events[retry].value - trace->events[retry].time;
}
