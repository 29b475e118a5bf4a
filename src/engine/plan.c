#include "engine/plan.h"

#include <stdlib.h>

#include "base/check.h"
#include "base/range.h"
#include "engine/program.h"
#include "engine/world.h"

enum {
    JOB_ROOM_MAX = 65536,  /* instances alive at once, whatever the scenario */
    ATTEMPTS_ASSUMED = 64, /* attempts of a parent that may each leave children alive */
    ALWAYS_ASSUMED = 8,    /* strikes of a fault that strikes always */
    ATTEMPTS_SPARE = 1,    /* for a search's own crash */
    EVENTS_SPARE = 16,     /* times the events of an attempt in which nothing happens but its micro-steps */
    IN_FLIGHT_PER_WORKER = 4,
    IN_FLIGHT_SPARE = 12
};

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

static uint64_t strikes_assumed(const struct fault *fault)
{
    return fault->times == 0 ? ALWAYS_ASSUMED : min_u64(fault->times, ATTEMPTS_ASSUMED);
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
        else if (is_here && (fault_traits[fault->kind].effect != STRIKE_RAISES ||
                             (micro_traits[fault->micro].places & OUTSIDE_STEPS)))
            recoveries += strikes_assumed(fault);
    }
    return recoveries_max >= 0 ? min_u64(recoveries, (uint64_t)recoveries_max) : recoveries;
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
    attempts = min_u64(attempts, measure->attempts_max);
    return min_u64(measure->of_instance + attempts * min_u64(each, measure->most), measure->most);
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

/* How many more deliveries of one instance the fault may make: `twice` repeats that of each retry, too. */
static uint64_t deliveries_added(const struct scenario *scenario, const struct fault *fault)
{
    const struct leaves_traits *leaves = &leaves_traits[deploy_leaves(fault, &scenario->platform)];
    uint64_t times = fault->times == 0 ? ATTEMPTS_ASSUMED : min_u64(fault->times, ATTEMPTS_ASSUMED);

    if (!fault->is_platform)
        return 0;
    if (fault->platform == PLATFORM_DEPLOY)
        return leaves->puts_back && leaves->fails;
    return platform_fault_traits[fault->platform].is_timed
               ? 0
               : min_u64(times, 1 + (uint64_t)scenario->jobs[fault->job].retry.limit);
}

/* How often a retry of the job may be delivered once more while a worker holds it. */
static uint64_t redeliveries_assumed(const struct scenario *scenario, uint32_t job)
{
    const struct platform *platform = &scenario->platform;
    const struct retry *retry = &scenario->jobs[job].retry;
    uint64_t leases = retry->kind == RETRY_SIDEKIQ ? ALWAYS_ASSUMED : 0;
    msec longest = retry->kind == RETRY_EXPONENTIAL ? retry->max : 0;

    if (!retries_wait_traits[platform->retries_wait].is_held || retry->limit == 0)
        return 0;
    for (uint32_t w = 0; w < retry->wait_count; w++) {
        longest = max_i64(longest, retry->waits[w].high);
        if (retry->waits[w].kind == DURATION_EXPONENTIAL)
            leases = ALWAYS_ASSUMED;
    }
    return min_u64(leases + (uint64_t)(longest / platform->lease.low), ATTEMPTS_ASSUMED);
}

/* The same over the whole schedule. */
static uint32_t measure_run(const struct scenario *scenario, const struct measure *measure)
{
    uint64_t tree[SCENARIO_JOBS_MAX], total = 0, deliveries = 1, redeliveries = 0;

    measure_trees(scenario, measure, tree);
    for (uint32_t e = 0; e < scenario->entry_count; e++) {
        const struct entry *entry = &scenario->entries[e];
        uint64_t firings = min_u64((uint64_t)entry->times * entry->copies, measure->most);

        total = min_u64(total + firings * tree[entry->job], measure->most);
    }
    for (uint32_t f = 0; f < scenario->fault_count; f++)
        deliveries += deliveries_added(scenario, &scenario->faults[f]);
    for (uint32_t j = 0; j < scenario->job_count; j++)
        redeliveries = max_u64(redeliveries, redeliveries_assumed(scenario, j));
    return (uint32_t)min_u64(total * (deliveries + redeliveries), measure->most);
}

/* Instances that may be alive at once; at least 1. */
static uint32_t plan_count_jobs(const struct scenario *scenario)
{
    const struct measure measure = {.of_instance = 1, .attempts_max = ATTEMPTS_ASSUMED, .most = JOB_ROOM_MAX};

    return max_u32(measure_run(scenario, &measure), 1);
}

/* Events that a run without a trace may make: as many as run_trace lets it, or more where all that is planned is more.
 * Only a run without an end is cut there. */
static uint32_t plan_count_events(const struct plan *plan)
{
    struct measure measure = {.attempts_max = SCENARIO_RETRIES_MAX, .most = RUN_EVENTS_UNTRACED_MAX};
    const struct scenario *scenario = plan->scenario;

    for (uint32_t j = 0; j < scenario->job_count; j++) {
        uint32_t end = j + 1 < scenario->job_count ? plan->first_op[j + 1] : plan->op_count;

        measure.of_attempt[j] = (uint64_t)(end - plan->first_op[j]) * EVENTS_SPARE;
    }
    return max_u32(measure_run(scenario, &measure), RUN_EVENTS_DEFAULT);
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

    (void)reserve(layout, 1, sizeof(struct world));
#define ARRAY_RESERVE(name, type, count) layout->name = reserve(layout, count, sizeof(type));
    WORLD_ARRAY_LIST(ARRAY_RESERVE)
}

static void plan_number_owners(struct plan *plan)
{
    const uint32_t counts[TIMER_KIND_COUNT] = {
        [TIMER_WORKER] = plan->worker_count,
        [TIMER_JOB] = plan->job_room,
        [TIMER_IN_FLIGHT] = plan->in_flight_room,
        [TIMER_FIRE] = plan->scenario->entry_count,
        [TIMER_COPY] = plan->scenario->entry_count,
        [TIMER_PROCESS] = plan->scenario->platform.processes,
        [TIMER_PLATFORM] = plan->platform_fault_count,
        [TIMER_LOOK] = poll_for_traits[plan->scenario->platform.poll_for].is_all,
    };

    for (int kind = 0; kind < TIMER_KIND_COUNT; kind++)
        plan->owners[kind + 1] = plan->owners[kind] + counts[kind];
    CHECK(plan->owners[TIMER_KIND_COUNT] <= TIMER_OWNERS_MAX);
}

void plan_limit_events(struct plan *plan, uint32_t events_max)
{
    plan->events_end = events_max + 1;
}

/* Jobs that may be in reserve at once, but for those that are there twice. */
static uint32_t plan_count_reserved(const struct plan *plan)
{
    return min_u32(plan->scenario->platform.processes * plan->reserve_room, plan->job_room);
}

static void plan_measure(struct plan *plan)
{
    const struct scenario *scenario = plan->scenario;

    for (uint32_t b = 0; b < scenario->bot_count; b++)
        plan->has_needs = plan->has_needs || scenario->bots[b].needs;
    for (uint32_t i = 0; i < plan->op_count; i++)
        if (plan->ops[i].is_from_enqueue)
            plan->wait_from_enqueue = max_i64(plan->wait_from_enqueue, plan->ops[i].latency.low);
    for (uint32_t j = 0; j < scenario->job_count; j++)
        plan->has_records = plan->has_records || resume_traits[scenario->jobs[j].resume].records;
    plan->worker_count = scenario->platform.processes * scenario->platform.workers;
    if (!poll_for_traits[scenario->platform.poll_for].is_all)
        plan->reserve_most = scenario->platform.prefetch * scenario->platform.workers;
    plan->reserve_room = plan->reserve_most > 0 ? plan->reserve_most + scenario->platform.workers : 0;
    plan->job_room = plan_count_jobs(scenario);
    plan->in_flight_room = plan->worker_count * IN_FLIGHT_PER_WORKER + IN_FLIGHT_SPARE + timeouts_assumed(scenario);
    plan_number_owners(plan);
    /* The most that one timer can record: every worker of a dead process loses a job and every bot of it a post; and
     * the next jobs are taken, or reserved, each of which may at once lose its process in the gap before its fetch. A
     * job that is enqueued may be delivered once more by every such fault. The end of a run that is cut tells of each
     * instance what it waits for. */
    plan->step_events_max = (plan->worker_count + 2 + plan_count_reserved(plan)) * (scenario->bot_count + 8) + 64 +
                            plan->twice_fault_count + plan->job_room;
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
