#include "engine/gap.h"

#include "base/check.h"
#include "engine/job.h"
#include "engine/micro.h"
#include "engine/process.h"
#include "engine/timer.h"
#include "engine/worker.h"

static struct gap gap_of(const struct sim *sim, uint32_t index, bool is_before)
{
    const struct worker *worker = &sim->workers[index];
    const struct job_slot *slot = &sim->jobs[worker->job - 1];
    const struct op *op = &sim->plan->ops[worker->op];

    return (struct gap){
        .now = sim->world->now,
        .job = slot->id,
        .instance = slot->number,
        .job_index = slot->job,
        .occurrence = slot->occurrence,
        .attempt = worker->attempt,
        .bot = op->bot == NO_BOT ? NO_INDEX : op->bot,
        .step = op->step == NO_STEP ? NO_INDEX : op->step,
        .after = is_before ? MICRO_NONE : (enum micro)op->micro,
        .before = is_before ? (enum micro)op->micro : (enum micro)op->micro_after,
        .op = worker->op * 2 + !is_before,
    };
}

bool gap_ask(struct sim *sim, uint32_t index, bool is_before, struct strike *strike)
{
    const struct op *op = &sim->plan->ops[sim->workers[index].op];
    const struct gap_faults *faults = is_before ? &op->before : &op->after;
    struct gap gap;

    if (!sim->asks && faults->is_unconditional)
        return chooser_strike(sim->chooser, sim->plan, sim->world, sim->plan->gap_faults[faults->first], strike);
    gap = gap_of(sim, index, is_before);
    if (sim->asks)
        return sim->chooser->strike(sim->chooser, sim->plan, sim->world, &gap, strike);
    return chooser_scripted(sim->chooser, sim->plan, sim->world, &gap, strike);
}

/* The attempt's error was recorded: retried, exhausted, or of no consequence when the attempt no longer holds its
 * job. */
static void gap_fail(struct sim *sim, uint32_t index, enum micro after)
{
    struct worker *worker = &sim->workers[index];
    uint32_t job = worker->job - 1;
    bool is_held = job_is_held_by(sim, job, worker->attempt);
    struct payload payload = {.kind = EVENT_FAIL, .micro = (uint8_t)after, .detail = !is_held};
    struct provenance provenance;

    if (is_held)
        sim->jobs[job].failures++;
    payload.value = sim->jobs[job].failures;
    (void)worker_record(sim, index, &payload);
    provenance = worker->provenance;
    worker_free(sim, index, &provenance);
    if (is_held)
        job_fail(sim, job, provenance);
}

/* An exception reaches the attempt, struck after micro-step `after`. */
static void gap_raise(struct sim *sim, uint32_t index, enum micro after)
{
    struct worker *worker = &sim->workers[index];
    const struct op *op = &sim->plan->ops[worker->op];
    enum rescue rescue = sim->scenario->jobs[sim->jobs[worker->job - 1].job].rescue;

    if (rescue == RESCUE_NONE) {
        gap_fail(sim, index, after);
        return;
    }
    (void)worker_record(sim, index,
                        &(struct payload){.kind = EVENT_RESCUE, .micro = (uint8_t)after, .detail = (uint8_t)rescue});
    if (rescue == RESCUE_EXIT)
        worker->bailed = true;
    else
        worker->provenance.pending = 0;
    worker_go(sim, index, rescue == RESCUE_EXIT ? op->leave : op->next_step);
}

/* The caller gives up on a call that is on its way: its effect will land. */
static void in_flight_send(struct sim *sim, uint32_t index, msec when)
{
    struct world *world = sim->world;
    const struct worker *worker = &sim->workers[index];
    uint32_t taken = world->in_flight_free;

    if (taken) {
        world->in_flight_free = sim->in_flight[taken - 1].job;
    } else if (world->in_flight_top < sim->plan->in_flight_room) {
        taken = ++world->in_flight_top;
    } else {
        sim_fill(sim);
        return;
    }
    sim->in_flight[taken - 1] = (struct in_flight){
        .job = worker->job,
        .op = sim->plan->ops[worker->op].next,
        .attempt = worker->attempt,
        .worker = (uint16_t)index,
        .provenance = worker->provenance,
    };
    sim->jobs[worker->job - 1].refs++;
    timer_set(sim, timer_owner(sim->plan, TIMER_IN_FLIGHT, taken - 1), when, PRIORITY_LANDING);
}

void in_flight_land(struct sim *sim, uint32_t index)
{
    const struct in_flight landing = sim->in_flight[index];
    struct call call = {landing.job - 1, landing.attempt, &sim->plan->ops[landing.op], landing.worker};
    struct provenance provenance = landing.provenance;

    sim->in_flight[index].job = sim->world->in_flight_free;
    sim->world->in_flight_free = index + 1;
    micro_land(sim, &call, &provenance);
    job_release(sim, call.job, &provenance);
}

static void record_strike(struct sim *sim, uint32_t index, const struct strike *strike, enum micro after)
{
    struct worker *worker = &sim->workers[index];
    uint16_t bot = sim->plan->ops[worker->op].bot;

    (void)worker_record(sim, index,
                        &(struct payload){
                            .kind = EVENT_STRIKE,
                            .micro = (uint8_t)after,
                            .detail = (uint8_t)strike->kind,
                            .value = strike->fault,
                            .is_moment = true,
                        });
    if (bot == NO_BOT)
        return;
    if (strike->kind == FAULT_TIMEOUT || strike->kind == FAULT_STALL)
        worker->provenance.blame |= bot_set_of(bot);
    else
        worker->provenance.pending |= bot_set_of(bot);
}

/* A pause, then the rest of what the gap stood before. */
static void gap_stall(struct sim *sim, uint32_t index, uint32_t before, bool is_entry, msec length)
{
    struct worker *worker = &sim->workers[index];

    if (before != NO_OP && (is_entry || !sim->plan->ops[before].is_first)) {
        worker_act_later(sim, index, before, length);
        return;
    }
    worker->phase = before == NO_OP ? PHASE_LEAVE : PHASE_ENTER;
    if (before != NO_OP)
        worker->op = before;
    timer_set(sim, index, sim->world->now + length, PRIORITY_WORKER);
}

/* The exception comes later; a call that is on its way lands after it. */
static void gap_hang(struct sim *sim, uint32_t index, enum micro after, msec length)
{
    sim->workers[index].phase = PHASE_RAISE;
    sim->workers[index].after = (uint8_t)after;
    timer_set(sim, index, sim->world->now + length, PRIORITY_WORKER);
    if (after == MICRO_CALL)
        in_flight_send(sim, index, sim->world->now + length + LANDS_AFTER);
}

void gap_strike(struct sim *sim, uint32_t index, const struct strike *strike, uint32_t before, bool is_entry)
{
    const struct worker *worker = &sim->workers[index];
    enum micro after = is_entry ? MICRO_NONE : (enum micro)sim->plan->ops[worker->op].micro;

    record_strike(sim, index, strike, after);
    switch (strike->kind) {
    case FAULT_ERROR:
        gap_raise(sim, index, after);
        break;
    case FAULT_TIMEOUT:
        gap_hang(sim, index, after, strike->length);
        break;
    case FAULT_CRASH:
        process_crash(sim, index / sim->scenario->platform.workers, worker->provenance);
        break;
    case FAULT_STALL:
        gap_stall(sim, index, before, is_entry, strike->length);
        break;
    }
}

void gap_time_out(struct sim *sim, uint32_t index)
{
    uint8_t after = sim->workers[index].after;

    (void)worker_record(sim, index, &(struct payload){.kind = EVENT_RAISE, .micro = after, .detail = FAULT_TIMEOUT});
    gap_raise(sim, index, (enum micro)after);
}

void gap_refuse(struct sim *sim, uint32_t index, uint32_t fault)
{
    const struct op *op = &sim->plan->ops[sim->workers[index].op];
    struct strike strike = {.kind = FAULT_ERROR, .fault = (int)fault};
    enum micro after = (enum micro)op->micro_before;

    sim->faults[fault].strikes++;
    record_strike(sim, index, &strike, after);
    gap_raise(sim, index, after);
}
