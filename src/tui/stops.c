#include "tui/stops.h"

/* How often one of its sort is worth a stop. */
enum worth {
    WORTH_NONE,           /* no moment */
    WORTH_FIRST,          /* the first in the whole run */
    WORTH_FIRST_AND_LAST, /* of the same bot */
    WORTH_EACH
};

static enum worth worth_of(const struct event *event)
{
    if (!event->is_moment || event->kind == EVENT_SUCCEED)
        return WORTH_NONE;
    if (event->kind == EVENT_FETCH)
        return WORTH_FIRST;
    if (event->kind == EVENT_STRIKE || event->kind == EVENT_SKIP || event->kind == EVENT_RECOGNISE)
        return WORTH_FIRST_AND_LAST;
    return WORTH_EACH;
}

static bool is_same(const struct event *a, const struct event *b)
{
    return a->is_moment && b->is_moment && a->kind == b->kind;
}

static bool has_same_before(const struct trace *trace, uint32_t at, bool is_of_bot)
{
    const struct event *event = &trace->events[at];

    for (uint32_t i = at; i-- > 0;)
        if (is_same(&trace->events[i], event) && (!is_of_bot || trace->events[i].bot == event->bot))
            return true;
    return false;
}

static bool has_same_behind(const struct trace *trace, uint32_t at)
{
    const struct event *event = &trace->events[at];

    for (uint32_t i = at + 1; i < trace->count; i++)
        if (is_same(&trace->events[i], event) && trace->events[i].bot == event->bot)
            return true;
    return false;
}

/* Is there another of its kind behind it in the same instant? */
static bool goes_on_at_once(const struct trace *trace, uint32_t at)
{
    const struct event *event = &trace->events[at];

    for (uint32_t i = at + 1; i < trace->count && trace->events[i].time == event->time; i++)
        if (is_same(&trace->events[i], event))
            return true;
    return false;
}

static bool is_worth_it(const struct trace *trace, uint32_t at)
{
    switch (worth_of(&trace->events[at])) {
    case WORTH_NONE:
        return false;
    case WORTH_FIRST:
        return !has_same_before(trace, at, false);
    case WORTH_FIRST_AND_LAST:
        return !has_same_before(trace, at, true) || !has_same_behind(trace, at);
    case WORTH_EACH:
        return true;
    }
    return false;
}

bool stop_is(const struct trace *trace, uint32_t event)
{
    return is_worth_it(trace, event) && (event + 1 == trace->count || !goes_on_at_once(trace, event));
}

uint32_t stop_after(const struct trace *trace, uint32_t event)
{
    for (uint32_t i = event == NO_EVENT ? 0 : event + 1; i < trace->count; i++)
        if (stop_is(trace, i))
            return i;
    return NO_EVENT;
}

uint32_t stop_before(const struct trace *trace, uint32_t event)
{
    for (uint32_t i = event; i-- > 0;)
        if (stop_is(trace, i))
            return i;
    return NO_EVENT;
}
