#include "trace/trace.h"

#include <stdlib.h>

#include "base/given.h"
#include "base/hash.h"
#include "model/fault_text.h"

#define EVENT_NAME(constant, name, ...) [constant] = GIVEN(name),
const char *const event_kind_names[EVENT_KIND_COUNT] = {MICRO_LIST(EVENT_NAME) EVENT_ONLY_LIST(EVENT_NAME)};

_Static_assert(0 EVENT_MICRO_LIST(LIST_ONE) == MICRO_COUNT, "each micro-step has its event");

#define EVENT_MICRO_TRAITS(tag, traits, number) [EVENT_##tag] = (traits),
#define EVENT_ONLY_TRAITS(constant, name, traits) [constant] = (traits),
const uint8_t event_traits[EVENT_KIND_COUNT] = {EVENT_MICRO_LIST(EVENT_MICRO_TRAITS)
                                                    EVENT_ONLY_LIST(EVENT_ONLY_TRAITS)};

void trace_init(struct trace *trace, uint32_t limit)
{
    *trace = (struct trace){.limit = limit};
}

void trace_release(struct trace *trace)
{
    free(trace->events);
    *trace = (struct trace){0};
}

bool trace_reserve(struct trace *trace, uint32_t more, struct err *err)
{
    uint32_t left = trace->limit - trace->count, wanted = trace->count + (more < left ? more : left);
    uint32_t room = trace->room > trace->limit / 2 ? trace->limit : trace->room * 2;
    struct event *events;

    if (wanted <= trace->room)
        return true;
    if (room < wanted)
        room = wanted;
    events = realloc(trace->events, room * sizeof *events);
    if (!events)
        return err_memory(err);
    trace->events = events;
    trace->room = room;
    return true;
}

/* By what number a hash knows a kind, or a micro-step. Those that are no micro-step's have theirs in their order, from
 * that of MICRO_NONE on. */
static uint64_t number_hashed(unsigned kind)
{
    enum { NUMBER_OF_NONE = 13 };
#define EVENT_MICRO_NUMBER(tag, traits, number) [EVENT_##tag] = (number),
    static const uint8_t numbers[MICRO_COUNT] = {EVENT_MICRO_LIST(EVENT_MICRO_NUMBER)};

    return kind < MICRO_COUNT ? numbers[kind] : kind - MICRO_COUNT + NUMBER_OF_NONE;
}

uint64_t trace_hash(const struct trace *trace)
{
    uint64_t hash = HASH_BASIS;

    for (uint32_t i = 0; i < trace->count; i++) {
        const struct event *event = &trace->events[i];

        hash = hash_number(hash, (uint64_t)event->time, 8);
        hash = hash_number(hash, (uint64_t)event->value, 8);
        hash = hash_number(hash, event->cause, 4);
        hash = hash_number(hash, event->job, 4);
        hash = hash_number(hash, event->occurrence, 4);
        hash = hash_number(hash, event->attempt, 4);
        hash = hash_number(hash, event->step, 1);
        hash = hash_number(hash, event->bot, 1);
        hash = hash_number(hash, event->worker, 2);
        hash = hash_number(hash, number_hashed(event->kind), 1);
        hash = hash_number(hash, number_hashed(event->micro), 1);
        hash = hash_number(hash, event->detail, 1);
        hash = hash_number(hash, event->is_moment, 1);
    }
    return hash;
}

static const struct event *cause_of(const struct trace *trace, const struct event *event)
{
    return event->cause == NO_EVENT ? NULL : &trace->events[event->cause];
}

static bool is_of_attempt(const struct event *event, const struct event *of)
{
    return event && event->job == of->job && event->attempt == of->attempt;
}

/* The first micro-step of the step that a strike found not begun. Fetch and acknowledge have no step number: an
 * attempt that did something before was past its fetch. A worker that a strike kept from a fetch may come to the same
 * one again, because of that strike. */
static enum micro step_first(const struct trace *trace, const struct event *strike)
{
    const struct event *cause = cause_of(trace, strike);
    bool is_under_way;

    if (strike->step != NO_STEP)
        return MICRO_BEGIN;
    while (is_of_attempt(cause, strike) && cause->kind == EVENT_STRIKE && cause->micro == MICRO_NONE)
        cause = cause_of(trace, cause);
    /* A push-back names the attempt that did not begin. */
    is_under_way = is_of_attempt(cause, strike) && !event_is(cause, EVENT_IS_DELIVERY);
    return is_under_way ? MICRO_ACKNOWLEDGE : MICRO_FETCH;
}

enum micro trace_gap_micro(const struct trace *trace, uint32_t strike)
{
    const struct event *event;

    CHECK(strike < trace->count);
    event = &trace->events[strike];
    return event->micro == MICRO_NONE ? step_first(trace, event) : (enum micro)event->micro;
}

void trace_gap_name(const struct trace *trace, uint32_t strike, struct text *out)
{
    gap_say((enum micro)trace->events[strike].micro, trace_gap_micro(trace, strike), out);
}

/* The kill that takes a job from somebody in this event; NO_EVENT. */
static uint32_t kill_behind(const struct trace *trace, const struct event *event)
{
    const struct event *crash = event->cause == NO_EVENT ? NULL : &trace->events[event->cause];

    if (event->job == NO_JOB || event->kind == EVENT_CUT || !crash || crash->kind != EVENT_CRASH ||
        crash->cause == NO_EVENT)
        return NO_EVENT; /* what is cut may wait for a process that had no job */
    return trace->events[crash->cause].kind == EVENT_KILL ? crash->cause : NO_EVENT;
}

void trace_struck(const struct trace *trace, struct fault_set *into)
{
    for (uint32_t i = 0; i < trace->count; i++) {
        const struct event *event = &trace->events[i];
        uint32_t kill = kill_behind(trace, event);

        if (kill != NO_EVENT)
            fault_set_add(into, (uint32_t)trace->events[kill].value);
        else if (event->kind == EVENT_TWICE || event->kind == EVENT_DEPLOY || event->kind == EVENT_START ||
                 (event->kind == EVENT_STRIKE && event->value >= 0))
            fault_set_add(into, (uint32_t)event->value);
    }
}

uint32_t trace_cause_of_kind(const struct trace *trace, uint32_t event, enum event_kind kind)
{
    uint32_t at = trace->events[event].cause;

    while (at != NO_EVENT && trace->events[at].kind != kind)
        at = trace->events[at].cause;
    return at;
}

uint32_t trace_event_at(const struct trace *trace, msec time)
{
    uint32_t low = 0, high = trace->count;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;

        if (trace->events[middle].time <= time)
            low = middle + 1;
        else
            high = middle;
    }
    return low > 0 ? low - 1 : NO_EVENT;
}

uint32_t trace_moment_after(const struct trace *trace, uint32_t event)
{
    for (uint32_t i = event == NO_EVENT ? 0 : event + 1; i < trace->count; i++)
        if (trace->events[i].is_moment)
            return i;
    return NO_EVENT;
}

uint32_t trace_moment_before(const struct trace *trace, uint32_t event)
{
    for (uint32_t i = event == NO_EVENT ? trace->count : event; i-- > 0;)
        if (trace->events[i].is_moment)
            return i;
    return NO_EVENT;
}
