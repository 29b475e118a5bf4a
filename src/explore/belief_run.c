#include "explore/belief_run.h"

#include "base/range.h"
#include "model/changed.h"

/* Who looks on while a world is played. */
struct looking {
    struct belief_bounds *bounds;
    uint64_t events_max;
};

static bool looking_stops(void *context, uint32_t events)
{
    const struct looking *looking = context;
    const struct progress progress = {.what = "beliefs", .stage = 1, .stages = 1, .share = -1};

    return events > looking->events_max ||
           (looking->bounds->cancel && cancel_token_stops(looking->bounds->cancel, &progress));
}

/* Plays the changed scenario, which the run has, to its end; where it has none nothing is kept. */
static bool play(struct belief_bounds *bounds, struct belief_run *run, struct err *err)
{
    struct looking looking = {bounds, min_u64(bounds->events_max, bounds->events_left)};
    const struct run_watch watch = {looking_stops, &looking};

    *err = (struct err){{0}};
    run->plan = run_trace_watched(run->scenario, &watch, &run->trace, err);
    if (!run->plan)
        return !err_is_memory(err);
    bounds->events_left -= min_u64(run->trace.count, bounds->events_left);
    if (!ledger_take(&run->trace, run->trace.count, &run->ledger, err)) {
        trace_release(&run->trace);
        plan_free(run->plan);
        return false;
    }
    run->has_ended = run->ledger.has_ended && !ended_is_cut(run->ledger.ended);
    if (!run->has_ended)
        belief_run_release(run);
    return true;
}

bool belief_run_make(const struct scenario *scenario, const struct belief_world *world, struct belief_bounds *bounds,
                     struct belief_run *out, struct err *err)
{
    struct belief_run run = {.scenario = scenario_changed(scenario, world->changes, world->count, err)};
    bool is_good = run.scenario ? play(bounds, &run, err) : !err_is_memory(err);

    if (!run.has_ended) {
        scenario_free(run.scenario);
        run = (struct belief_run){0};
    }
    if (is_good)
        *out = run;
    return is_good;
}

void belief_run_release(struct belief_run *run)
{
    ledger_release(&run->ledger);
    trace_release(&run->trace);
    plan_free(run->plan);
    scenario_free(run->scenario);
    *run = (struct belief_run){0};
}
