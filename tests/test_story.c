/* The story of a trace against what one finds who walks back from each event. */
#include <string.h>

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

static bool is_of_copy(const struct event *event)
{
    return event->kind == EVENT_TWICE ||
           ((event->kind == EVENT_PUSH_BACK || event->kind == EVENT_REQUEUE) && event->detail > 0) ||
           (event->kind == EVENT_FETCH && event->detail == 1);
}

/* The latest delivery of the instance itself, or of a copy: the latest that was put back to the head of the queue and
 * that no copy's fetch took since, else a repetition, at its tail. */
static uint32_t walk_delivery_before(const struct trace *trace, uint32_t fetch)
{
    const struct event *of = event_at(trace, fetch);
    uint32_t twice = NO_EVENT;
    bool is_taken = false;

    for (uint32_t i = fetch; i-- > 0;) {
        const struct event *at = event_at(trace, i);

        if (at->job != of->job || is_of_copy(at) != is_of_copy(of))
            continue;
        if (at->kind == EVENT_FETCH)
            is_taken = true;
        else if (at->kind == EVENT_TWICE || (at->kind == EVENT_REQUEUE && is_of_copy(of)))
            twice = twice == NO_EVENT ? i : twice;
        else if (is_delivery(at) && (!is_taken || !is_of_copy(of)))
            return i;
    }
    return twice;
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
    return walk_delivery_before(trace, fetch);
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

static bool run_is_linked(const char *yaml, uint64_t seed, struct text *why)
{
    struct diags diags;
    struct scenario *scenario;
    struct trace trace = {0};
    struct story story;
    struct plan *plan;
    struct err err;
    bool is_good = true;

    diags_init(&diags, "test.yaml", yaml, strlen(yaml));
    scenario = scenario_load("test.yaml", yaml, strlen(yaml), &diags);
    diags_release(&diags);
    if (!scenario)
        return true;
    scenario->seed = seed;
    plan = run_trace(scenario, NULL, 500, &trace, &err);
    assert_non_null(plan);
    assert_true(story_init(&story, &trace, &err));
    for (uint32_t at = 0; at < trace.count && is_good; at++)
        is_good = event_is_linked(&story, at, why);
    if (!is_good)
        text_addf(why, "\n%s", yaml);
    story_release(&story);
    trace_release(&trace);
    plan_free(plan);
    scenario_free(scenario);
    return is_good;
}

/* The instance and its second delivery are put back together, then the instance alone: its fetch took the latter. */
static void story_of_a_put_back_copy_is_not_that_of_its_job(void **state)
{
    static const char yaml[] = "version: 1\n"
                               "bots: [{name: A, post: x}]\n"
                               "jobs: [{name: J, steps: [{post: A}]}]\n"
                               "platform: {processes: 1, workers: 2, acknowledge: late, on_crash: requeue, poll: 0s}\n"
                               "schedule: [{enqueue: J, every: 1h, times: 2}]\n"
                               "faults:\n"
                               "  - {platform: twice, job: J, times: 2}\n"
                               "  - {job: J, before: fetch, kind: crash, times: always, probability: 0.5}\n";
    struct text why = {0};

    (void)state;
    for (uint64_t seed = 1; seed <= 50 && text_is_empty(&why); seed++)
        (void)run_is_linked(yaml, seed, &why);
    assert_string_equal(text_str(&why), "");
    text_release(&why);
}

static bool random_runs_are_linked(struct tape *tape, struct text *why)
{
    struct text yaml = {0};
    bool is_good;

    random_scenario(tape->bytes, tape->size, &yaml);
    is_good = run_is_linked(text_str(&yaml), 1, why);
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
        cmocka_unit_test(story_of_a_put_back_copy_is_not_that_of_its_job),
        cmocka_unit_test(story_of_random_runs_is_what_walking_back_finds),
    };

    return test_main("story", tests, sizeof tests / sizeof *tests);
}
