#include "engine/reserve.h"

#include <string.h>

#include "base/check.h"
#include "engine/job.h"

#define NO_PROCESS UINT32_MAX

static uint32_t *reserve_of(const struct sim *sim, uint32_t process)
{
    return &sim->reserves[(size_t)process * sim->plan->reserve_room];
}

static bool is_idle(const struct sim *sim, uint32_t worker)
{
    return sim->world->idle[worker / 64] >> worker % 64 & 1;
}

uint32_t reserve_worker(const struct sim *sim)
{
    uint32_t workers = sim->scenario->platform.workers;

    for (uint32_t w = 0; sim->world->reserved > 0 && w < sim->plan->worker_count; w++)
        if (sim->processes[w / workers].reserved > 0 && is_idle(sim, w))
            return w;
    return NO_WORKER;
}

static bool process_has_room(const struct sim *sim, uint32_t process)
{
    const struct process *of = &sim->processes[process];

    return !of->is_down && !of->is_frozen && !of->is_leaving && of->reserved < sim->plan->reserve_most;
}

/* The process that reserves the next job, or NO_PROCESS. */
static uint32_t next_process(const struct sim *sim)
{
    uint32_t next = NO_PROCESS;

    for (uint32_t p = 0; p < sim->scenario->platform.processes; p++)
        if (process_has_room(sim, p) &&
            (next == NO_PROCESS || sim->processes[p].reserved < sim->processes[next].reserved))
            next = p;
    return next;
}

bool reserve_is_wanted(const struct sim *sim)
{
    bool is_queued = sim->world->queued > sim->world->reserved, has_idle = sim->world->idle_count > 1;

    return (is_queued && (has_idle || next_process(sim) != NO_PROCESS)) || reserve_worker(sim) != NO_WORKER;
}

/* One more or less in the process's reserve. */
static void reserve_count(struct sim *sim, uint32_t process, uint32_t more, uint32_t less)
{
    sim->processes[process].reserved += more - less;
    sim->world->reserved += more - less;
    sim->world->queued += more - less;
}

uint32_t reserve_take(struct sim *sim, uint32_t process)
{
    uint32_t *reserve = reserve_of(sim, process), job = reserve[0] - 1;

    CHECK(sim->processes[process].reserved > 0);
    reserve_count(sim, process, 0, 1);
    memmove(reserve, reserve + 1, sim->processes[process].reserved * sizeof *reserve);
    return job;
}

uint32_t reserve_take_last(struct sim *sim, uint32_t process)
{
    CHECK(sim->processes[process].reserved > 0);
    reserve_count(sim, process, 0, 1);
    return reserve_of(sim, process)[sim->processes[process].reserved] - 1;
}

void reserve_return(struct sim *sim, uint32_t process, uint32_t job)
{
    uint32_t *reserve = reserve_of(sim, process);

    CHECK(sim->processes[process].reserved < sim->plan->reserve_room);
    memmove(reserve + 1, reserve, sim->processes[process].reserved * sizeof *reserve);
    reserve[0] = job + 1;
    sim->jobs[job].refs++;
    reserve_count(sim, process, 1, 0);
}

/* The queue has given the job to the process, and its lease begins. */
static void job_reserve(struct sim *sim, uint32_t job, uint32_t process)
{
    struct job_slot *slot = &sim->jobs[job];
    struct event event = job_event(sim, job, EVENT_RESERVE);

    event.value = process;
    event.detail = slot->origin != 0;
    slot->queued.at = sim_emit(sim, &event, slot->queued.at);
    if (slot->origin)
        return;
    slot->reserver = (uint16_t)(process + 1);
    slot->is_acknowledged = false;
    if (on_crash_traits[sim->scenario->platform.on_crash].has_lease)
        (void)job_lease(sim, job);
}

void reserve_add(struct sim *sim, uint32_t job)
{
    uint32_t process = next_process(sim);

    CHECK(process != NO_PROCESS);
    reserve_of(sim, process)[sim->processes[process].reserved] = job + 1;
    sim->jobs[job].refs++;
    reserve_count(sim, process, 1, 0);
    job_reserve(sim, job, process);
}

bool reserve_is_late(const struct sim *sim, uint32_t process, uint32_t job)
{
    const struct job_slot *slot = &sim->jobs[job];
    const uint32_t *reserve = reserve_of(sim, process);

    if (slot->origin)
        return false;
    for (uint32_t i = 0; i < sim->processes[process].reserved; i++)
        if (reserve[i] == job + 1)
            return true; /* it was reserved once more */
    return slot->reserver != process + 1;
}
