#include "engine/state.h"

#include <string.h>

#include "base/range.h"
#include "engine/outcome.h"
#include "engine/timer.h"

enum { NUMBER_BYTES_MAX = 10, RENAMED_MAX = 64 };

/* A state under way. */
struct writing {
    const struct sim *sim;
    enum state_kind kind;
    msec clock_end;     /* from here on nothing depends on the clock itself; MSEC_NEVER: always something does */
    bool has_instances; /* somebody asks for the n-th instance of its job */
    bool has_ages;      /* which instance was made first matters, and their names do not tell */
    uint8_t *at;
    uint32_t job_count;          /* slots in use, where there are few enough to be renamed; else all ever used */
    uint32_t slots[RENAMED_MAX]; /* in the order in which their instances were made */
    uint8_t names[RENAMED_MAX];  /* of a slot: its place in that order */
    bool is_renamed;
};

static inline void put(struct writing *writing, uint64_t number)
{
    while (number >= 0x80) {
        *writing->at++ = (uint8_t)(number | 0x80);
        number >>= 7;
    }
    *writing->at++ = (uint8_t)number;
}

/* A time as seen from now: later ones even, earlier ones odd. */
static void put_time(struct writing *writing, msec time)
{
    msec now = writing->sim->world->now;

    if (writing->kind == STATE_UNTIMED)
        return;
    if (time == MSEC_NEVER)
        put(writing, 1);
    else if (time >= now)
        put(writing, (uint64_t)(time - now) * 2);
    else
        put(writing, (uint64_t)(now - time) * 2 + 1);
}

static bool slot_precedes(const struct sim *sim, uint32_t a, uint32_t b)
{
    const struct job_slot *x = &sim->jobs[a], *y = &sim->jobs[b];

    return x->id < y->id || (x->id == y->id && (x->origin == 0) > (y->origin == 0));
}

/* Which slot an instance got depends on what was over when it was made, and makes no difference: they are named by
 * age. */
static void name_slots(struct writing *writing)
{
    const struct sim *sim = writing->sim;

    writing->job_count = sim->world->job_top;
    writing->is_renamed = sim->world->job_top <= RENAMED_MAX;
    if (!writing->is_renamed)
        return;
    writing->job_count = 0;
    for (uint32_t j = 0; j < sim->world->job_top; j++) {
        uint32_t place = writing->job_count;

        if (!sim->jobs[j].id)
            continue;
        for (; place > 0 && slot_precedes(sim, j, writing->slots[place - 1]); place--)
            writing->slots[place] = writing->slots[place - 1];
        writing->slots[place] = j;
        writing->job_count++;
    }
    for (uint32_t i = 0; i < writing->job_count; i++)
        writing->names[writing->slots[i]] = (uint8_t)i;
}

/* The name of slot `job` − 1, + 1; 0 for none. */
static uint32_t name_of(const struct writing *writing, uint32_t job)
{
    return job == 0 || !writing->is_renamed ? job : (uint32_t)writing->names[job - 1] + 1;
}

/* A timer's owner by its name. */
static uint32_t owner_name(const struct writing *writing, uint32_t owner)
{
    const struct plan *plan = writing->sim->plan;
    uint32_t first = plan->owners[TIMER_JOB];

    if (owner < first || owner >= plan->owners[TIMER_JOB + 1])
        return owner;
    return first + name_of(writing, owner - first + 1) - 1;
}

static void put_timer(struct writing *writing, const struct timer *timer)
{
    put(writing, owner_name(writing, timer_owner_of(timer)) + 1);
    put(writing, timer_priority(timer));
    put_time(writing, timer->time);
}

/* In the order in which they are due. */
static void put_timers(struct writing *writing)
{
    const struct sim *sim = writing->sim;

    for (const struct timer *timer = timer_after(sim, NULL); timer; timer = timer_after(sim, timer))
        put_timer(writing, timer);
    put(writing, 0);
}

static void put_owner(struct writing *writing, uint32_t owner)
{
    put(writing, writing->sim->timer_places[owner] != 0);
}

/* Without time only what is waited for: by its owner, those that jobs own as the jobs follow each other. */
static void put_owners(struct writing *writing)
{
    const struct plan *plan = writing->sim->plan;

    for (uint32_t owner = 0; owner < plan->owners[TIMER_JOB]; owner++)
        put_owner(writing, owner);
    for (uint32_t i = 0; i < writing->job_count; i++)
        put_owner(writing, timer_owner(plan, TIMER_JOB, writing->is_renamed ? writing->slots[i] : i));
    for (uint32_t owner = plan->owners[TIMER_JOB + 1]; owner < plan->owners[TIMER_KIND_COUNT]; owner++)
        put_owner(writing, owner);
}

/* Whom it is to be blamed on. */
static void put_provenance(struct writing *writing, const struct provenance *provenance)
{
    if (writing->kind != STATE_BLAMED)
        return;
    put(writing, provenance->blame);
    put(writing, provenance->pending);
}

static void put_worker(struct writing *writing, const struct worker *worker, bool is_frozen)
{
    put(writing, worker->phase);
    if (is_frozen && writing->kind != STATE_UNTIMED)
        put(writing, (uint64_t)worker->left);
    put_provenance(writing, worker->job == 0 ? &worker->freed : &worker->provenance);
    if (worker->job == 0)
        return;
    put(writing, name_of(writing, worker->job));
    put(writing, worker->op);
    put(writing, worker->attempt);
    put(writing, worker->phase == PHASE_RAISE ? worker->after : 0);
    put(writing, (uint64_t)worker->has_started | (uint64_t)worker->skipped << 1 | (uint64_t)worker->bailed << 2 |
                     (uint64_t)worker->is_reserved << 3);
}

static void put_process(struct writing *writing, const struct process *process)
{
    put(writing, (uint64_t)process->is_down | (uint64_t)(process->held != 0) << 1 | (uint64_t)process->is_leaving << 2 |
                     (uint64_t)process->is_frozen << 3 | (uint64_t)process->is_absent << 4);
    put_provenance(writing, &process->provenance);
    for (uint32_t job = process->held; job; job = writing->sim->jobs[job - 1].next)
        put(writing, name_of(writing, job));
    if (process->held)
        put(writing, 0);
}

static void put_reserves(struct writing *writing)
{
    const struct sim *sim = writing->sim;

    for (uint32_t p = 0; sim->plan->reserve_most > 0 && p < sim->scenario->platform.processes; p++) {
        const uint32_t *reserve = &sim->reserves[(size_t)p * sim->plan->reserve_room];

        for (uint32_t i = 0; i < sim->processes[p].reserved; i++)
            put(writing, name_of(writing, reserve[i]));
        put(writing, 0);
    }
}

static void put_workers(struct writing *writing)
{
    const struct sim *sim = writing->sim;

    for (uint32_t w = 0; w < sim->plan->worker_count; w++) {
        put_worker(writing, &sim->workers[w], sim->processes[w / sim->scenario->platform.workers].is_frozen);
        put(writing, sim->world->idle[w / 64] >> w % 64 & 1);
    }
    for (uint32_t p = 0; p < sim->scenario->platform.processes; p++) {
        put_process(writing, &sim->processes[p]);
    }
    put_reserves(writing);
}

static void put_key(struct writing *writing, const struct key_state *key, const struct job_slot *slot)
{
    bool is_written = key->event && key->job == slot->id;

    put(writing, is_written ? key->attempt + 1 : 0);
    if (is_written)
        put_time(writing, key->time);
}

/* One that is renewed goes on for ever: how long ago that was last done. */
static void put_lease(struct writing *writing, const struct job_slot *slot)
{
    const struct platform *platform = &writing->sim->scenario->platform;
    bool is_leased = slot->lease_end != MSEC_NEVER && slot->state == JOB_RUNNING && slot->holder;
    bool is_renewed = is_leased && platform->renew > 0 &&
                      !writing->sim->processes[slot->holder_worker / platform->workers].is_frozen;

    if (!is_renewed)
        put_time(writing, slot->lease_end);
    else if (writing->kind != STATE_UNTIMED)
        put(writing, (uint64_t)((writing->sim->world->now - (slot->lease_end - slot->lease)) % platform->renew));
    if (is_leased && platform->renew > 0 && platform->lease.kind != DURATION_FIXED && writing->kind != STATE_UNTIMED)
        put(writing, (uint64_t)slot->lease);
}

/* How long ago it was enqueued, as far as a wait may count from there. */
static void put_age(struct writing *writing, uint32_t j)
{
    const struct sim *sim = writing->sim;
    msec longest = sim->plan->wait_from_enqueue;

    if (longest > 0 && writing->kind != STATE_UNTIMED)
        put(writing, (uint64_t)min_i64(sim->world->now - sim->enqueued_at[sim_instance(sim, j)], longest));
}

static void put_job(struct writing *writing, uint32_t j)
{
    const struct sim *sim = writing->sim;
    const struct job_slot *slot = &sim->jobs[j];

    put(writing, name_of(writing, j + 1));
    put(writing, slot->job);
    put(writing, slot->state);
    put(writing, name_of(writing, slot->origin));
    put(writing, slot->occurrence);
    put(writing, slot->attempts);
    put(writing, slot->failures);
    put(writing, slot->recoveries);
    put(writing, slot->holder);
    put(writing, slot->holder ? slot->holder_worker : 0);
    put(writing, slot->refs);
    put(writing, (uint64_t)slot->is_acknowledged | (uint64_t)slot->is_orphan << 1);
    put(writing, slot->reserver);
    put_lease(writing, slot);
    put_age(writing, j);
    if (slot->state == JOB_RETRYING && retries_wait_traits[sim->scenario->platform.retries_wait].is_held)
        put_time(writing, slot->due);
    put_provenance(writing, &slot->queued);
    if (writing->has_instances)
        put(writing, slot->number);
    if (writing->has_ages)
        put(writing, slot->id);
    if (sim->plan->has_records)
        put(writing, sim->records[j].job == slot->id ? sim->records[j].steps : 0);
    for (uint32_t k = 0; k < sim->plan->key_count; k++)
        put_key(writing, &sim->keys[j * sim->plan->key_count + k], slot);
}

static void put_jobs(struct writing *writing)
{
    const struct sim *sim = writing->sim;

    for (uint32_t i = 0; i < writing->job_count; i++) {
        uint32_t j = writing->is_renamed ? writing->slots[i] : i;

        if (sim->jobs[j].id)
            put_job(writing, j);
    }
    put(writing, 0);
    for (uint32_t q = 0; q < sim->scenario->queue_count; q++) {
        for (uint32_t job = sim->queues[q].head; job; job = sim->jobs[job - 1].next)
            put(writing, name_of(writing, job));
        put(writing, 0);
    }
    put(writing, sim->world->job_free == 0 && sim->world->job_top == sim->plan->job_room); /* no room for one more */
    for (uint32_t j = 0; writing->has_instances && j < sim->scenario->job_count; j++)
        put(writing, sim->instances[j]);
}

static void put_in_flight(struct writing *writing)
{
    const struct sim *sim = writing->sim;

    for (uint32_t l = 0; l < sim->world->in_flight_top; l++) {
        const struct in_flight *effect = &sim->in_flight[l];

        if (!sim->timer_places[timer_owner(sim->plan, TIMER_IN_FLIGHT, l)])
            continue;
        put(writing, l + 1);
        put(writing, name_of(writing, effect->job));
        put(writing, effect->op);
        put(writing, effect->attempt);
        put(writing, effect->worker);
        put_provenance(writing, &effect->provenance);
    }
    put(writing, 0);
}

static void put_faults(struct writing *writing)
{
    const struct sim *sim = writing->sim;

    for (uint32_t f = 0; f < sim->scenario->fault_count; f++) {
        const struct fault *fault = &sim->scenario->faults[f];
        bool is_counted = fault->times > 0 && !(fault->is_platform && platform_fault_traits[fault->platform].is_timed);

        put(writing, is_counted ? min_u32(sim->faults[f].strikes, fault->times) : 0);
        put(writing, sim->faults[f].phase);
    }
}

/* The name of an instance that may still be lost, + 1; 0 of one that is over. */
static uint32_t instance_name(const struct writing *writing, uint32_t id)
{
    for (uint32_t i = 0; id && i < writing->job_count; i++) {
        uint32_t j = writing->is_renamed ? writing->slots[i] : i;

        if (writing->sim->jobs[j].id == id && !writing->sim->jobs[j].origin)
            return name_of(writing, j + 1);
    }
    return 0;
}

/* What became of the bot's post, or would by now. */
static void put_fate(struct writing *writing, const struct cell *cell)
{
    put(writing, (uint64_t)(cell->attempts > 0) | (uint64_t)cell->is_lost << 1 | (uint64_t)cell->is_skipped << 2);
    put(writing, instance_name(writing, cell->last_job));
}

/* Whether the bot's post was late, or how far it is from that. */
static void put_lateness(struct writing *writing, uint32_t occurrence, uint32_t bot)
{
    const struct sim *sim = writing->sim;
    const struct cell *cell = sim_cell(sim, occurrence, bot);
    msec due = sim->scenario->bots[bot].due, waited;

    if (due == MSEC_NONE || !cell->is_owed)
        return;
    waited = min_i64(world_waited(sim->plan, sim->world, occurrence, bot), due + 1);
    put(writing, cell->posts > 0 ? waited > due : (uint64_t)waited);
}

static void put_cell(struct writing *writing, uint32_t occurrence, uint32_t b)
{
    const struct cell *cell = sim_cell(writing->sim, occurrence, b);
    const struct bot *bot = &writing->sim->scenario->bots[b];
    bool is_timed = (guard_asks_receiver(bot->guard) && bot->visible_after > 0) ||
                    (guard_traits[bot->guard].recognises && bot->key_expires != MSEC_NEVER);

    put(writing, cell->posts);
    put(writing, (uint64_t)cell->is_owed | (uint64_t)(cell->dead > 0) << 1 | (uint64_t)(cell->known != 0) << 2);
    put(writing, cell->open);
    if (cell->known && is_timed)
        put_time(writing, cell->known_time);
    if (writing->sim->plan->has_needs)
        put(writing, cell->premature);
    if (writing->kind == STATE_BLAMED) {
        put_lateness(writing, occurrence, b);
        put(writing, cell->held_by);
        put(writing, cell->has_missed);
    }
    if (writing->kind == STATE_TOLD)
        put_fate(writing, cell);
}

/* Its next firing has no timer yet, but is settled. */
static bool waits_for_copies(const struct sim *sim, uint32_t index)
{
    const struct entry *entry = &sim->scenario->entries[index];
    const struct entry_state *state = &sim->entries[index];

    return state->fired > 0 && state->fired < entry->times && state->copies < entry->copies;
}

static void put_days(struct writing *writing)
{
    const struct sim *sim = writing->sim;

    for (uint32_t e = 0; e < sim->scenario->entry_count; e++) {
        put(writing, sim->entries[e].fired);
        put(writing, sim->entries[e].copies);
        if (writing->kind != STATE_UNTIMED && waits_for_copies(sim, e))
            put_time(writing, sim->entries[e].next);
    }
    for (uint32_t o = 1; o <= sim->scenario->occurrences; o++)
        for (uint32_t b = 0; b < sim->scenario->bot_count; b++)
            put_cell(writing, o, b);
    for (uint32_t o = 1; writing->kind == STATE_TOLD && o <= sim->scenario->occurrences; o++)
        for (uint32_t j = 0; j < sim->scenario->job_count; j++)
            put(writing, *sim_job_ends(sim, o, j));
    for (uint32_t b = 0; b < sim->scenario->bot_count; b++)
        put(writing, sim->bots[b].down);
}

/* While nobody fetches, jobs wait beside idle workers, and whichever came later decides whose provenance an attempt
 * goes on. */
static void put_waits(struct writing *writing)
{
    const struct sim *sim = writing->sim;

    if (writing->kind != STATE_BLAMED || sim->world->draining == 0)
        return;
    for (uint32_t q = 0; q < sim->scenario->queue_count; q++)
        for (uint32_t job = sim->queues[q].head; job; job = sim->jobs[job - 1].next)
            for (uint32_t w = 0; w < sim->plan->worker_count; w++)
                put(writing, sim->jobs[job - 1].queued.at >= sim->workers[w].freed.at);
}

/* As they stand: a roll more or less makes another state, even where nothing is rolled any more. */
static void put_dice(struct writing *writing)
{
    memcpy(writing->at, writing->sim->world->random, sizeof writing->sim->world->random);
    writing->at += sizeof writing->sim->world->random;
}

/* From which look on the next ones are drawn. */
static void put_look(struct writing *writing)
{
    if (writing->sim->scenario->platform.poll.kind != DURATION_FIXED)
        put_time(writing, writing->sim->world->look);
}

/* Whether something is looked for at multiples of a time. */
static bool looks_by_clock(const struct platform *platform)
{
    return (platform->poll.kind == DURATION_FIXED && platform->poll.low > 0) || platform->check_every > 0;
}

static void look_for_clocks(struct writing *writing)
{
    const struct scenario *scenario = writing->sim->scenario;

    writing->has_instances = writing->kind == STATE_TOLD;
    if (scenario->until != MSEC_NEVER || looks_by_clock(&scenario->platform))
        writing->clock_end = MSEC_NEVER;
    for (uint32_t f = 0; f < scenario->fault_count; f++) {
        const struct fault *fault = &scenario->faults[f];

        writing->has_instances = writing->has_instances || fault->instance > 0;
        if (fault->is_platform)
            continue;
        writing->clock_end = max_i64(writing->clock_end, fault->from);
        if (fault->until != MSEC_NEVER)
            writing->clock_end = max_i64(writing->clock_end, fault->until);
    }
}

/* Whether a job's place in its queue depends on its age. */
static bool goes_by_age(const struct platform *platform)
{
    return queue_place_traits[platform->retried_at].is_by_age || queue_place_traits[platform->recovered_at].is_by_age;
}

uint32_t state_instance(const struct plan *plan, const struct world *world, uint32_t id)
{
    const struct job_slot *jobs = (const struct job_slot *)((const char *)world + plan->layout.jobs);
    uint32_t slot = 0, older = 0;

    for (uint32_t j = 0; j < world->job_top; j++) {
        if (jobs[j].id == id && !jobs[j].origin)
            slot = j + 1;
        older += jobs[j].id && jobs[j].id < id;
    }
    return slot && world->job_top <= RENAMED_MAX ? older + 1 : slot;
}

size_t state_room(const struct plan *plan)
{
    const struct scenario *scenario = plan->scenario;
    size_t cells = (size_t)scenario->occurrences * scenario->bot_count;
    size_t numbers = 20 + 3 * (size_t)plan->owners[TIMER_KIND_COUNT] + 8 * (size_t)plan->worker_count +
                     (3 + (size_t)plan->reserve_room) * scenario->platform.processes +
                     (size_t)plan->job_room * (20 + 2 * (size_t)plan->key_count) + scenario->queue_count +
                     scenario->job_count + 5 * (size_t)plan->in_flight_room + 2 * (size_t)scenario->fault_count +
                     3 * (size_t)scenario->entry_count + 10 * cells +
                     (size_t)scenario->occurrences * scenario->job_count + scenario->bot_count;
    size_t blame = 2 * ((size_t)plan->worker_count + scenario->platform.processes + plan->job_room +
                        plan->in_flight_room + cells) +
                   (size_t)plan->job_room * plan->worker_count;

    return (numbers + blame) * NUMBER_BYTES_MAX + sizeof(struct random) * RANDOM_STREAMS;
}

size_t state_write(const struct plan *plan, const struct world *world, enum state_kind kind, uint8_t *out)
{
    struct sim sim = sim_make(plan, (struct world *)world, NULL, NULL);
    struct writing writing = {.sim = &sim, .kind = kind, .at = out};

    look_for_clocks(&writing);
    name_slots(&writing);
    writing.has_ages = !writing.is_renamed && goes_by_age(&plan->scenario->platform);
    put(&writing, (uint64_t)world->has_ended | (uint64_t)world->is_full << 1);
    put(&writing, world->draining);
    if (writing.clock_end > 0 && kind != STATE_UNTIMED)
        put(&writing, (uint64_t)min_i64(world->now, writing.clock_end));
    if (kind == STATE_UNTIMED)
        put_owners(&writing);
    else
        put_timers(&writing);
    put_workers(&writing);
    put_jobs(&writing);
    put_in_flight(&writing);
    put_faults(&writing);
    put_days(&writing);
    put_waits(&writing);
    put_look(&writing);
    if (kind == STATE_BLAMED || kind == STATE_TOLD)
        put_dice(&writing);
    return (size_t)(writing.at - out);
}
