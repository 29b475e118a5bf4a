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

static void happen(struct sim *sim, uint32_t owner)
{
    uint32_t index = owner;

    if (owner < sim->plan->worker_count) {
        worker_timer(sim, owner);
        return;
    }
    switch (timer_kind_of(sim->plan, owner, &index)) {
    case TIMER_WORKER:
        break;
    case TIMER_JOB:
        job_timer(sim, index);
        break;
    case TIMER_LATE:
        late_land(sim, index);
        break;
    case TIMER_FIRE:
        schedule_fire(sim, index);
        break;
    case TIMER_COPY:
        schedule_copy(sim, index);
        break;
    case TIMER_PROCESS:
        process_timer(sim, index);
        break;
    case TIMER_PLATFORM:
        platform_timer(sim, index);
        break;
    case TIMER_KIND_COUNT:
        break;
    }
}

static bool step(struct sim *sim)
{
    struct world *world = sim->world;
    const struct timer *timer;

    if (world->has_ended)
        return false;
    timer = timer_first(sim);
    if (!timer)
        return end_run(sim, ENDED_QUIESCENCE);
    if (sim_is_at_limit(sim))
        return end_run(sim, world->is_full ? ENDED_ROOM : ENDED_LIMIT);
    if (sim->chooser && sim->chooser->pick)
        timer = pick_timer(sim, timer);
    if (timer->time > sim->until)
        return end_run(sim, sim->until < sim->scenario->until ? ENDED_LIMIT : ENDED_UNTIL);
    if (timer->time > world->now)
        world->now = timer->time;
    sim->acting = timer->owner;
    timer_take(sim, timer);
    happen(sim, sim->acting);
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
    bool goes_on;

    sim.runs_ahead = !chooser || !chooser->pick;
    sim.slice_end = (uint64_t)world->event_count + events_max;
    do
        goes_on = step(&sim);
    while (goes_on && world->event_count < sim.slice_end);
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
        made.cast = plan->cast;
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
