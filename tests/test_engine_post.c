/* Posts, guards and gaps: what each of them does to the number of posts. */
#include "support/play.h"
#include "support/test.h"

#include <stdio.h>
#include <string.h>

/* The default latencies of a post, begin 100, call 100, commit 200, reply 300, done 1200 ms, between a fetch and an
 * acknowledge of 100 ms each: 100, 200, 300, 500, 800, 2000, 2100. */
static void post_without_guard_acts_at_its_latencies(void **state)
{
    static const struct {
        enum event_kind kind;
        msec time;
    } expected[] = {
        {EVENT_FETCH, 100}, {EVENT_BEGIN, 200}, {EVENT_CALL, 300},         {EVENT_COMMIT, 500},
        {EVENT_REPLY, 800}, {EVENT_DONE, 2000}, {EVENT_ACKNOWLEDGE, 2100},
    };
    struct play play;

    (void)state;
    play_one_bot(&play, "none", "{limit: 0}", "");
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        ASSERT_MSEC(play_event(&play, expected[i].kind, 1)->time, expected[i].time);
        assert_int_equal(play_count(&play, expected[i].kind), 1);
    }
    assert_int_equal(play_cell(&play, "B", 1)->state, POST_POSTED);
    ASSERT_MSEC(play_cell(&play, "B", 1)->delay, 500);
    play_release(&play);
}

struct gap_case {
    const char *guard;
    const char *micros; /* the micro-steps of the post in order */
    const char *
        /* how often it is posted when an attempt ends in the gap before the first, after the first, … and is tried
         * again */
        posts;
};

/* An attempt that ends once in a gap, by error or by a crash whose job comes back, and the one that follows it. none:
 * nothing remembers the first commit, so every gap from the commit on makes two. check-then-mark: two between commit
 * and mark. mark-then-post: none between claim and commit, for the second attempt skips. ask-receiver and an
 * idempotency key: always one. */
static const struct gap_case gap_cases[] = {
    {"none", "begin call commit reply done", "111222"},
    {"check-then-mark", "begin check call commit reply mark done", "11112211"},
    {"mark-then-post", "begin claim call commit reply done", "1100111"},
    {"ask-receiver", "begin ask call commit reply done", "1111111"},
    {"idempotency-key", "begin call commit reply done", "111111"},
};

static void strike_gap(struct play *play, const char *guard, const char *side, const char *micro, const char *kind)
{
    char lines[200];

    snprintf(lines, sizeof lines, "platform: {on_crash: requeue}\nfaults: [{bot: B, %s: %s, kind: %s}]", side, micro,
             kind);
    play_one_bot(play, guard, "{limit: 1, wait: 1m}", lines);
}

static void expect_posts(const struct gap_case *row, const char *micro, const char *side, size_t gap, const char *kind)
{
    uint32_t expected = (uint32_t)(row->posts[gap] - '0');
    struct play play;

    strike_gap(&play, row->guard, side, micro, kind);
    assert_int_equal(play_count(&play, EVENT_STRIKE), 1);
    if (play_cell(&play, "B", 1)->posts != expected)
        fail_msg("%s %s %s %s: %u posts, expected %u", row->guard, kind, side, micro, play_cell(&play, "B", 1)->posts,
                 expected);
    play_release(&play);
}

static void guards_with_a_strike_in_each_gap_post_as_often_as_the_table_says(void **state)
{
    static const char *const kinds[] = {"error", "crash"};

    (void)state;
    for (size_t g = 0; g < sizeof gap_cases / sizeof *gap_cases; g++) {
        for (size_t k = 0; k < 2; k++) {
            char micros[100];
            size_t gap = 0;

            snprintf(micros, sizeof micros, "%s", gap_cases[g].micros);
            for (char *micro = strtok(micros, " "); micro; micro = strtok(NULL, " ")) {
                expect_posts(&gap_cases[g], micro, "before", gap++, kinds[k]);
                expect_posts(&gap_cases[g], micro, "after", gap, kinds[k]);
            }
        }
    }
}

/* A claim that is lost is lost silently: the second attempt skips and succeeds. */
static void claim_then_error_is_skipped_and_silent(void **state)
{
    const struct ledger_cell *cell;
    struct play play;

    (void)state;
    strike_gap(&play, "mark-then-post", "before", "commit", "error");
    cell = play_cell(&play, "B", 1);
    assert_int_equal(cell->state, POST_SKIPPED);
    assert_int_equal(cell->skips, 1);
    assert_true(cell->is_silent);
    assert_int_equal(play.ledger.jobs[0].state, JOB_SUCCEEDED);
    play_release(&play);
}

/* Struck between call and commit at 300 ms, the exception comes after 5 s, at 5300, and the effect lands one second
 * later, at
 * 6300. The retry, a minute after the exception, begins with its fetch at 65400 and commits at 65800. */
static void timeout_before_commit_lands_one_second_after_the_exception(void **state)
{
    struct play play;

    (void)state;
    play_one_bot(&play, "none", "{limit: 1, wait: 1m}", "faults: [{bot: B, before: commit, kind: timeout}]");
    ASSERT_MSEC(play_event(&play, EVENT_STRIKE, 1)->time, 300);
    ASSERT_MSEC(play_event(&play, EVENT_RAISE, 1)->time, 5300);
    ASSERT_MSEC(play_event(&play, EVENT_COMMIT, 1)->time, 6300);
    assert_int_equal(play_event(&play, EVENT_COMMIT, 1)->detail, 1);
    assert_int_equal(play_event(&play, EVENT_COMMIT, 1)->attempt, 1);
    ASSERT_MSEC(play_event(&play, EVENT_COMMIT, 2)->time, 65800);
    assert_int_equal(play_cell(&play, "B", 1)->posts, 2);
    play_release(&play);
}

/* The lost reply: struck after the commit, the effect is there and the worker does not know it. */
static void timeout_after_commit_is_a_lost_reply(void **state)
{
    struct play play;

    (void)state;
    play_one_bot(&play, "check-then-mark", "{limit: 1, wait: 1m}",
                 "faults: [{bot: B, after: commit, kind: timeout, for: 10s}]");
    ASSERT_MSEC(play_event(&play, EVENT_RAISE, 1)->time, 600 + 10000);
    assert_int_equal(play_cell(&play, "B", 1)->posts, 2);
    assert_int_equal(play_count(&play, EVENT_MARK), 1);
    play_release(&play);
}

/* Struck before the call, nothing is on its way. */
static void timeout_before_call_lands_nothing(void **state)
{
    struct play play;

    (void)state;
    play_one_bot(&play, "none", "{limit: 0}", "faults: [{bot: B, before: call, kind: timeout}]");
    assert_int_equal(play_cell(&play, "B", 1)->posts, 0);
    assert_int_equal(play_cell(&play, "B", 1)->state, POST_FAILED);
    play_release(&play);
}

/* A receiver that shows a post 70 s after it was made says no to the ask of a retry after 60 s: commit at 600, the
 * error right after it, the retry's ask at 60600 + 100 + 100 + 100 = 60900, less than 70600. With 60 s it says yes:
 * 60600 is over. */
static void ask_before_the_receiver_shows_the_post_duplicates(void **state)
{
    static const struct {
        const char *visible_after;
        uint32_t posts;
    } cases[] = {{"70s", 2}, {"60s", 1}};

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        char yaml[600];
        struct play play;

        snprintf(yaml, sizeof yaml,
                 "bots: [{name: B, post: hello, guard: ask-receiver, visible_after: %s}]\n"
                 "jobs: [{name: J, steps: [{post: B}], retry: {limit: 1, wait: 60s}}]\n"
                 "schedule: [{enqueue: J}]\nfaults: [{bot: B, after: commit, kind: error}]\n",
                 cases[i].visible_after);
        play_yaml(&play, yaml);
        assert_int_equal(play_cell(&play, "B", 1)->posts, cases[i].posts);
        play_release(&play);
    }
}

struct key_case {
    const char *key;
    uint32_t copies, posts;
};

/* An error after the commit, one retry. Keyed by occurrence or job the retry is recognised, by attempt it is not. A
 * second copy of the same occurrence, an hour later, is another job: only the occurrence's key recognises it. */
static void idempotency_key_recognises_what_it_is_made_of(void **state)
{
    static const struct key_case cases[] = {
        {"{key: occurrence}", 1, 1}, {"{key: job}", 1, 1}, {"{key: attempt}", 1, 2},
        {"{key: occurrence}", 2, 1}, {"{key: job}", 2, 2},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char yaml[600], key[40];
        struct play play;

        snprintf(key, sizeof key, "%s", cases[i].key + 1);
        key[strlen(key) - 1] = '\0';
        snprintf(yaml, sizeof yaml,
                 "bots: [{name: B, post: hello, guard: idempotency-key, %s}]\n"
                 "jobs: [{name: J, steps: [{post: B}], retry: {limit: 1, wait: 60s}}]\n"
                 "schedule: [{enqueue: J, copies: %u%s}]\nfaults: [{bot: B, after: commit, kind: error}]\n",
                 key, cases[i].copies, cases[i].copies > 1 ? ", apart: 1h" : "");
        play_yaml(&play, yaml);
        assert_int_equal(play_cell(&play, "B", 1)->posts, cases[i].posts);
        play_release(&play);
    }
}

/* The key is written at 500 ms and forgotten 60 s later; the retry commits at 500 + 60000 + 500 = 61000. */
static void idempotency_key_that_expired_duplicates(void **state)
{
    struct play play;

    (void)state;
    play_yaml(&play, "bots: [{name: B, post: hello, guard: idempotency-key, expires: 60s}]\n"
                     "jobs: [{name: J, steps: [{post: B}], retry: {limit: 1, wait: 60s}}]\n"
                     "schedule: [{enqueue: J}]\nfaults: [{bot: B, after: commit, kind: error}]\n");
    assert_int_equal(play_cell(&play, "B", 1)->posts, 2);
    play_release(&play);
}

/* skipped: end leaves the job when the guard skips: attempt 1 posts A and fails at B, attempt 2 skips A and leaves, so
 * B never gets another chance. */
static void skipped_end_leaves_the_job(void **state)
{
    struct play play;

    (void)state;
    play_yaml(&play, "bots: [{name: A, post: a, guard: check-then-mark}, {name: B, post: b}]\n"
                     "jobs: [{name: J, steps: [{post: A, skipped: end}, {post: B}], retry: {limit: 1, wait: 60s}}]\n"
                     "schedule: [{enqueue: J}]\nfaults: [{bot: B, before: commit, kind: error}]\n");
    assert_int_equal(play_cell(&play, "A", 1)->posts, 1);
    assert_int_equal(play_cell(&play, "B", 1)->posts, 0);
    assert_int_equal(play_cell(&play, "B", 1)->attempts, 1);
    assert_int_equal(play.ledger.jobs[0].state, JOB_SUCCEEDED);
    play_release(&play);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(post_without_guard_acts_at_its_latencies),
        cmocka_unit_test(guards_with_a_strike_in_each_gap_post_as_often_as_the_table_says),
        cmocka_unit_test(claim_then_error_is_skipped_and_silent),
        cmocka_unit_test(timeout_before_commit_lands_one_second_after_the_exception),
        cmocka_unit_test(timeout_after_commit_is_a_lost_reply),
        cmocka_unit_test(timeout_before_call_lands_nothing),
        cmocka_unit_test(ask_before_the_receiver_shows_the_post_duplicates),
        cmocka_unit_test(idempotency_key_recognises_what_it_is_made_of),
        cmocka_unit_test(idempotency_key_that_expired_duplicates),
        cmocka_unit_test(skipped_end_leaves_the_job),
    };

    return test_main("engine_post", tests, sizeof tests / sizeof *tests);
}
