/* Lengths of the platform's that vary, and when somebody looks: for due retries, for leases that are over. */
#include "support/play.h"
#include "support/test.h"

#include <stdio.h>

#include "base/random.h"

/* What the platform draws in a run of seed 1, from its own stream: uniform in both ends inclusive. */
static msec draw(struct random *random, msec low, msec high)
{
    return low + (msec)random_below(random, (uint64_t)(high - low) + 1);
}

static struct random platform_dice(void)
{
    struct random random;

    random_seed(&random, 1, RANDOM_PLATFORM);
    return random;
}

static void play_struck(struct play *play, const char *platform, const char *faults)
{
    char lines[500];

    snprintf(lines, sizeof lines, "platform: %s\nfaults: [%s]", platform, faults);
    play_one_bot(play, "none", "{limit: 3, wait: 1m}", lines);
}

/* The worker dies right after the commit of each of the first two attempts. The lease of each begins with its fetch, is
 * as long as is drawn for it, and the next fetch comes 100 ms after its end. The fetch tells how long it is. */
static void lease_is_drawn_for_each_delivery(void **state)
{
    struct random dice = platform_dice();
    msec end = 0;
    struct play play;

    (void)state;
    play_struck(&play, "{on_crash: lease, lease: 37s..60s}", "{bot: B, after: commit, kind: crash, times: 2}");
    assert_int_equal(play_count(&play, EVENT_FETCH), 3);
    for (uint32_t n = 1; n <= 3; n++) {
        const struct event *fetch = play_event(&play, EVENT_FETCH, n);
        msec lease = draw(&dice, 37000, 60000);

        ASSERT_MSEC(fetch->time, end + 100);
        ASSERT_MSEC(fetch->value, lease);
        end = fetch->time + lease;
        if (n < 3)
            ASSERT_MSEC(play_event(&play, EVENT_RECOVER, n)->time, end);
    }
    play_release(&play);
}

/* One that is renewed keeps its length: fetched at 100, renewed at 10100, 20100 and 30100, with which the process
 * freezes for good; what is left of it is its length, from 30100 on. */
static void lease_that_varies_is_renewed_by_its_length(void **state)
{
    struct random dice = platform_dice();
    msec lease = draw(&dice, 20000, 25000);
    struct play play;

    (void)state;
    play_one_bot(&play, "none", "{limit: 0}",
                 "platform: {processes: 2, on_crash: lease, lease: 20s..25s, renew: 10s}\n"
                 "faults:\n  - {bot: B, before: call, kind: stall, for: 32s, attempts: [1]}\n"
                 "  - {bot: B, after: call, kind: freeze, for: 1h, attempts: [1]}");
    ASSERT_MSEC(play_event(&play, EVENT_RECOVER, 1)->time, 30100 + lease);
    play_release(&play);
}

/* Both jobs of a process that dies come back at one instant, which is drawn for its death; the next death draws anew. */
static void heartbeat_is_drawn_for_each_death(void **state)
{
    struct random dice = platform_dice();
    msec first = draw(&dice, 10000, 20000), second = draw(&dice, 10000, 20000);
    struct play play;

    (void)state;
    play_yaml(&play, "bots: [{name: B, post: b}]\n"
                     "jobs: [{name: J, steps: [{wait: 1h}, {post: B}]}]\n"
                     "platform: {workers: 2, on_crash: heartbeat, heartbeat: 10s..20s}\n"
                     "schedule: [{enqueue: J, copies: 2}]\n"
                     "faults: [{platform: kill, at: 30s}, {platform: kill, at: 90s}]");
    assert_int_equal(play_count(&play, EVENT_RECOVER), 4);
    for (uint32_t n = 1; n <= 4; n++)
        ASSERT_MSEC(play_event(&play, EVENT_RECOVER, n)->time, n <= 2 ? 30000 + first : 90000 + second);
    play_release(&play);
}

/* Whoever is frozen is thought dead after what was drawn for that freeze, if it is frozen for so long. */
static void heartbeat_is_drawn_for_each_freeze(void **state)
{
    struct random dice = platform_dice();
    msec unheard = draw(&dice, 10000, 20000);
    struct play play;

    (void)state;
    play_struck(&play, "{processes: 2, on_crash: heartbeat, heartbeat: 10s..20s}",
                "{bot: B, before: call, kind: freeze, for: 25s}");
    ASSERT_MSEC(play_event(&play, EVENT_RECOVER, 1)->time, 200 + unheard);
    play_release(&play);
    play_struck(&play, "{processes: 2, on_crash: heartbeat, heartbeat: 10s..20s}",
                "{bot: B, before: call, kind: freeze, for: 9s}");
    assert_int_equal(play_count(&play, EVENT_RECOVER), 0);
    play_release(&play);
}

/* Looks follow each other from 0 on. Of two retries, due at 60300 and 60900, each waits for the first look that is not
 * before it: they are no two chains. */
static void looks_are_a_chain(void **state)
{
    struct random dice = platform_dice();
    msec look = 0, seen[2];
    struct play play;

    (void)state;
    for (int i = 0; i < 2; i++) {
        while (look < (i == 0 ? 60300 : 60900))
            look += draw(&dice, 300, 500);
        seen[i] = look;
    }
    play_yaml(&play, "bots: [{name: B, post: b}]\n"
                     "jobs: [{name: J, steps: [{post: B}], retry: {limit: 1, wait: 1m}}]\n"
                     "platform: {workers: 2, poll: 300ms..500ms}\n"
                     "schedule: [{enqueue: J, copies: 2, apart: 600ms}]\n"
                     "faults: [{bot: B, before: commit, kind: error, times: 2}]");
    assert_int_equal(play_count(&play, EVENT_REQUEUE), 2);
    for (uint32_t n = 1; n <= 2; n++) {
        ASSERT_MSEC(play_event(&play, EVENT_RETRY, n)->value, n == 1 ? 60300 : 60900);
        ASSERT_MSEC(play_event(&play, EVENT_REQUEUE, n)->time, seen[n - 1]);
    }
    play_release(&play);
}

/* After ten years of looks each ms or so the next one is near nevertheless, and found at once. */
static void looks_of_years_are_not_drawn(void **state)
{
    msec requeued;
    struct play play;

    (void)state;
    play_one_bot(&play, "none", "{limit: 1, wait: 3000d}",
                 "platform: {poll: 1ms..3ms}\nfaults: [{bot: B, before: commit, kind: error}]");
    requeued = play_event(&play, EVENT_REQUEUE, 1)->time;
    assert_true(requeued >= 3000 * DAY + 300 && requeued <= 3000 * DAY + 303);
    play_release(&play);
}

/* Looks of no length are no looks: a retry is seen at once. */
static void looks_that_take_no_time_are_at_once(void **state)
{
    static const char *const polls[] = {"{poll: 0s..0s}", "{poll: exp(0s)}"};

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct play play;

        play_struck(&play, polls[i], "{bot: B, before: commit, kind: error}");
        ASSERT_MSEC(play_event(&play, EVENT_REQUEUE, 1)->time, 60300);
        play_release(&play);
    }
}

/* The worker dies at 500 with a lease that began at 100. It is over at 60100, which somebody sees at 100 s; or when
 * process 2 starts, if it is over by then; or when process 1 is back from its end at 80 s. At 60 s it is not. */
static void ended_lease_is_seen_when_somebody_looks(void **state)
{
    static const struct {
        const char *faults;
        msec recovered;
    } cases[] = {
        {"{bot: B, after: commit, kind: crash}", 100000},
        {"{bot: B, after: commit, kind: crash}, {platform: start, process: 2, at: 70s}", 70000},
        {"{bot: B, after: commit, kind: crash}, {platform: start, process: 2, at: 60s}", 100000},
        {"{bot: B, after: commit, kind: crash}, {platform: kill, at: 80s}", 81000},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct play play;

        play_struck(&play, "{processes: 2, on_crash: lease, lease: 60s, check_every: 100s}", cases[i].faults);
        ASSERT_MSEC(play_event(&play, EVENT_ORPHAN, 1)->value, 100000);
        assert_int_equal(play_count(&play, EVENT_RECOVER), 1);
        ASSERT_MSEC(play_event(&play, EVENT_RECOVER, 1)->time, cases[i].recovered);
        ASSERT_MSEC(play_event(&play, EVENT_FETCH, 2)->time, cases[i].recovered + 100);
        play_release(&play);
    }
}

/* One that ends under an attempt at work is no matter as long as nobody looks: the attempt stalls from 200 on for 80 s,
 * and ends its job before 100 s; one that stalls for 110 s loses it there. */
static void lease_over_unseen_is_none(void **state)
{
    struct play play;

    (void)state;
    play_struck(&play, "{workers: 2, on_crash: lease, lease: 60s, check_every: 100s}",
                "{bot: B, before: call, kind: stall, for: 80s}");
    assert_int_equal(play_count(&play, EVENT_FETCH), 1);
    play_release(&play);
    play_struck(&play, "{workers: 2, on_crash: lease, lease: 60s, check_every: 100s}",
                "{bot: B, before: call, kind: stall, for: 110s}");
    ASSERT_MSEC(play_event(&play, EVENT_FETCH, 2)->time, 100100);
    play_release(&play);
}

/* A heartbeat of a process that died at 500 is missed at 15500, and looked for at 20 s; a start at 16 s sees it. */
static void missed_heartbeat_is_seen_when_somebody_looks(void **state)
{
    static const struct {
        const char *faults;
        msec recovered;
    } cases[] = {
        {"{bot: B, after: commit, kind: crash}", 20000},
        {"{bot: B, after: commit, kind: crash}, {platform: start, process: 2, at: 16s}", 16000},
        {"{bot: B, after: commit, kind: crash}, {platform: start, process: 2, at: 15s}", 20000},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct play play;

        play_struck(&play, "{processes: 2, on_crash: heartbeat, heartbeat: 15s, check_every: 10s}", cases[i].faults);
        ASSERT_MSEC(play_event(&play, EVENT_RECOVER, 1)->time, cases[i].recovered);
        play_release(&play);
    }
}

/* Two leases are over when a process starts, and both jobs come back at once, to workers that are idle: what has been
 * over for longest first. A retry that waits is not touched. */
static void start_finds_all_that_is_over(void **state)
{
    struct play play;

    (void)state;
    play_yaml(&play, "bots: [{name: B, post: b}]\n"
                     "jobs: [{name: J, steps: [{post: B}], retry: {limit: 1, wait: 1h}}]\n"
                     "platform: {processes: 4, on_crash: lease, lease: 60s, check_every: 100s}\n"
                     "schedule: [{enqueue: J, copies: 3, apart: 10s}]\n"
                     "faults:\n"
                     "  - {bot: B, before: call, kind: error, instance: 1}\n"
                     "  - {bot: B, before: call, kind: crash, times: 2}\n"
                     "  - {platform: start, process: 4, at: 90s}\n");
    assert_int_equal(play_count(&play, EVENT_RECOVER), 2);
    for (uint32_t n = 1; n <= 2; n++) {
        ASSERT_MSEC(play_event(&play, EVENT_RECOVER, n)->time, 90000);
        assert_int_equal(play_event(&play, EVENT_RECOVER, n)->job, n + 1);
    }
    assert_int_equal(play_event(&play, EVENT_FETCH, 4)->job, 2);
    assert_int_equal(play_event(&play, EVENT_FETCH, 5)->job, 3);
    ASSERT_MSEC(play_event(&play, EVENT_REQUEUE, 1)->time, 3600200);
    play_release(&play);
}

/* A process that has not started takes no job and is not deployed, nor killed; it does from its start on. */
static void process_is_not_there_before_it_starts(void **state)
{
    struct play play;

    (void)state;
    play_yaml(&play, "bots: [{name: B, post: b}]\n"
                     "jobs: [{name: J, steps: [{post: B}]}]\n"
                     "schedule: [{enqueue: J}]\n"
                     "faults:\n"
                     "  - {platform: kill, at: 2s}\n"
                     "  - {platform: deploy, at: 4s, grace: 1s}\n"
                     "  - {platform: start, at: 10s}\n");
    assert_int_equal(play_count(&play, EVENT_CRASH), 0);
    assert_int_equal(play_count(&play, EVENT_RESTART), 0);
    assert_int_equal(play_count(&play, EVENT_FETCH), 1);
    ASSERT_MSEC(play_event(&play, EVENT_FETCH, 1)->time, 10100);
    assert_int_equal(play.trace.events[play_event(&play, EVENT_FETCH, 1)->cause].kind, EVENT_START);
    play_release(&play);
}

/* Cut before its only process is there, a job waits for nothing that has happened but its enqueue. */
static void cut_before_any_process_started_is_of_the_enqueue(void **state)
{
    struct play play;

    (void)state;
    play_yaml(&play, "bots: [{name: B, post: x}]\njobs: [{name: J, steps: [{post: B}]}]\n"
                     "schedule: [{enqueue: J}]\nfaults: [{platform: start, at: 2s}]\nuntil: 1s\n");
    assert_ptr_equal(&play.trace.events[play_event(&play, EVENT_CUT, 1)->cause], play_event(&play, EVENT_ENQUEUE, 1));
    play_release(&play);
}

/* An error at 300 is retried at 200300. A worker holds it under leases of 60 s, the first from 300 on: they end at 60300,
 * 120300 and 180300, and each makes one delivery more. All of them begin when the retry is due, the first one first, and
 * are fetched 100 ms later. Its success ends the job; the others post as well. */
static void held_retry_is_delivered_at_each_end_of_its_lease(void **state)
{
    struct play play;

    (void)state;
    play_one_bot(&play, "none", "{limit: 1, wait: 200s}",
                 "platform: {workers: 4, poll: 7s, on_crash: lease, lease: 60s, retries_wait: worker}\n"
                 "faults: [{bot: B, before: commit, kind: error}]");
    assert_int_equal(play_count(&play, EVENT_REDELIVER), 3);
    assert_int_equal(play_count(&play, EVENT_REQUEUE), 4);
    for (uint32_t n = 1; n <= 3; n++) {
        ASSERT_MSEC(play_event(&play, EVENT_REDELIVER, n)->time, 300 + 60000 * n);
        ASSERT_MSEC(play_event(&play, EVENT_REDELIVER, n)->value, 200300);
    }
    for (uint32_t n = 1; n <= 4; n++) {
        ASSERT_MSEC(play_event(&play, EVENT_REQUEUE, n)->time, 200300);
        assert_int_equal(play_event(&play, EVENT_REQUEUE, n)->detail, n > 1);
        ASSERT_MSEC(play_event(&play, EVENT_FETCH, n + 1)->time, 200400);
    }
    assert_int_equal(play_cell(&play, "B", 1)->posts, 4);
    assert_int_equal(play.ledger.jobs[0].attempts, 5);
    assert_int_equal(play.ledger.jobs[0].state, JOB_SUCCEEDED);
    play_release(&play);
}

/* A lease that outlasts the wait, or of which nobody sees the end before the retry is due, delivers nothing twice; a
 * process that starts meanwhile sees one end, and from then on the lease begins anew. */
static void held_retry_is_delivered_again_only_if_somebody_looks(void **state)
{
    static const struct {
        const char *lease, *fault;
        uint32_t redelivered;
    } cases[] = {
        {"lease: 201s", "", 0},
        {"lease: 60s, check_every: 201s", "", 0},
        {"lease: 60s, check_every: 150s", "", 1},
        {"lease: 60s, check_every: 1h", ", {platform: start, process: 2, at: 100s}", 1},
        {"lease: 60s, check_every: 1h", ", {platform: start, process: 2, at: 60s}", 0},
        {"lease: 60s, check_every: 150s", ", {platform: start, process: 2, at: 100s}", 1},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char lines[300];
        struct play play;

        snprintf(lines, sizeof lines,
                 "platform: {processes: 2, on_crash: lease, %s, retries_wait: worker}\n"
                 "faults: [{bot: B, before: commit, kind: error}%s]",
                 cases[i].lease, cases[i].fault);
        play_one_bot(&play, "none", "{limit: 1, wait: 200s}", lines);
        assert_int_equal(play_count(&play, EVENT_REDELIVER), cases[i].redelivered);
        assert_int_equal(play_cell(&play, "B", 1)->posts, 1 + cases[i].redelivered);
        play_release(&play);
    }
}

/* Looked at every 3 s for every job, three jobs that are there at 100 are taken at 3000, 6000 and 9000 by one worker, each
 * fetched 100 later and done 2 s after that; two workers take two of them at the first look. One that is there at the
 * instant of a look is taken then. An error at 3200 is retried 2800 later, at the look of 6000. */
static void every_job_waits_for_a_look(void **state)
{
    static const struct {
        const char *platform, *entry, *fault;
        msec fetched[4];
    } cases[] = {
        {"{poll: 3s, poll_for: all}", "at: 100ms, copies: 3, apart: 1ms", "", {3100, 6100, 9100}},
        {"{poll: 3s, poll_for: all, workers: 2}", "at: 100ms, copies: 3, apart: 1ms", "", {3100, 3100, 6100}},
        {"{poll: 3s, poll_for: all}", "at: 3s", "", {3100}},
        {"{poll: 3s, poll_for: all}", "at: 1s", "{bot: B, before: call, kind: error}", {3100, 6100}},
        {"{poll: 3s, poll_for: retries}", "at: 100ms, copies: 2, apart: 1ms", "", {200, 2300}},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct play play;
        char yaml[500];

        snprintf(yaml, sizeof yaml,
                 "bots: [{name: B, post: x}]\n"
                 "jobs: [{name: J, steps: [{post: B}], retry: {limit: 1, wait: 2800ms}}]\n"
                 "schedule: [{enqueue: J, %s}]\nplatform: %s\nfaults: [%s]\n",
                 cases[i].entry, cases[i].platform, cases[i].fault);
        play_yaml(&play, yaml);
        for (uint32_t n = 0; n < 4 && cases[i].fetched[n] > 0; n++)
            ASSERT_MSEC(play_event(&play, EVENT_FETCH, n + 1)->time, cases[i].fetched[n]);
        play_release(&play);
    }
}

/* The job waits for the look of 3 s; the process is killed at 2 s, with nothing in it: the kill has struck nobody, though
 * the run is cut while the job waits for the process. */
static void kill_of_a_process_that_waits_for_a_look_strikes_nobody(void **state)
{
    struct fault_set struck = {0};
    struct play play;

    (void)state;
    play_yaml(&play, "bots: [{name: B, post: x}]\njobs: [{name: J, steps: [{post: B}]}]\n"
                     "schedule: [{enqueue: J, at: 1s}]\nplatform: {poll: 3s, poll_for: all}\n"
                     "faults: [{platform: kill, at: 2s}]\nuntil: 2500ms\n");
    assert_int_equal(play.trace.events[play_event(&play, EVENT_CUT, 1)->cause].kind, EVENT_CRASH);
    trace_struck(&play.trace, &struck);
    assert_false(fault_set_has(&struck, 0));
    play_release(&play);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lease_is_drawn_for_each_delivery),
        cmocka_unit_test(lease_that_varies_is_renewed_by_its_length),
        cmocka_unit_test(heartbeat_is_drawn_for_each_death),
        cmocka_unit_test(heartbeat_is_drawn_for_each_freeze),
        cmocka_unit_test(looks_are_a_chain),
        cmocka_unit_test(looks_of_years_are_not_drawn),
        cmocka_unit_test(looks_that_take_no_time_are_at_once),
        cmocka_unit_test(ended_lease_is_seen_when_somebody_looks),
        cmocka_unit_test(lease_over_unseen_is_none),
        cmocka_unit_test(missed_heartbeat_is_seen_when_somebody_looks),
        cmocka_unit_test(start_finds_all_that_is_over),
        cmocka_unit_test(process_is_not_there_before_it_starts),
        cmocka_unit_test(cut_before_any_process_started_is_of_the_enqueue),
        cmocka_unit_test(held_retry_is_delivered_at_each_end_of_its_lease),
        cmocka_unit_test(held_retry_is_delivered_again_only_if_somebody_looks),
        cmocka_unit_test(every_job_waits_for_a_look),
        cmocka_unit_test(kill_of_a_process_that_waits_for_a_look_strikes_nobody),
    };

    return test_main("engine_looks", tests, sizeof tests / sizeof *tests);
}
