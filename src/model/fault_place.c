#include "model/fault_place.h"

#include "base/check.h"

int fault_post(const struct scenario *scenario, const struct fault *fault)
{
    if (fault->is_platform || fault->job == NO_INDEX)
        return fault->is_platform ? NO_INDEX : fault->bot;
    return fault->step == NO_INDEX ? NO_INDEX : step_bot(&scenario->jobs[fault->job].steps[fault->step]);
}

bool fault_form(const struct scenario *scenario, const struct fault *fault, struct step_form *form)
{
    const struct job *job = fault->job == NO_INDEX ? NULL : &scenario->jobs[fault->job];

    if (fault->is_platform || (fault->bot == NO_INDEX && (!job || fault->step == NO_INDEX)))
        return false;
    *form = fault->bot == NO_INDEX ? job_step_form(scenario, job, &job->steps[fault->step])
                                   : bot_post_form(scenario, (uint32_t)fault->bot);
    return true;
}

bool fault_is_reachable(const struct scenario *scenario, const struct fault *fault)
{
    struct step_form form;

    return !fault_form(scenario, fault, &form) || step_has_micro(form, fault->micro);
}

/* A form of such a step that has the micro-step; there must be one. */
static struct step_form form_of(enum step_kind kind, enum micro micro)
{
    for (int resume = 0; resume < RESUME_COUNT; resume++)
        for (int guard = 0; guard < GUARD_COUNT; guard++) {
            const struct step_form form = {kind, (enum guard)guard, (enum resume)resume};

            if (step_has_micro(form, micro))
                return form;
        }
    CHECK(!"a micro-step of the step's kind");
    return (struct step_form){.kind = kind};
}

/* What lies behind the gap before (or after) a micro-step under a form that has it; MICRO_NONE: the step begins with
 * it. */
static enum micro micro_behind(enum step_kind kind, enum micro of, bool is_before)
{
    const struct step_form form = form_of(kind, of);
    enum micro behind = MICRO_NONE;

    for (int micro = 0; micro < (int)of + !is_before; micro++)
        if (step_has_micro(form, (enum micro)micro))
            behind = (enum micro)micro;
    return behind;
}

/* Of the micro-steps after which the effect is the same, the one nearest to the commit: the last before it, the first
 * from it on. MICRO_NONE: there is none. */
static enum micro micro_of_effect(enum effect effect, struct step_form form)
{
    enum micro nearest = MICRO_NONE;

    for (int micro = 0; micro < MICRO_COUNT; micro++)
        if (step_has_micro(form, (enum micro)micro) && micro_traits[micro].effect == effect &&
            (nearest == MICRO_NONE || effect < EFFECT_MADE))
            nearest = (enum micro)micro;
    return nearest;
}

/* Where what lay behind `micro` goes: a record's place is the step's end, for nothing else is behind it. */
static enum micro micro_instead(enum micro micro, struct step_form to)
{
    return micro_traits[micro].traits & MICRO_IS_RECORDS ? micro_behind(to.kind, micro, true)
                                                         : micro_of_effect(micro_traits[micro].effect, to);
}

static void fault_put_back(struct fault *fault)
{
    if (fault->is_carried) {
        fault->micro = fault->micro_at_first;
        fault->is_before = fault->is_before_at_first;
        fault->is_carried = false;
    }
}

void fault_carry(struct fault *fault, struct step_form to)
{
    enum micro behind;

    CHECK(!fault->is_platform);
    fault_put_back(fault);
    if (step_has_micro(to, fault->micro))
        return;
    behind = micro_behind(to.kind, fault->micro, fault->is_before);
    CHECK(behind != MICRO_NONE); /* every step begins with a micro-step that it always has */
    if (!step_has_micro(to, behind))
        behind = micro_instead(behind, to);
    if (behind == MICRO_NONE)
        return;
    fault->is_carried = true;
    fault->micro_at_first = fault->micro;
    fault->is_before_at_first = fault->is_before;
    fault->micro = behind;
    fault->is_before = false;
}

/* What lies behind a fault's gap at an enqueue, or around the job. MICRO_NONE: nothing. */
static enum micro micro_behind_of(const struct fault *fault)
{
    if (fault->step != NO_INDEX)
        return micro_behind(STEP_ENQUEUE, fault->micro, fault->is_before);
    return fault->micro == MICRO_FETCH ? MICRO_NONE : MICRO_DONE;
}

/* The micro-step after which as much of the effect is made as after `behind`, or more where no such step has one. */
static enum micro micro_as_far(enum micro behind, struct step_form form)
{
    enum micro micro = step_has_micro(form, behind) ? behind : MICRO_NONE;

    for (int effect = (int)micro_traits[behind].effect; micro == MICRO_NONE; effect++) {
        CHECK(effect <= EFFECT_KNOWN); /* the end of any step */
        micro = micro_of_effect((enum effect)effect, form);
    }
    return micro;
}

bool fault_replace(struct fault *fault, enum step_kind first, enum step_kind last)
{
    struct step_form form;
    enum micro behind;
    bool is_ahead;

    CHECK(!fault->is_platform);
    fault_put_back(fault);
    behind = micro_behind_of(fault);
    is_ahead = behind == MICRO_NONE || micro_traits[behind].effect < EFFECT_MADE;
    form = (struct step_form){.kind = is_ahead ? first : last, .guard = GUARD_NONE};
    if (step_has_micro(form, fault->micro) || micro_traits[fault->micro].traits & MICRO_IS_RECORDS)
        return is_ahead;
    fault->is_before = behind == MICRO_NONE;
    fault->micro = behind == MICRO_NONE ? MICRO_BEGIN : micro_as_far(behind, form);
    return is_ahead;
}
