#include "engine/process.h"

#include "base/check.h"
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

static void process_down(struct sim *sim, uint32_t process, struct provenance provenance)
{
    const struct platform *platform = &sim->scenario->platform;

    sim->processes[process].is_down = true;
    sim->processes[process].provenance = provenance;
    job_find_held(sim, process);
    timer_set(sim, timer_owner(sim->plan, TIMER_PROCESS, process), sim->world->now + platform->restart,
              PRIORITY_RESTART);
}

/* Takes the worker out of its attempt; what becomes of the job depends on how the process ended. False when it had no
 * attempt, or one that no longer held its job. */
static bool worker_abandon(struct sim *sim, uint32_t index, struct provenance provenance, bool is_crash)
{
    struct worker *worker = &sim->workers[index];
    uint32_t job = worker->job - 1, attempt = worker->attempt;
    bool is_busy = worker->job != 0, has_started = worker->has_started;
    bool is_held = is_busy && has_started && job_is_held_by(sim, job, attempt);

    if (is_busy && !has_started) {
        worker_return(sim, index, provenance);
    } else if (is_busy) {
        worker_free(sim, index, &provenance);
        if (is_held && is_crash)
            job_orphan(sim, job, index / sim->scenario->platform.workers, provenance);
        else if (is_held && sim->jobs[job].is_acknowledged) /* nobody has it any more who could put it back */
            job_lose(sim, job, provenance);
        else if (is_held)
            job_push_back(sim, job, attempt, provenance);
    }
    worker_halt(sim, index);
    return is_held || (is_busy && !has_started);
}

bool process_crash(struct sim *sim, uint32_t process, struct provenance provenance)
{
    uint32_t workers = sim->scenario->platform.workers;
    bool takes_any = false;

    provenance.at = process_record(sim, EVENT_CRASH, process, provenance.at);
    process_down(sim, process, provenance);
    for (uint32_t w = workers; w-- > 0;)
        takes_any = worker_abandon(sim, process * workers + w, provenance, true) || takes_any;
    return takes_any;
}

void process_timer(struct sim *sim, uint32_t process)
{
    uint32_t workers = sim->scenario->platform.workers;
    struct provenance provenance = provenance_delayed(sim->processes[process].provenance);

    CHECK(sim->processes[process].is_down);
    sim->processes[process].is_down = false;
    provenance.at = process_record(sim, EVENT_RESTART, process, provenance.at);
    for (uint32_t w = process * workers; w < (process + 1) * workers; w++) {
        sim->workers[w].freed = provenance;
        worker_set_idle(sim, w, true);
    }
}

/* It has struck where it takes a job from anybody. */
static void kill_process(struct sim *sim, uint32_t fault)
{
    uint32_t process = sim->scenario->faults[fault].process - 1;
    struct provenance provenance = {.at = process_record(sim, EVENT_KILL, fault, 0)};

    if (!sim->processes[process].is_down)
        sim->faults[fault].strikes += process_crash(sim, process, provenance);
}

/* Nobody fetches from here on; at the end of the grace what still runs is pushed back and every process starts
 * again. */
static void deploy(struct sim *sim, uint32_t fault, uint32_t owner)
{
    struct fault_state *state = &sim->faults[fault];
    struct provenance provenance = {.at = state->began};

    if (state->phase++ == 0) {
        state->strikes++;
        state->began = process_record(sim, EVENT_DEPLOY, fault, 0);
        sim->world->draining++;
        timer_set(sim, owner, sim->world->now + sim->scenario->faults[fault].grace, PRIORITY_PLATFORM);
        return;
    }
    sim->world->draining--;
    for (uint32_t w = sim->plan->worker_count; w-- > 0;)
        (void)worker_abandon(sim, w, provenance, false);
    for (uint32_t p = 0; p < sim->scenario->platform.processes; p++)
        process_down(sim, p, provenance);
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
    for (uint32_t i = 0; i < sim->plan->platform_fault_count; i++)
        timer_set(sim, timer_owner(sim->plan, TIMER_PLATFORM, i),
                  sim->scenario->faults[sim->plan->platform_faults[i]].at, PRIORITY_PLATFORM);
}
