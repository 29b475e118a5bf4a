/* The story of a trace against what one finds who walks back from each event. */
#include "support/prop.h"
#include "support/random_scenario.h"
#include "support/test.h"

#include "engine/run.h"
#include "file/load.h"
#include "words/story.h"

static const struct event *event_at(const struct trace *trace, uint32_t event)
{
    return &trace->events[event];
}

static bool is_delivery(const struct event *event)
{
    return event->kind == EVENT_ENQUEUE || event->kind == EVENT_REQUEUE || event->kind == EVENT_RECOVER ||
           event->kind == EVENT_PUSH_BACK || event->kind == EVENT_TWICE;
}

static uint32_t walk_blow(const struct trace *trace, uint32_t event)
{
    while (event != NO_EVENT) {
        uint8_t kind = event_at(trace, event)->kind;

        if (kind == EVENT_STRIKE || kind == EVENT_KILL || kind == EVENT_DEPLOY)
            return event;
        event = event_at(trace, event)->cause;
    }
    return NO_EVENT;
}

static uint32_t walk_fetch(const struct trace *trace, uint32_t event)
{
    const struct event *of = event_at(trace, event);

    if (of->job == NO_JOB || of->attempt == 0)
        return NO_EVENT;
    for (uint32_t i = event + 1; i-- > 0;) {
        const struct event *at = event_at(trace, i);

        if (at->kind == EVENT_FETCH && at->job == of->job && at->attempt == of->attempt)
            return i;
        if (at->kind == EVENT_ENQUEUE && at->job == of->job)
            break;
    }
    return NO_EVENT;
}

/* A repeated delivery is the one that was taken only when the one before it had been. */
static uint32_t walk_delivery_before(const struct trace *trace, uint32_t job, uint32_t before)
{
    bool is_taken = false;

    for (uint32_t i = before; i-- > 0;) {
        const struct event *at = event_at(trace, i);

        if (at->job != job)
            continue;
        if (at->kind == EVENT_FETCH)
            is_taken = true;
        else if (is_delivery(at) && (at->kind != EVENT_TWICE || is_taken))
            return i;
    }
    return NO_EVENT;
}

static uint32_t walk_delivery(const struct trace *trace, uint32_t event)
{
    uint32_t fetch = walk_fetch(trace, event);
    uint32_t cause;

    if (fetch == NO_EVENT)
        return NO_EVENT;
    cause = event_at(trace, fetch)->cause;
    if (cause != NO_EVENT && event_at(trace, cause)->job == event_at(trace, event)->job &&
        is_delivery(event_at(trace, cause)))
        return cause;
    return walk_delivery_before(trace, event_at(trace, event)->job, fetch);
}

static uint32_t walk_enqueue(const struct trace *trace, uint32_t job)
{
    for (uint32_t i = 0; i < trace->count; i++)
        if (event_at(trace, i)->kind == EVENT_ENQUEUE && event_at(trace, i)->job == job)
            return i;
    return NO_EVENT;
}

static uint32_t walk_number(const struct trace *trace, uint32_t job)
{
    uint32_t enqueue = walk_enqueue(trace, job), number = 1;

    for (uint32_t i = 0; enqueue != NO_EVENT && i < enqueue; i++)
        number += event_at(trace, i)->kind == EVENT_ENQUEUE &&
                  event_at(trace, i)->detail == event_at(trace, enqueue)->detail &&
                  event_at(trace, i)->occurrence == event_at(trace, enqueue)->occurrence;
    return number;
}

/* The latest event of `kind` before `event` of the same bot and occurrence; of the same instance, where `is_own`. */
static uint32_t walk_post(const struct trace *trace, uint32_t event, enum event_kind kind, bool is_own)
{
    const struct event *of = event_at(trace, event);

    for (uint32_t i = event; i-- > 0 && of->bot != NO_BOT;) {
        const struct event *at = event_at(trace, i);

        if (at->kind == kind && at->bot == of->bot && at->occurrence == of->occurrence &&
            (!is_own || at->job == of->job))
            return i;
    }
    return NO_EVENT;
}

static bool walk_is_struck_again(const struct trace *trace, uint32_t strike)
{
    const struct event *of = event_at(trace, strike);

    for (uint32_t i = of->cause; i != NO_EVENT; i = event_at(trace, i)->cause) {
        const struct event *at = event_at(trace, i);

        if (at->kind == EVENT_STRIKE && at->bot == of->bot && at->occurrence == of->occurrence && at->bot != NO_BOT)
            return true;
    }
    return false;
}

static bool walk_is_lost(const struct trace *trace, uint32_t job, uint32_t before)
{
    for (uint32_t i = 0; i < before; i++)
        if (event_at(trace, i)->job == job && event_at(trace, i)->kind == EVENT_LOSE)
            return true;
    return false;
}

static enum post_state walk_miss_state(const struct trace *trace, uint32_t miss, uint32_t *last)
{
    uint32_t begin = walk_post(trace, miss, EVENT_BEGIN, false), skip = walk_post(trace, miss, EVENT_SKIP, false);

    *last = begin == NO_EVENT || (skip != NO_EVENT && skip > begin) ? skip : begin;
    if (*last == NO_EVENT)
        return POST_NEVER_RAN;
    if (walk_is_lost(trace, event_at(trace, *last)->job, miss))
        return POST_LOST;
    return event_at(trace, *last)->kind == EVENT_SKIP ? POST_SKIPPED : POST_FAILED;
}

/* What is asked of an event, by its name; false, and said why, where the story answers otherwise. */
static bool is_same(const char *what, uint32_t event, uint32_t walked, uint32_t told, struct text *why)
{
    if (walked != told)
        text_addf(why, "%s of event %u: %u, not %u", what, (unsigned)event, (unsigned)told, (unsigned)walked);
    return walked == told;
}

static bool event_is_linked(const struct story *story, uint32_t at, struct text *why)
{
    const struct trace *trace = story->trace;
    uint32_t job = event_at(trace, at)->job, last, walked_last = NO_EVENT;

    if (event_at(trace, at)->kind == EVENT_MISS &&
        (!is_same("state", at, walk_miss_state(trace, at, &walked_last), story_miss_state(story, at, &last), why) ||
         !is_same("last", at, walked_last, last, why)))
        return false;
    return is_same("blow", at, walk_blow(trace, at), story_blow(story, at), why) &&
           (event_at(trace, at)->kind == EVENT_MISS ||
            (is_same("fetch", at, walk_fetch(trace, at), story_fetch(story, at), why) &&
             is_same("delivery", at, walk_delivery(trace, at), story_delivery(story, at), why))) &&
           is_same("enqueue", at, walk_enqueue(trace, job), story_enqueue(story, job), why) &&
           is_same("number", at, walk_number(trace, job), story_number(story, job), why) &&
           is_same("commit", at, walk_post(trace, at, EVENT_COMMIT, false), story_commit_before(story, at), why) &&
           is_same("own", at, walk_post(trace, at, EVENT_COMMIT, true), story_own_commit_before(story, at), why) &&
           is_same("strike", at, walk_post(trace, at, EVENT_STRIKE, false), story_strike_before(story, at), why) &&
           is_same("again", at, walk_is_struck_again(trace, at), story_is_struck_again(story, at), why);
}

static bool random_runs_are_linked(struct tape *tape, struct text *why)
{
    struct text yaml = {0};
    struct diags diags;
    struct scenario *scenario;
    struct trace trace = {0};
    struct story story;
    struct plan *plan;
    struct err err;
    bool is_good = true;

    random_scenario(tape->bytes, tape->size, &yaml);
    diags_init(&diags, "random.yaml", yaml.bytes, yaml.size);
    scenario = scenario_load("random.yaml", yaml.bytes, yaml.size, &diags);
    diags_release(&diags);
    if (!scenario) {
        text_release(&yaml);
        return true;
    }
    plan = run_trace(scenario, NULL, 500, &trace, &err);
    assert_non_null(plan);
    assert_true(story_init(&story, &trace, &err));
    for (uint32_t at = 0; at < trace.count && is_good; at++)
        is_good = event_is_linked(&story, at, why);
    if (!is_good)
        text_addf(why, "\n%s", text_str(&yaml));
    story_release(&story);
    trace_release(&trace);
    plan_free(plan);
    scenario_free(scenario);
    text_release(&yaml);
    return is_good;
}

static void story_of_random_runs_is_what_walking_back_finds(void **state)
{
    (void)state;
    assert_true(prop_holds("story", random_runs_are_linked, 400, 120));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(story_of_random_runs_is_what_walking_back_finds),
    };

    return test_main("story", tests, sizeof tests / sizeof *tests);
}
