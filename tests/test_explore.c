/* The search: its numbers of runs against a second opinion, and every failing run against its own replay. */
#include "support/play.h"
#include "support/prop.h"
#include "support/random_scenario.h"
#include "support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "explore/explore.h"
#include "file/load.h"
#include "model/changed.h"
#include "oracle/enumerate.c"
#include "words/bound.h"

/* Scenarios small enough for plain recursion: one worker, retries that wait longer than everything else takes. */
static const char *const SMALL[] = {
    /* One post without a guard, no retry. */
    "bots: [{name: A, post: a}]\n"
    "jobs: [{name: J, steps: [{post: A}]}]\n"
    "schedule: [{enqueue: J}]\n",
    /* A retry; the day of the article with two bots. */
    "bots: [{name: A, post: a, guard: check-then-mark}, {name: B, post: b}]\n"
    "jobs: [{name: J, steps: [{post: A}, {post: B}], retry: {limit: 1, wait: 2h}}]\n"
    "schedule: [{enqueue: J}]\n",
    /* Crashes bring the job back. */
    "bots: [{name: A, post: a, guard: mark-then-post}, {name: B, post: b}]\n"
    "jobs: [{name: J, steps: [{post: A}, {post: B}], retry: {limit: 2, wait: 2h}}]\n"
    "platform: {on_crash: requeue}\n"
    "schedule: [{enqueue: J}]\n",
    /* Bail out. */
    "bots: [{name: A, post: a}, {name: B, post: b, guard: ask-receiver}]\n"
    "jobs: [{name: J, rescue: exit, steps: [{post: A}, {post: B}], retry: {limit: 1, wait: 2h}}]\n"
    "platform: {on_crash: requeue}\n"
    "schedule: [{enqueue: J}]\n",
    /* Go on after an error. */
    "bots: [{name: A, post: a}, {name: B, post: b, guard: idempotency-key}, {name: C, post: c}]\n"
    "jobs: [{name: J, rescue: continue, steps: [{post: A}, {post: B}, {post: C}]}]\n"
    "platform: {on_crash: requeue}\n"
    "schedule: [{enqueue: J}]\n",
    /* A top job and its children, each guarded; what the top job's second attempt enqueues comes before the children's
     * own retries. */
    "bots: [{name: A, post: a, guard: check-then-mark}, {name: B, post: b, guard: check-then-mark}]\n"
    "jobs:\n  - {name: Top, steps: [{enqueue: JA}, {enqueue: JB}], retry: {limit: 1, wait: 2h}}\n"
    "  - {name: JA, steps: [{post: A}], retry: {limit: 1, wait: 5h}}\n"
    "  - {name: JB, steps: [{post: B}], retry: {limit: 1, wait: 5h}}\n"
    "schedule: [{enqueue: Top}]\n",
    /* Acknowledged before the work; what fails for good is thrown away. */
    "bots: [{name: A, post: a}, {name: B, post: b, guard: idempotency-key}]\n"
    "jobs: [{name: J, exhausted: discard, steps: [{post: A}, {post: B}], retry: {limit: 1, wait: 2h}}]\n"
    "platform: {acknowledge: early, on_crash: requeue}\n"
    "schedule: [{enqueue: J}]\n",
    /* The same day enqueued twice. */
    "bots: [{name: A, post: a, guard: check-then-mark}, {name: B, post: b}]\n"
    "jobs: [{name: J, steps: [{post: A}, {post: B}], retry: {limit: 0}}]\n"
    "schedule: [{enqueue: J, copies: 2}]\n",
    /* Four bots and two retries. */
    "bots: [{name: A, post: a, guard: check-then-mark}, {name: B, post: b}, {name: C, post: c, guard: mark-then-post}, "
    "{name: D, post: d, guard: idempotency-key}]\n"
    "jobs: [{name: J, steps: [{post: A}, {post: B}, {post: C}, {post: D}], retry: {limit: 2, wait: 2h}}]\n"
    "platform: {on_crash: requeue}\n"
    "schedule: [{enqueue: J}]\n",
    /* What nobody hears of comes back when its lease ends, long after everything else. */
    "bots: [{name: A, post: a, guard: check-then-mark}, {name: B, post: b}]\n"
    "jobs: [{name: J, steps: [{post: A}, {post: B}], retry: {limit: 1, wait: 2h}}]\n"
    "platform: {on_crash: lease, lease: 5h}\n"
    "schedule: [{enqueue: J}]\n",
    /* The same, let go of before the work. */
    "bots: [{name: A, post: a, guard: mark-then-post}, {name: B, post: b}]\n"
    "jobs: [{name: J, steps: [{post: A}, {post: B}], retry: {limit: 1, wait: 2h}}]\n"
    "platform: {acknowledge: early, on_crash: lease, lease: 5h}\n"
    "schedule: [{enqueue: J}]\n",
    /* A crash counts: at once, */
    "bots: [{name: A, post: a, guard: check-then-mark}, {name: B, post: b}]\n"
    "jobs: [{name: J, steps: [{post: A}, {post: B}], retry: {limit: 2, wait: 2h}}]\n"
    "platform: {on_crash: requeue, crash_counts: yes}\n"
    "schedule: [{enqueue: J}]\n",
    /* two of them, one of which may be held for the process that the other takes down, */
    "bots: [{name: A, post: a}]\n"
    "jobs: [{name: J, exhausted: discard, steps: [{post: A}], retry: {limit: 1, wait: 2h}}]\n"
    "platform: {on_crash: requeue, crash_counts: yes}\n"
    "schedule: [{enqueue: J, copies: 2}]\n",
    /* when a lease ends. */
    "bots: [{name: A, post: a, guard: check-then-mark}, {name: B, post: b}]\n"
    "jobs: [{name: J, steps: [{post: A}, {post: B}], retry: {limit: 1, wait: 2h}}]\n"
    "platform: {on_crash: lease, lease: 5h, crash_counts: yes}\n"
    "schedule: [{enqueue: J}]\n",
    /* What a crash leaves goes behind the others, or to where it would have been. */
    "bots: [{name: A, post: a, guard: check-then-mark}, {name: B, post: b}]\n"
    "jobs: [{name: J, steps: [{post: A}, {post: B}], retry: {limit: 0}}]\n"
    "platform: {on_crash: requeue, recovered_at: tail}\n"
    "schedule: [{enqueue: J, copies: 3}]\n",
    "bots: [{name: A, post: a, guard: check-then-mark}, {name: B, post: b}]\n"
    "jobs: [{name: J, steps: [{post: A}, {post: B}], retry: {limit: 0}}]\n"
    "platform: {on_crash: requeue, recovered_at: place}\n"
    "schedule: [{enqueue: J, copies: 3}]\n",
    /* A crash takes the job's own child: its last failure, one like any other, or none; acknowledged early, too. */
    "bots: [{name: A, post: a, guard: check-then-mark}, {name: B, post: b}]\n"
    "jobs: [{name: J, steps: [{post: A}, {post: B}], retry: {limit: 2, wait: 1h}}]\n"
    "platform: {on_child_crash: fail}\n"
    "schedule: [{enqueue: J, copies: 2}]\n",
    "bots: [{name: A, post: a, guard: check-then-mark}, {name: B, post: b}]\n"
    "jobs: [{name: J, steps: [{post: A}, {post: B}], retry: {limit: 1, wait: 1h}, exhausted: discard}]\n"
    "platform: {on_child_crash: retry, acknowledge: early}\n"
    "schedule: [{enqueue: J, copies: 2}]\n",
    "bots: [{name: A, post: a, guard: check-then-mark}, {name: B, post: b}]\n"
    "jobs: [{name: J, steps: [{post: A}, {post: B}], retry: {limit: 1, wait: 1h}}]\n"
    "platform: {on_child_crash: requeue, on_crash: requeue}\n"
    "schedule: [{enqueue: J, copies: 2}]\n",
    "bots: [{name: A, post: a}, {name: B, post: b}]\n"
    "jobs: [{name: J, steps: [{post: A}, {post: B}], retry: {limit: 1, wait: 1h}}]\n"
    "platform: {on_child_crash: requeue, acknowledge: early}\n"
    "schedule: [{enqueue: J}]\n",
    /* A wait between two posts, and crashes that lose the job. */
    "bots: [{name: A, post: a}, {name: B, post: b}]\n"
    "jobs: [{name: J, steps: [{post: A}, {wait: 5m}, {post: B}], retry: {limit: 1, wait: 2h}}]\n"
    "schedule: [{enqueue: J}]\n",
    /* Two jobs of one kind, of which a state tells not which is left, but whether its fetch was struck. */
    "bots: [{name: A, post: a}]\n"
    "jobs: [{name: T, steps: [{enqueue: J}, {enqueue: J}]}, {name: J, steps: [{post: A}]}]\n"
    "schedule: [{enqueue: T}]\n",
    /* The process has jobs in reserve: a crash takes them too, which come back, or are lost; a child's takes none. */
    "bots: [{name: A, post: a, guard: check-then-mark}, {name: B, post: b}]\n"
    "jobs: [{name: T, steps: [{enqueue: J}, {enqueue: J}, {post: B}]}, {name: J, steps: [{post: A}]}]\n"
    "platform: {prefetch: 1, on_crash: requeue, recovered_at: tail}\n"
    "schedule: [{enqueue: T}]\n",
    "bots: [{name: A, post: a}, {name: B, post: b}]\n"
    "jobs: [{name: T, steps: [{enqueue: J}, {enqueue: K}]}, {name: J, steps: [{post: A}]}, {name: K, steps: [{post: B}]}]\n"
    "platform: {prefetch: 2}\n"
    "schedule: [{enqueue: T}]\n",
    "bots: [{name: A, post: a, guard: check-then-mark}]\n"
    "jobs: [{name: T, steps: [{enqueue: J}, {enqueue: J}]}, {name: J, steps: [{post: A}]}]\n"
    "platform: {prefetch: 1, acknowledge: early, on_child_crash: requeue}\n"
    "schedule: [{enqueue: T}]\n",
    /* Waits from the enqueue, which a second attempt has behind it, or not. */
    "bots: [{name: A, post: a, guard: check-then-mark}, {name: B, post: b}]\n"
    "jobs: [{name: J, steps: [{post: A}, {wait: 1h, from: enqueue}, {post: B}], retry: {limit: 1, wait: 2h}}]\n"
    "platform: {on_crash: requeue}\n"
    "schedule: [{enqueue: J}]\n",
    "bots: [{name: A, post: a}]\n"
    "jobs: [{name: J, steps: [{wait: 3h, from: enqueue}, {post: A}], retry: {limit: 1, wait: 10h}}]\n"
    "platform: {on_crash: lease, lease: 5h}\n"
    "schedule: [{enqueue: J}]\n",
    /* Steps recorded one by one: a retry and what comes back after a crash go on behind them. */
    "bots: [{name: A, post: a}, {name: B, post: b, guard: check-then-mark}]\n"
    "jobs: [{name: J, resume: step, steps: [{post: A}, {wait: 1s}, {post: B}], retry: {limit: 2, wait: 2h}}]\n"
    "platform: {on_crash: requeue}\n"
    "schedule: [{enqueue: J}]\n",
    /* The same where errors are caught, so that a later step may be recorded and an earlier one not. */
    "bots: [{name: A, post: a}, {name: B, post: b, guard: mark-then-post}, {name: C, post: c}]\n"
    "jobs: [{name: J, resume: step, rescue: continue, steps: [{post: A}, {post: B}, {post: C}]}]\n"
    "platform: {on_crash: requeue}\n"
    "schedule: [{enqueue: J}]\n",
};

static void explore_with(const struct scenario *scenario, const struct search_options *options, struct explore *out)
{
    struct err err;

    if (!explore_take(scenario, options, &(struct cancel_token){0}, out, &err))
        fail_msg("%s", err.text);
}

static void explore_yaml(const struct scenario *scenario, uint32_t faults, struct explore *out)
{
    struct search_options options = {.faults = faults};

    explore_with(scenario, &options, out);
}

static void expect_sums(const struct run_tally *got, const struct sums *expected, size_t number, uint32_t faults)
{
    const uint64_t pairs[][2] = {{got->runs, expected->runs},           {got->clean, expected->clean},
                                 {got->duplicate, expected->duplicate}, {got->lose, expected->lose},
                                 {got->both, expected->both},           {got->silent, expected->silent}};
    static const char *const names[] = {"runs", "clean", "duplicate", "lose", "both", "silent"};

    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (pairs[i][0] != pairs[i][1])
            fail_msg("scenario %zu, %u faults: %llu %s, enumerated %llu", number, faults,
                     (unsigned long long)pairs[i][0], names[i], (unsigned long long)pairs[i][1]);
}

/* Runs, and runs of each verdict, are the enumerator's, for up to three faults. */
static void explore_of_small_scenarios_agrees_with_plain_recursion(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof SMALL / sizeof *SMALL; i++) {
        struct scenario *scenario = load_yaml(SMALL[i]);

        for (uint32_t faults = 0; faults <= 3; faults++) {
            struct sums sums = enumerate(scenario, (int)faults);
            struct explore explore;

            explore_yaml(scenario, faults, &explore);
            expect_sums(&explore.total, &sums, i, faults);
            assert_int_equal(explore.result.end, SEARCH_COMPLETE);
            assert_int_equal(explore.result.faults_done, faults);
            explore_release(&explore);
        }
        scenario_free(scenario);
    }
}

/* By hand: one post without a guard has gaps before and after its fetch, six of its step, and two of its acknowledge: ten,
 * each with an error and a crash, and the run without a fault: 21. Either before the fetch is harmless: the job goes
 * back. One before the commit (after fetch, before and after begin, after call) loses the post; whatever strikes later
 * changes nothing. So 8 lose, 13 are clean. Dead jobs show the three errors within the step. */
static void explore_of_one_post_counts_as_by_hand(void **state)
{
    struct scenario *scenario = load_yaml(SMALL[0]);
    struct explore explore;

    (void)state;
    explore_yaml(scenario, 1, &explore);
    assert_int_equal(explore.total.runs, 21);
    assert_int_equal(explore.total.clean, 13);
    assert_int_equal(explore.total.lose, 8);
    assert_int_equal(explore.total.silent, 5);
    assert_int_equal(explore.smallest.count, 1);
    assert_int_equal(explore.smallest.set[0].gap.after, MICRO_FETCH);
    assert_int_equal(explore.map.row_count, 10);
    explore_release(&explore);
    scenario_free(scenario);
}

/* A replay context: what every run of a search is held to. */
struct replays {
    const struct scenario *scenario; /* as the file has it */
    const struct scenario *searched;
    const struct plan *plan;
    uint64_t count, every;
};

static bool replay(void *context, const struct search_run *run)
{
    struct replays *replays = context;
    struct change changes[PLACEMENTS_MAX + 1];
    struct scenario *scenario;
    struct outcome expected, got;
    struct world *world;
    struct plan *plan;
    struct err err;
    size_t count;

    if (replays->count++ % replays->every != 0)
        return true;
    count = placements_changes(replays->searched, run->trail->set, run->trail->count, changes);
    scenario = scenario_changed(replays->scenario, changes, count, &err);
    if (!scenario)
        fail_msg("%s", err.text);
    plan = plan_new(scenario, &err);
    world = world_new(plan, &err);
    world_start(plan, world, scenario->seed);
    world_run(plan, world, NULL, NULL);
    world_outcome(replays->plan, run->world, &expected);
    world_outcome(plan, world, &got);
    if (memcmp(&expected, &got, sizeof got) != 0)
        fail_msg("run %llu with %u faults is replayed otherwise: %llu posts at %lld ms, not %llu at %lld ms",
                 (unsigned long long)replays->count, run->trail->count, (unsigned long long)got.posts,
                 (long long)got.now, (unsigned long long)expected.posts, (long long)expected.now);
    world_free(world);
    plan_free(plan);
    scenario_free(scenario);
    return true;
}

static void replay_all(const char *path, const struct search_options *options, uint64_t every)
{
    size_t size;
    char *bytes = test_file_read(path, &size);
    struct diags diags;
    struct replays replays = {.every = every};
    struct search_visitor visitor = {replay, &replays, {0}};
    struct scenario *searched;
    struct search_result result;
    struct plan *plan;
    struct faults_left_out left_out;
    struct err err;

    diags_init(&diags, path, bytes, size);
    replays.scenario = scenario_load(path, bytes, size, &diags);
    assert_non_null(replays.scenario);
    diags_release(&diags);
    searched = search_scenario(replays.scenario, options, &left_out, &err);
    replays.searched = searched;
    plan = search_plan(searched, options, &err);
    replays.plan = plan;
    assert_true(search_all(plan, options, &visitor, &result, &err));
    assert_true(replays.count > 20);
    search_release(&result);
    plan_free(plan);
    scenario_free(searched);
    scenario_free((struct scenario *)replays.scenario);
    free(bytes);
}

/* A run's placements, written as --fault options, make the very same run: counts, wishes, number of events, time of the
 * end. */
static void search_runs_written_as_options_are_replayed_exactly(void **state)
{
    (void)state;
    static const struct search_options one_of_any = {.faults = 1, .kinds = (1u << FAULT_COUNT) - 1, .seed = 1};
    static const struct search_options two_of_any = {.faults = 2, .kinds = (1u << FAULT_COUNT) - 1, .seed = 1};
    static const struct search_options two = {.faults = 2, .seed = 1}, three = {.faults = 3, .seed = 1};
    static const struct search_options switched = {.faults = 2, .own = OWN_SWITCHED, .seed = 1};

    replay_all("scenarios/sequential.yaml", &one_of_any, 1);
    replay_all("scenarios/sequential.yaml", &two, 3);
    replay_all("scenarios/sequential.yaml", &three, 11);
    replay_all("scenarios/sequential.yaml", &switched, 3);
    replay_all("scenarios/fan-out.yaml", &one_of_any, 1);
    replay_all("scenarios/fan-out.yaml", &two, 211);
    replay_all("scenarios/fan-out.yaml", &switched, 211);
    replay_all("scenarios/two-workers.yaml", &two_of_any, 31);
    replay_all("scenarios/short-lease.yaml", &two_of_any, 97);
    replay_all("scenarios/three-days.yaml", &one_of_any, 3);
    replay_all("scenarios/top-job-fails.yaml", &two, 501);
}

static bool same_found(const struct scenario *scenario, const struct run_found *a, const struct run_found *b)
{
    struct text left = {0}, right = {0};
    bool is_same = a->is_found == b->is_found && a->count == b->count && a->duplicates == b->duplicates &&
                   a->missed == b->missed && a->silent == b->silent;

    for (uint32_t i = 0; is_same && a->is_found && i < a->count; i++) {
        placement_write(scenario, &a->set[i], &left);
        placement_write(scenario, &b->set[i], &right);
        is_same = a->set[i].scripted == b->set[i].scripted && a->set[i].gap.occurrence == b->set[i].gap.occurrence;
    }
    is_same = is_same && strcmp(text_str(&left), text_str(&right)) == 0;
    text_release(&left);
    text_release(&right);
    return is_same;
}

/* The first figure in which two explorations of one scenario differ; NULL: none. */
static const char *difference(const struct explore *a, const struct explore *b)
{
    if (memcmp(&a->total, &b->total, sizeof a->total) != 0)
        return "the totals";
    if (memcmp(a->runs_of, b->runs_of, sizeof a->runs_of) != 0)
        return "the runs of each number of faults";
    if (memcmp(a->bots, b->bots, sizeof a->bots) != 0)
        return "the bots";
    if (a->attempts_max != b->attempts_max)
        return "the attempts";
    if (!same_found(a->scenario, &a->smallest, &b->smallest))
        return "the smallest failing run";
    if (!same_found(a->scenario, &a->worst, &b->worst))
        return "the worst run";
    if (a->map.row_count != b->map.row_count || a->map.attempt_count != b->map.attempt_count)
        return "the map's size";
    for (uint32_t row = 0; row < a->map.row_count; row++)
        if (memcmp(a->map.rows[row].cells, b->map.rows[row].cells, sizeof a->map.rows[row].cells) != 0)
            return "a row of the map";
    return NULL;
}

/* Any scenario, explored with equal states gone on from together, and one by one (no memory for states that wait). */
static bool merged_is_as_unmerged(struct tape *tape, struct text *why)
{
    struct search_options options = {
        .faults = (uint32_t)tape_between(tape, 2, 3),
        .kinds = (unsigned)tape_between(tape, 1, (1 << FAULT_COUNT) - 1),
        .own = (enum own_faults)tape_below(tape, 3),
        .plays_max = 1500,
        .events_max = 3000,
    };
    struct explore merged, alone;
    struct text yaml = {0};
    struct diags diags;
    struct scenario *scenario;
    const char *differs = NULL;

    random_scenario(tape->bytes + tape->at, tape->size - tape->at, &yaml);
    diags_init(&diags, "random.yaml", yaml.bytes, yaml.size);
    scenario = scenario_load("random.yaml", yaml.bytes, yaml.size, &diags);
    diags_release(&diags);
    assert_non_null(scenario);
    explore_with(scenario, &options, &merged);
    options.memory_max = (2 * options.faults + 1) * world_size(merged.plan);
    explore_with(scenario, &options, &alone);
    if (alone.result.end == SEARCH_COMPLETE && alone.total.limited == 0) /* see search.h on the limit of events */
        differs = merged.result.end == SEARCH_COMPLETE ? difference(&merged, &alone) : "the end";
    if (differs)
        text_addf(why, "%s differs (%llu runs) in\n%s", differs, (unsigned long long)alone.total.runs, text_str(&yaml));
    explore_release(&merged);
    explore_release(&alone);
    scenario_free(scenario);
    text_release(&yaml);
    return !differs;
}

/* The run of the scenario in which these faults strike, played with a trace. */
static bool found_strikes(const struct scenario *scenario, const struct explore *explore, const struct run_found *found,
                          struct text *why)
{
    struct change changes[PLACEMENTS_MAX + 1];
    uint32_t strikes[PLACEMENTS_MAX] = {0}, foreign = 0;
    struct scenario *changed;
    struct trace trace;
    struct plan *plan;
    struct err err;
    size_t count;

    if (!found->is_found)
        return true;
    count = placements_changes(explore->scenario, found->set, found->count, changes);
    changed = scenario_changed(scenario, changes, count, &err);
    if (!changed)
        fail_msg("%s", err.text);
    plan = run_trace(changed, NULL, 3000, &trace, &err);
    assert_non_null(plan);
    for (uint32_t i = 0; i < trace.count; i++) {
        const struct event *event = &trace.events[i];
        bool is_found = false;

        for (uint32_t n = 0; event->kind == EVENT_STRIKE && n < found->count && !is_found; n++) {
            const struct gap *gap = &found->set[n].gap;

            is_found = event->detail == found->set[n].kind && event->time == gap->now && event->job == gap->job &&
                       event->attempt == gap->attempt && event->step == (uint8_t)gap->step &&
                       event->micro == (uint8_t)gap->after &&
                       (gap->after != MICRO_NONE || trace_gap_micro(&trace, i) == gap->before);
            strikes[n] += is_found;
        }
        foreign += event->kind == EVENT_STRIKE && !is_found;
    }
    for (uint32_t n = 0; n < found->count; n++)
        if (strikes[n] != 1 || foreign > 0) {
            placement_write(explore->scenario, &found->set[n], why);
            text_addf(why, " struck %u times, others %u times", strikes[n], foreign);
            foreign = 1;
        }
    trace_release(&trace);
    plan_free(plan);
    scenario_free(changed);
    return why->size == 0;
}

/* Whatever a search reports as struck strikes when the run is played again: each of its faults once, in the gap and at
 * the time that were said, and nothing else. */
static bool reported_faults_strike(struct tape *tape, struct text *why)
{
    struct search_options options = {
        .faults = (uint32_t)tape_between(tape, 1, 2),
        .kinds = (unsigned)tape_between(tape, 1, (1 << FAULT_COUNT) - 1),
        .plays_max = 1500,
        .events_max = 3000,
    };
    struct scenario *scenario;
    struct explore explore;
    struct text yaml = {0};
    struct diags diags;

    random_scenario(tape->bytes + tape->at, tape->size - tape->at, &yaml);
    diags_init(&diags, "random.yaml", yaml.bytes, yaml.size);
    scenario = scenario_load("random.yaml", yaml.bytes, yaml.size, &diags);
    diags_release(&diags);
    assert_non_null(scenario);
    explore_with(scenario, &options, &explore);
    if (!found_strikes(scenario, &explore, &explore.smallest, why) ||
        !found_strikes(scenario, &explore, &explore.worst, why))
        text_addf(why, " in\n%s", text_str(&yaml));
    explore_release(&explore);
    scenario_free(scenario);
    text_release(&yaml);
    return why->size == 0;
}

static void explore_reports_no_fault_that_does_not_strike(void **state)
{
    (void)state;
    assert_true(prop_holds("reported", reported_faults_strike, 300, 80));
}

static void explore_of_merged_states_is_as_of_each_run_alone(void **state)
{
    (void)state;
    assert_true(prop_holds("merged", merged_is_as_unmerged, 200, 80));
}

/* Strikes that come to the same state are gone on from once: far fewer runs are played than there are. */
static void explore_plays_equal_runs_once(void **state)
{
    struct scenario *scenario = load_yaml(SMALL[8]);
    struct explore explore;

    (void)state;
    explore_yaml(scenario, 3, &explore);
    assert_true(explore.result.plays < explore.total.runs / 2);
    explore_release(&explore);
    scenario_free(scenario);
}

/* By hand: a scripted error before the commit that strikes always is one fault more. Alone it makes one run more than
 * the 21 of one post. With two faults it joins only those single strikes after which its gap is still reached, or which
 * come behind it: it ends the job, so that nothing is behind it, and of those before, the error and the crash before the
 * fetch alone bring the job there. The first number is the enumerator's. */
static void explore_counts_a_fault_that_strikes_always_as_one(void **state)
{
    static const char ALWAYS[] = "bots: [{name: A, post: a}]\n"
                                 "jobs: [{name: J, steps: [{post: A}]}]\n"
                                 "schedule: [{enqueue: J}]\n"
                                 "faults: [{bot: A, before: begin, kind: error, times: 1},\n"
                                 "         {bot: A, before: commit, kind: error, times: always, name: down}]\n";
    struct search_options options = {.faults = 1, .own = OWN_SWITCHED};
    struct scenario *scenario = load_yaml(ALWAYS);
    struct explore explore;

    (void)state;
    explore_with(scenario, &options, &explore);
    assert_int_equal(explore.total.runs, 22);
    explore_release(&explore);
    options.faults = 2;
    explore_with(scenario, &options, &explore);
    assert_int_equal(explore.total.runs, enumerate(scenario, 2).runs + 3);
    assert_int_equal(explore.scenario->fault_count, 1);
    assert_int_equal(explore.scenario->faults[0].number, 2);
    explore_release(&explore);
    scenario_free(scenario);
}

/* The run is written with the file's fault by its number, and without the others. */
static void placements_of_a_switched_fault_keep_it_alone(void **state)
{
    struct scenario *scenario = load_yaml("bots: [{name: A, post: a}]\n"
                                          "jobs: [{name: J, steps: [{post: A}]}]\n"
                                          "schedule: [{enqueue: J}]\n"
                                          "faults: [{bot: A, before: begin, kind: error},\n"
                                          "         {bot: A, before: commit, kind: error, times: always}]\n");
    struct search_options options = {
        .faults = 1, .own = OWN_SWITCHED, .micros = 1u << MICRO_FETCH, .kinds = 1u << FAULT_STALL};
    struct change changes[PLACEMENTS_MAX + 1];
    struct explore explore;
    struct text words = {0};

    (void)state;
    explore_with(scenario, &options, &explore);
    assert_true(explore.smallest.is_found); /* a stall is harmless, the scripted fault is not */
    assert_int_equal(placements_changes(explore.scenario, explore.smallest.set, 1, changes), 1);
    change_write(&changes[0], &words);
    assert_string_equal(text_str(&words), "--only-faults 2");
    text_release(&words);
    explore_release(&explore);
    scenario_free(scenario);
}

static bool stop_at_once(void *context, const struct progress *progress)
{
    (void)context;
    assert_true(progress->share >= 0 && progress->share <= 1);
    assert_int_equal(progress->stages, 2);
    return true;
}

/* A limit of runs and a stop leave what was counted so far, and the bound says that it is not all. */
static void explore_that_is_cut_short_says_so(void **state)
{
    struct scenario *scenario = load_yaml(SMALL[8]);
    struct search_options options = {.faults = 2, .plays_max = 100};
    struct explore explore;
    struct text bound = {0};
    struct err err;

    (void)state;
    assert_true(explore_take(scenario, &options, &(struct cancel_token){0}, &explore, &err));
    assert_int_equal(explore.result.plays, 100);
    assert_true(explore.total.runs >= 100);
    assert_int_equal(explore.result.end, SEARCH_LIMIT);
    assert_int_equal(explore.result.faults_done, 0);
    bound_add(&explore, &bound);
    assert_non_null(strstr(text_str(&bound), "did not finish"));
    explore_release(&explore);
    options.plays_max = 0;
    assert_true(explore_take(scenario, &options, &(struct cancel_token){stop_at_once, NULL}, &explore, &err));
    assert_int_equal(explore.result.end, SEARCH_STOPPED);
    assert_true(explore.result.faults_done < 2);
    assert_true(explore.total.runs < 1000);
    explore_release(&explore);
    text_release(&bound);
    scenario_free(scenario);
}

/* The bound of a design that holds, in the words that are promised. */
static void explore_of_a_safe_design_says_its_bound(void **state)
{
    static const char SAFE[] = "bots: [{name: A, post: a, guard: idempotency-key}]\n"
                               "jobs: [{name: J, steps: [{post: A}], retry: {limit: 2, wait: 1m}}]\n"
                               "platform: {on_crash: lease, lease: 1m}\n"
                               "schedule: [{enqueue: J}]\n";
    struct scenario *scenario = load_yaml(SAFE);
    struct explore explore;
    struct text bound = {0};
    char expected[200];

    (void)state;
    explore_yaml(scenario, 2, &explore);
    assert_int_equal(explore.total.clean, explore.total.runs);
    bound_add(&explore, &bound);
    snprintf(expected, sizeof expected,
             "No post was duplicated or missed in all %llu runs with at most 2 faults and 3 attempts.",
             (unsigned long long)enumerate(scenario, 2).runs);
    assert_string_equal(text_str(&bound), expected);
    explore_release(&explore);
    text_release(&bound);
    scenario_free(scenario);
}

/* By hand: with a lease of 30 min a stall of 31 min between the fetch and the acknowledge outlives it, in the gap after the
 * fetch, the six of the post and the one before the acknowledge. Another process takes the job meanwhile and posts; the
 * stalled one goes on and posts as well, or has. So 8 of 11 runs post twice (before the fetch nothing is taken yet; after
 * the acknowledge it is over). One of 10 min outlives nothing. The sentence says which. */
static void explore_tries_stalls_that_outlast_the_lease(void **state)
{
    static const struct {
        msec stall;
        uint64_t duplicate;
        const char *bound;
    } cases[] = {
        {0, 8,
         "Posts were duplicated or missed in 8 of all 11 runs with at most 1 fault and 2 attempts, each stall 31 min "
         "long."},
        {10 * MINUTE, 0,
         "No post was duplicated or missed in all 11 runs with at most 1 fault and 1 attempt, each stall 10 min long."},
    };
    struct search_options options = {.faults = 1, .kinds = 1u << FAULT_STALL};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct scenario *scenario = load_yaml("bots: [{name: A, post: a}]\njobs: [{name: J, steps: [{post: A}]}]\n"
                                              "platform: {processes: 2, on_crash: lease, lease: 30m}\n"
                                              "schedule: [{enqueue: J}]\n");
        struct text bound = {0};
        struct explore explore;

        scenario->stall = cases[i].stall;
        explore_with(scenario, &options, &explore);
        assert_int_equal(explore.total.runs, 11);
        assert_int_equal(explore.total.duplicate, cases[i].duplicate);
        bound_add(&explore, &bound);
        assert_string_equal(text_str(&bound), cases[i].bound);
        text_release(&bound);
        explore_release(&explore);
        scenario_free(scenario);
    }
}

static bool note_outcome(void *context, const struct search_run *run)
{
    struct replays *replays = context;
    struct outcome outcome;

    world_outcome(replays->plan, run->world, &outcome);
    replays->count = outcome.events;
    return true;
}

/* A job that dies in each attempt and comes back for ever is cut where `run` cuts it, of which the verdict is to be the
 * same. */
static void search_run_without_end_is_cut_where_it_is_played(void **state)
{
    struct scenario *scenario = load_yaml("bots: [{name: A, post: a}]\njobs: [{name: J, steps: [{post: A}]}]\n"
                                          "platform: {on_crash: lease, lease: 20s}\n"
                                          "schedule: [{enqueue: J}]\n"
                                          "faults: [{bot: A, before: call, kind: crash, times: always}]\n");
    const struct search_options options = {.own = OWN_KEPT, .seed = scenario->seed};
    struct replays replays = {.count = 0};
    struct search_visitor visitor = {note_outcome, &replays, {0}};
    struct search_result result;
    struct plan *searched, *played;
    struct trace trace;
    struct err err;

    (void)state;
    searched = search_plan(scenario, &options, &err);
    played = run_trace(scenario, NULL, 0, &trace, &err);
    replays.plan = searched;
    assert_true(search_all(searched, &options, &visitor, &result, &err));
    ASSERT_I64(trace.events[trace.count - 1].detail, ENDED_LIMIT);
    ASSERT_I64(replays.count, trace.count);
    search_release(&result);
    trace_release(&trace);
    plan_free(played);
    plan_free(searched);
    scenario_free(scenario);
}

/* Without a fault there is one run, and the sentence is English all the same. */
static void explore_of_the_only_run_says_so(void **state)
{
    struct scenario *scenario = load_yaml("bots: [{name: A, post: a}]\njobs: [{name: J, steps: [{post: A}]}]\n"
                                          "schedule: [{enqueue: J}]\n");
    struct explore explore;
    struct text bound = {0};

    (void)state;
    explore_yaml(scenario, 0, &explore);
    bound_add(&explore, &bound);
    assert_string_equal(text_str(&bound),
                        "No post was duplicated or missed in the only run with at most 0 faults and 1 attempt.");
    explore_release(&explore);
    text_release(&bound);
    scenario_free(scenario);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(explore_of_one_post_counts_as_by_hand),
        cmocka_unit_test(explore_of_small_scenarios_agrees_with_plain_recursion),
        cmocka_unit_test(search_runs_written_as_options_are_replayed_exactly),
        cmocka_unit_test(explore_of_merged_states_is_as_of_each_run_alone),
        cmocka_unit_test(explore_reports_no_fault_that_does_not_strike),
        cmocka_unit_test(explore_plays_equal_runs_once),
        cmocka_unit_test(explore_counts_a_fault_that_strikes_always_as_one),
        cmocka_unit_test(placements_of_a_switched_fault_keep_it_alone),
        cmocka_unit_test(explore_that_is_cut_short_says_so),
        cmocka_unit_test(explore_of_a_safe_design_says_its_bound),
        cmocka_unit_test(explore_tries_stalls_that_outlast_the_lease),
        cmocka_unit_test(search_run_without_end_is_cut_where_it_is_played),
        cmocka_unit_test(explore_of_the_only_run_says_so),
    };

    return test_main("explore", tests, sizeof tests / sizeof *tests);
}
