#include "engine/record.h"

#include "base/check.h"

/* Of the instance that the worker's attempt is at, written by it or blank. */
static struct step_record *record_of(const struct sim *sim, uint32_t index)
{
    uint32_t instance = sim_instance(sim, sim->workers[index].job - 1);
    struct step_record *record = &sim->records[instance];

    if (record->job != sim->jobs[instance].id)
        *record = (struct step_record){.job = sim->jobs[instance].id};
    return record;
}

static const struct job *job_of(const struct sim *sim, uint32_t index)
{
    return &sim->scenario->jobs[sim->jobs[sim->workers[index].job - 1].job];
}

uint32_t step_record_keep(struct sim *sim, uint32_t index)
{
    const struct worker *worker = &sim->workers[index];
    const struct op *op = &sim->ops[worker->op];
    bool leaves = worker->skipped && skipped_traits[job_of(sim, index)->steps[op->step].skipped].leaves;
    struct step_record *record = record_of(sim, index);

    record->steps |= leaves ? UINT64_MAX : (uint64_t)1 << op->step;
    return leaves ? op->leave : step_record_pass(sim, index, op->next);
}

uint32_t step_record_pass(struct sim *sim, uint32_t index, uint32_t op)
{
    const struct job *job = job_of(sim, index);
    uint32_t first = op;

    if (!resume_traits[job->resume].records)
        return op;
    while (op != NO_OP && sim->ops[op].step != NO_STEP && (record_of(sim, index)->steps >> sim->ops[op].step & 1))
        op = sim->ops[op].next_step;
    if (op != first)
        (void)worker_record(
            sim, index,
            &(struct payload){
                .kind = EVENT_RESUME,
                .micro = MICRO_NONE,
                .value = op == NO_OP || sim->ops[op].step == NO_STEP ? job->step_count : sim->ops[op].step,
                .is_of_job = true,
            });
    return op;
}
