#include "model/unsplit.h"

#include <string.h>

#include "base/check.h"
#include "model/fault_place.h"
#include "model/retry.h"

/* A job while it takes others back. */
struct taking {
    struct scenario *scenario;
    int job;
    bool is_taken[SCENARIO_JOBS_MAX];
    uint32_t count;                      /* of its steps, in the end */
    uint32_t places[SCENARIO_STEPS_MAX]; /* of each step of before: where it goes, or the first of its job's */
};

static const struct job *job_of(const struct taking *taking)
{
    return &taking->scenario->jobs[taking->job];
}

/* The job that the step enqueues and that is taken back; NO_INDEX: none. */
static int step_taken(const struct taking *taking, const struct step *step)
{
    const int child = step_child(step);

    return child != NO_INDEX && taking->is_taken[child] ? child : NO_INDEX;
}

/* Those that it enqueues; where a split of it made some, only these. Returns how many. */
static uint32_t children_find(struct taking *taking)
{
    const struct job *job = job_of(taking);
    bool is_split = false;
    uint32_t count = 0;

    for (uint32_t s = 0; s < job->step_count; s++) {
        const int child = step_child(&job->steps[s]);

        is_split = is_split || (child != NO_INDEX && taking->scenario->jobs[child].split_from == taking->job);
    }
    for (uint32_t s = 0; s < job->step_count; s++) {
        const int child = step_child(&job->steps[s]);

        if (child == NO_INDEX || (is_split && taking->scenario->jobs[child].split_from != taking->job))
            continue;
        count += !taking->is_taken[child];
        taking->is_taken[child] = true;
    }
    return count;
}

/* In how many places of the scenario the job is enqueued. */
static uint32_t enqueues_count(const struct scenario *scenario, int job)
{
    uint32_t count = 0;

    for (uint32_t e = 0; e < scenario->entry_count; e++)
        count += scenario->entries[e].job == job;
    for (uint32_t j = 0; j < scenario->job_count; j++)
        for (uint32_t s = 0; s < scenario->jobs[j].step_count; s++)
            count += step_child(&scenario->jobs[j].steps[s]) == job;
    return count;
}

static bool agree(const struct job *a, const struct job *b, struct err *err)
{
    const char *differ = !retry_equal(&a->retry, &b->retry) ? "retry"
                         : a->rescue != b->rescue           ? "rescue"
                         : a->exhausted != b->exhausted     ? "exhausted"
                                                            : NULL;

    return !differ ||
           err_set(err, "\"%s\" and \"%s\" differ in %s: jobs become one only where retry, rescue and exhausted agree",
                   a->name, b->name, differ);
}

/* Where each step goes, and that all of it fits. */
static bool steps_place(struct taking *taking, struct err *err)
{
    const struct scenario *scenario = taking->scenario;
    const struct job *job = job_of(taking), *first = NULL;

    for (uint32_t s = 0; s < job->step_count; s++) {
        const int child = step_taken(taking, &job->steps[s]);

        taking->places[s] = taking->count;
        taking->count += child == NO_INDEX ? 1 : scenario->jobs[child].step_count;
        if (child == NO_INDEX)
            continue;
        if (enqueues_count(scenario, child) > 1)
            return err_set(err, "\"%s\" is enqueued in another place too: \"%s\" can take back only what it alone does",
                           scenario->jobs[child].name, job->name);
        first = first ? first : &scenario->jobs[child];
        if (!agree(first, &scenario->jobs[child], err))
            return false;
    }
    return taking->count <= SCENARIO_STEPS_MAX ||
           err_set(err, "\"%s\" would have %u steps; allowed: %d", job->name, taking->count, SCENARIO_STEPS_MAX);
}

static bool taking_begin(struct taking *taking, struct err *err)
{
    if (children_find(taking) == 0)
        return err_set(err, "\"%s\" enqueues no job that it could take back", job_of(taking)->name);
    return steps_place(taking, err);
}

bool job_unsplit_fits(const struct scenario *scenario, int job, struct err *err)
{
    struct taking taking = {.scenario = (struct scenario *)scenario, .job = job};

    return taking_begin(&taking, err);
}

/* The step of before that enqueues the job. */
static uint32_t step_of_child(const struct taking *taking, int child)
{
    const struct job *job = job_of(taking);
    uint32_t s = 0;

    while (step_child(&job->steps[s]) != child)
        s++;
    return s;
}

/* A fault at an enqueue that goes, or around the job that was enqueued. */
static void fault_take(const struct taking *taking, const struct step *steps, struct fault *fault, uint32_t enqueue)
{
    const int child = step_child(&job_of(taking)->steps[enqueue]);
    const uint32_t first = taking->places[enqueue], last = first + taking->scenario->jobs[child].step_count - 1;

    fault->step = (int)(fault_replace(fault, steps[first].kind, steps[last].kind) ? first : last);
}

static void fault_move(const struct taking *taking, const struct step *steps, struct fault *fault)
{
    const bool is_childs = fault->job != NO_INDEX && taking->is_taken[fault->job];
    const uint32_t enqueue = is_childs ? step_of_child(taking, fault->job) : 0;

    if (!is_childs && (fault->job != taking->job || fault->is_platform || fault->step == NO_INDEX))
        return;
    if (is_childs && fault->is_platform)
        fault->step = NO_INDEX;
    else if (is_childs && fault->step != NO_INDEX)
        fault->step += (int)taking->places[enqueue];
    else if (is_childs)
        fault_take(taking, steps, fault, enqueue);
    else if (step_taken(taking, &job_of(taking)->steps[fault->step]) != NO_INDEX)
        fault_take(taking, steps, fault, (uint32_t)fault->step);
    else
        fault->step = (int)taking->places[fault->step];
    fault->job = taking->job;
}

static void steps_fill(const struct taking *taking, struct step *steps)
{
    const struct job *job = job_of(taking);

    for (uint32_t s = 0; s < job->step_count; s++) {
        const int child = step_taken(taking, &job->steps[s]);
        const struct job *from = child == NO_INDEX ? NULL : &taking->scenario->jobs[child];

        memcpy(&steps[taking->places[s]], from ? from->steps : &job->steps[s],
               (from ? from->step_count : 1) * sizeof *steps);
    }
}

/* Gates at a job that is taken back are gates at the job that takes it; expectations of it go. */
static void places_move(const struct taking *taking)
{
    struct scenario *scenario = taking->scenario;
    uint32_t kept = 0;

    for (uint32_t g = 0; g < scenario->gate_count; g++)
        if (scenario->gates[g].at.job != NO_INDEX && taking->is_taken[scenario->gates[g].at.job])
            scenario->gates[g].at.job = taking->job;
    for (uint32_t e = 0; e < scenario->expect_count; e++)
        if (scenario->expects[e].job == NO_INDEX || !taking->is_taken[scenario->expects[e].job])
            scenario->expects[kept++] = scenario->expects[e];
    scenario->expect_count = kept;
}

static void index_follow(const int *now, int *job)
{
    if (*job != NO_INDEX)
        *job = now[*job];
}

/* Takes the jobs out of the list, and lets all that refers to a job by its place follow. */
static void jobs_remove(const struct taking *taking)
{
    struct scenario *scenario = taking->scenario;
    int now[SCENARIO_JOBS_MAX];
    uint32_t kept = 0;

    for (uint32_t j = 0; j < scenario->job_count; j++) {
        now[j] = taking->is_taken[j] ? NO_INDEX : (int)kept;
        if (!taking->is_taken[j])
            scenario->jobs[kept++] = scenario->jobs[j];
    }
    scenario->job_count = kept;
    for (uint32_t j = 0; j < kept; j++) {
        index_follow(now, &scenario->jobs[j].split_from);
        for (uint32_t s = 0; s < scenario->jobs[j].step_count; s++)
            if (scenario->jobs[j].steps[s].kind == STEP_ENQUEUE)
                index_follow(now, &scenario->jobs[j].steps[s].target);
    }
    for (uint32_t e = 0; e < scenario->entry_count; e++)
        index_follow(now, &scenario->entries[e].job);
    for (uint32_t f = 0; f < scenario->fault_count; f++)
        index_follow(now, &scenario->faults[f].job);
    for (uint32_t e = 0; e < scenario->expect_count; e++)
        index_follow(now, &scenario->expects[e].job);
    for (uint32_t g = 0; g < scenario->gate_count; g++)
        index_follow(now, &scenario->gates[g].at.job);
}

bool job_unsplit(struct scenario *scenario, int index, struct err *err)
{
    struct taking taking = {.scenario = scenario, .job = index};
    struct job *job = &scenario->jobs[index];
    const struct job *child = NULL;
    struct step *steps;

    if (!taking_begin(&taking, err))
        return false;
    steps = arena_array(&scenario->arena, taking.count, sizeof *steps);
    if (!steps)
        return err_memory(err);
    steps_fill(&taking, steps);
    for (uint32_t f = 0; f < scenario->fault_count; f++)
        fault_move(&taking, steps, &scenario->faults[f]);
    places_move(&taking);
    for (uint32_t s = 0; s < job->step_count && !child; s++)
        child = step_taken(&taking, &job->steps[s]) == NO_INDEX ? NULL : &scenario->jobs[step_child(&job->steps[s])];
    CHECK(child);
    job->retry = child->retry;
    job->rescue = child->rescue;
    job->exhausted = child->exhausted;
    job->steps = steps;
    job->step_count = taking.count;
    jobs_remove(&taking);
    return true;
}
