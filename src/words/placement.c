#include "words/placement.h"

#include "model/fault_text.h"
#include "words/phrase.h"
#include "words/terms.h"

static void say_step(const struct scenario *scenario, const struct gap *gap, struct text *out)
{
    const struct job *job = &scenario->jobs[gap->job_index];
    const struct step *step = gap->step == NO_INDEX ? NULL : &job->steps[gap->step];

    if (!step) {
        text_add(out, job->name);
    } else if (step->kind == STEP_POST) {
        text_addf(out, "%s's ", scenario->bots[step->target].name);
        phrase_add(scenario, "{effect}", out);
    } else if (step->kind == STEP_ENQUEUE) {
        text_addf(out, "%s's enqueue of %s", job->name, scenario->jobs[step->target].name);
    } else {
        text_addf(out, "%s's wait", job->name);
    }
}

void gap_place_say(const struct scenario *scenario, const struct gap *gap, struct text *out)
{
    gap_say(gap->after, gap->before, out);
    text_add(out, " of ");
    say_step(scenario, gap, out);
}

static void say_one(const struct scenario *scenario, const struct placement *placement, struct text *out)
{
    if (placement->scripted != NO_INDEX) {
        text_add(out, "from the file: ");
        fault_say(scenario, &scenario->faults[placement->scripted], out);
        return;
    }
    text_addf(out, "%s ", fault_words[placement->kind].strikes);
    gap_place_say(scenario, &placement->gap, out);
    if (scenario->occurrences > 1)
        text_addf(out, " on day %u", placement->gap.occurrence);
    if (placement->gap.instance > 1 && scenario->occurrences == 1)
        text_addf(out, " in the job's instance %u", placement->gap.instance);
    if (placement->gap.attempt > 1)
        text_addf(out, " in attempt %u", placement->gap.attempt);
}

void placements_say(const struct scenario *scenario, const struct placement *set, uint32_t count, struct text *out)
{
    if (count == 0)
        text_add(out, scenario->fault_count > 0 ? "none but the scenario's own faults strike" : "no fault strikes");
    for (uint32_t i = 0; i < count; i++) {
        if (i > 0)
            text_add(out, ", and ");
        say_one(scenario, &set[i], out);
    }
}
