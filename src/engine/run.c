#include "engine/run.h"

#include <string.h>

#include "base/check.h"
#include "engine/gap.h"
#include "engine/job.h"
#include "engine/process.h"
#include "engine/schedule.h"
#include "engine/timer.h"
#include "engine/worker.h"

enum { RECORDED_FIRST = 1024 /* events */ };

void world_start(const struct plan *plan, struct world *world, uint64_t seed)
{
    struct sim sim;

    if (world->has_started)
        memset(world, 0, plan->layout.size);
    world->has_started = true;
    for (int stream = 0; stream < RANDOM_STREAMS; stream++)
        random_seed(&world->random[stream], seed, (enum random_stream)stream);
    sim = sim_make(plan, world, NULL, NULL);
    for (uint32_t w = 0; w < plan->worker_count; w++)
        worker_set_idle(&sim, w, true);
    platform_start(&sim);
    schedule_start(&sim);
}

static bool end_run(struct sim *sim, enum ended ended)
{
    struct world *world = sim->world;
    struct event event = event_blank(EVENT_RUN_END);

    event.detail = (uint8_t)ended;
    event.is_moment = true;
    if (ended == ENDED_UNTIL)
        world->now = sim->scenario->until;
    world->has_ended = true;
    world->ended = (uint8_t)ended;
    (void)sim_emit(sim, &event, world->event_count);
    return false;
}

/* The timer that stands at `rank` (0: first) in the engine's order. */
static const struct timer *timer_of_rank(const struct sim *sim, uint32_t rank)
{
    const struct timer *timer = &sim->timers[0];

    for (uint32_t r = 0; r < rank; r++) {
        timer = timer_after(sim, timer);
        CHECK(timer);
    }
    return timer;
}

/* What happens next: `first`, or what the chooser picks. */
static const struct timer *pick_timer(struct sim *sim, const struct timer *first)
{
    const struct chooser *chooser = sim->chooser;
    uint32_t count = 0;

    for (uint32_t i = 0; i < sim->world->timer_count; i++)
        count += chooser->is_untimed || sim->timers[i].time == first->time;
    return count > 1 ? timer_of_rank(sim, chooser->pick(sim->chooser, sim->plan, sim->world, count)) : first;
}

/* Whose timer it was follows from its priority, but for an entry's two. */
static void happen(struct sim *sim, enum priority priority, uint32_t owner)
{
    const uint32_t *first = sim->plan->owners;

    switch (priority) {
    case PRIORITY_PLATFORM:
        platform_timer(sim, owner - first[TIMER_PLATFORM]);
        break;
    case PRIORITY_LANDING:
        in_flight_land(sim, owner - first[TIMER_IN_FLIGHT]);
        break;
    case PRIORITY_WORKER:
        worker_timer(sim, owner);
        break;
    case PRIORITY_LEASE:
    case PRIORITY_DUE:
        job_timer(sim, owner - first[TIMER_JOB]);
        break;
    case PRIORITY_RESTART:
        process_timer(sim, owner - first[TIMER_PROCESS]);
        break;
    case PRIORITY_FIRE:
        if (owner < first[TIMER_COPY])
            schedule_fire(sim, owner - first[TIMER_FIRE]);
        else
            schedule_copy(sim, owner - first[TIMER_COPY]);
        break;
    }
}

static bool step(struct sim *sim)
{
    struct world *world = sim->world;
    const struct timer *timer;
    enum priority priority;
    uint32_t owner;

    if (world->has_ended)
        return false;
    timer = timer_first(sim);
    if (!timer)
        return end_run(sim, ENDED_QUIESCENCE);
    if (world->event_count >= sim->events_end)
        return end_run(sim, world->is_full ? ENDED_ROOM : ENDED_LIMIT);
    if (sim->chooser && sim->chooser->pick)
        timer = pick_timer(sim, timer);
    if (timer->time > sim->until)
        return end_run(sim, sim->until < sim->scenario->until ? ENDED_LIMIT : ENDED_UNTIL);
    if (timer->time > world->now)
        world->now = timer->time;
    priority = timer_priority(timer);
    owner = timer_owner_of(timer);
    timer_take(sim, timer);
    happen(sim, priority, owner);
    if (world->queued > 0)
        workers_take_jobs(sim);
    return true;
}

bool world_step(const struct plan *plan, struct world *world, struct chooser *chooser, struct trace *trace)
{
    struct sim sim = sim_make(plan, world, chooser, trace);
    bool goes_on = step(&sim);

    timer_settle(&sim);
    return goes_on;
}

bool world_run_some(const struct plan *plan, struct world *world, struct chooser *chooser, struct trace *trace,
                    uint32_t events_max)
{
    struct sim sim = sim_make(plan, world, chooser, trace);
    uint64_t enough = (uint64_t)world->event_count + events_max;
    bool goes_on;

    sim.runs_ahead = !chooser || !chooser->pick;
    if (enough < sim.slice_end)
        sim.slice_end = (uint32_t)enough;
    do
        goes_on = step(&sim);
    while (goes_on && world->event_count < enough);
    timer_settle(&sim);
    return goes_on;
}

void world_run(const struct plan *plan, struct world *world, struct chooser *chooser, struct trace *trace)
{
    while (world_run_some(plan, world, chooser, trace, UINT32_MAX)) {
    }
}

bool world_record(const struct plan *plan, struct world *world, struct chooser *chooser, struct trace *trace,
                  struct err *err)
{
    bool goes_on = true;

    while (goes_on) {
        uint32_t more = trace->count > RECORDED_FIRST ? trace->count : RECORDED_FIRST;

        if (!trace_reserve(trace, more + plan->step_events_max + 1, err))
            return false;
        goes_on = world_run_some(plan, world, chooser, trace, more);
    }
    return true;
}

struct plan *run_trace(const struct scenario *scenario, struct chooser *chooser, uint32_t events_max,
                       struct trace *trace, struct err *err)
{
    struct plan *plan = plan_new(scenario, err);
    struct world *world = plan ? world_new(plan, err) : NULL;
    struct trace made = {0};
    bool is_made = false;

    CHECK(events_max <= RUN_EVENTS_MAX);
    if (world) {
        trace_init(&made, (events_max ? events_max : RUN_EVENTS_DEFAULT) + plan->step_events_max + 1);
        made.scenario = plan->scenario;
        world_start(plan, world, scenario->seed);
        is_made = world_record(plan, world, chooser, &made, err);
        world_free(world);
    }
    if (!is_made) {
        trace_release(&made);
        plan_free(plan);
        return NULL;
    }
    *trace = made;
    return plan;
}
