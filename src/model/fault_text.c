#include "model/fault_text.h"

void gap_say(enum micro after, enum micro first, struct text *out)
{
    if (after == MICRO_NONE)
        text_addf(out, "before %s", micro_names[first]);
    else
        text_addf(out, "after %s", micro_names[after]);
}

/* "Worf's commit", "commit in step 3 of BotsJob", "BotsJob's acknowledge". */
static void place_say(const struct scenario *scenario, const struct fault *fault, struct text *out)
{
    text_addf(out, "%s ", fault->is_before ? "before" : "after");
    if (fault->bot != NO_INDEX)
        text_addf(out, "%s's %s", scenario->bots[fault->bot].name, micro_names[fault->micro]);
    else if (fault->step == NO_INDEX)
        text_addf(out, "%s's %s", scenario->jobs[fault->job].name, micro_names[fault->micro]);
    else
        text_addf(out, "%s in step %d of %s", micro_names[fault->micro], fault->step + 1,
                  scenario->jobs[fault->job].name);
}

static void platform_say(const struct scenario *scenario, const struct fault *fault, struct text *out)
{
    switch (fault->platform) {
    case PLATFORM_KILL:
        text_addf(out, "kill of process %u at ", fault->process);
        msec_say(fault->at, out);
        return;
    case PLATFORM_START:
        text_addf(out, "start of process %u at ", fault->process);
        msec_say(fault->at, out);
        return;
    case PLATFORM_DEPLOY:
        text_add(out, "deploy at ");
        msec_say(fault->at, out);
        return;
    case PLATFORM_TWICE:
        text_addf(out, "%s delivered twice", fault->job == NO_INDEX ? "a job" : scenario->jobs[fault->job].name);
        return;
    case PLATFORM_RECEIVER_DOWN:
        text_addf(out, "%s down for ", fault->bot == NO_INDEX ? "receivers" : scenario->bots[fault->bot].name);
        msec_say(fault->length, out);
        return;
    }
}

void fault_say(const struct scenario *scenario, const struct fault *fault, struct text *out)
{
    if (fault->name != NULL) {
        text_add(out, fault->name);
    } else if (fault->is_platform) {
        platform_say(scenario, fault, out);
    } else {
        text_addf(out, "%s ", fault_kind_names[fault->kind]);
        place_say(scenario, fault, out);
    }
}
