/* What is given, in words: derived by hand from each file. */
#include <string.h>

#include "support/play.h"
#include "support/test.h"
#include "words/outage.h"
#include "words/premises.h"

static void add(void *context, const char *head, const char *premise)
{
    text_addf(context, "%s | %s\n", head, premise);
}

static void assert_given(const struct play *play, uint32_t told, const char *expected)
{
    struct text out = {0};
    struct premises premises = {.trace = &play->trace, .told = told, .tell = add, .context = &out};

    premises_tell(&premises);
    assert_string_equal(text_str(&out), expected);
    text_release(&out);
}

/* Of a scenario in which nothing is special, before anything has happened. */
#define PLAIN "bots: [{name: A, post: a}]\njobs: [{name: J, steps: [{post: A}]}]\nschedule: [{enqueue: J}]\n"
#define PLAIN_GIVEN                                                                                                    \
    "J | posts for A\n"                                                                                                \
    "retry | never; when a job has failed it is kept and can be seen\n"                                                \
    "workers | one\n"

static void assert_given_of(const char *yaml, const char *expected)
{
    struct play play;

    play_yaml(&play, yaml);
    assert_given(&play, NO_EVENT, expected);
    play_release(&play);
}

static void premises_tell_a_plain_scenario_in_few_words(void **state)
{
    (void)state;
    assert_given_of(PLAIN, PLAIN_GIVEN "guard | A: no guard\n");
}

/* What a crash leaves, a lease, heartbeats, restarts are nothing to a scenario in which no process can die. */
static void premises_leave_out_what_cannot_matter(void **state)
{
    (void)state;
    assert_given_of(PLAIN "platform: {on_crash: heartbeat, heartbeat: 60s, recoveries: 3, recovered_at: head, "
                          "restart: 5s, poll: 5s, retried_at: head}\n",
                    PLAIN_GIVEN "guard | A: no guard\n");
}

static void premises_tell_what_a_crash_leaves_where_one_may_come(void **state)
{
    (void)state;
    assert_given_of(PLAIN "platform: {on_crash: heartbeat, heartbeat: 60s, recoveries: 3, restart: 5s}\n"
                          "faults: [{bot: A, before: commit, kind: crash}]\n",
                    PLAIN_GIVEN "acknowledge | late: the queue lets go of a job after its steps\n"
                                "on_crash | what comes back of a dead process's jobs: all, when its heartbeat is "
                                "missed\n"
                                "heartbeat | missed after 60 s\n"
                                "crash_counts | a crash is no failure: the job is recovered\n"
                                "recoveries | a job comes back 3 times; the next crash is its end\n"
                                "restart | a process is back 5 s after its end\n"
                                "guard | A: no guard\n");
}

static void premises_tell_where_a_job_goes_on_that_records_its_steps(void **state)
{
    (void)state;
    assert_given_of("bots: [{name: A, post: a}]\njobs: [{name: J, resume: step, steps: [{post: A}]}]\n"
                    "schedule: [{enqueue: J}]\n",
                    "J | posts for A; each step is recorded when it is done, and another attempt goes on behind that\n"
                    "retry | never; when a job has failed it is kept and can be seen\n"
                    "workers | one\n"
                    "guard | A: no guard\n");
}

/* A lease may end whatever breaks. */
static void premises_tell_a_lease_with_its_renewal(void **state)
{
    (void)state;
    assert_given_of(PLAIN "platform: {on_crash: lease, lease: 30s, renew: 10s, check_every: 5s, ended_lease: by-job, "
                          "crash_counts: yes}\n",
                    PLAIN_GIVEN "acknowledge | late: the queue lets go of a job after its steps\n"
                                "lease | 30 s: a delivery that is not acknowledged by then goes to another worker; "
                                "renewed every 10 s while its process lives\n"
                                "check_every | what is over is looked for every 5 s\n"
                                "ended_lease | the end of an attempt that has lost its job is worth as much as any: "
                                "the first success of an attempt ends the job, wherever it waits, and a failure "
                                "counts and puts it back\n"
                                "crash_counts | a crash is a failure like an exception: the job is retried after its "
                                "wait, or exhausted\n"
                                "guard | A: no guard\n");
}

/* A child's crash leaves its process alone: what a dead process leaves is nothing to it. */
static void premises_tell_of_a_child_that_crashes(void **state)
{
    (void)state;
    assert_given_of(PLAIN "platform: {on_child_crash: retry}\n"
                          "faults: [{bot: A, before: commit, kind: crash}]\n",
                    PLAIN_GIVEN "on_child_crash | each job runs in a process of its own, whose crash is a failure, "
                                "retried like any other\n"
                                "guard | A: no guard\n");
}

static void premises_tell_outages_with_their_times(void **state)
{
    (void)state;
    assert_given_of(PLAIN "platform: {processes: 2, workers: 3, grace: 10s, leaves: failure}\n"
                          "faults:\n"
                          "  - {bot: A, before: commit, kind: error, times: always, until: 90s, name: A is down}\n"
                          "  - {bot: A, before: commit, kind: error, until: 90s, name: only once}\n"
                          "  - {platform: receiver-down, bot: A, at: 5s, for: 35s}\n"
                          "  - {platform: deploy, at: 50s, name: a new version}\n"
                          "  - {platform: kill, process: 2, at: 620ms}\n"
                          "  - {platform: start, process: 2, at: 50ms}\n",
                    "0 s – 90 s | A is down\n"
                    "5 s – 40 s | A's calls are answered with an error\n"
                    "50 s | a new version: a deploy, in which no job is taken any more, and those at work have 10 s; "
                    "then they fail, unrescued and counted\n"
                    "620 ms | process 2 is killed\n"
                    "50 ms | process 2 starts, which was not there before\n"
                    "J | posts for A\n"
                    "retry | never; when a job has failed it is kept and can be seen\n"
                    "workers | 2 processes of 3 workers each\n"
                    "acknowledge | late: the queue lets go of a job after its steps\n"
                    "on_crash | what comes back of a dead process's jobs: nothing\n"
                    "restart | a process is back 1 s after its end\n"
                    "guard | A: no guard\n");
}

/* A fault in a gap is told with the instant at which it struck, once it has: fetch 0.1 s, begin 0.2 s, call 0.3 s. */
static void premises_tell_a_fault_in_a_gap_once_it_struck(void **state)
{
    struct play play;
    uint32_t strike = 0;

    (void)state;
    play_yaml(&play, PLAIN "faults: [{bot: A, after: call, kind: error, name: the line breaks}]\n");
    while (play.trace.events[strike].kind != EVENT_STRIKE)
        strike++;
    assert_given(&play, strike - 1, PLAIN_GIVEN "guard | A: no guard\n");
    assert_given(&play, strike, "0.3 s | the line breaks\n" PLAIN_GIVEN "guard | A: no guard\n");
    assert_given(&play, play.trace.count - 1, "0.3 s | the line breaks\n" PLAIN_GIVEN "guard | A: no guard\n");
    play_release(&play);
}

static void premises_tell_jobs_and_guards_that_are_alike_together(void **state)
{
    (void)state;
    assert_given_of("bots: [{name: A, post: a, guard: idempotency-key, key: attempt, expires: 2h},"
                    " {name: B, post: b}, {name: C, post: c, guard: ask-receiver, visible_after: 5s, due: 1h},"
                    " {name: D, post: d}]\n"
                    "jobs:\n"
                    "  - {name: Top, steps: [{enqueue: JB}, {enqueue: JD}, {wait: 30s}, {post: A}, {post: C}],"
                    " rescue: continue, retry: {limit: 1, wait: 1m}}\n"
                    "  - {name: JB, steps: [{post: B}], retry: {limit: 3, wait: 1s..2s}, exhausted: discard}\n"
                    "  - {name: JD, steps: [{post: D}], retry: {limit: 3, wait: 1s..2s}, exhausted: discard}\n"
                    "platform: {workers: 2, acknowledge: early, poll: 5s, retried_at: head}\n"
                    "schedule: [{enqueue: Top, at: 10s, every: 24h, times: 2, copies: 2, apart: 1s}]\n"
                    "until: 3d\n",
                    "Top | enqueues JB, JD; waits 30 s; posts for A, C; catches every error and goes on\n"
                    "2 jobs | JB, JD: one post each\n"
                    "retry | Top: once, after 60 s; then it is kept and can be seen\n"
                    " | JB, JD: up to 3 times, after 1 s to 2 s; then it is gone\n"
                    "workers | 2, in one process\n"
                    "schedule | Top at 10 s and every 1 d, 2 times in all, each time in 2 copies, 1 s apart\n"
                    "acknowledge | early: the queue lets go of a job before its steps\n"
                    "poll | due retries are looked for every 5 s\n"
                    "retried_at | the head of its queue\n"
                    "due | C within 1 h\n"
                    "until | 3 d: there the run is broken off\n"
                    "guard | A: sends a key; every attempt has a key of its own, which expires after 2 h\n"
                    " | B, D: no guard\n"
                    " | C: asks the receiver, where a post is visible after 5 s\n");
}

/* The fault that the headline names. */
static void outage_is_what_the_clock_alone_brings(void **state)
{
    static const struct {
        const char *scenario, *outage;
    } cases[] = {
        {"sequential", "Worf's mail is down for the first 90 s"},
        {"key-expires", "every reply to Worf is lost on the first day"},
        {"relay-down", "the relay is down for the first 35 s"},
        {"hard-kill", "Data's cat pulls the plug"},
        {"poison-pill", NULL}, /* whenever Locutus posts, for ever */
        {"lost-reply", NULL},  /* once */
        {"happy-path", NULL},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct scenario *scenario = load_builtin(cases[i].scenario);
        const struct fault *outage = outage_of(scenario);

        assert_int_equal(outage != NULL, cases[i].outage != NULL);
        if (outage)
            assert_string_equal(outage->name, cases[i].outage);
        scenario_free(scenario);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(premises_tell_a_plain_scenario_in_few_words),
        cmocka_unit_test(premises_leave_out_what_cannot_matter),
        cmocka_unit_test(premises_tell_what_a_crash_leaves_where_one_may_come),
        cmocka_unit_test(premises_tell_where_a_job_goes_on_that_records_its_steps),
        cmocka_unit_test(premises_tell_a_lease_with_its_renewal),
        cmocka_unit_test(premises_tell_of_a_child_that_crashes),
        cmocka_unit_test(premises_tell_outages_with_their_times),
        cmocka_unit_test(premises_tell_a_fault_in_a_gap_once_it_struck),
        cmocka_unit_test(premises_tell_jobs_and_guards_that_are_alike_together),
        cmocka_unit_test(outage_is_what_the_clock_alone_brings),
    };

    return test_main("premises", tests, sizeof tests / sizeof *tests);
}
