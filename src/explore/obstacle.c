#include "explore/obstacle.h"

static bool any_varies(const struct duration *durations, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (durations[i].kind != DURATION_FIXED)
            return true;
    return false;
}

static enum obstacle job_obstacle(const struct job *job)
{
    if (any_varies(job->latency, MICRO_COUNT))
        return OBSTACLE_STEP_VARIES;
    if (job->retry.limit > 0 &&
        (job->retry.kind == RETRY_SIDEKIQ || any_varies(job->retry.waits, job->retry.wait_count)))
        return OBSTACLE_RETRY_VARIES;
    for (uint32_t s = 0; s < job->step_count; s++)
        if (job->steps[s].kind == STEP_WAIT && any_varies(&job->steps[s].wait, 1))
            return OBSTACLE_WAIT_VARIES;
    return OBSTACLE_NONE;
}

static bool retries(const struct scenario *scenario)
{
    for (uint32_t j = 0; j < scenario->job_count; j++)
        if (scenario->jobs[j].retry.limit > 0)
            return true;
    return false;
}

/* A length of the platform's that a run may come to varies. */
static bool platform_varies(const struct scenario *scenario)
{
    const struct platform *platform = &scenario->platform;
    const struct on_crash_traits *way = &on_crash_traits[platform->on_crash];

    return (way->has_lease && any_varies(&platform->lease, 1)) ||
           (way->has_heartbeat && any_varies(&platform->heartbeat, 1)) ||
           (retries(scenario) && any_varies(&platform->poll, 1));
}

enum obstacle odds_obstacle(const struct scenario *scenario)
{
    enum obstacle obstacle = OBSTACLE_NONE;

    for (uint32_t b = 0; b < scenario->bot_count; b++)
        if (any_varies(scenario->bots[b].latency, MICRO_COUNT))
            return OBSTACLE_STEP_VARIES;
    for (uint32_t j = 0; j < scenario->job_count && !obstacle; j++)
        obstacle = job_obstacle(&scenario->jobs[j]);
    for (uint32_t e = 0; e < scenario->entry_count && !obstacle; e++)
        if (scenario->entries[e].times > 1 && any_varies(&scenario->entries[e].every, 1))
            obstacle = OBSTACLE_DAYS_VARY;
    if (!obstacle && platform_varies(scenario))
        obstacle = OBSTACLE_PLATFORM_VARIES;
    return obstacle;
}

enum obstacle orders_obstacle(const struct scenario *scenario)
{
    for (uint32_t b = 0; b < scenario->bot_count; b++) {
        const struct bot *bot = &scenario->bots[b];

        if (guard_asks_receiver(bot->guard) && bot->visible_after > 0)
            return OBSTACLE_VISIBLE_LATER;
        if (guard_traits[bot->guard].recognises && bot->key_expires != MSEC_NEVER)
            return OBSTACLE_KEY_EXPIRES;
    }
    if (retries_wait_traits[scenario->platform.retries_wait].is_held && retries(scenario))
        return OBSTACLE_HELD;
    return scenario->until != MSEC_NEVER ? OBSTACLE_UNTIL : OBSTACLE_NONE;
}
