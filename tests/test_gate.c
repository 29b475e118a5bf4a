/* Gates: at which event a run stops, what is asked, and how the answers, the right one and the wrong ones, come about.
 *
 * The numbers are derived from the scenarios' own: a post of an unguarded bot is committed 400 ms after its step begins
 * (begin 100, call 100, commit 200), of one that checks 100 ms later. */
#include "support/test.h"

#include <string.h>

#include "explore/gate.h"
#include "support/play.h"
#include "words/gate.h"

/* A run, a gate, its question. */
struct posed {
    struct play play;
    struct gate gate;
    struct question question;
};

static void pose(struct posed *posed, struct scenario *scenario, const struct gate *gate)
{
    struct posing posing = {.trace = &posed->play.trace, .gate = &posed->gate};
    struct err err;

    posed->gate = *gate;
    posed->play.scenario = scenario;
    posed->play.plan = run_trace(scenario, NULL, 0, &posed->play.trace, &err);
    assert_non_null(posed->play.plan);
    assert_true(ledger_take(&posed->play.trace, posed->play.trace.count, &posed->play.ledger, &err));
    posing.event = gate_event(&posed->play.trace, &gate->at);
    assert_int_not_equal(posing.event, NO_EVENT);
    if (!gate_pose(&posing, &posed->question, &err))
        fail_msg("%s", err.text);
}

/* The strike at Worf's post, asked so. */
static struct gate at_worf(const struct scenario *scenario, enum ask ask)
{
    return (struct gate){
        .at = {.bot = scenario_find(scenario, NAMED_BOT, "Worf"), .job = NO_INDEX, .stop = STOP_STRIKE, .n = 1},
        .ask = ask,
        .of = NO_INDEX,
        .text = ""};
}

static void pose_at_worf(struct posed *posed, const char *name, enum ask ask)
{
    struct scenario *scenario = load_builtin(name);
    const struct gate gate = at_worf(scenario, ask);

    pose(posed, scenario, &gate);
}

/* The one choice that is right. */
static const struct choice *truth_of(const struct question *question)
{
    const struct choice *truth = NULL;

    for (uint32_t i = 0; i < question->count; i++) {
        if (!question->choices[i].is_true)
            continue;
        assert_null(truth);
        truth = &question->choices[i];
    }
    assert_non_null(truth);
    return truth;
}

/* The choice with these posts of the four bots; NULL. */
static const struct choice *outcome(const struct question *question, int picard, int riker, int worf, int locutus)
{
    const struct answer answer = {{picard, riker, worf, locutus}};

    for (uint32_t i = 0; i < question->count; i++)
        if (answer_compare(&question->choices[i].answer, &answer) == 0)
            return &question->choices[i];
    return NULL;
}

static const struct choice *choice_of(const struct question *question, int64_t value)
{
    return outcome(question, (int)value, 0, 0, 0);
}

#define BIT_OF(belief) (UINT32_C(1) << (belief))

/* Worf's mail is down until 90 s, so that he fails at 4.3 s and, started over after a minute, at 67.9 s. Picard checks;
 * Riker and Locutus do not.
 *   truth           Picard skipped, Riker twice, the others never
 *   not again       the first attempt alone: 1 1 0 0; a job that ends where Picard is skipped comes to the same
 *   next step       Locutus follows Worf's error: 1 1 0 1; with a job for each bot he does, too
 *   until it works  a third attempt at 128 s is after the outage: 1 3 1 1
 *   no guards       Picard posts again, too: 2 2 0 0
 *   undone          neither attempt ended well: 0 0 0 0, the belief of one row as the two before it, and behind them */
static void gate_outcome_in_sequential_has_the_right_answers_of_wrong_models(void **state)
{
    const struct question *question;
    struct posed posed;

    (void)state;
    pose_at_worf(&posed, "sequential", ASK_OUTCOME);
    question = &posed.question;
    assert_int_equal(question->count, CHOICES_MAX);
    assert_ptr_equal(truth_of(question), outcome(question, 1, 2, 0, 0));
    assert_int_equal(outcome(question, 1, 1, 0, 0)->beliefs, BIT_OF(BELIEF_NOT_AGAIN) | BIT_OF(BELIEF_SKIP_ENDS));
    assert_int_equal(outcome(question, 1, 1, 0, 1)->beliefs, BIT_OF(BELIEF_NEXT_STEP) | BIT_OF(BELIEF_ALONE));
    assert_int_equal(outcome(question, 1, 3, 1, 1)->beliefs, BIT_OF(BELIEF_UNTIL_IT_WORKS));
    assert_int_equal(outcome(question, 2, 2, 0, 0)->beliefs, BIT_OF(BELIEF_ALL_AGAIN));
    assert_null(outcome(question, 0, 0, 0, 0));
    assert_false(question->choices[0].is_true);
    play_release(&posed.play);
}

/* The sixth answer is there where the gate names who is meant. */
static void gate_models_are_those_that_are_asked_for(void **state)
{
    struct scenario *scenario = load_builtin("sequential");
    struct gate gate = at_worf(scenario, ASK_OUTCOME);
    struct posed posed;

    (void)state;
    gate.models = BIT_OF(BELIEF_UNDONE) | BIT_OF(BELIEF_NOT_AGAIN);
    pose(&posed, scenario, &gate);
    assert_int_equal(posed.question.count, 3);
    assert_int_equal(outcome(&posed.question, 0, 0, 0, 0)->beliefs, BIT_OF(BELIEF_UNDONE));
    assert_int_equal(outcome(&posed.question, 1, 1, 0, 0)->beliefs, BIT_OF(BELIEF_NOT_AGAIN));
    play_release(&posed.play);
}

/* Four ways to think that Riker posts once, and no other answer among them: a coin toss. */
static void gate_posts_of_riker_is_a_coin_toss_of_four_beliefs(void **state)
{
    struct scenario *scenario = load_builtin("sequential");
    struct gate gate = at_worf(scenario, ASK_POSTS);
    struct posed posed;

    (void)state;
    gate.of = scenario_find(scenario, NAMED_BOT, "Riker");
    gate.models = BIT_OF(BELIEF_NOT_AGAIN) | BIT_OF(BELIEF_NEXT_STEP) | BIT_OF(BELIEF_SKIP_ENDS) | BIT_OF(BELIEF_ALONE);
    pose(&posed, scenario, &gate);
    assert_int_equal(posed.question.count, 2);
    assert_int_equal(truth_of(&posed.question)->answer.values[0], 2);
    assert_int_equal(choice_of(&posed.question, 1)->beliefs, gate.models);
    play_release(&posed.play);
}

/* After Worf's error the whole job is started over, and Picard is its first; in a job of his own he is the next; where
 * the next step follows it is Locutus; without a second attempt nobody. */
static void gate_line_in_sequential_is_anybodys(void **state)
{
    const struct question *question;
    struct posed posed;

    (void)state;
    pose_at_worf(&posed, "sequential", ASK_LINE);
    question = &posed.question;
    assert_int_equal(question->count, 4);
    assert_int_equal(truth_of(question)->answer.values[0], 0);
    assert_int_equal(choice_of(question, 2)->beliefs, BIT_OF(BELIEF_ALONE));
    assert_int_equal(choice_of(question, 3)->beliefs, BIT_OF(BELIEF_NEXT_STEP));
    assert_int_equal(choice_of(question, LINE_NOBODY)->beliefs, BIT_OF(BELIEF_NOT_AGAIN));
    play_release(&posed.play);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(gate_outcome_in_sequential_has_the_right_answers_of_wrong_models),
        cmocka_unit_test(gate_models_are_those_that_are_asked_for),
        cmocka_unit_test(gate_posts_of_riker_is_a_coin_toss_of_four_beliefs),
        cmocka_unit_test(gate_line_in_sequential_is_anybodys),
    };

    return test_main("gate", tests, sizeof tests / sizeof *tests);
}
