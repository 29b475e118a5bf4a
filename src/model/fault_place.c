#include "model/fault_place.h"

#include "base/check.h"

int fault_post(const struct scenario *scenario, const struct fault *fault)
{
    if (fault->is_platform || fault->job == NO_INDEX)
        return fault->is_platform ? NO_INDEX : fault->bot;
    return fault->step == NO_INDEX ? NO_INDEX : step_bot(&scenario->jobs[fault->job].steps[fault->step]);
}

static bool post_has(enum guard guard, enum micro micro)
{
    return step_has_micro(STEP_POST, guard, micro);
}

bool fault_is_reachable(const struct scenario *scenario, const struct fault *fault)
{
    int bot = fault_post(scenario, fault);

    return bot == NO_INDEX || post_has(scenario->bots[bot].guard, fault->micro);
}

/* A guard that has the micro-step; there must be one. */
static enum guard guard_of(enum micro micro)
{
    int guard = 0;

    while (guard < GUARD_COUNT && !post_has((enum guard)guard, micro))
        guard++;
    CHECK(guard < GUARD_COUNT);
    return (enum guard)guard;
}

/* What lies behind the fault's gap under a guard that has it; MICRO_NONE: the step begins with it. */
static enum micro micro_behind(const struct fault *fault)
{
    enum guard guard = guard_of(fault->micro);
    enum micro behind = MICRO_NONE;

    for (int micro = 0; micro < (int)fault->micro + !fault->is_before; micro++)
        if (post_has(guard, (enum micro)micro))
            behind = (enum micro)micro;
    return behind;
}

/* Of the micro-steps after which the effect is the same, the one nearest to the commit: the last before it, the first
 * from it on. MICRO_NONE: there is none. */
static enum micro micro_of_effect(enum effect effect, enum guard guard)
{
    enum micro nearest = MICRO_NONE;

    for (int micro = 0; micro < MICRO_COUNT; micro++)
        if (post_has(guard, (enum micro)micro) && micro_traits[micro].effect == effect &&
            (nearest == MICRO_NONE || effect < EFFECT_MADE))
            nearest = (enum micro)micro;
    return nearest;
}

static void fault_put_back(struct fault *fault)
{
    if (fault->is_carried) {
        fault->micro = fault->micro_at_first;
        fault->is_before = fault->is_before_at_first;
        fault->is_carried = false;
    }
}

void fault_carry(struct fault *fault, enum guard to)
{
    enum micro behind;

    CHECK(!fault->is_platform);
    fault_put_back(fault);
    if (post_has(to, fault->micro))
        return;
    behind = micro_behind(fault);
    CHECK(behind != MICRO_NONE); /* every post begins with a micro-step that is no guard's own */
    if (!post_has(to, behind))
        behind = micro_of_effect(micro_traits[behind].effect, to);
    if (behind == MICRO_NONE)
        return;
    fault->is_carried = true;
    fault->micro_at_first = fault->micro;
    fault->is_before_at_first = fault->is_before;
    fault->micro = behind;
    fault->is_before = false;
}
