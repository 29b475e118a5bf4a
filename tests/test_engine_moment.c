/* Waits that count from the moment at which their job was enqueued. */
#include "support/play.h"
#include "support/test.h"

#include <stdio.h>

enum { POSTED_AFTER = 50 + 100 + 100 + 200 }; /* the wait's done, begin, call and commit of the post */

static void play_wait(struct play *play, const char *job, const char *lines)
{
    char yaml[700];

    snprintf(yaml, sizeof yaml, "bots: [{name: B, post: b}]\njobs: [%s]\n%s\n", job, lines);
    play_yaml(play, yaml);
}

/* Enqueued at 1 h, it posts from 4 h on. The first attempt fails then; its retry comes when that moment is over, and has
 * nothing to wait for: fetched 100 ms after 5 h 0.45 s, it begins its wait 50 ms later. */
static void wait_from_the_enqueue_is_over_for_a_retry(void **state)
{
    struct play play;

    (void)state;
    play_wait(&play, "{name: J, steps: [{wait: 3h, from: enqueue}, {post: B}], retry: {limit: 1, wait: 1h}}",
              "schedule: [{enqueue: J, at: 1h}]\nfaults: [{bot: B, before: commit, kind: error}]");
    ASSERT_MSEC(play_event(&play, EVENT_WAIT, 1)->time, 4 * HOUR);
    ASSERT_MSEC(play_event(&play, EVENT_RETRY, 1)->value, 5 * HOUR + 250);
    ASSERT_MSEC(play_event(&play, EVENT_WAIT, 2)->time, 5 * HOUR + 250 + 100 + 50);
    ASSERT_MSEC(play_event(&play, EVENT_COMMIT, 1)->time, 5 * HOUR + 250 + 100 + 50 + POSTED_AFTER);
    play_release(&play);
}

/* What an attempt stalls for is part of its wait, where that is longer; else the stall is. */
static void stall_before_the_moment_does_not_move_it(void **state)
{
    static const struct {
        const char *stall;
        msec over;
    } cases[] = {{"2h", 3 * HOUR}, {"4h", 4 * HOUR + 150}};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char lines[200];
        struct play play;

        snprintf(lines, sizeof lines,
                 "schedule: [{enqueue: J}]\nfaults: [{job: J, step: 1, after: begin, kind: stall, for: %s}]",
                 cases[i].stall);
        play_wait(&play, "{name: J, steps: [{wait: 3h, from: enqueue}, {post: B}]}", lines);
        ASSERT_MSEC(play_event(&play, EVENT_WAIT, 1)->time, cases[i].over);
        play_release(&play);
    }
}

/* Nor is it moved where the whole process stands still, from 250 ms on, if it goes on before: two jobs, the second of
 * which freezes both as it is about to wait. Later than that both go on when the process does. */
static void freeze_before_the_moment_does_not_move_it(void **state)
{
    static const struct {
        const char *freeze;
        msec over;
    } cases[] = {{"2h", 3 * HOUR}, {"4h", 4 * HOUR + 150}};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char lines[300];
        struct play play;

        snprintf(lines, sizeof lines,
                 "platform: {workers: 2}\nschedule: [{enqueue: J, copies: 2}]\n"
                 "faults: [{job: J, step: 1, after: begin, kind: freeze, for: %s, instance: 2}]",
                 cases[i].freeze);
        play_wait(&play, "{name: J, steps: [{wait: 3h, from: enqueue}, {post: B}]}", lines);
        assert_int_equal(play_count(&play, EVENT_WAIT), 2);
        for (uint32_t n = 1; n <= 2; n++)
            ASSERT_MSEC(play_event(&play, EVENT_WAIT, n)->time, cases[i].over);
        play_release(&play);
    }
}

/* A wait from its step is moved by as much as the freeze lasts: fetched at 100 ms, begun at 150, frozen from then on. */
static void freeze_moves_a_wait_from_its_step(void **state)
{
    struct play play;

    (void)state;
    play_wait(&play, "{name: J, steps: [{wait: 3h}, {post: B}]}",
              "schedule: [{enqueue: J}]\nfaults: [{job: J, step: 1, after: begin, kind: freeze, for: 2h}]");
    ASSERT_MSEC(play_event(&play, EVENT_WAIT, 1)->time, 5 * HOUR + 150);
    play_release(&play);
}

/* Of a job that another one enqueues it counts from there: the push at 10 s after the fetch, 100 ms and 50 ms each of the
 * enqueue's begin, call and push. */
static void wait_of_a_child_counts_from_its_push(void **state)
{
    struct play play;

    (void)state;
    play_wait(&play,
              "{name: Top, steps: [{wait: 10s}, {enqueue: J}]},"
              " {name: J, steps: [{wait: 1h, from: enqueue}, {post: B}]}",
              "schedule: [{enqueue: Top}]");
    ASSERT_MSEC(play_event(&play, EVENT_WAIT, 2)->time, play_event(&play, EVENT_PUSH, 1)->time + HOUR);
    play_release(&play);
}

/* A delivery that is repeated waits for the moment of the first. */
static void repeated_delivery_waits_for_the_same_moment(void **state)
{
    struct play play;

    (void)state;
    play_wait(&play, "{name: J, steps: [{wait: 1h, from: enqueue}, {post: B}]}",
              "platform: {workers: 2}\nschedule: [{enqueue: J, at: 5s}]\nfaults: [{platform: twice, job: J}]");
    assert_int_equal(play_count(&play, EVENT_WAIT), 2);
    for (uint32_t n = 1; n <= 2; n++)
        ASSERT_MSEC(play_event(&play, EVENT_WAIT, n)->time, HOUR + 5000);
    play_release(&play);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(wait_from_the_enqueue_is_over_for_a_retry),
        cmocka_unit_test(stall_before_the_moment_does_not_move_it),
        cmocka_unit_test(freeze_before_the_moment_does_not_move_it),
        cmocka_unit_test(freeze_moves_a_wait_from_its_step),
        cmocka_unit_test(wait_of_a_child_counts_from_its_push),
        cmocka_unit_test(repeated_delivery_waits_for_the_same_moment),
    };

    return test_main("engine_moment", tests, sizeof tests / sizeof *tests);
}
