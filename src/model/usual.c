#include "model/usual.h"

#include "model/preset.h"
#include "model/preset_option.h"

struct bot bot_usual(void)
{
    struct bot bot = {.done = "done", .key_expires = MSEC_NEVER, .due = MSEC_NONE};

    for (size_t i = 0; i < MICRO_COUNT; i++)
        bot.latency[i] = post_latency_default((enum micro)i);
    return bot;
}

struct job job_usual(enum preset preset)
{
    const struct preset_values *values = preset_values(preset);
    struct job job = {
        .queue = QUEUE_USUAL, .retry = values->retry, .exhausted = values->exhausted, .split_from = NO_INDEX};

    for (size_t i = 0; i < MICRO_COUNT; i++)
        job.latency[i] = job_latency_default((enum micro)i);
    return job;
}

struct platform platform_usual(enum preset preset)
{
    return preset_values(preset)->platform;
}

struct platform platform_usual_of(const struct platform *given)
{
    struct platform platform = platform_usual(given->preset);

    platform.options = given->options;
    platform_take_options(&platform, NULL);
    return platform;
}

bool job_usual_on(const struct platform *given, struct arena *arena, struct job *out)
{
    struct retry *retry = &out->retry;

    *out = job_usual(given->preset);
    if (retry->wait_count > 0)
        retry->waits = arena_copy(arena, retry->waits, retry->wait_count, sizeof *retry->waits);
    return (retry->waits || retry->wait_count == 0) && retry_take_options(given, retry, arena);
}

struct entry entry_usual(void)
{
    return (struct entry){.job = NO_INDEX, .every = duration_fixed(EVERY_DEFAULT), .times = 1, .copies = 1};
}

struct fault fault_usual(void)
{
    return (struct fault){
        .bot = NO_INDEX,
        .job = NO_INDEX,
        .step = NO_INDEX,
        .times = 1,
        .until = MSEC_NEVER,
        .probability = PROBABILITY_ONE,
        .grace = MSEC_NONE,
        .leaves = LEAVES_UNSAID,
        .process = 1,
    };
}

struct expect expect_usual(void)
{
    return (struct expect){
        .bot = NO_INDEX,
        .job = NO_INDEX,
        .posts = -1,
        .duplicates = -1,
        .missed = -1,
        .late = -1,
        .premature = -1,
        .silent = -1,
        .attempts = -1,
        .state = NO_INDEX,
    };
}

struct gate gate_usual(void)
{
    return (struct gate){.at = {.bot = NO_INDEX, .job = NO_INDEX, .n = 1}, .ask = ASK_BEST, .of = NO_INDEX, .text = ""};
}
