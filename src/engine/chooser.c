#include "engine/chooser.h"

#include "engine/program.h"
#include "engine/world.h"

static bool fault_allows(const struct fault *fault, const struct gap *gap, uint32_t strikes)
{
    return (fault->times == 0 || strikes < fault->times) && gap->now >= fault->from && gap->now < fault->until &&
           (!fault->is_before || fault->micro == gap->before) &&
           (fault->instance == 0 || fault->instance == gap->instance) &&
           list_allows(fault->attempts, fault->attempt_count, gap->attempt) &&
           list_allows(fault->occurrences, fault->occurrence_count, gap->occurrence);
}

bool chooser_roll(struct chooser *chooser, struct world *world, uint32_t fault, uint32_t probability)
{
    if (chooser && chooser->roll)
        return chooser->roll(chooser, world, fault, probability);
    return probability == PROBABILITY_ONE || random_below(&world->random[RANDOM_FAULTS], PROBABILITY_ONE) < probability;
}

bool chooser_strike(struct chooser *chooser, const struct plan *plan, struct world *world, uint32_t index,
                    struct strike *strike)
{
    struct fault_state *state = (struct fault_state *)((char *)world + plan->layout.faults) + index;
    const struct fault *fault = &plan->scenario->faults[index];

    if (!chooser_roll(chooser, world, index, fault->probability))
        return false;
    state->strikes++;
    *strike = (struct strike){fault->kind, fault->length, (int)index};
    return true;
}

bool chooser_scripted(struct chooser *chooser, const struct plan *plan, struct world *world, const struct gap *gap,
                      struct strike *strike)
{
    const struct op *op = &plan->ops[gap->op / 2];
    const struct gap_faults *faults = gap->op % 2 ? &op->after : &op->before;
    const struct fault_state *states = (const struct fault_state *)((char *)world + plan->layout.faults);

    for (uint32_t i = 0; i < faults->count; i++) {
        uint32_t index = plan->gap_faults[faults->first + i];

        if (fault_allows(&plan->scenario->faults[index], gap, states[index].strikes) &&
            chooser_strike(chooser, plan, world, index, strike))
            return true;
    }
    return false;
}
