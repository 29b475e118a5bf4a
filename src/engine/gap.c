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
        .after = is_before ? MICRO_COUNT : (enum micro)op->micro,
        .before = is_before     ? (enum micro)op->micro
                  : op->is_last ? MICRO_COUNT
                                : (enum micro)op[1].micro,
        .op = worker->op * 2 + !is_before,
    };
}

bool gap_ask(struct sim *sim, uint32_t index, const struct gap_faults *faults, struct strike *strike)
{
    struct gap gap;

    if (!sim->asks && faults->is_unconditional)
        return chooser_strike(sim->chooser, sim->plan, sim->world, sim->plan->gap_faults[faults->first], strike);
    gap = gap_of(sim, index, faults == &sim->plan->ops[sim->workers[index].op].before);
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
    struct remark remark = {.kind = EVENT_FAIL, .micro = (uint8_t)after, .detail = !is_held};
    struct road road;

    if (is_held)
        sim->jobs[job].failures++;
    remark.value = sim->jobs[job].failures;
    (void)worker_record(sim, index, &remark);
    road = worker->road;
    worker_free(sim, index, &road);
    if (is_held)
        job_fail(sim, job, road);
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
                        &(struct remark){.kind = EVENT_RESCUE, .micro = (uint8_t)after, .detail = (uint8_t)rescue});
    if (rescue == RESCUE_EXIT)
        worker->bailed = true;
    else
        worker->road.pending = 0;
    worker_go(sim, index, rescue == RESCUE_EXIT ? op->leave : op->next_step);
}

/* The caller gives up on a call that is on its way: its effect will land. */
static void late_send(struct sim *sim, uint32_t index, msec when)
{
    struct world *world = sim->world;
    const struct worker *worker = &sim->workers[index];
    uint32_t taken = world->late_free;

    if (taken) {
        world->late_free = sim->lates[taken - 1].job;
    } else if (world->late_top < sim->plan->late_room) {
        taken = ++world->late_top;
    } else {
        sim_fill(sim);
        return;
    }
    sim->lates[taken - 1] = (struct late){
        .job = worker->job,
        .op = sim->plan->ops[worker->op].next,
        .attempt = worker->attempt,
        .worker = (uint16_t)index,
        .road = worker->road,
    };
    sim->jobs[worker->job - 1].refs++;
    timer_set(sim, timer_owner(sim->plan, TIMER_LATE, taken - 1), when, PRIORITY_LANDING);
}

void late_land(struct sim *sim, uint32_t index)
{
    const struct late late = sim->lates[index];
    struct poster poster = {late.job - 1, late.attempt, &sim->plan->ops[late.op], late.worker};
    struct road road = late.road;

    sim->lates[index].job = sim->world->late_free;
    sim->world->late_free = index + 1;
    micro_land(sim, &poster, &road);
    job_release(sim, poster.job, &road);
}

static void record_strike(struct sim *sim, uint32_t index, const struct strike *strike, enum micro after)
{
    struct worker *worker = &sim->workers[index];
    uint16_t bot = sim->plan->ops[worker->op].bot;

    (void)worker_record(sim, index,
                        &(struct remark){
                            .kind = EVENT_STRIKE,
                            .micro = (uint8_t)after,
                            .detail = (uint8_t)strike->kind,
                            .value = strike->fault,
                            .is_moment = true,
                        });
    if (bot == NO_BOT)
        return;
    if (strike->kind == FAULT_TIMEOUT || strike->kind == FAULT_STALL)
        worker->road.blame |= bot_set_of(bot);
    else
        worker->road.pending |= bot_set_of(bot);
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
        late_send(sim, index, sim->world->now + length + LANDS_AFTER);
}

void gap_strike(struct sim *sim, uint32_t index, const struct strike *strike, uint32_t before, bool is_entry)
{
    const struct worker *worker = &sim->workers[index];
    enum micro after = is_entry ? MICRO_COUNT : (enum micro)sim->plan->ops[worker->op].micro;

    record_strike(sim, index, strike, after);
    switch (strike->kind) {
    case FAULT_ERROR:
        gap_raise(sim, index, after);
        break;
    case FAULT_TIMEOUT:
        gap_hang(sim, index, after, strike->length);
        break;
    case FAULT_CRASH:
        process_crash(sim, index / sim->scenario->platform.workers, worker->road);
        break;
    case FAULT_STALL:
        gap_stall(sim, index, before, is_entry, strike->length);
        break;
    }
}

void gap_time_out(struct sim *sim, uint32_t index)
{
    uint8_t after = sim->workers[index].after;

    (void)worker_record(sim, index, &(struct remark){.kind = EVENT_RAISE, .micro = after, .detail = FAULT_TIMEOUT});
    gap_raise(sim, index, (enum micro)after);
}

void gap_refuse(struct sim *sim, uint32_t index, uint32_t fault)
{
    const struct op *op = &sim->plan->ops[sim->workers[index].op];
    struct strike strike = {.kind = FAULT_ERROR, .fault = (int)fault};
    enum micro after = (enum micro)op[-1].micro;

    sim->faults[fault].strikes++;
    record_strike(sim, index, &strike, after);
    gap_raise(sim, index, after);
}
