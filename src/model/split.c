#include "model/split.h"

#include <stdio.h>
#include <string.h>

#include "base/check.h"

/* The bot's name without spaces, cut at a character's boundary so that "Job" and a number still fit into a name. */
static void name_stem(const char *bot, char *stem, size_t room)
{
    const char *at = bot;
    size_t size = 0;

    for (; *at != '\0' && size + 1 < room; at++) {
        if (*at != ' ')
            stem[size++] = *at;
    }
    if (*at != '\0') {
        while (size > 0 && ((unsigned char)stem[size - 1] & 0xC0) == 0x80)
            size--;
        size -= size > 0 && ((unsigned char)stem[size - 1] & 0x80) != 0;
    }
    stem[size] = '\0';
}

static bool name_is_taken(const struct scenario *scenario, uint32_t job_count, const char *name)
{
    for (uint32_t i = 0; i < job_count; i++) {
        if (name_equal(scenario->jobs[i].name, name))
            return true;
    }
    return false;
}

/* "PicardJob", "PicardJob2", …: the first that no job has. NULL when memory is out. */
static const char *name_of_new_job(struct scenario *scenario, uint32_t job_count, const char *bot)
{
    char stem[SCENARIO_NAME_BYTES_MAX - 8];
    char name[SCENARIO_NAME_BYTES_MAX + 1];

    name_stem(bot, stem, sizeof stem);
    snprintf(name, sizeof name, "%sJob", stem);
    for (unsigned number = 2; name_is_taken(scenario, job_count, name); number++)
        snprintf(name, sizeof name, "%sJob%u", stem, number);
    return arena_string(&scenario->arena, name);
}

static void faults_move(struct scenario *scenario, int job, uint32_t step, int new_job)
{
    for (uint32_t i = 0; i < scenario->fault_count; i++) {
        struct fault *fault = &scenario->faults[i];

        if (!fault->is_platform && fault->job == job && fault->step == (int)step) {
            fault->job = new_job;
            fault->step = 0;
        }
    }
}

/* Fills `made`, the job of one post, out of step `step` of the job `from`. */
static bool job_of_step(struct scenario *scenario, int from, uint32_t step, struct job *made, uint32_t job_count)
{
    const struct job *job = &scenario->jobs[from];
    const struct step *post = &job->steps[step];

    *made = *job;
    made->name = name_of_new_job(scenario, job_count, scenario->bots[post->target].name);
    made->steps = arena_copy(&scenario->arena, post, 1, sizeof *post);
    made->step_count = 1;
    made->split_from = from;
    made->posts = made->reach = (bot_set)1 << post->target;
    made->mark = post->mark;
    return made->name != NULL && made->steps != NULL;
}

static bool steps_replace(struct scenario *scenario, int job)
{
    uint32_t job_count = scenario->job_count;

    for (uint32_t i = 0; i < scenario->jobs[job].step_count; i++) {
        struct step *step = &scenario->jobs[job].steps[i];

        if (step->kind != STEP_POST)
            continue;
        if (!job_of_step(scenario, job, i, &scenario->jobs[job_count], job_count))
            return false;
        faults_move(scenario, job, i, (int)job_count);
        *step = (struct step){.kind = STEP_ENQUEUE, .target = (int)job_count, .mark = step->mark};
        job_count++;
    }
    scenario->job_count = job_count;
    return true;
}

bool job_split(struct scenario *scenario, int job, struct err *err)
{
    uint32_t posts = job_post_count(&scenario->jobs[job]);
    struct job *jobs;

    if (posts < 2)
        return err_set(err, "\"%s\" makes %s: only a job of several posts can be split", scenario->jobs[job].name,
                       posts == 0 ? "no post" : "one post");
    if (scenario->job_count + posts > SCENARIO_JOBS_MAX)
        return err_set(err, "the split would make %u jobs; allowed: %d", scenario->job_count + posts,
                       SCENARIO_JOBS_MAX);
    jobs = arena_array(&scenario->arena, scenario->job_count + posts, sizeof *jobs);
    if (jobs == NULL)
        return err_memory(err);
    memcpy(jobs, scenario->jobs, scenario->job_count * sizeof *jobs);
    scenario->jobs = jobs;
    if (!steps_replace(scenario, job))
        return err_memory(err);
    CHECK(scenario->jobs[job].step_count >= 2);
    return true;
}
