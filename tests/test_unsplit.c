/* Taking a split back: what a job becomes that takes back those it enqueues, and that it undoes a split. */
#include "support/test.h"

#include <string.h>

#include "file/write.h"
#include "model/changed.h"
#include "model/unsplit.h"
#include "support/play.h"
#include "support/prop.h"
#include "support/random_scenario.h"

/* A top job with a post of its own, a wait, and two jobs, one of which posts twice. */
#define BOTS "bots: [{name: A, post: a}, {name: B, post: b}, {name: C, post: c}]\n"
#define JOBS                                                                                                           \
    "jobs:\n"                                                                                                          \
    "  - {name: Top, queue: high, steps: [{post: A}, {enqueue: Two}, {wait: 5s}, {enqueue: One}]}\n"                   \
    "  - {name: Two, resume: step, retry: {limit: 3, wait: 9s}, rescue: continue, exhausted: discard,\n"               \
    "     steps: [{post: B}, {wait: 1s}, {post: A}]}\n"                                                                \
    "  - {name: One, retry: {limit: 3, wait: 9s}, rescue: continue, exhausted: discard, steps: [{post: C}]}\n"         \
    "schedule: [{enqueue: Top}]\n"

static struct scenario *unsplit(const struct scenario *scenario, const char *name)
{
    const struct change change = change_of(CHANGE_UNSPLIT, name, 0);
    struct scenario *changed;
    struct err err;

    changed = scenario_changed(scenario, &change, 1, &err);
    if (!changed)
        fail_msg("%s", err.text);
    return changed;
}

static void assert_refused(const char *yaml, const char *job, const char *said)
{
    const struct change change = change_of(CHANGE_UNSPLIT, job, 0);
    struct scenario *scenario = load_yaml(yaml);
    struct err err;

    assert_null(scenario_changed(scenario, &change, 1, &err));
    assert_string_equal(err.text, said);
    scenario_free(scenario);
}

static void unsplit_puts_the_steps_where_their_jobs_were_enqueued(void **state)
{
    static const struct {
        enum step_kind kind;
        int target;
    } steps[] = {{STEP_POST, 0}, {STEP_POST, 1},        {STEP_WAIT, NO_INDEX},
                 {STEP_POST, 0}, {STEP_WAIT, NO_INDEX}, {STEP_POST, 2}};
    struct scenario *scenario = load_yaml(BOTS JOBS), *changed = unsplit(scenario, "Top");
    const struct job *job = &changed->jobs[0];

    (void)state;
    assert_int_equal(changed->job_count, 1);
    assert_int_equal(job->step_count, 6);
    for (uint32_t s = 0; s < 6; s++) {
        assert_int_equal(job->steps[s].kind, steps[s].kind);
        assert_int_equal(job->steps[s].target, steps[s].target);
    }
    ASSERT_MSEC(job->steps[2].wait.low, 1000);
    ASSERT_MSEC(job->steps[4].wait.low, 5000);
    scenario_free(changed);
    scenario_free(scenario);
}

/* Its own queue and resume; how it fails, and what then, of the jobs that it took back. */
static void unsplit_keeps_its_place_and_takes_their_policy(void **state)
{
    struct scenario *scenario = load_yaml(BOTS JOBS), *changed = unsplit(scenario, "Top");
    const struct job *job = &changed->jobs[0];

    (void)state;
    assert_string_equal(job->name, "Top");
    assert_string_equal(job->queue, "high");
    assert_int_equal(job->resume, RESUME_START);
    assert_int_equal(job->retry.limit, 3);
    ASSERT_MSEC(job->retry.waits[0].low, 9000);
    assert_int_equal(job->rescue, RESCUE_CONTINUE);
    assert_int_equal(job->exhausted, EXHAUSTED_DISCARD);
    scenario_free(changed);
    scenario_free(scenario);
}

/* Where a fault was, and where it is then: the step from 1, and the gap. Of Two's three steps the first is the second of
 * all, the last the fourth. Before anything is enqueued nothing of Two was done; once it is, all of it will be. */
static void unsplit_carries_faults_to_as_much_as_was_made(void **state)
{
    static const struct {
        const char *place;
        int step;
        bool is_before;
        enum micro micro;
    } cases[] = {
        {"job: Top, step: 1, after: commit", 1, false, MICRO_COMMIT},
        {"job: Top, step: 2, before: begin", 2, true, MICRO_BEGIN},
        {"job: Top, step: 2, before: push", 2, false, MICRO_CALL},
        {"job: Top, step: 2, after: call", 2, false, MICRO_CALL},
        {"job: Top, step: 2, after: push", 4, false, MICRO_COMMIT},
        {"job: Top, step: 2, after: reply", 4, false, MICRO_REPLY},
        {"job: Top, step: 3, after: wait", 5, false, MICRO_WAIT},
        {"job: Top, step: 4, after: done", 6, false, MICRO_DONE},
        {"job: Top, after: fetch", 0, false, MICRO_FETCH},
        {"job: Two, step: 3, before: reply", 4, true, MICRO_REPLY},
        {"job: Two, step: 1, after: record", 2, false, MICRO_DONE}, /* Top records no step */
        {"job: Two, after: fetch", 2, true, MICRO_BEGIN},
        {"job: Two, before: acknowledge", 4, false, MICRO_DONE},
        {"job: One, step: 1, after: call", 6, false, MICRO_CALL},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct text yaml = {0};
        struct scenario *scenario, *changed;
        const struct fault *fault;

        text_addf(&yaml, BOTS JOBS "faults: [{%s, kind: crash}]\n", cases[i].place);
        scenario = load_yaml(text_str(&yaml));
        changed = unsplit(scenario, "Top");
        fault = &changed->faults[0];
        assert_int_equal(fault->job, 0);
        assert_int_equal(fault->step + 1, cases[i].step);
        assert_int_equal(fault->is_before, cases[i].is_before);
        assert_int_equal(fault->micro, cases[i].micro);
        scenario_free(changed);
        scenario_free(scenario);
        text_release(&yaml);
    }
}

/* A platform's fault, a gate and an expectation that name a job; jobs that stay and come later are counted anew. */
static void unsplit_lets_all_that_names_a_job_follow(void **state)
{
    struct scenario *scenario = load_yaml(BOTS
                                          "jobs:\n"
                                          "  - {name: Top, steps: [{enqueue: One}]}\n"
                                          "  - {name: One, steps: [{post: A}]}\n"
                                          "  - {name: Side, steps: [{enqueue: Last}]}\n"
                                          "  - {name: Last, steps: [{post: B}]}\n"
                                          "schedule: [{enqueue: Top}, {enqueue: Side}]\n"
                                          "faults: [{platform: twice, job: One}, {job: Last, after: fetch, kind: crash}]\n"
                                          "gates: [{at: {job: One, event: fetch}}, {at: {job: Last, event: end}}]\n"
                                          "expect: [{job: One, attempts: 1}, {job: Last, attempts: 1}]\n");
    struct scenario *changed = unsplit(scenario, "Top");

    (void)state;
    assert_int_equal(changed->job_count, 3);
    assert_int_equal(changed->entries[1].job, 1);
    assert_int_equal(changed->jobs[1].steps[0].target, 2);
    assert_int_equal(changed->faults[0].job, 0);
    assert_int_equal(changed->faults[1].job, 2);
    assert_int_equal(changed->gates[0].at.job, 0);
    assert_int_equal(changed->gates[1].at.job, 2);
    assert_int_equal(changed->expect_count, 1);
    assert_int_equal(changed->expects[0].job, 2);
    scenario_free(changed);
    scenario_free(scenario);
}

static void unsplit_that_does_not_fit_is_refused(void **state)
{
    (void)state;
    assert_refused(BOTS "jobs: [{name: J, steps: [{post: A}, {post: B}]}]\nschedule: [{enqueue: J}]\n", "J",
                   "--unsplit: \"J\" enqueues no job that it could take back");
    assert_refused(
        BOTS "jobs: [{name: J, steps: [{enqueue: K}, {enqueue: L}]}, {name: K, steps: [{post: A}]},\n"
             "       {name: L, rescue: exit, steps: [{post: B}]}]\nschedule: [{enqueue: J}]\n",
        "J",
        "--unsplit: \"K\" and \"L\" differ in rescue: jobs become one only where retry, rescue and exhausted "
        "agree");
    assert_refused(BOTS "jobs: [{name: J, steps: [{enqueue: K}]}, {name: K, steps: [{post: A}]}]\n"
                        "schedule: [{enqueue: J}, {enqueue: K}]\n",
                   "J",
                   "--unsplit: \"K\" is enqueued in another place too: \"J\" can take back only what it alone does");
    assert_refused(BOTS "jobs: [{name: J, steps: [{enqueue: K}]}, {name: K, steps: [{post: A}]}]\n"
                        "schedule: [{enqueue: J}]\n",
                   "K", "--unsplit: \"K\" enqueues no job that it could take back");
}

/* A scenario with this one change that changes nothing, so that both have lost their lesson. */
static struct scenario *same_again(const struct scenario *scenario)
{
    const struct change change = change_of(CHANGE_SEED, NULL, scenario->seed);
    struct err err;

    return scenario_changed(scenario, &change, 1, &err);
}

/* Splits and takes back each job that can be split; the files of both must be one. Returns how many there were. */
static unsigned splits_undone(const struct scenario *scenario)
{
    struct scenario *same = same_again(scenario);
    struct text expected = {0}, found = {0};
    unsigned count = 0;

    assert_non_null(same);
    scenario_write(same, &expected);
    for (uint32_t j = 0; j < scenario->job_count; j++) {
        const struct change changes[] = {change_of(CHANGE_SPLIT, scenario->jobs[j].name, 0),
                                         change_of(CHANGE_UNSPLIT, scenario->jobs[j].name, 0)};
        struct scenario *back;
        struct err err;

        if (job_post_count(&scenario->jobs[j]) < 2)
            continue;
        back = scenario_changed(scenario, changes, 2, &err);
        if (!back)
            fail_msg("%s", err.text);
        text_clear(&found);
        scenario_write(back, &found);
        assert_string_equal(text_str(&found), text_str(&expected));
        scenario_free(back);
        count++;
    }
    text_release(&found);
    text_release(&expected);
    scenario_free(same);
    return count;
}

static void unsplit_undoes_a_split(void **state)
{
    struct rounds rounds = rounds_begin("unsplit", 400);
    unsigned count = 0;

    (void)state;
    while (rounds_next(&rounds)) {
        uint8_t tape[256];
        struct text yaml = {0};
        struct scenario *scenario;

        random_scenario(tape, random_tape(&rounds.random, tape, sizeof tape), &yaml);
        scenario = load_whole(&yaml);
        count += splits_undone(scenario);
        scenario_free(scenario);
        text_release(&yaml);
    }
    assert_true(count > 50);
}

/* The jobs of a split are taken back, and no other that the job enqueues. */
static void unsplit_takes_back_the_jobs_of_a_split_alone(void **state)
{
    struct scenario *scenario = load_yaml(BOTS "jobs: [{name: J, steps: [{post: A}, {enqueue: K}, {post: B}]},\n"
                                               "       {name: K, steps: [{post: C}]}]\nschedule: [{enqueue: J}]\n"
                                               "faults: [{job: J, step: 3, after: call, kind: error}]\n");

    (void)state;
    assert_int_equal(splits_undone(scenario), 1);
    scenario_free(scenario);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(unsplit_puts_the_steps_where_their_jobs_were_enqueued),
        cmocka_unit_test(unsplit_keeps_its_place_and_takes_their_policy),
        cmocka_unit_test(unsplit_carries_faults_to_as_much_as_was_made),
        cmocka_unit_test(unsplit_lets_all_that_names_a_job_follow),
        cmocka_unit_test(unsplit_that_does_not_fit_is_refused),
        cmocka_unit_test(unsplit_undoes_a_split),
        cmocka_unit_test(unsplit_takes_back_the_jobs_of_a_split_alone),
    };

    return test_main("unsplit", tests, sizeof tests / sizeof *tests);
}
