#include "engine/timer.h"

uint32_t timer_owner(const struct plan *plan, enum timer_kind kind, uint32_t index)
{
    const struct scenario *scenario = plan->scenario;
    uint32_t first = 0;

    if (kind == TIMER_WORKER)
        return index;
    first += plan->worker_count;
    if (kind == TIMER_JOB)
        return first + index;
    first += plan->job_room;
    if (kind == TIMER_LATE)
        return first + index;
    first += plan->late_room;
    if (kind == TIMER_FIRE)
        return first + index;
    first += scenario->entry_count;
    if (kind == TIMER_COPY)
        return first + index;
    first += scenario->entry_count;
    if (kind == TIMER_PROCESS)
        return first + index;
    return first + scenario->platform.processes + index;
}

enum timer_kind timer_kind_of(const struct plan *plan, uint32_t owner, uint32_t *index)
{
    const struct scenario *scenario = plan->scenario;
    const uint32_t counts[] = {
        [TIMER_WORKER] = plan->worker_count,
        [TIMER_JOB] = plan->job_room,
        [TIMER_LATE] = plan->late_room,
        [TIMER_FIRE] = scenario->entry_count,
        [TIMER_COPY] = scenario->entry_count,
        [TIMER_PROCESS] = scenario->platform.processes,
        [TIMER_PLATFORM] = plan->platform_fault_count,
    };
    uint32_t kind = 0;

    while (owner >= counts[kind]) {
        owner -= counts[kind];
        kind++;
    }
    *index = owner;
    return (enum timer_kind)kind;
}

static inline bool timer_is_before(const struct timer *a, const struct timer *b)
{
    return a->time < b->time || (a->time == b->time && a->order < b->order);
}

static inline void timer_put(struct sim *sim, uint32_t place, const struct timer *timer)
{
    sim->timers[place] = *timer;
    sim->timer_places[timer->owner] = place + 1;
}

static uint32_t sift_up(struct sim *sim, uint32_t place, const struct timer *timer)
{
    while (place > 0) {
        uint32_t parent = (place - 1) / 2;

        if (!timer_is_before(timer, &sim->timers[parent]))
            break;
        timer_put(sim, place, &sim->timers[parent]);
        place = parent;
    }
    return place;
}

static uint32_t sift_down(struct sim *sim, uint32_t place, const struct timer *timer)
{
    const uint32_t count = sim->world->timer_count;

    for (;;) {
        uint32_t child = 2 * place + 1;

        if (child >= count)
            return place;
        if (child + 1 < count && timer_is_before(&sim->timers[child + 1], &sim->timers[child]))
            child++;
        if (!timer_is_before(&sim->timers[child], timer))
            return place;
        timer_put(sim, place, &sim->timers[child]);
        place = child;
    }
}

static void timer_insert(struct sim *sim, const struct timer *timer)
{
    uint32_t place = sim->timer_places[timer->owner];

    if (place == 0)
        place = sift_up(sim, sim->world->timer_count++, timer);
    else
        place = sift_down(sim, sift_up(sim, place - 1, timer), timer);
    timer_put(sim, place, timer);
}

static inline struct timer timer_make(struct sim *sim, uint32_t owner, msec time, enum priority priority)
{
    return (struct timer){time, (uint64_t)priority << 56 | sim->world->sequence++, owner};
}

void timer_set(struct sim *sim, uint32_t owner, msec time, enum priority priority)
{
    struct timer timer = timer_make(sim, owner, time, priority);

    timer_insert(sim, &timer);
}

void timer_set_ahead(struct sim *sim, uint32_t owner, msec time, enum priority priority)
{
    sim->ahead = timer_make(sim, owner, time, priority);
    sim->has_ahead = true;
}

/* The owner's own entry, where it has one, is out of date and stands at the root, for it is acting. */
bool timer_goes_ahead(struct sim *sim)
{
    const uint32_t count = sim->world->timer_count;
    const struct timer *ahead = &sim->ahead;
    uint32_t other = sim->timer_places[ahead->owner] == 1;
    uint32_t end = 2 * other + 1;

    sim->has_ahead = false;
    for (; other < end && other < count; other++) {
        if (timer_is_before(&sim->timers[other], ahead)) {
            timer_insert(sim, ahead);
            return false;
        }
    }
    return true;
}

void timer_put_back(struct sim *sim)
{
    timer_insert(sim, &sim->ahead);
}

bool timer_would_go_ahead(const struct sim *sim, uint32_t owner, msec time)
{
    const uint32_t count = sim->world->timer_count;
    uint32_t other = sim->timer_places[owner] == 1;
    uint32_t end = 2 * other + 1;

    if (time > sim->scenario->until)
        return false;
    for (; other < end && other < count; other++)
        if (sim->timers[other].time <= time)
            return false;
    return true;
}

void timer_cancel(struct sim *sim, uint32_t owner)
{
    uint32_t place = sim->timer_places[owner];
    struct timer last;

    if (sim->has_ahead && sim->ahead.owner == owner)
        sim->has_ahead = false;
    if (place == 0)
        return;
    sim->timer_places[owner] = 0;
    last = sim->timers[--sim->world->timer_count];
    if (last.owner == owner)
        return;
    place = sift_down(sim, sift_up(sim, place - 1, &last), &last);
    timer_put(sim, place, &last);
}
