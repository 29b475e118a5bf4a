#include "engine/gap.h"

#include "base/check.h"
#include "engine/in_flight.h"
#include "engine/job.h"
#include "engine/record.h"
#include "engine/timer.h"

/* What comes next on the way that the attempt goes, once the op is done. */
static enum micro micro_ahead(const struct sim *sim, const struct worker *worker, const struct op *op)
{
    bool is_skip = op->action == ACTION_ASK && worker->skipped;

    return (enum micro)(is_skip ? sim->ops[op->done].micro : op->micro_after);
}

static struct gap gap_of(const struct sim *sim, uint32_t index, bool is_before)
{
    const struct worker *worker = &sim->workers[index];
    const struct job_slot *slot = &sim->jobs[worker->job - 1];
    const struct op *op = &sim->ops[worker->op];

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
        .before = is_before ? (enum micro)op->micro : micro_ahead(sim, worker, op),
        .op = worker->op * 2 + !is_before,
    };
}

bool gap_ask(struct sim *sim, uint32_t index, bool is_before, struct strike *strike)
{
    const struct op *op = &sim->ops[sim->workers[index].op];
    const struct gap_faults *faults = is_before ? &op->before : &op->after;
    struct gap gap;

    CHECK(!is_before || op->is_first);
    if (!sim->asks && faults->is_unconditional)
        return chooser_strike(sim->chooser, sim->plan, sim->world, sim->plan->gap_faults[faults->first], strike);
    gap = gap_of(sim, index, is_before);
    if (sim->asks)
        return sim->chooser->strike(sim->chooser, sim->plan, sim->world, &gap, strike);
    return chooser_scripted(sim->chooser, sim->plan, sim->world, &gap, strike);
}

/* The attempt's failure is recorded: retried (where it `retries`), exhausted, or of no consequence when the attempt's
 * end does not count any more. */
static void gap_fail(struct sim *sim, uint32_t index, enum micro after, bool retries)
{
    struct worker *worker = &sim->workers[index];
    uint32_t job = worker->job - 1;
    bool is_heard = job_hears(sim, job, worker->attempt);
    struct payload payload = {.kind = EVENT_FAIL, .micro = (uint8_t)after, .detail = !is_heard};
    struct provenance provenance;

    if (is_heard)
        sim->jobs[job].failures++;
    payload.value = sim->jobs[job].failures;
    (void)worker_record(sim, index, &payload);
    provenance = worker->provenance;
    worker_free(sim, index, &provenance);
    if (!is_heard)
        return;
    worker_withdraw(sim, job, &provenance);
    if (retries)
        job_fail(sim, job, provenance);
    else
        job_give_up(sim, job, provenance);
}

/* The micro-step that the attempt did last in its present step. */
static enum micro micro_behind(const struct sim *sim, const struct worker *worker)
{
    const struct op *op = &sim->ops[worker->op];

    switch ((enum worker_phase)worker->phase) {
    case PHASE_ACT:
        return worker->skipped && worker->op == op->done ? guard_traits[op->guard].asks : (enum micro)op->micro_before;
    case PHASE_RAISE:
        return (enum micro)worker->after;
    case PHASE_LEAVE:
        return (enum micro)op->micro;
    case PHASE_ENTER:
    case PHASE_ASK:
    case PHASE_IDLE:
        break;
    }
    return MICRO_NONE;
}

void gap_fail_unrescued(struct sim *sim, uint32_t index, struct provenance cause)
{
    enum micro after = micro_behind(sim, &sim->workers[index]);

    sim->workers[index].provenance = cause;
    gap_fail(sim, index, after, true);
}

/* An exception at a fetch or an acknowledge: no rescue sees it and nothing is recorded of the attempt. What had not
 * been taken is in its queue; what the queue has let go of is lost, and one that lets go early does so with the fetch;
 * the rest comes back as the queue notices. */
static void gap_abandon(struct sim *sim, uint32_t index, enum micro after)
{
    const struct worker *worker = &sim->workers[index];
    const struct platform *platform = &sim->scenario->platform;
    struct provenance provenance = worker->provenance;
    uint32_t job = worker->job - 1;
    bool is_held = job_is_held_by(sim, job, worker->attempt);

    if (!worker->has_started) {
        worker_return(sim, index, provenance);
        worker_ask_later(sim, index, &sim->ops[worker->op]);
        return;
    }
    worker_free(sim, index, &provenance);
    if (is_held && after == MICRO_FETCH && !acknowledge_traits[platform->acknowledge].is_last)
        job_lose(sim, job, provenance);
    else if (is_held)
        job_orphan(sim, job, index / platform->workers, provenance);
}

struct next gap_raise(struct sim *sim, uint32_t index, enum micro after)
{
    struct worker *worker = &sim->workers[index];
    const struct op *op = &sim->ops[worker->op];
    enum rescue rescue = sim->scenario->jobs[sim->jobs[worker->job - 1].job].rescue;
    bool leaves = rescue_traits[rescue].leaves;

    if (op->step == NO_STEP) {
        gap_abandon(sim, index, after);
        return (struct next){.kind = NEXT_NOTHING};
    }
    if (!rescue_traits[rescue].catches) {
        gap_fail(sim, index, after, true);
        return (struct next){.kind = NEXT_NOTHING};
    }
    (void)worker_record(sim, index,
                        &(struct payload){.kind = EVENT_RESCUE, .micro = (uint8_t)after, .detail = (uint8_t)rescue});
    if (leaves)
        worker->bailed = true;
    else
        worker->provenance.pending = 0;
    return (struct next){.kind = NEXT_OP, .op = leaves ? op->leave : step_record_pass(sim, index, op->next_step)};
}

/* The attempt's own child is gone, and its worker, which sees it, goes on. Of a job that was not taken nobody knows,
 * nor of one that is over. */
static struct next gap_bury(struct sim *sim, uint32_t index, enum micro after, const struct on_child_crash_traits *way)
{
    const struct worker *worker = &sim->workers[index];
    struct provenance provenance = worker->provenance;
    uint32_t job = worker->job - 1;
    bool is_held = job_is_held_by(sim, job, worker->attempt), is_in_step = sim->ops[worker->op].step != NO_STEP;
    bool is_heard = job_hears(sim, job, worker->attempt);

    if (!worker->has_started) {
        worker_return(sim, index, provenance);
        worker_ask_later(sim, index, &sim->ops[worker->op]);
    } else if (way->fails && (is_heard || is_in_step)) {
        gap_fail(sim, index, after, way->retries);
    } else {
        worker_free(sim, index, &provenance);
        if (is_held)
            job_put_back(sim, job, worker->attempt, provenance);
    }
    return (struct next){.kind = NEXT_NOTHING};
}

static void record_strike(struct sim *sim, uint32_t index, const struct strike *strike, enum micro after)
{
    struct worker *worker = &sim->workers[index];
    uint16_t bot = sim->ops[worker->op].bot;

    (void)worker_record(sim, index,
                        &(struct payload){
                            .kind = EVENT_STRIKE,
                            .micro = (uint8_t)after,
                            .detail = (uint8_t)strike->kind,
                            .value = strike->fault,
                        });
    if (bot == NO_BOT)
        return;
    if (fault_traits[strike->kind].length > 0) /* time passes before anything follows */
        worker->provenance.blame |= bot_set_of(bot);
    else
        worker->provenance.pending |= bot_set_of(bot);
}

static struct next raised(enum micro after)
{
    return (struct next){.kind = NEXT_RAISE, .after = (uint8_t)after};
}

/* A pause, then the rest of what the gap stood before. */
static struct next gap_stall(struct sim *sim, uint32_t index, uint32_t before, bool is_entry, msec length)
{
    struct worker *worker = &sim->workers[index];

    if (before != NO_OP)
        worker->op = before;
    if (before != NO_OP && (is_entry || !sim->ops[before].is_first))
        return (struct next){.kind = NEXT_WAIT, .pause = length};
    worker->phase = before == NO_OP ? PHASE_LEAVE : PHASE_ENTER;
    return (struct next){.kind = NEXT_SLEEP, .pause = length};
}

/* The same for all that its process does: what the attempt waits for next is left over until that goes on. */
static struct next gap_freeze(struct sim *sim, uint32_t index, uint32_t before, bool is_entry, msec length)
{
    struct next next = gap_stall(sim, index, before, is_entry, 0);
    msec due = next.kind == NEXT_WAIT ? worker_due(sim, index, &sim->ops[sim->workers[index].op], 0) : sim->world->now;

    timer_set(sim, index, due, PRIORITY_WORKER);
    return (struct next){.kind = NEXT_FREEZE, .pause = length};
}

/* The exception comes later; a call that is on its way lands after it. */
static struct next gap_hang(struct sim *sim, uint32_t index, enum micro after, const struct strike *strike)
{
    struct worker *worker = &sim->workers[index];

    worker->phase = PHASE_RAISE;
    worker->after = (uint8_t)after;
    worker->struck = (uint8_t)strike->kind;
    if (after != MICRO_NONE && micro_traits[after].effect == EFFECT_ON_ITS_WAY)
        in_flight_send(sim, index, sim->world->now + strike->length + LANDS_AFTER);
    return (struct next){.kind = NEXT_SLEEP, .pause = strike->length};
}

struct next gap_strike(struct sim *sim, uint32_t index, const struct strike *strike, uint32_t before, bool is_entry)
{
    const struct on_child_crash_traits *child = &on_child_crash_traits[sim->scenario->platform.on_child_crash];
    enum micro after = is_entry ? MICRO_NONE : (enum micro)sim->ops[sim->workers[index].op].micro;

    record_strike(sim, index, strike, after);
    switch (fault_traits[strike->kind].effect) {
    case STRIKE_RAISES:
        return raised(after);
    case STRIKE_RAISES_LATER:
        return gap_hang(sim, index, after, strike);
    case STRIKE_KILLS:
        return child->is_seen ? gap_bury(sim, index, after, child) : (struct next){.kind = NEXT_CRASH};
    case STRIKE_PAUSES:
        return gap_stall(sim, index, before, is_entry, strike->length);
    case STRIKE_FREEZES:
        return gap_freeze(sim, index, before, is_entry, strike->length);
    }
    CHECK(!"a fault's kind");
    return (struct next){.kind = NEXT_NOTHING};
}

struct next gap_time_out(struct sim *sim, uint32_t index)
{
    const struct worker *worker = &sim->workers[index];

    (void)worker_record(sim, index,
                        &(struct payload){.kind = EVENT_RAISE, .micro = worker->after, .detail = worker->struck});
    return raised((enum micro)worker->after);
}

struct next gap_refuse(struct sim *sim, uint32_t index)
{
    const struct op *op = &sim->ops[sim->workers[index].op];
    uint32_t fault = sim->bots[op->bot].down_fault;

    CHECK(!op->is_first && sim->bots[op->bot].down > 0);
    sim->faults[fault].strikes++;
    record_strike(sim, index, &(struct strike){.kind = FAULT_ERROR, .fault = (int)fault}, (enum micro)op->micro_before);
    return raised((enum micro)op->micro_before);
}
