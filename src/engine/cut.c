#include "engine/cut.h"

#include "engine/job.h"

/* What a busy worker, or one whose process is down, keeps others waiting for. */
static struct provenance worker_provenance(const struct sim *sim, uint32_t worker)
{
    const struct process *process = &sim->processes[worker / sim->scenario->platform.workers];

    return process->is_down || process->is_frozen ? process->provenance : sim->workers[worker].provenance;
}

/* It waits with its process for the attempts of others there, or has not started. */
static bool is_spent(const struct sim *sim, uint32_t worker)
{
    const struct process *process = &sim->processes[worker / sim->scenario->platform.workers];

    return sim->workers[worker].job == 0 && (process->is_leaving || process->is_absent);
}

/* What a job waits for while none of these workers is free: nobody's failure as long as nobody is to blame for one of
 * them; of none where no worker is there. */
static struct provenance queue_provenance(const struct sim *sim, uint32_t begin, uint32_t end)
{
    struct provenance first = {0};

    for (uint32_t w = begin; w < end; w++) {
        struct provenance provenance = worker_provenance(sim, w);

        if (is_spent(sim, w))
            continue;
        if ((provenance.blame | provenance.pending) == 0)
            return provenance;
        first = first.at ? first : provenance;
    }
    return first;
}

/* The worker that has taken the job and has not fetched it yet, or NO_WORKER. */
static uint32_t taker(const struct sim *sim, uint32_t job)
{
    for (uint32_t w = 0; w < sim->plan->worker_count; w++)
        if (sim->workers[w].job == job + 1 && !sim->workers[w].has_started)
            return w;
    return NO_WORKER;
}

static struct provenance job_provenance(const struct sim *sim, uint32_t job)
{
    const struct job_slot *slot = &sim->jobs[job];
    struct provenance queue = {0};
    uint32_t worker = taker(sim, job), workers = sim->scenario->platform.workers;

    if (slot->state == JOB_RUNNING && slot->holder)
        worker = slot->holder_worker;
    if (worker != NO_WORKER)
        return worker_provenance(sim, worker);
    if (slot->reserver)
        queue = queue_provenance(sim, (slot->reserver - 1u) * workers, slot->reserver * workers);
    else if (slot->state == JOB_WAITING && !slot->is_orphan && sim->world->draining == 0)
        queue = queue_provenance(sim, 0, sim->plan->worker_count);
    return queue.at ? queue : slot->queued;
}

static bot_set bots_unposted(const struct sim *sim, const struct job_slot *slot)
{
    bot_set unposted = 0;

    for (bot_set left = sim->scenario->jobs[slot->job].reach; left; left &= left - 1)
        if (sim_cell(sim, slot->occurrence, bot_set_first(left))->posts == 0)
            unposted |= bot_set_of(bot_set_first(left));
    return unposted;
}

static void cut_job(struct sim *sim, uint32_t job, bot_set unposted)
{
    struct provenance provenance = provenance_delayed(job_provenance(sim, job));
    struct event event = job_event(sim, job, EVENT_CUT);

    (void)sim_emit(sim, &event, provenance.at);
    for (bot_set left = unposted; left; left &= left - 1) {
        uint32_t bot = bot_set_first(left);

        sim_cell(sim, event.occurrence, bot)->held_by |= provenance.blame & bots_blamed(sim, bot);
    }
}

void cut_jobs(struct sim *sim)
{
    for (uint32_t job = 0; job < sim->world->job_top; job++) {
        const struct job_slot *slot = &sim->jobs[job];
        bool is_alive = slot->id && !slot->origin && job_state_traits[slot->state].is_alive;
        bot_set unposted = is_alive ? bots_unposted(sim, slot) : 0;

        if (unposted)
            cut_job(sim, job, unposted);
    }
}
