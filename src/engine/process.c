#include "engine/process.h"

#include "base/check.h"
#include "engine/gap.h"
#include "engine/job.h"
#include "engine/timer.h"
#include "engine/worker.h"

/* Records what happens to a process, or by a platform's fault: `value` tells which. */
static event_ref process_record(struct sim *sim, enum event_kind kind, uint32_t value, event_ref cause)
{
    struct event event = event_blank(kind);

    event.value = value;
    return sim_emit(sim, &event, cause);
}

/* From now on nothing is heard of the process. */
static void process_fall_silent(struct sim *sim, uint32_t process)
{
    const struct platform *platform = &sim->scenario->platform;

    if (on_crash_traits[platform->on_crash].has_heartbeat)
        sim->processes[process].unheard = sim->world->now +
                                          duration_draw(&platform->heartbeat, &sim->world->random[RANDOM_PLATFORM]);
}

static void process_down(struct sim *sim, uint32_t process, struct provenance provenance)
{
    const struct platform *platform = &sim->scenario->platform;

    sim->world->leaving -= sim->processes[process].is_leaving;
    sim->processes[process].is_leaving = false;
    sim->processes[process].is_down = true;
    sim->processes[process].provenance = provenance;
    process_fall_silent(sim, process);
    job_find_held(sim, process);
    timer_set(sim, timer_owner(sim->plan, TIMER_PROCESS, process), sim->world->now + platform->restart,
              PRIORITY_RESTART);
}

/* An attempt and the process that it was in are over; it held the job. */
static void job_leave(struct sim *sim, uint32_t job, uint32_t worker, struct provenance provenance, bool puts_back)
{
    if (!puts_back)
        job_orphan(sim, job, worker / sim->scenario->platform.workers, provenance);
    else if (sim->jobs[job].is_acknowledged) /* its queue has let go of it */
        job_lose(sim, job, provenance);
    else
        job_push_back(sim, job, sim->workers[worker].attempt, provenance);
}

/* Does the worker's attempt hold its job? */
static bool worker_holds(const struct sim *sim, uint32_t index)
{
    const struct worker *worker = &sim->workers[index];

    return worker->job != 0 && worker->has_started && job_is_held_by(sim, worker->job - 1, worker->attempt);
}

/* Does the end of the worker's attempt count for its job? */
static bool worker_counts(const struct sim *sim, uint32_t index)
{
    const struct worker *worker = &sim->workers[index];

    return worker->job != 0 && worker->has_started && job_hears(sim, worker->job - 1, worker->attempt);
}

/* Takes the worker out of its attempt. False when it had no attempt, or one that no longer held its job. */
static bool worker_abandon(struct sim *sim, uint32_t index, struct provenance provenance, bool puts_back)
{
    const struct worker *worker = &sim->workers[index];
    uint32_t job = worker->job - 1;
    bool is_held = worker_holds(sim, index), is_taken = worker->job != 0 && !worker->has_started;

    if (is_taken) {
        worker_return(sim, index, provenance);
    } else if (worker->job != 0) {
        worker_free(sim, index, &provenance);
        if (is_held)
            job_leave(sim, job, index, provenance, puts_back);
    }
    worker_halt(sim, index);
    return is_held || is_taken;
}

/* What its workers have taken from its reserve and not begun is there again. */
static void process_return(struct sim *sim, uint32_t process, struct provenance provenance)
{
    uint32_t workers = sim->scenario->platform.workers;

    for (uint32_t w = (process + 1) * workers; w-- > process * workers;)
        if (sim->workers[w].job != 0 && !sim->workers[w].has_started && sim->workers[w].is_reserved)
            worker_return(sim, w, provenance);
}

/* The process that had the job in reserve ends: it goes back, or is left behind like what runs there; nobody waits for
 * it where it is late, nor for a repeated delivery. False where nothing becomes of it. */
static bool reserved_leave(struct sim *sim, uint32_t job, uint32_t process, struct provenance provenance,
                           bool puts_back)
{
    uint32_t attempt = sim->jobs[sim_instance(sim, job)].attempts + 1;

    if (sim->jobs[job].origin ? !puts_back : sim->jobs[job].reserver != process + 1)
        return false;
    if (puts_back)
        job_push_back(sim, job, attempt, provenance);
    else
        job_orphan(sim, job, process, provenance);
    return true;
}

/* The process ends, and so does its reserve, from the last job to the first, so that the heads of the queues have the
 * first one. False when there was nothing that goes with it. */
static bool reserve_end(struct sim *sim, uint32_t process, struct provenance provenance, bool puts_back)
{
    bool takes_any = false;

    if (!reserve_is_open(sim))
        return false;
    process_return(sim, process, provenance);
    while (sim->processes[process].reserved > 0) {
        uint32_t job = reserve_take_last(sim, process);

        takes_any = reserved_leave(sim, job, process, provenance, puts_back) || takes_any;
        if (puts_back && sim->jobs[job].origin)
            sim->jobs[job].refs--; /* it stays, in its queue */
        else
            job_release(sim, job, &provenance);
    }
    return takes_any;
}

/* The process is gone; of what ran in it nothing is said yet. */
static void process_die(struct sim *sim, uint32_t process, struct provenance provenance)
{
    provenance.at = process_record(sim, EVENT_CRASH, process, provenance.at);
    process_down(sim, process, provenance);
}

bool process_crash(struct sim *sim, uint32_t process, struct provenance provenance)
{
    uint32_t workers = sim->scenario->platform.workers;
    bool takes_any;

    process_die(sim, process, provenance);
    takes_any = reserve_end(sim, process, sim->processes[process].provenance, false);
    for (uint32_t w = workers; w-- > 0;)
        takes_any = worker_abandon(sim, process * workers + w, sim->processes[process].provenance, false) || takes_any;
    return takes_any;
}

static void process_set_frozen(struct sim *sim, uint32_t process, bool is_frozen)
{
    struct process *set = &sim->processes[process];

    sim->world->frozen += (uint32_t)is_frozen;
    sim->world->frozen -= (uint32_t)set->is_frozen;
    set->is_frozen = is_frozen;
}

static void process_thaw(struct sim *sim, uint32_t process)
{
    uint32_t workers = sim->scenario->platform.workers;
    struct provenance provenance = provenance_delayed(sim->processes[process].provenance);

    process_set_frozen(sim, process, false);
    provenance.at = process_record(sim, EVENT_THAW, process, provenance.at);
    if (on_crash_traits[sim->scenario->platform.on_crash].has_heartbeat)
        job_thaw_reserved(sim, process);
    for (uint32_t w = process * workers; w < (process + 1) * workers; w++) {
        job_thaw(sim, w);
        worker_thaw(sim, w, &provenance);
    }
}

void process_freeze(struct sim *sim, uint32_t process, msec length, struct provenance provenance)
{
    const struct platform *platform = &sim->scenario->platform;
    msec thaw = sim->world->now + length;

    if (sim->processes[process].is_frozen) /* until this very instant */
        process_thaw(sim, process);
    process_fall_silent(sim, process);
    for (uint32_t w = process * platform->workers; w < (process + 1) * platform->workers; w++) {
        job_freeze(sim, w, thaw);
        worker_freeze(sim, w, thaw);
    }
    if (on_crash_traits[platform->on_crash].has_heartbeat && sim->processes[process].unheard <= thaw) {
        job_find_held(sim, process);
        job_freeze_reserved(sim, process);
    }
    process_set_frozen(sim, process, true);
    sim->processes[process].provenance = provenance;
    timer_set(sim, timer_owner(sim->plan, TIMER_PROCESS, process), thaw, PRIORITY_RESTART);
}

/* It is there, because of the event at `provenance`, and looks for what is over. */
static void process_begin(struct sim *sim, uint32_t process, struct provenance provenance)
{
    uint32_t workers = sim->scenario->platform.workers;

    sim->processes[process].is_down = sim->processes[process].is_absent = false;
    process_set_frozen(sim, process, false);
    job_look(sim);
    for (uint32_t w = process * workers; w < (process + 1) * workers; w++) {
        sim->workers[w].freed = provenance;
        worker_set_idle(sim, w, true);
    }
}

static void process_restart(struct sim *sim, uint32_t process)
{
    struct provenance provenance = provenance_delayed(sim->processes[process].provenance);

    provenance.at = process_record(sim, EVENT_RESTART, process, provenance.at);
    process_begin(sim, process, provenance);
}

/* The process is not there until a fault starts it. */
static void process_wait(struct sim *sim, uint32_t process)
{
    uint32_t workers = sim->scenario->platform.workers;

    sim->processes[process].is_down = sim->processes[process].is_absent = true;
    for (uint32_t w = process * workers; w < (process + 1) * workers; w++)
        worker_set_idle(sim, w, false);
}

static void start_process(struct sim *sim, uint32_t fault)
{
    sim->faults[fault].strikes++;
    process_begin(sim, sim->scenario->faults[fault].process - 1,
                  (struct provenance){.at = process_record(sim, EVENT_START, fault, 0)});
}

void process_timer(struct sim *sim, uint32_t process)
{
    if (sim->processes[process].is_down)
        process_restart(sim, process);
    else
        process_thaw(sim, process);
}

/* It has struck where it takes a job from anybody. */
static void kill_process(struct sim *sim, uint32_t fault)
{
    uint32_t process = sim->scenario->faults[fault].process - 1;
    struct provenance provenance = {.at = process_record(sim, EVENT_KILL, fault, 0)};

    if (!sim->processes[process].is_down)
        sim->faults[fault].strikes += process_crash(sim, process, provenance);
}

/* Does the process, or what of it a deploy still finds at work, end as by a crash? One that is frozen can neither put
 * back nor fail what it runs. */
static bool process_ends_as_crash(const struct sim *sim, uint32_t process, enum leaves leaves)
{
    const struct leaves_traits *traits = &leaves_traits[leaves];

    return sim->processes[process].is_frozen || (!traits->puts_back && !traits->fails);
}

/* Ends every process, those that are up as by a crash, or in their turn. One that is down starts again with them. */
static void processes_end(struct sim *sim, struct provenance provenance, enum leaves leaves)
{
    for (uint32_t p = 0; p < sim->scenario->platform.processes; p++) {
        if (sim->processes[p].is_absent)
            continue;
        if (process_ends_as_crash(sim, p, leaves) && !sim->processes[p].is_down)
            process_die(sim, p, provenance);
        else
            process_down(sim, p, provenance);
    }
}

/* The exception of a deploy's end reaches what the worker is at, if that is not over. */
static void worker_raise(struct sim *sim, uint32_t index, struct provenance provenance)
{
    if (sim->workers[index].job == 0)
        return;
    gap_fail_unrescued(sim, index, provenance);
    worker_halt(sim, index);
}

/* What was not begun, and what still runs, is first put back, from the last worker to the first, so that the heads of
 * the queues have the first one's; then exceptions are raised. Whoever is to fail stays at work until then. */
static void workers_end(struct sim *sim, struct provenance provenance, enum leaves leaves)
{
    const struct leaves_traits *traits = &leaves_traits[leaves];

    for (uint32_t p = sim->scenario->platform.processes; p-- > 0;) {
        bool is_crash = process_ends_as_crash(sim, p, leaves);

        (void)reserve_end(sim, p, is_crash ? sim->processes[p].provenance : provenance, !is_crash);
    }
    for (uint32_t w = sim->plan->worker_count; w-- > 0;) {
        const struct worker *worker = &sim->workers[w];
        uint32_t process = w / sim->scenario->platform.workers;

        if (process_ends_as_crash(sim, process, leaves))
            (void)worker_abandon(sim, w, sim->processes[process].provenance, false);
        else if (!traits->fails || !worker_counts(sim, w))
            (void)worker_abandon(sim, w, provenance, traits->puts_back);
        else if (traits->puts_back && worker_holds(sim, w) && !sim->jobs[worker->job - 1].is_acknowledged)
            job_push_back_copy(sim, worker->job - 1, worker->attempt, provenance);
    }
    for (uint32_t w = 0; w < sim->plan->worker_count; w++)
        worker_raise(sim, w, provenance);
}

/* Lets each worker of the process that has no job take none. False when the process has no job at all. */
static bool process_keeps_jobs(struct sim *sim, uint32_t process)
{
    uint32_t workers = sim->scenario->platform.workers;
    bool has_job = false;

    for (uint32_t w = process * workers; w < (process + 1) * workers; w++) {
        if (sim->workers[w].job == 0)
            worker_halt(sim, w);
        else
            has_job = true;
    }
    return has_job;
}

/* Nothing runs in it any more, and it starts again. Whoever failed in it has ended it sooner, not later. */
static void process_stop(struct sim *sim, uint32_t process, struct provenance provenance)
{
    provenance.pending = 0;
    provenance.at = process_record(sim, EVENT_STOP, process, provenance.at);
    process_down(sim, process, provenance);
    (void)reserve_end(sim, process, provenance, true);
}

static void process_leave(struct sim *sim, uint32_t process, struct provenance provenance)
{
    if (sim->processes[process].is_down || sim->processes[process].is_leaving)
        return;
    if (process_keeps_jobs(sim, process)) {
        sim->processes[process].is_leaving = true;
        sim->world->leaving++;
    } else {
        process_stop(sim, process, provenance);
    }
}

void process_let_go(struct sim *sim, uint32_t worker)
{
    uint32_t process = worker / sim->scenario->platform.workers;

    if (sim->processes[process].is_leaving && !process_keeps_jobs(sim, process))
        process_stop(sim, process, sim->workers[worker].freed);
}

/* Nobody fetches from here on, or nobody for a process that runs already. */
static void deploy_begin(struct sim *sim, uint32_t fault, uint32_t owner)
{
    struct fault_state *state = &sim->faults[fault];
    const struct scenario *scenario = sim->scenario;

    state->strikes++;
    state->began = process_record(sim, EVENT_DEPLOY, fault, 0);
    if (!leaves_traits[deploy_leaves(&scenario->faults[fault], &scenario->platform)].has_end) {
        for (uint32_t p = 0; p < scenario->platform.processes; p++)
            process_leave(sim, p, (struct provenance){.at = state->began});
        return;
    }
    sim->world->draining++;
    timer_set(sim, owner, sim->world->now + deploy_grace(&scenario->faults[fault], &scenario->platform),
              PRIORITY_PLATFORM);
}

/* The grace is over: every process starts again. */
static void deploy_end(struct sim *sim, uint32_t fault)
{
    const struct scenario *scenario = sim->scenario;
    enum leaves leaves = deploy_leaves(&scenario->faults[fault], &scenario->platform);
    struct provenance provenance = {.at = sim->faults[fault].began};

    sim->world->draining--;
    processes_end(sim, provenance, leaves);
    workers_end(sim, provenance, leaves);
}

static void deploy(struct sim *sim, uint32_t fault, uint32_t owner)
{
    if (sim->faults[fault].phase++ == 0)
        deploy_begin(sim, fault, owner);
    else
        deploy_end(sim, fault);
}

static bool brings_down(const struct fault *fault, uint32_t bot)
{
    return fault->is_platform && fault->platform == PLATFORM_RECEIVER_DOWN &&
           (fault->bot == NO_INDEX || fault->bot == (int)bot);
}

/* The one that began last among the faults that keep the bot's receiver down. There must be one. */
static uint32_t latest_down_fault(const struct sim *sim, uint32_t bot)
{
    uint32_t latest = 0;
    event_ref began = 0;

    for (uint32_t i = 0; i < sim->plan->platform_fault_count; i++) {
        uint32_t fault = sim->plan->platform_faults[i];
        const struct fault_state *state = &sim->faults[fault];

        if (brings_down(&sim->scenario->faults[fault], bot) && state->phase == 1 && state->began > began) {
            latest = fault;
            began = state->began;
        }
    }
    CHECK(began > 0);
    return latest;
}

/* It strikes whomever a receiver then refuses. */
static void receivers_go_down(struct sim *sim, uint32_t fault)
{
    sim->faults[fault].began = process_record(sim, EVENT_DOWN, fault, 0);
    for (uint32_t b = 0; b < sim->scenario->bot_count; b++) {
        if (!brings_down(&sim->scenario->faults[fault], b))
            continue;
        sim->bots[b].down++;
        sim->bots[b].down_fault = fault;
    }
}

static void receivers_come_up(struct sim *sim, uint32_t fault)
{
    (void)process_record(sim, EVENT_UP, fault, sim->faults[fault].began);
    for (uint32_t b = 0; b < sim->scenario->bot_count; b++)
        if (brings_down(&sim->scenario->faults[fault], b) && --sim->bots[b].down > 0)
            sim->bots[b].down_fault = latest_down_fault(sim, b);
}

static void receiver_down(struct sim *sim, uint32_t fault, uint32_t owner)
{
    if (sim->faults[fault].phase++ > 0) {
        receivers_come_up(sim, fault);
        return;
    }
    receivers_go_down(sim, fault);
    timer_set(sim, owner, sim->world->now + sim->scenario->faults[fault].length, PRIORITY_PLATFORM);
}

void platform_timer(struct sim *sim, uint32_t index)
{
    uint32_t fault = sim->plan->platform_faults[index];
    uint32_t owner = timer_owner(sim->plan, TIMER_PLATFORM, index);

    switch (sim->scenario->faults[fault].platform) {
    case PLATFORM_KILL:
        kill_process(sim, fault);
        break;
    case PLATFORM_START:
        start_process(sim, fault);
        break;
    case PLATFORM_DEPLOY:
        deploy(sim, fault, owner);
        break;
    case PLATFORM_RECEIVER_DOWN:
        receiver_down(sim, fault, owner);
        break;
    case PLATFORM_TWICE:
        CHECK(!"a platform fault with a time");
    }
}

void platform_start(struct sim *sim)
{
    for (uint32_t i = 0; i < sim->plan->platform_fault_count; i++) {
        const struct fault *fault = &sim->scenario->faults[sim->plan->platform_faults[i]];

        if (fault->platform == PLATFORM_START)
            process_wait(sim, fault->process - 1);
        timer_set(sim, timer_owner(sim->plan, TIMER_PLATFORM, i), fault->at, PRIORITY_PLATFORM);
    }
}
