#include "support/play.h"
#include "support/script.h"
#include "support/test.h"
#include "trace/attempt.h"

/* The attempts of everything after "fire, enqueue, fetch" of a job that posts for Riker. */
static struct attempts attempts_after(struct script *script, const char *lines)
{
    struct attempts attempts;
    struct err err;

    script_start(script, 1);
    script_bot(script, "Riker", GUARD_NONE);
    script_entry(script, script_job(script, "BotsJob", "Riker"), 1);
    script_play(script, "0 fire <-\n0 enqueue j1 !0\n5 fetch j1 @1 w0\n");
    script_play(script, lines);
    assert_true(attempts_take(&script->trace, script->trace.count, &attempts, &err));
    return attempts;
}

/* Worf failed after his call both times: whether his mail went out is not for the job to know. */
static void attempts_of_sequential_are_unknown(void **state)
{
    struct script script;
    struct attempts attempts;
    struct err err;

    (void)state;
    script_sequential(&script);
    assert_true(attempts_take(&script.trace, script.trace.count, &attempts, &err));
    assert_int_equal(attempts.count, 2);
    assert_int_equal(attempts.list[0].outcome, ATTEMPT_UNKNOWN); /* it failed between call and reply */
    assert_int_equal(attempts.list[0].strike, 17);
    ASSERT_MSEC(attempts.list[0].start, 0);
    ASSERT_MSEC(attempts.list[0].end, 4200);
    assert_int_equal(attempts.list[0].first, 2);
    assert_int_equal(attempts.list[0].last, 18);
    assert_int_equal(attempts.list[1].number, 2);
    assert_int_equal(attempts.list[1].before, 0);
    attempts_release(&attempts);
    script_release(&script);
}

/* A lease of 300 ms is over before any attempt is, 65,535 times and more. By hand: fire and enqueue, 9 events of the
 * first attempt, and from then on 7 of each, which the limit of 2,000,000 cuts in the 285,714th. */
static void attempts_are_numbered_however_many(void **state)
{
    struct scenario *scenario = load_yaml("bots: [{name: A, guard: mark-then-post, post: x}]\n"
                                          "jobs: [{name: J, steps: [{post: A}]}]\n"
                                          "platform: {on_crash: lease, lease: 300ms}\n"
                                          "schedule: [{enqueue: J}]\n");
    struct attempts attempts;
    struct ledger ledger;
    struct trace trace;
    struct plan *plan;
    struct err err;

    (void)state;
    plan = run_trace(scenario, NULL, 0, &trace, &err);
    assert_non_null(plan);
    assert_true(attempts_take(&trace, trace.count, &attempts, &err));
    assert_true(ledger_take(&trace, trace.count, &ledger, &err));
    ASSERT_I64(attempts.count, 285714);
    for (uint32_t a = 0; a < attempts.count; a++)
        ASSERT_I64(attempts.list[a].number, a + 1);
    ASSERT_I64(ledger.jobs[0].attempts, attempts.count);
    ledger_release(&ledger);
    attempts_release(&attempts);
    trace_release(&trace);
    plan_free(plan);
    scenario_free(scenario);
}

static void assert_outcome(const char *lines, enum attempt_outcome expected)
{
    struct script script;
    struct attempts attempts = attempts_after(&script, lines);

    assert_int_equal(attempts.list[0].outcome, expected);
    attempts_release(&attempts);
    script_release(&script);
}

static void attempt_outcomes_are_what_was_recorded(void **state)
{
    (void)state;
    assert_outcome("6 begin j1 @1 s0 Riker\n", ATTEMPT_RUNNING);
    assert_outcome("6 acknowledge j1 @1\n6 succeed j1 @1\n", ATTEMPT_OK);
    assert_outcome("6 bail-out j1 @1\n", ATTEMPT_OK);
    assert_outcome("6 fail j1 @1 s0 Riker /begin =1\n", ATTEMPT_FAILED);
    assert_outcome("6 fail j1 @1 s0 Riker /mark =1\n", ATTEMPT_FAILED);
    assert_outcome("6 fail j1 @1 s0 Riker /call =1\n", ATTEMPT_UNKNOWN);
    assert_outcome("6 fail j1 @1 s0 Riker /commit =1\n", ATTEMPT_UNKNOWN);
    assert_outcome("6 push-back j1 @1\n", ATTEMPT_UNKNOWN);
    assert_outcome("6 acknowledge j1 @1 !1\n", ATTEMPT_UNKNOWN); /* its lease was over */
    assert_outcome("6 crash =0 o0\n", ATTEMPT_UNKNOWN);
}

/* Process 1 (workers 2 and 3 of two each) goes; the attempt of worker 0 lives on. */
static void attempts_end_with_their_own_process(void **state)
{
    struct script script;
    struct attempts attempts;
    struct err err;

    (void)state;
    script_start(&script, 1);
    script.scenario.platform.processes = 2;
    script.scenario.platform.workers = 2;
    script_bot(&script, "Riker", GUARD_NONE);
    script_entry(&script, script_job(&script, "BotsJob", "Riker"), 2);
    script_play(&script,
                "0 fire <-\n0 enqueue j1 !0\n0 enqueue j2 !0\n1 fetch j1 @1 w0\n1 fetch j2 @1 w3\n7 crash =1 o0\n");
    assert_true(attempts_take(&script.trace, script.trace.count, &attempts, &err));
    assert_int_equal(attempts.list[0].outcome, ATTEMPT_RUNNING);
    assert_int_equal(attempts.list[1].outcome, ATTEMPT_UNKNOWN);
    ASSERT_MSEC(attempts.list[1].end, 7);
    attempts_release(&attempts);
    script_release(&script);
}

/* Two instances, whose attempts take turns in the list: 0 and 2 are of the first, 1 and 3 of the second. */
static void attempts_find_walks_back_in_one_instance(void **state)
{
    struct script script;
    struct attempts attempts;
    struct err err;

    (void)state;
    script_start(&script, 1);
    script.scenario.platform.workers = 4;
    script_bot(&script, "Riker", GUARD_NONE);
    script_entry(&script, script_job(&script, "BotsJob", "Riker"), 2);
    script_play(&script, "0 fire <-\n0 enqueue j1 !0\n0 enqueue j2 !0\n1 fetch j1 @1 w0\n2 fetch j2 @1 w1\n"
                         "3 fetch j1 @2 w2\n4 fetch j2 @2 w3\n");
    assert_true(attempts_take(&script.trace, script.trace.count, &attempts, &err));
    assert_int_equal(attempts_find(&attempts, 2, 1), 0);
    assert_int_equal(attempts_find(&attempts, 3, 1), 1);
    assert_int_equal(attempts_find(&attempts, 3, 2), 3);
    ASSERT_I64(attempts_find(&attempts, 3, 3), NO_EVENT); /* not fetched yet */
    ASSERT_I64(attempts_find(&attempts, 3, 0), NO_EVENT); /* of no attempt */
    ASSERT_I64(attempts_find(&attempts, NO_EVENT, 1), NO_EVENT);
    attempts_release(&attempts);
    script_release(&script);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(attempts_of_sequential_are_unknown),
        cmocka_unit_test(attempts_are_numbered_however_many),
        cmocka_unit_test(attempt_outcomes_are_what_was_recorded),
        cmocka_unit_test(attempts_end_with_their_own_process),
        cmocka_unit_test(attempts_find_walks_back_in_one_instance),
    };

    return test_main("attempt", tests, sizeof tests / sizeof *tests);
}
