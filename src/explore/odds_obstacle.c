#include "explore/odds.h"

static bool any_varies(const struct duration *durations, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (durations[i].kind != DURATION_FIXED)
            return true;
    return false;
}

static const char *job_obstacle(const struct job *job)
{
    if (any_varies(job->latency, MICRO_COUNT))
        return "the length of a step varies";
    if (job->retry.limit > 0 &&
        (job->retry.kind == RETRY_SIDEKIQ || any_varies(job->retry.waits, job->retry.wait_count)))
        return "the wait before a retry varies";
    for (uint32_t s = 0; s < job->step_count; s++)
        if (job->steps[s].kind == STEP_WAIT && any_varies(&job->steps[s].wait, 1))
            return "the length of a wait varies";
    return NULL;
}

const char *odds_obstacle(const struct scenario *scenario)
{
    const char *obstacle = NULL;

    for (uint32_t b = 0; b < scenario->bot_count; b++)
        if (any_varies(scenario->bots[b].latency, MICRO_COUNT))
            return "the length of a step varies";
    for (uint32_t j = 0; j < scenario->job_count && !obstacle; j++)
        obstacle = job_obstacle(&scenario->jobs[j]);
    for (uint32_t e = 0; e < scenario->entry_count && !obstacle; e++)
        if (scenario->entries[e].times > 1 && any_varies(&scenario->entries[e].every, 1))
            obstacle = "the time between two days varies";
    return obstacle;
}
