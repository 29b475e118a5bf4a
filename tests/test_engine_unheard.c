/* Errors at a fetch and at an acknowledge: no rescue sees them, no failure is counted, and the job is where the queue
 * has it. */
#include "support/play.h"
#include "support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "trace/attempt.h"

#define STAYS (-1) /* there is no second attempt */

/* What becomes of one job of one post whose first attempt is struck there. */
struct unheard {
    const char *acknowledge, *on_crash, *gap;
    uint32_t posts;
    enum job_state state;
    msec fetched;      /* when the last attempt takes it */
    msec after_a_kill; /* the same where the process is killed at 300 s; STAYS: as without */
};

/* By hand. The job is taken at 0.1 s and its steps take 1.9 s. A lease of 10 min ends at 600.1 s, whatever dies
 * meanwhile. A process that is killed at 300 s is back at 301 s; its jobs come back at once (requeue), and are taken at
 * 301.1 s, or when its heartbeat was missed for a minute, at 360 s, and are taken at 360.1 s. A fetch that fails at 0 is
 * asked again when its 0.1 s are over, and takes the job at 0.2 s. */
static const struct unheard table[] = {
    /* nothing was taken: once, and no trace of it */
    {"late", "lost", "before: fetch", 1, JOB_SUCCEEDED, 200, STAYS},
    {"late", "requeue", "before: fetch", 1, JOB_SUCCEEDED, 200, STAYS},
    {"late", "lease, lease: 10m", "before: fetch", 1, JOB_SUCCEEDED, 200, STAYS},
    {"late", "heartbeat, heartbeat: 1m", "before: fetch", 1, JOB_SUCCEEDED, 200, STAYS},
    {"early", "lost", "before: fetch", 1, JOB_SUCCEEDED, 200, STAYS},
    {"early", "requeue", "before: fetch", 1, JOB_SUCCEEDED, 200, STAYS},
    {"early", "lease, lease: 10m", "before: fetch", 1, JOB_SUCCEEDED, 200, STAYS},
    {"early", "heartbeat, heartbeat: 1m", "before: fetch", 1, JOB_SUCCEEDED, 200, STAYS},
    /* taken, and no step begun: the queue holds it, or never thinks of it again */
    {"late", "lost", "after: fetch", 0, JOB_LOST, 100, STAYS},
    {"late", "requeue", "after: fetch", 0, JOB_RUNNING, 100, 301100},
    {"late", "lease, lease: 10m", "after: fetch", 1, JOB_SUCCEEDED, 600200, 600200},
    {"late", "heartbeat, heartbeat: 1m", "after: fetch", 0, JOB_RUNNING, 100, 360100},
    /* a queue that lets go before the work lets go as it hands the job out */
    {"early", "lost", "after: fetch", 0, JOB_LOST, 100, STAYS},
    {"early", "requeue", "after: fetch", 0, JOB_LOST, 100, STAYS},
    {"early", "lease, lease: 10m", "after: fetch", 0, JOB_LOST, 100, STAYS},
    {"early", "heartbeat, heartbeat: 1m", "after: fetch", 0, JOB_LOST, 100, STAYS},
    /* the work is done, and the queue does not know: it is done again once the job comes back */
    {"late", "lost", "before: acknowledge", 1, JOB_LOST, 100, STAYS},
    {"late", "requeue", "before: acknowledge", 1, JOB_RUNNING, 100, 301100},
    {"late", "lease, lease: 10m", "before: acknowledge", 2, JOB_SUCCEEDED, 600200, 600200},
    {"late", "heartbeat, heartbeat: 1m", "before: acknowledge", 1, JOB_RUNNING, 100, 360100},
    /* the queue did not hear that it was to let go: the work is still to be done */
    {"early", "lost", "before: acknowledge", 0, JOB_LOST, 100, STAYS},
    {"early", "requeue", "before: acknowledge", 0, JOB_RUNNING, 100, 301100},
    {"early", "lease, lease: 10m", "before: acknowledge", 1, JOB_SUCCEEDED, 600200, 600200},
    {"early", "heartbeat, heartbeat: 1m", "before: acknowledge", 0, JOB_RUNNING, 100, 360100},
    /* the queue has let go */
    {"late", "lost", "after: acknowledge", 1, JOB_SUCCEEDED, 100, STAYS},
    {"late", "requeue", "after: acknowledge", 1, JOB_SUCCEEDED, 100, STAYS},
    {"late", "lease, lease: 10m", "after: acknowledge", 1, JOB_SUCCEEDED, 100, STAYS},
    {"late", "heartbeat, heartbeat: 1m", "after: acknowledge", 1, JOB_SUCCEEDED, 100, STAYS},
    {"early", "lost", "after: acknowledge", 0, JOB_LOST, 100, STAYS},
    {"early", "requeue", "after: acknowledge", 0, JOB_LOST, 100, STAYS},
    {"early", "lease, lease: 10m", "after: acknowledge", 0, JOB_LOST, 100, STAYS},
    {"early", "heartbeat, heartbeat: 1m", "after: acknowledge", 0, JOB_LOST, 100, STAYS},
};

static void play_unheard(struct play *play, const struct unheard *row, const char *more)
{
    char yaml[600];

    snprintf(yaml, sizeof yaml,
             "bots: [{name: B, post: b}]\n"
             "jobs: [{name: J, rescue: exit, retry: {limit: 3, wait: 1s}, steps: [{post: B}]}]\n"
             "platform: {acknowledge: %s, on_crash: %s}\nschedule: [{enqueue: J}]\n"
             "faults:\n  - {job: J, %s, kind: error}\n%s",
             row->acknowledge, row->on_crash, row->gap, more);
    play_yaml(play, yaml);
}

/* Only a fetch that failed before it took anything leaves an attempt that knows its end. */
static void expect_unknown(const struct play *play, bool is_unknown)
{
    struct attempts attempts;
    struct err err;

    assert_true(attempts_take(&play->trace, play->trace.count, &attempts, &err));
    assert_int_equal(attempts.list[0].outcome, is_unknown ? ATTEMPT_UNKNOWN : ATTEMPT_OK);
    for (uint32_t i = 1; i < attempts.count; i++)
        assert_int_equal(attempts.list[i].outcome, ATTEMPT_OK);
    attempts_release(&attempts);
}

static void expect_unheard(const struct play *play, const struct unheard *row)
{
    const struct ledger_job *job = &play->ledger.jobs[0];
    uint32_t posts = play_cell(play, "B", 1)->posts;
    msec fetched = play_event(play, EVENT_FETCH, play_count(play, EVENT_FETCH))->time;

    if (posts != row->posts || job->state != row->state || fetched != row->fetched)
        fail_msg("acknowledge: %s, on_crash: %s, %s: %u posts, %s, taken at %lld ms; expected %u, %s, %lld",
                 row->acknowledge, row->on_crash, row->gap, posts, job_state_names[job->state], (long long)fetched,
                 row->posts, job_state_names[row->state], (long long)row->fetched);
    assert_int_equal(play_count(play, EVENT_STRIKE), 1);
    assert_int_equal(job->failures, 0);
    assert_int_equal(play_count(play, EVENT_RESCUE) + play_count(play, EVENT_FAIL) + play_count(play, EVENT_RETRY), 0);
    assert_int_equal(job->attempts, play_count(play, EVENT_FETCH));
    expect_unknown(play, strcmp(row->gap, "before: fetch") != 0);
}

static void errors_at_fetch_and_acknowledge_leave_the_job_where_the_queue_has_it(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        struct play play;

        play_unheard(&play, &table[i], "");
        expect_unheard(&play, &table[i]);
        play_release(&play);
    }
}

/* What the queue holds for a process comes back when that dies, and is then done: once more where it had been done. What
 * comes back otherwise, or not at all, does so all the same. */
static void jobs_that_a_process_holds_come_back_when_it_dies(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        struct unheard row = table[i];
        struct play play;

        if (row.after_a_kill != STAYS) {
            row.posts += row.state == JOB_RUNNING;
            row.state = JOB_SUCCEEDED;
            row.fetched = row.after_a_kill;
        }
        play_unheard(&play, &row, "  - {platform: kill, at: 300s}\n");
        expect_unheard(&play, &row);
        play_release(&play);
    }
}

/* A deploy ends the process, too. At 300 s it begins, 25 s later its grace is over, and a second after that the process
 * is back. */
static void jobs_that_a_process_holds_come_back_with_a_deploy(void **state)
{
    const struct unheard row = {"late", "requeue", "before: acknowledge", 2, JOB_SUCCEEDED, 326100, STAYS};
    struct play play;

    (void)state;
    play_unheard(&play, &row, "  - {platform: deploy, at: 300s}\n");
    expect_unheard(&play, &row);
    play_release(&play);
}

/* Three jobs, one after the other, are left behind before their acknowledges. The death of another process brings
 * nothing back; that of their own does, and without anybody else to take them they are taken in their order. */
static void jobs_that_a_process_holds_come_back_with_that_process_alone(void **state)
{
    static const char *const processes[] = {"1", "2"};

    (void)state;
    for (int i = 0; i < 2; i++) {
        struct play play;
        char yaml[600];

        snprintf(yaml, sizeof yaml,
                 "bots: [{name: B, post: b}]\njobs: [{name: J, steps: [{post: B}]}]\n"
                 "platform: {processes: %s, on_crash: requeue}\nschedule: [{enqueue: J, times: 3, every: 1m}]\n"
                 "faults:\n  - {job: J, before: acknowledge, kind: error, times: always, attempts: [1]}\n"
                 "  - {platform: kill, at: 300s}\n%s",
                 processes[i], i > 0 ? "  - {platform: kill, at: 200s, process: 2}\n" : "");
        play_yaml(&play, yaml);
        assert_int_equal(play_count(&play, EVENT_RECOVER), 3);
        for (uint32_t n = 1; n <= 3; n++) {
            ASSERT_MSEC(play_event(&play, EVENT_RECOVER, n)->time, 300000);
            if (i == 0)
                assert_int_equal(play_event(&play, EVENT_FETCH, 3 + n)->job, n);
        }
        play_release(&play);
    }
}

/* While one worker waits to ask again, another may take the job: the second process does so at once. */
static void job_whose_fetch_failed_is_taken_by_another_worker(void **state)
{
    struct play play;

    (void)state;
    play_yaml(&play, "bots: [{name: B, post: b}]\njobs: [{name: J, steps: [{post: B}]}]\n"
                     "platform: {processes: 2}\nschedule: [{enqueue: J}]\n"
                     "faults: [{job: J, before: fetch, kind: error}]\n");
    assert_int_equal(play_event(&play, EVENT_FETCH, 1)->worker, 1);
    ASSERT_MSEC(play_event(&play, EVENT_FETCH, 1)->time, 100);
    assert_int_equal(play_event(&play, EVENT_FETCH, 1)->attempt, 1);
    play_release(&play);
}

/* The connection to the queue is gone for the first 10 s: the worker asks every 0.1 s, and takes the job with the
 * hundredth and first. It dies while it waits, at 4.95 s, and is back a second later. */
static void worker_asks_again_until_the_queue_answers(void **state)
{
    struct play play;

    (void)state;
    play_yaml(&play, "bots: [{name: B, post: b}]\njobs: [{name: J, steps: [{post: B}]}]\n"
                     "schedule: [{enqueue: J}]\n"
                     "faults:\n  - {job: J, before: fetch, kind: error, times: always, until: 10s}\n");
    assert_int_equal(play_count(&play, EVENT_STRIKE), 100);
    ASSERT_MSEC(play_event(&play, EVENT_FETCH, 1)->time, 10100);
    play_release(&play);
    play_yaml(&play, "bots: [{name: B, post: b}]\njobs: [{name: J, steps: [{post: B}]}]\n"
                     "schedule: [{enqueue: J}]\n"
                     "faults:\n  - {job: J, before: fetch, kind: error, times: always, until: 10s}\n"
                     "  - {platform: kill, at: 4950ms}\n");
    /* at 0, 0.1, … 4.9 s and 5.95, 6.05, … 9.95 s */
    assert_int_equal(play_count(&play, EVENT_STRIKE), 50 + 41);
    ASSERT_MSEC(play_event(&play, EVENT_FETCH, 1)->time, 10150);
    play_release(&play);
}

/* A repeated delivery whose acknowledge fails decides nothing: the first one ends the job. */
static void repeated_delivery_that_fails_changes_nothing(void **state)
{
    struct play play;

    (void)state;
    play_yaml(&play, "bots: [{name: B, post: b}]\njobs: [{name: J, steps: [{post: B}]}]\n"
                     "platform: {on_crash: requeue}\nschedule: [{enqueue: J}]\n"
                     "faults:\n  - {platform: twice, job: J}\n"
                     "  - {job: J, before: acknowledge, kind: error, attempts: [2]}\n");
    assert_int_equal(play_cell(&play, "B", 1)->posts, 2);
    assert_int_equal(play_count(&play, EVENT_STRIKE), 1);
    assert_int_equal(play_count(&play, EVENT_ORPHAN), 0);
    assert_int_equal(play.ledger.jobs[0].state, JOB_SUCCEEDED);
    play_release(&play);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(errors_at_fetch_and_acknowledge_leave_the_job_where_the_queue_has_it),
        cmocka_unit_test(jobs_that_a_process_holds_come_back_when_it_dies),
        cmocka_unit_test(jobs_that_a_process_holds_come_back_with_a_deploy),
        cmocka_unit_test(jobs_that_a_process_holds_come_back_with_that_process_alone),
        cmocka_unit_test(job_whose_fetch_failed_is_taken_by_another_worker),
        cmocka_unit_test(worker_asks_again_until_the_queue_answers),
        cmocka_unit_test(repeated_delivery_that_fails_changes_nothing),
    };

    return test_main("engine_unheard", tests, sizeof tests / sizeof *tests);
}
