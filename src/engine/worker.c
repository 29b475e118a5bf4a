#include "engine/worker.h"

#include "base/check.h"
#include "engine/gap.h"
#include "engine/job.h"
#include "engine/micro.h"
#include "engine/timer.h"

void worker_trace(struct sim *sim, uint32_t index, const struct payload *payload)
{
    const struct worker *worker = &sim->workers[index];
    const struct job_slot *slot = &sim->jobs[worker->job - 1];
    const struct op *op = &sim->plan->ops[worker->op];

    trace_append(sim->trace, &(struct event){
                                 .time = sim->world->now,
                                 .cause = worker->provenance.at - 1, /* 0 − 1 is NO_EVENT */
                                 .kind = (uint8_t)payload->kind,
                                 .detail = payload->detail,
                                 .micro = payload->micro,
                                 .is_moment = payload->is_moment,
                                 .value = payload->value,
                                 .job = slot->id,
                                 .occurrence = slot->occurrence,
                                 .attempt = event_attempt(worker->attempt),
                                 .step = payload->is_of_job ? NO_STEP : op->step,
                                 .bot = payload->is_of_job ? NO_BOT : op->bot,
                                 .worker = (uint16_t)index,
                             });
}

void worker_set_idle(struct sim *sim, uint32_t worker, bool is_idle)
{
    uint64_t *word = &sim->world->idle[worker / 64];
    uint64_t bit = (uint64_t)1 << worker % 64;

    if (is_idle == ((*word & bit) != 0))
        return;
    *word ^= bit;
    if (is_idle)
        sim->world->idle_count++;
    else
        sim->world->idle_count--;
}

/* There must be one. */
static uint32_t lowest_idle(const struct sim *sim)
{
    uint32_t word = 0;

    while (sim->world->idle[word] == 0)
        word++;
    return word * 64 + (uint32_t)__builtin_ctzll(sim->world->idle[word]);
}

static bool jobs_are_to_be_taken(const struct sim *sim)
{
    return sim->world->queued > 0 && sim->world->idle_count > 0 && sim->world->draining == 0;
}

void worker_free(struct sim *sim, uint32_t index, const struct provenance *freed)
{
    struct worker *worker = &sim->workers[index];
    uint32_t job = worker->job - 1;

    timer_cancel(sim, index);
    worker->phase = PHASE_IDLE;
    worker->job = 0;
    worker->freed = *freed;
    worker_set_idle(sim, index, true);
    job_release(sim, job, freed);
}

void worker_leave(struct sim *sim, uint32_t index)
{
    worker_free(sim, index, &sim->workers[index].provenance);
}

void worker_succeed(struct sim *sim, uint32_t index)
{
    struct worker *worker = &sim->workers[index];

    if (!job_is_held_by(sim, worker->job - 1, worker->attempt))
        return;
    (void)worker_record(sim, index,
                        &(struct payload){
                            .kind = worker->bailed ? EVENT_BAIL_OUT : EVENT_SUCCEED,
                            .micro = MICRO_NONE,
                            .is_moment = true,
                            .is_of_job = true,
                        });
    job_end(sim, worker->job - 1, JOB_SUCCEEDED, &worker->provenance);
}

void worker_act_later(struct sim *sim, uint32_t index, uint32_t op, msec pause)
{
    sim->workers[index].op = op;
    sim->workers[index].phase = PHASE_ACT;
    sim->waits = true;
    sim->enters = false;
    sim->pause = pause;
}

void worker_go(struct sim *sim, uint32_t index, uint32_t op)
{
    if (op == NO_OP) {
        if (sim->scenario->platform.acknowledge == ACKNOWLEDGE_EARLY)
            worker_succeed(sim, index);
        worker_leave(sim, index);
    } else {
        worker_act_later(sim, index, op, 0);
        sim->enters = sim->plan->ops[op].is_first;
    }
}

static void worker_act(struct sim *sim, uint32_t index)
{
    struct strike strike;
    uint32_t next;

    if (!micro_do(sim, index, &next))
        return;
    if (gap_is_struck(sim, index, false, &strike))
        gap_strike(sim, index, &strike, next, false);
    else
        worker_go(sim, index, next);
}

/* Lets the acting worker pass ops that only let time go by, where nothing else happens `until` then and nobody looks
 * before they are over: the same events are counted, the same sequence numbers used. */
static void worker_pass_quiet(struct sim *sim, uint32_t index, msec until)
{
    struct world *world = sim->world;
    struct worker *worker = &sim->workers[index];
    const struct op *from = &sim->plan->ops[worker->op];
    msec time = world->now + sim->pause + from->quiet_length;

    if (from->quiet_count == 0 || sim->trace || sim->asks || time > until ||
        world->event_count + from->quiet_count >= sim->slice_end)
        return;
    if (from->micro == MICRO_FETCH)
        micro_fetch(sim, index);
    sim->pause = 0;
    world->now = time;
    world->event_count += from->quiet_count;
    world->sequence += from->quiet_count;
    worker->provenance.at = world->event_count;
    worker->skipped = false;
    worker->op += from->quiet_count;
    if (from->quiet_begins) {
        struct call call = worker_call(sim, index);

        post_begin(sim, &call);
    }
}

/* True when what the worker waits for comes at once: nobody sets a timer that is the next to happen. */
static bool worker_wait(struct sim *sim, uint32_t index)
{
    struct world *world = sim->world;
    struct worker *worker = &sim->workers[index];
    msec until = world->event_count < sim->slice_end ? sim->alone_until : -1;
    msec time;

    worker_pass_quiet(sim, index, until);
    time = world->now + sim->pause +
           duration_draw(&sim->plan->ops[worker->op].latency, &world->random[RANDOM_LATENCIES]);
    if (time > until) {
        timer_set(sim, index, time, PRIORITY_WORKER);
        return false;
    }
    world->sequence++;
    world->now = time;
    return true;
}

/* In the gap before a step: true when something strikes there. */
static bool worker_enter(struct sim *sim, uint32_t index)
{
    struct worker *worker = &sim->workers[index];
    struct strike strike;

    worker->skipped = false;
    if (!gap_is_struck(sim, index, true, &strike))
        return false;
    gap_strike(sim, index, &strike, worker->op, true);
    return true;
}

/* What the acting worker waits for: true when it is due at once. */
static bool worker_is_due(struct sim *sim, uint32_t index)
{
    sim->waits = false;
    if (sim->enters && worker_enter(sim, index))
        return false;
    return worker_wait(sim, index);
}

/* The worker goes on as long as nothing comes first. What it is alone for holds for all that it does at once; timer_set
 * and queue_put shorten it. */
static void worker_go_on(struct sim *sim, uint32_t index, bool is_due)
{
    while (is_due || sim->waits) {
        if (is_due)
            worker_act(sim, index);
        is_due = sim->waits && worker_is_due(sim, index);
    }
}

/* Until when a worker will be alone, seen before it does anything. */
static void worker_begin(struct sim *sim)
{
    sim->alone_until = sim->runs_ahead && !jobs_are_to_be_taken(sim) ? timer_none_until(sim) : -1;
}

void worker_timer(struct sim *sim, uint32_t index)
{
    enum worker_phase phase = (enum worker_phase)sim->workers[index].phase;

    worker_begin(sim);
    switch (phase) {
    case PHASE_ACT:
        break;
    case PHASE_ENTER:
        worker_go(sim, index, sim->workers[index].op);
        break;
    case PHASE_RAISE:
        gap_time_out(sim, index);
        break;
    case PHASE_LEAVE:
        worker_go(sim, index, NO_OP);
        break;
    case PHASE_IDLE:
        CHECK(!"an idle worker has no timer");
    }
    worker_go_on(sim, index, phase == PHASE_ACT);
}

/* The later of what the job and the worker waited for. */
static struct provenance later_provenance(const struct sim *sim, const struct job_slot *slot, uint32_t worker)
{
    struct provenance freed = sim->workers[worker].freed;

    return slot->queued.at >= freed.at ? slot->queued : freed;
}

static void worker_take(struct sim *sim, uint32_t index)
{
    uint32_t job = job_take(sim);
    struct worker *worker = &sim->workers[index];
    struct job_slot *slot = &sim->jobs[job];

    worker->job = job + 1;
    worker->attempt = sim->jobs[sim_instance(sim, job)].attempts + 1;
    worker->has_started = false;
    worker->bailed = false;
    worker->phase = PHASE_ENTER; /* it has the job, should the process die before the fetch */
    worker->provenance = later_provenance(sim, slot, index);
    slot->refs++;
    worker_set_idle(sim, index, false);
    worker_begin(sim);
    worker_go(sim, index, sim->plan->first_op[slot->job]);
    worker_go_on(sim, index, false);
}

void workers_take_jobs(struct sim *sim)
{
    while (jobs_are_to_be_taken(sim))
        worker_take(sim, lowest_idle(sim));
}
