/* The engine's public interface: a scenario goes in, a trace or an outcome comes out.
 *
 * A plan is a scenario made ready to run, immutable and shared; a world is the whole state of one run, flat memory that
 * is copied by memcpy. Nothing is allocated once a run has started; no screen, clock, environment or output is touched.
 *
 *     struct trace trace;
 *     struct plan *plan = run_trace(scenario, NULL, 0, &trace, err); // the usual case: one scenario, one whole trace
 *
 *     struct plan *plan = plan_new(scenario, err);                   // many runs of one scenario
 *     struct world *world = world_new(plan, err);
 *     world_start(plan, world, seed);
 *     while (world_step(plan, world, &chooser, NULL)) { … }
 */
#ifndef ENGINE_RUN_H
#define ENGINE_RUN_H

#include "engine/chooser.h"
#include "engine/outcome.h"
#include "engine/plan.h"
#include "model/scenario.h"
#include "trace/trace.h"

/* A world for this plan, not started; world_size bytes that may be copied and written anywhere. */
struct world *world_new(const struct plan *plan, struct err *err);
void world_free(struct world *world);
size_t world_size(const struct plan *plan);

/* Sets the world to the beginning of a run. */
void world_start(const struct plan *plan, struct world *world, uint64_t seed);

/* Does what comes next: everything that happens at the next point in the order (time, priority, sequence). False when
 * the run has ended; the run-end event is then appended. `chooser` and `trace` may be NULL: scripted faults and dice
 * alone; no trace. The run ends with ENDED_LIMIT before it would append more than `trace->limit` events, or without one
 * more than the plan lets it, and with ENDED_ROOM when it would need more room for jobs or effects in flight than the
 * plan foresaw. A trace must have room for what it may hold: reserve its limit, or use world_record.
 *
 * Order of what happens at one instant: the platform's faults, effects in flight that land, micro-steps and exceptions,
 * the ends of leases, due retries and recoveries, processes that return, firings of the schedule; among equals, what
 * was set going first. After each of them idle workers, lowest first, take jobs. */
bool world_step(const struct plan *plan, struct world *world, struct chooser *chooser, struct trace *trace);

/* The same as world_step again and again, and quicker, until `events_max` more events have been made and the last timer
 * is done with. False when the run has ended. So a long run is played in slices, with a look at the world, or for a ^C,
 * between them:
 *
 *     while (world_run_some(plan, world, &chooser, NULL, 1000000) && !is_stopped()) { … }
 */
bool world_run_some(const struct plan *plan, struct world *world, struct chooser *chooser, struct trace *trace,
                    uint32_t events_max);

/* world_run_some to the end. */
void world_run(const struct plan *plan, struct world *world, struct chooser *chooser, struct trace *trace);

/* The same, making room for the trace as it goes; false when memory is out. */
bool world_record(const struct plan *plan, struct world *world, struct chooser *chooser, struct trace *trace,
                  struct err *err);

/* Events that the run has made so far. */
uint32_t world_events(const struct world *world);

/* A copy of the world: same size, same plan. */
void world_copy(const struct plan *plan, struct world *to, const struct world *from);

/* Plays the scenario with its own seed until it has made `events_max` events (0: RUN_EVENTS_DEFAULT). The trace is
 * initialised here, to be released by the caller; it refers to the scenario's strings and to the plan that is returned,
 * which the caller frees after the trace. NULL when memory is out; the trace is then untouched. */
struct plan *run_trace(const struct scenario *scenario, struct chooser *chooser, uint32_t events_max,
                       struct trace *trace, struct err *err);

/* Whoever waits for a trace: asked again and again while it is recorded, with the events made so far. True ends it. */
struct run_watch {
    bool (*stops)(void *context, uint32_t events);
    void *context;
};

/* run_trace with neither a chooser nor a limit of its own; NULL also where the watch ended it. */
struct plan *run_trace_watched(const struct scenario *scenario, const struct run_watch *watch, struct trace *trace,
                               struct err *err);

#endif
