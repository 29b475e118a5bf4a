#include "engine/job.h"

#include "base/check.h"
#include "engine/occurrence.h"
#include "engine/queue.h"
#include "engine/retry.h"
#include "engine/timer.h"

struct event job_event(const struct sim *sim, uint32_t job, enum event_kind kind)
{
    struct event event = event_blank(kind);

    event.job = sim->jobs[job].id;
    event.occurrence = sim->jobs[job].occurrence;
    return event;
}

/* Records an event of the job as a whole. */
static event_ref job_record(struct sim *sim, uint32_t job, const struct payload *payload, event_ref cause)
{
    struct event event = job_event(sim, job, payload->kind);

    event.detail = payload->detail;
    event.value = payload->value;
    return sim_emit(sim, &event, cause);
}

/* A free slot's index + 1, or 0. */
static uint32_t slot_take(struct sim *sim)
{
    struct world *world = sim->world;
    uint32_t taken = world->job_free;

    if (taken)
        world->job_free = sim->jobs[taken - 1].next;
    else if (world->job_top < sim->plan->job_room)
        taken = ++world->job_top;
    else
        sim_fill(sim);
    return taken;
}

static void slot_free(struct sim *sim, uint32_t job)
{
    sim->jobs[job].id = 0;
    sim->jobs[job].next = sim->world->job_free;
    sim->world->job_free = job + 1;
}

static bool twice_strikes(struct sim *sim, const struct fault *fault, uint32_t index, uint32_t job)
{
    const struct job_slot *slot = &sim->jobs[job];

    return fault->job == slot->job && (fault->times == 0 || sim->faults[index].strikes < fault->times) &&
           list_allows(fault->occurrences, fault->occurrence_count, slot->occurrence) &&
           chooser_roll(sim->chooser, sim->world, index, fault->probability);
}

/* A second delivery of the instance, one that nobody waits for, not queued yet. Its slot + 1, or 0 without room. */
static uint32_t delivery_copy(struct sim *sim, uint32_t job)
{
    uint32_t taken = slot_take(sim);
    struct job_slot *copy;

    if (!taken)
        return 0;
    copy = &sim->jobs[taken - 1];
    *copy = sim->jobs[job];
    copy->origin = job + 1;
    copy->refs = 0;
    copy->state = JOB_WAITING;
    copy->holder = 0;
    copy->reserver = 0;
    copy->lease_end = MSEC_NEVER;
    sim->jobs[job].refs++;
    return taken;
}

/* A delivery of the instance is repeated: a second one follows it in the queue. */
static void repeat_delivery(struct sim *sim, uint32_t job, uint32_t fault)
{
    uint32_t copy = delivery_copy(sim, job);
    event_ref *cause;

    if (!copy)
        return;
    sim->faults[fault].strikes++;
    cause = &sim->jobs[copy - 1].queued.at;
    *cause = job_record(sim, job, &(struct payload){.kind = EVENT_TWICE, .value = fault}, *cause);
    queue_put(sim, copy - 1, QUEUE_TAIL);
}

/* A job that comes back, or a delivery of it that its queue repeats. */
static void job_queue(struct sim *sim, uint32_t job, enum queue_place place, const struct provenance *queued)
{
    sim->jobs[job].queued = *queued;
    if (!sim->jobs[job].origin)
        sim->jobs[job].state = JOB_WAITING;
    queue_put(sim, job, place);
}

/* One that is new, or due again: the delivery may be repeated by a scripted `twice`. */
static void job_deliver(struct sim *sim, uint32_t job, enum queue_place place, const struct provenance *queued)
{
    job_queue(sim, job, place, queued);
    for (uint32_t i = 0; i < sim->plan->twice_fault_count; i++) {
        uint32_t index = sim->plan->twice_faults[i];

        if (twice_strikes(sim, &sim->scenario->faults[index], index, job))
            repeat_delivery(sim, job, index);
    }
}

uint32_t job_create(struct sim *sim, int index, uint32_t occurrence, uint32_t parent,
                    const struct provenance *provenance)
{
    uint32_t taken = slot_take(sim);
    struct provenance queued = *provenance;
    struct job_slot *slot;

    if (!taken)
        return 0;
    slot = &sim->jobs[taken - 1];
    *slot = (struct job_slot){
        .id = ++sim->world->job_next,
        .job = (uint16_t)index,
        .parent = parent,
        .occurrence = occurrence,
        .number = ++sim->instances[index],
        .lease_end = MSEC_NEVER,
    };
    if (sim->plan->wait_from_enqueue > 0)
        sim->enqueued_at[taken - 1] = sim->world->now;
    occurrence_open(sim, occurrence, sim->scenario->jobs[index].reach);
    for (bot_set left = sim->scenario->jobs[index].reach; left; left &= left - 1)
        sim_cell(sim, occurrence, bot_set_first(left))->alive++;
    queued.at = job_record(sim, taken - 1,
                           &(struct payload){.kind = EVENT_ENQUEUE, .value = parent, .detail = (uint8_t)index},
                           provenance->at);
    job_deliver(sim, taken - 1, QUEUE_TAIL, &queued);
    return slot->id;
}

static bool job_is_over(const struct job_slot *slot)
{
    return !job_state_traits[slot->state].is_alive;
}

void job_release(struct sim *sim, uint32_t job, const struct provenance *last)
{
    uint32_t origin;

    /* A repeated delivery that goes lets go of the one that it repeats. */
    do {
        struct job_slot *slot = &sim->jobs[job];

        origin = slot->origin;
        CHECK(slot->refs > 0);
        if (--slot->refs > 0 || (!origin && !job_is_over(slot)))
            return;
        if (!origin)
            occurrence_close(sim, slot->occurrence, sim->scenario->jobs[slot->job].reach, last);
        slot_free(sim, job);
        job = origin - 1;
    } while (origin);
}

/* Nobody waits for it to be found any more. */
static void job_unhold(struct sim *sim, uint32_t job)
{
    bool is_held = sim->jobs[job].is_orphan;

    sim->jobs[job].is_orphan = false;
    for (uint32_t p = 0; is_held && p < sim->scenario->platform.processes; p++) {
        uint32_t *link = &sim->processes[p].held;

        while (*link && *link != job + 1)
            link = &sim->jobs[*link - 1].next;
        if (*link)
            *link = sim->jobs[job].next;
    }
}

void job_end(struct sim *sim, uint32_t job, enum job_state state, const struct provenance *end)
{
    struct job_slot *slot = &sim->jobs[job];
    const struct job *policy = &sim->scenario->jobs[slot->job];

    CHECK(!job_is_over(slot) && !slot->origin && !job_state_traits[state].is_alive);
    timer_cancel(sim, timer_owner(sim->plan, TIMER_JOB, job));
    job_unhold(sim, job);
    slot->state = (uint8_t)state;
    *sim_job_ends(sim, slot->occurrence, slot->job) |= (uint8_t)(1u << state);
    slot->holder = 0;
    for (bot_set left = policy->reach; left; left &= left - 1) {
        struct cell *cell = sim_cell(sim, slot->occurrence, bot_set_first(left));

        cell->alive--;
        cell->dead += state == JOB_DEAD;
    }
    if (state == JOB_LOST)
        for (bot_set left = policy->posts; left; left &= left - 1) {
            struct cell *cell = sim_cell(sim, slot->occurrence, bot_set_first(left));

            cell->is_lost = cell->is_lost || cell->last_job == slot->id;
        }
    slot->refs++;
    job_release(sim, job, end);
}

/* It failed for good, or its recoveries are used up: dead or discarded, as the job's policy says. */
static void job_exhaust(struct sim *sim, uint32_t job, struct provenance provenance)
{
    bool is_dead = exhausted_traits[sim->scenario->jobs[sim->jobs[job].job].exhausted].is_kept;

    provenance.at = job_record(sim, job, &(struct payload){.kind = is_dead ? EVENT_DEAD : EVENT_DISCARD},
                               provenance.at);
    job_end(sim, job, is_dead ? JOB_DEAD : JOB_DISCARDED, &provenance);
}

/* The queue heard no more of an attempt, and counts that as a failure of the job. */
static void job_count(struct sim *sim, uint32_t job, struct provenance provenance, enum recover by)
{
    const struct payload payload = {.kind = EVENT_COUNTED, .value = ++sim->jobs[job].failures, .detail = (uint8_t)by};

    provenance.at = job_record(sim, job, &payload, provenance.at);
    job_fail(sim, job, provenance);
}

static bool has_come_back_enough(const struct sim *sim, const struct job_slot *slot)
{
    int64_t recoveries_max = sim->scenario->platform.recoveries;

    return recoveries_max >= 0 && slot->recoveries >= recoveries_max;
}

/* Its process is gone or its lease has ended: back into the queue, or a failure, as the platform says; or exhausted
 * when it came back too often. */
static void job_recover(struct sim *sim, uint32_t job, struct provenance provenance, enum recover by)
{
    struct job_slot *slot = &sim->jobs[job];

    timer_cancel(sim, timer_owner(sim->plan, TIMER_JOB, job));
    slot->holder = 0;
    slot->reserver = 0;
    slot->is_orphan = false;
    if (has_come_back_enough(sim, slot)) {
        job_exhaust(sim, job, provenance);
        return;
    }
    slot->recoveries++;
    if (crash_counts_traits[sim->scenario->platform.crash_counts].counts) {
        job_count(sim, job, provenance, by);
        return;
    }
    provenance = provenance_delayed(provenance);
    provenance.at = job_record(
        sim, job, &(struct payload){.kind = EVENT_RECOVER, .value = slot->recoveries, .detail = (uint8_t)by},
        provenance.at);
    if (!on_crash_traits[sim->scenario->platform.on_crash].has_lease)
        slot->lease_end = MSEC_NEVER;
    job_queue(sim, job, sim->scenario->platform.recovered_at, &provenance);
}

/* Puts `delivery`, the instance or a copy of its delivery, to the head of its queue. */
static void delivery_push_back(struct sim *sim, uint32_t delivery, uint32_t attempt, struct provenance provenance,
                               bool is_copy)
{
    struct event event = job_event(sim, delivery, EVENT_PUSH_BACK);

    event.attempt = attempt;
    event.detail = is_copy ? 1 : sim->jobs[delivery].origin ? 2 : 0;
    provenance = provenance_delayed(provenance);
    provenance.at = sim_emit(sim, &event, provenance.at);
    job_queue(sim, delivery, QUEUE_HEAD, &provenance);
}

void job_push_back(struct sim *sim, uint32_t job, uint32_t attempt, struct provenance provenance)
{
    timer_cancel(sim, timer_owner(sim->plan, TIMER_JOB, job));
    sim->jobs[job].holder = 0;
    sim->jobs[job].reserver = 0;
    delivery_push_back(sim, job, attempt, provenance, false);
}

void job_push_back_copy(struct sim *sim, uint32_t job, uint32_t attempt, struct provenance provenance)
{
    uint32_t copy = delivery_copy(sim, job);

    if (copy)
        delivery_push_back(sim, copy - 1, attempt, provenance, true);
}

void job_put_back(struct sim *sim, uint32_t job, uint32_t attempt, struct provenance provenance)
{
    struct job_slot *slot = &sim->jobs[job];

    if (slot->is_acknowledged) { /* its queue has let go of it: nobody can put it back */
        job_lose(sim, job, provenance);
    } else if (has_come_back_enough(sim, slot)) {
        job_give_up(sim, job, provenance);
    } else {
        slot->recoveries++;
        job_push_back(sim, job, attempt, provenance);
    }
}

void job_give_up(struct sim *sim, uint32_t job, struct provenance provenance)
{
    sim->jobs[job].holder = 0;
    timer_cancel(sim, timer_owner(sim->plan, TIMER_JOB, job));
    job_exhaust(sim, job, provenance);
}

/* When the lease ends, if it is not renewed from now on. Of one that is renewed the slot has the end that its fetch, or
 * the thaw of its process, gave it; while the process is frozen, the end that stays. That of a job in reserve is not
 * renewed. */
static msec lease_end(const struct sim *sim, const struct job_slot *slot, uint32_t process)
{
    const struct platform *platform = &sim->scenario->platform;
    msec renewed = slot->lease_end - slot->lease;

    if (platform->renew == 0 || slot->reserver || sim->processes[process].is_frozen)
        return slot->lease_end;
    return slot->lease_end + (sim->world->now - renewed) / platform->renew * platform->renew;
}

/* The retry waits until it is due. A worker that holds it does so under a lease, which is looked for as any. */
static void retry_await(struct sim *sim, uint32_t job)
{
    const struct platform *platform = &sim->scenario->platform;
    struct job_slot *slot = &sim->jobs[job];
    msec until = slot->due;
    enum priority priority = PRIORITY_DUE;

    if (retry_is_held(sim)) {
        priority = PRIORITY_LEASE; /* when it is due it goes before its further deliveries */
        slot->lease_end = sim->world->now + duration_draw(&platform->lease, &sim->world->random[RANDOM_PLATFORM]);
        until = min_i64(until, platform_checked(platform, slot->lease_end));
    }
    timer_set(sim, timer_owner(sim->plan, TIMER_JOB, job), until, priority);
}

/* The lease of a retry that a worker holds is over: another one holds a second delivery of it, until it is due. */
static void retry_redeliver(struct sim *sim, uint32_t job)
{
    const struct payload payload = {.kind = EVENT_REDELIVER, .value = sim->jobs[job].due};
    uint32_t copy = delivery_copy(sim, job);

    if (!copy)
        return;
    sim->jobs[copy - 1].queued.at = job_record(sim, job, &payload, sim->jobs[job].queued.at);
    timer_set(sim, timer_owner(sim->plan, TIMER_JOB, copy - 1), sim->jobs[job].due, PRIORITY_DUE);
    retry_await(sim, job);
}

/* It is due, and begins as soon as a worker is free. */
static void retry_requeue(struct sim *sim, uint32_t job)
{
    const struct payload payload = {.kind = EVENT_REQUEUE, .detail = sim->jobs[job].origin != 0};
    struct provenance provenance = sim->jobs[job].queued;

    provenance.at = job_record(sim, job, &payload, provenance.at);
    if (sim->jobs[job].origin)
        job_queue(sim, job, sim->scenario->platform.retried_at, &provenance);
    else
        job_deliver(sim, job, sim->scenario->platform.retried_at, &provenance);
}

void job_fail(struct sim *sim, uint32_t job, struct provenance provenance)
{
    struct job_slot *slot = &sim->jobs[job];
    const struct retry *retry = &sim->scenario->jobs[slot->job].retry;

    if (slot->holder && retry->kind == RETRY_LEASE)
        slot->lease_end = lease_end(sim, slot, slot->holder_worker / sim->scenario->platform.workers);
    slot->holder = 0;
    job_unhold(sim, job);
    timer_cancel(sim, timer_owner(sim->plan, TIMER_JOB, job));
    if (slot->failures > retry->limit) {
        job_exhaust(sim, job, provenance);
        return;
    }
    slot->due = retry_due(sim, slot);
    slot->state = JOB_RETRYING;
    slot->queued = provenance_delayed(provenance);
    slot->queued.at = job_record(sim, job, &(struct payload){.kind = EVENT_RETRY, .value = slot->due}, provenance.at);
    retry_await(sim, job);
}

void job_lose(struct sim *sim, uint32_t job, struct provenance provenance)
{
    sim->jobs[job].holder = 0;
    provenance.at = job_record(sim, job, &(struct payload){.kind = EVENT_LOSE}, provenance.at);
    job_end(sim, job, JOB_LOST, &provenance);
}

/* The queue is to take the job back once it looks and `end` has come, when its lease ends or a heartbeat is missed. */
static void job_await_end(struct sim *sim, uint32_t job, msec end)
{
    bool has_lease = on_crash_traits[sim->scenario->platform.on_crash].has_lease;

    sim->jobs[job].lease_end = end;
    timer_set(sim, timer_owner(sim->plan, TIMER_JOB, job), platform_checked(&sim->scenario->platform, end),
              has_lease ? PRIORITY_LEASE : PRIORITY_DUE);
}

static void lease_begin(struct sim *sim, uint32_t job)
{
    sim->jobs[job].lease_end = sim->world->now + sim->jobs[job].lease;
    if (sim->scenario->platform.renew > 0 && !sim->jobs[job].reserver)
        timer_cancel(sim, timer_owner(sim->plan, TIMER_JOB, job));
    else
        job_await_end(sim, job, sim->jobs[job].lease_end);
}

msec job_lease(struct sim *sim, uint32_t job)
{
    sim->jobs[job].lease = duration_draw(&sim->scenario->platform.lease, &sim->world->random[RANDOM_PLATFORM]);
    lease_begin(sim, job);
    return sim->jobs[job].lease;
}

void job_orphan(struct sim *sim, uint32_t job, uint32_t process, struct provenance provenance)
{
    struct job_slot *slot = &sim->jobs[job];
    const struct platform *platform = &sim->scenario->platform;
    const struct on_crash_traits *left = &on_crash_traits[platform->on_crash];
    bool is_held = !left->has_lease && !sim->processes[process].is_down;
    bool is_awaited = left->has_lease && slot->reserver; /* since its reservation */
    msec due = left->has_lease ? lease_end(sim, slot, process) : is_held ? 0 : sim->processes[process].unheard;

    CHECK((slot->holder != 0 || slot->reserver != 0) && !slot->is_orphan);
    slot->holder = 0;
    slot->reserver = 0;
    if (slot->is_acknowledged || !left->recovers) {
        job_lose(sim, job, provenance);
        return;
    }
    if (!is_held && !left->has_lease && !left->has_heartbeat) {
        job_recover(sim, job, provenance, RECOVER_DEATH);
        return;
    }
    slot->is_orphan = true;
    slot->queued = provenance;
    slot->queued.at = job_record(sim, job,
                                 &(struct payload){
                                     .kind = EVENT_ORPHAN,
                                     .value = platform_checked(platform, due),
                                     .detail = is_held,
                                 },
                                 provenance.at);
    if (is_held) {
        slot->next = sim->processes[process].held;
        sim->processes[process].held = job + 1;
    } else if (!is_awaited) {
        job_await_end(sim, job, due);
    }
}

void job_find_held(struct sim *sim, uint32_t process)
{
    bool has_heartbeat = on_crash_traits[sim->scenario->platform.on_crash].has_heartbeat;
    msec due = has_heartbeat ? sim->processes[process].unheard : sim->world->now;

    for (uint32_t job = sim->processes[process].held; job; job = sim->jobs[job - 1].next)
        job_await_end(sim, job - 1, due);
    sim->processes[process].held = 0;
}

/* Whether the queue waits for a sign of life of the attempt, or of its process. */
static bool is_watched(const struct sim *sim, uint32_t worker)
{
    const struct worker *holder = &sim->workers[worker];

    return holder->job != 0 && holder->has_started && job_is_held_by(sim, holder->job - 1, holder->attempt) &&
           !sim->jobs[holder->job - 1].is_acknowledged;
}

void job_freeze(struct sim *sim, uint32_t worker, msec thaw)
{
    const struct platform *platform = &sim->scenario->platform;
    const struct on_crash_traits *left = &on_crash_traits[platform->on_crash];
    uint32_t process = worker / platform->workers, job = sim->workers[worker].job - 1;
    struct job_slot *slot = &sim->jobs[job];

    if (!is_watched(sim, worker))
        return;
    if (left->has_lease && platform->renew > 0) {
        slot->lease_end = lease_end(sim, slot, process);
        if (slot->lease_end <= thaw)
            job_await_end(sim, job, slot->lease_end);
    }
    if (left->has_heartbeat && sim->processes[process].unheard <= thaw)
        job_await_end(sim, job, sim->processes[process].unheard);
}

void job_thaw(struct sim *sim, uint32_t worker)
{
    const struct on_crash_traits *left = &on_crash_traits[sim->scenario->platform.on_crash];

    if (!is_watched(sim, worker))
        return;
    if (left->has_lease && sim->scenario->platform.renew > 0)
        lease_begin(sim, sim->workers[worker].job - 1);
    if (left->has_heartbeat) /* where time is unmeasured it may not have been missed yet */
        timer_cancel(sim, timer_owner(sim->plan, TIMER_JOB, sim->workers[worker].job - 1));
}

void job_freeze_reserved(struct sim *sim, uint32_t process)
{
    for (uint32_t job = 0; job < sim->world->job_top; job++)
        if (sim->jobs[job].id && sim->jobs[job].reserver == process + 1)
            job_await_end(sim, job, sim->processes[process].unheard);
}

void job_thaw_reserved(struct sim *sim, uint32_t process)
{
    for (uint32_t job = 0; job < sim->world->job_top; job++)
        if (sim->jobs[job].id && sim->jobs[job].reserver == process + 1)
            timer_cancel(sim, timer_owner(sim->plan, TIMER_JOB, job));
}

/* What the queue goes by when it takes the job from an attempt that still runs, or from whoever has it in reserve. */
static struct provenance holder_provenance(const struct sim *sim, const struct job_slot *slot)
{
    uint32_t holder = slot->reserver ? slot->reserver - 1u : slot->holder_worker / sim->scenario->platform.workers;
    const struct process *process = &sim->processes[holder];

    if (process->is_frozen)
        return process->provenance;
    return slot->reserver ? slot->queued : sim->workers[slot->holder_worker].provenance;
}

void job_timer(struct sim *sim, uint32_t job)
{
    struct job_slot *slot = &sim->jobs[job];
    bool is_leased = on_crash_traits[sim->scenario->platform.on_crash].has_lease;

    if (slot->state == JOB_RETRYING && sim->world->now < slot->due) {
        retry_redeliver(sim, job);
    } else if (slot->state == JOB_RETRYING && !retry_is_seen(sim)) {
        timer_set(sim, timer_owner(sim->plan, TIMER_JOB, job), sim->world->look, PRIORITY_DUE);
    } else if (slot->state == JOB_RETRYING || slot->origin) {
        retry_requeue(sim, job);
    } else if (slot->is_orphan) {
        job_recover(sim, job, slot->queued, is_leased ? RECOVER_LEASE : RECOVER_DEATH);
    } else {
        CHECK(slot->state == JOB_RUNNING || slot->reserver);
        job_recover(sim, job, holder_provenance(sim, slot), is_leased ? RECOVER_LEASE : RECOVER_HEARTBEAT);
    }
}

/* Whether the queue would take the job back if it looked now, but is to do so later. */
static bool is_overdue(const struct sim *sim, uint32_t job)
{
    const struct job_slot *slot = &sim->jobs[job];
    bool waits_for_lease = slot->state != JOB_RETRYING || retry_is_held(sim) ||
                           sim->scenario->jobs[slot->job].retry.kind == RETRY_LEASE;

    return slot->id && !slot->origin && waits_for_lease && slot->lease_end <= sim->world->now &&
           timer_left(sim, timer_owner(sim->plan, TIMER_JOB, job)) > 0;
}

/* Of those the one that has been for the longest time; its slot + 1, or 0. */
static uint32_t first_overdue(const struct sim *sim)
{
    uint32_t first = 0;

    for (uint32_t job = 0; job < sim->world->job_top; job++)
        if (is_overdue(sim, job) && (!first || sim->jobs[job].lease_end < sim->jobs[first - 1].lease_end))
            first = job + 1;
    return first;
}

void job_look(struct sim *sim)
{
    uint32_t first;

    if (sim->scenario->platform.check_every == 0 || (sim->chooser && sim->chooser->is_untimed))
        return;
    while ((first = first_overdue(sim)))
        timer_set(sim, timer_owner(sim->plan, TIMER_JOB, first - 1), sim->world->now, PRIORITY_LEASE);
}
