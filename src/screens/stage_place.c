#include "screens/stage_place.h"

#include "model/lists.h"

/* One entry of a bot's step, looked at from `at` backwards. */
struct visit {
    const struct event *newest; /* its last event up to `at` */
    uint32_t last, begin;
    enum micro after;
    bool is_over;
};

static bool is_same_visit(const struct event *a, const struct event *b)
{
    return a->job == b->job && a->attempt == b->attempt && a->step == b->step;
}

/* A step that is recorded is over with that. */
static enum event_kind last_of_step(const struct stage_index *index, const struct event *event)
{
    const struct job *job = &index->trace->scenario->jobs[index->lanes.jobs[event->job - 1].job];

    return resume_traits[job->resume].records ? EVENT_RECORD : EVENT_DONE;
}

static bool ends_visit(const struct stage_index *index, const struct event *event)
{
    return event->kind == last_of_step(index, event) || event->kind == EVENT_RAISE || event->kind == EVENT_FAIL ||
           event->kind == EVENT_RESCUE ||
           (event->kind == EVENT_STRIKE && !fault_pauses((enum fault_kind)event->detail));
}

/* The entry to which lane event number `n` belongs, as far as it has come by then. */
static struct visit visit_at(const struct stage_index *index, const uint32_t *lane, uint32_t n)
{
    struct visit visit = {
        .newest = &index->trace->events[lane[n]], .last = lane[n], .begin = NO_EVENT, .after = MICRO_NONE};

    for (uint32_t i = n + 1; i-- > 0 && visit.begin == NO_EVENT;) {
        const struct event *event = &index->trace->events[lane[i]];

        if (!is_same_visit(event, visit.newest))
            continue;
        visit.is_over = visit.is_over || ends_visit(index, event);
        if (event->kind < MICRO_COUNT && visit.after == MICRO_NONE)
            visit.after = (enum micro)event->kind;
        if (event->kind == EVENT_BEGIN)
            visit.begin = lane[i];
    }
    return visit;
}

struct stage_place stage_place_from(const struct stage_index *index, const struct event *event)
{
    return (struct stage_place){
        .is_open = true,
        .bot = event->bot,
        .occurrence = event->occurrence,
        .job = event->job,
        .number = index->lanes.jobs[event->job - 1].number,
        .attempt = event->attempt,
        .step = event->step,
        .after = MICRO_NONE,
        .begin = NO_EVENT,
        .last = NO_EVENT,
    };
}

/* An entry that `at` finds under way; false when lane event `n` belongs to none. */
static bool place_under_way(const struct stage_index *index, const uint32_t *lane, uint32_t n, uint32_t at,
                            struct stage_place *place)
{
    struct visit visit = visit_at(index, lane, n);
    const struct attempt *attempt = index_attempt(index, visit.newest->job, visit.newest->attempt);

    if (visit.is_over || (attempt && attempt->last <= at && attempt->outcome != ATTEMPT_RUNNING))
        return false;
    *place = stage_place_from(index, visit.newest);
    place->is_under_way = true;
    place->begin = visit.begin;
    place->last = visit.last;
    place->after = visit.after;
    return true;
}

/* Was the entry of lane event `n` looked at already, by a later event of it before `next`? */
static bool is_judged(const struct stage_index *index, const uint32_t *lane, uint32_t n, uint32_t next)
{
    for (uint32_t later = n + 1; later < next; later++)
        if (is_same_visit(&index->trace->events[lane[n]], &index->trace->events[lane[later]]))
            return true;
    return false;
}

/* Where one stands at a strike that ends the entry: in the gap in which it struck. */
static bool place_of_strike(const struct stage_index *index, uint32_t at, uint32_t lane, struct stage_place *place)
{
    const struct event *event = at == NO_EVENT ? NULL : &index->trace->events[at];

    if (!event || event->kind != EVENT_STRIKE || event->bot != lane || event->job == NO_JOB)
        return false;
    *place = stage_place_from(index, event);
    place->is_under_way = true;
    place->last = at;
    place->after = (enum micro)event->micro;
    return true;
}

/* How many lane events are looked through for an entry that another worker has not finished. */
#define VISITS_BACK 64

struct stage_place stage_place(const struct stage_index *index, uint32_t at, uint32_t lane)
{
    const uint32_t *events = stage_lane(index, lane).events;
    uint32_t count = stage_lane(index, lane).count, next = at == NO_EVENT ? 0 : index_after(events, count, at);
    struct stage_place place = {.bot = lane, .after = MICRO_NONE, .begin = NO_EVENT, .last = NO_EVENT};

    if (place_of_strike(index, at, lane, &place))
        return place;
    for (uint32_t n = next; n-- > 0 && next - n <= VISITS_BACK;)
        if (index->trace->events[events[n]].job != NO_JOB && !is_judged(index, events, n, next) &&
            place_under_way(index, events, n, at, &place))
            return place;
    for (uint32_t n = next; n < count; n++) {
        const struct event *event = &index->trace->events[events[n]];

        if (event->kind == EVENT_BEGIN || (event->kind == EVENT_STRIKE && event->micro == MICRO_NONE)) {
            place = stage_place_from(index, event);
            place.begin = event->kind == EVENT_BEGIN ? events[n] : NO_EVENT;
            return place;
        }
    }
    return place;
}
