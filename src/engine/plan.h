/* A plan: a scenario made ready to run, immutable and shared by any number of worlds, also in several threads. */
#ifndef ENGINE_PLAN_H
#define ENGINE_PLAN_H

#include "base/err.h"
#include "model/scenario.h"

/* A run that gets as far as this, 146 million years, ends with ENDED_LIMIT: no sum of times overflows. */
#define RUN_TIME_MAX ((msec)1 << 62)

/* A run of more events than this ends with ENDED_LIMIT: the most that may be asked for with a trace, and what is taken
 * where nobody asks. Without a trace a run may make as many as its jobs can make in all their attempts, and then some:
 * RUN_EVENTS_DEFAULT at least, the last of these at most. So one without an end ends there as it does with a trace. */
#define RUN_EVENTS_MAX 4000000u
#define RUN_EVENTS_DEFAULT 2000000u
#define RUN_EVENTS_UNTRACED_MAX 1000000000u

struct plan;

/* `scenario` must outlive the plan. */
struct plan *plan_new(const struct scenario *scenario, struct err *err);
void plan_free(struct plan *plan);

/* Ends runs without a trace where run_trace ends its own with this `events_max`. */
void plan_limit_events(struct plan *plan, uint32_t events_max);

/* The scenario that the plan was made of. */
const struct scenario *plan_scenario(const struct plan *plan);

#endif
