#include "model/fault_rate.h"

#include "model/usual.h"

/* Appends an error with this probability in the gap before (or after) a micro-step of a step. */
static void add_fault(struct scenario *scenario, int job, int step, enum micro micro, bool is_before)
{
    const struct step *at = &scenario->jobs[job].steps[step];
    bool is_post = at->kind == STEP_POST;
    struct fault fault = fault_usual();

    fault.kind = FAULT_ERROR;
    fault.bot = is_post ? at->target : NO_INDEX;
    fault.job = is_post ? NO_INDEX : job;
    fault.step = is_post ? NO_INDEX : step;
    fault.micro = micro;
    fault.is_before = is_before;
    fault.times = 0;
    scenario->faults[scenario->fault_count++] = fault;
}

/* `*seen`: the bots whose faults are there already; they are the bot's, wherever it posts. */
static void add_step_faults(struct scenario *scenario, int job, uint32_t step, bot_set *seen)
{
    const struct step *at = &scenario->jobs[job].steps[step];
    enum micro micros[MICRO_COUNT];
    size_t count = step_micros(at->kind == STEP_POST ? bot_post_form(scenario, (uint32_t)at->target)
                                                     : job_step_form(scenario, &scenario->jobs[job], at),
                               micros);

    if (at->kind == STEP_POST && *seen >> at->target & 1)
        return;
    if (at->kind == STEP_POST)
        *seen |= (bot_set)1 << at->target;
    add_fault(scenario, job, (int)step, micros[0], true);
    for (size_t m = 0; m < count; m++)
        add_fault(scenario, job, (int)step, micros[m], false);
}

struct scenario *scenario_with_fault_rate(const struct scenario *scenario, uint32_t probability, struct err *err)
{
    struct scenario *copy = scenario_copy(scenario);
    bot_set seen = 0;
    size_t room = 0;

    for (uint32_t j = 0; j < scenario->job_count; j++)
        room += (size_t)scenario->jobs[j].step_count * (MICRO_COUNT + 1);
    if (!copy || !scenario_room_for_faults(copy, room)) {
        scenario_free(copy);
        (void)err_memory(err);
        return NULL;
    }
    for (uint32_t j = 0; j < copy->job_count; j++)
        for (uint32_t s = 0; s < copy->jobs[j].step_count; s++)
            add_step_faults(copy, (int)j, s, &seen);
    for (uint32_t f = scenario->fault_count; f < copy->fault_count; f++)
        copy->faults[f].probability = probability;
    return copy;
}
