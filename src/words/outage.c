#include "words/outage.h"

#include "model/fault_text.h"

/* Strikes every time, in a span of time. */
static bool is_span(const struct fault *fault)
{
    return fault->times == 0 && fault->until != MSEC_NEVER && fault->attempt_count == 0 &&
           fault->occurrence_count == 0 && fault->instance == 0 && fault->probability == PROBABILITY_ONE;
}

bool outage_is(const struct fault *fault)
{
    return fault->is_platform ? platform_fault_traits[fault->platform].is_timed : is_span(fault);
}

uint32_t outage_struck(const struct trace *trace, uint32_t fault, uint32_t told)
{
    for (uint32_t i = 0; told != NO_EVENT && i <= told && i < trace->count; i++) {
        const struct event *event = &trace->events[i];

        if ((event->kind == EVENT_STRIKE || event->kind == EVENT_TWICE) && event->value == (int64_t)fault)
            return i;
    }
    return NO_EVENT;
}

const struct fault *outage_of(const struct scenario *scenario)
{
    for (uint32_t f = 0; f < scenario->fault_count; f++)
        if (outage_is(&scenario->faults[f]))
            return &scenario->faults[f];
    return NULL;
}

/* A time as exact as the file has it. */
static void say_time(msec time, struct text *out)
{
    if (time < SECOND && time % 100 != 0)
        text_addf(out, "%d ms", (int)time);
    else
        msec_say(time, out);
}

void outage_say_span(const struct fault *fault, struct text *out)
{
    msec from = fault->is_platform ? fault->at : fault->from, until = fault->is_platform ? MSEC_NEVER : fault->until;

    if (fault->is_platform && platform_fault_traits[fault->platform].has_length)
        until = from + fault->length;
    say_time(from, out);
    if (until != MSEC_NEVER) {
        text_add(out, " – ");
        say_time(until, out);
    }
}

static void say_platform_fault(const struct scenario *scenario, const struct fault *fault, struct text *out)
{
    enum leaves leaves = deploy_leaves(fault, &scenario->platform);

    switch (fault->platform) {
    case PLATFORM_KILL:
        if (scenario->platform.processes > 1)
            text_addf(out, "process %u is killed", fault->process);
        else
            text_add(out, "the process is killed");
        return;
    case PLATFORM_START:
        text_addf(out, "process %u starts, which was not there before", fault->process);
        return;
    case PLATFORM_DEPLOY:
        text_add(out, "a deploy, in which no job is taken any more, and those at work ");
        if (leaves_traits[leaves].has_end) {
            text_add(out, "have ");
            msec_say(deploy_grace(fault, &scenario->platform), out);
            text_add(out, "; then ");
        } else {
            text_add(out, "are let be: ");
        }
        text_add(out, leaves_abouts[leaves]);
        return;
    case PLATFORM_TWICE:
        text_add(out, platform_fault_abouts[PLATFORM_TWICE]);
        return;
    case PLATFORM_RECEIVER_DOWN:
        text_addf(out, "%s's calls are answered with an error",
                  fault->bot == NO_INDEX ? "everybody" : scenario->bots[fault->bot].name);
        return;
    }
}

void outage_say(const struct scenario *scenario, const struct fault *fault, struct text *out)
{
    if (!fault->is_platform) {
        fault_say(scenario, fault, out);
        return;
    }
    if (fault->name)
        text_addf(out, "%s: ", fault->name);
    say_platform_fault(scenario, fault, out);
}
