#include "engine/run.h"

#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/pages.h"
#include "base/range.h"
#include "engine/ahead.h"
#include "engine/dispatch.h"
#include "engine/process.h"
#include "engine/schedule.h"
#include "engine/timer.h"
#include "engine/worker.h"

enum { RECORDED_FIRST = 1024, RECORDED_SLICE = 1 << 15 /* events */ };

size_t world_size(const struct plan *plan)
{
    return plan->layout.size;
}

struct world *world_new(const struct plan *plan, struct err *err)
{
    struct world *world = calloc(1, plan->layout.size);

    if (world)
        pages_ask_large(world, plan->layout.size);
    else
        (void)err_memory(err);
    return world;
}

void world_free(struct world *world)
{
    free(world);
}

uint32_t world_events(const struct world *world)
{
    return world->event_count;
}

void world_copy(const struct plan *plan, struct world *to, const struct world *from)
{
    memcpy(to, from, plan->layout.size);
}

void world_start(const struct plan *plan, struct world *world, uint64_t seed)
{
    struct sim sim;

    if (world->has_started)
        memset(world, 0, plan->layout.size);
    world->has_started = true;
    for (int stream = 0; stream < RANDOM_STREAMS; stream++)
        random_seed(&world->random[stream], seed, (enum random_stream)stream);
    sim = sim_make(plan, world, NULL, NULL);
    world->idle_count = reserve_is_open(&sim);
    for (uint32_t w = 0; w < plan->worker_count; w++)
        worker_set_idle(&sim, w, true);
    platform_start(&sim);
    schedule_start(&sim);
}

bool world_step(const struct plan *plan, struct world *world, struct chooser *chooser, struct trace *trace)
{
    struct sim sim = sim_make(plan, world, chooser, trace);
    bool goes_on;

    sim.wait = worker_wait;
    goes_on = dispatch_step(&sim);
    timer_settle(&sim);
    return goes_on;
}

bool world_run_some(const struct plan *plan, struct world *world, struct chooser *chooser, struct trace *trace,
                    uint32_t events_max)
{
    struct sim sim = sim_make(plan, world, chooser, trace);
    uint64_t enough = (uint64_t)world->event_count + events_max;
    bool goes_on;

    /* who picks among timers has to find all of them set */
    sim.wait = chooser && chooser->pick ? worker_wait : ahead_wait;
    sim.slice_end = (uint32_t)min_u64(sim.slice_end, enough);
    do
        goes_on = dispatch_step(&sim);
    while (goes_on && world->event_count < enough);
    timer_settle(&sim);
    return goes_on;
}

void world_run(const struct plan *plan, struct world *world, struct chooser *chooser, struct trace *trace)
{
    while (world_run_some(plan, world, chooser, trace, UINT32_MAX)) {
    }
}

/* How a trace is recorded. */
struct recording {
    struct chooser *chooser;
    uint32_t events_max;
    const struct run_watch *watch; /* NULL: nobody is asked */
};

static bool is_stopped(const struct recording *how, const struct world *world)
{
    return how->watch && how->watch->stops(how->watch->context, world->event_count);
}

static bool record(const struct plan *plan, struct world *world, const struct recording *how, struct trace *trace,
                   struct err *err)
{
    bool goes_on = true;

    while (goes_on) {
        uint32_t more = min_u32(max_u32(trace->count, RECORDED_FIRST), RECORDED_SLICE);

        if (!trace_reserve(trace, more + plan->step_events_max + 1, err))
            return false;
        goes_on = world_run_some(plan, world, how->chooser, trace, more);
        if (goes_on && is_stopped(how, world))
            return err_set(err, "stopped");
    }
    return true;
}

bool world_record(const struct plan *plan, struct world *world, struct chooser *chooser, struct trace *trace,
                  struct err *err)
{
    return record(plan, world, &(struct recording){.chooser = chooser}, trace, err);
}

static struct plan *run_recording(const struct scenario *scenario, const struct recording *how, struct trace *trace,
                                  struct err *err)
{
    struct plan *plan = plan_new(scenario, err);
    struct world *world = plan ? world_new(plan, err) : NULL;
    struct trace made = {0};
    bool is_made = false;

    CHECK(how->events_max <= RUN_EVENTS_MAX);
    if (world) {
        trace_init(&made, (how->events_max ? how->events_max : RUN_EVENTS_DEFAULT) + plan->step_events_max + 1);
        made.scenario = plan->scenario;
        world_start(plan, world, scenario->seed);
        is_made = record(plan, world, how, &made, err);
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

struct plan *run_trace(const struct scenario *scenario, struct chooser *chooser, uint32_t events_max,
                       struct trace *trace, struct err *err)
{
    return run_recording(scenario, &(struct recording){chooser, events_max, NULL}, trace, err);
}

struct plan *run_trace_watched(const struct scenario *scenario, const struct run_watch *watch, struct trace *trace,
                               struct err *err)
{
    return run_recording(scenario, &(struct recording){.watch = watch}, trace, err);
}
