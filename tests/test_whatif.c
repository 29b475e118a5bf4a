/* What if: which changes are tried, in which order, and what is found on the story's scenarios. Expectations beside
 * it. */
#include "support/test.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "explore/expectation.h"
#include "explore/whatif_search.h"
#include "file/load.h"
#include "model/changed.h"
#include "support/play.h"
#include "support/prop.h"
#include "support/random_scenario.h"
#include "words/expectation.h"

static void search_of(const struct scenario *scenario, struct whatif_search *search)
{
    struct err err;

    if (!whatif_search(scenario, NULL, &(struct cancel_token){0}, search, &err))
        fail_msg("%s", err.text);
}

/* The row as options, in a buffer that the next call uses again. */
static const char *options_of(const struct whatif *row)
{
    static char bytes[512];
    struct text text = {0};

    for (uint32_t i = 0; i < row->change_count; i++) {
        text_add(&text, i == 0 ? "" : " ");
        change_write(&row->changes[i], &text);
    }
    snprintf(bytes, sizeof bytes, "%s", text_str(&text));
    text_release(&text);
    return bytes;
}

static const struct whatif *single(const struct whatif_search *search, const char *options)
{
    for (size_t i = 0; i < search->singles.count; i++) {
        if (strcmp(options_of(&search->singles.rows[i]), options) == 0)
            return &search->singles.rows[i];
    }
    fail_msg("not tried: %s", options);
    return NULL;
}

static void assert_wishes(const struct whatif *row, bool made, bool once, bool unheld, bool seen)
{
    assert_true(row->has_ended);
    assert_int_equal(row->wishes[WISH_MADE], made);
    assert_int_equal(row->wishes[WISH_ONCE], once);
    assert_int_equal(row->wishes[WISH_UNHELD], unheld);
    assert_int_equal(row->wishes[WISH_SEEN], seen);
}

/* One job of two bots, one fault, retries 1: the fault; limits 2, 0, 3, 5, 10, 25 by distance (one up, one down, two
 * up …); two rescues and one other end; four guards for each bot, that of the fewest micro-steps first; three other
 * numbers of workers; a crash that gives its jobs back, which needs no lease or heartbeat; three guards for both (the
 * other two are one bot's already, and so the other's change alone); its steps recorded; one split. */
static void whatif_singles_come_from_small_to_large(void **state)
{
    static const char *const expected[] = {
        "--without-fault 1",
        "--retry J=2",
        "--retry J=0",
        "--retry J=3",
        "--retry J=5",
        "--retry J=10",
        "--retry J=25",
        "--rescue J=exit",
        "--rescue J=continue",
        "--set jobs.J.exhausted=discard",
        "--guard A=idempotency-key",
        "--guard B=idempotency-key",
        "--guard A=mark-then-post",
        "--guard B=mark-then-post",
        "--guard A=ask-receiver",
        "--guard B=ask-receiver",
        "--guard A=check-then-mark",
        "--guard B=none",
        "--workers 2",
        "--workers 4",
        "--workers 8",
        "--set platform.on_crash=requeue",
        "--set platform.on_crash=lease",
        "--set platform.on_crash=heartbeat",
        "--guard all=idempotency-key",
        "--guard all=mark-then-post",
        "--guard all=ask-receiver",
        "--set jobs.J.resume=step",
        "--split J",
    };
    struct scenario *scenario = load_yaml(
        "bots: [{name: A, post: x}, {name: B, post: y, guard: check-then-mark}]\n"
        "jobs: [{name: J, steps: [{post: A}, {post: B}], retry: {limit: 1, wait: 1s}}]\n"
        "schedule: [{enqueue: J}]\n"
        "faults: [{bot: B, before: call, kind: error}]\n");
    struct whatif_list singles;
    struct err err;

    (void)state;
    assert_true(whatif_singles(scenario, &singles, &err));
    for (size_t i = 0; i < singles.count && i < sizeof expected / sizeof *expected; i++)
        assert_string_equal(options_of(&singles.rows[i]), expected[i]);
    assert_int_equal(singles.count, sizeof expected / sizeof *expected);
    whatif_list_release(&singles);
    scenario_free(scenario);
}

static bool is_tried(const struct whatif_list *singles, const char *options)
{
    for (size_t i = 0; i < singles->count; i++)
        if (strcmp(options_of(&singles->rows[i]), options) == 0)
            return true;
    return false;
}

static void assert_tried(const char *yaml, const char *const *tried, const char *const *left_out)
{
    struct scenario *scenario = load_yaml(yaml);
    struct whatif_list singles;
    struct err err;

    assert_true(whatif_singles(scenario, &singles, &err));
    for (; *tried; tried++)
        if (!is_tried(&singles, *tried))
            fail_msg("not tried: %s", *tried);
    for (; *left_out; left_out++)
        if (is_tried(&singles, *left_out))
            fail_msg("tried: %s", *left_out);
    whatif_list_release(&singles);
    scenario_free(scenario);
}

/* What a platform, a job and a key have is tried in other values: a lease of 30 s twice, ten and a hundred times as
 * long, the grace of 25 s that a deploy has from it likewise, a heartbeat half as long, a poll of a second for one of
 * five; what they have not, or have already, is not. A deploy that speaks for itself is changed itself. */
static void whatif_singles_try_what_there_is(void **state)
{
    static const char JOBS[] = "bots: [{name: A, post: x, guard: idempotency-key, key: attempt, expires: 1h}, {name: B, post: y}]\n"
                               "jobs: [{name: J, steps: [{post: A}]}, {name: K, steps: [{post: B}], queue: k},\n"
                               "       {name: L, steps: [{post: B}]}]\n"
                               "schedule: [{enqueue: J}, {enqueue: K}, {enqueue: L}]\n";
    static const char *const of_sqs[] = {"--set platform.options.VisibilityTimeout=60",
                                         "--set platform.options.VisibilityTimeout=300",
                                         "--set platform.options.VisibilityTimeout=3000",
                                         "--set platform.options.maxReceiveCount=4", "--set jobs.J.retry.wait=5m", "--set jobs.J.exhausted=dead",
                                         "--set bots.A.key=occurrence", "--set bots.A.key=job", "--set bots.A.expires=never",
                                         "--set jobs.J.queue=J", "--set jobs.L.queue=L", NULL};
    static const char *const not_of_sqs[] = {"--set platform.lease=1m", "--set platform.options.VisibilityTimeout=30", "--set platform.heartbeat=30s", "--set platform.poll=1s",
                                             "--preset sidekiq", "--set platform.on_crash=lost", "--set platform.acknowledge=early",
                                             "--set bots.B.key=job", "--set bots.A.key=attempt", "--set jobs.K.queue=K",
                                             "--set jobs.J.exhausted=discard", NULL};
    static const char *const of_pro[] = {"--set platform.options.average_scheduled_poll_interval=1",
                                         "--set platform.options.timeout=50", "--set platform.options.timeout=250",
                                         "--set platform.options.timeout=2500", NULL};
    static const char *const of_heartbeat[] = {"--set platform.heartbeat=30s", "--set platform.recoveries=1",
                                               "--set platform.on_crash=requeue", "--set platform.on_crash=lease", NULL};
    static const char *const not_of_heartbeat[] = {"--preset sidekiq", "--set platform.lease=1m", NULL};
    static const char *const of_deploy[] = {"--set faults.1.grace=10s", "--set faults.1.leaves=push-back", "--set platform.grace=50s",
                                            "--set faults.2.leaves=push-back", NULL};
    static const char *const not_of_deploy[] = {"--set faults.1.leaves=crash", "--set faults.1.leaves=failure",
                                                "--set faults.2.grace=50s", "--set platform.leaves=push-back", NULL};
    static const char *const not_of_pro[] = {"--preset sidekiq-pro", "--preset sqs", "--set platform.lease=1m",
                                             "--set platform.recoveries=3", "--set platform.grace=25s",
                                             "--set faults.1.grace=50s", "--set platform.leaves=failure", NULL};
    struct text yaml = {0};

    (void)state;
    text_addf(&yaml, "%splatform: {preset: sqs}\n", JOBS);
    assert_tried(text_str(&yaml), of_sqs, not_of_sqs);
    text_release(&yaml);
    text_addf(&yaml, "%splatform: {preset: sidekiq-pro}\nfaults: [{platform: deploy, at: 1s}]\n", JOBS);
    assert_tried(text_str(&yaml), of_pro, not_of_pro);
    text_release(&yaml);
    text_addf(&yaml, "%splatform: {on_crash: heartbeat, heartbeat: 1m}\n", JOBS);
    assert_tried(text_str(&yaml), of_heartbeat, not_of_heartbeat);
    text_release(&yaml);
    text_addf(&yaml, "%splatform: {leaves: failure}\nfaults: [{platform: deploy, at: 1s, grace: 5s, leaves: crash},\n"
                     "         {platform: deploy, at: 9s, leaves: failure}]\n", JOBS);
    assert_tried(text_str(&yaml), of_deploy, not_of_deploy);
    text_release(&yaml);
}

/* On a preset only what its system can be set to is tried, and said by its option where it has one: what that stands
 * for, within what it may be (Lambda retries twice at most), and another edition, unless that keeps less. What the file says otherwise than its preset is
 * free; --set sets anything. */
static void whatif_singles_try_what_the_system_offers(void **state)
{
    static const char JOB[] = "bots: [{name: A, post: x}]\njobs: [{name: J, steps: [{post: A}]}]\n"
                              "schedule: [{enqueue: J}]\n";
    static const struct {
        const char *platform, *tried[4], *left_out[6];
    } cases[] = {
        {"{preset: sidekiq}", {"--preset sidekiq-pro", "--set platform.options.average_scheduled_poll_interval=1", "--retry J=10"},
         {"--set platform.on_crash=lease", "--set platform.on_crash=requeue", "--set platform.on_crash=heartbeat"}},
        {"{preset: sidekiq-pro}", {"--set platform.options.average_scheduled_poll_interval=1"},
         {"--preset sidekiq", "--set platform.heartbeat=30s", "--set platform.recoveries=1", "--set platform.on_crash=lease"}},
        {"{preset: sidekiq, on_crash: requeue}", {"--set platform.on_crash=lease", "--preset sidekiq-pro"}, {NULL}},
        {"{preset: celery-late}", {"--set platform.options.visibility_timeout=7200", "--workers 8"},
         {"--preset celery", "--set platform.renew=30m", "--set platform.on_crash=requeue", "--set platform.recoveries=1"}},
        {"{preset: celery}", {"--preset celery-late"}, {"--set platform.acknowledge=late", "--set platform.on_crash=lease"}},
        {"{preset: bullmq}", {"--set platform.options.lockDuration=60000", "--set platform.options.maxStalledCount=3"}, {"--set platform.ended_lease=by-job"}},
        {"{preset: lambda}", {"--retry J=1", "--retry J=0"}, {"--retry J=3", "--retry J=10"}},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct text yaml = {0};

        text_addf(&yaml, "%splatform: %s\n", JOB, cases[i].platform);
        assert_tried(text_str(&yaml), cases[i].tried, cases[i].left_out);
        text_release(&yaml);
    }
}

/* A fault is named by its number in the file, whatever was taken away; one that a change added has none, and goes with
 * that change. */
static void whatif_singles_name_faults_as_the_file_does(void **state)
{
    struct scenario *scenario = load_yaml("bots: [{name: A, post: x}]\n"
                                          "jobs: [{name: J, steps: [{post: A}]}]\n"
                                          "schedule: [{enqueue: J}]\n"
                                          "faults:\n"
                                          "  - {bot: A, before: call, kind: error}\n"
                                          "  - {bot: A, after: reply, kind: error}\n");
    struct change changes[2];
    struct whatif_list singles;
    struct scenario *changed;
    struct err err;

    (void)state;
    assert_true(change_parse(CHANGE_WITHOUT_FAULT, "1", &changes[0], &err));
    assert_true(change_parse(CHANGE_FAULT, "A:after:commit:error", &changes[1], &err));
    changed = scenario_changed(scenario, changes, 2, &err);
    assert_non_null(changed);
    assert_true(whatif_singles(changed, &singles, &err));
    assert_string_equal(options_of(&singles.rows[0]), "--without-fault 2");
    assert_int_not_equal(singles.rows[1].changes[0].kind, CHANGE_WITHOUT_FAULT);
    whatif_list_release(&singles);
    scenario_free(changed);
    scenario_free(scenario);
}

/* Of one retry limit and another no pair is made, nor of a fault taken away and anything; the larger change stands
 * first. */
static void whatif_pairs_turn_two_things(void **state)
{
    struct scenario *scenario = load_builtin("sequential");
    struct whatif_list singles, pairs;
    struct err err;

    (void)state;
    assert_true(whatif_singles(scenario, &singles, &err));
    assert_true(whatif_pairs(&singles, &pairs, &err));
    assert_true(pairs.count > 0);
    for (size_t i = 0; i < pairs.count; i++) {
        const struct change *first = &pairs.rows[i].changes[0];
        const struct change *second = &pairs.rows[i].changes[1];

        assert_true(first->kind != CHANGE_WITHOUT_FAULT && second->kind != CHANGE_WITHOUT_FAULT);
        assert_false(first->kind == CHANGE_RETRY && second->kind == CHANGE_RETRY);
        assert_false(first->kind == CHANGE_WORKERS && second->kind == CHANGE_WORKERS);
        assert_true(i == 0 || pairs.rows[i - 1].cost <= pairs.rows[i].cost);
    }
    assert_string_equal(options_of(&pairs.rows[0]), "--rescue BotsJob=exit --retry BotsJob=2");
    whatif_list_release(&singles);
    whatif_list_release(&pairs);
    scenario_free(scenario);
}

/* Worf's mail is down until 90 s and the job comes again every 60 s after a failure: attempt 1 fails at about 4 s,
 * attempt 2 at about 68 s, attempt 3 succeeds. So two retries are what it takes, and only jobs of their own keep
 * Locutus out of it and Riker from being started over. */
static void whatif_sequential_needs_split_and_more_retries(void **state)
{
    struct scenario *scenario = load_builtin("sequential");
    struct whatif_search search;

    (void)state;
    search_of(scenario, &search);
    assert_non_null(search.best);
    assert_string_equal(options_of(search.best), "--split BotsJob --retry BotsJob=2");
    assert_false(search.is_cut);
    whatif_search_release(&search);
    scenario_free(scenario);
}

static void whatif_sequential_singles_grant_some_wishes(void **state)
{
    struct scenario *scenario = load_builtin("sequential");
    struct whatif_search search;

    (void)state;
    search_of(scenario, &search);
    /* Without the fault all is well, which proves the cause and is no remedy. */
    assert_wishes(single(&search, "--without-fault 1"), true, true, true, true);
    assert_false(single(&search, "--without-fault 1")->is_remedy);
    /* Riker is started over twice, Worf and Locutus come in the end; the job succeeds, and nothing shows Riker's
     * repetitions. */
    assert_wishes(single(&search, "--retry BotsJob=2"), true, false, false, false);
    /* Riker is spared, nobody else helped. */
    assert_wishes(single(&search, "--guard Riker=check-then-mark"), false, true, false, true);
    /* The job ends well at the first error: nothing shows it. */
    assert_wishes(single(&search, "--rescue BotsJob=exit"), false, true, false, false);
    /* Worf's job is retried once, at about 65 s, and gives up: dead, and seen. */
    assert_wishes(single(&search, "--split BotsJob"), false, true, true, true);
    /* One job is done by one worker. */
    assert_false(single(&search, "--workers 8")->is_different);
    whatif_search_release(&search);
    scenario_free(scenario);
}

/* The process dies between the post and the mark. Without a guard it dies there as well, and Picard posts twice. */
static void whatif_guard_that_lacks_the_gap_is_struck_as_well(void **state)
{
    struct scenario *scenario = load_builtin("crash-before-mark");
    struct whatif_search search;

    (void)state;
    search_of(scenario, &search);
    for (size_t i = 0; i < search.singles.count; i++)
        assert_int_equal(fault_set_count(&search.singles.rows[i].spared), 0);
    assert_wishes(single(&search, "--guard Picard=none"), true, false, true, false);
    assert_wishes(single(&search, "--guard Picard=mark-then-post"), true, true, true, true);
    assert_non_null(search.best);
    assert_true(whatif_is_tested(search.best));
    whatif_search_release(&search);
    scenario_free(scenario);
}

/* Worf fails, and the second attempt loses Riker's reply. Riker who asks does not call again, so that no reply can be
 * lost: that he then posts once says nothing of a lost reply. */
static void whatif_change_that_spares_a_fault_is_no_remedy(void **state)
{
    struct scenario *scenario = load_yaml("bots: [{name: Riker, post: r}, {name: Worf, post: w}]\n"
                                          "jobs: [{name: J, steps: [{post: Riker}, {post: Worf}],\n"
                                          "  retry: {limit: 2, wait: 1m}}]\n"
                                          "schedule: [{enqueue: J}]\n"
                                          "faults:\n"
                                          "  - {bot: Worf, before: commit, kind: error, attempts: [1]}\n"
                                          "  - {bot: Riker, after: commit, kind: error, attempts: [2]}\n");
    struct whatif_search search;
    const struct whatif *asks;

    (void)state;
    search_of(scenario, &search);
    asks = single(&search, "--guard Riker=check-then-mark");
    assert_wishes(asks, true, true, true, true);
    assert_true(!fault_set_has(&asks->spared, 0) && fault_set_has(&asks->spared, 1));
    assert_false(whatif_is_tested(asks));
    assert_true(search.best == NULL || whatif_is_tested(search.best));
    assert_true(whatif_is_tested(single(&search, "--guard Riker=idempotency-key")));
    whatif_search_release(&search);
    scenario_free(scenario);
}

/* A whole run: the faults that strike, and the wishes, both by its trace. */
struct replay {
    struct fault_set struck;
    bool wishes[WISH_COUNT];
};

static struct replay replay_of(const struct scenario *scenario)
{
    struct replay replay = {0};
    struct ledger ledger;
    struct trace trace;
    struct err err;
    struct plan *plan = run_trace(scenario, NULL, 0, &trace, &err);

    assert_non_null(plan);
    assert_true(ledger_take(&trace, trace.count, &ledger, &err));
    trace_struck(&trace, &replay.struck);
    memcpy(replay.wishes, ledger.wishes, sizeof replay.wishes);
    ledger_release(&ledger);
    trace_release(&trace);
    plan_free(plan);
    return replay;
}

/* Played again, the change grants what the search says, and spares just the faults that it says of those that strike
 * without it. */
static void assert_replayed(const struct scenario *scenario, const struct whatif *row, const struct fault_set *struck)
{
    struct fault_set spared = *struck;
    struct scenario *changed;
    struct replay replay;
    struct err err;

    if (!row->is_remedy || !row->is_possible || !row->has_ended)
        return;
    changed = scenario_changed(scenario, row->changes, row->change_count, &err);
    assert_non_null(changed);
    replay = replay_of(changed);
    fault_set_remove(&spared, &replay.struck);
    assert_memory_equal(&row->spared, &spared, sizeof spared);
    assert_memory_equal(row->wishes, replay.wishes, sizeof replay.wishes);
    scenario_free(changed);
}

static struct scenario *load_bytes(const char *name, const char *bytes, size_t size)
{
    struct scenario *scenario;
    struct diags diags;

    diags_init(&diags, name, bytes, size);
    scenario = scenario_load(name, bytes, size, &diags);
    assert_non_null(scenario);
    diags_release(&diags);
    return scenario;
}

static struct scenario *load_file(const char *path)
{
    size_t size;
    char *bytes = test_file_read(path, &size);
    struct scenario *scenario = load_bytes(path, bytes, size);

    free(bytes);
    return scenario;
}

static struct scenario *random_one(struct rounds *rounds)
{
    struct text yaml = {0};
    struct scenario *scenario;
    uint8_t tape[96];

    random_scenario(tape, random_tape(&rounds->random, tape, sizeof tape), &yaml);
    scenario = load_bytes("random.yaml", yaml.bytes, yaml.size);
    text_release(&yaml);
    return scenario;
}

static void whatif_every_change_is_what_its_run_is(void **state)
{
    static const struct whatif_bounds few = {.singles = 300000, .pairs = 100000};
    struct rounds rounds = rounds_begin("remedies", 60);
    struct err err;

    (void)state;
    while (rounds_next(&rounds)) {
        struct scenario *scenario = random_one(&rounds);
        struct replay unchanged = replay_of(scenario);
        struct whatif_search search;

        assert_true(whatif_search(scenario, &few, &(struct cancel_token){0}, &search, &err));
        for (size_t i = 0; i < search.singles.count; i += 7)
            assert_replayed(scenario, &search.singles.rows[i], &unchanged.struck);
        for (size_t i = 0; i < search.pairs.count; i += 7)
            assert_replayed(scenario, &search.pairs.rows[i], &unchanged.struck);
        assert_true(search.best == NULL || whatif_is_tested(search.best));
        whatif_search_release(&search);
        scenario_free(scenario);
    }
}

/* Every scenario of the tree: no remedy that is not struck, none that the file's own faults break. */
static void whatif_remedies_of_every_file_hold(void **state)
{
    glob_t found;

    (void)state;
    assert_int_equal(glob("scenarios/*.yaml", 0, NULL, &found), 0);
    assert_int_equal(glob("tests/cases/*.yaml", GLOB_APPEND, NULL, &found), 0);
    for (size_t i = 0; i < found.gl_pathc; i++) {
        struct scenario *scenario = load_file(found.gl_pathv[i]);
        struct replay unchanged = replay_of(scenario);
        struct whatif_search search;

        search_of(scenario, &search);
        for (size_t r = 0; r < search.ranked_count; r++)
            assert_replayed(scenario, search.ranked[r], &unchanged.struck);
        assert_true(search.best == NULL || whatif_is_tested(search.best));
        whatif_search_release(&search);
        scenario_free(scenario);
    }
    globfree(&found);
}

static void whatif_good_scenario_needs_no_change(void **state)
{
    struct scenario *scenario = load_builtin("fan-out");
    struct whatif_search search;

    (void)state;
    search_of(scenario, &search);
    assert_int_equal(search.granted, WISH_COUNT);
    assert_int_equal(search.pairs.count, 0);
    whatif_search_release(&search);
    scenario_free(scenario);
}

/* A change that would break a rule, here one of 64 jobs split into more, is impossible and is no error. */
static void whatif_impossible_change_is_left_out(void **state)
{
    struct text yaml = {0};
    struct scenario *scenario;
    struct whatif_search search;

    (void)state;
    text_add(&yaml,
             "bots: [{name: A, post: x}, {name: B, post: y}]\njobs:\n  - {name: J, steps: [{post: A}, {post: B}]}\n");
    for (int i = 2; i <= SCENARIO_JOBS_MAX; i++)
        text_addf(&yaml, "  - {name: J%d, steps: [{wait: 1s}]}\n", i);
    text_add(&yaml, "schedule: [{enqueue: J}]\nfaults: [{bot: A, before: call, kind: error}]\n");
    scenario = load_yaml(text_str(&yaml));
    search_of(scenario, &search);
    assert_false(single(&search, "--split J")->is_possible);
    assert_true(single(&search, "--retry J=1")->is_possible);
    whatif_search_release(&search);
    scenario_free(scenario);
    text_release(&yaml);
}

/* A hundred days, one bot, no retries: the singles are the fault taken away, six limits, two rescues, four guards,
 * three numbers of workers, one other end, three ways to outlive a crash; each run makes
 * about 1000 events. Three and a half runs are enough for three. */
static void whatif_of_long_runs_says_what_was_not_tried(void **state)
{
    struct scenario *scenario = load_yaml("bots: [{name: A, post: x}]\n"
                                          "jobs: [{name: J, steps: [{post: A}]}]\n"
                                          "schedule: [{enqueue: J, every: 1h, times: 100}]\n"
                                          "faults: [{bot: A, before: call, kind: error, times: always}]\n");
    struct whatif_bounds bounds = {.pairs = 1000};
    struct whatif_search search;
    struct err err;

    (void)state;
    assert_true(whatif_search(scenario, &bounds, &(struct cancel_token){0}, &search, &err));
    assert_int_equal(search.singles.count, 0);
    assert_int_equal(search.untried, 20);
    assert_true(search.is_cut);
    bounds.singles = search.base.outcome.events * 7 / 2;
    whatif_search_release(&search);
    assert_true(whatif_search(scenario, &bounds, &(struct cancel_token){0}, &search, &err));
    assert_in_range(search.singles.count, 1, 3);
    assert_int_equal(search.singles.count + search.untried, 20);
    for (size_t i = 0; i < search.singles.count; i++)
        assert_true(search.singles.rows[i].has_ended);
    assert_int_equal(search.pairs.count, 0);
    assert_true(search.is_cut);
    whatif_search_release(&search);
    scenario_free(scenario);
}

/* Says stop when it is asked for the n-th time, and keeps what it was told. */
struct patience {
    uint32_t asked, asked_max;
    struct progress last;
};

static bool patience_ends(void *context, const struct progress *progress)
{
    struct patience *patience = context;

    assert_true(progress->done >= patience->last.done);
    patience->last = *progress;
    return ++patience->asked >= patience->asked_max;
}

/* A search that is stopped keeps the changes that were tried to the end, and says that there are more. */
static void whatif_that_is_stopped_keeps_what_was_tried(void **state)
{
    struct scenario *scenario = load_builtin("sequential");
    struct patience patience = {.asked_max = UINT32_MAX};
    const struct cancel_token watch = {patience_ends, &patience};
    struct whatif_search whole, part;
    struct err err;

    (void)state;
    assert_true(whatif_search(scenario, NULL, &watch, &whole, &err));
    assert_string_equal(patience.last.what, "changes and pairs");
    ASSERT_I64(patience.last.stage, 2);
    ASSERT_I64(patience.last.done, whole.singles.count + whole.pairs.count - 1);
    patience = (struct patience){.asked_max = 5}; /* the unchanged run, then three changes */
    assert_true(whatif_search(scenario, NULL, &watch, &part, &err));
    assert_in_range(part.singles.count, 3, whole.singles.count - 1);
    ASSERT_I64(part.singles.count + part.untried, whole.singles.count);
    assert_true(part.is_cut);
    for (size_t i = 0; i < part.singles.count; i++)
        assert_memory_equal(part.singles.rows[i].wishes, whole.singles.rows[i].wishes,
                            sizeof part.singles.rows[i].wishes);
    whatif_search_release(&whole);
    whatif_search_release(&part);
    scenario_free(scenario);
}

/* Two days: the error strikes once, on day 1, and there is no retry: 0 posts, then 1. */
static const char TWO_DAYS[] = "bots: [{name: A, post: x}]\n"
                               "jobs: [{name: J, steps: [{post: A}]}]\n"
                               "schedule: [{enqueue: J, times: 2}]\n"
                               "faults: [{bot: A, before: call, kind: error}]\n"
                               "expect:\n";

static void assert_expectation(const char *line, bool holds, const char *said)
{
    struct text yaml = {0}, text = {0};
    struct play play;

    text_addf(&yaml, "%s  - %s\n", TWO_DAYS, line);
    play_yaml(&play, text_str(&yaml));
    assert_int_equal(expectation_end(play.scenario, &play.ledger, &play.scenario->expects[0]),
                     holds ? EXPECTATION_HOLDS : EXPECTATION_FAILS);
    expectation_say(play.scenario, &play.ledger, &play.scenario->expects[0], &text);
    assert_string_equal(text_str(&text), said);
    play_release(&play);
    text_release(&yaml);
    text_release(&text);
}

static void expectation_of_a_bot_counts_its_days(void **state)
{
    (void)state;
    assert_expectation("{bot: A, posts: 1, attempts: 2}", true,
                       "A, all 2 days: expected 1 post, got 1; 2 attempts, got 2");
    assert_expectation("{bot: A, posts: 2}", false, "A, all 2 days: expected 2 posts, got 1");
    assert_expectation("{bot: A, occurrence: 1, posts: 1, missed: 1}", false, "A, day 1: expected 1 post, got 0");
    assert_expectation("{bot: A, occurrence: 2, state: posted}", true, "A, day 2: expected state posted, got posted");
    assert_expectation("{bot: A, occurrence: 1, state: posted}", false, "A, day 1: expected state posted, got failed");
    assert_expectation("{bot: A, state: posted}", false, "A, all 2 days: expected state posted, got failed");
}

static void expectation_of_a_job_counts_its_instances(void **state)
{
    (void)state;
    assert_expectation("{job: J, attempts: 2}", true, "J, all 2 days: expected 2 attempts, got 2");
    assert_expectation("{job: J, occurrence: 1, state: dead}", true, "J, day 1: expected state dead, got dead");
    assert_expectation("{job: J, state: dead}", false, "J, all 2 days: expected state dead, got succeeded");
}

static void expectation_of_the_whole_sums_up(void **state)
{
    (void)state;
    assert_expectation(
        "{posts: 1, missed: 1, duplicates: 0, silent: 0, late: 0}", true,
        "all together, all 2 days: expected 1 post, got 1; 0 duplicates, got 0; 1 missed, got 1; 0 late, got 0; "
        "0 silent, got 0");
    assert_expectation("{occurrence: 2, missed: 1}", false, "all together, day 2: expected 1 missed, got 0");
}

/* Each of three errors comes after the post: four posts, three of them too many. */
static void expectation_of_duplicates_counts_posts_beyond_the_first(void **state)
{
    struct text text = {0};
    struct play play;

    (void)state;
    play_yaml(&play, "bots: [{name: A, post: x}]\n"
                     "jobs: [{name: J, steps: [{post: A}], retry: {limit: 5, wait: 1s}}]\n"
                     "schedule: [{enqueue: J}]\n"
                     "faults: [{bot: A, after: commit, kind: error, times: 3}]\n"
                     "expect: [{bot: A, posts: 4, duplicates: 2}]\n");
    expectation_say(play.scenario, &play.ledger, &play.scenario->expects[0], &text);
    assert_string_equal(text_str(&text), "A, day 1: expected 2 duplicates, got 3");
    play_release(&play);
    text_release(&text);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(whatif_singles_come_from_small_to_large),
        cmocka_unit_test(whatif_singles_try_what_there_is),
        cmocka_unit_test(whatif_singles_try_what_the_system_offers),
        cmocka_unit_test(whatif_singles_name_faults_as_the_file_does),
        cmocka_unit_test(whatif_pairs_turn_two_things),
        cmocka_unit_test(whatif_sequential_needs_split_and_more_retries),
        cmocka_unit_test(whatif_sequential_singles_grant_some_wishes),
        cmocka_unit_test(whatif_that_is_stopped_keeps_what_was_tried),
        cmocka_unit_test(whatif_guard_that_lacks_the_gap_is_struck_as_well),
        cmocka_unit_test(whatif_change_that_spares_a_fault_is_no_remedy),
        cmocka_unit_test(whatif_every_change_is_what_its_run_is),
        cmocka_unit_test(whatif_remedies_of_every_file_hold),
        cmocka_unit_test(whatif_good_scenario_needs_no_change),
        cmocka_unit_test(whatif_impossible_change_is_left_out),
        cmocka_unit_test(whatif_of_long_runs_says_what_was_not_tried),
        cmocka_unit_test(expectation_of_a_bot_counts_its_days),
        cmocka_unit_test(expectation_of_a_job_counts_its_instances),
        cmocka_unit_test(expectation_of_the_whole_sums_up),
        cmocka_unit_test(expectation_of_duplicates_counts_posts_beyond_the_first),
    };

    return test_main("whatif", tests, sizeof tests / sizeof *tests);
}
