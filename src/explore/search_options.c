#include "explore/search_options.h"

#include "model/change.h"
#include "model/changed.h"

static bool fault_is_switched(const struct fault *fault)
{
    return fault->number > 0 && !fault->is_platform && fault->times == 0 && fault->probability == PROBABILITY_ONE;
}

static void keep_switched(struct scenario *searched)
{
    uint32_t count = 0;

    for (uint32_t f = 0; f < searched->fault_count; f++)
        if (fault_is_switched(&searched->faults[f]))
            searched->faults[count++] = searched->faults[f];
    searched->fault_count = count;
}

static bool is_searched(const struct scenario *searched, const struct fault *fault)
{
    for (uint32_t f = 0; f < searched->fault_count; f++)
        if (searched->faults[f].number == fault->number)
            return true;
    return false;
}

static bool faults_leave_out(const struct scenario *scenario, struct scenario *searched, struct faults_left_out *out,
                             struct err *err)
{
    struct fault *first = &out->first;

    *out = (struct faults_left_out){0};
    for (uint32_t f = scenario->fault_count; f-- > 0;)
        if (!is_searched(searched, &scenario->faults[f])) {
            *first = scenario->faults[f];
            out->count++;
        }
    first->attempts = first->occurrences = NULL;
    first->attempt_count = first->occurrence_count = 0;
    if (!first->name)
        return true;
    first->name = arena_string(&searched->arena, first->name);
    return first->name || err_memory(err);
}

struct scenario *search_scenario(const struct scenario *scenario, const struct search_options *options,
                                 struct faults_left_out *left_out, struct err *err)
{
    const struct change none = {.kind = CHANGE_NO_FAULTS};
    struct scenario *searched = scenario_changed(scenario, &none, options->own == OWN_REMOVED ? 1 : 0, err);
    bool is_fit = searched != NULL;

    if (is_fit && options->own == OWN_SWITCHED) {
        keep_switched(searched);
        is_fit = searched->fault_count <= SEARCH_SWITCHES_MAX ||
                 err_set(err, "%u faults that strike always; at most %d can be switched", searched->fault_count,
                         SEARCH_SWITCHES_MAX);
    }
    if (is_fit && faults_leave_out(scenario, searched, left_out, err))
        return searched;
    scenario_free(searched);
    return NULL;
}

struct plan *search_plan(const struct scenario *searched, const struct search_options *options, struct err *err)
{
    struct plan *plan = plan_new(searched, err);

    if (plan)
        plan_limit_events(plan, options->events_max ? options->events_max : RUN_EVENTS_DEFAULT);
    return plan;
}
