/* Jobs in reserve (`prefetch`): who takes them, what becomes of them when their process dies, and when their lease ends.
 *
 * A long job L waits for 1 h, a short one S for 1 min; both then post. Each is fetched 100 ms after it was taken, its wait
 * begins 50 ms later; after it come 50 ms, the post's 1.9 s, and its acknowledge's 100 ms. */
#include "support/play.h"
#include "support/test.h"

#include <stdio.h>
#include <string.h>

enum { BEGUN_AFTER = 100 + 50, OVER_AFTER = BEGUN_AFTER + 50 + 1900 + 100, MINUTE_MS = 60000, HOUR_MS = 3600000 };

static void play_jobs(struct play *play, const char *platform, const char *schedule, const char *faults)
{
    char yaml[900];

    snprintf(yaml, sizeof yaml,
             "bots: [{name: A, post: a}, {name: B, post: b}]\n"
             "jobs:\n  - {name: L, steps: [{wait: 1h}, {post: A}]}\n  - {name: S, steps: [{wait: 1m}, {post: B}]}\n"
             "platform: {%s}\nschedule: [%s]\nfaults: [%s]\n",
             platform, schedule, faults);
    play_yaml(play, yaml);
}

/* The n-th event of this kind of instance `job`. */
static const struct event *event_of(const struct play *play, enum event_kind kind, uint32_t job, uint32_t n)
{
    for (uint32_t i = 0; i < play->trace.count; i++) {
        const struct event *event = &play->trace.events[i];

        if (event->kind == kind && event->job == job && --n == 0)
            return event;
    }
    fail_msg("no such event of job %u", job);
    return NULL;
}

static uint32_t count_of(const struct play *play, enum event_kind kind, uint32_t job)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < play->trace.count; i++)
        count += play->trace.events[i].kind == kind && play->trace.events[i].job == job;
    return count;
}

/* L keeps process 1 busy, the first S process 2. The second S goes to process 1, which has as few in reserve as the other,
 * the third to process 2. That begins its own when it is free, and then has nothing to do: the second S waits for L. */
static void reserved_job_waits_for_its_process_while_another_is_idle(void **state)
{
    struct play play;

    (void)state;
    play_jobs(&play, "processes: 2, prefetch: 1", "{enqueue: L}, {enqueue: S, at: 1s, copies: 3}", "");
    assert_int_equal(play_count(&play, EVENT_RESERVE), 2);
    assert_int_equal(event_of(&play, EVENT_RESERVE, 3, 1)->value, 0);
    assert_int_equal(event_of(&play, EVENT_RESERVE, 4, 1)->value, 1);
    ASSERT_MSEC(event_of(&play, EVENT_FETCH, 2, 1)->time, 1000 + 100);
    ASSERT_MSEC(event_of(&play, EVENT_FETCH, 4, 1)->time, 1000 + MINUTE_MS + OVER_AFTER + 100);
    ASSERT_MSEC(event_of(&play, EVENT_FETCH, 3, 1)->time, HOUR_MS + OVER_AFTER + 100);
    play_release(&play);
}

/* Of five, a process with two workers begins two, takes two more, and another one when it begins the first of those. */
static void process_reserves_as_many_as_it_may(void **state)
{
    struct play play;

    (void)state;
    play_jobs(&play, "workers: 2, prefetch: 1", "{enqueue: S, copies: 5}", "");
    assert_int_equal(play_count(&play, EVENT_RESERVE), 3);
    ASSERT_MSEC(event_of(&play, EVENT_RESERVE, 3, 1)->time, 0);
    ASSERT_MSEC(event_of(&play, EVENT_RESERVE, 4, 1)->time, 0);
    ASSERT_MSEC(event_of(&play, EVENT_RESERVE, 5, 1)->time, MINUTE_MS + OVER_AFTER);
    assert_int_equal(play_cell(&play, "B", 1)->posts, 5);
    play_release(&play);
}

/* The process dies at 30 s. What it had in reserve since 2 s comes back 10 min after that, what ran since 1.1 s 10 min
 * after its fetch; the one that was not begun has one attempt in all. The other process, which is idle, gets neither
 * before. Acknowledged early, what ran is lost, and the other comes back all the same. */
static void lease_of_a_reserved_job_runs_from_its_reservation(void **state)
{
    static const char *const acknowledges[] = {"late", "early"};

    (void)state;
    for (size_t i = 0; i < sizeof acknowledges / sizeof *acknowledges; i++) {
        bool is_early = i == 1;
        char platform[200];
        struct play play;

        snprintf(platform, sizeof platform, "prefetch: 1, on_crash: lease, lease: 10m, acknowledge: %s", acknowledges[i]);
        play_jobs(&play, platform, "{enqueue: S, at: 1s, copies: 2, apart: 1s}", "{platform: kill, at: 30s}");
        ASSERT_MSEC(event_of(&play, EVENT_RECOVER, 2, 1)->time, 602000);
        assert_int_equal(play.ledger.jobs[1].attempts, 1);
        assert_int_equal(play.ledger.jobs[1].state, JOB_SUCCEEDED);
        assert_int_equal(play.ledger.jobs[0].state, is_early ? JOB_LOST : JOB_SUCCEEDED);
        if (!is_early)
            ASSERT_MSEC(event_of(&play, EVENT_RECOVER, 1, 1)->time, 601100);
        play_release(&play);
    }
}

/* Where jobs come back at once they stand in their order again: first what ran, then what was in reserve. With `lost` all
 * of them are lost, the others without an attempt. */
static void reserve_of_a_dead_process_comes_back_in_its_order(void **state)
{
    struct play play;

    (void)state;
    play_jobs(&play, "prefetch: 2, on_crash: requeue, recovered_at: head", "{enqueue: S, copies: 4}",
              "{platform: kill, at: 30s}");
    assert_int_equal(play_count(&play, EVENT_RECOVER), 3);
    assert_int_equal(play.ledger.jobs[0].attempts, 2);
    for (uint32_t job = 2; job <= 4; job++) {
        assert_int_equal(play.ledger.jobs[job - 1].attempts, 1);
        assert_true(event_of(&play, EVENT_FETCH, job, 1)->time >
                    event_of(&play, EVENT_FETCH, job - 1, job == 2 ? 2 : 1)->time);
    }
    play_release(&play);
    play_jobs(&play, "prefetch: 2", "{enqueue: S, copies: 4}", "{platform: kill, at: 30s}");
    assert_int_equal(play_count(&play, EVENT_LOSE), 3);
    assert_int_equal(play_cell(&play, "B", 1)->posts, 1);
    assert_int_equal(play_cell(&play, "B", 1)->attempts, 2 - 1);
    play_release(&play);
}

/* L is acknowledged early and has no lease any more; S is in reserve behind it, and its lease of 20 min ends there. The
 * queue delivers it again to process 2, which starts then; process 1 does not hear of it, and begins its own when L is
 * over: an attempt that nobody waits for. Both post. */
static void lease_that_ends_in_reserve_makes_two_attempts(void **state)
{
    struct play play;

    (void)state;
    play_jobs(&play, "processes: 2, prefetch: 1, on_crash: lease, lease: 20m, acknowledge: early",
              "{enqueue: L}, {enqueue: S, at: 1s}", "{platform: start, process: 2, at: 10m}");
    ASSERT_MSEC(event_of(&play, EVENT_RECOVER, 2, 1)->time, 1000 + 20 * MINUTE_MS);
    assert_int_equal(event_of(&play, EVENT_FETCH, 2, 1)->worker, 1);
    assert_int_equal(event_of(&play, EVENT_FETCH, 2, 1)->detail, 0);
    assert_int_equal(event_of(&play, EVENT_FETCH, 2, 2)->worker, 0);
    assert_int_equal(event_of(&play, EVENT_FETCH, 2, 2)->detail, 2);
    assert_int_equal(event_of(&play, EVENT_FETCH, 2, 2)->attempt, 2);
    assert_int_equal(play_cell(&play, "B", 1)->posts, 2);
    assert_int_equal(play.ledger.jobs[1].state, JOB_SUCCEEDED);
    play_release(&play);
}

/* The same within one process: the queue delivers S again at 50 min, and the process, which has room, reserves it once more
 * beside its own. It runs both when L is over, one after the other, as Celery's did. By job its first end is the job's. */
static void process_may_have_a_job_in_reserve_twice(void **state)
{
    static const char *const ends[] = {"by-receipt", "by-job"};

    (void)state;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        char platform[200];
        struct play play;

        snprintf(platform, sizeof platform,
                 "prefetch: 2, on_crash: lease, lease: 50m, acknowledge: early, ended_lease: %s", ends[i]);
        play_jobs(&play, platform, "{enqueue: L}, {enqueue: S}", "");
        ASSERT_MSEC(event_of(&play, EVENT_RECOVER, 2, 1)->time, 50 * MINUTE_MS);
        assert_int_equal(count_of(&play, EVENT_RESERVE, 2), 2);
        assert_int_equal(count_of(&play, EVENT_FETCH, 2), 2);
        assert_int_equal(event_of(&play, EVENT_FETCH, 2, 1)->detail, 2);
        assert_int_equal(event_of(&play, EVENT_FETCH, 2, 2)->detail, i == 0 ? 0 : 2);
        assert_int_equal(event_of(&play, EVENT_SUCCEED, 2, 1)->attempt, i == 0 ? 2 : 1);
        assert_int_equal(play_cell(&play, "B", 1)->posts, 2);
        play_release(&play);
    }
}

/* A deploy puts back what is in reserve when the process ends: where it lets jobs run on, with the last of them. When the
 * process is back it begins the first of them, or what ran before, which was put back before them. */
static void deploy_puts_the_reserve_back(void **state)
{
    static const struct {
        const char *leaves;
        msec at;
        uint32_t first;
    } cases[] = {{"run-on", MINUTE_MS + OVER_AFTER, 2},
                 {"push-back, grace: 10s", 40000, 1},
                 {"failure, grace: 10s", 40000, 2}};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char platform[200];
        struct play play;

        snprintf(platform, sizeof platform, "prefetch: 2, leaves: %s", cases[i].leaves);
        play_jobs(&play, platform, "{enqueue: S, copies: 3}", "{platform: deploy, at: 30s}");
        for (uint32_t job = 2; job <= 3; job++) {
            ASSERT_MSEC(event_of(&play, EVENT_PUSH_BACK, job, 1)->time, cases[i].at);
            assert_int_equal(play.ledger.jobs[job - 1].attempts, 1);
        }
        ASSERT_MSEC(event_of(&play, EVENT_FETCH, cases[i].first, cases[i].first == 1 ? 2 : 1)->time,
                    cases[i].at + 1000 + 100);
        play_release(&play);
    }
}

/* A deploy that leaves jobs to a crash leaves the reserve to it, too. */
static void deploy_that_leaves_a_crash_leaves_the_reserve_to_it(void **state)
{
    struct play play;

    (void)state;
    play_jobs(&play, "prefetch: 2, on_crash: lease, lease: 10m, leaves: crash, grace: 10s", "{enqueue: S, copies: 3}",
              "{platform: deploy, at: 30s}");
    assert_int_equal(play_count(&play, EVENT_ORPHAN), 3);
    ASSERT_MSEC(event_of(&play, EVENT_RECOVER, 2, 1)->time, 10 * MINUTE_MS);
    play_release(&play);
}

/* A frozen process is thought dead 30 s after it froze at 150 ms, and its reserve goes to the other one, which has just
 * started. Once it goes on it begins its own as well. If it goes on before that it keeps what it had. */
static void reserve_of_a_frozen_process_is_taken_from_it(void **state)
{
    static const struct {
        const char *freeze;
        uint32_t attempts;
    } cases[] = {{"10m", 2}, {"20s", 1}};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char faults[200];
        struct play play;

        snprintf(faults, sizeof faults,
                 "{job: S, step: 1, after: begin, kind: freeze, for: %s, instance: 1},"
                 "{platform: start, process: 2, at: 10s}",
                 cases[i].freeze);
        play_jobs(&play, "processes: 2, prefetch: 1, on_crash: heartbeat, heartbeat: 30s", "{enqueue: S, copies: 2}",
                  faults);
        assert_int_equal(play.ledger.jobs[1].attempts, cases[i].attempts);
        if (i == 0) {
            ASSERT_MSEC(event_of(&play, EVENT_RECOVER, 2, 1)->time, 150 + 30000);
            assert_int_equal(event_of(&play, EVENT_FETCH, 2, 1)->worker, 1);
            assert_int_equal(event_of(&play, EVENT_FETCH, 2, 2)->detail, 2);
        }
        play_release(&play);
    }
}

/* An error before the fetch gives the job back to the reserve, not to its queue: it is tried again after the time of a
 * fetch, and no attempt is counted. */
static void fetch_that_fails_leaves_the_job_in_reserve(void **state)
{
    struct play play;

    (void)state;
    play_jobs(&play, "prefetch: 1", "{enqueue: S, copies: 2}", "{job: S, before: fetch, kind: error, instance: 2}");
    assert_int_equal(play_count(&play, EVENT_PUSH_BACK), 0);
    assert_int_equal(play_count(&play, EVENT_RESERVE), 1);
    ASSERT_MSEC(event_of(&play, EVENT_FETCH, 2, 1)->time, MINUTE_MS + OVER_AFTER + 100 + 100);
    assert_int_equal(play.ledger.jobs[1].attempts, 1);
    play_release(&play);
}

/* 0 is what there is without the key, to the last event. */
static void no_reserve_is_as_without_the_key(void **state)
{
    struct play with, without;

    (void)state;
    play_jobs(&with, "processes: 2, prefetch: 0", "{enqueue: L}, {enqueue: S, copies: 3}", "{platform: kill, at: 30s}");
    play_jobs(&without, "processes: 2", "{enqueue: L}, {enqueue: S, copies: 3}", "{platform: kill, at: 30s}");
    assert_int_equal(with.trace.count, without.trace.count);
    assert_memory_equal(with.trace.events, without.trace.events, with.trace.count * sizeof *with.trace.events);
    play_release(&with);
    play_release(&without);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reserved_job_waits_for_its_process_while_another_is_idle),
        cmocka_unit_test(process_reserves_as_many_as_it_may),
        cmocka_unit_test(lease_of_a_reserved_job_runs_from_its_reservation),
        cmocka_unit_test(reserve_of_a_dead_process_comes_back_in_its_order),
        cmocka_unit_test(lease_that_ends_in_reserve_makes_two_attempts),
        cmocka_unit_test(process_may_have_a_job_in_reserve_twice),
        cmocka_unit_test(deploy_puts_the_reserve_back),
        cmocka_unit_test(deploy_that_leaves_a_crash_leaves_the_reserve_to_it),
        cmocka_unit_test(reserve_of_a_frozen_process_is_taken_from_it),
        cmocka_unit_test(fetch_that_fails_leaves_the_job_in_reserve),
        cmocka_unit_test(no_reserve_is_as_without_the_key),
    };

    return test_main("engine_reserve", tests, sizeof tests / sizeof *tests);
}
