#include "support/play.h"
#include "support/prop.h"
#include "support/random_scenario.h"
#include "support/script.h"
#include "support/test.h"

#include <stdio.h>
#include <string.h>

#include "file/load.h"
#include "words/chain.h"
#include "words/narrate.h"
#include "words/verdict.h"
#include "words/wish.h"

static struct story story_of(const struct trace *trace)
{
    struct story story;
    struct err err;

    assert_true(story_init(&story, trace, &err));
    return story;
}

static void assert_says(void (*say)(const struct story *, uint32_t, struct text *), const struct trace *trace,
                        uint32_t event, const char *expected)
{
    struct story story = story_of(trace);
    struct text line = {0};

    say(&story, event, &line);
    assert_string_equal(text_str(&line), expected);
    text_release(&line);
    story_release(&story);
}

static size_t chain_of(const struct trace *trace, const struct ledger *ledger, uint32_t bot, uint32_t *events,
                       size_t max)
{
    struct story story = story_of(trace);
    size_t count = narrate_chain(&story, ledger, bot, 1, events, max);

    story_release(&story);
    return count;
}

static void assert_tells(const struct trace *trace, uint32_t event, const char *expected)
{
    assert_says(narrate_event, trace, event, expected);
}

/* The sentences of the story; the first of them is the design's own. */
static void narrate_sequential_tells_the_story(void **state)
{
    struct script script;
    const struct trace *trace = &script.trace;

    (void)state;
    script_sequential(&script);
    assert_tells(trace, 28,
                 "Riker's post reaches the world a second time, because BotsJob was started over, because Worf failed "
                 "in attempt 1; "
                 "and nothing asks whether Riker has posted.");
    assert_tells(trace, 6, "Picard's post reaches the world.");
    assert_tells(trace, 17, "Worf fails before his post is made: Worf's mail is down for the first 90 s.");
    assert_tells(trace, 19, "BotsJob will be started over in 60 s, because Worf failed in attempt 1.");
    assert_tells(trace, 21, "BotsJob is started over in attempt 2, because Worf failed in attempt 1.");
    assert_tells(trace, 24, "Picard's post is skipped, because attempt 1 of BotsJob marked it.");
    assert_tells(trace, 33, "Worf fails again before his post is made: Worf's mail is down for the first 90 s.");
    assert_tells(trace, 35,
                 "BotsJob gives up after 2 failures and stays among the dead jobs, because Worf failed in attempt 2.");
    assert_tells(trace, 36, "Worf never posts, because BotsJob gave up, because Worf failed in attempt 2.");
    assert_tells(trace, 37, "Locutus never gets to post, because BotsJob gave up, because Worf failed in attempt 2.");
    assert_tells(trace, 39, "Nothing is left to do: the run is over.");
    script_release(&script);
}

static void narrate_sequential_in_few_words(void **state)
{
    struct script script;
    const struct trace *trace = &script.trace;

    (void)state;
    script_sequential(&script);
    assert_says(narrate_event_short, trace, 12, "posts");
    assert_says(narrate_event_short, trace, 17, "error after call");
    assert_says(narrate_event_short, trace, 21, "starts over");
    assert_says(narrate_event_short, trace, 24, "skipped: already posted");
    assert_says(narrate_event_short, trace, 28, "AGAIN: the same words");
    assert_says(narrate_event_short, trace, 35, "gave up after 2 failures: dead");
    assert_says(narrate_event_short, trace, 36, "never posted");
    assert_says(narrate_event_short, trace, 37, "never ran");
    assert_says(narrate_because, trace, 21, "Worf failed in attempt 1");
    assert_says(narrate_because, trace, 28, "BotsJob was started over, because Worf failed in attempt 1");
    assert_says(narrate_because, trace, 17, "Worf's mail is down for the first 90 s");
    assert_says(narrate_because, trace, 12, "");
    assert_says(narrate_hole, trace, 28, "nothing asks whether Riker has posted");
    assert_says(narrate_hole, trace, 12, "");
    script_release(&script);
}

/* A scenario, one of its events, and its sentence. */
struct situation {
    const char *guard; /* Picard's, and what else his mapping holds */
    const char *job;   /* what else the mapping of BotsJob holds */
    const char *lines;
    enum event_kind kind;
    uint32_t nth; /* of its kind, from 1 */
    const char *expected;
};

/* Picard, then Worf, who has no guard, in BotsJob; each sentence was held against what the model says must have
 * happened. */
static const struct situation situations[] = {
    /* lost replies, timeouts, late landings */
    {"none", "", "faults: [{bot: Picard, after: commit, kind: error}]", EVENT_STRIKE, 1,
     "Picard fails after his post is made and before the reply."},
    {"none", "", "faults: [{bot: Picard, after: commit, kind: timeout, for: 5s}]", EVENT_STRIKE, 1,
     "Picard hears nothing for 5 s after his post is made and before the reply."},
    {"none", "", "faults: [{bot: Picard, after: commit, kind: error}]", EVENT_FETCH, 2,
     "BotsJob is started over in attempt 2, because Picard's reply was lost in attempt 1."},
    {"none", "", "faults: [{bot: Picard, after: call, kind: timeout, for: 5s}]", EVENT_STRIKE, 1,
     "Picard hears nothing for 5 s after his call, which is still on its way."},
    {"none", "", "faults: [{bot: Picard, after: call, kind: timeout, for: 5s}]", EVENT_COMMIT, 1,
     "Picard's post reaches the world after all, though attempt 1 of BotsJob has given up on it."},
    {"none", "", "faults: [{bot: Picard, after: call, kind: timeout, for: 5s}]", EVENT_RAISE, 1,
     "Attempt 1 of BotsJob gives up waiting for an answer."},
    /* holes of the guards */
    {"check-then-mark", "", "faults: [{bot: Picard, after: reply, kind: error}]", EVENT_COMMIT, 2,
     "Picard posts a second time, because BotsJob was started over, because Picard failed after posting in attempt 1; "
     "and the first was not marked yet."},
    {"ask-receiver, visible_after: 10m", "", "faults: [{bot: Picard, after: reply, kind: error}]", EVENT_COMMIT, 2,
     "Picard posts a second time, because BotsJob was started over, because Picard failed after posting; "
     "and the receiver did not show the first post yet."},
    {"idempotency-key, key: attempt", "", "faults: [{bot: Worf, before: commit, kind: error}]", EVENT_COMMIT, 2,
     "Picard's post reaches the world a second time, because BotsJob was started over, because Worf failed in attempt "
     "1; "
     "and every attempt has a key of its own."},
    {"idempotency-key, expires: 30s", "", "faults: [{bot: Worf, before: commit, kind: error}]", EVENT_COMMIT, 2,
     "Picard's post reaches the world a second time, because BotsJob was started over, because Worf failed in attempt "
     "1; "
     "and the receiver had forgotten the key."},
    {"idempotency-key", "", "faults: [{bot: Worf, before: commit, kind: error}]", EVENT_RECOGNISE, 1,
     "The receiver recognises the key of Picard's post, and makes no second one."},
    {"mark-then-post", "", "faults: [{bot: Picard, after: claim, kind: error}]", EVENT_STRIKE, 1,
     "Picard fails after the claim and before his post is made."},
    {"mark-then-post", "", "faults: [{bot: Picard, after: claim, kind: error}]", EVENT_SKIP, 1,
     "Picard's post is skipped, because attempt 1 of BotsJob had claimed it, though it was not made."},
    {"mark-then-post", "", "faults: [{bot: Picard, after: claim, kind: error}]", EVENT_MISS, 1,
     "Picard never posts, because he was skipped, because attempt 1 of BotsJob had claimed it."},
    {"mark-then-post", "", "faults: [{bot: Worf, before: commit, kind: error}]", EVENT_SKIP, 1,
     "Picard's post is skipped, because attempt 1 of BotsJob had claimed it."},
    {"ask-receiver", "", "faults: [{bot: Worf, before: commit, kind: error}]", EVENT_SKIP, 1,
     "Picard's post is skipped, because the receiver has it from attempt 1 of BotsJob."},
    /* crashes and what they leave */
    {"none", "", "platform: {on_crash: requeue}\nfaults: [{bot: Worf, after: commit, kind: crash}]", EVENT_STRIKE, 1,
     "The process dies after Worf's post is made and before the reply."},
    {"none", "", "platform: {on_crash: requeue}\nfaults: [{bot: Worf, after: commit, kind: crash}]", EVENT_RECOVER, 1,
     "BotsJob goes back to the head of its queue, because the process died after Worf's post in attempt 1."},
    {"none", "", "faults: [{bot: Worf, before: commit, kind: crash}]", EVENT_LOSE, 1,
     "BotsJob is lost for good, because the process died before Worf's post in attempt 1."},
    {"none", "", "faults: [{bot: Picard, before: commit, kind: crash}]", EVENT_MISS, 2,
     "Worf never gets to post, because BotsJob was lost, because the process died before Picard's post in attempt 1."},
    {"none", "", "platform: {on_crash: heartbeat, heartbeat: 1m}\nfaults: [{platform: kill, at: 1s}]", EVENT_ORPHAN, 1,
     "BotsJob is left behind and will be found in 60 s, because its process was killed."},
    {"none", "", "faults: [{platform: kill, at: 1s, name: the power fails}]", EVENT_KILL, 1,
     "The process is killed: the power fails."},
    {"none", "", "platform: {processes: 2}\nfaults: [{platform: kill, at: 1s}]", EVENT_RESTART, 1,
     "Process 1 is back."},
    {"none", "", "platform: {on_crash: requeue, recoveries: 0}\nfaults: [{platform: kill, at: 1s}]", EVENT_DEAD, 1,
     "BotsJob gives up, because its platform brings nothing back, and stays among the dead jobs."},
    {"none", "",
     "platform: {on_crash: requeue, recoveries: 1}\nfaults: [{platform: kill, at: 1s}, {platform: kill, at: 3s}]",
     EVENT_DEAD, 1, "BotsJob gives up, because it was brought back too often, and stays among the dead jobs."},
    /* crashes that count */
    {"none", "", "platform: {on_crash: requeue, crash_counts: yes}\nfaults: [{platform: kill, at: 1s}]", EVENT_COUNTED, 1,
     "Its queue counts a failure of BotsJob, because its process was killed."},
    {"none", "", "platform: {on_crash: requeue, crash_counts: yes}\nfaults: [{platform: kill, at: 1s}]", EVENT_RETRY, 1,
     "BotsJob will be started over in 60 s, because its process was killed."},
    {"none", ", retry: {limit: 0}",
     "platform: {on_crash: requeue, crash_counts: yes}\nfaults: [{bot: Worf, after: commit, kind: crash}]", EVENT_DEAD, 1,
     "BotsJob gives up after 1 failure and stays among the dead jobs, because the process died after Worf's post in "
     "attempt 1."},
    {"none", "", "platform: {workers: 2, on_crash: lease, lease: 1s, crash_counts: yes}", EVENT_COUNTED, 1,
     "Its queue counts a failure of BotsJob, because its lease ended while attempt 1 was still at work."},
    {"none", "",
     "platform: {workers: 2, on_crash: lease, lease: 10s, crash_counts: yes}\nfaults: [{bot: Picard, before: commit, "
     "kind: stall, for: 30s}]",
     EVENT_FETCH, 2,
     "BotsJob is started over in attempt 2, because its lease ended, because it stalled before Picard's post in "
     "attempt 1."},
    {"none", ", retry: {limit: 0}", "platform: {workers: 2, on_crash: lease, lease: 1s, crash_counts: yes}", EVENT_DEAD,
     1,
     "BotsJob gives up after 1 failure and stays among the dead jobs, because its lease ended while attempt 1 was still "
     "at work."},
    /* where a job goes that comes back */
    {"none", "", "faults: [{bot: Picard, before: commit, kind: error}]", EVENT_REQUEUE, 1,
     "BotsJob is due again and goes to the end of its queue."},
    {"none", "", "platform: {retried_at: place}\nfaults: [{bot: Picard, before: commit, kind: error}]", EVENT_REQUEUE, 1,
     "BotsJob is due again and goes to its old place in its queue."},
    {"none", "", "platform: {retried_at: head}\nfaults: [{bot: Picard, before: commit, kind: error}]", EVENT_REQUEUE, 1,
     "BotsJob is due again and goes to the head of its queue."},
    {"none", "", "platform: {on_crash: requeue, recovered_at: tail}\nfaults: [{platform: kill, at: 1s}]", EVENT_RECOVER,
     1, "BotsJob goes back to the end of its queue, because its process was killed."},
    /* leases, deploys, repeated deliveries */
    {"none", "",
     "platform: {workers: 2, on_crash: lease, lease: 10s}\nfaults: [{bot: Picard, before: commit, kind: stall, for: "
     "30s}]",
     EVENT_FETCH, 2,
     "BotsJob is started over in attempt 2, because its lease ended, because it stalled before Picard's post in "
     "attempt 1."},
    {"none", "",
     "platform: {workers: 2, on_crash: lease, lease: 10s}\nfaults: [{bot: Picard, before: commit, kind: stall, for: "
     "30s}]",
     EVENT_COMMIT, 3,
     "Picard posts a second time, because attempt 1 of BotsJob was still at work when attempt 2 had taken over; "
     "and nothing asks whether Picard has posted."},
    {"none", "",
     "platform: {workers: 2, on_crash: lease, lease: 10s}\nfaults: [{bot: Picard, before: commit, kind: stall, for: "
     "30s}]",
     EVENT_ACKNOWLEDGE, 2, "BotsJob is acknowledged by attempt 1, for which nobody waits, and nothing changes."},
    {"none", "", "platform: {workers: 2}\nfaults: [{platform: twice, job: BotsJob}]", EVENT_ACKNOWLEDGE, 2,
     "BotsJob is acknowledged by attempt 2, for which nobody waits, and nothing changes."},
    {"none", "", "platform: {workers: 2, on_crash: lease, lease: 1s}", EVENT_RECOVER, 1,
     "BotsJob goes back to the head of its queue, because its lease ended while attempt 1 was still at work."},
    {"none", "", "faults: [{platform: deploy, at: 2s, grace: 0s, name: a new version}]", EVENT_DEPLOY, 1,
     "A deploy begins, and no worker takes a new job: a new version."},
    {"none", "", "platform: {leaves: push-back-and-raise}\nfaults: [{platform: deploy, at: 2s, grace: 0s}]",
     EVENT_PUSH_BACK, 1,
     "BotsJob is pushed back to the head of its queue, while attempt 1 is made to fail, too."},
    {"none", "", "faults: [{platform: deploy, at: 2s, grace: 0s, leaves: push-back-and-raise}]", EVENT_FETCH, 2,
     "BotsJob is started over in attempt 2, because a deploy pushed it back into its queue."},
    {"none", "", "faults: [{platform: deploy, at: 2s, grace: 0s, leaves: push-back-and-raise}]", EVENT_FETCH, 3,
     "BotsJob is started over in attempt 3 because of a deploy."},
    {"none", "", "faults: [{platform: deploy, at: 2s, grace: 0s, leaves: failure}]", EVENT_FAIL, 1,
     "Attempt 1 of BotsJob fails because of a deploy."},
    {"none", ", retry: {limit: 0}", "faults: [{platform: deploy, at: 2s, grace: 0s, leaves: failure}]", EVENT_DEAD, 1,
     "BotsJob gives up after 1 failure and stays among the dead jobs because of a deploy."},
    {"none", "", "faults: [{platform: deploy, at: 2s, grace: 0s, leaves: crash}]", EVENT_LOSE, 1,
     "BotsJob is lost for good because of a deploy."},
    {"none", "", "faults: [{platform: deploy, at: 2s, leaves: run-on}]", EVENT_STOP, 1,
     "The process has nothing left to run, and ends."},
    {"none", "", "platform: {processes: 2}\nfaults: [{platform: deploy, at: 2s, leaves: run-on}]", EVENT_STOP, 1,
     "Process 2 has nothing left to run, and ends."},
    /* a child's death */
    {"none", "", "platform: {on_child_crash: fail}\nfaults: [{bot: Picard, after: call, kind: crash}]", EVENT_STRIKE, 1,
     "The child process dies before Picard's post is made."},
    {"none", "", "platform: {on_child_crash: fail}\nfaults: [{bot: Picard, after: call, kind: crash}]", EVENT_DEAD, 1,
     "BotsJob gives up after 1 failure and stays among the dead jobs, because the child process died before Picard's "
     "post in attempt 1."},
    {"none", "", "platform: {on_child_crash: retry}\nfaults: [{bot: Picard, after: reply, kind: crash}]", EVENT_FETCH, 2,
     "BotsJob is started over in attempt 2, because the child process died after Picard's post in attempt 1."},
    {"none", "", "platform: {on_child_crash: requeue}\nfaults: [{job: BotsJob, after: fetch, kind: crash}]", EVENT_FETCH,
     2, "BotsJob is started over in attempt 2, because the child process died after it was taken in attempt 1."},
    {"none", "", "platform: {on_child_crash: requeue}\nfaults: [{bot: Picard, after: call, kind: crash}]",
     EVENT_PUSH_BACK, 1, "BotsJob is pushed back to the head of its queue."},
    {"none", "", "faults: [{platform: deploy, at: 2s, grace: 0s}]", EVENT_FETCH, 2,
     "BotsJob is started over in attempt 2, because a deploy pushed it back into its queue."},
    {"none", "", "faults: [{platform: twice, job: BotsJob}]", EVENT_FETCH, 2,
     "A worker takes BotsJob once more, in attempt 2, because the queue delivered it twice."},
    {"none", "", "faults: [{platform: twice, job: BotsJob}]", EVENT_COMMIT, 3,
     "Picard's post reaches the world a second time, because the queue delivered BotsJob twice; "
     "and nothing asks whether Picard has posted."},
    {"none", "", "faults: [{platform: receiver-down, bot: Picard, at: 0s, for: 30s}]", EVENT_DOWN, 1,
     "The receiver of Picard's posts goes down for 30 s."},
    {"none", "", "faults: [{platform: receiver-down, bot: Picard, at: 0s, for: 30s}]", EVENT_STRIKE, 1,
     "Picard fails before his post is made: the receiver is down."},
    {"none", "", "faults: [{platform: receiver-down, bot: Picard, at: 0s, for: 30s}]", EVENT_UP, 1,
     "The receiver of Picard's posts answers again."},
    /* rescues and ends */
    {"none", ", rescue: continue", "faults: [{bot: Picard, before: commit, kind: error}]", EVENT_MISS, 1,
     "Picard never posts, because Picard failed in attempt 1 and BotsJob went on without him."},
    {"none", ", rescue: exit", "faults: [{bot: Picard, before: commit, kind: error}]", EVENT_BAIL_OUT, 1,
     "BotsJob leaves early and reports success, because Picard failed."},
    {"none", ", exhausted: discard, retry: {limit: 0}", "faults: [{bot: Picard, before: commit, kind: error}]",
     EVENT_DISCARD, 1, "BotsJob gives up after 1 failure and is thrown away, because Picard failed in attempt 1."},
    {"none", "", "until: 1s", EVENT_RUN_END, 1, "The run is cut here, at 1 s."},
    /* steps that are recorded */
    {"none", ", resume: step", "faults: [{bot: Worf, before: commit, kind: error}]", EVENT_RETRY, 1,
     "BotsJob will be tried again in 60 s, because Worf failed in attempt 1."},
    {"none", ", resume: step", "faults: [{bot: Worf, before: commit, kind: error}]", EVENT_FETCH, 2,
     "BotsJob goes on with Worf in attempt 2, because Worf failed in attempt 1."},
    {"none", ", resume: step", "faults: [{bot: Worf, before: commit, kind: error}]", EVENT_RESUME, 1,
     "BotsJob goes on with Worf, because what is before that is recorded as done."},
    {"none", ", resume: step", "faults: [{bot: Picard, before: commit, kind: error}]", EVENT_FETCH, 2,
     "BotsJob is tried again in attempt 2, because Picard failed in attempt 1."},
    {"none", ", resume: step", "platform: {on_crash: requeue}\nfaults: [{job: BotsJob, before: acknowledge, kind: crash}]",
     EVENT_FETCH, 2,
     "BotsJob finds all its steps recorded as done in attempt 2, because the process died before it was acknowledged in "
     "attempt 1."},
    {"none", ", resume: step", "", EVENT_RECORD, 1, "It is recorded that BotsJob is done with Picard's step."},
    {"none", ", resume: step", "faults: [{bot: Worf, before: record, kind: error}]", EVENT_STRIKE, 1,
     "Worf fails after his post is made and before its step is recorded."},
    {"check-then-mark", ", resume: step", "faults: [{bot: Picard, after: reply, kind: error}]", EVENT_STRIKE, 1,
     "Picard fails after his post is made and before it is marked."},
    {"none", ", resume: step", "faults: [{bot: Worf, before: record, kind: error}]", EVENT_COMMIT, 3,
     "Worf posts a second time, because BotsJob was tried again, because Worf failed after posting in "
     "attempt 1; and the first was not recorded as done."},
    /* fetch and acknowledge */
    {"none", "", "platform: {on_crash: requeue}\nfaults: [{job: BotsJob, before: acknowledge, kind: crash}]",
     EVENT_STRIKE, 1, "The process dies before BotsJob is acknowledged."},
    {"none", "", "platform: {on_crash: requeue}\nfaults: [{job: BotsJob, before: fetch, kind: crash}]", EVENT_STRIKE, 1,
     "The process dies before BotsJob is taken."},
    {"none", "", "platform: {on_crash: requeue}\nfaults: [{job: BotsJob, after: fetch, kind: stall, for: 2s}]",
     EVENT_STRIKE, 1, "BotsJob stalls for 2 s after it is taken."},
    {"none", "", "faults: [{job: BotsJob, before: fetch, kind: error}]", EVENT_STRIKE, 1,
     "An error strikes before BotsJob is taken."},
    {"none", "", "faults: [{job: BotsJob, before: fetch, kind: error}]", EVENT_PUSH_BACK, 1,
     "BotsJob is pushed back to the head of its queue."},
    {"none", "", "faults: [{job: BotsJob, after: fetch, kind: error}]", EVENT_LOSE, 1,
     "BotsJob is lost for good, because an error struck after it was taken in attempt 1."},
    {"none", "",
     "platform: {on_crash: requeue}\nfaults: [{job: BotsJob, before: acknowledge, kind: error, name: the broker is "
     "away}]",
     EVENT_STRIKE, 1, "An error strikes before BotsJob is acknowledged: the broker is away."},
    {"none", "", "platform: {on_crash: requeue}\nfaults: [{job: BotsJob, before: acknowledge, kind: error}]",
     EVENT_ORPHAN, 1,
     "BotsJob is left behind, and its queue holds it while its process lives, because an error struck before it was "
     "acknowledged in attempt 1."},
    {"none", "", "platform: {on_crash: lease, lease: 1m}\nfaults: [{job: BotsJob, before: acknowledge, kind: error}]",
     EVENT_ORPHAN, 1,
     "BotsJob is left behind and will be found in 56.2 s, because an error struck before it was acknowledged in "
     "attempt "
     "1."},
    {"none", "", "platform: {on_crash: lease, lease: 1m}\nfaults: [{job: BotsJob, before: acknowledge, kind: error}]",
     EVENT_FETCH, 2,
     "BotsJob is started over in attempt 2, because an error struck before it was acknowledged in attempt 1."},
};

static void play_situation(struct play *play, const struct situation *situation)
{
    struct text yaml = {0};
    bool has_retry = strstr(situation->job, "retry") != NULL;

    text_addf(
        &yaml,
        "bots:\n  - {name: Picard, post: hello, pronoun: he, guard: %s}\n  - {name: Worf, post: hi, pronoun: he}\n"
        "jobs:\n  - {name: BotsJob, steps: [{post: Picard}, {post: Worf}]%s%s}\nschedule: [{enqueue: BotsJob}]\n%s\n",
        situation->guard, has_retry ? "" : ", retry: {limit: 2, wait: 1m}", situation->job, situation->lines);
    play_yaml(play, text_str(&yaml));
    text_release(&yaml);
}

static void narrate_situations_are_told_as_they_are(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof situations / sizeof situations[0]; i++) {
        struct play play;
        const struct event *event;

        play_situation(&play, &situations[i]);
        event = play_event(&play, situations[i].kind, situations[i].nth);
        assert_tells(&play.trace, (uint32_t)(event - play.trace.events), situations[i].expected);
        play_release(&play);
    }
}

/* In the timeline nothing else stands at the instant at which a queue takes the job from an attempt that is still at
 * work; a crash has its own line. */
static void narrate_giving_up_says_what_the_queue_saw(void **state)
{
    static const struct situation given_up[] = {
        {"none", ", retry: {limit: 0}", "platform: {workers: 2, on_crash: lease, lease: 1s, crash_counts: yes}",
         EVENT_DEAD, 1, "lease over: gave up after 1 failure: dead"},
        {"none", ", retry: {limit: 0}, exhausted: discard",
         "platform: {processes: 2, on_crash: heartbeat, heartbeat: 10s, crash_counts: yes}\n"
         "faults: [{bot: Picard, before: commit, kind: freeze, for: 30s}]",
         EVENT_DISCARD, 1, "heartbeat missed: gave up after 1 failure: discarded"},
        {"none", ", retry: {limit: 0}",
         "platform: {on_crash: requeue, crash_counts: yes}\nfaults: [{bot: Worf, after: commit, kind: crash}]",
         EVENT_DEAD, 1, "gave up after 1 failure: dead"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof given_up / sizeof *given_up; i++) {
        struct play play;
        const struct event *event;

        play_situation(&play, &given_up[i]);
        event = play_event(&play, given_up[i].kind, given_up[i].nth);
        assert_says(narrate_event_short, &play.trace, (uint32_t)(event - play.trace.events), given_up[i].expected);
        play_release(&play);
    }
}

/* A top job whose enqueue of PicardJob times out and lands: two PicardJobs, because TopJob was started over, whoever
 * posts second. */
static void narrate_second_instances_by_their_number(void **state)
{
    struct play play;

    (void)state;
    play_yaml(&play, "bots: [{name: Picard, post: hi, pronoun: he, done: Made it So}]\n"
                     "jobs:\n  - {name: PicardJob, steps: [{wait: 3s}, {post: Picard}], retry: {limit: 1, wait: 1m}}\n"
                     "  - {name: TopJob, steps: [{enqueue: PicardJob}], retry: {limit: 1, wait: 1m}}\n"
                     "schedule: [{enqueue: TopJob}]\n"
                     "faults:\n  - {job: PicardJob, step: 1, after: begin, kind: error}\n"
                     "  - {job: TopJob, step: 1, after: call, kind: timeout, for: 2s}\n");
#define NTH_EVENT(kind, n) (uint32_t)(play_event(&play, kind, n) - play.trace.events)
    assert_tells(&play.trace, NTH_EVENT(EVENT_STRIKE, 1),
                 "TopJob hears nothing for 2 s after its call to enqueue PicardJob, which is still on its way.");
    assert_tells(&play.trace, NTH_EVENT(EVENT_PUSH, 1),
                 "PicardJob is enqueued after all, though attempt 1 of TopJob has given up on it.");
    assert_tells(&play.trace, NTH_EVENT(EVENT_STRIKE, 2), "PicardJob fails before its wait.");
    assert_tells(&play.trace, NTH_EVENT(EVENT_PUSH, 2),
                 "TopJob enqueues the 2nd PicardJob, because TopJob was started over, because the call to enqueue "
                 "PicardJob timed out "
                 "in attempt 1.");
    assert_tells(&play.trace, NTH_EVENT(EVENT_COMMIT, 2),
                 "Picard posts a second time, because TopJob was started over, because the call to enqueue PicardJob "
                 "timed out; and "
                 "nothing asks whether Picard has posted.");
    assert_tells(&play.trace, NTH_EVENT(EVENT_SUCCEED, 2), "The 2nd PicardJob is done: Made it So.");
#undef NTH_EVENT
    play_release(&play);
}

/* Two copies of one firing race through a check. */
static void narrate_race_through_a_check(void **state)
{
    struct play play;

    (void)state;
    play_yaml(&play,
              "bots: [{name: Picard, post: hi, guard: check-then-mark}]\njobs: [{name: J, steps: [{post: Picard}]}]\n"
              "platform: {workers: 2}\nschedule: [{enqueue: J, copies: 2}]\n");
    assert_tells(&play.trace, (uint32_t)(play_event(&play, EVENT_COMMIT, 2) - play.trace.events),
                 "Picard's post reaches the world a second time, because the schedule enqueued the 2nd J; and its "
                 "check came before "
                 "the other post.");
    play_release(&play);
}

/* A copy posts between the guard and the second post of the first job, which is started over for a reason of its own.
 * What the guard could have seen is the first post of all. */
static void narrate_third_post_by_its_own_job(void **state)
{
    static const char *const guards[][2] = {
        {"check-then-mark", "the first was not marked yet"},
        {"ask-receiver, visible_after: 10m", "the receiver did not show the first post yet"},
        {"idempotency-key, key: job, expires: 5s", "the receiver had forgotten the key"},
        {"idempotency-key, key: attempt", "every attempt has a key of its own"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof guards / sizeof guards[0]; i++) {
        struct play play;
        struct text yaml = {0};
        uint32_t third;

        text_addf(&yaml,
                  "bots: [{name: Picard, post: hi, pronoun: he, guard: %s}]\n"
                  "jobs: [{name: J, steps: [{post: Picard}], retry: {limit: 1, wait: 10s}}]\n"
                  "platform: {workers: 2}\nschedule: [{enqueue: J, copies: 2, apart: 10450ms}]\n"
                  "faults: [{bot: Picard, after: commit, kind: error}]\n",
                  guards[i][0]);
        play_yaml(&play, text_str(&yaml));
        third = (uint32_t)(play_event(&play, EVENT_COMMIT, 3) - play.trace.events);
        assert_says(narrate_because, &play.trace, third,
                    "J was started over, because Picard's reply was lost in attempt 1");
        assert_says(narrate_hole, &play.trace, third, guards[i][1]);
        text_release(&yaml);
        play_release(&play);
    }
}

static void assert_verdict(const char *yaml, const char *expected)
{
    struct play play;
    struct text verdict = {0};

    play_yaml(&play, yaml);
    verdict_add(&play.trace, &play.ledger, &verdict);
    assert_string_equal(text_str(&verdict), expected);
    text_release(&verdict);
    play_release(&play);
}

#define TWO_BOTS "bots: [{name: Riker, post: hi, pronoun: he}, {name: Worf, post: hi, pronoun: he}]\n"
#define ONE_JOB(more) "jobs: [{name: J, steps: [{post: Riker}, {post: Worf}]" more "}]\n"

static void narrate_verdict_of_many_ends(void **state)
{
    (void)state;
    assert_verdict(TWO_BOTS ONE_JOB("") "schedule: [{enqueue: J}]\n", "Made it so.");
    assert_verdict(
        TWO_BOTS ONE_JOB(
            ", retry: {limit: 1, wait: 1m}") "schedule: [{enqueue: J}]\n"
                                             "faults: [{bot: Worf, before: commit, kind: error, times: always}]\n",
        "Not so: Riker posted twice; Worf never.");
    assert_verdict(
        TWO_BOTS ONE_JOB(
            ", retry: {limit: 2, wait: 1m}") "schedule: [{enqueue: J}]\n"
                                             "faults: [{bot: Worf, before: commit, kind: error, times: 2}]\n",
        "Not so: Riker posted three times, and nothing shows it.");
    assert_verdict(
        TWO_BOTS ONE_JOB(
            ", rescue: exit") "schedule: [{enqueue: J, times: 3}]\n"
                              "faults: [{bot: Riker, before: commit, kind: error, occurrences: [2], times: always}]\n",
        "Not so: Riker and Worf missed day 2, and nothing shows it.");
    assert_verdict(TWO_BOTS ONE_JOB(", rescue: exit") "schedule: [{enqueue: J, times: 3}]\n"
                                                      "faults: [{bot: Worf, before: commit, kind: error, occurrences: "
                                                      "[1, 2], times: always}]\n",
                   "Not so: Worf missed 2 days, and nothing shows it.");
    assert_verdict(TWO_BOTS ONE_JOB(", rescue: exit") "schedule: [{enqueue: J, times: 3}]\n"
                                                      "faults: [{bot: Riker, before: commit, kind: error, occurrences: "
                                                      "[1, 2], times: always}]\n",
                   "Not so: Riker and Worf missed 2 days each, and nothing shows it.");
    assert_verdict(TWO_BOTS ONE_JOB(", rescue: exit") "schedule: [{enqueue: J, times: 4}]\n"
                                                      "faults:\n"
                                                      "  - {bot: Riker, before: commit, kind: error, occurrences: [1, "
                                                      "2], times: always}\n"
                                                      "  - {bot: Worf, before: commit, kind: error, occurrences: [3]}\n",
                   "Not so: Riker and Worf missed several days, and nothing shows it.");
    assert_verdict(TWO_BOTS ONE_JOB(", rescue: continue") "schedule: [{enqueue: J, times: 3}]\n"
                                                          "faults:\n"
                                                          "  - {bot: Riker, before: commit, kind: error}\n"
                                                          "  - {bot: Worf, before: commit, kind: error, occurrences: "
                                                          "[3]}\n",
                   "Not so: Riker and Worf missed a day each, and nothing shows it.");
    assert_verdict(
        TWO_BOTS ONE_JOB(
            ", retry: {limit: 1, wait: 1m}") "schedule: [{enqueue: J, times: 2}]\n"
                                             "faults: [{bot: Worf, before: commit, kind: error, occurrences: [2]}]\n",
        "Not so: Riker posted twice on day 2, and nothing shows it.");
    assert_verdict(
        TWO_BOTS ONE_JOB(", retry: {limit: 1, wait: 1m}") "schedule: [{enqueue: J}]\nuntil: 30s\n"
                                                          "faults: [{bot: Worf, before: commit, kind: error}]\n",
        "Not so: Worf not yet, when the run was cut at 30 s.");
    assert_verdict(
        TWO_BOTS ONE_JOB("") "schedule: [{enqueue: J}]\nfaults: [{bot: Riker, before: commit, kind: stall, for: 1m}]\n",
        "Not so: Worf had to wait for Riker.");
    assert_verdict(TWO_BOTS ONE_JOB(", retry: {limit: 1, wait: 1m}") "schedule: [{enqueue: J, times: 2}]\n"
                                                                     "faults: [{bot: Worf, before: commit, kind: "
                                                                     "error, attempts: [1], times: always}]\n",
                   "Not so: Riker posted twice on 2 days, and nothing shows it.");
    assert_verdict(TWO_BOTS ONE_JOB(", retry: {limit: 2, wait: 1m}") "schedule: [{enqueue: J, times: 2}]\n"
                                                                     "faults: [{bot: Worf, before: commit, kind: "
                                                                     "error, attempts: [1, 2], times: always}]\n",
                   "Not so: Riker posted again and again, and nothing shows it.");
}

#define NEEDY_BOTS "bots: [{name: Card, post: a}, {name: Invoice, post: b}, {name: Webhook, post: c, due: 1m}]\n"

/* What is premature and what is late; and only what is judged. */
static void narrate_verdict_of_untimely_posts(void **state)
{
    (void)state;
    /* Invoice posts after Card's step was given up on. */
    assert_verdict(NEEDY_BOTS
                   "jobs: [{name: J, rescue: continue, steps: [{post: Card}, {post: Invoice, needs: Card}]}]\n"
                   "schedule: [{enqueue: J}]\nfaults: [{bot: Card, before: call, kind: error}]\n",
                   "Not so: Card never, and nothing shows it; Invoice posted before Card.");
    /* Both the wrong way round. */
    assert_verdict(NEEDY_BOTS
                   "jobs:\n  - {name: J, steps: [{post: Webhook, needs: Invoice}, {post: Invoice, needs: Card},"
                   " {post: Card}]}\nschedule: [{enqueue: J}]\n",
                   "Not so: Invoice and Webhook posted too early.");
    /* Beside the wait: 0.1 s each for the fetch and for the wait's own begin and done together, then the post's begin,
     * call and commit of 0.4 s: 0.6 s, told in whole seconds. */
    assert_verdict(NEEDY_BOTS "jobs: [{name: J, steps: [{wait: 10m}, {post: Webhook}]}]\nschedule: [{enqueue: J}]\n",
                   "Not so: Webhook late by 10 min 1 s.");
    /* Counted from Card's post on it is in time. */
    assert_verdict(NEEDY_BOTS "jobs: [{name: J, steps: [{wait: 10m}, {post: Card}, {post: Webhook, needs: Card}]}]\n"
                              "schedule: [{enqueue: J}]\n",
                   "Made it so.");
    assert_verdict(NEEDY_BOTS "jobs: [{name: J, steps: [{post: Card}, {post: Card}, {wait: 10m}, {post: Webhook}]}]\n"
                              "schedule: [{enqueue: J}]\nwishes: [once]\n",
                   "Not so: Card posted twice.");
    assert_verdict(NEEDY_BOTS "jobs: [{name: J, steps: [{post: Card}, {post: Card}, {wait: 10m}, {post: Webhook}]}]\n"
                              "schedule: [{enqueue: J}]\nwishes: [unblocked]\n",
                   "Made it so.");
}

static void assert_result(const char *yaml, enum wish wish, const char *expected)
{
    struct play play;
    struct text result = {0};

    play_yaml(&play, yaml);
    wish_add_result(&play.trace, &play.ledger, wish, &result);
    assert_string_equal(text_str(&result), expected);
    text_release(&result);
    play_release(&play);
}

/* Worf's mail is down for 90 s: once started over after 1 min he gives up; after 2 min he gets through, 2 min 2 s
 * after the firing. */
/* A run of which so much is to be told that the sentence once broke off in the middle of "20 min". */
static void narrate_verdict_ends_in_whole_words(void **state)
{
    (void)state;
    assert_verdict(
        "bots:\n"
        "  - {name: B0, post: words 0}\n"
        "  - {name: B1, post: words 1}\n"
        "  - {name: B2, post: words 2}\n"
        "  - {name: B3, post: words 3}\n"
        "jobs:\n"
        "  - {name: Top, steps: [{enqueue: Middle}], retry: {limit: 0}}\n"
        "  - {name: Middle, steps: [{enqueue: J0}, {enqueue: J1}, {enqueue: J2}, {enqueue: J3}], retry: {limit: 0}}\n"
        "  - {name: J0, steps: [{post: B0}], retry: {limit: 0}}\n"
        "  - {name: J1, steps: [{post: B1}], retry: {limit: 0}}\n"
        "  - {name: J2, steps: [{post: B2}], retry: {limit: 0}}\n"
        "  - {name: J3, steps: [{post: B3}], retry: {limit: 0}}\n"
        "platform: {workers: 3, on_crash: lease, lease: 20s}\n"
        "schedule:\n"
        "  - {enqueue: Top}\n"
        "  - {enqueue: Top, at: 5s, times: 2}\n"
        "faults:\n"
        "  - {platform: kill, at: 3s, process: 1}\n"
        "  - {job: Top, before: fetch, kind: crash}\n"
        "  - {bot: B0, before: begin, kind: stall, times: always}\n"
        "until: 20m\n",
        "Not so: B3 posted twice; 2 bots posted three times; B0 posted again and again, and not all of it shows, when "
        "the run was cut at 20 min.");
}

/* One owed cell of a bot in an occurrence. */
static void cell_set(struct ledger *ledger, uint32_t occurrence, uint32_t bot, uint32_t posts, enum post_state state)
{
    struct ledger_cell *cell = &ledger->cells[(size_t)(occurrence - 1) * ledger->bot_count + bot];

    *cell = (struct ledger_cell){.is_owed = true, .state = state, .posts = posts};
}

/* Eight bots of every kind of misfortune at once, names of 64 characters, a run cut at the end of time. */
static void narrate_verdict_has_room_for_the_worst(void **state)
{
    static const char name[] = "Abcdefghijklmnopqrstuvwxyz-Abcdefghijklmnopqrstuvwxyz-Abcdefghij";
    static const uint32_t posts[8][3] = {{2, 1, 1}, {3, 1, 1}, {2, 2, 1}, {9, 9, 1},
                                         {0, 0, 0}, {0, 1, 1}, {0, 0, 1}, {1, 1, 1}};
    struct bot bots[SCENARIO_BOTS_MAX];
    struct ledger_cell cells[3 * SCENARIO_BOTS_MAX];
    struct scenario scenario = {.bots = bots, .bot_count = SCENARIO_BOTS_MAX};
    struct trace trace = {.scenario = &scenario};
    struct ledger ledger = {.bot_count = SCENARIO_BOTS_MAX,
                            .occurrences = 3,
                            .cells = cells,
                            .total.silent = 1,
                            .ended = ENDED_LIMIT,
                            .has_ended = true,
                            .now = MSEC_NEVER - 1};
    struct text verdict = {0};

    (void)state;
    for (uint32_t b = 0; b < SCENARIO_BOTS_MAX; b++) {
        bots[b] = (struct bot){.name = name};
        for (uint32_t o = 1; o <= 3; o++)
            cell_set(&ledger, o, b, posts[b % 8][o - 1], POST_FAILED);
        cells[b].held_by = b % 8 == 7 ? 1 : 0;
        cells[b].state = b % 16 == 5 ? POST_PENDING : POST_FAILED;
    }
    verdict_add(&trace, &ledger, &verdict);
    assert_string_equal(text_str(&verdict), "Not so: 32 bots posted more than once; 24 bots not always, and not all of "
                                            "it shows, when the run hit its limit at 106751991167 d 7 h.");
    assert_true(text_width(text_str(&verdict)) <= VERDICT_COLUMNS_MAX);
    text_release(&verdict);
}

static void narrate_wish_results_in_few_words(void **state)
{
    static const char down[] =
        TWO_BOTS ONE_JOB(", retry: {limit: 1, wait: 1m}") "schedule: [{enqueue: J}]\n"
                                                          "faults: [{bot: Worf, before: commit, kind: error, times: "
                                                          "always, until: 90s}]\n";
    static const char up[] =
        TWO_BOTS ONE_JOB(", retry: {limit: 1, wait: 2m}") "schedule: [{enqueue: J}]\n"
                                                          "faults: [{bot: Worf, before: commit, kind: error, times: "
                                                          "always, until: 90s}]\n";
    static const char bail[] =
        TWO_BOTS ONE_JOB(", rescue: exit") "schedule: [{enqueue: J}]\n"
                                           "faults: [{bot: Worf, before: commit, kind: error}]\n";

    (void)state;
    assert_result(down, WISH_MADE, "gave up");
    assert_result(down, WISH_ONCE, "Riker");
    assert_result(down, WISH_UNHELD, "");
    assert_result(down, WISH_SEEN, "dead job");
    assert_result(up, WISH_MADE, "after 2 min");
    assert_result(up, WISH_SEEN, "silent"); /* Riker's twin shows nowhere */
    /* lost after the first post: that was in time */
    assert_result(
        TWO_BOTS ONE_JOB(", retry: {limit: 1, wait: 2m}") "schedule: [{enqueue: J}]\n"
                                                          "faults: [{bot: Worf, after: commit, kind: error}]\n",
        WISH_MADE, "");
    /* Riker's process dies after his post: he posted, Worf did not */
    assert_result(TWO_BOTS ONE_JOB("") "schedule: [{enqueue: J}]\n"
                                       "faults: [{bot: Riker, after: commit, kind: crash}]\n",
                  WISH_MADE, "Worf");
    assert_result(bail, WISH_MADE, "never");
    assert_result(bail, WISH_ONCE, "");
    assert_result(bail, WISH_SEEN, "silent");
    assert_result(
        TWO_BOTS ONE_JOB(", retry: {limit: 1, wait: 2m}") "schedule: [{enqueue: J}]\nuntil: 30s\n"
                                                          "faults: [{bot: Worf, before: commit, kind: error}]\n",
        WISH_MADE, "not yet");
    assert_result(TWO_BOTS ONE_JOB("") "schedule: [{enqueue: J}]\nfaults: [{bot: Worf, before: commit, kind: crash}]\n",
                  WISH_MADE, "lost");
    assert_result(TWO_BOTS ONE_JOB("") "schedule: [{enqueue: J}]\nfaults: [{platform: kill, at: 1s}]\n", WISH_MADE,
                  "Worf");
}

#define ONE_OF_THREE(steps) "jobs: [{name: J, retry: {limit: 1, wait: 1s}, steps: [" steps "]}]\nschedule: [{enqueue: J}]\n"

/* The first wish's result is of the bot that faults struck where that one was late; of others it names who was. */
static void narrate_wish_result_names_who_was_untimely(void **state)
{
    static const char struck[] = "faults: [{bot: Card, before: call, kind: error}]\n";
    struct text yaml = {0};

    (void)state;
    assert_result(NEEDY_BOTS ONE_OF_THREE("{post: Invoice, needs: Webhook}, {post: Card}, {post: Webhook}"), WISH_MADE,
                  "Invoice early");
    assert_result(NEEDY_BOTS ONE_OF_THREE("{post: Invoice, needs: Card}, {post: Webhook, needs: Card}, {post: Card}"),
                  WISH_MADE, "2 bots early");
    /* Card is retried until it succeeds; Invoice posted before it, of whom the wish does not tell */
    text_addf(&yaml, "%s%s", NEEDY_BOTS ONE_OF_THREE("{post: Invoice, needs: Card}, {post: Card}, {post: Webhook}"),
              struck);
    assert_result(text_str(&yaml), WISH_MADE, "Invoice early");
    /* ten minutes after Card's post Webhook is late: nobody's fault, so that it is told how late */
    assert_result(NEEDY_BOTS ONE_OF_THREE("{post: Card}, {wait: 10m}, {post: Webhook}"), WISH_MADE, "10 min late");
    text_clear(&yaml);
    text_addf(&yaml, "%s%s", NEEDY_BOTS ONE_OF_THREE("{post: Card}, {wait: 10m}, {post: Webhook}"), struck);
    assert_result(text_str(&yaml), WISH_MADE, "Webhook late");
    text_release(&yaml);
}

/* Read top-down it explains itself: the twin, why there was another attempt, what failed, the first post. */
static void narrate_chain_of_a_duplicate(void **state)
{
    static const uint32_t expected[] = {28, 21, 17, 12};
    struct script script;
    uint32_t events[NARRATE_CHAIN_MAX];

    (void)state;
    script_sequential(&script);
    assert_int_equal(chain_of(&script.trace, script_ledger(&script), 1, events, NARRATE_CHAIN_MAX), 4);
    assert_memory_equal(events, expected, sizeof expected);
    /* room for two: the first two, and how many there are */
    events[2] = 77;
    assert_int_equal(chain_of(&script.trace, &script.ledger, 1, events, 2), 4);
    assert_memory_equal(events, expected, 2 * sizeof *expected);
    assert_int_equal(events[2], 77);
    script_release(&script);
}

/* One worker, two jobs: A is due again while B keeps the worker, so that the second attempt of A begins because B
 * ended. The chain goes back to why there is a second attempt, which B has nothing to do with. */
static void narrate_chain_goes_past_the_wait_for_a_worker(void **state)
{
    struct play play;
    uint32_t events[NARRATE_CHAIN_MAX];
    size_t count;

    (void)state;
    play_yaml(&play, TWO_BOTS "jobs:\n  - {name: A, steps: [{post: Riker}, {wait: 1s}], retry: {limit: 1, wait: 10s}}\n"
                              "  - {name: B, steps: [{wait: 1m}, {post: Worf}]}\n"
                              "schedule: [{enqueue: A}, {enqueue: B}]\n"
                              "faults:\n  - {job: A, step: 2, before: begin, kind: error}\n"
                              "  - {job: B, step: 1, before: begin, kind: stall, for: 1s}\n");
    count = chain_of(&play.trace, &play.ledger, 0, events, NARRATE_CHAIN_MAX);
    assert_int_equal(count, 4);
    assert_tells(&play.trace, events[0],
                 "Riker posts a second time, because A was started over, because it failed before its wait in attempt "
                 "1; and nothing asks "
                 "whether Riker has posted.");
    assert_int_equal(play.trace.events[events[1]].kind, EVENT_FETCH);
    assert_int_equal(play.trace.events[play.trace.events[events[1]].cause].kind, EVENT_SUCCEED); /* of B */
    assert_tells(&play.trace, events[2], "A fails before its wait.");
    assert_int_equal(play.trace.events[events[3]].kind, EVENT_COMMIT);
    play_release(&play);
}

static void narrate_chain_of_a_miss(void **state)
{
    static const uint32_t expected[] = {37, 35, 33, 21, 17};
    struct script script;
    uint32_t events[NARRATE_CHAIN_MAX];

    (void)state;
    script_sequential(&script);
    assert_int_equal(chain_of(&script.trace, script_ledger(&script), 3, events, NARRATE_CHAIN_MAX), 5);
    assert_memory_equal(events, expected, sizeof expected);
    assert_int_equal(chain_of(&script.trace, &script.ledger, 0, events, NARRATE_CHAIN_MAX), 0);
    script_release(&script);
}

/* 25 failures: the chain keeps its two ends, in order. */
static void narrate_chain_of_many_attempts_is_cut_in_the_middle(void **state)
{
    struct play play;
    uint32_t events[NARRATE_CHAIN_MAX];
    size_t count;

    (void)state;
    play_yaml(
        &play,
        TWO_BOTS ONE_JOB(
            ", retry: {limit: 25, wait: 1m}") "schedule: [{enqueue: J}]\n"
                                              "faults: [{bot: Riker, before: commit, kind: error, times: always}]\n");
    count = chain_of(&play.trace, &play.ledger, 0, events, NARRATE_CHAIN_MAX);
    assert_int_equal(count, NARRATE_CHAIN_MAX);
    assert_int_equal(play.trace.events[events[0]].kind, EVENT_MISS);
    assert_int_equal(play.trace.events[events[count - 1]].kind, EVENT_STRIKE);
    assert_int_equal(play.trace.events[events[count - 1]].attempt, 1);
    for (size_t i = 1; i < count; i++)
        assert_true(events[i] < events[i - 1]);
    play_release(&play);
}

static void assert_chain(const char *yaml, uint32_t bot, const char *const *expected, size_t count)
{
    struct play play;
    uint32_t events[NARRATE_CHAIN_MAX];

    play_yaml(&play, yaml);
    assert_int_equal(chain_of(&play.trace, &play.ledger, bot, events, NARRATE_CHAIN_MAX), count);
    for (size_t i = 0; i < count; i++)
        assert_tells(&play.trace, events[i], expected[i]);
    play_release(&play);
}

/* One worker: Webhook's job waits from 5 min on until the other one, begun at 0.1 s, is over: its wait of 2 h, its
 * begin, call, commit, reply and done (1.9 s with the wait's own 0.1 s) and its acknowledge. */
static void narrate_chain_of_a_late_post(void **state)
{
    static const char *const expected[] = {
        "Webhook's post reaches the world.",
        "A worker takes K; it has waited 1 h 55 min for a worker that ran J.",
        "J's wait of 2 h is over.",
        "It is time: the schedule enqueues J.",
    };

    (void)state;
    assert_chain(NEEDY_BOTS "jobs:\n  - {name: J, steps: [{wait: 2h}, {post: Card}]}\n"
                            "  - {name: K, steps: [{post: Webhook}]}\n"
                            "schedule: [{enqueue: J}, {enqueue: K, at: 5m}]\n",
                 2, expected, 4);
}

/* Two workers: what struck the post that a premature one needs is told, though it is not among its causes. */
static void narrate_chain_of_a_premature_post(void **state)
{
    static const char *const expected[] = {"Invoice's post reaches the world.", "Card fails before its post is made."};

    (void)state;
    assert_chain(NEEDY_BOTS "jobs:\n  - {name: J, steps: [{post: Card}], retry: {limit: 1, wait: 1m}}\n"
                            "  - {name: K, steps: [{wait: 5s}, {post: Invoice, needs: Card}]}\nplatform: {workers: 2}\n"
                            "schedule: [{enqueue: J}, {enqueue: K}]\n"
                            "faults: [{bot: Card, before: call, kind: error}]\n",
                 1, expected, 2);
}

/* One worker, whose process dies again and again of Card: Invoice's job has not been taken when the run is cut. */
static void narrate_chain_of_a_wait_at_the_cut(void **state)
{
    static const char *const expected[] = {
        "K has not come to its end when the run is cut, because the process died before Card's post in attempt 2.",
        "The process dies before Card's post is made.",
        "J is started over in attempt 2, because the process died before Card's post in attempt 1.",
        "The process dies before Card's post is made.",
    };

    (void)state;
    assert_chain(NEEDY_BOTS "jobs:\n  - {name: J, steps: [{post: Card}]}\n  - {name: K, steps: [{post: Invoice}]}\n"
                            "platform: {on_crash: requeue, restart: 5s}\n"
                            "schedule: [{enqueue: J}, {enqueue: K}]\nuntil: 8s\n"
                            "faults: [{bot: Card, before: call, kind: crash, times: always}]\n",
                 1, expected, 4);
}

static void narrate_failing_bot_is_the_only_one_struck(void **state)
{
    struct script script;

    (void)state;
    script_sequential(&script);
    assert_int_equal(wish_failing_bot(&script.trace), 2);
    script_play(&script, "70000 strike Riker /call\n");
    assert_int_equal(wish_failing_bot(&script.trace), -1);
    script.trace.count = 17; /* before the first strike */
    assert_int_equal(wish_failing_bot(&script.trace), -1);
    script_release(&script);
}

/* Whoever posts in the attempt that was struck needs no retry: after a stall, or when the call lands late. */
static void narrate_failing_bot_needs_a_retry(void **state)
{
    static const struct {
        const char *fault;
        int failing;
    } cases[] = {
        {"{bot: Worf, before: commit, kind: stall, for: 3s}", -1},
        {"{bot: Worf, before: commit, kind: timeout, for: 3s}", -1},
        {"{bot: Worf, before: call, kind: timeout, for: 3s}", 1},
        {"{bot: Worf, before: commit, kind: error, occurrences: [2]}", 1},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct play play;
        struct text yaml = {0};

        text_addf(
            &yaml,
            TWO_BOTS ONE_JOB(", retry: {limit: 1, wait: 1m}") "schedule: [{enqueue: J, times: 2}]\nfaults: [%s]\n",
            cases[i].fault);
        play_yaml(&play, text_str(&yaml));
        assert_int_equal(wish_failing_bot(&play.trace), cases[i].failing);
        text_release(&yaml);
        play_release(&play);
    }
}

static void assert_wish(const char *name, enum wish wish, const char *expected)
{
    struct bot bot = {.name = name, .pronoun = PRONOUN_HE, .due = MSEC_NONE};
    struct scenario scenario = {.bots = &bot, .bot_count = 1};
    struct text line = {0};

    wish_add(&scenario, wish, 0, &line);
    assert_string_equal(text_str(&line), expected);
    text_release(&line);
}

/* A name that leaves no room for what is wished is not told. */
static void narrate_wish_of_a_long_name(void **state)
{
    (void)state;
    assert_wish("Worf", WISH_MADE, "Worf is retried until he succeeds");
    assert_wish("Worf", WISH_UNHELD, "nobody else is held up");
    assert_wish("Commander William T. Riker", WISH_MADE, "every post is made in the end");
}

/* What is true of every sentence. */
static bool is_sentence(const char *line, struct text *why)
{
    size_t size = strlen(line);
    bool is_good = size > 0 && text_width(line) <= NARRATE_COLUMNS_MAX && line[size - 1] == '.' &&
                   !strpbrk(line, "{}\n") && !strstr(line, "  ") && !strstr(line, "..") && !strstr(line, ", ,") &&
                   !strstr(line, " ,") && !strstr(line, "because ,") && !strstr(line, "because .") &&
                   !strstr(line, "….");

    if (!is_good)
        text_addf(why, "no sentence: \"%s\" (%d columns)", line, text_width(line));
    return is_good;
}

static bool is_clause(const char *line, struct text *why)
{
    struct text sentence = {0};
    bool is_good;

    text_addf(&sentence, "%s.", line);
    is_good = text_width(line) <= NARRATE_COLUMNS_MAX &&
              (text_width(line) == NARRATE_COLUMNS_MAX || is_sentence(text_str(&sentence), why));
    text_release(&sentence);
    return is_good;
}

static bool sentences_hold(const struct story *story, const struct ledger *ledger, struct text *why)
{
    const struct trace *trace = story->trace;
    bool is_good = true;
    struct text line = {0};

    for (uint32_t at = 0; at < trace->count && is_good; at++) {
        text_clear(&line);
        narrate_event(story, at, &line);
        is_good = is_sentence(text_str(&line), why);
        text_clear(&line);
        narrate_event_short(story, at, &line);
        if (is_good && (line.size == 0 || strpbrk(text_str(&line), "{}\n"))) {
            text_addf(why, "short: \"%s\"", text_str(&line));
            is_good = false;
        }
        text_clear(&line);
        narrate_because(story, at, &line);
        if (is_good && line.size > 0)
            is_good = is_clause(text_str(&line), why);
    }
    text_clear(&line);
    verdict_add(trace, ledger, &line);
    is_good = is_good && is_sentence(text_str(&line), why);
    if (strstr(text_str(&line), ": .") || strstr(text_str(&line), ": ,")) {
        text_addf(why, "a verdict that says nothing: \"%s\"", text_str(&line));
        is_good = false;
    }
    for (int wish = 0; wish < WISH_COUNT && is_good; wish++) {
        text_clear(&line);
        wish_add_result(trace, ledger, (enum wish)wish, &line);
        is_good = text_width(text_str(&line)) <= WISH_RESULT_COLUMNS_MAX;
    }
    text_release(&line);
    return is_good;
}

/* Is the last line that tells no post a fault, a policy of the design, or the schedule? */
static bool has_first_cause(const struct story *story, const uint32_t *events, size_t count)
{
    const struct event *first;

    while (count > 1 && story_event(story, events[count - 1])->kind == EVENT_COMMIT)
        count--;
    first = story_event(story, events[count - 1]);
    switch (first->kind) {
    case EVENT_STRIKE:
    case EVENT_KILL:
    case EVENT_DEPLOY:
    case EVENT_START:
    case EVENT_TWICE:
    case EVENT_DOWN:
    case EVENT_FIRE:
    case EVENT_RESCUE:
    case EVENT_SKIP:
    case EVENT_CLAIM:
    case EVENT_RECOVER:
        return true;
    default:
        return event_is(first, EVENT_IS_END);
    }
}

static bool chains_hold(const struct story *story, const struct ledger *ledger, struct text *why)
{
    uint32_t events[NARRATE_CHAIN_MAX];

    for (uint32_t o = 1; o <= ledger->occurrences; o++)
        for (uint32_t b = 0; b < ledger->bot_count; b++) {
            size_t count = narrate_chain(story, ledger, b, o, events, NARRATE_CHAIN_MAX);
            const struct ledger_cell *cell = ledger_cell(ledger, o, b);

            if (count > NARRATE_CHAIN_MAX || ledger_cell_is_amiss(cell) != (count > 0) ||
                (cell->posts > 1 && count < 2) || (count > 0 && !has_first_cause(story, events, count))) {
                text_addf(why, "chain of %u, day %u: %zu", (unsigned)b, (unsigned)o, count);
                return false;
            }
            for (size_t i = 1; i < count; i++)
                if (events[i] >= events[i - 1]) {
                    text_addf(why, "chain of %u, day %u does not go back", (unsigned)b, (unsigned)o);
                    return false;
                }
        }
    return true;
}

static bool random_runs_are_told(struct tape *tape, struct text *why)
{
    struct text yaml = {0};
    struct diags diags;
    struct scenario *scenario;
    struct trace trace = {0};
    struct ledger ledger = {0};
    struct plan *plan;
    struct story story;
    struct err err;
    bool is_good;

    random_scenario(tape->bytes, tape->size, &yaml);
    diags_init(&diags, "random.yaml", yaml.bytes, yaml.size);
    scenario = scenario_load("random.yaml", yaml.bytes, yaml.size, &diags);
    diags_release(&diags);
    if (!scenario) {
        text_release(&yaml);
        return true;
    }
    plan = run_trace(scenario, NULL, 3000, &trace, &err);
    assert_non_null(plan);
    assert_true(ledger_take(&trace, trace.count, &ledger, &err));
    story = story_of(&trace);
    is_good = sentences_hold(&story, &ledger, why) && chains_hold(&story, &ledger, why);
    story_release(&story);
    if (!is_good)
        text_addf(why, "\n%s", text_str(&yaml));
    ledger_release(&ledger);
    trace_release(&trace);
    plan_free(plan);
    scenario_free(scenario);
    text_release(&yaml);
    return is_good;
}

static void narrate_random_runs_in_sentences(void **state)
{
    (void)state;
    assert_true(prop_holds("narrate", random_runs_are_told, 150, 120));
}

/* Names of 64 characters everywhere; the sentences stay within their columns. */
static void narrate_long_names_are_cut(void **state)
{
    static const char name[] = "Abcdefghijklmnopqrstuvwxyz-Abcdefghijklmnopqrstuvwxyz-Abcdefghij";
    struct script script;
    struct story story;
    struct text why = {0};

    (void)state;
    assert_int_equal(strlen(name), 64);
    script_sequential(&script);
    for (uint32_t b = 0; b < script.scenario.bot_count; b++)
        script.bots[b].name = name;
    script.jobs[0].name = name;
    script.faults[0].name = name;
    story = story_of(&script.trace);
    if (!sentences_hold(&story, script_ledger(&script), &why))
        fail_msg("%s", text_str(&why));
    story_release(&story);
    text_release(&why);
    script_release(&script);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(narrate_sequential_tells_the_story),
        cmocka_unit_test(narrate_sequential_in_few_words),
        cmocka_unit_test(narrate_situations_are_told_as_they_are),
        cmocka_unit_test(narrate_giving_up_says_what_the_queue_saw),
        cmocka_unit_test(narrate_second_instances_by_their_number),
        cmocka_unit_test(narrate_race_through_a_check),
        cmocka_unit_test(narrate_third_post_by_its_own_job),
        cmocka_unit_test(narrate_verdict_of_many_ends),
        cmocka_unit_test(narrate_verdict_of_untimely_posts),
        cmocka_unit_test(narrate_verdict_ends_in_whole_words),
        cmocka_unit_test(narrate_verdict_has_room_for_the_worst),
        cmocka_unit_test(narrate_wish_results_in_few_words),
        cmocka_unit_test(narrate_wish_result_names_who_was_untimely),
        cmocka_unit_test(narrate_chain_of_a_duplicate),
        cmocka_unit_test(narrate_chain_goes_past_the_wait_for_a_worker),
        cmocka_unit_test(narrate_chain_of_a_miss),
        cmocka_unit_test(narrate_chain_of_many_attempts_is_cut_in_the_middle),
        cmocka_unit_test(narrate_chain_of_a_late_post),
        cmocka_unit_test(narrate_chain_of_a_premature_post),
        cmocka_unit_test(narrate_chain_of_a_wait_at_the_cut),
        cmocka_unit_test(narrate_failing_bot_is_the_only_one_struck),
        cmocka_unit_test(narrate_failing_bot_needs_a_retry),
        cmocka_unit_test(narrate_wish_of_a_long_name),
        cmocka_unit_test(narrate_random_runs_in_sentences),
        cmocka_unit_test(narrate_long_names_are_cut),
    };

    return test_main("narrate", tests, sizeof tests / sizeof *tests);
}
