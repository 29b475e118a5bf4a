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
#include "model/scenario.h"
#include "trace/trace.h"

/* A run that gets as far as this, 146 million years, ends with ENDED_LIMIT: no sum of times overflows. */
#define RUN_TIME_MAX ((msec)1 << 62)

/* A run of more events than this ends with ENDED_LIMIT: the most that may be asked for with a trace, and what is taken
 * where nobody asks. Without a trace a run may make as many as its jobs can make in all their attempts, and then some:
 * RUN_EVENTS_DEFAULT at least, the last of these at most. So one without an end ends there as it does with a trace. */
#define RUN_EVENTS_MAX 4000000u
#define RUN_EVENTS_DEFAULT 2000000u
#define RUN_EVENTS_UNTRACED_MAX 1000000000u

struct plan;
struct world;

/* `scenario` must outlive the plan. */
struct plan *plan_new(const struct scenario *scenario, struct err *err);
void plan_free(struct plan *plan);

/* Ends runs without a trace where run_trace ends its own with this `events_max`. */
void plan_limit_events(struct plan *plan, uint32_t events_max);

/* The scenario that the plan was made of. */
const struct scenario *plan_scenario(const struct plan *plan);

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

/* The world's own count at this point, which needs no trace. */
struct outcome {
    uint64_t owed, posts, duplicates, missed, late, silent;
    bool wishes[WISH_COUNT];
    enum ended ended;
    uint64_t events; /* events made so far */
    msec now;
};
void world_outcome(const struct plan *plan, const struct world *world, struct outcome *outcome);

/* How the run ended, which needs no counting. */
enum ended world_ended(const struct world *world);

/* True of a run that was cut short, so that nothing is known of how it would have gone on. */
static inline bool ended_is_cut(enum ended ended)
{
    return ended == ENDED_LIMIT || ended == ENDED_ROOM;
}

/* The same for one bot in one occurrence (from 1). */
struct cell_outcome {
    bool is_owed, is_late, is_silent;
    enum post_state state;
    uint32_t posts, attempts, skips;
    msec delay;
    uint64_t held_by;
};
void world_cell(const struct plan *plan, const struct world *world, uint32_t occurrence, uint32_t bot,
                struct cell_outcome *out);

/* Plays the scenario with its own seed until it has made `events_max` events (0: RUN_EVENTS_DEFAULT). The trace is
 * initialised here, to be released by the caller; it refers to the scenario's strings and to the plan that is returned,
 * which the caller frees after the trace. NULL when memory is out; the trace is then untouched. */
struct plan *run_trace(const struct scenario *scenario, struct chooser *chooser, uint32_t events_max,
                       struct trace *trace, struct err *err);

#endif
