/* Sweeps: the same answer however they are shared out, the very runs of `run --seed`, and a queue against its
 * formula. */
#include "support/play.h"
#include "support/test.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "report/sweep.h"
#include "engine/run.h"
#include "explore/dice.h"
#include "model/fault_rate.h"
#include "cli/sweep_work.h"

/* Everything that can be random: faults, lengths, waits before retries. */
static const char RANDOM_DAYS[] =
    "bots:\n"
    "  - {name: A, post: a, guard: check-then-mark, due: 3s, latency: {call: 1s..3s, reply: exp(1s)}}\n"
    "  - {name: B, post: b}\n"
    "jobs:\n"
    "  - {name: J, steps: [{post: A}, {wait: 1s..90s}, {post: B}], retry: {limit: 3, sidekiq: \"8.0\"}}\n"
    "platform: {workers: 2, on_crash: requeue}\n"
    "schedule: [{enqueue: J, every: exp(2m), times: 3}]\n"
    "faults:\n"
    "  - {bot: A, before: commit, kind: error, times: always, probability: 0.2}\n"
    "  - {bot: A, after: commit, kind: crash, times: always, probability: 0.1}\n"
    "  - {bot: B, after: call, kind: timeout, times: always, probability: 0.15}\n"
    "  - {bot: B, before: begin, kind: stall, times: always, probability: 0.1}\n";

static void sweep_of(const struct scenario *scenario, const struct sweep_options *options, struct sweep *sweep)
{
    struct sweep_options identified = *options;
    struct err err;

    if (!sweep_work(scenario, &identified.work, &err) || !sweep_take(scenario, &identified, sweep, &err))
        fail_msg("%s", err.text);
}

static void json_of(const struct sweep *sweep, struct text *out)
{
    struct shard whole = {1, 1};
    struct swept swept = {.scenario = "s", .title = "t", .preset = "none-1", .shards = {&whole, 1}, .sweep = *sweep};

    swept_json(&swept, out);
    assert_false(out->failed);
}

static void expect_same(const struct sweep *a, const struct sweep *b)
{
    struct text x = {0}, y = {0};

    json_of(a, &x);
    json_of(b, &y);
    assert_string_equal(text_str(&x), text_str(&y));
    text_release(&x);
    text_release(&y);
}

static void sweep_is_the_same_with_any_number_of_threads(void **state)
{
    struct scenario *scenario = load_yaml(RANDOM_DAYS);
    struct sweep one, other;

    (void)state;
    sweep_of(scenario, &(struct sweep_options){.runs = 5001, .threads = 1}, &one);
    assert_int_equal(one.runs, 5001);
    for (uint32_t threads = 2; threads <= 5; threads++) {
        sweep_of(scenario, &(struct sweep_options){.runs = 5001, .threads = threads}, &other);
        expect_same(&one, &other);
        sweep_release(&other);
    }
    sweep_release(&one);
    scenario_free(scenario);
}

/* Shards written as JSON, read back and merged, are the whole sweep to the last digit. */
static void sweep_of_merged_shards_is_the_whole_one(void **state)
{
    struct scenario *scenario = load_yaml(RANDOM_DAYS);
    struct sweep whole, sum = {0};
    struct err err;

    (void)state;
    sweep_of(scenario, &(struct sweep_options){.runs = 1000, .threads = 2}, &whole);
    for (uint32_t shard = 1; shard <= 7; shard++) {
        struct sweep part;
        struct swept read;
        struct text json = {0};

        sweep_of(scenario, &(struct sweep_options){.runs = 1000, .threads = 1, .shard = shard, .shards = 7}, &part);
        json_of(&part, &json);
        sweep_release(&part);
        if (!swept_read(json.bytes, json.size, &read, &err))
            fail_msg("%s", err.text);
        text_release(&json);
        if (shard == 1) {
            sum = read.sweep;
        } else {
            assert_true(sweep_merge(&sum, &read.sweep, &err));
            sweep_release(&read.sweep);
        }
        shards_release(&read.shards);
    }
    assert_int_equal(sum.runs, 1000);
    expect_same(&whole, &sum);
    sweep_release(&whole);
    sweep_release(&sum);
    scenario_free(scenario);
}

/* A wish that is not judged is refused in no run, whatever is counted; and a part by other wishes is of another sweep. */
static void sweep_by_one_wish_is_read_back(void **state)
{
    struct swept read[WISH_COUNT];
    struct err err;

    (void)state;
    for (int wish = 0; wish < WISH_COUNT; wish++) {
        struct text yaml = {0}, json = {0};
        struct scenario *scenario;
        struct sweep sweep;

        text_addf(&yaml, "%swishes: [%s]\n", RANDOM_DAYS, wish_words[wish]);
        scenario = load_yaml(text_str(&yaml));
        sweep_of(scenario, &(struct sweep_options){.runs = 10, .threads = 1}, &sweep);
        json_of(&sweep, &json);
        if (!swept_read(json.bytes, json.size, &read[wish], &err))
            fail_msg("%s: %s", wish_words[wish], err.text);
        expect_same(&sweep, &read[wish].sweep);
        read[wish].sweep.work = 0;
        sweep_release(&sweep);
        scenario_free(scenario);
        text_release(&json);
        text_release(&yaml);
    }
    assert_false(sweep_merge(&read[0].sweep, &read[1].sweep, &err));
    assert_non_null(strstr(err.text, "names, wishes, seed"));
    for (int wish = 0; wish < WISH_COUNT; wish++) {
        sweep_release(&read[wish].sweep);
        shards_release(&read[wish].shards);
    }
}

/* What a path like "bots.0.posts" leads to. */
static json_t *at_path(json_t *root, const char *path)
{
    json_t *at = root;

    while (*path) {
        size_t size = strcspn(path, ".");
        char word[32];

        snprintf(word, sizeof word, "%.*s", (int)size, path);
        at = json_is_array(at) ? json_array_get(at, (size_t)atoi(word)) : json_object_get(at, word);
        path += size + (path[size] == '.');
    }
    assert_true(json_is_integer(at));
    return at;
}

/* One count of a part is another than it was: what was true of any runs is no longer. By hand: of RANDOM_DAYS' ten
 * runs each bot owes three posts in each, and every count that is raised or set here is bound to another. */
static void part_that_contradicts_itself_is_refused(void **state)
{
    static const struct {
        const char *path;
        json_int_t more; /* than there is */
        const char *sentence;
    } wrongs[] = {
        {"runs", 1, "runs of its shards"},
        {"asked", 1000000000000, "runs of a sweep, at the most"},
        {"clean", 100, "clean runs of"},
        {"limited", 100, "runs that were cut"},
        {"refused.nobody-twice", 100, "nobody-twice"},
        {"total.runs_duplicate", 1, "all: "},
        {"total.runs_missed", 1, "all: "},
        {"total.runs_late", 100, "all: "},
        {"total.runs_silent", 100, "all: "},
        {"total.duplicates_of.0", 1, "all: "},
        {"total.missed_of.7", 1, "all: "},
        {"total.posts", 1, "posts of all"},
        {"total.owed", 1, "all: "},
        {"bots.0.duplicates", 1, "A: "},
        {"bots.0.missed", 1, "A: "},
        {"bots.0.owed", 1, "A: "},
        {"bots.1.silent", 100, "B: "},
        {"bots.1.late", 100, "B: "},
        {"bots.0.duplicate_batches.3.0", 1, "A: "},
        {"bots.0.missed_batches.3.1", 1, "A: "},
        {"bots.0.delays.0.1", 1, "A: "},
        {"bots.0.delay_ms.max", 10000000, "A: the longest delay"},
        {"bots.1.runs_late", 1, "B: 1 runs that are late of 0 late"},
        {"total.delays.0.0", -1, "all: delays of other lengths"},
        {"refused.nobody-twice", -1, "nobody-twice"},
        {"refused.failure-seen", 1, "failure-seen"},
        {"bots.0.delays.1.0", -1000000, "not what sweep --format json writes"},
        {"shards.0.0", 5, "not what sweep --format json writes"},
    };
    struct scenario *scenario = load_yaml(RANDOM_DAYS);
    struct text json = {0};
    struct sweep sweep;

    (void)state;
    sweep_of(scenario, &(struct sweep_options){.runs = 10, .threads = 1}, &sweep);
    json_of(&sweep, &json);
    for (size_t i = 0; i < sizeof wrongs / sizeof *wrongs; i++) {
        json_t *root = json_loads(text_str(&json), 0, NULL), *count;
        struct swept read;
        struct err err;
        char *bytes;

        count = at_path(root, wrongs[i].path);
        json_integer_set(count, json_integer_value(count) + wrongs[i].more);
        bytes = json_dumps(root, JSON_COMPACT);
        if (swept_read(bytes, strlen(bytes), &read, &err))
            fail_msg("%s was taken", wrongs[i].path);
        if (!strstr(err.text, wrongs[i].sentence))
            fail_msg("%s: %s", wrongs[i].path, err.text);
        free(bytes);
        json_decref(root);
    }
    text_release(&json);
    sweep_release(&sweep);
    scenario_free(scenario);
}

/* Which of two values is meant nobody knows. */
static void part_with_a_key_twice_is_refused(void **state)
{
    struct scenario *scenario = load_yaml(RANDOM_DAYS);
    struct text json = {0}, twice = {0};
    struct sweep sweep;
    struct swept read;
    struct err err;

    (void)state;
    sweep_of(scenario, &(struct sweep_options){.runs = 10, .threads = 1}, &sweep);
    json_of(&sweep, &json);
    text_addf(&twice, "{\"runs\": 10, %s", text_str(&json) + 1);
    assert_false(swept_read(twice.bytes, twice.size, &read, &err));
    assert_non_null(strstr(err.text, "duplicate"));
    text_release(&json);
    text_release(&twice);
    sweep_release(&sweep);
    scenario_free(scenario);
}

static void sweep_of_another_seed_is_not_merged(void **state)
{
    struct scenario *scenario = load_yaml(RANDOM_DAYS);
    struct sweep a, b;
    struct err err;

    (void)state;
    sweep_of(scenario, &(struct sweep_options){.runs = 10, .threads = 1}, &a);
    scenario->seed = 2;
    sweep_of(scenario, &(struct sweep_options){.runs = 10, .threads = 1}, &b);
    assert_false(sweep_merge(&a, &b, &err));
    sweep_release(&a);
    sweep_release(&b);
    scenario_free(scenario);
}

/* The same bots, seed and number of runs, but another file, or another rate. */
static void sweep_of_other_work_is_not_merged(void **state)
{
    struct scenario *scenario = load_yaml(RANDOM_DAYS), *rated, *other;
    struct sweep a, b, c;
    struct err err;

    (void)state;
    rated = scenario_with_fault_rate(scenario, 1000, &err);
    other = scenario_with_fault_rate(scenario, 1001, &err);
    sweep_of(scenario, &(struct sweep_options){.runs = 10, .threads = 1, .shard = 1, .shards = 2}, &a);
    sweep_of(rated, &(struct sweep_options){.runs = 10, .threads = 2, .shard = 2, .shards = 2}, &b);
    sweep_of(other, &(struct sweep_options){.runs = 10, .threads = 1, .shard = 1, .shards = 2}, &c);
    assert_false(sweep_merge(&a, &b, &err));
    assert_non_null(strstr(err.text, "what-if options"));
    assert_false(sweep_merge(&b, &c, &err));
    assert_int_equal(a.runs, 5);
    sweep_release(&a);
    sweep_release(&b);
    sweep_release(&c);
    scenario_free(rated);
    scenario_free(other);
    scenario_free(scenario);
}

/* With both halves all runs are there; that a half is not taken for another is the command's to see, by its shard. */
static void sweep_of_more_runs_than_asked_is_not_merged(void **state)
{
    struct scenario *scenario = load_yaml(RANDOM_DAYS);
    struct sweep a, b;
    struct err err;

    (void)state;
    sweep_of(scenario, &(struct sweep_options){.runs = 10, .threads = 1, .shard = 1, .shards = 2}, &a);
    sweep_of(scenario, &(struct sweep_options){.runs = 10, .threads = 1, .shard = 2, .shards = 2}, &b);
    assert_true(sweep_merge(&a, &b, &err));
    assert_int_equal(a.runs, 10);
    assert_false(sweep_merge(&a, &b, &err));
    assert_int_equal(a.runs, 10);
    sweep_release(&a);
    sweep_release(&b);
    scenario_free(scenario);
}

static void sweep_reading_of_anything_else_fails_with_a_sentence(void **state)
{
    static const char *const others[] = {
        "", "{}", "[1,2]", "{\"bots\": [{}]}", "nonsense", "{\"bots\": [{\"bot\": 1}], \"runs\": -1}"};
    struct swept sweep;
    struct err err;

    (void)state;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        assert_false(swept_read(others[i], strlen(others[i]), &sweep, &err));
}

static void expect_seed(struct scenario *scenario, uint64_t seed)
{
    struct ledger ledger;
    struct trace trace;
    struct sweep sweep;
    struct plan *plan;
    struct err err;
    msec longest = 0;

    scenario->seed = seed;
    sweep_of(scenario, &(struct sweep_options){.runs = 1, .threads = 1}, &sweep);
    plan = run_trace(scenario, NULL, 4000, &trace, &err);
    assert_true(ledger_take(&trace, trace.count, &ledger, &err));
    for (uint32_t o = 1; o <= ledger.occurrences; o++)
        for (uint32_t b = 0; b < ledger.bot_count; b++)
            if (ledger_cell(&ledger, o, b)->delay > longest)
                longest = ledger_cell(&ledger, o, b)->delay;
    if (sweep.total.posts != ledger.total.posts || sweep.total.duplicates != ledger.total.duplicates ||
        sweep.total.missed != ledger.total.missed || sweep.total.late != ledger.total.late ||
        sweep.total.silent != ledger.total.silent || sweep.total.delays.longest != longest ||
        sweep.bots[0].posts != ledger.bots[0].posts)
        fail_msg("seed %llu: the swept run is not the run", (unsigned long long)seed);
    for (int wish = 0; wish < WISH_COUNT; wish++)
        assert_int_equal(sweep.refused[wish], !ledger.wishes[wish]);
    ledger_release(&ledger);
    trace_release(&trace);
    plan_free(plan);
    sweep_release(&sweep);
}

/* What a sweep counts of a seed is what the ledger of that seed's whole trace says, longest delay included. */
static void sweep_of_each_of_ten_thousand_seeds_is_the_run_of_the_seed(void **state)
{
    struct scenario *scenario = load_yaml(RANDOM_DAYS);

    (void)state;
    for (uint64_t seed = 1; seed <= 10000; seed++)
        expect_seed(scenario, seed);
    scenario_free(scenario);
}

/* Days on which nothing but dice is random: every kind of fault, days that follow each other, jobs side by side. */
static const char DICE_DAYS[] =
    "bots:\n"
    "  - {name: A, post: a, guard: check-then-mark, due: 30s}\n"
    "  - {name: B, post: b, guard: mark-then-post}\n"
    "  - {name: C, post: c}\n"
    "jobs:\n"
    "  - {name: Top, steps: [{enqueue: JA}, {enqueue: JB}, {post: C}], retry: {limit: 1, wait: 40s}}\n"
    "  - {name: JA, steps: [{post: A}], retry: {limit: 3, wait: 20s}, exhausted: discard}\n"
    "  - {name: JB, steps: [{post: B}], retry: {limit: 2, wait: 1m}}\n"
    "platform: {workers: 2, on_crash: lease, lease: 50s}\n"
    "schedule: [{enqueue: Top, every: 1h, times: %d}]\n"
    "faults:\n"
    "  - {bot: A, before: commit, kind: error, times: always, probability: %s}\n"
    "  - {bot: A, after: commit, kind: crash, times: always, probability: 0.1}\n"
    "  - {bot: B, after: call, kind: timeout, times: always, probability: %s}\n"
    "  - {bot: C, before: begin, kind: stall, times: always, probability: 0.2}\n"
    "  - {bot: C, after: commit, kind: error, times: always, probability: %s}\n";

static void add_ledger(struct sweep *sum, const struct ledger *ledger)
{
    const struct tally *total = &ledger->total;

    sum->runs++;
    sum->total.owed += total->owed;
    sum->total.posts += total->posts;
    sum->total.duplicates += total->duplicates;
    sum->total.missed += total->missed;
    sum->total.late += total->late;
    sum->total.silent += total->silent;
    sum->total.runs_late += total->late > 0;
    sum->total.duplicates_of[total->duplicates < SWEEP_COUNTS_MAX ? total->duplicates : SWEEP_COUNTS_MAX - 1]++;
    for (int wish = 0; wish < WISH_COUNT; wish++)
        sum->refused[wish] += !ledger->wishes[wish];
    for (uint32_t o = 1; o <= ledger->occurrences; o++)
        for (uint32_t b = 0; b < ledger->bot_count; b++)
            if (ledger_cell(ledger, o, b)->posts > 0)
                histogram_add(&sum->total.delays, ledger_cell(ledger, o, b)->delay, 1);
}

/* A sweep through the tree of dice against the ledgers of its seeds' whole traces, delays and wishes included. */
static void expect_ledgers(int times, const char *probability, uint64_t runs)
{
    static struct sweep sum;
    struct scenario *scenario;
    struct sweep sweep;
    char yaml[2000];
    struct plan *plan;
    struct trace trace;
    struct err err;

    snprintf(yaml, sizeof yaml, DICE_DAYS, times, probability, probability, probability);
    scenario = load_yaml(yaml);
    sweep_of(scenario, &(struct sweep_options){.runs = runs, .threads = 2}, &sweep);
    memset(&sum, 0, sizeof sum);
    for (uint64_t seed = 1; seed <= runs; seed++) {
        struct ledger ledger;

        scenario->seed = seed;
        plan = run_trace(scenario, NULL, 4000, &trace, &err);
        assert_true(ledger_take(&trace, trace.count, &ledger, &err));
        add_ledger(&sum, &ledger);
        ledger_release(&ledger);
        trace_release(&trace);
        plan_free(plan);
    }
    assert_int_equal(sweep.runs, sum.runs);
    assert_int_equal(sweep.total.owed, sum.total.owed);
    assert_int_equal(sweep.total.posts, sum.total.posts);
    assert_int_equal(sweep.total.duplicates, sum.total.duplicates);
    assert_int_equal(sweep.total.missed, sum.total.missed);
    assert_int_equal(sweep.total.late, sum.total.late);
    assert_int_equal(sweep.total.silent, sum.total.silent);
    assert_int_equal(sweep.total.runs_late, sum.total.runs_late);
    assert_memory_equal(sweep.total.duplicates_of, sum.total.duplicates_of, sizeof sum.total.duplicates_of);
    assert_memory_equal(sweep.refused, sum.refused, sizeof sum.refused);
    assert_memory_equal(&sweep.total.delays, &sum.total.delays, sizeof sum.total.delays);
    sweep_release(&sweep);
    scenario_free(scenario);
}

/* The second has so many different runs that the tree is soon full, and the rest is played. */
static void sweep_of_dice_alone_is_what_the_ledgers_of_its_seeds_say(void **state)
{
    (void)state;
    expect_ledgers(1, "0.15", 10000);
    expect_ledgers(5, "0.4", 24000);
}

/* The tree keeps within its room, and whatever does not fit is left to the engine. */
static void dice_of_many_ways_fill_their_tree_and_no_more(void **state)
{
    struct scenario *scenario;
    struct world *world;
    struct plan *plan;
    struct dice dice;
    struct err err;
    char yaml[2000];
    uint64_t played = 0;

    (void)state;
    snprintf(yaml, sizeof yaml, DICE_DAYS, 5, "0.4", "0.4", "0.4");
    scenario = load_yaml(yaml);
    plan = plan_new(scenario, &err);
    world = world_new(plan, &err);
    assert_true(dice_init(&dice, SIZE_MAX, &err));
    for (uint64_t number = 0; number < 24000; number++)
        played += !dice_walk(&dice, 1 + number, number) && !dice_grow(&dice, plan, world, 1 + number, number);
    assert_int_equal(dice.leaf_count, DICE_LEAVES_MAX);
    assert_true(dice.node_count <= DICE_NODES_MAX);
    assert_true(played > 1000);
    dice_release(&dice);
    world_free(world);
    plan_free(plan);
    scenario_free(scenario);
}

/* And a sweep of many is the sum of the sweeps of one. */
static void sweep_of_many_seeds_is_their_sum(void **state)
{
    struct scenario *scenario = load_yaml(RANDOM_DAYS);
    uint64_t duplicates = 0, missed = 0, clean = 0;
    struct sweep whole, one;

    (void)state;
    sweep_of(scenario, &(struct sweep_options){.runs = 500, .threads = 1}, &whole);
    for (uint64_t seed = 1; seed <= 500; seed++) {
        scenario->seed = seed;
        sweep_of(scenario, &(struct sweep_options){.runs = 1, .threads = 1}, &one);
        duplicates += one.total.duplicates;
        missed += one.total.missed;
        clean += one.clean;
        sweep_release(&one);
    }
    assert_int_equal(whole.total.duplicates, duplicates);
    assert_int_equal(whole.total.missed, missed);
    assert_int_equal(whole.clean, clean);
    sweep_release(&whole);
    scenario_free(scenario);
}

static bool stop_at_once(void *context, const struct progress *progress)
{
    assert_true(progress->share >= 0 && progress->share <= 1);
    ++*(uint32_t *)context;
    return true;
}

/* One run of some 400,000 events: whoever is asked says stop within it. With a length that varies it is played, with
 * dice alone it is walked. */
static void sweep_stopped_within_a_run_does_not_count_it(void **state)
{
    static const char *const waits[] = {"exp(1s)", "1s"};

    (void)state;
    for (int i = 0; i < 2; i++) {
        uint32_t asked = 0;
        struct scenario *scenario;
        struct text yaml = {0};
        struct sweep sweep;

        text_addf(&yaml,
                  "bots: [{name: A, post: a}]\n"
                  "jobs: [{name: J, steps: [{post: A}]}]\n"
                  "schedule: [{enqueue: J, every: %s, times: 35000}]\n"
                  "faults: [{bot: A, after: commit, kind: error, times: always, probability: 0.1}]\n",
                  waits[i]);
        scenario = load_yaml(text_str(&yaml));
        sweep_of(scenario, &(struct sweep_options){.runs = 3, .threads = 1, .cancel = {stop_at_once, &asked}}, &sweep);
        assert_true(asked >= 1);
        assert_int_equal(sweep.runs, 0);
        assert_int_equal(sweep.total.posts, 0);
        assert_int_equal(sweep.total.delays.count, 0);
        sweep_release(&sweep);
        scenario_free(scenario);
        text_release(&yaml);
    }
}

/* Erlang's C: with arrivals of rate λ and `servers` of rate μ each, a = λ/μ, an arrival waits with
 * B = (aⁿ/n!) / Σ aᵏ/k!, C = B / (1 − (a/n)(1 − B)), and on average C / (nμ − λ). */
static double erlang_c(int servers, double a)
{
    double b = 1;

    for (int k = 1; k <= servers; k++)
        b = a * b / (k + a * b);
    return b / (1 - a / servers * (1 - b));
}

/* Ten workers, arrivals each second on average, work of 8 s on average: a = 8. The mean waits of 20 seeds of 4000 jobs
 * each give their own standard error; the exact values must lie within four of them. */
static void queue_with_ten_workers_waits_as_erlang_c_says(void **state)
{
    static const char QUEUE[] =
        "bots: [{name: A, post: a, latency: {begin: 0s, call: 0s, commit: 0s, reply: 0s, done: 0s}}]\n"
        "jobs: [{name: J, latency: {fetch: 0s, begin: 0s, done: 0s, acknowledge: 0s}, steps: [{wait: exp(8s)}, {post: "
        "A}]}]\n"
        "platform: {workers: 10}\n"
        "schedule: [{enqueue: J, every: exp(1s), times: 4000}]\n";
    enum { SEEDS = 20, SKIPPED = 400 };
    struct scenario *scenario = load_yaml(QUEUE);
    double sum[2] = {0, 0}, squares[2] = {0, 0};
    const double exact[2] = {erlang_c(10, 8), erlang_c(10, 8) / (10 / 8.0 - 1)};

    (void)state;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        double waited = 0, waits = 0, count = 0;
        struct trace trace;
        struct plan *plan;
        struct err err;
        msec *enqueued = calloc(4001, sizeof *enqueued);

        scenario->seed = seed;
        plan = run_trace(scenario, NULL, 200000, &trace, &err);
        for (uint32_t i = 0; i < trace.count; i++) {
            const struct event *event = &trace.events[i];

            if (event->kind == EVENT_ENQUEUE)
                enqueued[event->job] = event->time;
            if (event->kind == EVENT_FETCH && event->job > SKIPPED) {
                count++;
                waits += (double)(event->time - enqueued[event->job]) / 1000;
                waited += event->time > enqueued[event->job];
            }
        }
        sum[0] += waited / count;
        squares[0] += waited / count * (waited / count);
        sum[1] += waits / count;
        squares[1] += waits / count * (waits / count);
        trace_release(&trace);
        plan_free(plan);
        free(enqueued);
    }
    for (int i = 0; i < 2; i++) {
        double mean = sum[i] / SEEDS, error = sqrt((squares[i] / SEEDS - mean * mean) / (SEEDS - 1));

        if (fabs(mean - exact[i]) > 4 * error)
            fail_msg("%s: %.4f ± %.4f, Erlang C %.4f", i ? "mean wait" : "chance of a wait", mean, error, exact[i]);
    }
    scenario_free(scenario);
}

/* Wilson's interval of 10 in 100, worked out by hand from its formula: p = 0.1, z² = 3.841459; the middle is (0.1 +
 * 0.01920729) / 1.03841459 = 0.1147974, the half 1.959964 · √(0.0009 + 0.0000960365) / 1.03841459 = 0.0595683. */
static void wilson_of_ten_in_a_hundred_is_the_formulas(void **state)
{
    struct interval interval = stats_wilson(10, 100);

    (void)state;
    assert_true(fabs(interval.low - (0.1147974 - 0.0595683)) < 1e-6);
    assert_true(fabs(interval.high - (0.1147974 + 0.0595683)) < 1e-6);
    assert_true(stats_wilson(0, 50).low == 0 && stats_wilson(50, 50).high == 1);
}

/* A bucket is never more than 1/32 wider than its least length; the longest is exact. */
static void histogram_quantiles_are_at_most_a_32nd_too_long(void **state)
{
    static struct histogram histogram;

    (void)state;
    for (msec length = 1; length <= 100000; length++)
        histogram_add(&histogram, length, 1);
    for (uint32_t milli = 1; milli <= 1000; milli += 37) {
        double exact = 100.0 * milli, got = (double)histogram_quantile(&histogram, milli);

        if (got < exact || got > exact * (1 + 1.0 / 32))
            fail_msg("%u thousandths: %.0f, exactly %.0f", milli, got, exact);
    }
    ASSERT_MSEC(histogram_quantile(&histogram, 1000), 100000);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(wilson_of_ten_in_a_hundred_is_the_formulas),
        cmocka_unit_test(histogram_quantiles_are_at_most_a_32nd_too_long),
        cmocka_unit_test(sweep_is_the_same_with_any_number_of_threads),
        cmocka_unit_test(sweep_of_merged_shards_is_the_whole_one),
        cmocka_unit_test(sweep_by_one_wish_is_read_back),
        cmocka_unit_test(part_that_contradicts_itself_is_refused),
        cmocka_unit_test(part_with_a_key_twice_is_refused),
        cmocka_unit_test(sweep_of_another_seed_is_not_merged),
        cmocka_unit_test(sweep_of_other_work_is_not_merged),
        cmocka_unit_test(sweep_of_more_runs_than_asked_is_not_merged),
        cmocka_unit_test(sweep_reading_of_anything_else_fails_with_a_sentence),
        cmocka_unit_test(sweep_of_each_of_ten_thousand_seeds_is_the_run_of_the_seed),
        cmocka_unit_test(sweep_of_dice_alone_is_what_the_ledgers_of_its_seeds_say),
        cmocka_unit_test(dice_of_many_ways_fill_their_tree_and_no_more),
        cmocka_unit_test(sweep_of_many_seeds_is_their_sum),
        cmocka_unit_test(sweep_stopped_within_a_run_does_not_count_it),
        cmocka_unit_test(queue_with_ten_workers_waits_as_erlang_c_says),
    };

    return test_main("sweep", tests, sizeof tests / sizeof *tests);
}
