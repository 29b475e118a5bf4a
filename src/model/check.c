/* The rules that span a whole scenario, and what is derived from it. A file that is being loaded may still have names
 * that lead nowhere (NO_INDEX); they were reported and are passed over. */
#include <string.h>

#include "base/check.h"
#include "model/scenario.h"

typedef uint64_t job_set; /* bit j: job j; SCENARIO_JOBS_MAX is 64 */

static void queues_number(struct scenario *scenario)
{
    scenario->queue_count = 0;
    for (uint32_t j = 0; j < scenario->job_count; j++) {
        struct job *job = &scenario->jobs[j];
        uint32_t first = 0;

        while (strcmp(scenario->jobs[first].queue, job->queue) != 0)
            first++;
        job->queue_index = first < j ? scenario->jobs[first].queue_index : (int)scenario->queue_count++;
    }
}

/* Waits that no retry comes to are left out, so that two scenarios that do the same are the same. */
static void retries_trim(struct scenario *scenario)
{
    for (uint32_t j = 0; j < scenario->job_count; j++) {
        struct retry *retry = &scenario->jobs[j].retry;

        if (retry->limit == 0 && retry->kind != RETRY_FIXED)
            *retry = (struct retry){.kind = RETRY_FIXED};
        else if (retry->kind == RETRY_LIST && retry->wait_count > retry->limit)
            retry->wait_count = retry->limit;
    }
}

/* What the steps of one kind aim at, bots or jobs: bit t is target t. */
static uint64_t targets_of(const struct job *job, enum step_kind kind)
{
    uint64_t set = 0;

    for (uint32_t s = 0; s < job->step_count; s++)
        if (job->steps[s].kind == kind && job->steps[s].target != NO_INDEX)
            set |= (uint64_t)1 << job->steps[s].target;
    return set;
}

static job_set jobs_enqueued(const struct job *job)
{
    return targets_of(job, STEP_ENQUEUE);
}

/* Adds to what job `j` reaches, jobs and bots, what those jobs reach. False when it had all of it. */
static bool reach_grow(struct scenario *scenario, job_set reached[SCENARIO_JOBS_MAX], uint32_t j)
{
    const job_set jobs = reached[j];
    const bot_set bots = scenario->jobs[j].reach;

    for (uint32_t k = 0; k < scenario->job_count; k++) {
        if (!(jobs >> k & 1))
            continue;
        reached[j] |= reached[k];
        scenario->jobs[j].reach |= scenario->jobs[k].reach;
    }
    return reached[j] != jobs || scenario->jobs[j].reach != bots;
}

/* From the jobs that each job enqueues to those that these enqueue, and so on. */
static void reach_derive(struct scenario *scenario, job_set reached[SCENARIO_JOBS_MAX])
{
    bool is_growing = true;

    for (uint32_t j = 0; j < scenario->job_count; j++) {
        reached[j] = jobs_enqueued(&scenario->jobs[j]);
        scenario->jobs[j].posts = scenario->jobs[j].reach = targets_of(&scenario->jobs[j], STEP_POST);
    }
    while (is_growing) {
        is_growing = false;
        for (uint32_t j = 0; j < scenario->job_count; j++)
            is_growing = reach_grow(scenario, reached, j) || is_growing;
    }
}

/* What each bot's own steps say, then from bot to bot what those need. */
static void needs_derive(struct scenario *scenario)
{
    for (uint32_t b = 0; b < scenario->bot_count; b++)
        scenario->bots[b].needs = 0;
    for (uint32_t j = 0; j < scenario->job_count; j++)
        for (uint32_t s = 0; s < scenario->jobs[j].step_count; s++) {
            const struct step *step = &scenario->jobs[j].steps[s];

            if (step_bot(step) != NO_INDEX)
                scenario->bots[step->target].needs |= step->needs;
        }
    for (uint32_t through = 0; through < scenario->bot_count; through++)
        for (uint32_t b = 0; b < scenario->bot_count; b++)
            if (scenario->bots[b].needs >> through & 1)
                scenario->bots[b].needs |= scenario->bots[through].needs;
}

/* A step's need is in vain where nobody makes what it needs, or where that waits for the step's own bot. */
static void needs_check(const struct scenario *scenario, const struct step *step, bot_set made, struct diags *diags)
{
    for (uint32_t b = 0; b < scenario->bot_count; b++) {
        const char *needed = scenario->bots[b].name;

        if (!(step->needs >> b & 1))
            continue;
        if (!(made >> b & 1))
            diag_hint(diags_add(diags, step->mark, "no job posts for \"%s\", which this post needs", needed),
                      "add a step with post: %s", needed);
        else if (step->target == (int)b)
            diag_hint(diags_add(diags, step->mark, "\"%s\" cannot wait for its own post", needed),
                      "take \"needs\" out");
        else if (scenario->bots[b].needs >> step->target & 1)
            diag_hint(diags_add(diags, step->mark, "\"%s\" and \"%s\" would wait for each other's post",
                                scenario->bots[step->target].name, needed),
                      "take \"needs\" out of one of their steps");
    }
}

static void all_needs_check(const struct scenario *scenario, struct diags *diags)
{
    bot_set made = 0;

    for (uint32_t j = 0; j < scenario->job_count; j++)
        made |= scenario->jobs[j].posts;
    for (uint32_t j = 0; j < scenario->job_count; j++)
        for (uint32_t s = 0; s < scenario->jobs[j].step_count; s++)
            if (step_bot(&scenario->jobs[j].steps[s]) != NO_INDEX)
                needs_check(scenario, &scenario->jobs[j].steps[s], made, diags);
}

/* Appends the shortest way from job `start` back to itself, which there must be: "A → B → A". */
static void cycle_write(const struct scenario *scenario, uint32_t start, struct text *out)
{
    uint32_t queue[SCENARIO_JOBS_MAX], from[SCENARIO_JOBS_MAX] = {0};
    uint32_t head = 0, tail = 0, at = start;
    uint32_t path[SCENARIO_JOBS_MAX];
    size_t length = 0;
    job_set seen = 0;

    queue[tail++] = start;
    while (head < tail && !(seen >> start & 1)) {
        const uint32_t job = queue[head++];
        const job_set next = jobs_enqueued(&scenario->jobs[job]) & ~seen;

        seen |= next;
        for (uint32_t k = 0; k < scenario->job_count; k++) {
            if (!(next >> k & 1))
                continue;
            from[k] = job;
            if (k != start)
                queue[tail++] = k;
        }
    }
    CHECK(seen >> start & 1);
    do {
        path[length++] = at = from[at];
    } while (at != start);
    while (length > 0)
        text_addf(out, "%s → ", scenario->jobs[path[--length]].name);
    text_add(out, scenario->jobs[start].name);
}

/* The step of `job` that enqueues a job from which `job` is reached again. */
static struct mark cycle_mark(const struct scenario *scenario, uint32_t job, const job_set *reached)
{
    const struct job *start = &scenario->jobs[job];

    for (uint32_t s = 0; s < start->step_count; s++) {
        const int target = start->steps[s].target;

        if (start->steps[s].kind == STEP_ENQUEUE && target != NO_INDEX &&
            (target == (int)job || reached[target] >> job & 1))
            return start->steps[s].mark;
    }
    return start->mark;
}

static void cycles_check(const struct scenario *scenario, const job_set *reached, struct diags *diags)
{
    job_set reported = 0;

    for (uint32_t j = 0; j < scenario->job_count; j++) {
        struct text cycle = {0};

        if (!(reached[j] >> j & 1) || reported >> j & 1)
            continue;
        cycle_write(scenario, j, &cycle);
        diag_hint(diags_add(diags, cycle_mark(scenario, j, reached), "jobs that enqueue each other never end: %s",
                            text_str(&cycle)),
                  "take one of these enqueues out");
        text_release(&cycle);
        for (uint32_t k = 0; k < scenario->job_count; k++)
            if (reached[j] >> k & 1 && reached[k] >> j & 1)
                reported |= (job_set)1 << k;
    }
}

static void copies_check(const struct entry *entry, struct diags *diags)
{
    const msec shortest = duration_least(&entry->every);
    const msec span = entry->apart * (msec)(entry->copies - 1);

    if (entry->times > 1 && entry->copies > 1 && span >= shortest)
        diag_hint(
            diags_add(diags, entry->mark, "the copies of one occurrence may still be enqueued when the next fires"),
            "apart × (copies − 1) must be less than the shortest \"every\"");
}

static void cells_check(const struct scenario *scenario, struct diags *diags)
{
    struct mark mark = {0};

    if ((uint64_t)scenario->bot_count * scenario->occurrences <= SCENARIO_CELLS_MAX)
        return;
    for (uint32_t e = 0; e < scenario->entry_count; e++)
        if (scenario->entries[e].times == scenario->occurrences)
            mark = scenario->entries[e].mark;
    diag_allow(diags_add(diags, mark, "%u bots on %u days are too many", (unsigned)scenario->bot_count,
                         (unsigned)scenario->occurrences),
               "bots × times at most %d", SCENARIO_CELLS_MAX);
}

static void workers_check(const struct platform *platform, struct diags *diags)
{
    if (platform->processes * platform->workers > SCENARIO_WORKERS_MAX)
        diag_allow(diags_add(diags, platform->mark, "%u processes of %u workers are too many",
                             (unsigned)platform->processes, (unsigned)platform->workers),
                   "processes × workers at most %d", SCENARIO_WORKERS_MAX);
}

static bool is_start(const struct fault *fault)
{
    return fault->is_platform && fault->platform == PLATFORM_START;
}

/* A process that is killed, or starts, is there, and starts once. */
static void process_check(const struct scenario *scenario, uint32_t index, struct diags *diags)
{
    const struct fault *fault = &scenario->faults[index];
    const bool is_kill = fault->is_platform && fault->platform == PLATFORM_KILL;

    if (!is_kill && !is_start(fault))
        return;
    if (fault->process > scenario->platform.processes)
        diag_hint(diags_add(diags, fault->process_mark, "there is no process %u to %s", (unsigned)fault->process,
                            is_kill ? "be killed" : "start"),
                  "the platform has %u", (unsigned)scenario->platform.processes);
    for (uint32_t f = 0; f < index && !is_kill; f++)
        if (is_start(&scenario->faults[f]) && scenario->faults[f].process == fault->process)
            diags_add(diags, fault->process_mark, "process %u starts twice", (unsigned)fault->process);
}

bool scenario_check(struct scenario *scenario, struct diags *diags)
{
    const size_t before = diags->count + diags->dropped;
    job_set reached[SCENARIO_JOBS_MAX] = {0};

    queues_number(scenario);
    retries_trim(scenario);
    scenario->occurrences = scenario_days(scenario);
    reach_derive(scenario, reached);
    needs_derive(scenario);
    cycles_check(scenario, reached, diags);
    all_needs_check(scenario, diags);
    for (uint32_t e = 0; e < scenario->entry_count; e++)
        copies_check(&scenario->entries[e], diags);
    cells_check(scenario, diags);
    workers_check(&scenario->platform, diags);
    for (uint32_t f = 0; f < scenario->fault_count; f++)
        process_check(scenario, f, diags);
    return diags->count + diags->dropped == before && !diags->failed;
}
