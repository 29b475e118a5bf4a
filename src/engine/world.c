#include "engine/world.h"

#include <stdlib.h>
#include <string.h>

#include "base/pages.h"

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
        .world = world,
        .chooser = chooser,
        .trace = trace,
        .events_end = end,
        .slice_end = end,
        .alone_until = -1,
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
