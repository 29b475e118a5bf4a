#include "engine/worker.h"

#include "base/check.h"
#include "engine/gap.h"
#include "engine/job.h"
#include "engine/micro.h"
#include "engine/timer.h"

struct event worker_event(const struct sim *sim, uint32_t index, const struct remark *remark)
{
    const struct worker *worker = &sim->workers[index];
    const struct job_slot *slot = &sim->jobs[worker->job - 1];
    const struct op *op = &sim->plan->ops[worker->op];

    return (struct event){
        .kind = (uint8_t)remark->kind,
        .detail = remark->detail,
        .micro = remark->micro,
        .is_moment = remark->is_moment,
        .value = remark->value,
        .job = slot->id,
        .occurrence = slot->occurrence,
        .attempt = event_attempt(worker->attempt),
        .step = remark->is_of_job ? NO_STEP : op->step,
        .bot = remark->is_of_job ? NO_BOT : op->bot,
        .worker = (uint16_t)index,
    };
}

void worker_set_idle(struct sim *sim, uint32_t worker, bool is_idle)
{
    uint64_t bit = (uint64_t)1 << worker % 64;

    if (is_idle)
        sim->world->idle[worker / 64] |= bit;
    else
        sim->world->idle[worker / 64] &= ~bit;
}

static uint32_t lowest_idle(const struct sim *sim)
{
    for (uint32_t word = 0; word * 64 < sim->plan->worker_count; word++)
        if (sim->world->idle[word])
            return word * 64 + (uint32_t)__builtin_ctzll(sim->world->idle[word]);
    return NO_WORKER;
}

static bool jobs_are_to_be_taken(const struct sim *sim)
{
    return sim->world->queued > 0 && sim->world->quiet == 0 && lowest_idle(sim) != NO_WORKER;
}

void worker_free(struct sim *sim, uint32_t index, const struct road *freed)
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
    worker_free(sim, index, &sim->workers[index].road);
}

void worker_succeed(struct sim *sim, uint32_t index)
{
    struct worker *worker = &sim->workers[index];

    if (!job_is_held_by(sim, worker->job - 1, worker->attempt))
        return;
    (void)worker_record(sim, index,
                        &(struct remark){
                            .kind = worker->bailed ? EVENT_BAIL_OUT : EVENT_SUCCEED,
                            .micro = MICRO_COUNT,
                            .is_moment = true,
                            .is_of_job = true,
                        });
    job_end(sim, worker->job - 1, JOB_SUCCEEDED, &worker->road);
}

void worker_go(struct sim *sim, uint32_t index, uint32_t op)
{
    if (op == NO_OP) {
        if (sim->scenario->platform.acknowledge == ACKNOWLEDGE_EARLY)
            worker_succeed(sim, index);
        worker_leave(sim, index);
    } else if (sim->plan->ops[op].is_first) {
        worker_enter(sim, index, op);
    } else {
        worker_act_later(sim, index, op, 0);
    }
}

/* Lets the acting worker pass ops that only let time go by, where nothing else happens `until` then and nobody looks:
 * the same events are counted, the same sequence numbers used. Returns the op at which something can happen; `pause`
 * grows by what was passed. */
static uint32_t worker_pass_quiet(struct sim *sim, uint32_t index, uint32_t op, msec until, msec *pause)
{
    const struct op *from = &sim->plan->ops[op];
    struct worker *worker = &sim->workers[index];

    if (from->quiet_count == 0 || sim->trace || sim->asks || sim->world->now + *pause + from->quiet_length > until)
        return op;
    *pause += from->quiet_length;
    sim->world->event_count += from->quiet_count;
    sim->world->sequence += from->quiet_count;
    worker->road.at = sim->world->event_count;
    worker->skipped = false;
    worker->op = op + from->quiet_count;
    if (from->quiet_begins) {
        struct poster poster = worker_poster(sim, index);

        post_begin(sim, &poster);
    }
    return worker->op;
}

/* Nothing but what this worker waits for can happen until then; before now when others may go first. */
static msec worker_is_alone_until(const struct sim *sim, uint32_t index)
{
    if (!sim->runs_ahead || index != sim->acting || jobs_are_to_be_taken(sim) || sim_is_at_limit(sim) ||
        sim->world->event_count >= sim->slice_end)
        return -1;
    return timer_none_until(sim);
}

/* A worker that is alone goes on at once: nobody sets a timer that is the next to happen. */
void worker_act_later(struct sim *sim, uint32_t index, uint32_t op, msec pause)
{
    struct worker *worker = &sim->workers[index];
    msec alone_until = worker_is_alone_until(sim, index);
    msec time;

    op = worker_pass_quiet(sim, index, op, alone_until, &pause);
    time = sim->world->now + pause + duration_draw(&sim->plan->ops[op].latency, &sim->world->random[RANDOM_LATENCIES]);
    worker->op = op;
    worker->phase = PHASE_ACT;
    if (time > alone_until) {
        timer_set(sim, index, time, PRIORITY_WORKER);
        return;
    }
    sim->world->sequence++;
    sim->world->now = time;
    sim->acts_on = true;
}

void worker_enter(struct sim *sim, uint32_t index, uint32_t op)
{
    struct strike strike;

    sim->workers[index].op = op;
    sim->workers[index].skipped = false;
    if ((sim->asks || sim->plan->ops[op].before.count) && gap_is_struck(sim, index, true, &strike))
        gap_strike(sim, index, &strike, op, true);
    else
        worker_act_later(sim, index, op, 0);
}

static void worker_act(struct sim *sim, uint32_t index)
{
    const struct op *op = &sim->plan->ops[sim->workers[index].op];
    struct strike strike;
    uint32_t next;

    if (!micro_do(sim, index, &next))
        return;
    if ((sim->asks || op->after.count) && gap_is_struck(sim, index, false, &strike))
        gap_strike(sim, index, &strike, next, false);
    else
        worker_go(sim, index, next);
}

static void worker_go_on(struct sim *sim, uint32_t index)
{
    switch ((enum worker_phase)sim->workers[index].phase) {
    case PHASE_ACT:
        worker_act(sim, index);
        break;
    case PHASE_ENTER:
        worker_enter(sim, index, sim->workers[index].op);
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
}

void worker_timer(struct sim *sim, uint32_t index)
{
    do {
        sim->acts_on = false;
        worker_go_on(sim, index);
    } while (sim->acts_on);
}

/* The later of what the job and the worker waited for. */
static struct road later_road(const struct sim *sim, const struct job_slot *slot, uint32_t worker)
{
    struct road freed = sim->workers[worker].freed;

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
    worker->road = later_road(sim, slot, index);
    slot->refs++;
    worker_set_idle(sim, index, false);
    sim->acting = index;
    sim->acts_on = false;
    worker_enter(sim, index, sim->plan->first_op[slot->job]);
    if (sim->acts_on)
        worker_timer(sim, index);
}

void workers_take_jobs(struct sim *sim)
{
    while (jobs_are_to_be_taken(sim))
        worker_take(sim, lowest_idle(sim));
}
