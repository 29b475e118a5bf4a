#include "engine/timer.h"

const struct timer *timer_after(const struct sim *sim, const struct timer *last)
{
    const struct timer *next = NULL;

    for (uint32_t i = 0; i < sim->world->timer_count; i++) {
        const struct timer *timer = &sim->timers[i];

        if ((!last || timer_is_before(last, timer)) && (!next || timer_is_before(timer, next)))
            next = timer;
    }
    return next;
}

static inline void timer_put(struct sim *sim, uint32_t place, const struct timer *timer)
{
    sim->timers[place] = *timer;
    sim->timer_places[timer_owner_of(timer)] = place + 1;
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
    const struct timer sinking = *timer; /* what stores to the heap cannot change */

    for (;;) {
        uint32_t child = 2 * place + 1;

        if (child >= count)
            return place;
        if (child + 1 < count)
            child += timer_is_before(&sim->timers[child + 1], &sim->timers[child]);
        if (!timer_is_before(&sim->timers[child], &sinking))
            return place;
        timer_put(sim, place, &sim->timers[child]);
        place = child;
    }
}

/* The timer at `place` goes: the last one takes its place. */
static void timer_remove(struct sim *sim, uint32_t place)
{
    uint32_t end = --sim->world->timer_count;
    struct timer last = sim->timers[end];

    if (place == end)
        return;
    place = sift_down(sim, sift_up(sim, place, &last), &last);
    timer_put(sim, place, &last);
}

void timer_settle(struct sim *sim)
{
    if (sim->has_hole)
        timer_remove(sim, 0);
    sim->has_hole = false;
}

/* Into the hole where there is one. */
static void timer_insert(struct sim *sim, const struct timer *timer)
{
    uint32_t place;

    if (sim->has_hole)
        place = sift_down(sim, 0, timer);
    else
        place = sift_up(sim, sim->world->timer_count++, timer);
    sim->has_hole = false;
    timer_put(sim, place, timer);
}

static void timer_move(struct sim *sim, const struct timer *timer)
{
    uint32_t place;

    timer_settle(sim); /* it might go above the hole */
    place = sim->timer_places[timer_owner_of(timer)] - 1;
    place = sift_down(sim, sift_up(sim, place, timer), timer);
    timer_put(sim, place, timer);
}

void timer_set(struct sim *sim, uint32_t owner, msec time, enum priority priority)
{
    const struct timer timer = {.time = time, .order = timer_order(priority, sim->world->sequence++, owner)};

    if (sim->timer_places[owner] > 0)
        timer_move(sim, &timer);
    else
        timer_insert(sim, &timer);
}

msec timer_left(const struct sim *sim, uint32_t owner)
{
    uint32_t place = sim->timer_places[owner];

    return place == 0 ? 0 : max_i64(sim->timers[place - 1].time - sim->world->now, 0);
}

void timer_cancel(struct sim *sim, uint32_t owner)
{
    uint32_t place = sim->timer_places[owner];

    if (place == 0)
        return;
    sim->timer_places[owner] = 0;
    timer_remove(sim, place - 1);
}
