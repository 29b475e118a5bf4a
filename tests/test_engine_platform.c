/* Crashes, leases, deploys, queues, retries: what the platform does with jobs. */
#include "support/play.h"
#include "support/test.h"

#include <stdio.h>
#include <string.h>

/* One unguarded bot whose only worker dies once right after the commit at 500 ms. */
static void crash_after_commit(struct play *play, const char *platform, const char *more_faults)
{
    char lines[400];

    snprintf(lines, sizeof lines, "platform: %s\nfaults:\n  - {bot: B, after: commit, kind: crash}\n%s", platform,
             more_faults);
    play_one_bot(play, "none", "{limit: 3, wait: 1m}", lines);
}

/* Pop-style fetching: nobody knows the job any more. The post was made, the loss shows nowhere. */
static void crash_with_lost_jobs_loses_the_job(void **state)
{
    struct play play;

    (void)state;
    crash_after_commit(&play, "{on_crash: lost}", "");
    assert_int_equal(play.ledger.jobs[0].state, JOB_LOST);
    assert_int_equal(play.ledger.jobs[0].attempts, 1);
    assert_int_equal(play_cell(&play, "B", 1)->posts, 1);
    play_release(&play);
}

/* Each policy brings the job back at its own time, to a process that is up again 1 s after the crash at 500: at once
 * (fetched when the process is up: 1500 + 100), when the lease of 30 s that began with the fetch at 100 ends (30100 +
 * 100), or 60 s after the crash (60500 + 100). A recovery adds an attempt and no failure. */
static void crash_recovers_as_the_policy_says(void **state)
{
    static const struct {
        const char *platform;
        msec fetched;
    } cases[] = {
        {"{on_crash: requeue}", 1600},
        {"{on_crash: lease, lease: 30s}", 30200},
        {"{on_crash: heartbeat, heartbeat: 60s}", 60600},
    };

    (void)state;
    for (size_t i = 0; i < 3; i++) {
        struct play play;

        crash_after_commit(&play, cases[i].platform, "");
        ASSERT_MSEC(play_event(&play, EVENT_FETCH, 2)->time, cases[i].fetched);
        assert_int_equal(play.ledger.jobs[0].attempts, 2);
        assert_int_equal(play.ledger.jobs[0].failures, 0);
        assert_int_equal(play.ledger.jobs[0].state, JOB_SUCCEEDED);
        assert_int_equal(play_cell(&play, "B", 1)->posts, 2);
        play_release(&play);
    }
}

/* Two recoveries are allowed; the third crash makes the job dead after three attempts. */
static void crash_beyond_the_recoveries_is_dead(void **state)
{
    struct play play;

    (void)state;
    play_one_bot(
        &play, "none", "{limit: 3, wait: 1m}",
        "platform: {on_crash: requeue, recoveries: 2}\nfaults: [{bot: B, before: call, kind: crash, times: always}]");
    assert_int_equal(play.ledger.jobs[0].state, JOB_DEAD);
    assert_int_equal(play.ledger.jobs[0].attempts, 3);
    assert_int_equal(play.ledger.jobs[0].failures, 0);
    assert_int_equal(play_count(&play, EVENT_RECOVER), 2);
    assert_false(play_cell(&play, "B", 1)->is_silent);
    play_release(&play);
}

/* Where a crash counts, what brought a job back is a failure at that instant: at 500 with the crash, at 30100 when the
 * lease ends that began with the fetch at 100, at 60500 when the heartbeat is missed. It is retried 1 min later and
 * fetched 100 ms after that; nothing is recovered. */
static void crash_that_counts_is_retried(void **state)
{
    static const struct {
        const char *platform;
        msec counted;
        bool is_lease;
    } cases[] = {
        {"{on_crash: requeue, crash_counts: yes}", 500, false},
        {"{on_crash: lease, lease: 30s, crash_counts: yes}", 30100, true},
        {"{on_crash: heartbeat, heartbeat: 60s, crash_counts: yes}", 60500, false},
    };

    (void)state;
    for (size_t i = 0; i < 3; i++) {
        const struct event *counted;
        struct play play;

        crash_after_commit(&play, cases[i].platform, "");
        counted = play_event(&play, EVENT_COUNTED, 1);
        ASSERT_MSEC(counted->time, cases[i].counted);
        ASSERT_I64(counted->value, 1);
        assert_int_equal(counted->detail, cases[i].is_lease);
        ASSERT_MSEC(play_event(&play, EVENT_FETCH, 2)->time, cases[i].counted + 60000 + 100);
        assert_int_equal(play_count(&play, EVENT_RECOVER), 0);
        assert_int_equal(play.ledger.jobs[0].failures, 1);
        assert_int_equal(play.ledger.jobs[0].state, JOB_SUCCEEDED);
        play_release(&play);
    }
}

/* A crash and an error are failures alike: with one retry, the second of either exhausts the job, which is then told
 * apart from one that came back too often by its failures. */
static void crash_that_counts_uses_up_a_retry(void **state)
{
    static const char *const kinds[][2] = {{"crash", "error"}, {"error", "crash"}, {"crash", "crash"}};

    (void)state;
    for (size_t i = 0; i < 3; i++) {
        char lines[300];
        struct play play;

        snprintf(lines, sizeof lines,
                 "platform: {on_crash: requeue, crash_counts: yes}\nfaults:\n"
                 "  - {bot: B, after: commit, kind: %s, attempts: [1]}\n"
                 "  - {bot: B, after: commit, kind: %s, attempts: [2]}",
                 kinds[i][0], kinds[i][1]);
        play_one_bot(&play, "none", "{limit: 1, wait: 1m}", lines);
        assert_int_equal(play.ledger.jobs[0].state, JOB_DEAD);
        assert_int_equal(play.ledger.jobs[0].attempts, 2);
        assert_int_equal(play.ledger.jobs[0].failures, 2);
        assert_int_equal(play_cell(&play, "B", 1)->posts, 2);
        play_release(&play);
    }
}

/* The limit of recoveries stands beside that of retries: the second crash is one too many, at once, and no failure. */
static void crash_that_counts_is_limited_by_recoveries_too(void **state)
{
    struct play play;

    (void)state;
    play_one_bot(&play, "none", "{limit: 3, wait: 1m}",
                 "platform: {on_crash: requeue, recoveries: 1, crash_counts: yes}\n"
                 "faults: [{bot: B, before: call, kind: crash, times: always}]");
    assert_int_equal(play.ledger.jobs[0].state, JOB_DEAD);
    assert_int_equal(play.ledger.jobs[0].attempts, 2);
    assert_int_equal(play.ledger.jobs[0].failures, 1);
    play_release(&play);
}

/* A lease that ends under an attempt at work, at 30100, is a failure: the retry, due at 90100, posts at 90100 + 100 +
 * 400. The stalled attempt posts at 300 + 40000 + 200, and nobody listens to its acknowledge. */
static void lease_over_counts_under_a_living_attempt(void **state)
{
    struct play play;

    (void)state;
    play_one_bot(&play, "none", "{limit: 1, wait: 1m}",
                 "platform: {workers: 2, on_crash: lease, lease: 30s, crash_counts: yes}\n"
                 "faults: [{bot: B, before: commit, kind: stall, for: 40s}]");
    ASSERT_MSEC(play_event(&play, EVENT_COUNTED, 1)->time, 30100);
    ASSERT_MSEC(play_event(&play, EVENT_COMMIT, 1)->time, 40500);
    assert_int_equal(play_event(&play, EVENT_ACKNOWLEDGE, 1)->detail, 1);
    ASSERT_MSEC(play_event(&play, EVENT_COMMIT, 2)->time, 90600);
    assert_int_equal(play_event(&play, EVENT_COMMIT, 2)->attempt, 2);
    assert_int_equal(play.ledger.jobs[0].state, JOB_SUCCEEDED);
    assert_int_equal(play.ledger.jobs[0].failures, 1);
    play_release(&play);
}

/* A pod or a function that dies each time: 1 + 6 executions of a CronJob, 1 + 2 of a function (the retries are the
 * systems' numbers, src/model/preset.c), and as many where it fails each time. */
static void crash_of_a_pod_or_a_function_is_one_of_its_retries(void **state)
{
    static const struct {
        const char *preset;
        uint32_t attempts;
        enum job_state state;
    } cases[] = {{"cron", 7, JOB_DEAD}, {"lambda", 3, JOB_DISCARDED}};
    static const char *const kinds[] = {"crash", "error"};

    (void)state;
    for (size_t i = 0; i < 4; i++) {
        char yaml[300];
        struct play play;

        snprintf(yaml, sizeof yaml,
                 "bots: [{name: B, post: hello}]\njobs: [{name: J, steps: [{post: B}]}]\n"
                 "platform: {preset: %s}\nschedule: [{enqueue: J}]\n"
                 "faults: [{bot: B, before: commit, kind: %s, times: always}]\n",
                 cases[i / 2].preset, kinds[i % 2]);
        play_yaml(&play, yaml);
        assert_int_equal(play.ledger.jobs[0].attempts, cases[i / 2].attempts);
        assert_int_equal(play.ledger.jobs[0].state, cases[i / 2].state);
        play_release(&play);
    }
}

/* Four jobs of one worker. The first fails at 300 and is due again so long after that; the second is fetched at 400, and
 * something strikes it at 600, which is retried 900 ms later. */
static void play_queue(struct play *play, const char *platform, const char *first_wait, const char *kind)
{
    char yaml[900];

    snprintf(yaml, sizeof yaml,
             "bots: [{name: A, post: a}, {name: B, post: b}, {name: C, post: c}, {name: D, post: d}]\n"
             "jobs:\n  - {name: J, steps: [{post: A}], retry: {limit: 1, wait: %s}}\n"
             "  - {name: K, steps: [{post: B}], retry: {limit: 1, wait: 900ms}}\n"
             "  - {name: L, steps: [{post: C}]}\n  - {name: M, steps: [{post: D}]}\n"
             "platform: {%s}\nschedule: [{enqueue: J}, {enqueue: K}, {enqueue: L}, {enqueue: M}]\n"
             "faults:\n  - {bot: A, before: commit, kind: error}\n  - {bot: B, before: commit, kind: %s}\n",
             first_wait, platform, kind);
    play_yaml(play, yaml);
}

static void assert_posted(const struct play *play, const char *order)
{
    assert_int_equal(play_count(play, EVENT_COMMIT), strlen(order));
    for (uint32_t n = 0; order[n]; n++)
        assert_int_equal(play->scenario->bots[play_event(play, EVENT_COMMIT, n + 1)->bot].name[0], order[n]);
}

/* The third job runs from 600 on when the first is due at 1000 and the second at 1500; the fourth waits. At the tail
 * both go behind it; to their old places, before it; to the head, the later one first. */
static void retry_goes_where_the_platform_says(void **state)
{
    static const struct {
        const char *platform, *order;
    } cases[] = {{"", "CDAB"}, {"retried_at: tail", "CDAB"}, {"retried_at: place", "CABD"}, {"retried_at: head", "CBAD"}};

    (void)state;
    for (size_t i = 0; i < 4; i++) {
        struct play play;

        play_queue(&play, cases[i].platform, "700ms", "error");
        assert_posted(&play, cases[i].order);
        play_release(&play);
    }
}

/* A crash that counts goes the same way. Nobody works from 600 to 1600, so that the third job waits as the fourth
 * does. */
static void crash_that_counts_goes_where_retries_go(void **state)
{
    static const struct {
        const char *place, *order;
    } cases[] = {{"tail", "CDAB"}, {"place", "ABCD"}, {"head", "BACD"}};

    (void)state;
    for (size_t i = 0; i < 3; i++) {
        char platform[100];
        struct play play;

        snprintf(platform, sizeof platform, "on_crash: requeue, crash_counts: yes, retried_at: %s", cases[i].place);
        play_queue(&play, platform, "700ms", "crash");
        assert_posted(&play, cases[i].order);
        play_release(&play);
    }
}

/* The first job is due at 400 and stands before the third when the second is recovered at 600: behind all, behind the
 * first, before all. */
static void recovery_goes_where_the_platform_says(void **state)
{
    static const struct {
        const char *platform, *order;
    } cases[] = {{"", "BACD"}, {", recovered_at: tail", "ACDB"}, {", recovered_at: place", "ABCD"}, {", recovered_at: head", "BACD"}};

    (void)state;
    for (size_t i = 0; i < 4; i++) {
        char platform[100];
        struct play play;

        snprintf(platform, sizeof platform, "on_crash: requeue, retried_at: place%s", cases[i].platform);
        play_queue(&play, platform, "100ms", "crash");
        assert_posted(&play, cases[i].order);
        assert_int_equal(play_count(&play, EVENT_RECOVER), 1);
        play_release(&play);
    }
}

/* One unguarded bot, retried 1 min later and once, under a lease of 30 s, every end of an attempt counting. The first
 * attempt is fetched at 100 and calls at 300; the second, where there is a worker for it, is fetched at 30200 and calls
 * at 30400. A stall of 40 s before the commit lets them post at 40500 and 70600, acknowledge 1600 after that. */
static void play_by_job(struct play *play, int workers, const char *more, const char *faults)
{
    char lines[400];

    snprintf(lines, sizeof lines, "platform: {workers: %d, on_crash: lease, lease: 30s, ended_lease: by-job}\nfaults:\n%s",
             workers, faults);
    play_one_bot(play, "none", more, lines);
}

/* The first success ends the job while it waits in its queue for a worker, … */
static void success_by_job_takes_it_out_of_its_queue(void **state)
{
    struct play play;

    (void)state;
    play_by_job(&play, 1, "{limit: 0}", "  - {bot: B, before: commit, kind: stall, for: 40s}");
    assert_int_equal(play_count(&play, EVENT_RECOVER), 1);
    ASSERT_MSEC(play_event(&play, EVENT_SUCCEED, 1)->time, 42100);
    assert_int_equal(play_event(&play, EVENT_ACKNOWLEDGE, 1)->detail, 0);
    assert_int_equal(play.ledger.jobs[0].state, JOB_SUCCEEDED);
    assert_int_equal(play.ledger.jobs[0].attempts, 1);
    assert_int_equal(play_cell(&play, "B", 1)->posts, 1);
    play_release(&play);
}

/* … while another attempt holds it, whose lease then ends nothing at 60200 and whose acknowledge comes too late, … */
static void success_by_job_leaves_the_holder_at_work(void **state)
{
    struct play play;

    (void)state;
    play_by_job(&play, 3, "{limit: 0}", "  - {bot: B, before: commit, kind: stall, for: 40s, times: 2}");
    ASSERT_MSEC(play_event(&play, EVENT_SUCCEED, 1)->time, 42100);
    assert_int_equal(play_event(&play, EVENT_SUCCEED, 1)->attempt, 1);
    ASSERT_MSEC(play_event(&play, EVENT_ACKNOWLEDGE, 2)->time, 72200);
    assert_int_equal(play_event(&play, EVENT_ACKNOWLEDGE, 2)->detail, 1);
    assert_int_equal(play_count(&play, EVENT_RECOVER), 1);
    assert_int_equal(play.ledger.jobs[0].attempts, 2);
    assert_int_equal(play_cell(&play, "B", 1)->posts, 2);
    play_release(&play);
}

/* … and while it waits for a retry, which never comes. */
static void success_by_job_ends_a_retry(void **state)
{
    struct play play;

    (void)state;
    play_by_job(&play, 2, "{limit: 1, wait: 1m}",
                "  - {bot: B, before: commit, kind: stall, for: 40s, attempts: [1]}\n"
                "  - {bot: B, before: commit, kind: error, attempts: [2]}");
    ASSERT_MSEC(play_event(&play, EVENT_RETRY, 1)->time, 30400);
    ASSERT_MSEC(play_event(&play, EVENT_SUCCEED, 1)->time, 42100);
    assert_int_equal(play_count(&play, EVENT_REQUEUE), 0);
    assert_int_equal(play.ledger.jobs[0].failures, 1);
    assert_int_equal(play_cell(&play, "B", 1)->posts, 1);
    play_release(&play);
}

/* The second worker has J, which came back at 30100, in its hands from 42050 on, when it is done with K (20000 + 100 + 50
 * + 21750 + 50 + 100); its fetch would be done at 42150. The success at 42100 takes it away, and the worker finds
 * nothing. At 42150 it takes the last of two jobs that come at 42120, the first worker the other one at once. */
static void success_by_job_takes_it_from_who_has_not_begun(void **state)
{
    struct play play;

    (void)state;
    play_yaml(&play, "bots: [{name: B, post: hello}]\n"
                     "jobs:\n  - {name: J, steps: [{post: B}]}\n  - {name: K, steps: [{wait: 21750ms}]}\n"
                     "  - {name: L, steps: [{wait: 1s}]}\n"
                     "platform: {workers: 2, on_crash: lease, lease: 30s, ended_lease: by-job}\n"
                     "schedule: [{enqueue: J}, {enqueue: K, at: 20s}, {enqueue: L, at: 42120ms, copies: 2}]\n"
                     "faults: [{bot: B, before: commit, kind: stall, for: 40s}]\n");
    ASSERT_MSEC(play_event(&play, EVENT_SUCCEED, 1)->time, 42050);
    ASSERT_MSEC(play_event(&play, EVENT_SUCCEED, 2)->time, 42100);
    assert_int_equal(play.ledger.jobs[0].attempts, 1);
    ASSERT_MSEC(play_event(&play, EVENT_FETCH, 3)->time, 42220);
    assert_int_equal(play_event(&play, EVENT_FETCH, 3)->worker, 0);
    ASSERT_MSEC(play_event(&play, EVENT_FETCH, 4)->time, 42250);
    assert_int_equal(play_event(&play, EVENT_FETCH, 4)->worker, 1);
    assert_int_equal(play_cell(&play, "B", 1)->posts, 1);
    play_release(&play);
}

/* A failure of the attempt whose lease is over, at 200 + 40000, counts: the job waits for its retry, due at 100200, while
 * the second attempt is at work; that one's success at 72200 ends it. */
static void failure_by_job_puts_back_what_another_holds(void **state)
{
    struct play play;

    (void)state;
    play_by_job(&play, 3, "{limit: 1, wait: 1m}",
                "  - {bot: B, before: call, kind: timeout, for: 40s, attempts: [1]}\n"
                "  - {bot: B, before: commit, kind: stall, for: 40s, attempts: [2]}");
    ASSERT_MSEC(play_event(&play, EVENT_FAIL, 1)->time, 40200);
    assert_int_equal(play_event(&play, EVENT_FAIL, 1)->detail, 0);
    ASSERT_I64(play_event(&play, EVENT_RETRY, 1)->value, 100200);
    ASSERT_MSEC(play_event(&play, EVENT_SUCCEED, 1)->time, 72200);
    assert_int_equal(play_event(&play, EVENT_SUCCEED, 1)->attempt, 2);
    assert_int_equal(play_count(&play, EVENT_REQUEUE), 0);
    assert_int_equal(play.ledger.jobs[0].failures, 1);
    play_release(&play);
}

/* The same with no retry left: dead at 40200, and what the second attempt comes to changes nothing but that it posts. */
static void failure_by_job_exhausts_what_another_holds(void **state)
{
    struct play play;

    (void)state;
    play_by_job(&play, 3, "{limit: 0}",
                "  - {bot: B, before: call, kind: timeout, for: 40s, attempts: [1]}\n"
                "  - {bot: B, before: commit, kind: stall, for: 40s, attempts: [2]}");
    ASSERT_MSEC(play_event(&play, EVENT_DEAD, 1)->time, 40200);
    ASSERT_MSEC(play_event(&play, EVENT_COMMIT, 1)->time, 70600);
    assert_int_equal(play_event(&play, EVENT_ACKNOWLEDGE, 1)->detail, 1);
    assert_int_equal(play.ledger.jobs[0].state, JOB_DEAD);
    assert_int_equal(play_count(&play, EVENT_MISS), 0);
    play_release(&play);
}

/* It waits in its queue for the only worker, from 30100 on, when that one's attempt fails at 40200: out of the queue, and
 * back at 100200. */
static void failure_by_job_puts_back_what_waits(void **state)
{
    struct play play;

    (void)state;
    play_by_job(&play, 1, "{limit: 1, wait: 1m}",
                "  - {bot: B, before: call, kind: timeout, for: 40s, attempts: [1]}");
    ASSERT_MSEC(play_event(&play, EVENT_REQUEUE, 1)->time, 100200);
    ASSERT_MSEC(play_event(&play, EVENT_FETCH, 2)->time, 100300);
    assert_int_equal(play.ledger.jobs[0].attempts, 2);
    assert_int_equal(play.ledger.jobs[0].failures, 1);
    play_release(&play);
}

/* A shutdown at 35000 that fails what runs finds both attempts at work, and both count: two failures, and one retry. By
 * receipt only that of the second does. */
static void shutdown_by_job_fails_each_attempt(void **state)
{
    static const struct {
        const char *ended;
        uint32_t failures;
        enum job_state state;
    } cases[] = {{"by-job", 2, JOB_DEAD}, {"by-receipt", 1, JOB_SUCCEEDED}};

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        char lines[300];
        struct play play;

        snprintf(lines, sizeof lines,
                 "platform: {workers: 2, on_crash: lease, lease: 30s, ended_lease: %s}\nfaults:\n"
                 "  - {bot: B, before: commit, kind: stall, for: 40s, times: 2}\n"
                 "  - {platform: deploy, at: 35s, grace: 0s, leaves: failure}",
                 cases[i].ended);
        play_one_bot(&play, "none", "{limit: 1, wait: 1m}", lines);
        assert_int_equal(play.ledger.jobs[0].failures, cases[i].failures);
        assert_int_equal(play.ledger.jobs[0].state, cases[i].state);
        play_release(&play);
    }
}

/* The first process freezes at 300 for 40 s; its heartbeat is missed at 15300, and the other one's attempt posts at
 * 15800. At 17300 an error strikes before its acknowledge, so that the queue holds the job while that process lives. What
 * the first attempt acknowledges at 300 + 40000 + 1800 ends the job, and there is nothing left for a kill to bring back. */
static void success_by_job_ends_what_is_held(void **state)
{
    struct play play;

    (void)state;
    play_one_bot(&play, "none", "{limit: 0}",
                 "platform: {processes: 2, on_crash: heartbeat, heartbeat: 15s, ended_lease: by-job}\nfaults:\n"
                 "  - {bot: B, before: commit, kind: freeze, for: 40s}\n"
                 "  - {job: J, before: acknowledge, kind: error, attempts: [2]}\n"
                 "  - {platform: kill, at: 60s, process: 2}");
    assert_int_equal(play_event(&play, EVENT_ORPHAN, 1)->detail, 1);
    ASSERT_MSEC(play_event(&play, EVENT_ORPHAN, 1)->time, 17300);
    ASSERT_MSEC(play_event(&play, EVENT_SUCCEED, 1)->time, 42100);
    assert_int_equal(play_event(&play, EVENT_SUCCEED, 1)->attempt, 1);
    assert_int_equal(play_count(&play, EVENT_CRASH), 1);
    assert_int_equal(play_count(&play, EVENT_RECOVER), 1);
    assert_int_equal(play_cell(&play, "B", 1)->posts, 2);
    play_release(&play);
}

/* Acknowledged early, the queue has forgotten the job before it posts: lost, whatever on_crash says. */
static void crash_after_early_acknowledge_loses_the_job(void **state)
{
    struct play play;

    (void)state;
    play_one_bot(&play, "none", "{limit: 1, wait: 1m}",
                 "platform: {acknowledge: early, on_crash: requeue}\nfaults: [{bot: B, before: commit, kind: crash}]");
    assert_int_equal(play.ledger.jobs[0].state, JOB_LOST);
    assert_int_equal(play_cell(&play, "B", 1)->state, POST_LOST);
    assert_true(play_cell(&play, "B", 1)->is_silent);
    play_release(&play);
}

/* What attempt 1 acknowledged is nothing to attempt 2, which dies with its own acknowledge still to come: the queue has
 * the job. */
static void early_acknowledge_holds_for_its_attempt(void **state)
{
    struct play play;

    (void)state;
    play_one_bot(&play, "none", "{limit: 1, wait: 1s}",
                 "platform: {acknowledge: early, on_crash: requeue}\n"
                 "faults:\n"
                 "  - {bot: B, before: commit, kind: error, attempts: [1]}\n"
                 "  - {job: J, after: fetch, kind: crash, attempts: [2]}");
    assert_int_equal(play_count(&play, EVENT_LOSE), 0);
    assert_int_equal(play.ledger.jobs[0].state, JOB_SUCCEEDED);
    assert_int_equal(play.ledger.jobs[0].attempts, 3);
    assert_int_equal(play_cell(&play, "B", 1)->posts, 1);
    play_release(&play);
}

/* A crash before the early acknowledge still finds the job in the queue; one before the fetch took nothing. */
static void crash_around_fetch_keeps_the_job(void **state)
{
    static const char *const gaps[] = {"before: fetch", "after: fetch"};

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        char lines[200];
        struct play play;

        snprintf(lines, sizeof lines, "platform: {on_crash: requeue}\nfaults: [{job: J, %s, kind: crash}]", gaps[i]);
        play_one_bot(&play, "none", "{limit: 1, wait: 1m}", lines);
        assert_int_equal(play.ledger.jobs[0].state, JOB_SUCCEEDED);
        assert_int_equal(play.ledger.jobs[0].attempts, i == 0 ? 1 : 2);
        assert_int_equal(play_cell(&play, "B", 1)->posts, 1);
        play_release(&play);
    }
}

/* Not acknowledged, the job that had done everything is done again. */
static void crash_before_acknowledge_repeats_the_job(void **state)
{
    struct play play;

    (void)state;
    play_one_bot(&play, "none", "{limit: 0}",
                 "platform: {on_crash: requeue}\nfaults: [{job: J, before: acknowledge, kind: crash}]");
    assert_int_equal(play_cell(&play, "B", 1)->posts, 2);
    play_release(&play);
}

/* A stall of 40 s before the commit outlives the lease of 30 s: at 100 + 30000 another worker is given the job, posts
 * at 30200 + 400 = 30600, acknowledges; the first one posts at 300 + 40000 + 200 = 40500, and its acknowledge changes
 * nothing. */
static void lease_shorter_than_a_stall_runs_the_job_twice(void **state)
{
    struct play play;

    (void)state;
    play_one_bot(&play, "none", "{limit: 0}",
                 "platform: {workers: 2, on_crash: lease, lease: 30s}\n"
                 "faults: [{bot: B, before: commit, kind: stall, for: 40s}]");
    ASSERT_MSEC(play_event(&play, EVENT_RECOVER, 1)->time, 30100);
    ASSERT_MSEC(play_event(&play, EVENT_COMMIT, 1)->time, 30600);
    assert_int_equal(play_event(&play, EVENT_COMMIT, 1)->attempt, 2);
    ASSERT_MSEC(play_event(&play, EVENT_COMMIT, 2)->time, 40500);
    assert_int_equal(play_event(&play, EVENT_ACKNOWLEDGE, 2)->detail, 1);
    assert_int_equal(play_count(&play, EVENT_SUCCEED), 1);
    play_release(&play);
}

/* Fetched at 100, a job that is renewed every 10 s keeps its lease of 30 s through a stall of 40 s: it posts at 300 +
 * 40000 + 200, once. */
static void renewed_lease_outlives_a_stall(void **state)
{
    struct play play;

    (void)state;
    play_one_bot(&play, "none", "{limit: 0}",
                 "platform: {workers: 2, on_crash: lease, lease: 30s, renew: 10s}\n"
                 "faults: [{bot: B, before: commit, kind: stall, for: 40s}]");
    ASSERT_MSEC(play_event(&play, EVENT_COMMIT, 1)->time, 40500);
    assert_int_equal(play_count(&play, EVENT_COMMIT), 1);
    assert_int_equal(play.ledger.jobs[0].attempts, 1);
    play_release(&play);
}

/* A lease ends 30 s after it was last renewed before its process froze or died. Fetched at 100, the job is called at
 * 200 + `call`, and frozen there, or its process dies. Renewed every 15 s: at 100 by the fetch; at 15100 and 30100. A
 * frozen attempt goes on afterwards, and posts 200 later; so does attempt 2 after its call. */
static void lease_ends_by_its_last_renewal(void **state)
{
    static const struct {
        const char *call, *fault;
        msec recovered, posted_last;
    } cases[] = {
        {"100ms", "kind: freeze, for: 60s", 30100, 60500},
        {"40s", "kind: freeze, for: 60s", 60100, 100500}, /* attempt 2: fetched at 60200, called 40100 later */
        {"40s", "kind: crash", 60100, 100500},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct play play;
        char yaml[500];

        snprintf(yaml, sizeof yaml,
                 "bots: [{name: B, post: b, latency: {call: %s}}]\n"
                 "jobs: [{name: J, steps: [{post: B}]}]\nschedule: [{enqueue: J}]\n"
                 "platform: {processes: 2, on_crash: lease, lease: 30s, renew: 15s}\n"
                 "faults: [{bot: B, after: call, attempts: [1], %s}]",
                 cases[i].call, cases[i].fault);
        play_yaml(&play, yaml);
        ASSERT_MSEC(play_event(&play, EVENT_RECOVER, 1)->time, cases[i].recovered);
        assert_int_equal(play_event(&play, EVENT_RECOVER, 1)->detail, RECOVER_LEASE);
        assert_int_equal(play_count(&play, EVENT_RECOVER), 1);
        ASSERT_MSEC(play_event(&play, EVENT_COMMIT, play_count(&play, EVENT_COMMIT))->time, cases[i].posted_last);
        play_release(&play);
    }
}

/* A retry that waits for the lease of the failed delivery waits for its last renewal's: fetched at 100, failed at
 * 40200, after the renewals at 15100 and 30100; 30 s after that it shows up again. Frozen from 20200 to 25200 the attempt
 * fails at 45200, after the renewals at 15100, with the thaw, and 15 s after that, at 40200. */
static void retry_waits_for_the_lease_as_renewed(void **state)
{
    static const struct {
        const char *more;
        msec fetched;
    } cases[] = {
        {"", 60200},
        {"  - {bot: A, after: call, kind: freeze, for: 5s}\n", 70300},
    };

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct play play;
        char yaml[600];

        snprintf(yaml, sizeof yaml,
                 "bots: [{name: B, post: b, latency: {call: 40s}}, {name: A, post: a, latency: {call: 20s}}]\n"
                 "jobs:\n  - {name: J, steps: [{post: B}], retry: {limit: 1, wait: lease}}\n"
                 "  - {name: K, steps: [{post: A}]}\nschedule: [{enqueue: J}, {enqueue: K}]\n"
                 "platform: {workers: 2, on_crash: lease, lease: 30s, renew: 15s}\n"
                 "faults:\n  - {bot: B, after: call, attempts: [1], kind: error}\n%s",
                 cases[i].more);
        play_yaml(&play, yaml);
        ASSERT_MSEC(play_event(&play, EVENT_FETCH, 3)->time, cases[i].fetched);
        play_release(&play);
    }
}

/* A freeze of 10 s from 300 on takes no lease of 30 s; renewed when it is over, at 10300, and every 15 s from then on,
 * the lease is the one of 40300 when the process dies at 50000: it ends at 70300. */
static void lease_is_renewed_after_a_freeze(void **state)
{
    struct play play;

    (void)state;
    play_yaml(&play, "bots: [{name: B, post: b}]\n"
                     "jobs: [{name: J, steps: [{post: B}, {wait: 2m}]}]\nschedule: [{enqueue: J}]\n"
                     "platform: {processes: 2, on_crash: lease, lease: 30s, renew: 15s}\n"
                     "faults: [{bot: B, after: call, attempts: [1], kind: freeze, for: 10s}, {platform: kill, at: 50s}]");
    ASSERT_MSEC(play_event(&play, EVENT_THAW, 1)->time, 10300);
    ASSERT_MSEC(play_event(&play, EVENT_COMMIT, 1)->time, 10500);
    ASSERT_MSEC(play_event(&play, EVENT_RECOVER, 1)->time, 70300);
    play_release(&play);
}

/* Both jobs are fetched at 100 and begun at 200; A's is called at 300, where the process freezes for 60 s before B's
 * call of that instant. So B's comes at 60300 and its post at 60500, like A's. A third job, there since 1000, is taken
 * by the idle third worker at 60300, and fetched 100 later. */
static void freeze_holds_the_whole_process(void **state)
{
    struct play play;

    (void)state;
    play_yaml(&play, "bots: [{name: A, post: a}, {name: B, post: b}, {name: C, post: c}]\n"
                     "jobs:\n  - {name: JA, steps: [{post: A}]}\n  - {name: JB, steps: [{post: B}]}\n"
                     "  - {name: JC, steps: [{post: C}]}\n"
                     "platform: {workers: 3}\n"
                     "schedule: [{enqueue: JA}, {enqueue: JB}, {enqueue: JC, at: 1s}]\n"
                     "faults: [{bot: A, after: call, kind: freeze, for: 60s}]");
    ASSERT_MSEC(play_cell(&play, "A", 1)->delay, 60500);
    ASSERT_MSEC(play_cell(&play, "B", 1)->delay, 60500);
    ASSERT_MSEC(play_event(&play, EVENT_FETCH, 3)->time, 60400);
    assert_int_equal(play_event(&play, EVENT_FETCH, 3)->attempt, 1);
    play_release(&play);
}

/* A process frozen from 300 on sends no heartbeat: after 60 s it is thought dead, and its job goes to the other one,
 * which fetches it 100 later; it posts 400 after that. It lives, though, and posts again when it goes on. A freeze
 * of less than 60 s is not noticed. */
static void frozen_process_is_thought_dead(void **state)
{
    struct play play;

    (void)state;
    play_one_bot(&play, "none", "{limit: 0}",
                 "platform: {processes: 2, on_crash: heartbeat, heartbeat: 60s}\n"
                 "faults: [{bot: B, after: call, attempts: [1], kind: freeze, for: 10m}]");
    ASSERT_MSEC(play_event(&play, EVENT_RECOVER, 1)->time, 60300);
    assert_int_equal(play_event(&play, EVENT_RECOVER, 1)->detail, RECOVER_HEARTBEAT);
    ASSERT_MSEC(play_event(&play, EVENT_COMMIT, 1)->time, 60800);
    ASSERT_MSEC(play_event(&play, EVENT_COMMIT, 2)->time, 600500);
    assert_int_equal(play.ledger.jobs[0].state, JOB_SUCCEEDED);
    play_release(&play);
    for (int more = -1; more <= 0; more++) { /* just too short, and just as long: its jobs come back first */
        char lines[200];

        snprintf(lines, sizeof lines,
                 "platform: {processes: 2, on_crash: heartbeat, heartbeat: 60s}\n"
                 "faults: [{bot: B, after: call, attempts: [1], kind: freeze, for: %dms}]",
                 60000 + more);
        play_one_bot(&play, "none", "{limit: 0}", lines);
        assert_int_equal(play_count(&play, EVENT_RECOVER), 1 + more);
        play_release(&play);
    }
}

/* Killed at 10 s while it is frozen, the process gives its job back then, and fetches it 1 s and 100 later. What it was
 * about to do is gone. */
static void frozen_process_can_be_killed(void **state)
{
    struct play play;

    (void)state;
    play_one_bot(&play, "none", "{limit: 0}",
                 "platform: {on_crash: requeue}\nfaults:\n"
                 "  - {bot: B, after: call, attempts: [1], kind: freeze, for: 60s}\n"
                 "  - {platform: kill, at: 10s}");
    ASSERT_MSEC(play_event(&play, EVENT_FETCH, 2)->time, 11100);
    assert_int_equal(play_count(&play, EVENT_THAW), 0);
    assert_int_equal(play_count(&play, EVENT_COMMIT), 1);
    play_release(&play);
}

/* The lease is over before the stalled attempt fails: that failure is stale and neither counted nor retried. */
static void lease_over_makes_a_failure_stale(void **state)
{
    struct play play;

    (void)state;
    play_one_bot(&play, "none", "{limit: 1, wait: 1m}",
                 "platform: {workers: 2, on_crash: lease, lease: 30s}\n"
                 "faults: [{bot: B, before: call, kind: timeout, for: 40s, attempts: [1]}]");
    assert_int_equal(play_event(&play, EVENT_FAIL, 1)->detail, 1);
    assert_int_equal(play.ledger.jobs[0].failures, 0);
    assert_int_equal(play_count(&play, EVENT_RETRY), 0);
    assert_int_equal(play_cell(&play, "B", 1)->posts, 1);
    play_release(&play);
}

/* A deploy at 400 ms with a grace of 1 s catches the job at 1400, after its commit at 500; it goes back to the head,
 * uncounted, and is fetched when the process is up again: 2400 + 100. */
static void deploy_pushes_a_running_job_back(void **state)
{
    struct play play;

    (void)state;
    play_one_bot(&play, "none", "{limit: 0}", "faults: [{platform: deploy, at: 400ms, grace: 1s}]");
    ASSERT_MSEC(play_event(&play, EVENT_PUSH_BACK, 1)->time, 1400);
    ASSERT_MSEC(play_event(&play, EVENT_FETCH, 2)->time, 2500);
    assert_int_equal(play.ledger.jobs[0].failures, 0);
    assert_int_equal(play.ledger.jobs[0].attempts, 2);
    assert_int_equal(play_cell(&play, "B", 1)->posts, 2);
    play_release(&play);
}

/* The queue has let go of what was acknowledged early: nobody has it to put it back. Acknowledged at 200, it posts at
 * 600; the deploy's grace is over at 900, before it is done (at 2100). */
static void deploy_loses_what_was_acknowledged_early(void **state)
{
    struct play play;

    (void)state;
    play_one_bot(&play, "none", "{limit: 3, wait: 1s}",
                 "platform: {acknowledge: early, on_crash: requeue}\nfaults: [{platform: deploy, at: 400ms, grace: 500ms}]");
    assert_int_equal(play_count(&play, EVENT_PUSH_BACK), 0);
    ASSERT_MSEC(play_event(&play, EVENT_LOSE, 1)->time, 900);
    assert_int_equal(play.ledger.jobs[0].state, JOB_LOST);
    assert_int_equal(play.ledger.jobs[0].attempts, 1);
    assert_int_equal(play_cell(&play, "B", 1)->posts, 1);
    play_release(&play);
}

/* One that it has not let go of yet, at 150 between its fetch and its acknowledge, goes back. */
static void deploy_pushes_back_what_is_not_acknowledged_yet(void **state)
{
    struct play play;

    (void)state;
    play_one_bot(&play, "none", "{limit: 0}",
                 "platform: {acknowledge: early}\nfaults: [{platform: deploy, at: 50ms, grace: 100ms}]");
    assert_int_equal(play_count(&play, EVENT_PUSH_BACK), 1);
    assert_int_equal(play.ledger.jobs[0].state, JOB_SUCCEEDED);
    assert_int_equal(play_cell(&play, "B", 1)->posts, 1);
    play_release(&play);
}

/* While the deploy waits nobody fetches: the job of the second entry, due at 500, starts with the new process at 2400 +
 * 100. */
static void deploy_stops_fetching(void **state)
{
    struct play play;

    (void)state;
    play_yaml(&play, "bots: [{name: B, post: hello}]\n"
                     "jobs: [{name: J, steps: [{post: B}]}]\n"
                     "schedule: [{enqueue: J, at: 500ms}]\n"
                     "faults: [{platform: deploy, at: 400ms, grace: 1s}]\n");
    ASSERT_MSEC(play_event(&play, EVENT_FETCH, 1)->time, 2500);
    play_release(&play);
}

/* A killed process takes every job in flight with it; one in another process goes on. */
static void kill_takes_the_jobs_of_its_process_alone(void **state)
{
    struct play play;

    (void)state;
    play_yaml(&play, "bots: [{name: A, post: a}, {name: B, post: b}, {name: C, post: c}]\n"
                     "jobs:\n  - {name: JA, steps: [{post: A}]}\n  - {name: JB, steps: [{post: B}]}\n  - {name: JC, "
                     "steps: [{post: C}]}\n"
                     "platform: {processes: 2, workers: 2}\n"
                     "schedule: [{enqueue: JA}, {enqueue: JB}, {enqueue: JC}]\n"
                     "faults: [{platform: kill, at: 400ms, process: 1}]\n");
    assert_int_equal(play_cell(&play, "A", 1)->state, POST_LOST);
    assert_int_equal(play_cell(&play, "B", 1)->state, POST_LOST);
    assert_int_equal(play_cell(&play, "C", 1)->state, POST_POSTED);
    assert_int_equal(play_count(&play, EVENT_LOSE), 2);
    play_release(&play);
}

/* A repeated delivery is an attempt like any other, but nobody waits for its end. */
static void twice_delivers_a_job_twice(void **state)
{
    struct play play;

    (void)state;
    play_one_bot(&play, "none", "{limit: 0}", "platform: {workers: 2}\nfaults: [{platform: twice, job: J}]");
    assert_int_equal(play_cell(&play, "B", 1)->posts, 2);
    assert_int_equal(play.ledger.job_count, 1);
    assert_int_equal(play.ledger.jobs[0].attempts, 2);
    assert_int_equal(play.ledger.jobs[0].state, JOB_SUCCEEDED);
    assert_int_equal(play_count(&play, EVENT_SUCCEED), 1);
    play_release(&play);
}

static struct outcome outcome_untraced(const char *yaml)
{
    struct scenario *scenario = load_yaml(yaml);
    struct plan *plan;
    struct world *world;
    struct outcome outcome;
    struct err err;

    plan = plan_new(scenario, &err);
    assert_non_null(plan);
    world = world_new(plan, &err);
    assert_non_null(world);
    world_start(plan, world, 1);
    world_run(plan, world, NULL, NULL);
    world_outcome(plan, world, &outcome);
    world_free(world);
    plan_free(plan);
    scenario_free(scenario);
    return outcome;
}

/* Every delivery is repeated, that of the retry too: attempt 1 fails, its copy posts, and so do the retry and its copy.
 * There is room for all of them at once. */
static void twice_repeats_a_retry(void **state)
{
    struct play play;

    (void)state;
    play_one_bot(&play, "none", "{limit: 1, wait: 0s}",
                 "faults:\n  - {platform: twice, job: J, times: always}\n  - {bot: B, before: call, kind: error}");
    assert_int_equal(play.ledger.ended, ENDED_QUIESCENCE);
    assert_int_equal(play_count(&play, EVENT_TWICE), 2);
    assert_int_equal(play.ledger.jobs[0].attempts, 4);
    assert_int_equal(play_cell(&play, "B", 1)->posts, 3);
    play_release(&play);
}

/* A job that dies for ever makes as many events as a trace would hold; 300,000 that do well make the eight of each
 * (enqueue, fetch, begin, call, commit, reply, done, acknowledge) and more, and end. */
static void untraced_run_is_cut_only_where_it_has_no_end(void **state)
{
    struct outcome endless = outcome_untraced("bots: [{name: A, post: a}]\n"
                                              "jobs: [{name: J, steps: [{post: A}]}]\n"
                                              "platform: {on_crash: requeue}\n"
                                              "schedule: [{enqueue: J}]\n"
                                              "faults: [{bot: A, before: call, kind: crash, times: always}]\n");
    struct outcome many = outcome_untraced("bots: [{name: A, post: a}]\n"
                                           "jobs: [{name: J, steps: [{post: A}]}]\n"
                                           "schedule: [{enqueue: J, every: 10s, times: 300000}]\n");

    (void)state;
    assert_int_equal(endless.ended, ENDED_LIMIT);
    assert_in_range(endless.events, RUN_EVENTS_DEFAULT, RUN_EVENTS_DEFAULT + 100);
    assert_int_equal(many.ended, ENDED_QUIESCENCE);
    ASSERT_I64(many.posts, 300000);
    assert_true(many.events >= 300000 * 8);
}

/* A hundred faults deliver every job once more, all in the instant in which it is enqueued: however little room there
 * is, the run ends before it is short of it. */
static void many_deliveries_at_once_keep_to_the_room_of_a_trace(void **state)
{
    struct text yaml = {0};
    struct scenario *scenario;
    struct trace trace;
    struct world *world;
    struct plan *plan;
    struct err err;

    (void)state;
    text_add(&yaml, "bots: [{name: B, post: b}]\njobs: [{name: J, steps: [{post: B}]}]\n"
                    "schedule: [{enqueue: J, every: 1h, times: 3}]\nfaults:\n");
    for (int i = 0; i < 100; i++)
        text_add(&yaml, "  - {platform: twice, job: J, times: always}\n");
    scenario = load_yaml(text_str(&yaml));
    plan = plan_new(scenario, &err);
    assert_non_null(plan);
    world = world_new(plan, &err);
    assert_non_null(world);
    trace_init(&trace, 4000);
    assert_true(trace_reserve(&trace, 4000, &err));
    for (uint32_t limit = 200; limit < 2000; limit += 7) {
        trace.count = 0;
        trace.limit = limit;
        world_start(plan, world, 1);
        world_run(plan, world, NULL, &trace);
        assert_in_range(trace.count, 1, limit);
    }
    trace_release(&trace);
    world_free(world);
    plan_free(plan);
    scenario_free(scenario);
    text_release(&yaml);
}

/* Acknowledged early the first delivery is lost at 200 with its process, before B's step; the second enters that step
 * from 1400 on and is cut: entered, and its job lost. The world counts as the ledger does. */
static void second_delivery_of_a_lost_job_leaves_the_post_lost(void **state)
{
    struct cell_outcome own;
    struct world *world;
    struct play play;
    struct err err;

    (void)state;
    play_one_bot(&play, "none", "{limit: 0}",
                 "platform: {acknowledge: early}\n"
                 "faults: [{platform: twice, job: J}, {job: J, after: acknowledge, kind: crash},\n"
                 "         {bot: B, before: commit, kind: error}]");
    assert_int_equal(play_cell(&play, "B", 1)->posts, 0);
    assert_int_equal(play_cell(&play, "B", 1)->attempts, 1);
    assert_int_equal(play_cell(&play, "B", 1)->state, POST_LOST);
    world = world_new(play.plan, &err);
    assert_non_null(world);
    world_start(play.plan, world, 1);
    world_run(play.plan, world, NULL, NULL);
    world_cell(play.plan, world, 1, 0, &own);
    assert_int_equal(own.state, POST_LOST);
    world_free(world);
    play_release(&play);
}

/* Down from 0 to 30 s: the call at 300 comes back as an error at the commit's instant, 500; the retry after a minute
 * gets through. */
static void receiver_down_refuses_the_call(void **state)
{
    struct play play;

    (void)state;
    play_one_bot(&play, "none", "{limit: 1, wait: 1m}", "faults: [{platform: receiver-down, at: 0s, for: 30s}]");
    ASSERT_MSEC(play_event(&play, EVENT_STRIKE, 1)->time, 500);
    ASSERT_MSEC(play_event(&play, EVENT_UP, 1)->time, 30000);
    assert_int_equal(play_cell(&play, "B", 1)->posts, 1);
    assert_int_equal(play_cell(&play, "B", 1)->attempts, 2);
    play_release(&play);
}

struct wait_case {
    const char *retry, *platform;
    msec requeued[4]; /* 0: no more */
};

/* The attempt fails after its call, 300 ms after its job went into the queue. fixed 60 s: 60300, 120600; a list's last
 * wait is repeated; exponential 10 s, 20 s, 30 s at most; polled every 5 s: the next multiple. */
static void refusal_names_the_outage_in_force(void **state)
{
    struct play play;

    (void)state;
    play_yaml(&play, "bots: [{name: B, post: b}]\n"
                     "jobs: [{name: J, steps: [{post: B}]}]\n"
                     "schedule: [{enqueue: J, at: 50s}]\n"
                     "faults:\n"
                     "  - {platform: receiver-down, at: 0s, for: 100s}\n"
                     "  - {platform: receiver-down, at: 10s, for: 10s}\n");
    assert_int_equal(play_event(&play, EVENT_STRIKE, 1)->value, 0);
    play_release(&play);
}

static void retries_come_back_when_the_policy_says(void **state)
{
    static const struct wait_case cases[] = {
        {"{limit: 2, wait: 60s}", "{}", {60300, 120600}},
        {"{limit: 3, waits: [1m, 2m]}", "{}", {60300, 180600, 300900}},
        {"{limit: 3, exponential: {first: 10s, factor: 2, max: 30s}}", "{}", {10300, 30600, 60900}},
        {"{limit: 2, wait: 60s}", "{poll: 5s}", {65000, 130000}},
        {"{limit: 1, wait: lease}", "{on_crash: lease, lease: 30s}", {30100}},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char lines[300];
        struct play play;
        uint32_t n = 0;

        snprintf(lines, sizeof lines, "platform: %s\nfaults: [{bot: B, before: commit, kind: error, times: always}]",
                 cases[i].platform);
        play_one_bot(&play, "none", cases[i].retry, lines);
        for (; n < 4 && cases[i].requeued[n]; n++)
            ASSERT_MSEC(play_event(&play, EVENT_REQUEUE, n + 1)->time, cases[i].requeued[n]);
        assert_int_equal(play_count(&play, EVENT_REQUEUE), n);
        assert_int_equal(play.ledger.jobs[0].failures, n + 1);
        assert_int_equal(play.ledger.jobs[0].state, JOB_DEAD);
        play_release(&play);
    }
}

/* Sidekiq's default: 26 executions; the k-th wait is k⁴ + 15 s plus a jitter of 0 … 10 (k + 1) − 1 whole seconds, k
 * from 0. */
static void sidekiq_retries_wait_count_to_the_fourth(void **state)
{
    struct play play;

    (void)state;
    play_one_bot(&play, "none", "{limit: 25, sidekiq: \"8.0\"}",
                 "faults: [{bot: B, before: commit, kind: error, times: always}]");
    assert_int_equal(play.ledger.jobs[0].attempts, 26);
    assert_int_equal(play.ledger.jobs[0].state, JOB_DEAD);
    for (uint32_t k = 0; k < 25; k++) {
        const struct event *retry = play_event(&play, EVENT_RETRY, k + 1);
        msec jitter = retry->value - retry->time - ((msec)k * k * k * k + 15) * 1000;

        assert_true(jitter >= 0 && jitter <= (10 * ((msec)k + 1) - 1) * 1000 && jitter % 1000 == 0);
    }
    play_release(&play);
}

/* One worker. At 60300 A's retry goes to the tail, behind B and C which were enqueued at 60200; the worker is busy with
 * B then. */
static void retries_go_to_the_tail(void **state)
{
    struct play play;

    (void)state;
    play_yaml(&play, "bots: [{name: A, post: a}, {name: B, post: b}, {name: C, post: c}]\n"
                     "jobs:\n  - {name: JA, steps: [{post: A}], retry: {limit: 1, wait: 1m}}\n"
                     "  - {name: JB, steps: [{post: B}]}\n  - {name: JC, steps: [{post: C}]}\n"
                     "schedule: [{enqueue: JA}, {enqueue: JB, at: 60200ms}, {enqueue: JC, at: 60200ms}]\n"
                     "faults: [{bot: A, before: commit, kind: error}]\n");
    assert_int_equal(play_event(&play, EVENT_COMMIT, 1)->bot, 1);
    assert_int_equal(play_event(&play, EVENT_COMMIT, 2)->bot, 2);
    assert_int_equal(play_event(&play, EVENT_COMMIT, 3)->bot, 0);
    play_release(&play);
}

/* A worker takes from the queue that is named first: C, enqueued last, goes before B. */
static void queues_are_served_in_the_order_of_their_mention(void **state)
{
    struct play play;

    (void)state;
    play_yaml(&play, "bots: [{name: A, post: a}, {name: B, post: b}, {name: C, post: c}]\n"
                     "jobs:\n  - {name: JA, queue: high, steps: [{post: A}]}\n"
                     "  - {name: JB, queue: low, steps: [{post: B}]}\n  - {name: JC, queue: high, steps: [{post: C}]}\n"
                     "schedule: [{enqueue: JA}, {enqueue: JB, at: 50ms}, {enqueue: JC, at: 70ms}]\n");
    assert_int_equal(play_event(&play, EVENT_COMMIT, 2)->bot, 2);
    assert_int_equal(play_event(&play, EVENT_COMMIT, 3)->bot, 1);
    play_release(&play);
}

static const char four_bots[] =
    "bots: [{name: P, post: p}, {name: R, post: r}, {name: W, post: w}, {name: L, post: l}]\n";

static void play_four(struct play *play, const char *job, const char *faults)
{
    char yaml[800];

    snprintf(yaml, sizeof yaml,
             "%sjobs: [{name: J, steps: [{post: P}, {post: R}, {post: W}, {post: L}], %s}]\nschedule: [{enqueue: "
             "J}]\nfaults: [%s]\n",
             four_bots, job, faults);
    play_yaml(play, yaml);
}

/* exit leaves the job well: W and L are missed, and nothing shows it. L was kept from posting by W, W by nobody
 * else. */
static void rescue_exit_ends_the_job_well(void **state)
{
    struct play play;

    (void)state;
    play_four(&play, "rescue: exit", "{bot: W, before: commit, kind: error}");
    assert_int_equal(play_cell(&play, "W", 1)->state, POST_FAILED);
    assert_int_equal(play_cell(&play, "L", 1)->state, POST_NEVER_RAN);
    assert_int_equal(play.ledger.total.silent, 2);
    assert_int_equal(play.ledger.jobs[0].state, JOB_SUCCEEDED);
    assert_int_equal(play_count(&play, EVENT_BAIL_OUT), 1);
    assert_int_equal(play_cell(&play, "W", 1)->held_by, 0);
    assert_int_equal(play_cell(&play, "L", 1)->held_by, 1 << 2);
    play_release(&play);
}

/* continue goes to the next step at once: L posts, and nobody held him up. */
static void rescue_continue_goes_on_with_the_next_step(void **state)
{
    struct play play;

    (void)state;
    play_four(&play, "rescue: continue", "{bot: W, before: commit, kind: error}");
    assert_int_equal(play_cell(&play, "W", 1)->posts, 0);
    assert_int_equal(play_cell(&play, "L", 1)->posts, 1);
    assert_true(play.ledger.wishes[WISH_UNHELD]);
    assert_int_equal(play_count(&play, EVENT_SUCCEED), 1);
    play_release(&play);
}

/* The same with a timeout of 5 s instead: L posts 5 s late because of W. */
static void rescue_continue_after_a_timeout_holds_the_next_up(void **state)
{
    struct play play;

    (void)state;
    play_four(&play, "rescue: continue", "{bot: W, after: begin, kind: timeout}");
    assert_int_equal(play_cell(&play, "L", 1)->held_by, 1 << 2);
    play_release(&play);
}

/* A run that is cut: whose failure a job waits for then holds up the posts that it owes. Two bots in jobs of their own;
 * P's process dies each time, is back 5 s later and takes P's job from the head of the queue. */
static void cut_leaves_held_up_who_waits_for_a_failure(void **state)
{
    static const struct {
        const char *workers, *kind;
        bool is_made;    /* R's post */
        bot_set held_by; /* bit 0: P */
    } cases[] = {
        {"workers: 2", "crash, times: always", false, 1}, /* R's job dies with P's each time */
        {"workers: 1", "crash, times: always", false, 1}, /* R's job is never taken */
        {"workers: 1", "stall, for: 2h", false, 1},       /* the only worker is kept */
        {"processes: 2", "crash, times: 1", true, 0},     /* R posts in the other process */
        {"workers: 1", "error, times: always", true, 0},  /* R posts while P's job waits */
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct play play;
        char yaml[800];

        snprintf(yaml, sizeof yaml,
                 "%sjobs:\n  - {name: J, steps: [{post: P}], retry: {limit: 9, wait: 1m}}\n"
                 "  - {name: K, steps: [{post: R}]}\nplatform: {%s, on_crash: requeue, restart: 5s}\n"
                 "schedule: [{enqueue: J}, {enqueue: K}]\nuntil: 1h\n"
                 "faults: [{bot: P, before: call, kind: %s}]\n",
                 four_bots, cases[i].workers, cases[i].kind);
        play_yaml(&play, yaml);
        assert_int_equal(play_cell(&play, "R", 1)->posts, cases[i].is_made);
        assert_int_equal(play_cell(&play, "R", 1)->held_by, cases[i].held_by);
        assert_int_equal(play_cell(&play, "P", 1)->held_by, 0);
        play_release(&play);
    }
}

/* No rescue sees a crash. */
static void rescue_does_not_see_a_crash(void **state)
{
    struct play play;

    (void)state;
    play_four(&play, "rescue: exit", "{bot: W, before: commit, kind: crash}");
    assert_int_equal(play_count(&play, EVENT_RESCUE), 0);
    assert_int_equal(play.ledger.jobs[0].state, JOB_LOST);
    play_release(&play);
}

/* The article's day: P checks; W fails until 90 s, one retry after a minute. */
static void sequential_day_is_the_articles(void **state)
{
    struct play play;

    (void)state;
    play_yaml(&play,
              "bots: [{name: P, post: p, guard: check-then-mark}, {name: R, post: r}, {name: W, post: w}, {name: L, "
              "post: l}]\n"
              "jobs: [{name: J, steps: [{post: P}, {post: R}, {post: W}, {post: L}], retry: {limit: 1, wait: 1m}}]\n"
              "schedule: [{enqueue: J}]\n"
              "faults: [{bot: W, before: commit, kind: error, times: always, until: 90s}]\n");
    assert_int_equal(play_cell(&play, "P", 1)->posts, 1);
    assert_int_equal(play_cell(&play, "P", 1)->skips, 1);
    assert_int_equal(play_cell(&play, "R", 1)->posts, 2);
    assert_int_equal(play_cell(&play, "W", 1)->state, POST_FAILED);
    assert_int_equal(play_cell(&play, "L", 1)->state, POST_NEVER_RAN);
    assert_int_equal(play.ledger.total.duplicates, 1);
    assert_int_equal(play.ledger.total.missed, 2);
    assert_int_equal(play.ledger.total.silent, 0);
    ASSERT_MSEC(play_event(&play, EVENT_COMMIT, 3)->time, 66200);
    play_release(&play);
}

/* A miss is certain, and the day over, once the job is dead; in that order. */
static void miss_is_certain_when_the_job_is_over(void **state)
{
    const struct event *miss, *day;
    struct play play;

    (void)state;
    play_one_bot(&play, "none", "{limit: 0}", "faults: [{bot: B, before: commit, kind: error}]");
    miss = play_event(&play, EVENT_MISS, 1);
    day = play_event(&play, EVENT_DAY_END, 1);
    assert_int_equal(play.trace.events[miss->cause].kind, EVENT_DEAD);
    assert_true(miss < day);
    play_release(&play);
}

/* Cut at 30 s, the job waits for its retry: pending, not silent, and no miss is certain. */
static void until_cuts_the_run_with_a_pending_post(void **state)
{
    struct play play;

    (void)state;
    play_one_bot(&play, "none", "{limit: 1, wait: 1m}", "until: 30s\nfaults: [{bot: B, before: commit, kind: error}]");
    assert_int_equal(play.ledger.ended, ENDED_UNTIL);
    ASSERT_MSEC(play.ledger.now, 30000);
    assert_int_equal(play_cell(&play, "B", 1)->state, POST_PENDING);
    assert_false(play_cell(&play, "B", 1)->is_silent);
    assert_int_equal(play_count(&play, EVENT_MISS), 0);
    assert_int_equal(play.ledger.jobs[0].state, JOB_RETRYING);
    play_release(&play);
}

/* The top job dies by error after its second enqueue and is retried: two children of A and B, one of C. */
static void enqueue_step_retried_enqueues_twice(void **state)
{
    struct play play;

    (void)state;
    play_yaml(
        &play,
        "bots: [{name: A, post: a}, {name: B, post: b}, {name: C, post: c}]\n"
        "jobs:\n  - {name: Top, steps: [{enqueue: JA}, {enqueue: JB}, {enqueue: JC}], retry: {limit: 1, wait: 1m}}\n"
        "  - {name: JA, steps: [{post: A}]}\n  - {name: JB, steps: [{post: B}]}\n  - {name: JC, steps: [{post: C}]}\n"
        "schedule: [{enqueue: Top}]\nfaults: [{job: Top, step: 2, after: push, kind: error}]\n");
    assert_int_equal(play_cell(&play, "A", 1)->posts, 2);
    assert_int_equal(play_cell(&play, "B", 1)->posts, 2);
    assert_int_equal(play_cell(&play, "C", 1)->posts, 1);
    assert_int_equal(play.ledger.job_count, 6);
    play_release(&play);
}

/* A parent that dies after each push: five crashes leave six children, all of them alive until the only worker is
 * free. */
static void parent_that_dies_again_and_again_has_room_for_its_children(void **state)
{
    struct play play;

    (void)state;
    play_yaml(&play, "bots: [{name: B, post: b, guard: check-then-mark}]\n"
                     "jobs: [{name: Top, steps: [{enqueue: J}]}, {name: J, steps: [{post: B}]}]\n"
                     "platform: {on_crash: requeue, restart: 0s}\n"
                     "schedule: [{enqueue: Top}]\n"
                     "faults: [{job: Top, step: 1, after: push, kind: crash, times: 5}]\n");
    assert_int_equal(play.ledger.ended, ENDED_QUIESCENCE);
    assert_int_equal(play_count(&play, EVENT_PUSH), 6);
    assert_int_equal(play_cell(&play, "B", 1)->posts, 1);
    play_release(&play);
}

/* Fifty calls are given up within two seconds, and each lands a second after. */
static void calls_on_their_way_have_room(void **state)
{
    struct play play;

    (void)state;
    play_yaml(&play,
              "bots: [{name: B, post: b, latency: {begin: 10ms, call: 10ms, commit: 10ms, reply: 10ms, done: 10ms}}]\n"
              "jobs: [{name: J, steps: [{post: B}], retry: {limit: 60, wait: 0s}, latency: {fetch: 1ms}}]\n"
              "schedule: [{enqueue: J}]\n"
              "faults: [{bot: B, after: call, kind: timeout, for: 1ms, times: 50}]\n");
    assert_int_equal(play.ledger.ended, ENDED_QUIESCENCE);
    assert_int_equal(play_cell(&play, "B", 1)->posts, 51);
    play_release(&play);
}

/* Ten thousand attempts that leave two children each are more than anything has room for; and it is said so. */
static void run_without_room_says_so(void **state)
{
    struct play play;

    (void)state;
    play_yaml(&play, "bots: [{name: B, post: b}]\n"
                     "jobs: [{name: Top, steps: [{enqueue: J}, {enqueue: J}], retry: {limit: 10000, wait: 0s}},\n"
                     "       {name: J, queue: low, steps: [{post: B}]}]\n"
                     "schedule: [{enqueue: Top}]\n"
                     "faults: [{job: Top, step: 2, after: push, kind: error, times: always}]\n");
    assert_int_equal(play.ledger.ended, ENDED_ROOM);
    play_release(&play);
}

/* Ten years a micro-step: 2^62 ms are over after some 14.6 million of them. */
static void time_ends_before_it_overflows(void **state)
{
    char yaml[4000] = "bots: [{name: B, post: b}]\njobs:\n  - name: J\n    retry: {limit: 20000, wait: 3650d}\n"
                      "    latency: {begin: 3650d, done: 3650d}\n    steps: [";
    struct scenario *scenario;
    struct outcome outcome;
    struct plan *plan;
    struct world *world;
    struct err err;

    (void)state;
    for (int i = 0; i < 60; i++)
        strcat(yaml, "{wait: 3650d}, ");
    strcat(yaml, "{post: B}]\nschedule: [{enqueue: J, times: 20, every: 1s}]\n"
                 "faults: [{bot: B, before: commit, kind: error, times: always}]\n");
    scenario = load_yaml(yaml);
    plan = plan_new(scenario, &err);
    world = world_new(plan, &err);
    world_start(plan, world, 1);
    world_run(plan, world, NULL, NULL);
    world_outcome(plan, world, &outcome);
    assert_int_equal(outcome.ended, ENDED_LIMIT);
    assert_true(outcome.now <= RUN_TIME_MAX && outcome.now > RUN_TIME_MAX - 200 * MSEC_MAX);
    world_free(world);
    plan_free(plan);
    scenario_free(scenario);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(crash_with_lost_jobs_loses_the_job),
        cmocka_unit_test(crash_recovers_as_the_policy_says),
        cmocka_unit_test(crash_beyond_the_recoveries_is_dead),
        cmocka_unit_test(crash_that_counts_is_retried),
        cmocka_unit_test(crash_that_counts_uses_up_a_retry),
        cmocka_unit_test(crash_that_counts_is_limited_by_recoveries_too),
        cmocka_unit_test(lease_over_counts_under_a_living_attempt),
        cmocka_unit_test(crash_of_a_pod_or_a_function_is_one_of_its_retries),
        cmocka_unit_test(success_by_job_takes_it_out_of_its_queue),
        cmocka_unit_test(success_by_job_leaves_the_holder_at_work),
        cmocka_unit_test(success_by_job_ends_a_retry),
        cmocka_unit_test(success_by_job_takes_it_from_who_has_not_begun),
        cmocka_unit_test(failure_by_job_puts_back_what_another_holds),
        cmocka_unit_test(failure_by_job_exhausts_what_another_holds),
        cmocka_unit_test(failure_by_job_puts_back_what_waits),
        cmocka_unit_test(success_by_job_ends_what_is_held),
        cmocka_unit_test(shutdown_by_job_fails_each_attempt),
        cmocka_unit_test(retry_goes_where_the_platform_says),
        cmocka_unit_test(crash_that_counts_goes_where_retries_go),
        cmocka_unit_test(recovery_goes_where_the_platform_says),
        cmocka_unit_test(crash_after_early_acknowledge_loses_the_job),
        cmocka_unit_test(early_acknowledge_holds_for_its_attempt),
        cmocka_unit_test(crash_around_fetch_keeps_the_job),
        cmocka_unit_test(crash_before_acknowledge_repeats_the_job),
        cmocka_unit_test(lease_shorter_than_a_stall_runs_the_job_twice),
        cmocka_unit_test(renewed_lease_outlives_a_stall),
        cmocka_unit_test(lease_ends_by_its_last_renewal),
        cmocka_unit_test(retry_waits_for_the_lease_as_renewed),
        cmocka_unit_test(lease_is_renewed_after_a_freeze),
        cmocka_unit_test(freeze_holds_the_whole_process),
        cmocka_unit_test(frozen_process_is_thought_dead),
        cmocka_unit_test(frozen_process_can_be_killed),
        cmocka_unit_test(lease_over_makes_a_failure_stale),
        cmocka_unit_test(deploy_pushes_a_running_job_back),
        cmocka_unit_test(deploy_loses_what_was_acknowledged_early),
        cmocka_unit_test(deploy_pushes_back_what_is_not_acknowledged_yet),
        cmocka_unit_test(deploy_stops_fetching),
        cmocka_unit_test(kill_takes_the_jobs_of_its_process_alone),
        cmocka_unit_test(twice_delivers_a_job_twice),
        cmocka_unit_test(twice_repeats_a_retry),
        cmocka_unit_test(untraced_run_is_cut_only_where_it_has_no_end),
        cmocka_unit_test(many_deliveries_at_once_keep_to_the_room_of_a_trace),
        cmocka_unit_test(second_delivery_of_a_lost_job_leaves_the_post_lost),
        cmocka_unit_test(receiver_down_refuses_the_call),
        cmocka_unit_test(refusal_names_the_outage_in_force),
        cmocka_unit_test(retries_come_back_when_the_policy_says),
        cmocka_unit_test(sidekiq_retries_wait_count_to_the_fourth),
        cmocka_unit_test(retries_go_to_the_tail),
        cmocka_unit_test(queues_are_served_in_the_order_of_their_mention),
        cmocka_unit_test(rescue_exit_ends_the_job_well),
        cmocka_unit_test(rescue_continue_goes_on_with_the_next_step),
        cmocka_unit_test(rescue_continue_after_a_timeout_holds_the_next_up),
        cmocka_unit_test(cut_leaves_held_up_who_waits_for_a_failure),
        cmocka_unit_test(rescue_does_not_see_a_crash),
        cmocka_unit_test(sequential_day_is_the_articles),
        cmocka_unit_test(miss_is_certain_when_the_job_is_over),
        cmocka_unit_test(until_cuts_the_run_with_a_pending_post),
        cmocka_unit_test(enqueue_step_retried_enqueues_twice),
        cmocka_unit_test(parent_that_dies_again_and_again_has_room_for_its_children),
        cmocka_unit_test(calls_on_their_way_have_room),
        cmocka_unit_test(run_without_room_says_so),
        cmocka_unit_test(time_ends_before_it_overflows),
    };

    return test_main("engine_platform", tests, sizeof tests / sizeof *tests);
}
