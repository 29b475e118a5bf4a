#include "engine/worker.h"

#include "base/check.h"
#include "engine/job.h"
#include "engine/queue.h"
#include "engine/timer.h"

void worker_trace(struct sim *sim, uint32_t index, const struct payload *payload)
{
    const struct worker *worker = &sim->workers[index];
    const struct job_slot *slot = &sim->jobs[worker->job - 1];
    const struct op *op = &sim->ops[worker->op];

    trace_append(sim->trace, &(struct event){
                                 .time = sim->world->now,
                                 .cause = worker->provenance.at - 1, /* 0 − 1 is NO_EVENT */
                                 .kind = (uint8_t)payload->kind,
                                 .detail = payload->detail,
                                 .micro = payload->micro,
                                 .is_moment = event_kind_is_moment(payload->kind, worker->attempt),
                                 .value = payload->value,
                                 .job = slot->id,
                                 .occurrence = slot->occurrence,
                                 .attempt = worker->attempt,
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
    if (is_idle && sim->world->frozen > 0 && worker_process(sim, worker)->is_frozen)
        return;
    *word ^= bit;
    if (is_idle)
        sim->world->idle_count++;
    else
        sim->world->idle_count--;
}

static uint32_t lowest_idle(const struct sim *sim)
{
    uint32_t word = 0;

    CHECK(sim->world->idle_count > 0);
    while (sim->world->idle[word] == 0)
        word++;
    return word * 64 + (uint32_t)__builtin_ctzll(sim->world->idle[word]);
}

void worker_free(struct sim *sim, uint32_t index, const struct provenance *freed)
{
    struct worker *worker = &sim->workers[index];
    uint32_t job = worker->job - 1;

    CHECK(worker->job != 0);
    timer_cancel(sim, index);
    worker->phase = PHASE_IDLE;
    worker->job = 0;
    worker->freed = *freed;
    worker_set_idle(sim, index, true);
    job_release(sim, job, freed);
}

void worker_return(struct sim *sim, uint32_t index, struct provenance provenance)
{
    uint32_t job = sim->workers[index].job - 1, attempt = sim->workers[index].attempt;

    CHECK(!sim->workers[index].has_started);
    if (sim->workers[index].is_reserved) {
        reserve_return(sim, index / sim->scenario->platform.workers, job);
        sim->jobs[job].queued = provenance;
        worker_free(sim, index, &provenance);
        return;
    }
    sim->jobs[job].refs++; /* it stays, whatever else lets go of it */
    worker_free(sim, index, &provenance);
    job_push_back(sim, job, attempt, provenance);
    sim->jobs[job].refs--;
}

void worker_halt(struct sim *sim, uint32_t index)
{
    CHECK(sim->workers[index].job == 0);
    timer_cancel(sim, index);
    sim->workers[index].phase = PHASE_IDLE;
    worker_set_idle(sim, index, false);
}

/* How much of what it waits for is left at `thaw`: all that is left now, but where the moment for which it waits stays
 * where it is. */
static msec left_at_thaw(const struct sim *sim, uint32_t index, msec thaw)
{
    const struct worker *worker = &sim->workers[index];
    const struct op *op = &sim->ops[worker->op];
    msec left = timer_left(sim, index);

    if (left > 0 && worker->phase == PHASE_ACT && op->is_from_enqueue &&
        sim->world->now + left == worker_moment(sim, index, op))
        return max_i64(sim->world->now + left - thaw, 0);
    return left;
}

void worker_freeze(struct sim *sim, uint32_t index, msec thaw)
{
    sim->workers[index].left = left_at_thaw(sim, index, thaw);
    timer_cancel(sim, index);
    worker_set_idle(sim, index, false);
}

void worker_thaw(struct sim *sim, uint32_t index, const struct provenance *thaw)
{
    struct worker *worker = &sim->workers[index];

    if (worker->phase == PHASE_IDLE) {
        worker->freed = *thaw;
        worker_set_idle(sim, index, !worker_process(sim, index)->is_leaving);
        return;
    }
    /* Its next event comes of it; one that is itself what froze the process, or of a fault, comes of that. */
    if (worker->phase == PHASE_ACT && worker->provenance.at != worker_process(sim, index)->provenance.at)
        worker->provenance = *thaw;
    timer_set(sim, index, sim->world->now + worker->left, PRIORITY_WORKER);
}

void worker_ask_later(struct sim *sim, uint32_t index, const struct op *fetch)
{
    worker_halt(sim, index);
    sim->workers[index].phase = PHASE_ASK;
    timer_set(sim, index, worker_due(sim, index, fetch, 0), PRIORITY_WORKER);
}

void worker_ask(struct sim *sim, uint32_t index)
{
    CHECK(sim->workers[index].phase == PHASE_ASK);
    sim->workers[index].phase = PHASE_IDLE;
    worker_set_idle(sim, index, true);
}

void worker_withdraw(struct sim *sim, uint32_t job, const struct provenance *heard)
{
    struct job_slot *slot = &sim->jobs[job];

    if (slot->state != JOB_WAITING || slot->is_orphan || queue_remove(sim, job))
        return;
    if (slot->reserver) { /* whoever has it in reserve does not hear of it */
        slot->reserver = 0;
        return;
    }
    for (uint32_t w = 0; w < sim->plan->worker_count; w++) {
        struct worker *worker = &sim->workers[w];

        if (worker->job != job + 1 || worker->has_started)
            continue;
        worker->phase = PHASE_ASK; /* until its fetch would have been done */
        worker->job = 0;
        worker->freed = *heard;
        job_release(sim, job, heard);
        return;
    }
    CHECK(!"a job that waits is in its queue, in reserve or taken");
}

void worker_succeed(struct sim *sim, uint32_t index)
{
    struct worker *worker = &sim->workers[index];

    if (!job_hears(sim, worker->job - 1, worker->attempt))
        return;
    (void)worker_record(sim, index,
                        &(struct payload){
                            .kind = worker->bailed ? EVENT_BAIL_OUT : EVENT_SUCCEED,
                            .micro = MICRO_NONE,
                            .is_of_job = true,
                        });
    worker_withdraw(sim, worker->job - 1, &worker->provenance);
    job_end(sim, worker->job - 1, JOB_SUCCEEDED, &worker->provenance);
}

void worker_leave(struct sim *sim, uint32_t index)
{
    if (!acknowledge_traits[sim->scenario->platform.acknowledge].is_last)
        worker_succeed(sim, index);
    worker_free(sim, index, &sim->workers[index].provenance);
}

/* The later of what the job and the worker waited for. */
static struct provenance later_provenance(const struct sim *sim, const struct job_slot *slot, uint32_t worker)
{
    struct provenance freed = sim->workers[worker].freed;

    return slot->queued.at >= freed.at ? slot->queued : freed;
}

uint32_t worker_take(struct sim *sim)
{
    bool is_open = reserve_is_open(sim);
    uint32_t reserver = is_open ? reserve_worker(sim) : NO_WORKER, index, job;
    bool is_reserved = reserver != NO_WORKER;
    struct worker *worker;

    job = is_reserved ? reserve_take(sim, reserver / sim->scenario->platform.workers) : queue_take(sim);
    if (is_open && sim->world->idle_count == 1) { /* which is none */
        reserve_add(sim, job);
        return NO_WORKER;
    }
    index = is_reserved ? reserver : lowest_idle(sim);
    worker = &sim->workers[index];
    worker->job = job + 1;
    worker->attempt = sim->jobs[sim_instance(sim, job)].attempts + 1;
    worker->has_started = false;
    worker->bailed = false;
    worker->is_reserved = is_reserved;
    worker->provenance = later_provenance(sim, &sim->jobs[job], index);
    sim->jobs[job].refs += !is_reserved; /* the reserve has counted it */
    worker_set_idle(sim, index, false);
    return index;
}

msec worker_due_varying(struct sim *sim, uint32_t index, const struct op *op, msec pause)
{
    msec now = sim->world->now + pause;

    if (op->is_from_enqueue)
        return max_i64(now, worker_moment(sim, index, op));
    return now + duration_draw_varying(&op->latency, &sim->world->random[RANDOM_LATENCIES]);
}

bool worker_wait(struct sim *sim, uint32_t index, msec pause)
{
    timer_set(sim, index, worker_due(sim, index, &sim->ops[sim->workers[index].op], pause), PRIORITY_WORKER);
    return false;
}
