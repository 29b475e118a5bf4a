#include "support/script.h"
#include "support/test.h"

#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

/* Riker alone in BotsJob, which the schedule enqueues. */
static void start_riker(struct script *script, enum guard guard)
{
    script_start(script, 1);
    script_bot(script, "Riker", guard);
    script_entry(script, script_job(script, "BotsJob", "Riker"), 1);
    script_play(script, "0 fire <-\n0 enqueue j1 !0\n0 fetch j1 @1 w0\n"); /* 0, 1, 2 */
}

/* Riker, Worf and Locutus in BotsJob. */
static void start_three(struct script *script)
{
    script_start(script, 1);
    script_bot(script, "Riker", GUARD_NONE);
    script_bot(script, "Worf", GUARD_NONE);
    script_bot(script, "Locutus", GUARD_NONE);
    script_entry(script, script_job(script, "BotsJob", "Riker Worf Locutus"), 1);
    script_play(script, "0 fire <-\n0 enqueue j1 !0\n0 fetch j1 @1 w0\n");
}

static const struct ledger_cell *cell_of(struct script *script, uint32_t bot)
{
    return ledger_cell(script_ledger(script), 1, bot);
}

/* DESIGN's row of `sequential`: posts 1/2/0/0, one duplicate, two missed; nothing is silent because the job is dead;
 * Locutus is held up by Worf, who cannot hold up himself. */
static void ledger_sequential_counts_as_designed(void **state)
{
    struct script script;
    const struct ledger *ledger;

    (void)state;
    script_sequential(&script);
    ledger = script_ledger(&script);
    ASSERT_I64(ledger->total.owed, 4);
    ASSERT_I64(ledger->total.posts, 3);
    ASSERT_I64(ledger->total.duplicates, 1);
    ASSERT_I64(ledger->total.missed, 2);
    ASSERT_I64(ledger->total.late, 0);
    ASSERT_I64(ledger->total.silent, 0);
    assert_int_equal(ledger_cell(ledger, 1, 0)->state, POST_POSTED);
    assert_int_equal(ledger_cell(ledger, 1, 1)->state, POST_DUPLICATE);
    assert_int_equal(ledger_cell(ledger, 1, 2)->state, POST_FAILED);
    assert_int_equal(ledger_cell(ledger, 1, 3)->state, POST_NEVER_RAN);
    ASSERT_I64(ledger_cell(ledger, 1, 0)->held_by, 0);
    ASSERT_I64(ledger_cell(ledger, 1, 1)->held_by, 0);
    ASSERT_I64(ledger_cell(ledger, 1, 2)->held_by, 0);
    ASSERT_I64(ledger_cell(ledger, 1, 3)->held_by, 4); /* bit 2: Worf */
    assert_false(ledger->wishes[WISH_MADE]);
    assert_false(ledger->wishes[WISH_ONCE]);
    assert_false(ledger->wishes[WISH_UNHELD]);
    assert_true(ledger->wishes[WISH_SEEN]);
    assert_false(ledger_is_good(ledger));
    assert_true(ledger->has_ended);
    assert_int_equal(ledger->ended, ENDED_QUIESCENCE);
    ASSERT_MSEC(ledger->now, 68200);
    script_release(&script);
}

/* What a cell keeps beside its state: entries, skips, times and places in the trace. */
static void ledger_sequential_remembers_places(void **state)
{
    struct script script;
    const struct ledger_cell *picard, *riker, *worf, *locutus;

    (void)state;
    script_sequential(&script);
    picard = cell_of(&script, 0);
    riker = ledger_cell(&script.ledger, 1, 1);
    worf = ledger_cell(&script.ledger, 1, 2);
    locutus = ledger_cell(&script.ledger, 1, 3);
    assert_int_equal(picard->attempts, 2);
    assert_int_equal(picard->skips, 1);
    ASSERT_MSEC(picard->delay, 600);
    assert_int_equal(riker->first_commit, 12);
    assert_int_equal(riker->last_commit, 28);
    ASSERT_MSEC(riker->delay, 2600);
    assert_int_equal(worf->attempts, 2);
    assert_int_equal(worf->miss, 36);
    assert_int_equal(worf->last_job, 1);
    ASSERT_MSEC(worf->delay, MSEC_NONE);
    assert_int_equal(locutus->attempts, 0);
    assert_int_equal(locutus->last_job, NO_JOB);
    ASSERT_MSEC(locutus->fired, 0);
    script_release(&script);
}

static void ledger_sequential_follows_its_job(void **state)
{
    struct script script;
    const struct ledger_job *job;

    (void)state;
    script_sequential(&script);
    job = &script_ledger(&script)->jobs[0];
    assert_int_equal(script.ledger.job_count, 1);
    assert_int_equal(job->parent, NO_JOB);
    assert_int_equal(job->attempts, 2);
    assert_int_equal(job->failures, 2);
    assert_int_equal(job->number, 1);
    assert_int_equal(job->state, JOB_DEAD);
    assert_int_equal(job->enqueued, 1);
    assert_int_equal(job->ended, 35);
    script_release(&script);
}

/* Taken in the middle, while BotsJob waits for its retry (events 0 … 19): Worf and Locutus are pending, not missed
 * for good; a living job owes them, so that nothing is silent. */
static void ledger_taken_in_the_middle_is_pending(void **state)
{
    struct script script;
    struct ledger ledger;
    struct err err;

    (void)state;
    script_sequential(&script);
    assert_true(ledger_take(&script.trace, 20, &ledger, &err));
    assert_int_equal(ledger_cell(&ledger, 1, 2)->state, POST_PENDING);
    assert_int_equal(ledger_cell(&ledger, 1, 3)->state, POST_PENDING);
    assert_int_equal(ledger_cell(&ledger, 1, 1)->posts, 1);
    ASSERT_I64(ledger.total.missed, 2);
    ASSERT_I64(ledger.total.silent, 0);
    assert_int_equal(ledger.jobs[0].state, JOB_RETRYING);
    assert_int_equal(ledger.jobs[0].ended, NO_EVENT);
    assert_false(ledger.has_ended);
    ASSERT_MSEC(ledger.now, 4200);
    ledger_release(&ledger);
    script_release(&script);
}

static void ledger_of_no_events_owes_nothing(void **state)
{
    struct script script;
    struct ledger ledger;
    struct err err;

    (void)state;
    script_sequential(&script);
    assert_true(ledger_take(&script.trace, 0, &ledger, &err));
    ASSERT_I64(ledger.total.owed, 0);
    assert_true(ledger_is_good(&ledger));
    ledger_release(&ledger);
    script_release(&script);
}

/* Every prefix of a trace has a ledger, and owed, posts and missed posts of each agree with each other. */
static void ledger_of_every_prefix_adds_up(void **state)
{
    struct script script;
    struct err err;

    (void)state;
    script_sequential(&script);
    for (uint32_t count = 0; count <= script.trace.count; count++) {
        struct ledger ledger;

        assert_true(ledger_take(&script.trace, count, &ledger, &err));
        ASSERT_I64(ledger.total.owed, ledger.total.posts - ledger.total.duplicates + ledger.total.missed);
        ledger_release(&ledger);
    }
    script_release(&script);
}

/* bail-out: the error is caught and the job leaves; nothing is dead or waiting, so that both misses are silent.
 * Worf's error cost no time, but Locutus is missed because of it. */
static void ledger_bail_out_is_silent(void **state)
{
    struct script script;
    const struct ledger *ledger;

    (void)state;
    start_three(&script);
    script_play(&script, "1 post j1 @1 s0 Riker =1\n"              /* 3 … 7 */
                         "2 begin j1 @1 s1 Worf\n"                 /* 8 */
                         "3 strike j1 @1 s1 Worf /call !0 =-1\n"   /* 9 */
                         "3 rescue j1 @1 s1 Worf /call !1\n"       /* 10 */
                         "4 acknowledge j1 @1\n4 bail-out j1 @1\n" /* 11, 12 */
                         "4 miss Worf\n4 miss Locutus <12\n4 run-end o0\n");
    ledger = script_ledger(&script);
    ASSERT_I64(ledger->total.silent, 2);
    ASSERT_I64(ledger->total.missed, 2);
    assert_false(ledger->wishes[WISH_SEEN]);
    ASSERT_I64(ledger_cell(ledger, 1, 2)->held_by, 2); /* Worf is bit 1 */
    assert_int_equal(ledger->jobs[0].state, JOB_SUCCEEDED);
    assert_true(ledger->jobs[0].bailed_out);
    assert_int_equal(ledger->jobs[0].failures, 0);
    script_release(&script);
}

/* A rescue that goes on with the next step forgives an error: Locutus, who posts after it, is held up by nobody. */
static void ledger_rescue_continue_forgives(void **state)
{
    struct script script;

    (void)state;
    start_three(&script);
    script_play(&script, "2 begin j1 @1 s1 Worf\n3 strike j1 @1 s1 Worf /call !0 =-1\n"
                         "3 rescue j1 @1 s1 Worf /call !2\n4 post j1 @1 s2 Locutus =1\n5 succeed j1 @1\n5 miss Worf\n");
    ASSERT_I64(cell_of(&script, 2)->held_by, 0);
    assert_int_equal(cell_of(&script, 1)->state, POST_FAILED);
    script_release(&script);
}

/* The same rescue after a timeout: the wait has cost Locutus time. */
static void ledger_timeout_always_holds_up(void **state)
{
    struct script script;

    (void)state;
    start_three(&script);
    script_play(&script, "2 begin j1 @1 s1 Worf\n3 strike j1 @1 s1 Worf /call !1 =-1\n5003 raise j1 @1 s1 Worf /call\n"
                         "5003 rescue j1 @1 s1 Worf /call !2\n5004 post j1 @1 s2 Locutus =1\n");
    ASSERT_I64(cell_of(&script, 2)->held_by, 2);
    script_release(&script);
}

/* A stall of Worf delays Locutus behind him and not Riker before him. */
static void ledger_stall_holds_up_who_comes_after(void **state)
{
    struct script script;

    (void)state;
    start_three(&script);
    script_play(&script, "1 post j1 @1 s0 Riker =1\n2 strike j1 @1 s1 Worf !3 =-1\n60002 post j1 @1 s1 Worf =1\n"
                         "60003 post j1 @1 s2 Locutus =1\n");
    ASSERT_I64(cell_of(&script, 0)->held_by, 0);
    ASSERT_I64(cell_of(&script, 1)->held_by, 0);
    ASSERT_I64(cell_of(&script, 2)->held_by, 2);
    script_release(&script);
}

/* Each way of coming back after a crash costs time: recover, push-back, restart. */
static void ledger_crash_holds_up_after_any_return(void **state)
{
    static const char *const returns[] = {"9 recover j1\n", "9 push-back j1 @1\n", "9 restart =0 o0\n"};

    (void)state;
    for (size_t i = 0; i < sizeof returns / sizeof returns[0]; i++) {
        struct script script;

        start_three(&script);
        script_play(&script, "3 strike j1 @1 s1 Worf /call !2 =-1\n3 crash =0 o0\n");
        script_play(&script, returns[i]);
        script_play(&script, "9 fetch j1 @2\n10 post j1 @2 s2 Locutus =1\n");
        ASSERT_I64(cell_of(&script, 2)->held_by, 2);
        script_release(&script);
    }
}

/* Without a return a crash alone has cost nobody time. */
static void ledger_crash_alone_holds_up_nobody(void **state)
{
    struct script script;

    (void)state;
    start_three(&script);
    script_play(&script, "3 strike j1 @1 s1 Worf /call !2 =-1\n3 crash =0 o0\n4 post j1 @2 s2 Locutus =1\n");
    ASSERT_I64(cell_of(&script, 2)->held_by, 0);
    script_release(&script);
}

/* The platform's faults and strikes at steps of no bot are nobody's. */
static void ledger_platform_faults_blame_nobody(void **state)
{
    struct script script;

    (void)state;
    start_three(&script);
    script_play(&script,
                "3 kill o0 <- =-1\n3 crash =0 o0\n3 lose j1\n3 miss Riker\n3 miss Worf <5\n3 miss Locutus <5\n");
    assert_true(script_ledger(&script)->wishes[WISH_UNHELD]);
    script_release(&script);
}

/* A strike at a step of no bot sets nothing, also after one at a bot's post: Riker's blame stays alone. */
static void ledger_strikes_without_bot_blame_nobody(void **state)
{
    struct script script;

    (void)state;
    start_three(&script);
    script_play(&script, "1 strike j1 @1 s0 Riker !3 =-1\n2 strike j1 @1 !3 =-1\n3 post j1 @1 s1 Worf =1\n");
    ASSERT_I64(cell_of(&script, 1)->held_by, 1);
    script_release(&script);
}

/* Two lines of the schedule reach the same bot: it owes one post, from the first firing on. */
static void ledger_two_entries_owe_once(void **state)
{
    struct script script;

    (void)state;
    start_riker(&script, GUARD_NONE);
    script_entry(&script, 0, 1);
    script_play(&script, "50 fire <- =1\n50 enqueue j2 !0\n80 post j2 @1 s0 Riker =1\n");
    ASSERT_MSEC(cell_of(&script, 0)->fired, 0);
    ASSERT_MSEC(cell_of(&script, 0)->delay, 80);
    ASSERT_I64(script.ledger.total.owed, 1);
    assert_int_equal(script.ledger.jobs[1].number, 2);
    script_release(&script);
}

/* Pop-style fetching: the job is lost with its process. Riker was entered before: lost. Worf never was: never-ran.
 * Both silent. */
static void ledger_lost_job_loses_who_was_entered(void **state)
{
    struct script script;

    (void)state;
    start_three(&script);
    script_play(&script, "1 begin j1 @1 s0 Riker\n2 strike j1 @1 s0 Riker /begin !2 =-1\n2 crash =0 o0\n2 lose j1\n"
                         "2 miss Riker\n2 miss Worf <6\n2 miss Locutus <6\n");
    assert_int_equal(cell_of(&script, 0)->state, POST_LOST);
    assert_int_equal(cell_of(&script, 1)->state, POST_NEVER_RAN);
    assert_int_equal(script.ledger.jobs[0].state, JOB_LOST);
    ASSERT_I64(script.ledger.total.silent, 3);
    script_release(&script);
}

/* Claim first, then fail: the second attempt is skipped and succeeds, the post was never made. */
static void ledger_claimed_and_never_made_is_skipped(void **state)
{
    struct script script;
    const struct ledger_cell *riker;

    (void)state;
    start_riker(&script, GUARD_MARK_THEN_POST);
    script_play(&script,
                "1 begin j1 @1 s0 Riker\n2 claim j1 @1 s0 Riker\n2 strike j1 @1 s0 Riker /claim !0 =-1\n" /* 3, 4, 5 */
                "2 fail j1 @1 s0 Riker =1\n2 retry j1 =9\n9 requeue j1\n9 fetch j1 @2\n"
                "10 begin j1 @2 s0 Riker\n11 claim j1 @2 s0 Riker !1\n11 skip j1 @2 s0 Riker /claim =4\n"
                "12 done j1 @2 s0 Riker\n13 acknowledge j1 @2\n13 succeed j1 @2\n13 miss Riker\n");
    riker = cell_of(&script, 0);
    assert_int_equal(riker->state, POST_SKIPPED);
    assert_true(riker->is_silent);
    assert_int_equal(riker->skips, 1);
    ASSERT_I64(riker->held_by, 0); /* his own failure */
    script_release(&script);
}

/* A skip that is followed by another entry, which fails, is failed: the last entry counts. */
static void ledger_last_entry_decides_over_skipped(void **state)
{
    struct script script;

    (void)state;
    start_riker(&script, GUARD_MARK_THEN_POST);
    script_play(
        &script,
        "1 begin j1 @1 s0 Riker\n2 skip j1 @1 s0 Riker /claim =-1\n3 begin j1 @2 s0 Riker\n4 dead j1\n4 miss Riker\n");
    assert_int_equal(cell_of(&script, 0)->state, POST_FAILED);
    assert_false(cell_of(&script, 0)->is_silent);
    script_release(&script);
}

/* Discarded shows nowhere; dead does. */
static void ledger_discarded_is_silent(void **state)
{
    struct script script;

    (void)state;
    start_riker(&script, GUARD_NONE);
    script_play(&script, "1 begin j1 @1 s0 Riker\n2 discard j1\n2 miss Riker\n");
    assert_int_equal(script_ledger(&script)->jobs[0].state, JOB_DISCARDED);
    assert_true(cell_of(&script, 0)->is_silent);
    script_release(&script);
}

/* Late is a first post beyond `due`, not at it, and never one that was not made. */
static void ledger_late_begins_after_due(void **state)
{
    (void)state;
    for (msec due = 999; due <= 1001; due++) {
        struct script script;

        start_riker(&script, GUARD_NONE);
        script.bots[0].due = due;
        script_play(&script, "1000 post j1 @1 s0 Riker =1\n");
        assert_int_equal(cell_of(&script, 0)->late_by, due < 1000 ? 1000 : 0);
        ASSERT_I64(script.ledger.total.late, due < 1000);
        script_release(&script);
    }
}

/* Invoice needs Card, each in a job of its own, both of the same day. */
static void start_needs(struct script *script)
{
    script_start(script, 1);
    script_bot(script, "Card", GUARD_NONE);
    script_bot(script, "Invoice", GUARD_NONE);
    script_entry(script, script_job(script, "CardJob", "Card"), 1);
    script_entry(script, script_job(script, "InvoiceJob", "Invoice"), 1);
    script->jobs[1].steps[0].needs = script->bots[1].needs = 1; /* bit 0: Card */
    script_play(script, "0 fire <-\n0 enqueue j1 !0\n0 fetch j1 @1 w0\n0 fire =1 <-\n0 enqueue j2 !1\n");
}

/* Each commit before the first one of the needed bot counts, none after it; the first wish is refused. */
static void ledger_premature_is_before_what_it_needs(void **state)
{
    struct script script;

    (void)state;
    start_needs(&script);
    script_play(&script, "0 fetch j2 @1 w1\n"
                         "1000 post j2 @1 s0 Invoice =1\n"
                         "2000 post j2 @2 s0 Invoice =2\n"
                         "3000 post j1 @1 s0 Card =1\n"
                         "4000 post j2 @3 s0 Invoice =3\n");
    assert_int_equal(cell_of(&script, 0)->premature, 0);
    assert_int_equal(cell_of(&script, 1)->premature, 2);
    ASSERT_I64(script.ledger.total.premature, 2);
    assert_false(script.ledger.wishes[WISH_MADE]);
    script_release(&script);
}

/* Due 1 s: made 1.5 s after the firing it is late, unless what it needs was made 0.5 s before it; made before that, it
 * gains nothing by it. */
static void ledger_late_begins_with_what_it_needs(void **state)
{
    static const struct {
        const char *posts;
        msec late_by;
    } cases[] = {
        {"1000 post j1 @1 s0 Card =1\n1500 post j2 @1 s0 Invoice =1\n", 0},
        {"100 post j1 @1 s0 Card =1\n1500 post j2 @1 s0 Invoice =1\n", 1400},
        {"1500 post j2 @1 s0 Invoice =1\n1700 post j1 @1 s0 Card =1\n", 1500},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct script script;

        start_needs(&script);
        script.bots[1].due = 1000;
        script_play(&script, cases[i].posts);
        ASSERT_MSEC(cell_of(&script, 1)->late_by, cases[i].late_by);
        ASSERT_MSEC(cell_of(&script, 1)->delay, 1500);
        script_release(&script);
    }
}

/* Worf's failure holds up Locutus, but not one who needs Worf's post. */
static void ledger_nobody_is_held_up_by_what_it_needs(void **state)
{
    (void)state;
    for (bot_set needs = 0; needs <= 2; needs += 2) {
        struct script script;

        start_three(&script);
        script.bots[2].needs = needs;
        script_play(&script, "1000 strike j1 @1 s1 Worf\n1000 fail j1 @1 s1 Worf =1\n1000 retry j1 =61000\n"
                             "61000 requeue j1\n61000 fetch j1 @2 w0\n61000 post j1 @2 s2 Locutus =1\n");
        ASSERT_I64(cell_of(&script, 2)->held_by, needs ? 0 : 2);
        script_release(&script);
    }
}

/* What a job waits for when the run is cut holds up what it owes and has not made: here Locutus, not Riker. */
static void ledger_cut_tells_who_holds_up(void **state)
{
    struct script script;

    (void)state;
    start_three(&script);
    script_play(&script, "500 post j1 @1 s0 Riker =1\n1000 strike j1 @1 s1 Worf\n1000 fail j1 @1 s1 Worf =1\n"
                         "1000 retry j1 =61000\n9000 cut j1\n9000 run-end !1\n");
    ASSERT_I64(cell_of(&script, 0)->held_by, 0);
    ASSERT_I64(cell_of(&script, 1)->held_by, 0);
    ASSERT_I64(cell_of(&script, 2)->held_by, 2);
    script_release(&script);
}

/* A wish that is not judged is granted, whatever happened. */
static void ledger_wish_that_is_not_judged_is_granted(void **state)
{
    struct script script;

    (void)state;
    script_sequential(&script);
    script.scenario.unjudged = 1u << WISH_MADE | 1u << WISH_UNHELD;
    assert_true(script_ledger(&script)->wishes[WISH_MADE]);
    assert_false(script.ledger.wishes[WISH_ONCE]);
    assert_true(script.ledger.wishes[WISH_UNHELD]);
    script_release(&script);
}

/* A stale failure counts for nothing; a repeated delivery of a job that is done brings it back to nothing. */
static void ledger_stale_attempts_change_no_job(void **state)
{
    struct script script;

    (void)state;
    start_riker(&script, GUARD_NONE);
    script_play(&script,
                "1 post j1 @1 s0 Riker =1\n2 succeed j1 @1\n3 fetch j1 @2\n4 fail j1 @2 !1 =7\n5 push-back j1 @3\n");
    assert_int_equal(script_ledger(&script)->jobs[0].state, JOB_SUCCEEDED);
    assert_int_equal(script.ledger.jobs[0].failures, 0);
    assert_int_equal(script.ledger.jobs[0].attempts, 2);
    script_release(&script);
}

/* A job alive at the end: its post is pending, so it is missed and not silent; a duplicate of a living job is not
 * silent either. */
static void ledger_living_job_is_never_silent(void **state)
{
    struct script script;

    (void)state;
    start_three(&script);
    script_play(&script, "1 post j1 @1 s0 Riker =1\n2 post j1 @1 s0 Riker =2\n3 run-end o0 !1\n");
    ASSERT_I64(script_ledger(&script)->total.silent, 0);
    ASSERT_I64(script.ledger.total.missed, 2);
    assert_int_equal(script.ledger.jobs[0].state, JOB_RUNNING);
    assert_int_equal(script.ledger.ended, ENDED_UNTIL);
    assert_int_equal(cell_of(&script, 2)->state, POST_PENDING);
    script_release(&script);
}

/* Two days: each is counted by itself, whatever the clock says; on day 2 Riker is done by a retry of day 1's time. */
static void ledger_two_days_are_two_cells(void **state)
{
    struct script script;

    (void)state;
    script_start(&script, 2);
    script_bot(&script, "Riker", GUARD_NONE);
    script_entry(&script, script_job(&script, "BotsJob", "Riker"), 1);
    script_play(&script, "0 fire o1 <-\n0 enqueue j1 !0\n0 fetch j1 @1\n100 fire o2 <0\n100 enqueue j2 !0 o2\n"
                         "200 post j1 @1 s0 Riker =1 <2\n300 post j2 @1 s0 Riker =1 o2 <4\n");
    ASSERT_I64(script_ledger(&script)->total.owed, 2);
    ASSERT_MSEC(ledger_cell(&script.ledger, 1, 0)->delay, 200);
    ASSERT_MSEC(ledger_cell(&script.ledger, 2, 0)->delay, 200);
    assert_int_equal(script.ledger.jobs[1].number, 2);
    assert_int_equal(script.ledger.jobs[1].occurrence, 2);
    script_release(&script);
}

/* A top job enqueues a child: the child's bot is owed from the firing on, and the top job owes it, too. */
static void ledger_children_have_parents(void **state)
{
    struct script script;
    uint32_t child;

    (void)state;
    script_start(&script, 1);
    script_bot(&script, "Riker", GUARD_NONE);
    child = script_job(&script, "RikerJob", "Riker");
    script_entry(&script, script_job(&script, "TopJob", ">RikerJob"), 1);
    assert_int_equal(child, 0);
    script_play(&script,
                "5 fire <-\n5 enqueue j1 !1\n5 fetch j1 @1\n6 push j1 @1 s0 =2\n6 enqueue j2 !0 =1\n7 discard j2\n");
    assert_int_equal(script_ledger(&script)->jobs[1].parent, 1);
    assert_int_equal(script.ledger.jobs[1].job, 0);
    ASSERT_MSEC(cell_of(&script, 0)->fired, 5);
    assert_int_equal(cell_of(&script, 0)->state, POST_PENDING); /* TopJob still runs */
    script_play(&script, "8 dead j1\n8 miss Riker\n");
    assert_int_equal(cell_of(&script, 0)->state, POST_NEVER_RAN);
    assert_false(cell_of(&script, 0)->is_silent);
    script_release(&script);
}

/* Sanitizers and valgrind map more than any limit allows. */
static bool can_limit_memory(void)
{
    const char *preload = getenv("LD_PRELOAD");

#if defined(__SANITIZE_ADDRESS__)
    return false;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
    return false;
#endif
#endif
    return !preload || !strstr(preload, "vgpreload");
}

/* Without memory the ledger says so and leaves its output alone. Address space is what is short: the cells of four
 * million. */
static void ledger_without_memory_fails_cleanly(void **state)
{
    struct rlimit before, low = {256 << 20, 0};
    struct script script;
    struct ledger ledger = {.bot_count = 77};
    struct err err = {""};
    bool is_taken;

    (void)state;
    if (!can_limit_memory())
        skip();
    script_sequential(&script);
    script.scenario.occurrences = 40000000; /* 40 M × 4 cells of 88 bytes: 14 GB */
    assert_int_equal(getrlimit(RLIMIT_AS, &before), 0);
    low.rlim_max = before.rlim_max;
    assert_int_equal(setrlimit(RLIMIT_AS, &low), 0);
    is_taken = ledger_take(&script.trace, script.trace.count, &ledger, &err);
    assert_int_equal(setrlimit(RLIMIT_AS, &before), 0);
    assert_false(is_taken);
    assert_int_equal(ledger.bot_count, 77);
    assert_true(err.text[0] != '\0');
    script.scenario.occurrences = 1;
    script_release(&script);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(ledger_sequential_counts_as_designed),
        cmocka_unit_test(ledger_sequential_remembers_places),
        cmocka_unit_test(ledger_sequential_follows_its_job),
        cmocka_unit_test(ledger_taken_in_the_middle_is_pending),
        cmocka_unit_test(ledger_of_no_events_owes_nothing),
        cmocka_unit_test(ledger_of_every_prefix_adds_up),
        cmocka_unit_test(ledger_bail_out_is_silent),
        cmocka_unit_test(ledger_rescue_continue_forgives),
        cmocka_unit_test(ledger_timeout_always_holds_up),
        cmocka_unit_test(ledger_stall_holds_up_who_comes_after),
        cmocka_unit_test(ledger_crash_holds_up_after_any_return),
        cmocka_unit_test(ledger_crash_alone_holds_up_nobody),
        cmocka_unit_test(ledger_platform_faults_blame_nobody),
        cmocka_unit_test(ledger_strikes_without_bot_blame_nobody),
        cmocka_unit_test(ledger_two_entries_owe_once),
        cmocka_unit_test(ledger_lost_job_loses_who_was_entered),
        cmocka_unit_test(ledger_claimed_and_never_made_is_skipped),
        cmocka_unit_test(ledger_last_entry_decides_over_skipped),
        cmocka_unit_test(ledger_discarded_is_silent),
        cmocka_unit_test(ledger_late_begins_after_due),
        cmocka_unit_test(ledger_premature_is_before_what_it_needs),
        cmocka_unit_test(ledger_late_begins_with_what_it_needs),
        cmocka_unit_test(ledger_nobody_is_held_up_by_what_it_needs),
        cmocka_unit_test(ledger_cut_tells_who_holds_up),
        cmocka_unit_test(ledger_wish_that_is_not_judged_is_granted),
        cmocka_unit_test(ledger_stale_attempts_change_no_job),
        cmocka_unit_test(ledger_living_job_is_never_silent),
        cmocka_unit_test(ledger_two_days_are_two_cells),
        cmocka_unit_test(ledger_children_have_parents),
        cmocka_unit_test(ledger_without_memory_fails_cleanly),
    };

    return test_main("ledger", tests, sizeof tests / sizeof *tests);
}
