#include "engine/micro.h"

#include "base/check.h"
#include "engine/job.h"
#include "engine/record.h"
#include "engine/timer.h"

static void record_plain(struct sim *sim, uint32_t index, enum micro micro)
{
    (void)worker_record(sim, index, &(struct payload){.kind = (enum event_kind)micro, .micro = MICRO_NONE});
}

/* The attempt begins, whether it holds the job or not. */
static inline void attempt_begin(struct sim *sim, struct worker *worker)
{
    worker->attempt = ++sim->jobs[sim_instance(sim, worker->job - 1)].attempts;
    worker->has_started = true;
    worker->provenance.pending = 0; /* errors of an attempt that is over cost a new one no time */
}

void micro_fetch(struct sim *sim, uint32_t index)
{
    struct worker *worker = &sim->workers[index];
    struct job_slot *slot = &sim->jobs[worker->job - 1];

    attempt_begin(sim, worker);
    if (slot->origin)
        return;
    slot->reserver = 0;
    slot->is_acknowledged = false;
    slot->holder = worker->attempt;
    slot->holder_worker = index;
    slot->state = JOB_RUNNING;
}

/* The fetch's lease, but of what was in reserve, whose lease runs since then and is that of whoever reserved it.
 * Returns how long it is, where that varies. */
static msec fetch_lease(struct sim *sim, const struct worker *worker)
{
    const struct platform *platform = &sim->scenario->platform;

    if (!worker->is_reserved || platform->renew > 0)
        (void)job_lease(sim, worker->job - 1);
    return platform->lease.kind != DURATION_FIXED ? sim->jobs[worker->job - 1].lease : 0;
}

static void do_fetch(struct sim *sim, uint32_t index)
{
    struct worker *worker = &sim->workers[index];
    bool is_repeated = sim->jobs[worker->job - 1].origin != 0, is_late = worker_is_late(sim, index);
    struct payload payload = {.kind = EVENT_FETCH, .micro = MICRO_NONE, .detail = is_late ? 2 : is_repeated};

    if (is_late)
        attempt_begin(sim, worker);
    else
        micro_fetch(sim, index);
    if (on_crash_traits[sim->scenario->platform.on_crash].has_lease && !is_repeated && !is_late)
        payload.value = fetch_lease(sim, worker);
    (void)worker_record(sim, index, &payload);
}

/* Returns the op that follows: where it comes first, an attempt that resumes passes over steps behind it. */
static uint32_t do_acknowledge(struct sim *sim, uint32_t index)
{
    struct worker *worker = &sim->workers[index];
    const struct op *op = &sim->ops[worker->op];
    bool is_last = acknowledge_traits[sim->scenario->platform.acknowledge].is_last;
    bool counts = is_last ? job_hears(sim, worker->job - 1, worker->attempt)
                          : job_is_held_by(sim, worker->job - 1, worker->attempt);

    (void)worker_record(sim, index,
                        &(struct payload){.kind = EVENT_ACKNOWLEDGE, .micro = MICRO_NONE, .detail = !counts});
    if (is_last) {
        worker_succeed(sim, index);
        return op->next;
    }
    if (counts) {
        sim->jobs[worker->job - 1].is_acknowledged = true;
        timer_cancel(sim, timer_owner(sim->plan, TIMER_JOB, worker->job - 1)); /* its lease */
    }
    return op->resumes ? step_record_pass(sim, index, op->next) : op->next;
}

/* The guard asks; returns the op that follows. */
static uint32_t do_ask(struct sim *sim, uint32_t index)
{
    const struct op *op = &sim->ops[sim->workers[index].op];
    struct call call = worker_call(sim, index);
    event_ref by = 0;
    bool is_guarded = post_is_guarded(sim, &call, sim->world->event_count + 1, &by);

    (void)worker_record(
        sim, index, &(struct payload){.kind = (enum event_kind)op->micro, .micro = MICRO_NONE, .detail = is_guarded});
    if (!is_guarded)
        return op->next;
    (void)worker_record(sim, index,
                        &(struct payload){
                            .kind = EVENT_SKIP,
                            .micro = op->micro,
                            .value = (int64_t)by - 1,
                        });
    post_skip(sim, &call);
    sim->workers[index].skipped = true;
    return op->done;
}

/* Makes the effect, unless the receiver recognises its key; returns what the commit says. */
static struct payload do_effect(struct sim *sim, const struct call *call, bot_set blame)
{
    struct payload payload = {.micro = MICRO_NONE};
    event_ref by = 0;

    if (post_is_known(sim, call, &by)) {
        payload.kind = EVENT_RECOGNISE;
        payload.value = (int64_t)by - 1;
    } else {
        payload.kind = EVENT_COMMIT;
        payload.value = post_commit(sim, call, sim->world->event_count + 1, blame);
    }
    return payload;
}

/* What a push says: the instance that job_create makes next. */
static struct payload push_payload(const struct sim *sim)
{
    return (struct payload){.kind = EVENT_PUSH, .micro = MICRO_NONE, .value = (int64_t)sim->world->job_next + 1};
}

static void create_child(struct sim *sim, const struct call *call, const struct provenance *provenance)
{
    const struct job_slot *parent = &sim->jobs[call->job];

    (void)job_create(sim, call->op->child, parent->occurrence, parent->id, provenance);
}

void micro_land(struct sim *sim, const struct call *call, struct provenance *provenance)
{
    bool is_push = call->op->action == ACTION_PUSH;
    struct payload payload = is_push ? push_payload(sim) : do_effect(sim, call, provenance->blame);
    struct event event = job_event(sim, call->job, payload.kind);

    event.attempt = call->attempt;
    event.step = call->op->step;
    event.bot = call->op->bot;
    event.worker = call->worker;
    event.detail = 1;
    event.value = payload.value;
    provenance->at = sim_emit(sim, &event, provenance->at);
    if (is_push)
        create_child(sim, call, provenance);
}

static void do_commit(struct sim *sim, uint32_t index)
{
    struct call call = worker_call(sim, index);
    struct payload payload = do_effect(sim, &call, sim->workers[index].provenance.blame);

    (void)worker_record(sim, index, &payload);
}

static void do_push(struct sim *sim, uint32_t index)
{
    struct call call = worker_call(sim, index);
    struct payload payload = push_payload(sim);

    (void)worker_record(sim, index, &payload);
    create_child(sim, &call, &sim->workers[index].provenance);
}

static void do_record(struct sim *sim, uint32_t index)
{
    struct call call = worker_call(sim, index);

    post_record(sim, &call, sim->world->event_count + 1);
}

/* The op asks the receiver for something, and the receiver is down. */
static inline bool is_refused(const struct sim *sim, const struct op *op)
{
    return op->is_received && sim->bots[op->bot].down > 0;
}

struct next micro_do(struct sim *sim, uint32_t index)
{
    struct worker *worker = &sim->workers[index];
    const struct op *op = &sim->ops[worker->op];
    struct next next = {.kind = NEXT_GAP, .op = op->next};

    if (is_refused(sim, op))
        return (struct next){.kind = NEXT_REFUSED};
    switch ((enum action)op->action) {
    case ACTION_FETCH:
        do_fetch(sim, index);
        if (op->resumes)
            next.op = step_record_pass(sim, index, op->next);
        return next;
    case ACTION_ACKNOWLEDGE:
        next.op = do_acknowledge(sim, index);
        return next;
    case ACTION_ASK:
        next.op = do_ask(sim, index);
        return next;
    case ACTION_COMMIT:
        do_commit(sim, index);
        return next;
    case ACTION_PUSH:
        do_push(sim, index);
        return next;
    case ACTION_BEGIN:
        post_begin(sim, worker->job - 1, op->bot);
        break;
    case ACTION_RECORD:
        do_record(sim, index);
        break;
    case ACTION_KEEP:
        record_plain(sim, index, (enum micro)op->micro);
        next.op = step_record_keep(sim, index);
        return next;
    case ACTION_LEAVE:
        if (worker->skipped)
            next.op = op->leave;
        break;
    case ACTION_NONE:
        break;
    }
    record_plain(sim, index, (enum micro)op->micro);
    return next;
}
