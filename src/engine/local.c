#include "engine/local.h"

#include "engine/timer.h"

static bool is_threatened(const struct threats *threats, enum micro after, enum micro before)
{
    return threats->kinds != 0 && gap_is_beside(threats->micros, after, before);
}

/* Whether it strikes all that its process does. */
static bool takes_process(enum fault_kind kind)
{
    return fault_traits[kind].effect == STRIKE_KILLS || fault_traits[kind].effect == STRIKE_FREEZES;
}

static bool may_stop(const struct threats *threats)
{
    for (int kind = 0; kind < FAULT_COUNT; kind++)
        if ((threats->kinds >> kind & 1) && takes_process((enum fault_kind)kind))
            return true;
    return false;
}

static bool op_is_local(const struct sim *sim, const struct threats *threats, const struct op *op)
{
    const struct guard_traits *guard = &guard_traits[op->guard];

    if (op->action == ACTION_COMMIT) /* one post more, for which nobody asks and nobody waits */
        return guard->asks == MICRO_NONE && guard->records == MICRO_NONE && !may_stop(threats) && !sim->plan->has_needs;
    if (op->action ==
        ACTION_FETCH) /* a process that dies, or is thought dead, leaves a delivery that was not fetched as
                                     * it was; and an attempt that resumes asks what others have recorded */
        return !on_crash_traits[sim->scenario->platform.on_crash].has_lease && !may_stop(threats) && !op->resumes;
    return (micro_traits[op->micro].traits & MICRO_IS_QUIET) != 0;
}

static bool worker_is_local(const struct sim *sim, const struct worker *worker, const struct threats *threats)
{
    const struct op *op = &sim->ops[worker->op];
    uint32_t next = op->action == ACTION_LEAVE && worker->skipped ? op->leave : op->next;

    if (worker->phase != PHASE_ACT || next == NO_OP || !op_is_local(sim, threats, op))
        return false;
    if (is_threatened(threats, (enum micro)op->micro, (enum micro)op->micro_after))
        return false;
    return !op->is_last || !is_threatened(threats, MICRO_NONE, (enum micro)sim->ops[next].micro);
}

bool world_local_step(const struct plan *plan, const struct world *world, const struct threats *threats,
                      uint32_t *place)
{
    struct sim sim = sim_make(plan, (struct world *)world, NULL, NULL);

    for (uint32_t i = 0; i < world->timer_count; i++) {
        const struct timer *timer = &sim.timers[i];

        uint32_t owner = timer_owner_of(timer);

        if (owner >= plan->worker_count || !worker_is_local(&sim, &sim.workers[owner], threats))
            continue;
        *place = 0;
        for (uint32_t j = 0; j < world->timer_count; j++)
            *place += timer_is_before(&sim.timers[j], timer);
        return true;
    }
    return false;
}
