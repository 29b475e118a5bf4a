#include "words/carried.h"

#include "model/fault_place.h"

/* "The fault"; where there are several "Fault 2", by its number in the file, or "An added fault". */
static void name_say(const struct scenario *scenario, uint32_t fault, struct text *out)
{
    uint32_t number = scenario->faults[fault].number;

    if (scenario->fault_count == 1)
        text_add(out, " The fault");
    else if (number > 0)
        text_addf(out, " Fault %u", number);
    else
        text_add(out, " An added fault");
}

void spared_say(const struct scenario *scenario, const struct fault_set *spared, struct text *out)
{
    for (uint32_t f = 0; f < scenario->fault_count; f++) {
        if (!fault_set_has(spared, f))
            continue;
        name_say(scenario, f, out);
        text_add(out, " never strikes there.");
    }
}

/* Does the fault strike in this job, which a split made? */
static bool strikes_in_part(const struct scenario *scenario, const struct fault *fault, const struct job *job)
{
    int bot = fault_post(scenario, fault);

    return bot != NO_INDEX && job->split_from != NO_INDEX && (job->posts >> bot & 1) != 0 &&
           (fault->job == NO_INDEX || &scenario->jobs[fault->job] == job);
}

void counted_say(const struct scenario *scenario, struct text *out)
{
    for (uint32_t f = 0; f < scenario->fault_count; f++)
        for (uint32_t j = 0; j < scenario->job_count; j++)
            if (scenario->faults[f].attempt_count > 0 &&
                strikes_in_part(scenario, &scenario->faults[f], &scenario->jobs[j])) {
                name_say(scenario, f, out);
                text_addf(out, " counts %s's attempts.", scenario->jobs[j].name);
            }
}
