#include "engine/plan.h"

static const struct cast_bot *cast_bots(struct plan *plan)
{
    const struct scenario *scenario = plan->scenario;
    struct cast_bot *list = arena_array(&plan->arena, scenario->bot_count, sizeof *list);

    for (uint32_t b = 0; list && b < scenario->bot_count; b++) {
        const struct bot *bot = &scenario->bots[b];

        list[b] = (struct cast_bot){
            .name = bot->name,
            .handle = bot->handle,
            .done = bot->done,
            .pronoun = bot->pronoun,
            .guard = bot->guard,
            .key = bot->key,
            .key_expires = bot->key_expires,
            .visible_after = bot->visible_after,
            .due = bot->due,
            .posts = bot->posts,
            .post_count = bot->post_count,
        };
    }
    return list;
}

static const struct cast_step *cast_steps(struct plan *plan, const struct job *job)
{
    struct cast_step *list = arena_array(&plan->arena, job->step_count, sizeof *list);

    for (uint32_t s = 0; list && s < job->step_count; s++) {
        const struct step *step = &job->steps[s];

        list[s] = (struct cast_step){
            .kind = step->kind,
            .target = step->target,
            .skipped_ends = step->skipped == SKIPPED_END,
            .wait = step->kind == STEP_WAIT && step->wait.kind != DURATION_EXPONENTIAL ? step->wait.low : 0,
        };
    }
    return list;
}

static void say_waits(const struct retry *retry, struct text *text)
{
    for (uint32_t w = 0; w < retry->wait_count; w++) {
        const struct duration *wait = &retry->waits[w];

        text_add(text, w ? ", then " : "");
        if (wait->kind == DURATION_EXPONENTIAL)
            text_add(text, "about ");
        msec_say(wait->low, text);
        if (wait->kind == DURATION_UNIFORM) {
            text_add(text, " to ");
            msec_say(wait->high, text);
        }
    }
}

/* The wait before a retry in words. */
static void say_retry_wait(const struct retry *retry, struct text *text)
{
    switch (retry->kind) {
    case RETRY_FIXED:
    case RETRY_LIST:
        say_waits(retry, text);
        break;
    case RETRY_EXPONENTIAL:
        msec_say(retry->first, text);
        text_addf(text, ", times %g each time", retry->factor_milli / 1000.0);
        break;
    case RETRY_SIDEKIQ:
        text_addf(text, "15 s and more (Sidekiq %s)", retry->sidekiq_version);
        break;
    case RETRY_LEASE:
        text_add(text, "the lease's end");
        break;
    }
}

static const char *cast_retry_wait(struct plan *plan, const struct retry *retry)
{
    struct text text = {0};
    const char *words = NULL;

    if (retry->limit > 0)
        say_retry_wait(retry, &text);
    if (!text.failed)
        words = arena_string(&plan->arena, text_str(&text));
    text_release(&text);
    return words;
}

static const struct cast_job *cast_jobs(struct plan *plan)
{
    const struct scenario *scenario = plan->scenario;
    struct cast_job *list = arena_array(&plan->arena, scenario->job_count, sizeof *list);

    for (uint32_t j = 0; list && j < scenario->job_count; j++) {
        const struct job *job = &scenario->jobs[j];

        list[j] = (struct cast_job){
            .name = job->name,
            .queue = job->queue,
            .steps = cast_steps(plan, job),
            .step_count = job->step_count,
            .rescue = job->rescue,
            .exhausted = job->exhausted,
            .retry_limit = job->retry.limit,
            .retry_wait = cast_retry_wait(plan, &job->retry),
            .split_from = job->split_from,
            .posts = job->posts,
            .reach = job->reach,
        };
        if (!list[j].steps || !list[j].retry_wait)
            return NULL;
    }
    return list;
}

static const struct cast_fault *cast_faults(struct plan *plan)
{
    const struct scenario *scenario = plan->scenario;
    struct cast_fault *list = arena_array(&plan->arena, scenario->fault_count, sizeof *list);

    for (uint32_t f = 0; list && f < scenario->fault_count; f++) {
        const struct fault *fault = &scenario->faults[f];

        list[f] = (struct cast_fault){
            .name = fault->name,
            .is_platform = fault->is_platform,
            .platform = fault->platform,
            .kind = fault->kind,
            .bot = fault->bot,
            .job = fault->job,
            .step = fault->step,
            .micro = fault->micro,
            .is_before = fault->is_before,
            .length = fault->length,
            .from = fault->from,
            .until = fault->until,
            .at = fault->at,
            .times = fault->times,
        };
    }
    return list;
}

static const struct cast_entry *cast_entries(struct plan *plan)
{
    const struct scenario *scenario = plan->scenario;
    struct cast_entry *list = arena_array(&plan->arena, scenario->entry_count, sizeof *list);

    for (uint32_t e = 0; list && e < scenario->entry_count; e++) {
        const struct entry *entry = &scenario->entries[e];

        list[e] = (struct cast_entry){entry->job, entry->times, entry->copies};
    }
    return list;
}

bool plan_make_cast(struct plan *plan)
{
    const struct scenario *scenario = plan->scenario;
    const struct platform *platform = &scenario->platform;

    plan->cast = (struct cast){
        .source = scenario->source,
        .title = scenario->title,
        .question = scenario->question,
        .caption = scenario->caption,
        .lesson = scenario->lesson,
        .seed = scenario->seed,
        .until = scenario->until,
        .occurrences = scenario->occurrences,
        .platform =
            {
                .preset = platform->preset,
                .processes = platform->processes,
                .workers = platform->workers,
                .acknowledge = platform->acknowledge,
                .on_crash = platform->on_crash,
                .lease = platform->lease,
                .heartbeat = platform->heartbeat,
                .restart = platform->restart,
                .poll = platform->poll,
                .recoveries = platform->recoveries,
            },
        .bots = cast_bots(plan),
        .bot_count = scenario->bot_count,
        .jobs = cast_jobs(plan),
        .job_count = scenario->job_count,
        .faults = cast_faults(plan),
        .fault_count = scenario->fault_count,
        .entries = cast_entries(plan),
        .entry_count = scenario->entry_count,
    };
    return plan->cast.bots && plan->cast.jobs && plan->cast.faults && plan->cast.entries;
}
