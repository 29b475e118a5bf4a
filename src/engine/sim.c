#include "engine/sim.h"

#include "engine/plan.h"

static void *at(struct world *world, size_t offset)
{
    return (char *)world + offset;
}

struct sim sim_make(const struct plan *plan, struct world *world, struct chooser *chooser, struct trace *trace)
{
    const struct layout *layout = &plan->layout;
    uint32_t end = plan->events_end;

    if (trace && trace->limit > trace->count + plan->step_events_max)
        end = world->event_count + (trace->limit - plan->step_events_max - trace->count);
    else if (trace)
        end = 0;
    if (world->is_full)
        end = 0;
    return (struct sim){
        .plan = plan,
        .scenario = plan->scenario,
        .ops = plan->ops,
        .world = world,
        .chooser = chooser,
        .trace = trace,
        .events_end = end,
        .slice_end = end,
        .until = plan->scenario->until < RUN_TIME_MAX ? plan->scenario->until : RUN_TIME_MAX,
        .asks = chooser && chooser->strike,
        .timers = at(world, layout->timers),
        .timer_places = at(world, layout->timer_places),
        .workers = at(world, layout->workers),
        .processes = at(world, layout->processes),
        .queues = at(world, layout->queues),
        .jobs = at(world, layout->jobs),
        .in_flight = at(world, layout->in_flight),
        .entries = at(world, layout->entries),
        .faults = at(world, layout->faults),
        .occurrences = at(world, layout->occurrences),
        .cells = at(world, layout->cells),
        .instances = at(world, layout->instances),
        .keys = at(world, layout->keys),
        .bots = at(world, layout->bots),
    };
}
