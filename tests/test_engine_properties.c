/* What holds for every run, tried on random scenarios. */
#include "support/play.h"
#include "support/prop.h"
#include "support/random_scenario.h"
#include "support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/state.h"
#include "file/load.h"
#include "trace/ledger.h"

enum { SCENARIOS = 1500, TAPE_MAX = 96, EVENTS_MAX = 20000, OVER_MAX = 64 };

struct example {
    struct scenario *scenario;
    struct plan *plan;
    struct world *world;
    struct trace trace;
    struct text yaml;
};

/* A random scenario, played. */
static void example_make(struct example *example, struct rounds *rounds)
{
    uint8_t tape[TAPE_MAX];
    struct diags diags;
    struct err err;

    example->yaml = (struct text){0};
    random_scenario(tape, random_tape(&rounds->random, tape, sizeof tape), &example->yaml);
    diags_init(&diags, "random.yaml", example->yaml.bytes, example->yaml.size);
    example->scenario = scenario_load("random.yaml", example->yaml.bytes, example->yaml.size, &diags);
    if (!example->scenario) {
        struct text report = {0};

        diags_print(&diags, &report);
        fail_msg("%s%s", text_str(&report), text_str(&example->yaml));
    }
    diags_release(&diags);
    example->plan = plan_new(example->scenario, &err);
    assert_non_null(example->plan);
    example->world = world_new(example->plan, &err);
    assert_non_null(example->world);
    trace_init(&example->trace, EVENTS_MAX);
    example->trace.scenario = plan_scenario(example->plan);
    world_start(example->plan, example->world, 1);
    assert_true(world_record(example->plan, example->world, NULL, &example->trace, &err));
}

static void example_release(struct example *example)
{
    trace_release(&example->trace);
    world_free(example->world);
    plan_free(example->plan);
    scenario_free(example->scenario);
    text_release(&example->yaml);
}

static void for_random_scenarios(void (*check)(struct example *example))
{
    struct rounds rounds = rounds_begin("engine", SCENARIOS);

    while (rounds_next(&rounds)) {
        struct example example;

        example_make(&example, &rounds);
        check(&example);
        example_release(&example);
    }
}

/* cmocka cuts a message at 1024 characters. */
#define EXPECT(example, condition)                                                                                     \
    do {                                                                                                               \
        if (!(condition)) {                                                                                            \
            fputs(text_str(&(example)->yaml), stderr);                                                                 \
            fail_msg("%s does not hold for the scenario above", #condition);                                           \
        }                                                                                                              \
    } while (0)

static void check_causes(struct example *example)
{
    const struct trace *trace = &example->trace;

    for (uint32_t i = 0; i < trace->count; i++) {
        const struct event *event = &trace->events[i];

        EXPECT(example, event->cause == NO_EVENT || event->cause < i);
        EXPECT(example, i == 0 || event->time >= trace->events[i - 1].time);
        EXPECT(example, event->cause != NO_EVENT || event->kind == EVENT_FIRE || event->kind == EVENT_KILL ||
                            event->kind == EVENT_DEPLOY || event->kind == EVENT_DOWN || event->kind == EVENT_START);
    }
    EXPECT(example, trace->events[trace->count - 1].kind == EVENT_RUN_END);
}

static void every_cause_is_earlier_and_time_never_decreases(void **state)
{
    (void)state;
    for_random_scenarios(check_causes);
}

static void check_moments(struct example *example)
{
    for (uint32_t i = 0; i < example->trace.count; i++) {
        const struct event *event = &example->trace.events[i];

        assert_int_equal(event->is_moment,
                         event_is(event, EVENT_IS_MOMENT) || (event->kind == EVENT_FETCH && event->attempt > 1));
    }
}

/* What is worth stopping at is said by the event's row, and the engine marks no other. */
static void moments_are_those_of_the_rows(void **state)
{
    (void)state;
    for_random_scenarios(check_moments);
}

/* Every commit belongs to an attempt that was fetched and has called before. */
static void check_effects(struct example *example)
{
    const struct trace *trace = &example->trace;

    for (uint32_t i = 0; i < trace->count; i++) {
        const struct event *commit = &trace->events[i];
        bool fetched = false, called = false;

        if (commit->kind != EVENT_COMMIT)
            continue;
        for (uint32_t j = 0; j < i; j++) {
            const struct event *event = &trace->events[j];

            if (event->job != commit->job || event->attempt != commit->attempt)
                continue;
            fetched = fetched || event->kind == EVENT_FETCH;
            called = called || (event->kind == EVENT_CALL && event->step == commit->step);
        }
        EXPECT(example, fetched && called);
    }
}

static void every_effect_has_an_attempt(void **state)
{
    (void)state;
    for_random_scenarios(check_effects);
}

/* Every enqueued job is in one state, told by its own events: at most one end, and alive without one. When nothing is
 * left to do only those are alive that a queue holds for a process that lives. */
static void check_jobs(struct example *example)
{
    const struct trace *trace = &example->trace;
    struct ledger ledger;
    struct err err;
    uint32_t enqueued = 0;

    assert_true(ledger_take(trace, trace->count, &ledger, &err));
    for (uint32_t i = 0; i < trace->count; i++)
        enqueued += trace->events[i].kind == EVENT_ENQUEUE;
    EXPECT(example, ledger.job_count == enqueued);
    for (uint32_t job = 1; job <= ledger.job_count; job++) {
        uint32_t ends = 0;
        bool is_held = false; /* by its queue, until its process dies */

        for (uint32_t i = 0; i < trace->count; i++) {
            const struct event *event = &trace->events[i];

            ends += event->job == job && event->kind >= EVENT_SUCCEED && event->kind <= EVENT_LOSE;
            if (event->job == job &&
                (event->kind == EVENT_ORPHAN || event->kind == EVENT_RECOVER || event->kind == EVENT_COUNTED))
                is_held = event->kind == EVENT_ORPHAN && event->detail == 1;
        }
        EXPECT(example, ends == (ledger.jobs[job - 1].state <= JOB_LOST));
        EXPECT(example, ends == 1 || is_held || ledger.ended != ENDED_QUIESCENCE);
    }
    ledger_release(&ledger);
}

static void jobs_are_conserved(void **state)
{
    (void)state;
    for_random_scenarios(check_jobs);
}

static void check_cell(struct example *example, const struct ledger_cell *seen, const struct cell_outcome *own)
{
    EXPECT(example, seen->posts == own->posts);
    EXPECT(example, seen->attempts == own->attempts);
    EXPECT(example, seen->skips == own->skips);
    EXPECT(example, seen->is_owed == own->is_owed);
    if (!seen->is_owed)
        return;
    EXPECT(example, seen->state == own->state);
    EXPECT(example, seen->delay == own->delay);
    EXPECT(example, seen->late_by == own->late_by && seen->premature == own->premature);
    EXPECT(example, seen->is_silent == own->is_silent);
    EXPECT(example, seen->held_by == own->held_by);
}

/* The states of a job's instances, of one occurrence or of all (0), gathered from the ledger. */
static unsigned states_seen(const struct ledger *ledger, uint32_t occurrence, uint32_t job)
{
    unsigned states = 0;

    for (uint32_t i = 0; i < ledger->job_count; i++)
        if (ledger->jobs[i].job == (int)job && (occurrence == 0 || ledger->jobs[i].occurrence == occurrence))
            states |= 1u << ledger->jobs[i].state;
    return states;
}

/* The world counts while it runs, the ledger from the trace alone: two counts made by different code. */
static void check_ledger(struct example *example)
{
    const struct trace *trace = &example->trace;
    struct outcome outcome;
    struct ledger ledger;
    struct err err;

    assert_true(ledger_take(trace, trace->count, &ledger, &err));
    world_outcome(example->plan, example->world, &outcome);
    for (uint32_t o = 1; o <= ledger.occurrences; o++) {
        for (uint32_t b = 0; b < ledger.bot_count; b++) {
            struct cell_outcome own;

            world_cell(example->plan, example->world, o, b, &own);
            check_cell(example, ledger_cell(&ledger, o, b), &own);
        }
    }
    for (uint32_t o = 0; o <= ledger.occurrences; o++)
        for (uint32_t j = 0; j < example->scenario->job_count; j++)
            EXPECT(example, world_job_states(example->plan, example->world, o, j) == states_seen(&ledger, o, j));
    EXPECT(example, ledger.total.owed == outcome.owed && ledger.total.posts == outcome.posts);
    EXPECT(example, ledger.total.duplicates == outcome.duplicates && ledger.total.missed == outcome.missed);
    EXPECT(example, ledger.total.late == outcome.late && ledger.total.silent == outcome.silent);
    EXPECT(example, ledger.total.premature == outcome.premature);
    EXPECT(example, memcmp(ledger.wishes, outcome.wishes, sizeof outcome.wishes) == 0);
    EXPECT(example, outcome.events == trace->count && outcome.now == ledger.now);
    ledger_release(&ledger);
}

static void ledger_of_the_trace_equals_the_worlds_own_count(void **state)
{
    (void)state;
    for_random_scenarios(check_ledger);
}

/* Whose post a step needs, when it is due and which wishes count change how the run is judged, not one event of it. */
static void check_judgement(struct example *example)
{
    struct scenario *plain = scenario_copy(example->scenario);
    struct diags diags;
    struct trace trace;
    struct plan *plan;
    struct err err;

    assert_non_null(plain);
    plain->unjudged = 0;
    for (uint32_t b = 0; b < plain->bot_count; b++)
        plain->bots[b].due = MSEC_NONE;
    for (uint32_t j = 0; j < plain->job_count; j++)
        for (uint32_t s = 0; s < plain->jobs[j].step_count; s++)
            plain->jobs[j].steps[s].needs = 0;
    diags_init(&diags, "plain", NULL, 0);
    assert_true(scenario_check(plain, &diags));
    diags_release(&diags);
    plan = run_trace(plain, NULL, EVENTS_MAX, &trace, &err);
    assert_non_null(plan);
    EXPECT(example, example->trace.count > EVENTS_MAX / 2 || trace_hash(&trace) == trace_hash(&example->trace));
    trace_release(&trace);
    plan_free(plan);
    scenario_free(plain);
}

static void judgement_changes_no_event(void **state)
{
    (void)state;
    for_random_scenarios(check_judgement);
}

/* Step by step, and without a trace, the same run; the same seed, the same bytes. */
static void check_repeat(struct example *example)
{
    struct world *world;
    struct trace trace;
    struct outcome a, b;
    struct err err;

    world = world_new(example->plan, &err);
    assert_non_null(world);
    trace_init(&trace, EVENTS_MAX);
    assert_true(trace_reserve(&trace, example->trace.count + OVER_MAX, &err)); /* which it is to equal */
    world_start(example->plan, world, 1);
    while (world_step(example->plan, world, NULL, &trace)) {
    }
    EXPECT(example, trace_hash(&trace) == trace_hash(&example->trace));
    world_outcome(example->plan, example->world, &b);
    if (b.ended != ENDED_LIMIT) { /* without a trace a run that never ends would go on to a limit of its own */
        world_start(example->plan, world, 1);
        world_run(example->plan, world, NULL, NULL);
        world_outcome(example->plan, world, &a);
        EXPECT(example, memcmp(&a, &b, sizeof a) == 0);
    }
    trace_release(&trace);
    world_free(world);
}

static bool is_listed(const uint32_t *list, uint32_t count, uint32_t value)
{
    bool is_listed = count == 0;

    for (uint32_t i = 0; i < count; i++)
        is_listed = is_listed || list[i] == value;
    return is_listed;
}

/* Does the fault name the gap in which this struck, by the micro-step before it or by the one behind it? What comes next
 * is the next micro-step that the post has; after one in which its guard asks also the last. */
static bool names_gap(const struct fault *fault, const struct scenario *scenario, const struct event *strike)
{
    const struct job *job = NULL;
    const struct step *step = NULL;
    enum micro micros[MICRO_COUNT];
    size_t count, next = 0;

    if (!fault->is_before)
        return fault->micro == (enum micro)strike->micro;
    if (strike->step == NO_STEP)
        return strike->micro == MICRO_NONE;
    for (uint32_t j = 0; j < scenario->job_count && fault->bot != NO_INDEX; j++)
        for (uint32_t s = 0; s < scenario->jobs[j].step_count; s++)
            if (step_bot(&scenario->jobs[j].steps[s]) == fault->bot) {
                job = &scenario->jobs[j];
                step = &job->steps[s];
            }
    if (fault->job != NO_INDEX) {
        job = &scenario->jobs[fault->job];
        step = &job->steps[fault->step];
    }
    count = step_micros(job_step_form(scenario, job, step), micros);
    while (strike->micro != MICRO_NONE && micros[next++] != (enum micro)strike->micro)
        assert_true(next < count);
    return (next < count && micros[next] == fault->micro) ||
           (fault->micro == MICRO_DONE && strike->micro == guard_traits[step_guard(scenario, step)].asks);
}

/* What is said to have struck is a fault of the scenario, there and then, and no more often than it may. */
static void check_strikes(struct example *example)
{
    const struct scenario *scenario = example->scenario;
    const struct trace *trace = &example->trace;
    uint32_t strikes[SCENARIO_FAULTS_MAX] = {0};
    struct fault_set of_world = {0}, of_trace = {0}, said = {0};
    struct ledger ledger;
    struct err err;

    assert_true(ledger_take(trace, trace->count, &ledger, &err));
    for (uint32_t i = 0; i < trace->count; i++) {
        const struct event *event = &trace->events[i];
        const struct fault *fault;

        if (event->kind != EVENT_STRIKE)
            continue;
        EXPECT(example, event->value >= 0 && event->value < scenario->fault_count);
        fault = &scenario->faults[event->value];
        fault_set_add(&said, (uint32_t)event->value);
        EXPECT(example, fault->bot == NO_INDEX || fault->bot == event->bot);
        if (fault->is_platform) { /* a refusal */
            EXPECT(example, fault->platform == PLATFORM_RECEIVER_DOWN);
            EXPECT(example, event->time >= fault->at && event->time <= fault->at + fault->length);
            continue;
        }
        EXPECT(example, fault->kind == event->detail && names_gap(fault, scenario, event));
        EXPECT(example, event->time >= fault->from && event->time < fault->until);
        EXPECT(example, is_listed(fault->attempts, fault->attempt_count, event->attempt));
        EXPECT(example, is_listed(fault->occurrences, fault->occurrence_count, event->occurrence));
        EXPECT(example, fault->instance == 0 || fault->instance == ledger.jobs[event->job - 1].number);
        EXPECT(example, fault->job == NO_INDEX || fault->job == ledger.jobs[event->job - 1].job);
        EXPECT(example, fault->job == NO_INDEX || (fault->step == NO_INDEX ? NO_STEP : fault->step) == event->step);
        EXPECT(example, ++strikes[event->value] <= fault->times || fault->times == 0);
    }
    world_struck(example->plan, example->world, &of_world);
    trace_struck(trace, &of_trace);
    for (uint32_t f = 0; f < scenario->fault_count; f++) {
        bool is_told = scenario->faults[f].is_platform && scenario->faults[f].platform != PLATFORM_RECEIVER_DOWN;

        EXPECT(example, fault_set_has(&of_world, f) == fault_set_has(&of_trace, f));
        EXPECT(example, is_told || fault_set_has(&of_trace, f) == fault_set_has(&said, f));
    }
    ledger_release(&ledger);
}

static void no_fault_is_said_to_strike_that_did_not(void **state)
{
    (void)state;
    for_random_scenarios(check_strikes);
}

static void same_scenario_and_seed_make_the_same_run(void **state)
{
    (void)state;
    for_random_scenarios(check_repeat);
}

/* Whoever leaves something unset on the stack will find this there. */
__attribute__((noinline)) static void stack_fill(int byte)
{
    volatile uint8_t bytes[4096];

    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (uint8_t)byte;
}

/* Step by step on two stacks. Padding counts: odds keep of a world the words that differ from its beginning. */
static void check_bytes(struct example *example)
{
    struct world *first, *second;
    bool goes_on = true;
    struct err err;

    first = world_new(example->plan, &err);
    second = world_new(example->plan, &err);
    assert_true(first && second);
    world_start(example->plan, first, 1);
    world_start(example->plan, second, 1);
    while (goes_on && world_events(first) < EVENTS_MAX) {
        stack_fill(0x00);
        goes_on = world_step(example->plan, first, NULL, NULL);
        stack_fill(0xa5);
        EXPECT(example, world_step(example->plan, second, NULL, NULL) == goes_on);
    }
    EXPECT(example, memcmp(first, second, world_size(example->plan)) == 0);
    world_free(first);
    world_free(second);
}

static void same_run_makes_the_same_bytes_whatever_is_on_the_stack(void **state)
{
    (void)state;
    for_random_scenarios(check_bytes);
}

/* A copy made in the middle goes on to the same end, and leaves the original alone. */
static void check_copy(struct example *example)
{
    struct world *first, *second;
    struct trace trace;
    struct err err;
    uint32_t half;

    first = world_new(example->plan, &err);
    second = world_new(example->plan, &err);
    assert_true(first && second);
    trace_init(&trace, EVENTS_MAX);
    assert_true(trace_reserve(&trace, example->trace.count + OVER_MAX, &err)); /* which it is to equal */
    world_start(example->plan, first, 1);
    while (trace.count < example->trace.count / 2)
        assert_true(world_step(example->plan, first, NULL, &trace));
    half = trace.count;
    world_copy(example->plan, second, first);
    world_run(example->plan, first, NULL, &trace);
    EXPECT(example, trace_hash(&trace) == trace_hash(&example->trace));
    trace.count = half;
    world_run(example->plan, second, NULL, &trace);
    EXPECT(example, trace_hash(&trace) == trace_hash(&example->trace));
    trace_release(&trace);
    world_free(first);
    world_free(second);
}

static void copied_world_goes_on_to_the_same_end(void **state)
{
    (void)state;
    for_random_scenarios(check_copy);
}

/* Slices of all sizes, so that they end at every kind of happening; and not long after, for somebody waits to have a
 * look. The last happening is bounded by what all workers, jobs and bots of such a scenario can record at once. */
static void check_slices(struct example *example)
{
    static const uint32_t sizes[] = {1, 2, 3, 7, 40};
    struct trace trace = {0};
    struct outcome whole, sliced;
    struct err err;

    trace_init(&trace, EVENTS_MAX);
    assert_true(trace_reserve(&trace, example->trace.count + OVER_MAX, &err)); /* which it is to equal */
    world_outcome(example->plan, example->world, &whole);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        uint32_t made = 0;

        trace.count = 0;
        world_start(example->plan, example->world, 1);
        while (world_run_some(example->plan, example->world, NULL, &trace, sizes[i])) {
            EXPECT(example, trace.count >= made + sizes[i] && trace.count <= made + sizes[i] + OVER_MAX);
            made = trace.count;
        }
        EXPECT(example, trace_hash(&trace) == trace_hash(&example->trace));
        if (whole.ended == ENDED_LIMIT)
            continue; /* as above */
        world_start(example->plan, example->world, 1);
        made = 0;
        while (world_run_some(example->plan, example->world, NULL, NULL, sizes[i])) {
            uint32_t all = world_events(example->world);

            EXPECT(example, all >= made + sizes[i] && all <= made + sizes[i] + OVER_MAX);
            made = all;
        }
        world_outcome(example->plan, example->world, &sliced);
        EXPECT(example, memcmp(&sliced, &whole, sizeof sliced) == 0);
    }
    trace_release(&trace);
}

static void run_in_slices_makes_the_same_trace_as_one_in_one_go(void **state)
{
    (void)state;
    for_random_scenarios(check_slices);
}

/* Two worlds that are where they are by other ways: the same state, at the same time, by the same count. */
static bool is_same_place(const struct plan *plan, const struct world *a, const struct world *b)
{
    uint8_t *bytes = malloc(2 * state_room(plan));
    struct outcome first, second;
    bool is_same = true;

    assert_non_null(bytes);
    world_outcome(plan, a, &first);
    world_outcome(plan, b, &second);
    for (int kind = STATE_BLAMED; kind <= STATE_TOLD; kind++) {
        size_t size = state_write(plan, a, (enum state_kind)kind, bytes);

        assert_true(size <= state_room(plan));
        is_same = is_same && state_write(plan, b, (enum state_kind)kind, bytes + size) == size &&
                  memcmp(bytes, bytes + size, size) == 0;
    }
    free(bytes);
    return is_same && memcmp(&first, &second, sizeof first) == 0;
}

/* Without a trace, where several ops may be passed at once, a slice ends where so many steps do; and so does a run that
 * is cut. */
static void check_places(struct example *example)
{
    static const uint32_t sizes[] = {1, 2, 7, UINT32_MAX};
    struct world *stepped;
    struct err err;

    stepped = world_new(example->plan, &err);
    assert_non_null(stepped);
    for (uint32_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        bool goes_on = true, steps_on = true;

        plan_limit_events(example->plan, 20 + 30 * i);
        world_start(example->plan, example->world, 1);
        world_start(example->plan, stepped, 1);
        while (goes_on) {
            goes_on = world_run_some(example->plan, example->world, NULL, NULL, sizes[i]);
            while (steps_on && (!goes_on || world_events(stepped) < world_events(example->world)))
                steps_on = world_step(example->plan, stepped, NULL, NULL);
            EXPECT(example, is_same_place(example->plan, example->world, stepped));
        }
    }
    world_free(stepped);
}

static void slice_ends_where_as_many_steps_do(void **state)
{
    (void)state;
    for_random_scenarios(check_places);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_cause_is_earlier_and_time_never_decreases),
        cmocka_unit_test(moments_are_those_of_the_rows),
        cmocka_unit_test(every_effect_has_an_attempt),
        cmocka_unit_test(jobs_are_conserved),
        cmocka_unit_test(judgement_changes_no_event),
        cmocka_unit_test(ledger_of_the_trace_equals_the_worlds_own_count),
        cmocka_unit_test(no_fault_is_said_to_strike_that_did_not),
        cmocka_unit_test(same_scenario_and_seed_make_the_same_run),
        cmocka_unit_test(same_run_makes_the_same_bytes_whatever_is_on_the_stack),
        cmocka_unit_test(copied_world_goes_on_to_the_same_end),
        cmocka_unit_test(run_in_slices_makes_the_same_trace_as_one_in_one_go),
        cmocka_unit_test(slice_ends_where_as_many_steps_do),
    };

    return test_main("engine_properties", tests, sizeof tests / sizeof *tests);
}
