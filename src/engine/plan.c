#include "engine/plan.h"

#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "engine/program.h"
#include "engine/world.h"
#include "trace/trace.h"

enum {
    JOB_ROOM_MAX = 65536,  /* instances alive at once, whatever the scenario */
    ATTEMPTS_ASSUMED = 64, /* attempts of a parent that may each leave children alive */
    ALWAYS_ASSUMED = 8,    /* strikes of a fault that strikes always */
    ATTEMPTS_SPARE = 1,    /* for a search's own crash */
    EVENTS_SPARE = 16,     /* times the events of an attempt in which nothing happens but its micro-steps */
    IN_FLIGHT_PER_WORKER = 4,
    IN_FLIGHT_SPARE = 12
};

static bool fault_is_at_step(const struct fault *fault, int job, const struct op *op)
{
    if (fault->is_platform)
        return false;
    if (fault->bot != NO_INDEX)
        return fault->bot == (op->bot == NO_BOT ? NO_INDEX : (int)op->bot);
    return fault->job == job && fault->step == (op->step == NO_STEP ? NO_INDEX : (int)op->step);
}

/* Does the fault strike in the gap before or after an op of its step? Both names of one gap count. */
static bool fault_fits_gap(const struct fault *fault, const struct op *op, bool is_before)
{
    if (fault->is_before == is_before)
        return fault->micro == (enum micro)op->micro;
    return !is_before && fault->micro == (enum micro)op->micro_after; /* no fault's is MICRO_NONE */
}

/* Writes the faults of one gap to `list`, unless that is NULL, and returns how many there are. */
static uint32_t collect_gap(const struct plan *plan, int job, const struct op *op, bool is_before, uint32_t *list)
{
    uint32_t count = 0;

    for (uint32_t f = 0; f < plan->scenario->fault_count; f++) {
        const struct fault *fault = &plan->scenario->faults[f];

        if (!fault_is_at_step(fault, job, op) || !fault_fits_gap(fault, op, is_before))
            continue;
        if (list)
            list[count] = f;
        count++;
    }
    return count;
}

static bool fault_is_unconditional(const struct fault *fault)
{
    return fault->times == 0 && fault->from == 0 && fault->until == MSEC_NEVER && fault->instance == 0 &&
           fault->attempt_count == 0 && fault->occurrence_count == 0;
}

/* Fills in one gap, its list beginning at *used of plan->gap_faults, and moves *used on. */
static void sort_gap(struct plan *plan, int job, struct op *op, bool is_before, uint32_t *used)
{
    struct gap_faults *gap = is_before ? &op->before : &op->after;

    gap->first = *used;
    gap->count = collect_gap(plan, job, op, is_before, plan->gap_faults ? plan->gap_faults + *used : NULL);
    gap->is_unconditional = gap->count == 1 && plan->gap_faults &&
                            fault_is_unconditional(&plan->scenario->faults[plan->gap_faults[*used]]);
    *used += gap->count;
}

static uint32_t sort_all_gaps(struct plan *plan)
{
    uint32_t used = 0;

    for (uint32_t j = 0; j < plan->scenario->job_count; j++) {
        uint32_t end = j + 1 < plan->scenario->job_count ? plan->first_op[j + 1] : plan->op_count;

        for (uint32_t i = plan->first_op[j]; i < end; i++) {
            if (plan->ops[i].is_first)
                sort_gap(plan, (int)j, &plan->ops[i], true, &used);
            sort_gap(plan, (int)j, &plan->ops[i], false, &used);
        }
    }
    return used;
}

/* Sorts the scripted faults to the gaps of every op, into one flat list: counted first, then filled. */
static bool plan_sort_faults(struct plan *plan)
{
    uint32_t *list = arena_array(&plan->arena, sort_all_gaps(plan), sizeof *list);

    plan->gap_faults = list;
    if (!list)
        return false;
    (void)sort_all_gaps(plan);
    return true;
}

static bool step_posts(const struct step *step)
{
    return step && step_bot(step) != NO_INDEX;
}

static const struct duration *op_latency(const struct scenario *scenario, const struct job *job,
                                         const struct step *step, enum micro micro)
{
    if (step_posts(step))
        return &scenario->bots[step->target].latency[micro];
    if (micro == MICRO_WAIT)
        return &step->wait;
    return &job->latency[micro];
}

static enum action op_action(const struct step *step, const struct guard_traits *guard, enum micro micro)
{
    bool is_post = step_posts(step);

    switch (micro) {
    case MICRO_FETCH:
        return ACTION_FETCH;
    case MICRO_ACKNOWLEDGE:
        return ACTION_ACKNOWLEDGE;
    case MICRO_BEGIN:
        return is_post ? ACTION_BEGIN : ACTION_NONE;
    case MICRO_COMMIT:
        return ACTION_COMMIT;
    case MICRO_PUSH:
        return ACTION_PUSH;
    case MICRO_DONE:
        return is_post && skipped_traits[step->skipped].leaves ? ACTION_LEAVE : ACTION_NONE;
    case MICRO_CHECK:
    case MICRO_CLAIM:
    case MICRO_ASK:
    case MICRO_MARK: /* the guard's own */
        CHECK(guard->asks == micro || guard->records == micro);
        return guard->asks == micro ? ACTION_ASK : ACTION_RECORD;
    case MICRO_CALL:
    case MICRO_REPLY:
    case MICRO_WAIT:
        break;
    }
    return ACTION_NONE;
}

/* Appends the ops of one step, or of fetch or acknowledge where `step` is NULL. */
static void add_step(struct plan *plan, const struct job *job, const struct step *step, const enum micro *micros,
                     size_t count)
{
    uint32_t first = plan->op_count;
    enum guard guard = step ? step_guard(plan->scenario, step) : GUARD_NONE;

    for (size_t i = 0; i < count; i++) {
        struct op *op = &plan->ops[plan->op_count++];

        *op = (struct op){
            .action = (uint8_t)op_action(step, &guard_traits[guard], micros[i]),
            .micro = (uint8_t)micros[i],
            .micro_before = i > 0 ? (uint8_t)micros[i - 1] : (uint8_t)MICRO_NONE,
            .micro_after = i + 1 < count ? (uint8_t)micros[i + 1] : (uint8_t)MICRO_NONE,
            .guard = (uint8_t)guard,
            .is_first = i == 0,
            .is_last = i + 1 == count,
            .is_received = (micro_traits[micros[i]].traits & MICRO_IS_RECEIVED) != 0,
            .records = guard_traits[guard].records == micros[i],
            .recognises = guard_traits[guard].recognises,
            .step = step ? (uint16_t)(step - job->steps) : NO_STEP,
            .bot = step_posts(step) ? (uint16_t)step->target : NO_BOT,
            .child = micros[i] == MICRO_PUSH ? step->target : NO_INDEX,
            .next = plan->op_count,
            .done = first + (uint32_t)count - 1,
            .next_step = first + (uint32_t)count,
            .latency = *op_latency(plan->scenario, job, step, micros[i]),
        };
    }
}

static void add_job(struct plan *plan, const struct job *job)
{
    static const enum micro fetch = MICRO_FETCH, acknowledge = MICRO_ACKNOWLEDGE;
    bool is_late = acknowledge_traits[plan->scenario->platform.acknowledge].is_last;
    uint32_t first = plan->op_count;

    add_step(plan, job, NULL, &fetch, 1);
    if (!is_late)
        add_step(plan, job, NULL, &acknowledge, 1);
    for (uint32_t s = 0; s < job->step_count; s++) {
        const struct step *step = &job->steps[s];
        enum micro micros[MICRO_COUNT];

        add_step(plan, job, step, micros, step_micros(step->kind, step_guard(plan->scenario, step), micros));
    }
    if (is_late)
        add_step(plan, job, NULL, &acknowledge, 1);
    for (uint32_t i = first; i < plan->op_count; i++) {
        struct op *op = &plan->ops[i];

        op->leave = is_late ? plan->op_count - 1 : NO_OP;
        if (op->next == plan->op_count)
            op->next = NO_OP;
        if (op->next_step == plan->op_count)
            op->next_step = NO_OP;
    }
}

/* Changes nothing that anybody else could see meanwhile. */
static bool op_is_plain(const struct plan *plan, const struct op *op)
{
    if (op->action == ACTION_FETCH)
        return !on_crash_traits[plan->scenario->platform.on_crash].has_lease; /* which would begin */
    return (micro_traits[op->micro].traits & MICRO_IS_QUIET) != 0 && op->action != ACTION_LEAVE;
}

/* A plain op after which no scripted fault can strike. */
static bool op_is_quiet(const struct plan *plan, const struct op *op)
{
    return op_is_plain(plan, op) && op->latency.kind == DURATION_FIXED && op->after.count == 0 && op->next != NO_OP &&
           plan->ops[op->next].before.count == 0;
}

static void plan_find_quiet_ops(struct plan *plan)
{
    for (uint32_t i = plan->op_count; i-- > 0;) {
        struct op *op = &plan->ops[i];

        if (!op_is_quiet(plan, op))
            continue;
        op->quiet_count = 1 + plan->ops[op->next].quiet_count;
        op->quiet_length = op->latency.low + plan->ops[op->next].quiet_length;
        op->quiet_begins = op->action == ACTION_BEGIN || plan->ops[op->next].quiet_begins;
    }
}

static bool plan_make_ops(struct plan *plan)
{
    const struct scenario *scenario = plan->scenario;
    size_t room = 0;

    for (uint32_t j = 0; j < scenario->job_count; j++)
        room += 2 + (size_t)scenario->jobs[j].step_count * MICRO_COUNT;
    plan->ops = arena_array(&plan->arena, room, sizeof *plan->ops);
    plan->first_op = arena_array(&plan->arena, scenario->job_count, sizeof *plan->first_op);
    if (!plan->ops || !plan->first_op)
        return false;
    for (uint32_t j = 0; j < scenario->job_count; j++) {
        plan->first_op[j] = plan->op_count;
        add_job(plan, &scenario->jobs[j]);
    }
    CHECK(plan->op_count <= room);
    if (!plan_sort_faults(plan))
        return false;
    plan_find_quiet_ops(plan);
    return true;
}

static bool plan_find_platform_faults(struct plan *plan)
{
    const struct scenario *scenario = plan->scenario;

    plan->platform_faults = arena_array(&plan->arena, scenario->fault_count, sizeof(uint32_t));
    plan->twice_faults = arena_array(&plan->arena, scenario->fault_count, sizeof(uint32_t));
    if (!plan->platform_faults || !plan->twice_faults)
        return false;
    for (uint32_t f = 0; f < scenario->fault_count; f++) {
        const struct fault *fault = &scenario->faults[f];

        if (!fault->is_platform)
            continue;
        if (platform_fault_traits[fault->platform].is_timed)
            plan->platform_faults[plan->platform_fault_count++] = f;
        else
            plan->twice_faults[plan->twice_fault_count++] = f;
    }
    return true;
}

static bool plan_number_keys(struct plan *plan)
{
    const struct scenario *scenario = plan->scenario;

    plan->key_slot = arena_array(&plan->arena, scenario->bot_count, sizeof *plan->key_slot);
    if (!plan->key_slot)
        return false;
    for (uint32_t b = 0; b < scenario->bot_count; b++) {
        const struct bot *bot = &scenario->bots[b];
        bool is_kept = guard_traits[bot->guard].recognises && key_traits[bot->key].is_per_job;

        plan->key_slot[b] = is_kept ? (int)plan->key_count++ : NO_INDEX;
    }
    return true;
}

static uint64_t least(uint64_t a, uint64_t b)
{
    return a < b ? a : b;
}

static uint64_t strikes_assumed(const struct fault *fault)
{
    if (fault->times == 0)
        return ALWAYS_ASSUMED;
    return fault->times < ATTEMPTS_ASSUMED ? fault->times : ATTEMPTS_ASSUMED;
}

static uint32_t timeouts_assumed(const struct scenario *scenario)
{
    uint64_t timeouts = 0;

    for (uint32_t f = 0; f < scenario->fault_count; f++)
        if (!scenario->faults[f].is_platform && fault_traits[scenario->faults[f].kind].effect == STRIKE_RAISES_LATER)
            timeouts += strikes_assumed(&scenario->faults[f]);
    return (uint32_t)timeouts;
}

/* How often the scripted faults may take an attempt of this job away, so that another follows that is no retry. */
static uint64_t recoveries_assumed(const struct scenario *scenario, uint32_t job)
{
    int64_t recoveries_max = scenario->platform.recoveries;
    uint64_t recoveries = 0;

    for (uint32_t f = 0; f < scenario->fault_count; f++) {
        const struct fault *fault = &scenario->faults[f];
        bool is_here = fault->bot != NO_INDEX ? scenario->jobs[job].posts >> fault->bot & 1 : fault->job == (int)job;

        if (fault->is_platform)
            recoveries += platform_fault_traits[fault->platform].is_timed;
        else if (is_here && fault_traits[fault->kind].effect != STRIKE_RAISES)
            recoveries += strikes_assumed(fault);
    }
    return recoveries_max >= 0 && recoveries > (uint64_t)recoveries_max ? (uint64_t)recoveries_max : recoveries;
}

/* What is counted of a run, at least as much as there is of it. */
struct measure {
    uint64_t of_instance;                   /* once for each instance of a job */
    uint64_t of_attempt[SCENARIO_JOBS_MAX]; /* of each job */
    uint64_t attempts_max, most;            /* below 2^32 */
};

/* The sum over job `j` and all that it enqueues, whose own sums stand in `tree`. */
static uint64_t measure_tree(const struct scenario *scenario, const struct measure *measure, uint32_t j,
                             const uint64_t *tree)
{
    const struct job *job = &scenario->jobs[j];
    uint64_t attempts = 1 + (uint64_t)job->retry.limit + recoveries_assumed(scenario, j) + ATTEMPTS_SPARE;
    uint64_t each = measure->of_attempt[j];

    for (uint32_t s = 0; s < job->step_count; s++)
        if (step_child(&job->steps[s]) != NO_INDEX)
            each += tree[step_child(&job->steps[s])];
    attempts = least(attempts, measure->attempts_max);
    return least(measure->of_instance + attempts * least(each, measure->most), measure->most);
}

/* The sum for each job. Jobs enqueue without cycles, so that as many passes as there are jobs settle it. */
static void measure_trees(const struct scenario *scenario, const struct measure *measure, uint64_t *tree)
{
    for (uint32_t j = 0; j < scenario->job_count; j++)
        tree[j] = 0;
    for (uint32_t pass = 0; pass < scenario->job_count; pass++)
        for (uint32_t j = 0; j < scenario->job_count; j++)
            tree[j] = measure_tree(scenario, measure, j, tree);
}

/* The same over the whole schedule. */
static uint32_t measure_run(const struct scenario *scenario, const struct measure *measure)
{
    uint64_t tree[SCENARIO_JOBS_MAX], total = 0, deliveries = 1;

    measure_trees(scenario, measure, tree);
    for (uint32_t e = 0; e < scenario->entry_count; e++) {
        const struct entry *entry = &scenario->entries[e];
        uint64_t firings = least((uint64_t)entry->times * entry->copies, measure->most);

        total = least(total + firings * tree[entry->job], measure->most);
    }
    for (uint32_t f = 0; f < scenario->fault_count; f++)
        if (scenario->faults[f].is_platform && !platform_fault_traits[scenario->faults[f].platform].is_timed)
            deliveries++;
    return (uint32_t)least(total * deliveries, measure->most);
}

/* Instances that may be alive at once; at least 1. */
static uint32_t plan_count_jobs(const struct scenario *scenario)
{
    const struct measure measure = {.of_instance = 1, .attempts_max = ATTEMPTS_ASSUMED, .most = JOB_ROOM_MAX};
    uint32_t jobs = measure_run(scenario, &measure);

    return jobs > 0 ? jobs : 1;
}

/* Events that a run without a trace may make: as many as run_trace lets it, or more where all that is planned is more.
 * Only a run without an end is cut there. */
static uint32_t plan_count_events(const struct plan *plan)
{
    struct measure measure = {.attempts_max = SCENARIO_RETRIES_MAX, .most = RUN_EVENTS_UNTRACED_MAX};
    const struct scenario *scenario = plan->scenario;
    uint32_t planned;

    for (uint32_t j = 0; j < scenario->job_count; j++) {
        uint32_t end = j + 1 < scenario->job_count ? plan->first_op[j + 1] : plan->op_count;

        measure.of_attempt[j] = (uint64_t)(end - plan->first_op[j]) * EVENTS_SPARE;
    }
    planned = measure_run(scenario, &measure);
    return planned > RUN_EVENTS_DEFAULT ? planned : RUN_EVENTS_DEFAULT;
}

static size_t reserve(struct layout *layout, size_t count, size_t size)
{
    size_t at = layout->size;

    layout->size = (at + count * size + 15) / 16 * 16;
    return at;
}

static void plan_lay_out(struct plan *plan)
{
    const struct scenario *scenario = plan->scenario;
    struct layout *layout = &plan->layout;
    size_t cells = (size_t)scenario->occurrences * scenario->bot_count;

    (void)reserve(layout, 1, sizeof(struct world));
    layout->timers = reserve(layout, plan->owners[TIMER_KIND_COUNT], sizeof(struct timer));
    layout->timer_places = reserve(layout, plan->owners[TIMER_KIND_COUNT], sizeof(uint32_t));
    layout->workers = reserve(layout, plan->worker_count, sizeof(struct worker));
    layout->processes = reserve(layout, scenario->platform.processes, sizeof(struct process));
    layout->queues = reserve(layout, scenario->queue_count, sizeof(struct queue));
    layout->jobs = reserve(layout, plan->job_room, sizeof(struct job_slot));
    layout->in_flight = reserve(layout, plan->in_flight_room, sizeof(struct in_flight));
    layout->entries = reserve(layout, scenario->entry_count, sizeof(struct entry_state));
    layout->faults = reserve(layout, scenario->fault_count, sizeof(struct fault_state));
    layout->instances = reserve(layout, scenario->job_count, sizeof(uint32_t));
    layout->bots = reserve(layout, scenario->bot_count, sizeof(struct bot_state));
    layout->keys = reserve(layout, (size_t)plan->job_room * plan->key_count, sizeof(struct key_state));
    layout->occurrences = reserve(layout, scenario->occurrences, sizeof(struct occurrence_state));
    layout->cells = reserve(layout, cells, sizeof(struct cell));
}

static void plan_number_owners(struct plan *plan)
{
    const uint32_t counts[TIMER_KIND_COUNT] = {
        [TIMER_WORKER] = plan->worker_count,           [TIMER_JOB] = plan->job_room,
        [TIMER_IN_FLIGHT] = plan->in_flight_room,      [TIMER_FIRE] = plan->scenario->entry_count,
        [TIMER_COPY] = plan->scenario->entry_count,    [TIMER_PROCESS] = plan->scenario->platform.processes,
        [TIMER_PLATFORM] = plan->platform_fault_count,
    };

    for (int kind = 0; kind < TIMER_KIND_COUNT; kind++)
        plan->owners[kind + 1] = plan->owners[kind] + counts[kind];
    CHECK(plan->owners[TIMER_KIND_COUNT] <= TIMER_OWNERS_MAX);
}

void plan_limit_events(struct plan *plan, uint32_t events_max)
{
    plan->events_end = events_max + 1;
}

static void plan_measure(struct plan *plan)
{
    const struct scenario *scenario = plan->scenario;

    plan->worker_count = scenario->platform.processes * scenario->platform.workers;
    plan->job_room = plan_count_jobs(scenario);
    plan->in_flight_room = plan->worker_count * IN_FLIGHT_PER_WORKER + IN_FLIGHT_SPARE + timeouts_assumed(scenario);
    plan_number_owners(plan);
    /* The most that one timer can record: every worker of a dead process loses a job and every bot of it a post;
     * and the next jobs are taken, each of which may at once lose its process in the gap before its fetch. A job that
     * is enqueued may be delivered once more by every such fault. */
    plan->step_events_max = (plan->worker_count + 2) * (scenario->bot_count + 8) + 64 + plan->twice_fault_count;
    plan_limit_events(plan, plan_count_events(plan));
    plan_lay_out(plan);
}

struct plan *plan_new(const struct scenario *scenario, struct err *err)
{
    struct plan *plan = calloc(1, sizeof *plan);

    if (!plan) {
        (void)err_memory(err);
        return NULL;
    }
    plan->scenario = scenario;
    arena_init(&plan->arena);
    if (!plan_make_ops(plan) || !plan_find_platform_faults(plan) || !plan_number_keys(plan)) {
        plan_free(plan);
        (void)err_memory(err);
        return NULL;
    }
    plan_measure(plan);
    return plan;
}

void plan_free(struct plan *plan)
{
    if (!plan)
        return;
    arena_release(&plan->arena);
    free(plan);
}

const struct scenario *plan_scenario(const struct plan *plan)
{
    return plan->scenario;
}
