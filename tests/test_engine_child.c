/* A job's own child process dies, and its worker sees it. */
#include "support/play.h"
#include "support/test.h"

#include <stdio.h>
#include <string.h>

#include "trace/attempt.h"

/* One job of one post: taken at 0.1 s, posted at 0.5 s (0.6 s where it is acknowledged early), done at 2.1 s. Its child
 * dies in this gap, so many times. */
struct row {
    const char *platform, *gap, *times, *retry;
    enum job_state state;
    uint32_t posts, attempts, failures;
    msec fetched; /* when the last attempt takes it */
};

#define POST "bot: B, after: commit"
#define AT(where) "job: J, " where

/* By hand. A worker goes on at once and takes a job in 0.1 s; a retry is due a minute after its failure. A fetch that
 * fails is tried again after its 0.1 s. */
static const struct row table[] = {
    /* as ever: the process is gone, and lost what it had; or is back at 1.5 s */
    {"on_child_crash: as-crash", POST, "1", "{limit: 1, wait: 1m}", JOB_LOST, 1, 1, 0, 100},
    {"on_child_crash: as-crash, on_crash: requeue", POST, "1", "{limit: 0}", JOB_SUCCEEDED, 2, 2, 0, 1600},
    /* the last failure of all, whatever retries are left */
    {"on_child_crash: fail", POST, "1", "{limit: 3, wait: 1m}", JOB_DEAD, 1, 1, 1, 100},
    {"on_child_crash: fail, on_crash: requeue", POST, "1", "{limit: 0}", JOB_DEAD, 1, 1, 1, 100},
    {"on_child_crash: fail, acknowledge: early", POST, "1", "{limit: 3, wait: 1m}", JOB_DEAD, 1, 1, 1, 100},
    /* one like any other, also of a job that its queue has let go of */
    {"on_child_crash: retry", POST, "1", "{limit: 1, wait: 1m}", JOB_SUCCEEDED, 2, 2, 1, 60600},
    {"on_child_crash: retry", POST, "2", "{limit: 1, wait: 1m}", JOB_DEAD, 2, 2, 2, 60600},
    {"on_child_crash: retry, acknowledge: early", POST, "1", "{limit: 1, wait: 1m}", JOB_SUCCEEDED, 2, 2, 1, 60700},
    {"on_child_crash: retry", POST, "1", "{limit: 0}", JOB_DEAD, 1, 1, 1, 100},
    /* none: at once, each time, until it came back often enough; but not what was acknowledged early */
    {"on_child_crash: requeue", POST, "1", "{limit: 0}", JOB_SUCCEEDED, 2, 2, 0, 600},
    {"on_child_crash: requeue", POST, "4", "{limit: 0}", JOB_SUCCEEDED, 5, 5, 0, 2100},
    {"on_child_crash: requeue, on_crash: requeue, recoveries: 2", POST, "4", "{limit: 0}", JOB_DEAD, 3, 3, 0, 1100},
    {"on_child_crash: requeue, acknowledge: early", POST, "1", "{limit: 0}", JOB_LOST, 1, 1, 0, 100},
    /* nothing was taken: once, and no trace of it */
    {"on_child_crash: fail", AT("before: fetch"), "1", "{limit: 0}", JOB_SUCCEEDED, 1, 1, 0, 200},
    {"on_child_crash: requeue", AT("before: fetch"), "1", "{limit: 0}", JOB_SUCCEEDED, 1, 1, 0, 200},
    /* taken, and nothing done; everything done, and the queue has not heard of it; the job is over */
    {"on_child_crash: retry", AT("after: fetch"), "1", "{limit: 1, wait: 1m}", JOB_SUCCEEDED, 1, 2, 1, 60200},
    {"on_child_crash: requeue", AT("after: fetch"), "1", "{limit: 0}", JOB_SUCCEEDED, 1, 2, 0, 200},
    {"on_child_crash: requeue", AT("before: acknowledge"), "1", "{limit: 0}", JOB_SUCCEEDED, 2, 2, 0, 2100},
    {"on_child_crash: fail", AT("before: acknowledge"), "1", "{limit: 0}", JOB_DEAD, 1, 1, 1, 100},
    {"on_child_crash: fail", AT("after: acknowledge"), "1", "{limit: 0}", JOB_SUCCEEDED, 1, 1, 0, 100},
    /* in a queue that lets go early it is lost only once it has let go */
    {"on_child_crash: requeue, acknowledge: early", AT("after: fetch"), "1", "{limit: 0}", JOB_SUCCEEDED, 1, 2, 0, 200},
};

static void child_crash_does_what_its_word_says(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        const struct row *row = &table[i];
        bool is_seen = strstr(row->platform, "as-crash") == NULL;
        char lines[300];
        struct play play;

        snprintf(lines, sizeof lines, "platform: {%s}\nfaults: [{%s, kind: crash, times: %s}]", row->platform, row->gap,
                 row->times);
        play_one_bot(&play, "none", row->retry, lines);
        assert_int_equal(play.ledger.jobs[0].state, row->state);
        assert_int_equal(play.ledger.jobs[0].attempts, row->attempts);
        assert_int_equal(play.ledger.jobs[0].failures, row->failures);
        assert_int_equal(play_cell(&play, "B", 1)->posts, row->posts);
        ASSERT_MSEC(play_event(&play, EVENT_FETCH, row->attempts)->time, row->fetched);
        assert_int_equal(play_count(&play, EVENT_CRASH), is_seen ? 0 : 1);
        assert_int_equal(play_count(&play, EVENT_RESTART), is_seen ? 0 : 1);
        play_release(&play);
    }
}

/* A job that gives up at its child's death is kept or gone as any other; no rescue sees it. */
static void child_crash_ends_a_job_as_its_policy_says(void **state)
{
    struct play play;

    (void)state;
    play_yaml(&play, "bots: [{name: B, post: hello}]\n"
                     "jobs: [{name: J, steps: [{post: B}], exhausted: discard, rescue: exit}]\n"
                     "platform: {on_child_crash: fail}\n"
                     "schedule: [{enqueue: J}]\n"
                     "faults: [{bot: B, after: call, kind: crash}]\n");
    assert_int_equal(play.ledger.jobs[0].state, JOB_DISCARDED);
    assert_int_equal(play_count(&play, EVENT_RESCUE), 0);
    assert_int_equal(play_cell(&play, "B", 1)->posts, 0);
    play_release(&play);
}

static const char *const two_jobs = "bots: [{name: A, post: a}, {name: B, post: b}]\n"
                                    "jobs: [{name: JA, steps: [{post: A}]}, {name: JB, steps: [{post: B}]}]\n"
                                    "schedule: [{enqueue: JA}, {enqueue: JB}]\n";

/* The job beside it in the same process does not notice; a kill takes both. */
static void child_crash_takes_its_own_job_alone(void **state)
{
    static const struct {
        const char *fault;
        uint32_t a_posts, b_posts;
    } rows[] = {{"{bot: A, before: commit, kind: crash}", 0, 1}, {"{platform: kill, at: 400ms}", 0, 0}};

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        char yaml[500];
        struct play play;

        snprintf(yaml, sizeof yaml, "%splatform: {workers: 2, on_child_crash: fail}\nfaults: [%s]\n", two_jobs,
                 rows[i].fault);
        play_yaml(&play, yaml);
        assert_int_equal(play_cell(&play, "A", 1)->posts, rows[i].a_posts);
        assert_int_equal(play_cell(&play, "B", 1)->posts, rows[i].b_posts);
        play_release(&play);
    }
}

/* It goes in front of the jobs that wait: A's, whose child dies at 0.4 s, is taken again before B's. */
static void child_crash_puts_its_job_first(void **state)
{
    char yaml[500];
    struct play play;

    (void)state;
    snprintf(yaml, sizeof yaml,
             "%splatform: {on_child_crash: requeue}\nfaults: [{bot: A, before: commit, kind: crash}]\n", two_jobs);
    play_yaml(&play, yaml);
    assert_int_equal(play_event(&play, EVENT_FETCH, 2)->job, play_event(&play, EVENT_FETCH, 1)->job);
    ASSERT_MSEC(play_event(&play, EVENT_FETCH, 2)->time, 400);
    play_release(&play);
}

/* Its lease of 10 s is over when the child dies at 20.5 s: nobody counts that, and the job went on without it. */
static void child_crash_of_who_lost_its_job_is_stale(void **state)
{
    struct play play;

    (void)state;
    play_one_bot(&play, "none", "{limit: 0}",
                 "platform: {workers: 2, on_crash: lease, lease: 10s, on_child_crash: fail}\n"
                 "faults:\n"
                 "  - {bot: B, after: call, kind: stall, for: 20s, attempts: [1]}\n"
                 "  - {bot: B, after: commit, kind: crash, attempts: [1]}\n");
    assert_int_equal(play_event(&play, EVENT_FAIL, 1)->detail, 1);
    assert_int_equal(play.ledger.jobs[0].failures, 0);
    assert_int_equal(play.ledger.jobs[0].state, JOB_SUCCEEDED);
    play_release(&play);
}

/* What the system recorded of the attempt: nothing where the job went back, else a failure, of which nobody can tell
 * what it left between a call and its reply. */
static void attempt_of_a_child_is_what_was_recorded(void **state)
{
    static const struct {
        const char *way, *gap;
        enum attempt_outcome outcome;
    } rows[] = {
        {"requeue", "before: call", ATTEMPT_UNKNOWN},
        {"fail", "before: call", ATTEMPT_FAILED},
        {"retry", "after: reply", ATTEMPT_FAILED},
        {"retry", "after: commit", ATTEMPT_UNKNOWN},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct attempts attempts;
        char lines[200];
        struct play play;
        struct err err;

        snprintf(lines, sizeof lines, "platform: {on_child_crash: %s}\nfaults: [{bot: B, %s, kind: crash}]",
                 rows[i].way, rows[i].gap);
        play_one_bot(&play, "none", "{limit: 1, wait: 1m}", lines);
        assert_true(attempts_take(&play.trace, play.trace.count, &attempts, &err));
        assert_int_equal(attempts.list[0].outcome, rows[i].outcome);
        attempts_release(&attempts);
        play_release(&play);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(child_crash_does_what_its_word_says),
        cmocka_unit_test(child_crash_ends_a_job_as_its_policy_says),
        cmocka_unit_test(child_crash_takes_its_own_job_alone),
        cmocka_unit_test(child_crash_puts_its_job_first),
        cmocka_unit_test(child_crash_of_who_lost_its_job_is_stale),
        cmocka_unit_test(attempt_of_a_child_is_what_was_recorded),
    };

    return test_main("engine_child", tests, sizeof tests / sizeof *tests);
}
