/* Gaps: each that is visited has one name, and what is written strikes there and nowhere else. */
#include "support/play.h"
#include "support/prop.h"
#include "support/random_scenario.h"
#include "support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "explore/placement.h"
#include "file/load.h"
#include "model/change.h"
#include "model/changed.h"
#include "model/fault_text.h"

/* Where a fault that strikes always strikes: in an attempt that posts, and in a later one that its guard skips, if it
 * does; NULL: nowhere. */
struct branch {
    const char *guard, *place, *posting, *skipping;
};

/* By hand, from the micro-steps of a post and from where its guard leaves them: after its check, claim or ask comes
 * `call`, or `done` when it skips. A gap is named by what lies behind it, `before` asks what comes next. */
static const struct branch branches[] = {
    {"check-then-mark", "before: begin", "before begin", "before begin"},
    {"check-then-mark", "after: begin", "after begin", "after begin"},
    {"check-then-mark", "before: check", "after begin", "after begin"},
    {"check-then-mark", "after: check", "after check", "after check"},
    {"check-then-mark", "before: call", "after check", NULL},
    {"check-then-mark", "after: call", "after call", NULL},
    {"check-then-mark", "before: commit", "after call", NULL},
    {"check-then-mark", "after: commit", "after commit", NULL},
    {"check-then-mark", "before: reply", "after commit", NULL},
    {"check-then-mark", "after: reply", "after reply", NULL},
    {"check-then-mark", "before: mark", "after reply", NULL},
    {"check-then-mark", "after: mark", "after mark", NULL},
    {"check-then-mark", "before: done", "after mark", "after check"},
    {"check-then-mark", "after: done", "after done", "after done"},
    {"mark-then-post", "before: begin", "before begin", "before begin"},
    {"mark-then-post", "after: begin", "after begin", "after begin"},
    {"mark-then-post", "before: claim", "after begin", "after begin"},
    {"mark-then-post", "after: claim", "after claim", "after claim"},
    {"mark-then-post", "before: call", "after claim", NULL},
    {"mark-then-post", "after: call", "after call", NULL},
    {"mark-then-post", "before: commit", "after call", NULL},
    {"mark-then-post", "after: commit", "after commit", NULL},
    {"mark-then-post", "before: reply", "after commit", NULL},
    {"mark-then-post", "after: reply", "after reply", NULL},
    {"mark-then-post", "before: done", "after reply", "after claim"},
    {"mark-then-post", "after: done", "after done", "after done"},
    {"ask-receiver", "before: begin", "before begin", "before begin"},
    {"ask-receiver", "after: begin", "after begin", "after begin"},
    {"ask-receiver", "before: ask", "after begin", "after begin"},
    {"ask-receiver", "after: ask", "after ask", "after ask"},
    {"ask-receiver", "before: call", "after ask", NULL},
    {"ask-receiver", "after: call", "after call", NULL},
    {"ask-receiver", "before: commit", "after call", NULL},
    {"ask-receiver", "after: commit", "after commit", NULL},
    {"ask-receiver", "before: reply", "after commit", NULL},
    {"ask-receiver", "after: reply", "after reply", NULL},
    {"ask-receiver", "before: done", "after reply", "after ask"},
    {"ask-receiver", "after: done", "after done", "after done"},
    /* these never skip: whoever comes by goes the whole way */
    {"none", "before: call", "after begin", "after begin"},
    {"none", "before: done", "after reply", "after reply"},
    {"none", "after: commit", "after commit", "after commit"},
    {"idempotency-key", "before: call", "after begin", "after begin"},
    {"idempotency-key", "before: done", "after reply", "after reply"},
    {"idempotency-key", "after: commit", "after commit", "after commit"},
};

/* The instance was struck in the gap of that name and nowhere else; NULL: nowhere at all. */
static void expect_struck(const struct play *play, const struct branch *branch, uint32_t job, const char *name)
{
    struct text struck = {0};

    for (uint32_t i = 0; i < play->trace.count; i++)
        if (play->trace.events[i].kind == EVENT_STRIKE && play->trace.events[i].job == job) {
            text_add(&struck, struck.size > 0 ? ", " : "");
            trace_gap_name(&play->trace, i, &struck);
        }
    if (strcmp(text_str(&struck), name ? name : "") != 0)
        fail_msg("%s, %s, job %u: struck %s, expected %s", branch->guard, branch->place, job, text_str(&struck),
                 name ? name : "nowhere");
    text_release(&struck);
}

/* The day is enqueued twice, an hour apart: the first job posts, the second finds the post made. A pause of a second
 * changes nothing but the clock. The list of attempts holds both; without one the fault has no condition at all. */
static void faults_at_a_guards_branch_strike_where_the_table_says(void **state)
{
    static const char *const conditions[] = {"", ", attempts: [1]"};

    (void)state;
    for (size_t i = 0; i < sizeof branches / sizeof *branches * 2; i++) {
        const struct branch *branch = &branches[i / 2];
        struct play play;
        char yaml[500];

        snprintf(yaml, sizeof yaml,
                 "bots: [{name: B, post: b, guard: %s}]\njobs: [{name: J, steps: [{post: B}]}]\n"
                 "schedule: [{enqueue: J, copies: 2, apart: 1h}]\n"
                 "faults: [{bot: B, %s, kind: stall, for: 1s, times: always%s}]\n",
                 branch->guard, branch->place, conditions[i % 2]);
        play_yaml(&play, yaml);
        expect_struck(&play, branch, 1, branch->posting);
        expect_struck(&play, branch, 2, branch->skipping);
        play_release(&play);
    }
}

/* The gaps of one run, in the order in which they are reached. */
struct visits {
    struct chooser chooser;
    struct gap gaps[4000];
    bool is_struck[4000]; /* by a fault of the file */
    size_t count;
};

static bool visit(struct chooser *chooser, const struct plan *plan, struct world *world, const struct gap *gap,
                  struct strike *strike)
{
    struct visits *visits = (struct visits *)chooser;
    bool is_struck = chooser_scripted(chooser, plan, world, gap, strike);

    if (visits->count < sizeof visits->gaps / sizeof *visits->gaps) {
        visits->gaps[visits->count] = *gap;
        visits->is_struck[visits->count++] = is_struck;
    }
    return is_struck;
}

/* Is it the same step of the same attempt, in a gap of the same name? */
static bool has_same_name(const struct gap *a, const struct gap *b)
{
    return a->job == b->job && a->attempt == b->attempt && a->step == b->step && a->after == b->after &&
           (a->after != MICRO_NONE || a->before == b->before);
}

static size_t first_of_the_name(const struct visits *visits, const struct gap *gap)
{
    for (size_t i = 0; i < visits->count; i++)
        if (has_same_name(&visits->gaps[i], gap))
            return i;
    return visits->count;
}

/* The scenario with one pause more, in the gap of number `at`, played: it strikes there once. */
static bool name_leads_to_gap(const struct scenario *scenario, const struct visits *visits, size_t at, struct text *why)
{
    const struct gap *gap = &visits->gaps[at];
    const struct placement placement = {*gap, FAULT_CRASH, NO_INDEX};
    struct fault_spec spec = placement_spec(scenario, &placement);
    struct change change = change_of_spec(&spec);
    struct scenario *changed;
    uint32_t strikes = 0;
    struct trace trace;
    struct plan *plan;
    struct err err;
    bool is_there = true;

    changed = scenario_changed(scenario, &change, 1, &err);
    if (!changed)
        fail_msg("%s", err.text);
    plan = run_trace(changed, NULL, 20000, &trace, &err);
    assert_non_null(plan);
    for (uint32_t i = 0; i < trace.count; i++) {
        const struct event *event = &trace.events[i];

        if (event->kind != EVENT_STRIKE || (uint32_t)event->value + 1 != changed->fault_count)
            continue;
        strikes++;
        is_there = is_there && event->time == gap->now && event->job == gap->job && event->attempt == gap->attempt &&
                   event->micro == gap->after &&
                   (gap->after != MICRO_NONE || trace_gap_micro(&trace, i) == gap->before);
    }
    if (!is_there || strikes != 1) {
        placement_write(scenario, &placement, why);
        text_addf(why, " at %lld ms struck %u times", (long long)gap->now, strikes);
    }
    trace_release(&trace);
    plan_free(plan);
    scenario_free(changed);
    return is_there && strikes == 1;
}

/* No two gaps of an attempt have one name (but that before a fetch, which is the same gap when it comes again), and the
 * name, written as --fault takes it, leads to the gap. */
static bool visited_gaps_have_one_name(struct tape *tape, struct text *why)
{
    uint64_t number = tape_below(tape, 4000);
    struct visits *visits = calloc(1, sizeof *visits);
    struct scenario *scenario;
    struct text yaml = {0};
    struct diags diags;
    struct trace trace;
    struct plan *plan;
    struct err err;
    bool holds = true;

    random_scenario(tape->bytes + tape->at, tape->size - tape->at, &yaml);
    diags_init(&diags, "random.yaml", yaml.bytes, yaml.size);
    scenario = scenario_load("random.yaml", yaml.bytes, yaml.size, &diags);
    diags_release(&diags);
    assert_true(visits && scenario);
    visits->chooser.strike = visit;
    plan = run_trace(scenario, &visits->chooser, 20000, &trace, &err);
    assert_non_null(plan);
    for (size_t i = 0; holds && i < visits->count; i++)
        holds = visits->gaps[i].before == MICRO_FETCH || first_of_the_name(visits, &visits->gaps[i]) == i;
    if (!holds)
        text_add(why, "one name for two gaps");
    if (holds && visits->count > 0) {
        size_t at = first_of_the_name(visits, &visits->gaps[number % visits->count]);

        holds = visits->is_struck[at] || name_leads_to_gap(scenario, visits, at, why);
    }
    if (!holds)
        text_addf(why, " in\n%s", text_str(&yaml));
    trace_release(&trace);
    plan_free(plan);
    scenario_free(scenario);
    text_release(&yaml);
    free(visits);
    return holds;
}

static void every_visited_gap_has_one_name_that_leads_to_it(void **state)
{
    (void)state;
    assert_true(prop_holds("gaps", visited_gaps_have_one_name, 3000, 96));
}

/* What comes next on the way that the attempt went, as the trace has it: where the guard skipped it, the step's end. */
static enum micro next_in_trace(const struct trace *trace, uint32_t strike)
{
    const struct event *event = &trace->events[strike];
    const struct scenario *scenario = trace->scenario;
    const struct job *job = NULL;
    enum micro micros[MICRO_COUNT];
    size_t count = 0;

    for (uint32_t i = 0; i < strike; i++) {
        const struct event *earlier = &trace->events[i];

        if (earlier->kind == EVENT_SKIP && earlier->job == event->job && earlier->attempt == event->attempt &&
            earlier->step == event->step && event->micro == earlier->micro)
            return MICRO_DONE;
        if (earlier->kind == EVENT_ENQUEUE && earlier->job == event->job && event->step != NO_STEP)
            job = &scenario->jobs[earlier->detail];
    }
    if (event->micro == MICRO_NONE)
        return trace_gap_micro(trace, strike);
    if (job)
        count = step_micros(job_step_form(scenario, job, &job->steps[event->step]), micros);
    for (size_t i = 0; i + 1 < count; i++)
        if (micros[i] == (enum micro)event->micro)
            return micros[i + 1];
    return MICRO_NONE;
}

static bool list_has(const uint32_t *list, uint32_t count, uint32_t value)
{
    for (uint32_t i = 0; i < count; i++)
        if (list[i] == value)
            return true;
    return count == 0;
}

static bool strike_is_as_written(const struct trace *trace, uint32_t strike, uint32_t before)
{
    const struct event *event = &trace->events[strike];
    const struct fault *fault = &trace->scenario->faults[event->value];

    if (fault->is_platform) /* a call is refused */
        return fault->platform == PLATFORM_RECEIVER_DOWN && event->detail == FAULT_ERROR &&
               (fault->bot == NO_INDEX || fault->bot == event->bot) && event->time >= fault->at &&
               event->time <= fault->at + fault->length;
    return (enum fault_kind)event->detail == fault->kind &&
           (fault->bot == NO_INDEX ? event->bot == NO_BOT || fault->step == event->step : fault->bot == event->bot) &&
           (fault->is_before ? next_in_trace(trace, strike) == fault->micro
                             : (enum micro)event->micro == fault->micro) &&
           (fault->times == 0 || before < fault->times) && event->time >= fault->from && event->time < fault->until &&
           list_has(fault->attempts, fault->attempt_count, event->attempt) &&
           list_has(fault->occurrences, fault->occurrence_count, event->occurrence);
}

/* Every strike of a trace is one that its fault's own words allow, read off the trace alone. */
static bool strikes_of_file(const struct text *yaml, struct text *why)
{
    uint32_t strikes[SCENARIO_FAULTS_MAX] = {0};
    struct scenario *scenario;
    struct diags diags;
    struct trace trace;
    struct plan *plan;
    struct err err;
    bool holds = true;

    diags_init(&diags, "random.yaml", yaml->bytes, yaml->size);
    scenario = scenario_load("random.yaml", yaml->bytes, yaml->size, &diags);
    diags_release(&diags);
    assert_non_null(scenario);
    plan = run_trace(scenario, NULL, 5000, &trace, &err);
    assert_non_null(plan);
    for (uint32_t i = 0; holds && i < trace.count; i++) {
        if (trace.events[i].kind != EVENT_STRIKE)
            continue;
        assert_true(trace.events[i].value >= 0 && trace.events[i].value < scenario->fault_count);
        holds = strike_is_as_written(&trace, i, strikes[trace.events[i].value]++);
        if (!holds)
            text_addf(why, "event %u is no strike of fault %lld in\n%s", i, (long long)trace.events[i].value + 1,
                      text_str(yaml));
    }
    trace_release(&trace);
    plan_free(plan);
    scenario_free(scenario);
    return holds;
}

static bool strikes_are_as_written(struct tape *tape, struct text *why)
{
    struct text yaml = {0};
    bool holds;

    random_scenario(tape->bytes + tape->at, tape->size - tape->at, &yaml);
    holds = strikes_of_file(&yaml, why);
    text_release(&yaml);
    return holds;
}

static void every_strike_is_one_that_its_faults_words_allow(void **state)
{
    (void)state;
    assert_true(prop_holds("strikes", strikes_are_as_written, 3000, 96));
}

/* A worker that an error keeps from a fetch of a job that was delivered twice comes to the same fetch again. */
static void strike_before_a_fetch_tried_again_is_before_a_fetch(void **state)
{
    struct text yaml = {0}, why = {0};

    (void)state;
    text_add(&yaml, "version: 1\n"
                    "bots: [{name: A, post: a}]\n"
                    "jobs:\n"
                    "  - {name: Top, steps: [{enqueue: J}], retry: {limit: 0}, exhausted: dead}\n"
                    "  - {name: J, steps: [{post: A}], retry: {limit: 0}, exhausted: dead}\n"
                    "platform: {workers: 2, acknowledge: late, on_crash: requeue, poll: 0s}\n"
                    "schedule: [{enqueue: Top, every: 1h, times: 3, copies: 2, apart: 0s}]\n"
                    "faults:\n"
                    "  - {job: Top, before: fetch, kind: error, times: always, probability: 0.5}\n"
                    "  - {platform: twice, job: Top, times: 2, probability: 0.5}\n"
                    "  - {platform: twice, job: Top, times: 2}\n");
    if (!strikes_of_file(&yaml, &why))
        fail_msg("%s", text_str(&why));
    text_release(&yaml);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(faults_at_a_guards_branch_strike_where_the_table_says),
        cmocka_unit_test(every_visited_gap_has_one_name_that_leads_to_it),
        cmocka_unit_test(strike_before_a_fetch_tried_again_is_before_a_fetch),
        cmocka_unit_test(every_strike_is_one_that_its_faults_words_allow),
    };

    return test_main("gap", tests, sizeof tests / sizeof *tests);
}
