/* How long an event takes: the engine on a sequential day repeated until it has made a million events.
 *
 * Prints CPU time of this process per event, the fastest of several runs: without a trace, and with one.
 * tests/bench/day.py is the same model in SimPy. */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "engine/run.h"
#include "model/scenario.h"
#include "file/load.h"

enum { RUNS = 7 };

/* 29 events a day: a firing, an enqueue, fetch, 7 + 3 × 5 micro-steps, acknowledge, succeed, day-end; and the run's
 * end. */
static const char day[] = "version: 1\n"
                          "bots:\n"
                          "  - {name: Picard, post: a, guard: check-then-mark}\n"
                          "  - {name: Riker, post: b}\n"
                          "  - {name: Worf, post: c}\n"
                          "  - {name: Locutus, post: d}\n"
                          "jobs:\n"
                          "  - {name: BotsJob, steps: [{post: Picard}, {post: Riker}, {post: Worf}, {post: Locutus}]}\n"
                          "schedule:\n"
                          "  - {enqueue: BotsJob, every: 1h, times: 35800}\n";

static double cpu_seconds(void)
{
    struct timespec now;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

/* The fastest run's nanoseconds per event; `trace` may be NULL. */
static double measure(const struct plan *plan, struct world *world, struct trace *trace, uint64_t *events)
{
    double best = 1e9;

    for (int run = 0; run < RUNS; run++) {
        struct outcome outcome;
        double began;

        world_start(plan, world, 1);
        if (trace)
            trace->count = 0;
        began = cpu_seconds();
        world_run(plan, world, NULL, trace);
        began = cpu_seconds() - began;
        world_outcome(plan, world, &outcome);
        *events = outcome.events;
        if (began / (double)outcome.events < best)
            best = began / (double)outcome.events;
    }
    return best * 1e9;
}

int main(void)
{
    struct diags diags;
    struct scenario *scenario;
    struct plan *plan;
    struct world *world;
    struct trace trace;
    struct err err;
    uint64_t events = 0;
    double untraced, traced;

    diags_init(&diags, "day", day, strlen(day));
    scenario = scenario_load("day", day, strlen(day), &diags);
    if (!scenario)
        return 1;
    plan = plan_new(scenario, &err);
    world = plan ? world_new(plan, &err) : NULL;
    trace_init(&trace, RUN_EVENTS_DEFAULT);
    if (!world || !trace_reserve(&trace, RUN_EVENTS_DEFAULT, &err))
        return 1;
    untraced = measure(plan, world, NULL, &events);
    traced = measure(plan, world, &trace, &events);
    printf("%llu events: %.1f ns an event without a trace (at most 30), %.1f ns with one (at most 80)\n",
           (unsigned long long)events, untraced, traced);
    trace_release(&trace);
    world_free(world);
    plan_free(plan);
    scenario_free(scenario);
    diags_release(&diags);
    return 0;
}
