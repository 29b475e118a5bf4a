#include "engine/schedule.h"

#include "base/check.h"
#include "engine/job.h"
#include "engine/occurrence.h"
#include "engine/timer.h"

void schedule_start(struct sim *sim)
{
    for (uint32_t e = 0; e < sim->scenario->entry_count; e++)
        timer_set(sim, timer_owner(sim->plan, TIMER_FIRE, e), sim->scenario->entries[e].at, PRIORITY_FIRE);
}

/* Records the firing (or its copy) and enqueues the entry's job because of it. */
static struct provenance enqueue(struct sim *sim, uint32_t index)
{
    struct entry_state *state = &sim->entries[index];
    struct event event = event_blank(EVENT_FIRE);
    struct provenance provenance = {0};

    event.detail = (uint8_t)min_u32(state->copies, UINT8_MAX);
    event.value = index;
    event.occurrence = state->fired;
    provenance.at = sim_emit(sim, &event, state->last);
    state->last = provenance.at;
    state->copies++;
    (void)job_create(sim, sim->scenario->entries[index].job, state->fired, NO_JOB, &provenance);
    return provenance;
}

static void owe(struct sim *sim, uint32_t occurrence, bot_set reach)
{
    for (bot_set left = reach; left; left &= left - 1) {
        struct cell *cell = sim_cell(sim, occurrence, bot_set_first(left));

        if (!cell->is_owed)
            cell->delay = -sim->world->now;
        cell->is_owed = true;
    }
}

static void fire_later(struct sim *sim, uint32_t index)
{
    const struct entry_state *state = &sim->entries[index];

    if (state->fired < sim->scenario->entries[index].times)
        timer_set(sim, timer_owner(sim->plan, TIMER_FIRE, index), state->next, PRIORITY_FIRE);
}

void schedule_fire(struct sim *sim, uint32_t index)
{
    const struct entry *entry = &sim->scenario->entries[index];
    struct entry_state *state = &sim->entries[index];
    bot_set reach = sim->scenario->jobs[entry->job].reach;
    msec now = sim->world->now;

    CHECK(state->fired < entry->times);
    state->fired++;
    state->copies = 0;
    if (state->fired < entry->times)
        state->next = now + duration_draw(&entry->every, &sim->world->random[RANDOM_ARRIVALS]);
    if (entry->copies > 1) {
        occurrence_open(sim, state->fired, reach);
        timer_set(sim, timer_owner(sim->plan, TIMER_COPY, index), now + entry->apart, PRIORITY_FIRE);
    } else {
        fire_later(sim, index);
    }
    (void)enqueue(sim, index);
    /* Last, for it reads the cells: a fresh page that is written to before it is read costs one page fault and not
     * two. */
    owe(sim, state->fired, reach);
}

void schedule_copy(struct sim *sim, uint32_t index)
{
    const struct entry *entry = &sim->scenario->entries[index];
    struct entry_state *state = &sim->entries[index];
    struct provenance provenance;

    if (state->copies + 1 < entry->copies)
        timer_set(sim, timer_owner(sim->plan, TIMER_COPY, index), sim->world->now + entry->apart, PRIORITY_FIRE);
    provenance = enqueue(sim, index);
    if (state->copies < entry->copies)
        return;
    fire_later(sim, index);
    occurrence_close(sim, state->fired, sim->scenario->jobs[entry->job].reach, &provenance);
}
