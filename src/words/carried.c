#include "words/carried.h"

#include "model/fault_place.h"

/* "the fault"; where there are several "fault 2", by its number in the file, or "an added fault". `clauses` counts what
 * stands before. */
static void name_say(const struct scenario *scenario, uint32_t fault, uint32_t *clauses, struct text *out)
{
    uint32_t number = scenario->faults[fault].number;

    text_add(out, (*clauses)++ > 0 ? "; " : "");
    if (scenario->fault_count == 1)
        text_add(out, "the fault");
    else if (number > 0)
        text_addf(out, "fault %u", number);
    else
        text_add(out, "an added fault");
}

void spared_say(const struct scenario *scenario, const struct fault_set *spared, struct text *out)
{
    uint32_t clauses = 0;

    for (uint32_t f = 0; f < scenario->fault_count; f++)
        if (fault_set_has(spared, f)) {
            name_say(scenario, f, &clauses, out);
            text_add(out, " never strikes there");
        }
}

/* Does the fault strike in this job, which a split made, in certain attempts or of certain instances? */
static bool counts_by(const struct scenario *scenario, const struct fault *fault, const struct job *job)
{
    int bot = fault->attempt_count > 0 || fault->instance > 0 ? fault_post(scenario, fault) : NO_INDEX;

    return bot != NO_INDEX && job->split_from != NO_INDEX && (job->posts >> bot & 1) != 0 &&
           (fault->job == NO_INDEX || &scenario->jobs[fault->job] == job);
}

void counted_say(const struct scenario *scenario, struct text *out)
{
    uint32_t clauses = 0;

    for (uint32_t f = 0; f < scenario->fault_count; f++)
        for (uint32_t j = 0; j < scenario->job_count; j++)
            if (counts_by(scenario, &scenario->faults[f], &scenario->jobs[j])) {
                name_say(scenario, f, &clauses, out);
                text_addf(out, " counts %s's %s", scenario->jobs[j].name,
                          scenario->faults[f].attempt_count > 0 ? "attempts" : "instances");
            }
}
