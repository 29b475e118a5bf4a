/* What-if changes: what each does to a scenario, and what is said of those that do not fit. */
#include "support/test.h"

#include <stdlib.h>
#include <string.h>

#include "model/change.h"
#include "model/changed.h"
#include "model/preset.h"
#include "support/play.h"
#include "support/prop.h"
#include "support/random_change.h"
#include "words/change_say.h"

/* Two days of one job with a post of each of three bots between an enqueue and a wait. */
static const char SAMPLE[] =
    "bots:\n"
    "  - {name: Picard, post: a tip, guard: check-then-mark}\n"
    "  - {name: Riker, post: a search}\n"
    "  - {name: Worf, post: a mail}\n"
    "jobs:\n"
    "  - name: BotsJob\n"
    "    queue: bots\n"
    "    steps: [{post: Picard}, {enqueue: SideJob}, {post: Riker, skipped: end}, {wait: 5s}]\n"
    "    retry: {limit: 1, wait: 90s}\n"
    "    latency: {fetch: 300ms}\n"
    "  - name: SideJob\n"
    "    steps: [{post: Worf}]\n"
    "schedule: [{enqueue: BotsJob, times: 2}]\n"
    "faults:\n"
    "  - {bot: Worf, before: commit, kind: error, name: mail is down}\n"
    "  - {job: BotsJob, step: 3, after: commit, kind: crash, occurrences: [2]}\n"
    "  - {job: BotsJob, after: fetch, kind: crash, attempts: [2]}\n"
    "expect:\n"
    "  - {bot: Riker, occurrence: 2, posts: 2}\n"
    "  - {posts: 6}\n";

static int setup(void **state)
{
    *state = load_yaml(SAMPLE);
    return 0;
}

static int teardown(void **state)
{
    scenario_free(*state);
    return 0;
}

/* The sample with one or two changes, which must fit. To be freed. */
static struct scenario *with(void **state, enum change_kind kind, const char *value, enum change_kind kind2,
                             const char *value2)
{
    struct change changes[2];
    struct scenario *changed;
    struct err err;

    assert_true(change_parse(kind, value, &changes[0], &err));
    if (kind2 != CHANGE_COUNT)
        assert_true(change_parse(kind2, value2, &changes[1], &err));
    changed = scenario_changed(*state, changes, kind2 == CHANGE_COUNT ? 1 : 2, &err);
    if (changed == NULL)
        fail_msg("%s", err.text);
    return changed;
}

static struct scenario *with_one(void **state, enum change_kind kind, const char *value)
{
    return with(state, kind, value, CHANGE_COUNT, NULL);
}

/* The change does not fit, and this is said of it. */
static void assert_refused(void **state, enum change_kind kind, const char *value, const char *expected)
{
    struct change change;
    struct text said = {0};
    struct err err;

    if (!change_parse(kind, value, &change, &err))
        text_addf(&said, "--%s: %s", change_rows[kind].option, err.text);
    else if (!scenario_changed(*state, &change, 1, &err))
        text_add(&said, err.text);
    assert_string_equal(text_str(&said), expected);
    text_release(&said);
}

static void change_guard_of_one_bot_is_its_alone(void **state)
{
    struct scenario *changed = with_one(state, CHANGE_GUARD, "Riker=ask-receiver");

    assert_int_equal(changed->bots[0].guard, GUARD_CHECK_THEN_MARK);
    assert_int_equal(changed->bots[1].guard, GUARD_ASK_RECEIVER);
    assert_int_equal(changed->bots[2].guard, GUARD_NONE);
    /* The scenario that was changed is as it was. */
    assert_int_equal(((struct scenario *)*state)->bots[1].guard, GUARD_NONE);
    scenario_free(changed);
}

static void change_guard_of_all_is_every_bots(void **state)
{
    struct scenario *changed = with_one(state, CHANGE_GUARD, "all=mark-then-post");

    for (uint32_t i = 0; i < changed->bot_count; i++)
        assert_int_equal(changed->bots[i].guard, GUARD_MARK_THEN_POST);
    scenario_free(changed);
}

static void change_guard_that_does_not_fit_is_refused(void **state)
{
    assert_refused(state, CHANGE_GUARD, "Rikr=none",
                   "--guard: unknown bot \"Rikr\"; allowed: Picard, Riker, Worf, all; did you mean \"Riker\"?");
    assert_refused(
        state, CHANGE_GUARD, "Riker=chek-then-mark",
        "--guard: unknown guard \"chek-then-mark\"; allowed: none, check-then-mark, mark-then-post, ask-receiver, "
        "idempotency-key; did you mean \"check-then-mark\"?");
    assert_refused(state, CHANGE_GUARD, "Riker", "--guard: \"Riker\" is not BOT=GUARD");
    assert_refused(state, CHANGE_GUARD, "=none", "--guard: \"=none\" is not BOT=GUARD");
}

static void change_retry_keeps_the_waits(void **state)
{
    struct scenario *changed = with_one(state, CHANGE_RETRY, "BotsJob=3");

    assert_int_equal(changed->jobs[0].retry.limit, 3);
    assert_int_equal(changed->jobs[0].retry.wait_count, 1);
    ASSERT_MSEC(changed->jobs[0].retry.waits[0].low, 90000);
    assert_int_equal(changed->jobs[1].retry.limit, 0);
    scenario_free(changed);
}

static void change_retry_of_a_job_without_waits_gives_it_a_minute(void **state)
{
    struct scenario *changed = with_one(state, CHANGE_RETRY, "SideJob=2");

    assert_int_equal(changed->jobs[1].retry.limit, 2);
    assert_int_equal(changed->jobs[1].retry.kind, RETRY_FIXED);
    ASSERT_MSEC(changed->jobs[1].retry.waits[0].low, 60000);
    scenario_free(changed);
}

static void change_retry_that_does_not_fit_is_refused(void **state)
{
    assert_refused(state, CHANGE_RETRY, "BotJob=3",
                   "--retry: unknown job \"BotJob\"; allowed: BotsJob, SideJob; did you mean \"BotsJob\"?");
    assert_refused(state, CHANGE_RETRY, "BotsJob=many",
                   "--retry: \"limit\" needs a whole number, found \"many\"; allowed: 0 to 20000");
    assert_refused(state, CHANGE_RETRY, "BotsJob=20001", "--retry: \"limit\" cannot be 20001; allowed: 0 to 20000");
    assert_refused(state, CHANGE_RETRY, "BotsJob=-1", "--retry: \"limit\" cannot be -1; allowed: 0 to 20000");
    assert_refused(state, CHANGE_RETRY, "BotsJob=", "--retry: \"limit\" needs a value, found nothing");
}

static void change_split_makes_a_job_of_each_post(void **state)
{
    struct scenario *changed = with_one(state, CHANGE_SPLIT, "BotsJob");
    const struct job *top = &changed->jobs[0];

    /* Two posts among four steps: two new jobs behind the two that there are. */
    assert_int_equal(changed->job_count, 4);
    assert_string_equal(top->name, "BotsJob");
    assert_int_equal(top->step_count, 4);
    assert_int_equal(top->steps[0].kind, STEP_ENQUEUE);
    assert_int_equal(top->steps[0].target, 2);
    assert_int_equal(top->steps[1].target, 1);
    assert_int_equal(top->steps[2].kind, STEP_ENQUEUE);
    assert_int_equal(top->steps[2].target, 3);
    assert_int_equal(top->steps[3].kind, STEP_WAIT);
    assert_string_equal(changed->jobs[2].name, "PicardJob");
    assert_string_equal(changed->jobs[3].name, "RikerJob");
    assert_int_equal(top->posts, 0);
    assert_int_equal(top->reach, 7); /* all three bots, Worf through SideJob */
    scenario_free(changed);
}

static void change_split_jobs_inherit_the_policies(void **state)
{
    struct scenario *changed = with_one(state, CHANGE_SPLIT, "BotsJob");
    const struct job *job = &changed->jobs[3];

    assert_string_equal(job->queue, "bots");
    assert_int_equal(job->retry.limit, 1);
    ASSERT_MSEC(job->retry.waits[0].low, 90000);
    ASSERT_MSEC(job->latency[MICRO_FETCH].low, 300);
    assert_int_equal(job->split_from, 0);
    assert_int_equal(job->step_count, 1);
    assert_int_equal(job->steps[0].kind, STEP_POST);
    assert_int_equal(job->steps[0].target, 1);
    assert_int_equal(job->steps[0].skipped, SKIPPED_END);
    assert_int_equal(job->posts, 2); /* Riker is bot 1 */
    scenario_free(changed);
}

static void change_split_moves_the_faults_of_a_posts_step(void **state)
{
    struct scenario *changed = with_one(state, CHANGE_SPLIT, "BotsJob");

    assert_int_equal(changed->faults[0].bot, 2);
    assert_int_equal(changed->faults[1].job, 3); /* step 3 was Riker's post */
    assert_int_equal(changed->faults[1].step, 0);
    assert_int_equal(changed->faults[2].job, 0); /* a fetch stays the top job's */
    assert_int_equal(changed->faults[2].step, NO_INDEX);
    scenario_free(changed);
}

static void change_split_name_that_is_taken_gets_a_number(void **state)
{
    struct scenario *scenario = load_yaml("bots: [{name: B, post: x}, {name: C C, post: y}]\n"
                                          "jobs:\n"
                                          "  - {name: J, steps: [{post: B}, {post: B}, {post: C C}, {enqueue: BJob}]}\n"
                                          "  - {name: BJob, steps: [{post: B}]}\n"
                                          "schedule: [{enqueue: J}]\n");
    struct scenario *changed;

    (void)state;
    changed = with_one((void **)&scenario, CHANGE_SPLIT, "J");
    assert_string_equal(changed->jobs[2].name, "BJob2");
    assert_string_equal(changed->jobs[3].name, "BJob3");
    assert_string_equal(changed->jobs[4].name, "CCJob");
    scenario_free(changed);
    scenario_free(scenario);
}

/* A name in other letters is taken as well: a file with both would not load. */
static void change_split_name_that_is_taken_in_other_letters_gets_a_number(void **state)
{
    struct scenario *scenario = load_yaml("bots: [{name: A, post: x}, {name: B, post: y}]\n"
                                          "jobs:\n"
                                          "  - {name: J, steps: [{post: A}, {post: B}]}\n"
                                          "  - {name: AJOB, steps: [{post: A}]}\n"
                                          "schedule: [{enqueue: J}]\n");
    struct scenario *changed;

    (void)state;
    changed = with_one((void **)&scenario, CHANGE_SPLIT, "J");
    assert_string_equal(changed->jobs[2].name, "AJob2");
    assert_string_equal(changed->jobs[3].name, "BJob");
    scenario_free(changed);
    scenario_free(scenario);
}

static void change_split_of_one_post_is_refused(void **state)
{
    assert_refused(state, CHANGE_SPLIT, "SideJob",
                   "--split: \"SideJob\" makes one post: only a job of several posts can be split");
}

/* Whichever comes first, the retries are those of the new jobs too; a split's rescue likewise. */
static void change_of_a_split_job_reaches_the_new_jobs(void **state)
{
    struct scenario *after = with(state, CHANGE_SPLIT, "BotsJob", CHANGE_RETRY, "BotsJob=5");
    struct scenario *before = with(state, CHANGE_RETRY, "BotsJob=5", CHANGE_SPLIT, "BotsJob");
    struct scenario *rescue = with(state, CHANGE_SPLIT, "BotsJob", CHANGE_RESCUE, "BotsJob=exit");
    static const uint32_t limits[] = {5, 0, 5, 5};

    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(after->jobs[i].retry.limit, limits[i]);
        assert_int_equal(before->jobs[i].retry.limit, limits[i]);
        assert_int_equal(rescue->jobs[i].rescue, limits[i] == 5 ? RESCUE_EXIT : RESCUE_NONE);
    }
    scenario_free(after);
    scenario_free(before);
    scenario_free(rescue);
}

static void change_without_fault_counts_as_the_file_does(void **state)
{
    struct scenario *changed = with(state, CHANGE_WITHOUT_FAULT, "1", CHANGE_WITHOUT_FAULT, "2");

    assert_int_equal(changed->fault_count, 1);
    assert_int_equal(changed->faults[0].micro, MICRO_FETCH); /* the third one is left */
    scenario_free(changed);
    assert_refused(state, CHANGE_WITHOUT_FAULT, "4", "--without-fault: there is no fault \"4\"; allowed: 1 to 3");
    assert_refused(state, CHANGE_WITHOUT_FAULT, "0",
                   "--without-fault: \"0\" is no number of a fault; allowed: 1 to 256");
}

/* Also in a scenario from which some were taken away already. */
static void change_without_fault_keeps_to_the_files_numbers(void **state)
{
    struct scenario *once = with_one(state, CHANGE_WITHOUT_FAULT, "1"), *twice;
    struct text words = {0};
    struct change change;
    struct err err;

    assert_true(change_parse(CHANGE_WITHOUT_FAULT, "2", &change, &err));
    change_say(once, &change, &words);
    assert_string_equal(text_str(&words), "without the fault: crash after commit in step 3 of BotsJob");
    twice = scenario_changed(once, &change, 1, &err);
    assert_non_null(twice);
    assert_int_equal(twice->fault_count, 1);
    assert_int_equal(twice->faults[0].number, 3);
    text_release(&words);
    scenario_free(twice);
    scenario_free(once);
}

/* Of the file's three faults the second stays, and keeps its number; of those that were added all do. */
static void change_only_faults_takes_the_others_of_the_file_away(void **state)
{
    struct scenario *changed = with(state, CHANGE_FAULT, "Riker:after:commit:crash", CHANGE_ONLY_FAULTS, "2");

    assert_int_equal(changed->fault_count, 2);
    assert_int_equal(changed->faults[0].number, 2);
    assert_int_equal(changed->faults[1].number, 0);
    scenario_free(changed);
    assert_refused(state, CHANGE_ONLY_FAULTS, "1,4", "--only-faults: there is no fault \"4\"; allowed: 1 to 3");
    assert_refused(state, CHANGE_ONLY_FAULTS, "1,", "--only-faults: there is no fault \"\"; allowed: numbers from 1");
}

static void change_no_faults_leaves_those_that_are_added(void **state)
{
    struct scenario *changed = with(state, CHANGE_FAULT, "Riker:after:commit:crash", CHANGE_NO_FAULTS, NULL);

    assert_int_equal(changed->fault_count, 1);
    assert_int_equal(changed->faults[0].bot, 1);
    scenario_free(changed);
}

/* What a preset's platform does not have cannot be killed in it. */
static void change_that_takes_a_killed_process_away_is_refused(void **state)
{
    struct scenario *scenario = load_yaml(
        "bots: [{name: A, post: a}]\njobs: [{name: J, steps: [{post: A}]}]\nschedule: [{enqueue: J}]\n"
        "platform: {processes: 8, workers: 1}\nfaults: [{platform: kill, at: 5s, process: 8}]\n");
    void *of_eight = scenario;

    (void)state;
    assert_refused(&of_eight, CHANGE_PRESET, "none",
                   "--preset none: there is no process 8 to be killed; the platform has 1");
    scenario_free(scenario);
}

static void change_preset_replaces_platform_and_retries(void **state)
{
    const struct preset_values *values = preset_values(PRESET_SIDEKIQ);
    struct scenario *changed = with_one(state, CHANGE_PRESET, "sidekiq");

    assert_int_equal(changed->platform.preset, PRESET_SIDEKIQ);
    assert_int_equal(changed->platform.workers, values->platform.workers);
    for (uint32_t i = 0; i < changed->job_count; i++) {
        assert_int_equal(changed->jobs[i].retry.limit, values->retry.limit);
        assert_int_equal(changed->jobs[i].retry.kind, values->retry.kind);
        assert_int_equal(changed->jobs[i].exhausted, values->exhausted);
    }
    scenario_free(changed);
    assert_refused(
        state, CHANGE_PRESET, "sidekick",
        "--preset: unknown preset \"sidekick\"; allowed: none, lambda, sidekiq, sidekiq-pro, sqs, cron, "
        "celery, celery-late, bullmq, pg-boss, rq, oban, good_job, solid_queue, resque, faktory, delayed_job, "
        "hangfire; did you mean \"sidekiq\"?");
}

static void change_numbers_are_set(void **state)
{
    struct scenario *workers = with_one(state, CHANGE_WORKERS, "4");
    struct scenario *seed = with(state, CHANGE_SEED, "18446744073709551615", CHANGE_UNTIL, "1h");

    assert_int_equal(workers->platform.workers, 4);
    assert_true(seed->seed == UINT64_MAX);
    ASSERT_MSEC(seed->until, 3600000);
    scenario_free(workers);
    scenario_free(seed);
}

static void change_numbers_that_do_not_fit_are_refused(void **state)
{
    assert_refused(state, CHANGE_WORKERS, "0", "--workers: \"workers\" cannot be 0; allowed: 1 to 256");
    assert_refused(state, CHANGE_WORKERS, "257", "--workers: \"workers\" cannot be 257; allowed: 1 to 256");
    assert_refused(state, CHANGE_WORKERS, "4 ",
                   "--workers: \"workers\" needs a whole number, found \"4 \"; allowed: 1 to 256");
    assert_refused(state, CHANGE_SEED, "18446744073709551616",
                   "--seed: \"18446744073709551616\" is no seed; allowed: 0 to 18446744073709551615");
    assert_refused(state, CHANGE_UNTIL, "0s",
                   "--until: \"until\" cannot be 0; allowed: a length of time such as 250ms, 90s, 1.5h");
    assert_refused(state, CHANGE_UNTIL, "10",
                   "--until: \"until\": \"10\" needs a unit: ms, s, m, h or d; allowed: a length of time such as "
                   "250ms, 90s, 1.5h");
    assert_refused(state, CHANGE_DAYS, "0", "--days: \"0\" is no number of days; allowed: 1 to 1000000");
}

/* Day 2 goes, and with it the fault that strikes on day 2 alone and what was expected of day 2. */
/* A value of every mapping, by its path. */
static void change_setting_sets_a_value_of_the_file(void **state)
{
    static const char *const settings[] = {
        "platform.on_crash=lease",
        "platform.lease=90s",
        "platform.ended_lease=by-job",
        "platform.acknowledge=early",
        "platform.retried_at=head",
        "platform.recovered_at=place",
        "jobs.BotsJob.queue=slow",
        "jobs.sidejob.rescue=exit",
        "jobs.BotsJob.exhausted=discard",
        "jobs.BotsJob.latency.acknowledge=1s..2s",
        "bots.all.guard=idempotency-key",
        "bots.Worf.key=attempt",
        "bots.Worf.expires=1h",
        "bots.Riker.due=30s",
        "faults.2.times=3",
        "faults.3.probability=0.5",
        "schedule.1.every=1h",
        "until=2h",
    };
    enum { COUNT = sizeof settings / sizeof *settings };
    struct change changes[COUNT];
    struct scenario *changed;
    struct err err;

    for (size_t i = 0; i < COUNT; i++)
        assert_true(change_parse(CHANGE_SETTING, settings[i], &changes[i], &err));
    changed = scenario_changed(*state, changes, COUNT, &err);
    if (changed == NULL)
        fail_msg("%s", err.text);
    assert_int_equal(changed->platform.on_crash, ON_CRASH_LEASE);
    ASSERT_MSEC(changed->platform.lease.high, 90000);
    assert_int_equal(changed->platform.ended_lease, ENDED_LEASE_BY_JOB);
    assert_int_equal(changed->platform.acknowledge, ACKNOWLEDGE_EARLY);
    assert_int_equal(changed->platform.retried_at, QUEUE_HEAD);
    assert_int_equal(changed->platform.recovered_at, QUEUE_PLACE);
    assert_string_equal(changed->jobs[0].queue, "slow");
    assert_string_equal(changed->jobs[1].queue, "default");
    assert_int_equal(changed->queue_count, 2);
    assert_int_equal(changed->jobs[1].rescue, RESCUE_EXIT);
    assert_int_equal(changed->jobs[0].exhausted, EXHAUSTED_DISCARD);
    assert_int_equal(changed->jobs[0].latency[MICRO_ACKNOWLEDGE].kind, DURATION_UNIFORM);
    assert_int_equal(changed->bots[0].guard, GUARD_IDEMPOTENCY_KEY);
    assert_int_equal(changed->bots[0].key, KEY_OCCURRENCE);
    assert_int_equal(changed->bots[2].key, KEY_ATTEMPT);
    ASSERT_MSEC(changed->bots[2].key_expires, 3600000);
    ASSERT_MSEC(changed->bots[1].due, 30000);
    assert_int_equal(changed->faults[1].times, 3);
    assert_int_equal(changed->faults[2].probability, PROBABILITY_ONE / 2);
    ASSERT_MSEC(changed->entries[0].every.low, 3600000);
    ASSERT_MSEC(changed->until, 7200000);
    scenario_free(changed);
}

static void assert_waits(void **state, const char *const *settings, size_t count, enum retry_wait kind,
                         const char *expected)
{
    struct scenario *changed;
    struct change changes[4];
    struct text waits = {0};
    struct err err;

    for (size_t i = 0; i < count; i++)
        assert_true(change_parse(CHANGE_SETTING, settings[i], &changes[i], &err));
    changed = scenario_changed(*state, changes, count, &err);
    if (changed == NULL)
        fail_msg("%s", err.text);
    assert_int_equal(changed->jobs[0].retry.kind, kind);
    for (uint32_t i = 0; i < changed->jobs[0].retry.wait_count; i++) {
        text_add(&waits, i > 0 ? " " : "");
        duration_write(&changed->jobs[0].retry.waits[i], &waits);
    }
    assert_string_equal(text_str(&waits), expected);
    text_release(&waits);
    scenario_free(changed);
}

/* The sample's job waits 90 s before its one retry. A wait of a list joins the waits that there are; any other key takes
 * their place. */
static void change_setting_of_a_wait_is_the_way_to_wait(void **state)
{
    static const char *const fixed[] = {"jobs.BotsJob.retry.wait=exp(5s)"};
    static const char *const list[] = {"jobs.BotsJob.retry.limit=3", "jobs.BotsJob.retry.waits.2=5s",
                                       "jobs.BotsJob.retry.waits.3=1s..2s"};
    static const char *const growing[] = {"jobs.BotsJob.retry.exponential.max=1m",
                                          "jobs.BotsJob.retry.exponential.first=5s",
                                          "jobs.BotsJob.retry.exponential.factor=1.5"};
    static const char *const sidekiq[] = {"jobs.BotsJob.retry.sidekiq=6.2.1"};
    static const char *const lease[] = {"jobs.BotsJob.retry.wait=lease", "platform.on_crash=lease",
                                        "platform.lease=30s"};
    static const char *const replaced[] = {"jobs.BotsJob.retry.waits.1=5s"};

    assert_waits(state, fixed, 1, RETRY_FIXED, "exp(5s)");
    assert_waits(state, list, 3, RETRY_LIST, "90s 5s 1s..2s");
    assert_waits(state, growing, 3, RETRY_EXPONENTIAL, "");
    assert_waits(state, sidekiq, 1, RETRY_SIDEKIQ, "");
    assert_waits(state, lease, 3, RETRY_LEASE, "");
    assert_waits(state, replaced, 1, RETRY_LIST, "5s");
}

/* What was meant for another guard, another way to outlive a crash, is as if nobody had said it. */
static void change_takes_keys_that_mean_nothing_any_more(void **state)
{
    struct scenario *leased = load_yaml("bots: [{name: A, post: a, guard: idempotency-key, key: job, expires: 5m},\n"
                                        "       {name: B, post: b, guard: ask-receiver, visible_after: 9s}]\n"
                                        "jobs: [{name: J, steps: [{post: A}, {post: B}]}]\n"
                                        "platform: {on_crash: lease, lease: 90s, recoveries: 3}\n"
                                        "schedule: [{enqueue: J, copies: 2, apart: 4s}]\n");
    struct change changes[3];
    struct scenario *changed;
    struct err err;

    (void)state;
    assert_true(change_parse(CHANGE_GUARD, "all=none", &changes[0], &err));
    assert_true(change_parse(CHANGE_SETTING, "platform.on_crash=lost", &changes[1], &err));
    assert_true(change_parse(CHANGE_SETTING, "schedule.1.copies=1", &changes[2], &err));
    changed = scenario_changed(leased, changes, 3, &err);
    assert_non_null(changed);
    assert_int_equal(changed->bots[0].key, KEY_OCCURRENCE);
    ASSERT_MSEC(changed->bots[0].key_expires, MSEC_NEVER);
    ASSERT_MSEC(changed->bots[1].visible_after, 0);
    ASSERT_MSEC(changed->platform.lease.high, MSEC_NONE);
    ASSERT_I64(changed->platform.recoveries, -1);
    ASSERT_MSEC(changed->entries[0].apart, 0);
    scenario_free(changed);
    scenario_free(leased);
}

static void change_setting_that_does_not_fit_is_refused(void **state)
{
    static const struct {
        const char *setting, *said;
    } cases[] = {
        {"platform.on_crash", "--set: \"platform.on_crash\" is not PATH=VALUE"},
        {"platform.recovered_at=tail",
         "--set platform.recovered_at=tail: \"recovered_at\" means nothing to \"on_crash: "
         "lost\"; it goes with on_crash: requeue, lease or heartbeat"},
        {"plattform.lease=1s", "--set: unknown key \"plattform\" of a scenario; allowed: bots, jobs, platform, "
                               "schedule, faults, until; did you mean \"platform\"?"},
        {"lease=1m",
         "--set: unknown key \"lease\" of a scenario; allowed: bots, jobs, platform, schedule, faults, until; "
         "did you mean \"platform.lease\"?"},
        {"queue=slow", "--set: unknown key \"queue\" of a scenario; allowed: bots, jobs, platform, schedule, faults, "
                       "until; did you mean \"jobs.NAME.queue\"?"},
        {"jobs.BotsJob.limit=3", "--set: unknown key \"limit\" of a job; allowed: queue, rescue, resume, steps, retry, "
                                 "exhausted, latency; did you mean \"retry.limit\"?"},
        {"seed=5", "--set: \"seed\" has an option of its own: --seed N"},
        {"wishes=once", "--set: \"wishes\" has an option of its own: --wishes WISH,WISH"},
        {"copies=2", "--set: unknown key \"copies\" of a scenario; allowed: bots, jobs, platform, schedule, faults, "
                     "until; did you mean \"schedule.N.copies\"?"},
        {"title=x",
         "--set: \"title\" of a scenario cannot be set; allowed: bots, jobs, platform, schedule, faults, until"},
        {"jobs.BotsJob.retry=3", "--set: which key of a retry?; allowed: limit, wait, waits, exponential, sidekiq"},
        {"jobs.BotsJob.steps.1.wait=3s", "--set: \"wait\" of a step cannot be set; allowed: skipped"},
        {"jobs.BotsJob.steps.9.skipped=end", "--set: \"BotsJob\" has no step 9; allowed: 1 to 4"},
        {"bots=3", "--set: which of the bots?; \"bots\" goes on with a name"},
        {"faults.0.for=1s", "--set: \"faults\" goes on with a number, found \"0\"; allowed: 1 to 256"},
        {"until.x=1s", "--set: \"until\" is a single value, nothing of it can be set"},
        {"platform.on_crash=requeu", "--set: platform.on_crash: unknown on_crash \"requeu\"; allowed: lost, requeue, "
                                     "lease, heartbeat; did you mean \"requeue\"?"},
        {"platform.poll=1",
         "--set: platform.poll: \"poll\": \"1\" needs a unit: ms, s, m, h or d; allowed: a length of "
         "time such as 250ms, 90s, 1.5h, 1s..3s, exp(2s)"},
        {"jobs.BotJob.queue=x", "--set: unknown job \"BotJob\"; allowed: BotsJob, SideJob; did you mean \"BotsJob\"?"},
        {"faults.4.for=1s", "--set: there is no fault \"4\"; allowed: 1 to 3"},
        {"schedule.2.copies=2", "--set: the schedule has no line 2; allowed: 1 to 1"},
        {"jobs.BotsJob.retry.waits.3=1s", "--set: there is no wait 3; allowed: 1 to 2"},
        {"jobs.BotsJob.retry.waits.2=1s",
         "--set jobs.BotsJob.retry.waits.2=1s: 2 waits for 1 retry; there may be fewer "
         "waits, the last one stays, but not more"},
        {"jobs.BotsJob.retry.exponential.first=1s",
         "--set jobs.BotsJob.retry.exponential.first=1s: an exponential wait needs \"factor\""},
        {"jobs.BotsJob.retry.wait=lease", "--set jobs.BotsJob.retry.wait=lease: \"wait: lease\" needs a platform that "
                                          "leases its jobs; on_crash: lease with "
                                          "lease: D, or preset: sqs"},
        {"platform.lease=1s",
         "--set platform.lease=1s: \"lease\" means nothing to \"on_crash: lost\"; it goes with on_crash: lease"},
        {"bots.Worf.key=job", "--set bots.Worf.key=job: \"key\" means nothing to \"guard: none\"; it goes with guard: "
                              "idempotency-key"},
        {"faults.1.for=1s", "--set faults.1.for=1s: \"for\" means nothing to \"kind: error\"; it goes with kind: "
                            "timeout, stall or freeze"},
        {"faults.1.grace=1s",
         "--set faults.1.grace=1s: \"grace\" does not go with a fault in a gap; allowed: name bot job "
         "step before after kind for times attempts occurrences instance from until probability"},
        {"faults.1.until=0s", "--set faults.1.until=0s: the fault is over before it can strike (\"until\" is not later "
                              "than \"from\")"},
        {"schedule.1.apart=1s",
         "--set schedule.1.apart=1s: \"apart\" means nothing to a single copy; it goes with copies: N, from 2 on"},
        {"platform.processes=257", "--set: platform.processes: \"processes\" cannot be 257; allowed: 1 to 256"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_refused(state, CHANGE_SETTING, cases[i].setting, cases[i].said);
}

static void change_days_takes_what_belongs_to_the_days(void **state)
{
    struct scenario *changed = with_one(state, CHANGE_DAYS, "1");
    struct scenario *more = with_one(state, CHANGE_DAYS, "3");

    assert_int_equal(changed->occurrences, 1);
    assert_int_equal(changed->fault_count, 2);
    assert_int_equal(changed->expect_count, 1);
    ASSERT_I64(changed->expects[0].posts, 6);
    assert_int_equal(more->occurrences, 3);
    assert_int_equal(more->fault_count, 3);
    scenario_free(changed);
    scenario_free(more);
}

static void change_fault_on_a_day_to_come_fits_whatever_the_order(void **state)
{
    struct scenario *changed = with(state, CHANGE_FAULT, "5/Worf:before:call:error", CHANGE_DAYS, "5");

    assert_int_equal(changed->faults[3].occurrences[0], 5);
    scenario_free(changed);
    assert_refused(state, CHANGE_FAULT, "5/Worf:before:call:error", "--fault: there is no day 5; allowed: 1 to 2");
}

struct fault_case {
    const char *spec;
    int bot, job, step;
    enum micro micro;
    bool is_before;
    enum fault_kind kind;
    msec length;
    uint32_t times, day, attempt, instance;
};

/* Each part of a spec, by itself and together. Defaults: once; 5 s of timeout; 60 s of stall where nothing has a lease. */
static void change_fault_is_read(void **state)
{
    static const struct fault_case cases[] = {
        {"Worf:before:commit:error", 2, -1, -1, MICRO_COMMIT, true, FAULT_ERROR, 0, 1, 0, 0, 0},
        {"Worf:after:commit:error:3", 2, -1, -1, MICRO_COMMIT, false, FAULT_ERROR, 0, 3, 0, 0, 0},
        {"Worf:after:call:timeout:always", 2, -1, -1, MICRO_CALL, false, FAULT_TIMEOUT, 5000, 0, 0, 0, 0},
        {"Worf:after:call:timeout=10s", 2, -1, -1, MICRO_CALL, false, FAULT_TIMEOUT, 10000, 1, 0, 0, 0},
        {"Worf:after:begin:stall", 2, -1, -1, MICRO_BEGIN, false, FAULT_STALL, 60000, 1, 0, 0, 0},
        {"Worf:after:begin:stall=2m:always", 2, -1, -1, MICRO_BEGIN, false, FAULT_STALL, 120000, 0, 0, 0, 0},
        {"2/Picard@1:after:commit:crash", 0, -1, -1, MICRO_COMMIT, false, FAULT_CRASH, 0, 1, 2, 1, 0},
        {"Picard#2:before:mark:crash", 0, -1, -1, MICRO_MARK, true, FAULT_CRASH, 0, 1, 0, 0, 2},
        {"BotsJob.2:after:push:error", -1, 0, 1, MICRO_PUSH, false, FAULT_ERROR, 0, 1, 0, 0, 0},
        {"2/BotsJob.4#1@3:after:wait:crash:2", -1, 0, 3, MICRO_WAIT, false, FAULT_CRASH, 0, 2, 2, 3, 1},
        {"SideJob:before:call:error", -1, 1, 0, MICRO_CALL, true, FAULT_ERROR, 0, 1, 0, 0, 0},
        {"BotsJob:before:acknowledge:stall=1s", -1, 0, -1, MICRO_ACKNOWLEDGE, true, FAULT_STALL, 1000, 1, 0, 0, 0},
        {"BotsJob@2:after:fetch:crash", -1, 0, -1, MICRO_FETCH, false, FAULT_CRASH, 0, 1, 0, 2, 0},
        /* Riker has no guard and no check: never reached, and no mistake here. */
        {"Riker:after:check:error", 1, -1, -1, MICRO_CHECK, false, FAULT_ERROR, 0, 1, 0, 0, 0},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct fault_case *expected = &cases[i];
        struct scenario *changed = with_one(state, CHANGE_FAULT, expected->spec);
        const struct fault *fault = &changed->faults[3];

        assert_int_equal(changed->fault_count, 4);
        assert_false(fault->is_platform);
        ASSERT_I64(fault->bot, expected->bot);
        ASSERT_I64(fault->job, expected->job);
        ASSERT_I64(fault->step, expected->step);
        assert_int_equal(fault->micro, expected->micro);
        assert_int_equal(fault->is_before, expected->is_before);
        assert_int_equal(fault->kind, expected->kind);
        ASSERT_MSEC(fault->length, expected->length);
        assert_int_equal(fault->times, expected->times);
        assert_int_equal(fault->occurrence_count, expected->day != 0);
        assert_int_equal(fault->attempt_count, expected->attempt != 0);
        assert_int_equal(expected->day == 0 ? 0 : fault->occurrences[0], expected->day);
        assert_int_equal(expected->attempt == 0 ? 0 : fault->attempts[0], expected->attempt);
        assert_int_equal(fault->instance, expected->instance);
        assert_true(fault->probability == PROBABILITY_ONE && fault->until == MSEC_NEVER && fault->from == 0);
        scenario_free(changed);
    }
}

/* A stall that is added outlasts what the platform waits for, by a minute: a lease or a heartbeat of the changed
 * scenario, whatever the order of the changes. One of the file keeps its own length, and what is said is what holds. */
static void change_stall_outlasts_the_lease(void **state)
{
    static const struct {
        const char *spec, *settings[3], *stall;
        msec length;
    } cases[] = {
        {"Worf:after:begin:stall", {NULL}, NULL, MINUTE},
        {"Worf:after:begin:stall", {"platform.on_crash=requeue", NULL}, NULL, MINUTE},
        {"Worf:after:begin:stall", {"platform.on_crash=lease", "platform.lease=30m", NULL}, NULL, 31 * MINUTE},
        {"Worf:after:begin:stall", {"platform.on_crash=heartbeat", "platform.heartbeat=5m", NULL}, NULL, 6 * MINUTE},
        {"Worf:after:begin:stall", {"platform.on_crash=lease", "platform.lease=30m", NULL}, "2h", 120 * MINUTE},
        {"Worf:after:begin:stall=7m", {"platform.on_crash=lease", "platform.lease=30m", NULL}, "2h", 7 * MINUTE},
        {"Worf:after:call:timeout", {"platform.on_crash=lease", "platform.lease=30m", NULL}, "2h", 5 * SECOND},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct change changes[4];
        struct scenario *changed;
        size_t count = 0;
        struct err err;

        assert_true(change_parse(CHANGE_FAULT, cases[i].spec, &changes[count++], &err));
        for (size_t s = 0; cases[i].settings[s]; s++)
            assert_true(change_parse(CHANGE_SETTING, cases[i].settings[s], &changes[count++], &err));
        if (cases[i].stall)
            assert_true(change_parse(CHANGE_STALL, cases[i].stall, &changes[count++], &err));
        changed = scenario_changed(*state, changes, count, &err);
        if (!changed)
            fail_msg("%s", err.text);
        ASSERT_MSEC(changed->faults[changed->fault_count - 1].length, cases[i].length);
        scenario_free(changed);
    }
    assert_refused(state, CHANGE_STALL, "0s", "--stall: \"0s\" is no length; allowed: more than 0");
    assert_refused(state, CHANGE_STALL, "5", "--stall: \"5\" needs a unit: ms, s, m, h or d");
}

static void change_fault_that_makes_no_sense_is_refused(void **state)
{
    static const char *const cases[][2] = {
        {"Worf", "\"Worf\" says neither :before: nor :after: a micro-step; written "
                 "[DAY/]BOT|JOB[.STEP][#N][@ATTEMPT]:before|after:MICROSTEP:KIND[:TIMES]"},
        {"Worf:before:commit", "\"Worf:before:commit\" says no kind; allowed: error, timeout, crash, stall, freeze"},
        {"Wrf:before:commit:error",
         "unknown bot or job \"Wrf\"; allowed: Picard, Riker, Worf, BotsJob, SideJob; did you mean \"Worf\"?"},
        {"Worf:before:comit:error",
         "unknown micro-step \"comit\"; allowed: fetch, begin, check, claim, ask, call, commit, push, "
         "reply, mark, wait, done, record, acknowledge; did you mean \"commit\"?"},
        {"Worf:before:push:error",
         "unknown micro-step of a post \"push\"; allowed: begin, check, claim, ask, call, commit, "
         "reply, mark, done, record"},
        {"Worf:before:commit:eror",
         "unknown kind of fault \"eror\"; allowed: error, timeout, crash, stall, freeze; did you mean \"error\"?"},
        {"Worf:before:commit:error=5s", "\"error\" takes no time; allowed: timeout=D, stall=D, freeze=D"},
        {"Worf:before:commit:stall=5", "\"5\" needs a unit: ms, s, m, h or d"},
        {"Worf:before:commit:error:0", "\"0\" is no number of times; allowed: 1 to 1000000, always"},
        {"Worf:before:commit:error:often", "\"often\" is no number of times; allowed: 1 to 1000000, always"},
        {"BotsJob:before:call:error", "which step of \"BotsJob\"? allowed: BotsJob.1 to BotsJob.4"},
        {"BotsJob.5:before:call:error", "\"BotsJob\" has no step 5; allowed: 1 to 4"},
        {"BotsJob.4:before:call:error", "unknown micro-step of that step \"call\"; allowed: begin, wait, done, record"},
        {"BotsJob.1:after:fetch:crash", "fetch belongs to no step: write \"BotsJob:after:fetch\""},
        {"BotsJob:after:fetch:timeout", "\"timeout\" cannot strike at fetch; allowed: error, crash, stall, freeze"},
        {"Worf.1:before:commit:error", "\"Worf\" is a bot: only a job has steps"},
        {"Worf@x:before:commit:error", "\"x\" after '@' is no number from 1"},
        {"0/Worf:before:commit:error", "\"0\" before '/' is no day; allowed: a number from 1"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct text expected = {0};

        text_addf(&expected, "--fault: %s", cases[i][1]);
        assert_refused(state, CHANGE_FAULT, cases[i][0], text_str(&expected));
        text_release(&expected);
    }
}

/* Names that no bot and no job can have are not looked for. */
static void change_of_too_long_a_name_is_refused(void **state)
{
    static const char *const texts[CHANGE_COUNT] = {[CHANGE_SPLIT] = "%s",
                                                    [CHANGE_UNSPLIT] = "%s",
                                                    [CHANGE_GUARD] = "%s=none",
                                                    [CHANGE_FAULT] = "%s:before:call:error"};
    char name[SCENARIO_NAME_BYTES_MAX + 2];
    struct change change;
    struct err err;

    (void)state;
    memset(name, 'x', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    for (size_t kind = 0; kind < CHANGE_COUNT; kind++) {
        struct text argument = {0}, expected = {0};

        if (!texts[kind])
            continue;
        for (const char *at = texts[kind]; *at; at++)
            if (*at == '%')
                text_add(&argument, name), at++;
            else
                text_add_bytes(&argument, at, 1);
        text_addf(&expected, "\"%s\" is no name: longer than 64 bytes", name);
        assert_false(change_parse((enum change_kind)kind, text_str(&argument), &change, &err));
        assert_string_equal(err.text, text_str(&expected));
        text_release(&argument);
        text_release(&expected);
    }
}

static bool written_change_is_read_back(struct tape *tape, struct text *why)
{
    const struct change change = random_change(tape, NULL);
    struct text argument = {0};
    struct change again;
    struct err err;
    bool is_same;

    change_argument_write(&change, &argument);
    is_same = change_parse(change.kind, text_str(&argument), &again, &err) && change_equal(&change, &again);
    if (!is_same)
        text_addf(why, "--%s %s", change_rows[change.kind].option, text_str(&argument));
    text_release(&argument);
    return is_same;
}

static void change_that_is_written_is_read_back(void **state)
{
    (void)state;
    assert_true(prop_holds("change", written_change_is_read_back, 2000, 64));
}

static void change_is_written_as_its_option(void **state)
{
    static const struct {
        enum change_kind kind;
        const char *value, *option, *phrase;
    } cases[] = {
        {CHANGE_GUARD, "Riker=check-then-mark", "--guard Riker=check-then-mark",
         "Riker asks \"already posted?\" first"},
        {CHANGE_GUARD, "all=none", "--guard all=none", "every bot without a guard"},
        {CHANGE_SPLIT, "Bob's Job", "--split 'Bob'\\''s Job'", "Bob's Job split"},
        {CHANGE_UNSPLIT, "BotsJob", "--unsplit BotsJob", "BotsJob and its jobs in one"},
        {CHANGE_RETRY, "BotsJob=1", "--retry BotsJob=1", "BotsJob retried once"},
        {CHANGE_RETRY, "BotsJob=0", "--retry BotsJob=0", "BotsJob not retried"},
        {CHANGE_RETRY, "BotsJob=3", "--retry BotsJob=3", "BotsJob retried up to 3 times"},
        {CHANGE_RESCUE, "BotsJob=exit", "--rescue BotsJob=exit", "BotsJob catches every error and ends"},
        {CHANGE_NO_FAULTS, NULL, "--no-faults", "without any fault"},
        {CHANGE_WITHOUT_FAULT, "1", "--without-fault 1", "without the fault: mail is down"},
        {CHANGE_WITHOUT_FAULT, "2", "--without-fault 2", "without the fault: crash after commit in step 3 of BotsJob"},
        {CHANGE_ONLY_FAULTS, "1,2", "--only-faults 1,2",
         "no fault of the file but: mail is down, crash after commit in step 3 of BotsJob"},
        {CHANGE_WISHES, "seen,made", "--wishes made,seen", "judged by made,seen"},
        {CHANGE_WORKERS, "1", "--workers 1", "1 worker"},
        /* Where there is an option for the path, it is that option. */
        {CHANGE_SETTING, "platform.workers=1", "--workers 1", "1 worker"},
        {CHANGE_SETTING, "bots.all.guard=none", "--guard all=none", "every bot without a guard"},
        {CHANGE_SETTING, "jobs.BotsJob.retry.limit=1", "--retry BotsJob=1", "BotsJob retried once"},
        {CHANGE_SETTING, "jobs.Bob's Job.queue=slow", "--set 'jobs.Bob'\\''s Job.queue=slow'",
         "Bob's Job with queue: slow"},
        {CHANGE_SETTING, "jobs.BotsJob.retry.waits.2=1s..3s", "--set jobs.BotsJob.retry.waits.2=1s..3s",
         "BotsJob with retry.waits.2: 1s..3s"},
        {CHANGE_SETTING, "platform.on_crash=requeue", "--set platform.on_crash=requeue",
         "the platform with on_crash: requeue"},
        {CHANGE_SETTING, "bots.all.expires=never", "--set bots.all.expires=never", "every bot with expires: never"},
        {CHANGE_SETTING, "faults.1.times=always", "--set faults.1.times=always", "fault 1 (error) with times: always"},
        {CHANGE_SETTING, "schedule.1.copies=2", "--set schedule.1.copies=2", "line 1 of the schedule with copies: 2"},
        {CHANGE_FAULT, "Worf#1:after:call:crash", "--fault 'Worf#1:after:call:crash'",
         "one more fault: Worf#1:after:call:crash"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct text option = {0}, phrase = {0};
        struct change change;
        struct err err;

        assert_true(change_parse(cases[i].kind, cases[i].value, &change, &err));
        change_write(&change, &option);
        change_say(*state, &change, &phrase);
        assert_string_equal(text_str(&option), cases[i].option);
        assert_string_equal(text_str(&phrase), cases[i].phrase);
        text_release(&option);
        text_release(&phrase);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    static const struct CMUnitTest tests[] = {
        TEST(change_guard_of_one_bot_is_its_alone),
        TEST(change_guard_of_all_is_every_bots),
        TEST(change_guard_that_does_not_fit_is_refused),
        TEST(change_retry_keeps_the_waits),
        TEST(change_retry_of_a_job_without_waits_gives_it_a_minute),
        TEST(change_retry_that_does_not_fit_is_refused),
        TEST(change_split_makes_a_job_of_each_post),
        TEST(change_split_jobs_inherit_the_policies),
        TEST(change_split_moves_the_faults_of_a_posts_step),
        TEST(change_split_name_that_is_taken_gets_a_number),
        TEST(change_split_name_that_is_taken_in_other_letters_gets_a_number),
        TEST(change_split_of_one_post_is_refused),
        TEST(change_of_a_split_job_reaches_the_new_jobs),
        TEST(change_without_fault_counts_as_the_file_does),
        TEST(change_without_fault_keeps_to_the_files_numbers),
        TEST(change_no_faults_leaves_those_that_are_added),
        TEST(change_only_faults_takes_the_others_of_the_file_away),
        cmocka_unit_test(change_that_takes_a_killed_process_away_is_refused),
        TEST(change_preset_replaces_platform_and_retries),
        TEST(change_numbers_are_set),
        TEST(change_numbers_that_do_not_fit_are_refused),
        TEST(change_setting_sets_a_value_of_the_file),
        TEST(change_setting_of_a_wait_is_the_way_to_wait),
        TEST(change_takes_keys_that_mean_nothing_any_more),
        TEST(change_setting_that_does_not_fit_is_refused),
        TEST(change_days_takes_what_belongs_to_the_days),
        TEST(change_fault_on_a_day_to_come_fits_whatever_the_order),
        TEST(change_fault_is_read),
        TEST(change_stall_outlasts_the_lease),
        TEST(change_fault_that_makes_no_sense_is_refused),
        TEST(change_of_too_long_a_name_is_refused),
        TEST(change_that_is_written_is_read_back),
        TEST(change_is_written_as_its_option),
    };

    return test_main("change", tests, sizeof tests / sizeof *tests);
}
