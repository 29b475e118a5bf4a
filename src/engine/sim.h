/* A run under way: the plan, the world with its arrays at hand, who chooses and who keeps the record. Lives on the
 * stack of a public function. Inside the engine only. */
#ifndef ENGINE_SIM_H
#define ENGINE_SIM_H

#include "base/range.h"
#include "engine/chooser.h"
#include "engine/program.h"
#include "engine/world.h"
#include "trace/trace.h"

struct sim {
    const struct plan *plan;
    const struct scenario *scenario;
    const struct op *ops; /* of the plan */
    struct world *world;
    struct chooser *chooser;
    struct trace *trace;
    uint32_t events_end; /* no timer fires once so many events were made */
    uint32_t slice_end;  /* whoever runs ahead looks at the world once so many were made: events_end, or before */
    msec until;          /* the run ends before what happens later */
    bool asks;           /* the chooser wants to be asked in every gap */
    bool has_hole;       /* the root of the timers' heap was taken */
    /* The worker waits for its op: `pause`, then the op's latency. Sets its timer. True: that time is over already, and
     * its op is due. */
    bool (*wait)(struct sim *sim, uint32_t worker, msec pause);
#define ARRAY_FIELD(name, type, count) type *name;
    WORLD_ARRAY_LIST(ARRAY_FIELD)
};

struct sim sim_make(const struct plan *plan, struct world *world, struct chooser *chooser, struct trace *trace);

static inline struct cell *sim_cell(const struct sim *sim, uint32_t occurrence, uint32_t bot)
{
    return &sim->cells[(size_t)(occurrence - 1) * sim->scenario->bot_count + bot];
}

/* How the instances of a scenario job have ended in an occurrence: bit s, one of them as enum job_state s. */
static inline uint8_t *sim_job_ends(const struct sim *sim, uint32_t occurrence, uint32_t index)
{
    return &sim->job_ends[(size_t)(occurrence - 1) * sim->scenario->job_count + index];
}

/* Those who may be to blame for what the bot's post waited for: not itself, nor those it is meant to wait for. */
static inline bot_set bots_blamed(const struct sim *sim, uint32_t bot)
{
    return ~(bot_set_of(bot) | sim->scenario->bots[bot].needs);
}

/* The slot of the instance that slot `job` holds, or is a repeated delivery of. */
static inline uint32_t sim_instance(const struct sim *sim, uint32_t job)
{
    return sim->jobs[job].origin ? sim->jobs[job].origin - 1 : job;
}

/* What an event says; whose it is comes from who records it. */
struct payload {
    enum event_kind kind;
    int64_t value;
    uint8_t detail;
    uint8_t micro;  /* MICRO_NONE where the kind needs none */
    bool is_of_job; /* an attempt's, but of the job as a whole: no step, no bot */
};

/* A blank event; the caller sets its subject and payload. */
static inline struct event event_blank(enum event_kind kind)
{
    return (struct event){
        .kind = (uint8_t)kind,
        .step = NO_STEP,
        .bot = NO_BOT,
        .worker = NO_WORKER,
        .micro = MICRO_NONE,
    };
}

/* Records an event; the trace gets it when there is one. Time, cause and whether it is a moment are filled in here. */
static inline event_ref sim_emit(struct sim *sim, struct event *event, event_ref cause)
{
    if (sim->trace) {
        event->time = sim->world->now;
        event->cause = cause - 1; /* 0 − 1 is NO_EVENT */
        event->is_moment = event_kind_is_moment((enum event_kind)event->kind, event->attempt);
        trace_append(sim->trace, event);
    }
    return ++sim->world->event_count;
}

/* There is no room for one more job or effect in flight: the run ends before the next timer. */
static inline void sim_fill(struct sim *sim)
{
    sim->world->is_full = true;
    sim->events_end = sim->slice_end = 0;
}

#endif
