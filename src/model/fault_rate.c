#include "model/fault_rate.h"

#include <string.h>

/* Appends an error with this probability in the gap before (or after) a micro-step of a step. */
static void add_fault(struct scenario *scenario, int job, int step, enum micro micro, bool is_before)
{
    const struct step *at = &scenario->jobs[job].steps[step];
    bool is_post = at->kind == STEP_POST;

    scenario->faults[scenario->fault_count++] = (struct fault){
        .kind = FAULT_ERROR,
        .bot = is_post ? at->target : NO_INDEX,
        .job = is_post ? NO_INDEX : job,
        .step = is_post ? NO_INDEX : step,
        .micro = micro,
        .is_before = is_before,
        .until = MSEC_NEVER,
    };
}

static bool bot_is_first_here(const struct scenario *scenario, int job, uint32_t step)
{
    for (int j = 0; j <= job; j++) {
        uint32_t end = j < job ? scenario->jobs[j].step_count : step;

        for (uint32_t s = 0; s < end; s++)
            if (scenario->jobs[j].steps[s].kind == STEP_POST &&
                scenario->jobs[j].steps[s].target == scenario->jobs[job].steps[step].target)
                return false;
    }
    return true;
}

static void add_step_faults(struct scenario *scenario, int job, uint32_t step)
{
    const struct step *at = &scenario->jobs[job].steps[step];
    enum micro micros[MICRO_COUNT];
    size_t count = step_micros(at->kind, step_guard(scenario, at), micros);

    if (at->kind == STEP_POST && !bot_is_first_here(scenario, job, step))
        return; /* its faults are the bot's, wherever it posts */
    add_fault(scenario, job, (int)step, micros[0], true);
    for (size_t m = 0; m < count; m++)
        add_fault(scenario, job, (int)step, micros[m], false);
}

struct scenario *scenario_with_fault_rate(const struct scenario *scenario, uint32_t probability, struct err *err)
{
    struct scenario *copy = scenario_copy(scenario);
    size_t room = scenario->fault_count;
    struct fault *faults;

    for (uint32_t j = 0; j < scenario->job_count; j++)
        room += (size_t)scenario->jobs[j].step_count * (MICRO_COUNT + 1);
    faults = copy ? arena_array(&copy->arena, room, sizeof *faults) : NULL;
    if (!faults) {
        scenario_free(copy);
        (void)err_memory(err);
        return NULL;
    }
    if (copy->fault_count > 0)
        memcpy(faults, copy->faults, copy->fault_count * sizeof *faults);
    copy->faults = faults;
    for (uint32_t j = 0; j < copy->job_count; j++)
        for (uint32_t s = 0; s < copy->jobs[j].step_count; s++)
            add_step_faults(copy, (int)j, s);
    for (uint32_t f = scenario->fault_count; f < copy->fault_count; f++)
        copy->faults[f].probability = probability;
    return copy;
}
