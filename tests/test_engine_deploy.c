/* What becomes of the jobs that still run when a deploy's grace is over. */
#include "support/play.h"
#include "support/test.h"

#include <stdio.h>
#include <string.h>

#include "trace/attempt.h"

/* One job of one post: taken at 0.1 s, posted at 0.5 s, done at 2.1 s. The deploy begins at 0.4 s and ends at 1.4 s,
 * when the post is made and the job is not over; the process is back at 2.4 s and takes a job at 2.5 s. */
struct row {
    const char *leaves, *platform, *retry;
    enum job_state state;
    uint32_t posts, attempts, failures;
    msec second, third; /* when these attempts take it; MSEC_NONE: there is none */
};

#define LATE "acknowledge: late, on_crash: "
#define EARLY "acknowledge: early, on_crash: "

/* By hand. A retry is due a minute after the failure at 1.4 s and taken at 61.5 s. A lease of 30 s ends at 30.1 s. */
static const struct row table[] = {
    /* at the head again, uncounted */
    {"push-back", LATE "lost", "{limit: 0}", JOB_SUCCEEDED, 2, 2, 0, 2500, MSEC_NONE},
    {"push-back", LATE "requeue", "{limit: 1, wait: 1m}", JOB_SUCCEEDED, 2, 2, 0, 2500, MSEC_NONE},
    /* two deliveries: the copy is taken first; the job itself is retried, or exhausted */
    {"push-back-and-raise", LATE "lost", "{limit: 1, wait: 1m}", JOB_SUCCEEDED, 3, 3, 1, 2500, 61500},
    {"push-back-and-raise", LATE "requeue", "{limit: 1, wait: 0s}", JOB_SUCCEEDED, 3, 3, 1, 2500, 4600},
    {"push-back-and-raise", LATE "lost", "{limit: 0}", JOB_DEAD, 2, 2, 1, 2500, MSEC_NONE},
    {"push-back-and-raise", LATE "lease, lease: 30s", "{limit: 1, wait: 1m}", JOB_SUCCEEDED, 3, 3, 1, 2500, 61500},
    /* as its process's crash leaves it */
    {"crash", LATE "lost", "{limit: 1, wait: 1m}", JOB_LOST, 1, 1, 0, MSEC_NONE, MSEC_NONE},
    {"crash", LATE "requeue", "{limit: 0}", JOB_SUCCEEDED, 2, 2, 0, 2500, MSEC_NONE},
    {"crash", LATE "requeue, recoveries: 0", "{limit: 1, wait: 1m}", JOB_DEAD, 1, 1, 0, MSEC_NONE, MSEC_NONE},
    {"crash", LATE "lease, lease: 30s", "{limit: 0}", JOB_SUCCEEDED, 2, 2, 0, 30200, MSEC_NONE},
    {"crash", LATE "heartbeat, heartbeat: 10s", "{limit: 0}", JOB_SUCCEEDED, 2, 2, 0, 11500, MSEC_NONE},
    {"crash", LATE "requeue, crash_counts: yes", "{limit: 1, wait: 1m}", JOB_SUCCEEDED, 2, 2, 1, 61500, MSEC_NONE},
    /* a failure like any other */
    {"failure", LATE "lost", "{limit: 1, wait: 1m}", JOB_SUCCEEDED, 2, 2, 1, 61500, MSEC_NONE},
    {"failure", LATE "lease, lease: 30s", "{limit: 1, wait: lease}", JOB_SUCCEEDED, 2, 2, 1, 30200, MSEC_NONE},
    {"failure", LATE "requeue", "{limit: 0}", JOB_DEAD, 1, 1, 1, MSEC_NONE, MSEC_NONE},
    /* what the queue has let go of is put back by nobody; a failure is recorded and retried by whoever ran it */
    {"push-back", EARLY "requeue", "{limit: 1, wait: 1m}", JOB_LOST, 1, 1, 0, MSEC_NONE, MSEC_NONE},
    {"push-back-and-raise", EARLY "requeue", "{limit: 1, wait: 1m}", JOB_SUCCEEDED, 2, 2, 1, 61500, MSEC_NONE},
    {"crash", EARLY "requeue", "{limit: 1, wait: 1m}", JOB_LOST, 1, 1, 0, MSEC_NONE, MSEC_NONE},
    {"failure", EARLY "requeue", "{limit: 1, wait: 1m}", JOB_SUCCEEDED, 2, 2, 1, 61500, MSEC_NONE},
};

static void check_fetch(const struct play *play, uint32_t n, msec time)
{
    if (time == MSEC_NONE)
        assert_in_range(play_count(play, EVENT_FETCH), 0, n - 1);
    else
        ASSERT_MSEC(play_event(play, EVENT_FETCH, n)->time, time);
}

static void check_row(const struct row *row, const struct play *play)
{
    const struct ledger_job *job = &play->ledger.jobs[0];
    bool is_early = strstr(row->platform, "early") != NULL;
    msec later = is_early ? 100 : 0; /* the acknowledge comes first, and takes 0.1 s */

    assert_int_equal(job->state, row->state);
    assert_int_equal(job->attempts, row->attempts);
    assert_int_equal(job->failures, row->failures);
    assert_int_equal(play_cell(play, "B", 1)->posts, row->posts);
    ASSERT_MSEC(play_event(play, EVENT_COMMIT, 1)->time, 500 + later);
    check_fetch(play, 2, row->second);
    check_fetch(play, 3, row->third);
    assert_int_equal(play_count(play, EVENT_RESCUE), 0);
}

/* No rescue sees any of it. The platform's word and the deploy's own mean the same. */
static void deploy_leaves_what_its_word_says(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        const struct row *row = &table[i];
        char lines[300];
        struct play play;

        snprintf(lines, sizeof lines,
                 "platform: {%s}\n"
                 "faults: [{platform: deploy, at: 400ms, grace: 1s, leaves: %s}]",
                 row->platform, row->leaves);
        play_one_bot(&play, "none", row->retry, lines);
        check_row(row, &play);
        play_release(&play);
        snprintf(lines, sizeof lines,
                 "platform: {%s, grace: 1s, leaves: %s}\n"
                 "faults: [{platform: deploy, at: 400ms}]",
                 row->platform, row->leaves);
        play_one_bot(&play, "none", row->retry, lines);
        check_row(row, &play);
        play_release(&play);
    }
}

/* The deploy's own grace (1 s: over at 1.4 s) and its own word go before the platform's. */
static void deploys_own_word_goes_first(void **state)
{
    struct play play;

    (void)state;
    play_one_bot(&play, "none", "{limit: 0}",
                 "platform: {grace: 1h, leaves: failure}\n"
                 "faults: [{platform: deploy, at: 400ms, grace: 1s, leaves: push-back}]");
    ASSERT_MSEC(play_event(&play, EVENT_PUSH_BACK, 1)->time, 1400);
    assert_int_equal(play_count(&play, EVENT_FAIL), 0);
    play_release(&play);
}

/* Killed at 50 ms, the process would be back at 1050. The grace is over at 500, and every process starts again, this one
 * too: at 1500, whatever the deploy leaves of jobs. So its job, whose fetch ended at 50, is taken at 1600. */
static void deploy_starts_again_what_was_down(void **state)
{
    (void)state;
    for (int leaves = 0; leaves < LEAVES_RUN_ON; leaves++) { /* every other row */
        struct play play;
        char lines[200];

        snprintf(lines, sizeof lines,
                 "faults:\n  - {platform: kill, at: 50ms}\n"
                 "  - {platform: deploy, at: 200ms, grace: 300ms, leaves: %s}",
                 leaves_names[leaves]);
        play_one_bot(&play, "none", "{limit: 0}", lines);
        assert_int_equal(play_count(&play, EVENT_CRASH), 1);
        assert_int_equal(play_count(&play, EVENT_RESTART), 1);
        ASSERT_MSEC(play_event(&play, EVENT_RESTART, 1)->time, 1500);
        ASSERT_MSEC(play_event(&play, EVENT_FETCH, 1)->time, 1600);
        play_release(&play);
    }
}

/* Frozen from 300 on, the process cannot put back or fail its job when the grace is over at 1400: whatever the deploy
 * leaves, it is ended then as by a crash, whose jobs are lost here. */
static void deploy_ends_what_is_frozen_as_a_crash(void **state)
{
    (void)state;
    for (int leaves = 0; leaves < LEAVES_RUN_ON; leaves++) { /* every other row */
        struct play play;
        char lines[200];

        snprintf(lines, sizeof lines,
                 "faults:\n  - {bot: B, after: call, kind: freeze, for: 10s}\n"
                 "  - {platform: deploy, at: 400ms, grace: 1s, leaves: %s}",
                 leaves_names[leaves]);
        play_one_bot(&play, "none", "{limit: 1, wait: 1m}", lines);
        ASSERT_MSEC(play_event(&play, EVENT_CRASH, 1)->time, 1400);
        ASSERT_MSEC(play_event(&play, EVENT_LOSE, 1)->time, 1400);
        assert_int_equal(play.ledger.jobs[0].state, JOB_LOST);
        assert_int_equal(play.ledger.jobs[0].attempts, 1);
        assert_int_equal(play.ledger.jobs[0].failures, 0);
        assert_int_equal(play_cell(&play, "B", 1)->posts, 0);
        play_release(&play);
    }
}

/* Two jobs of two workers, both struck at 1.4 s. */
static void play_two_jobs(struct play *play, const char *leaves)
{
    char yaml[500];

    snprintf(yaml, sizeof yaml,
             "bots: [{name: A, post: a}, {name: B, post: b}]\n"
             "jobs:\n"
             "  - {name: JA, steps: [{post: A}], retry: {limit: 1, wait: 0s}}\n"
             "  - {name: JB, steps: [{post: B}], retry: {limit: 1, wait: 0s}}\n"
             "platform: {workers: 2, on_crash: requeue}\n"
             "schedule: [{enqueue: JA}, {enqueue: JB}]\n"
             "faults: [{platform: deploy, at: 400ms, grace: 1s, leaves: %s}]\n",
             leaves);
    play_yaml(play, yaml);
}

/* Whatever becomes of them, the job that was taken first is taken first again: by the lower worker. */
static void deploy_keeps_the_order_of_the_jobs(void **state)
{
    (void)state;
    for (int leaves = 0; leaves < LEAVES_RUN_ON; leaves++) { /* every other row */
        struct play play;

        play_two_jobs(&play, leaves_names[leaves]);
        for (uint32_t n = 3; n <= 4; n++) {
            assert_int_equal(play_event(&play, EVENT_FETCH, n)->job, n - 2);
            assert_int_equal(play_event(&play, EVENT_FETCH, n)->worker, n - 3);
        }
        assert_int_equal(play_cell(&play, "A", 1)->posts, play_cell(&play, "B", 1)->posts);
        play_release(&play);
    }
}

/* Two jobs of one post each: JA is taken at 0.1 s and over at 2.1 s, JB comes at 0.5 s; a deploy at 0.4 s lets JA run
 * on. */
static void play_run_on(struct play *play, const char *platform, const char *faults)
{
    char yaml[700];

    snprintf(yaml, sizeof yaml,
             "bots: [{name: A, post: a}, {name: B, post: b}]\n"
             "jobs:\n"
             "  - {name: JA, steps: [{post: A}], retry: {limit: 1, wait: 0s}}\n"
             "  - {name: JB, steps: [{post: B}]}\n"
             "platform: {leaves: run-on%s}\n"
             "schedule: [{enqueue: JA}, {enqueue: JB, at: 500ms}]\n"
             "faults:\n"
             "  - {platform: deploy, at: 400ms}\n"
             "%s",
             platform, faults);
    play_yaml(play, yaml);
}

struct run_on {
    const char *platform, *faults;
    msec stops[2];    /* when process 1 and 2 first stop of themselves; MSEC_NONE: never */
    msec returns[2];  /* when they are first back; MSEC_NONE: never */
    msec fetched;     /* when JB is first taken */
    uint16_t worker;  /* that takes it */
    uint32_t a_posts; /* of A */
};

/* By hand. A process that stops is back a second later, and takes JB after 0.1 s. */
static const struct run_on run_ons[] = {
    /* JA ends its process at 2.1 s */
    {"", "", {2100, MSEC_NONE}, {3100, MSEC_NONE}, 3200, 0, 1},
    /* so it does where another worker of the process is idle, which takes nothing any more */
    {", workers: 2", "", {2100, MSEC_NONE}, {3100, MSEC_NONE}, 3200, 0, 1},
    /* a process with nothing to run stops at once, and is back at 1.4 s */
    {", processes: 2", "", {2100, 400}, {3100, 1400}, 1500, 1, 1},
    /* a failure ends the attempt at 0.3 s, before the deploy; its retry is fetched at 0.4 s, just after it began */
    {"", "  - {bot: A, after: begin, kind: error}\n", {2300, MSEC_NONE}, {3300, MSEC_NONE}, 3400, 0, 1},
    /* one at 0.5 s, after the post, ends the attempt and with it the process; the retry is taken at 1.6 s, over at 3.6 */
    {"", "  - {bot: A, after: commit, kind: error}\n", {500, MSEC_NONE}, {1500, MSEC_NONE}, 3700, 0, 2},
    /* a kill at 1 s does not wait: JA is lost, and the process back at 2 s */
    {"", "  - {platform: kill, at: 1s}\n", {MSEC_NONE, MSEC_NONE}, {2000, MSEC_NONE}, 2100, 0, 1},
    /* nor does a second deploy with a grace: from 0.6 s on nobody fetches, at 1.6 s JA is put back, and run first */
    {"",
     "  - {platform: deploy, at: 600ms, grace: 1s, leaves: push-back}\n",
     {MSEC_NONE, MSEC_NONE},
     {2600, MSEC_NONE},
     4800,
     0,
     2},
    /* a second one that lets it run on changes nothing */
    {"", "  - {platform: deploy, at: 600ms}\n", {2100, MSEC_NONE}, {3100, MSEC_NONE}, 3200, 0, 1},
};

static void check_process(const struct play *play, enum event_kind kind, uint32_t process, msec time)
{
    const struct event *first = NULL;

    for (uint32_t i = play->trace.count; i-- > 0;)
        if (play->trace.events[i].kind == kind && play->trace.events[i].value == process)
            first = &play->trace.events[i];
    assert_int_equal(first != NULL, time != MSEC_NONE);
    if (first)
        ASSERT_MSEC(first->time, time);
}

static const struct event *fetch_of(const struct play *play, const char *job)
{
    for (uint32_t i = 0; i < play->trace.count; i++) {
        const struct event *event = &play->trace.events[i];

        if (event->kind == EVENT_FETCH &&
            strcmp(play->scenario->jobs[play->ledger.jobs[event->job - 1].job].name, job) == 0)
            return event;
    }
    fail_msg("nobody fetched %s", job);
    return NULL;
}

static void run_on_ends_each_process_with_its_last_attempt(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof run_ons / sizeof *run_ons; i++) {
        const struct run_on *row = &run_ons[i];
        struct play play;

        play_run_on(&play, row->platform, row->faults);
        for (uint32_t p = 0; p < 2; p++) {
            check_process(&play, EVENT_STOP, p, row->stops[p]);
            check_process(&play, EVENT_RESTART, p, row->returns[p]);
        }
        ASSERT_MSEC(fetch_of(&play, "JB")->time, row->fetched);
        assert_int_equal(fetch_of(&play, "JB")->worker, row->worker);
        assert_int_equal(play_cell(&play, "A", 1)->posts, row->a_posts);
        assert_int_equal(play_cell(&play, "B", 1)->posts, 1);
        play_release(&play);
    }
}

/* An attempt whose fetch fails is over with it. The worker has taken the job when the deploy begins at 0.05 s; struck
 * before the fetch it has asked again meanwhile and has no job: the process is back at 1.05 s. Struck after the fetch,
 * at 0.1 s, the queue holds the job until the process is gone, which is at once. */
static void run_on_ends_with_a_fetch_that_fails(void **state)
{
    static const struct {
        const char *gap;
        msec stopped, fetched;
        uint32_t attempts;
    } rows[] = {{"before: fetch", 50, 1150, 1}, {"after: fetch", 100, 1200, 2}};

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        char lines[300];
        struct play play;

        snprintf(lines, sizeof lines,
                 "platform: {on_crash: requeue, leaves: run-on}\n"
                 "faults: [{job: J, %s, kind: error}, {platform: deploy, at: 50ms}]",
                 rows[i].gap);
        play_one_bot(&play, "none", "{limit: 0}", lines);
        ASSERT_MSEC(play_event(&play, EVENT_STOP, 1)->time, rows[i].stopped);
        ASSERT_MSEC(play_event(&play, EVENT_FETCH, rows[i].attempts)->time, rows[i].fetched);
        assert_int_equal(play.ledger.jobs[0].attempts, rows[i].attempts);
        assert_int_equal(play.ledger.jobs[0].state, JOB_SUCCEEDED);
        play_release(&play);
    }
}

/* Whoever kept the last attempt at work keeps its process from coming back; whoever failed in it has ended it sooner. */
static void run_on_is_blamed_on_who_kept_it(void **state)
{
    static const struct {
        const char *kind;
        bool holds;
    } rows[] = {{"stall", true}, {"error", false}};

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        char yaml[400];
        struct play play;

        snprintf(yaml, sizeof yaml,
                 "bots: [{name: A, post: a}, {name: B, post: b}]\n"
                 "jobs: [{name: JA, steps: [{post: A}]}, {name: JB, steps: [{post: B}]}]\n"
                 "schedule: [{enqueue: JA}, {enqueue: JB, at: 500ms}]\n"
                 "faults: [{platform: deploy, at: 400ms, leaves: run-on}, {bot: A, after: commit, kind: %s}]\n",
                 rows[i].kind);
        play_yaml(&play, yaml);
        assert_int_equal(play.trace.events[play_event(&play, EVENT_FETCH, 2)->cause].kind, EVENT_RESTART);
        assert_int_equal(play_cell(&play, "B", 1)->held_by, rows[i].holds ? 1 : 0);
        play_release(&play);
    }
}

/* What it leaves is caused by the deploy, and not by what had stalled the attempt: nobody is held up by Worf. */
static void failure_of_a_deploy_is_its_own(void **state)
{
    struct play play;

    (void)state;
    play_yaml(&play, "bots: [{name: A, post: a}, {name: B, post: b}]\n"
                     "jobs: [{name: J, steps: [{post: A}, {post: B}], retry: {limit: 1, wait: 1m}}]\n"
                     "schedule: [{enqueue: J}]\n"
                     "faults:\n"
                     "  - {bot: A, after: call, kind: stall, for: 1h}\n"
                     "  - {platform: deploy, at: 400ms, grace: 1s, leaves: failure}\n");
    assert_int_equal(play.trace.events[play_event(&play, EVENT_FAIL, 1)->cause].kind, EVENT_DEPLOY);
    assert_int_equal(play_event(&play, EVENT_FAIL, 1)->micro, MICRO_CALL);
    assert_int_equal(play_cell(&play, "B", 1)->held_by, 0);
    assert_int_equal(play_cell(&play, "A", 1)->posts, 1);
    play_release(&play);
}

/* An attempt that no longer holds its job leaves nothing: its lease of 1 s is over at 1.1 s, and the second worker has
 * the job when the deploy ends both at 1.4 s. */
static void deploy_asks_nothing_of_who_lost_its_job(void **state)
{
    struct play play;

    (void)state;
    play_one_bot(&play, "none", "{limit: 2, wait: 1m}",
                 "platform: {workers: 2, on_crash: lease, lease: 1s}\n"
                 "faults:\n"
                 "  - {bot: B, before: call, kind: stall, for: 20s, attempts: [1]}\n"
                 "  - {platform: deploy, at: 1150ms, grace: 250ms, leaves: failure}\n");
    assert_int_equal(play_count(&play, EVENT_FAIL), 1);
    assert_int_equal(play_event(&play, EVENT_FAIL, 1)->attempt, 2);
    assert_int_equal(play.ledger.jobs[0].failures, 1);
    play_release(&play);
}

/* The failure of an attempt is what its outcome was, also where its job was put back beside it. */
static void attempt_that_a_deploy_fails_has_failed(void **state)
{
    static const struct {
        const char *leaves;
        enum attempt_outcome outcome;
    } rows[] = {
        {"push-back", ATTEMPT_UNKNOWN},
        {"push-back-and-raise", ATTEMPT_FAILED},
        {"crash", ATTEMPT_UNKNOWN},
        {"failure", ATTEMPT_FAILED},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct attempts attempts;
        struct play play;
        struct err err;

        play_two_jobs(&play, rows[i].leaves);
        assert_true(attempts_take(&play.trace, play.trace.count, &attempts, &err));
        assert_int_equal(attempts.list[0].outcome, rows[i].outcome);
        attempts_release(&attempts);
        play_release(&play);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(deploy_leaves_what_its_word_says),
        cmocka_unit_test(deploys_own_word_goes_first),
        cmocka_unit_test(deploy_starts_again_what_was_down),
        cmocka_unit_test(deploy_ends_what_is_frozen_as_a_crash),
        cmocka_unit_test(deploy_keeps_the_order_of_the_jobs),
        cmocka_unit_test(run_on_ends_each_process_with_its_last_attempt),
        cmocka_unit_test(run_on_ends_with_a_fetch_that_fails),
        cmocka_unit_test(run_on_is_blamed_on_who_kept_it),
        cmocka_unit_test(failure_of_a_deploy_is_its_own),
        cmocka_unit_test(deploy_asks_nothing_of_who_lost_its_job),
        cmocka_unit_test(attempt_that_a_deploy_fails_has_failed),
    };

    return test_main("engine_deploy", tests, sizeof tests / sizeof *tests);
}
