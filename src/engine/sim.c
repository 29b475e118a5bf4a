#include "engine/sim.h"

#include "engine/plan.h"

/* No timer fires once so many events were made: by the plan, or so that the trace has room for what one records. */
static uint32_t events_end(const struct plan *plan, const struct world *world, const struct trace *trace)
{
    if (world->is_full)
        return 0;
    if (!trace)
        return plan->events_end;
    if (trace->limit <= trace->count + plan->step_events_max)
        return 0;
    return world->event_count + (trace->limit - plan->step_events_max - trace->count);
}

struct sim sim_make(const struct plan *plan, struct world *world, struct chooser *chooser, struct trace *trace)
{
    const uint32_t end = events_end(plan, world, trace);

#define ARRAY_FIND(name, type, count) .name = (type *)(void *)((char *)world + plan->layout.name),
    return (struct sim){.plan = plan,
                        .scenario = plan->scenario,
                        .ops = plan->ops,
                        .world = world,
                        .chooser = chooser,
                        .trace = trace,
                        .events_end = end,
                        .slice_end = end,
                        .until = min_i64(plan->scenario->until, RUN_TIME_MAX),
                        .asks = chooser && chooser->strike,
                        WORLD_ARRAY_LIST(ARRAY_FIND)};
}
