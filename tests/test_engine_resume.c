/* Jobs that record their steps: what an attempt goes on with, and what of that is undone by a fault at the record. */
#include "support/play.h"
#include "support/test.h"

#include <stdio.h>
#include <string.h>

/* A job of three posts without guards that records them and is tried twice, with these further lines. */
static void play_three(struct play *play, const char *keys, const char *lines)
{
    char yaml[700];

    snprintf(
        yaml, sizeof yaml,
        "bots: [{name: A, post: a}, {name: B, post: b}, {name: C, post: c}]\n"
        "jobs: [{name: J, resume: step, steps: [{post: A}, {post: B}, {post: C}], retry: {limit: 1, wait: 1m}%s}]\n"
        "schedule: [{enqueue: J}]\n"
        "%s\n",
        keys, lines);
    play_yaml(play, yaml);
}

static void expect_posts(const struct play *play, uint32_t a, uint32_t b, uint32_t c)
{
    assert_int_equal(play_cell(play, "A", 1)->posts, a);
    assert_int_equal(play_cell(play, "B", 1)->posts, b);
    assert_int_equal(play_cell(play, "C", 1)->posts, c);
}

/* With B's step begun anew and A's not: the second attempt begins with step 2 (1 from 0), B once more and C. */
static void resume_retry_goes_on_at_the_step_that_failed(void **state)
{
    struct play play;

    (void)state;
    play_three(&play, "", "faults: [{bot: B, before: commit, kind: error}]");
    expect_posts(&play, 1, 1, 1);
    assert_int_equal(play_cell(&play, "A", 1)->attempts, 1);
    assert_int_equal(play_cell(&play, "B", 1)->attempts, 2);
    assert_int_equal(play_count(&play, EVENT_RESUME), 1);
    assert_int_equal(play_event(&play, EVENT_RESUME, 1)->value, 1);
    assert_int_equal(play_event(&play, EVENT_RESUME, 1)->attempt, 2);
    assert_int_equal(play_event(&play, EVENT_RESUME, 1)->step, NO_STEP);
    assert_int_equal(play.trace.events[play_event(&play, EVENT_RESUME, 1)->cause].kind, EVENT_FETCH);
    play_release(&play);
}

/* By hand: before the commit nothing of B is made, and once it is recorded no attempt begins it again; in between the
 * step is begun once more, and B has no guard. A is recorded before all of it and C comes after. */
static void resume_crash_between_commit_and_record_repeats_that_step_alone(void **state)
{
    static const struct {
        const char *gap;
        uint32_t posts;
    } cases[] = {{"before: begin", 1}, {"before: commit", 1}, {"after: commit", 2}, {"after: reply", 2},
                 {"after: done", 2},   {"before: record", 2}, {"after: record", 1}};
    static const char *const kinds[] = {"error", "crash"};

    (void)state;
    for (size_t i = 0; i < 2 * sizeof cases / sizeof *cases; i++) {
        char lines[200];
        struct play play;

        snprintf(lines, sizeof lines, "platform: {on_crash: requeue}\nfaults: [{bot: B, %s, kind: %s}]",
                 cases[i / 2].gap, kinds[i % 2]);
        play_three(&play, "", lines);
        assert_int_equal(play_count(&play, EVENT_STRIKE), 1);
        expect_posts(&play, 1, cases[i / 2].posts, 1);
        play_release(&play);
    }
}

/* A micro-step of the job's own, whose time it takes: fetch 100, then begin 100, call 100, commit 200, reply 300, done
 * 1200, record 50 is 2050 ms after the fetch; with `latency: {record: 3s}` it is 5000. */
static void resume_record_takes_the_time_that_its_job_says(void **state)
{
    struct play play;

    (void)state;
    play_three(&play, "", "");
    assert_int_equal(play_count(&play, EVENT_RECORD), 3);
    ASSERT_MSEC(play_event(&play, EVENT_RECORD, 1)->time, 2050);
    assert_int_equal(play_event(&play, EVENT_RECORD, 1)->bot, scenario_bot(play.scenario, "A"));
    play_release(&play);
    play_three(&play, ", latency: {record: 3s}", "");
    ASSERT_MSEC(play_event(&play, EVENT_RECORD, 1)->time, 5000);
    play_release(&play);
}

/* B's error is caught and C's step recorded; the crash behind it has the second attempt begin B, which is not recorded,
 * and pass over A and then C: steps 1 and 2 are all that it finds open, so that it goes on with 1, then behind 2. */
static void resume_begins_a_step_whose_error_was_caught_and_passes_over_what_follows(void **state)
{
    struct play play;

    (void)state;
    play_three(&play, ", rescue: continue",
               "platform: {on_crash: requeue}\n"
               "faults: [{bot: B, before: commit, kind: error}, {job: J, before: acknowledge, kind: crash}]");
    expect_posts(&play, 1, 1, 1);
    assert_int_equal(play_cell(&play, "B", 1)->attempts, 2);
    assert_int_equal(play_cell(&play, "C", 1)->attempts, 1);
    assert_int_equal(play_count(&play, EVENT_RESUME), 2);
    assert_int_equal(play_event(&play, EVENT_RESUME, 1)->value, 1);
    assert_int_equal(play_event(&play, EVENT_RESUME, 2)->value, 3);
    play_release(&play);
}

/* A job that is through and was not acknowledged has nothing left to do: no step begins, and it succeeds. */
static void resume_of_a_job_that_is_through_only_acknowledges(void **state)
{
    struct play play;

    (void)state;
    play_three(&play, "", "platform: {on_crash: requeue}\nfaults: [{job: J, before: acknowledge, kind: crash}]");
    expect_posts(&play, 1, 1, 1);
    assert_int_equal(play_count(&play, EVENT_BEGIN), 3);
    assert_int_equal(play_event(&play, EVENT_RESUME, 1)->value, 3);
    assert_int_equal(play_count(&play, EVENT_SUCCEED), 1);
    play_release(&play);
}

/* The guard skips A's second post by its mark, and that ends the job. Killed before it is acknowledged, the job has
 * nothing left to do: had the step alone been recorded, B and C would follow it. */
static void resume_skip_that_ends_the_job_ends_it_for_good(void **state)
{
    struct play play;

    (void)state;
    play_yaml(&play, "bots: [{name: A, post: a, guard: check-then-mark}, {name: B, post: b}]\n"
                     "jobs: [{name: J, resume: step, steps: [{post: A, skipped: end}, {post: B}]}]\n"
                     "platform: {on_crash: requeue}\n"
                     "schedule: [{enqueue: J, copies: 2, apart: 1m}]\n"
                     "faults: [{job: J, before: acknowledge, kind: crash, instance: 2}]\n");
    assert_int_equal(play_cell(&play, "A", 1)->posts, 1);
    assert_int_equal(play_cell(&play, "A", 1)->skips, 1);
    assert_int_equal(play_cell(&play, "B", 1)->posts, 1);
    assert_int_equal(play_event(&play, EVENT_RESUME, 1)->value, 2);
    play_release(&play);
}

/* A repeated delivery has its instance's record; another copy of the same day is another job, and has none. */
static void resume_record_is_the_instances(void **state)
{
    struct play play;

    (void)state;
    play_three(&play, "", "faults: [{platform: twice, job: J}]");
    expect_posts(&play, 1, 1, 1);
    assert_int_equal(play_event(&play, EVENT_RESUME, 1)->value, 3);
    play_release(&play);
    play_yaml(&play, "bots: [{name: A, post: a}]\n"
                     "jobs: [{name: J, resume: step, steps: [{post: A}]}]\n"
                     "schedule: [{enqueue: J, copies: 2, apart: 1m}]\n");
    assert_int_equal(play_cell(&play, "A", 1)->posts, 2);
    assert_int_equal(play_count(&play, EVENT_RESUME), 0);
    play_release(&play);
}

/* Enqueues are not made again, nor waits waited again. By hand, fetch 100; enqueue begin, call, push, reply, done, record
 * 50 each: 400; wait begin 50, 1 h, done 50, record 50; B's post begin 100, call 100, error at 1 h 750 ms. A minute later
 * fetched at 1 h 60,850 ms, and B is posted 100 + 100 + 200 ms later. */
static void resume_repeats_neither_enqueue_nor_wait(void **state)
{
    struct play play;

    (void)state;
    play_yaml(&play, "bots: [{name: A, post: a}, {name: B, post: b}]\n"
                     "jobs:\n"
                     "  - {name: J, resume: step, steps: [{enqueue: K}, {wait: 1h}, {post: B}],"
                     " retry: {limit: 1, wait: 1m}}\n"
                     "  - {name: K, steps: [{post: A}]}\n"
                     "platform: {workers: 2}\n"
                     "schedule: [{enqueue: J}]\n"
                     "faults: [{bot: B, before: commit, kind: error}]\n");
    assert_int_equal(play_cell(&play, "A", 1)->posts, 1);
    assert_int_equal(play_count(&play, EVENT_PUSH), 1);
    assert_int_equal(play_count(&play, EVENT_WAIT), 1);
    ASSERT_MSEC(play_event(&play, EVENT_STRIKE, 1)->time, HOUR + 750);
    ASSERT_MSEC(play_cell(&play, "B", 1)->delay, HOUR + 60850 + 400);
    play_release(&play);
}

/* Acknowledged before its steps it goes on behind that: a retry, which its worker asks for, has the record, too. */
static void resume_follows_an_early_acknowledge(void **state)
{
    struct play play;

    (void)state;
    play_three(&play, "", "platform: {acknowledge: early}\nfaults: [{bot: B, before: commit, kind: error}]");
    expect_posts(&play, 1, 1, 1);
    assert_int_equal(play.trace.events[play_event(&play, EVENT_RESUME, 1)->cause].kind, EVENT_ACKNOWLEDGE);
    assert_int_equal(play_event(&play, EVENT_RESUME, 1)->value, 1);
    play_release(&play);
}

/* Two attempts of one job at once: the lease of the first ends while it stalls before B's commit. The second finds A
 * recorded, posts B and C and is done; the first goes on where it was and posts B, records it, and finds C recorded. */
static void resume_of_two_attempts_at_once_shares_the_record(void **state)
{
    struct play play;

    (void)state;
    play_three(&play, "",
               "platform: {workers: 2, on_crash: lease, lease: 30s}\n"
               "faults: [{bot: B, before: commit, kind: stall, for: 60s}]");
    expect_posts(&play, 1, 2, 1);
    assert_int_equal(play_cell(&play, "C", 1)->attempts, 1);
    play_release(&play);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(resume_retry_goes_on_at_the_step_that_failed),
        cmocka_unit_test(resume_crash_between_commit_and_record_repeats_that_step_alone),
        cmocka_unit_test(resume_record_takes_the_time_that_its_job_says),
        cmocka_unit_test(resume_begins_a_step_whose_error_was_caught_and_passes_over_what_follows),
        cmocka_unit_test(resume_of_a_job_that_is_through_only_acknowledges),
        cmocka_unit_test(resume_skip_that_ends_the_job_ends_it_for_good),
        cmocka_unit_test(resume_record_is_the_instances),
        cmocka_unit_test(resume_repeats_neither_enqueue_nor_wait),
        cmocka_unit_test(resume_follows_an_early_acknowledge),
        cmocka_unit_test(resume_of_two_attempts_at_once_shares_the_record),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
