/* Gates: at which event a run stops, what is asked, and how the answers, the right one and the wrong ones, come about.
 *
 * The numbers are derived from the scenarios' own: a post of an unguarded bot is committed 400 ms after its step begins
 * (begin 100, call 100, commit 200), of one that checks 100 ms later. */
#include "support/test.h"

#include <string.h>

#include "cli/builtin.h"
#include "explore/gate.h"
#include "model/changed.h"
#include "support/play.h"
#include "support/prop.h"
#include "support/random_scenario.h"
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

/* The choice with this answer; NULL. */
static const struct choice *choice_with(const struct question *question, struct answer answer)
{
    for (uint32_t i = 0; i < question->count; i++)
        if (answer_compare(&question->choices[i].answer, &answer) == 0)
            return &question->choices[i];
    return NULL;
}

/* With these posts of the four bots; with this one value. */
static const struct choice *outcome(const struct question *question, int picard, int riker, int worf, int locutus)
{
    return choice_with(question, (struct answer){{picard, riker, worf, locutus}});
}

static const struct choice *choice_of(const struct question *question, int64_t value)
{
    return choice_with(question, (struct answer){{value}});
}

#define BIT_OF(belief) (UINT32_C(1) << (belief))

/* Worf's mail is down until 90 s, so that he fails at 4.3 s and, started over after a minute, at 67.9 s. Picard checks;
 * Riker and Locutus do not.
 *   truth           Picard skipped, Riker twice, the others never
 *   not again       the first attempt alone: 1 1 0 0; a job that ends where Picard is skipped comes to the same
 *   goes on         the second attempt begins with Worf, at 64.2 s and so within the outage: 1 1 0 0, too
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
    assert_int_equal(outcome(question, 1, 1, 0, 0)->beliefs,
                     BIT_OF(BELIEF_GOES_ON) | BIT_OF(BELIEF_NOT_AGAIN) | BIT_OF(BELIEF_SKIP_ENDS));
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
 * the next step follows it is Locutus; a retry that goes on begins with Worf; without a second attempt nobody. */
static void gate_line_in_sequential_is_anybodys(void **state)
{
    const struct question *question;
    struct posed posed;

    (void)state;
    pose_at_worf(&posed, "sequential", ASK_LINE);
    question = &posed.question;
    assert_int_equal(question->count, 4);
    assert_int_equal(truth_of(question)->answer.values[0], 0);
    assert_int_equal(choice_of(question, 2)->beliefs, BIT_OF(BELIEF_GOES_ON) | BIT_OF(BELIEF_ALONE));
    assert_int_equal(choice_of(question, 3)->beliefs, BIT_OF(BELIEF_NEXT_STEP));
    assert_int_equal(choice_of(question, LINE_NOBODY)->beliefs, BIT_OF(BELIEF_NOT_AGAIN));
    play_release(&posed.play);
}

/* A question in words, without and with what is right. */
static void assert_said(void (*say)(const struct question *question, uint32_t choice, struct text *out),
                        const struct question *question, uint32_t choice, const char *expected)
{
    struct text text = {0};

    say(question, choice, &text);
    assert_string_equal(text_str(&text), expected);
    text_release(&text);
}

static void say_question(const struct question *question, uint32_t choice, struct text *out)
{
    (void)choice;
    gate_question_say(question, out);
}

static void say_choice(const struct question *question, uint32_t choice, struct text *out)
{
    gate_choice_say(question, choice, 72, out);
}

static void say_reveal(const struct question *question, uint32_t choice, struct text *out)
{
    gate_reveal_say(question, choice, 72, out);
}

static uint32_t number_of(const struct question *question, const struct choice *choice)
{
    assert_non_null(choice);
    return (uint32_t)(choice - question->choices);
}

static void gate_is_said_in_words(void **state)
{
    const struct question *question;
    struct posed posed;
    uint32_t wrong;

    (void)state;
    pose_at_worf(&posed, "sequential", ASK_OUTCOME);
    question = &posed.question;
    wrong = number_of(question, outcome(question, 1, 1, 0, 0));
    assert_said(say_question, question, 0, "Who will have posted how often?");
    assert_said(say_choice, question, wrong, "Picard 1 · Riker 1 · Worf never · Locutus never");
    assert_said(gate_beliefs_say, question, wrong,
                "three ways to think so: a retry goes on where it failed; a job that has failed is not run again; a "
                "post that is skipped ends its job");
    assert_said(say_reveal, question, wrong,
                "you said Picard 1 · Riker 1 · Worf never · Locutus never; it was Picard 1 · Riker 2 · Worf never · "
                "Locutus never: as if a retry went on where it failed, or a job that has failed were not run again, "
                "or a post that is skipped ended its job");
    assert_said(say_reveal, question, number_of(question, truth_of(question)),
                "you said Picard 1 · Riker 2 · Worf never · Locutus never, and so it was");
    play_release(&posed.play);
}

/* Where a line is short the bots that fare alike are left out, then names are cut. */
static void gate_choice_keeps_to_its_columns(void **state)
{
    struct posed posed;

    (void)state;
    pose_at_worf(&posed, "lost-reply-fan-out", ASK_OUTCOME);
    for (int columns = 1; columns < 60; columns++) {
        struct text text = {0};

        gate_choice_say(&posed.question, 0, columns, &text);
        assert_true(text_width(text_str(&text)) <= columns);
        if (columns == 20)
            assert_string_equal(text_str(&text), "Worf 1");
        text_release(&text);
    }
    play_release(&posed.play);
}

/* The reply is lost after the post, and the queue hears of a failure: so it writes. Whoever thinks that it knows what
 * was posted says ok, and so does whoever lets the next step follow. */
static void gate_recorded_is_what_the_queue_was_told(void **state)
{
    const struct question *question;
    struct posed posed;

    (void)state;
    pose_at_worf(&posed, "lost-reply", ASK_RECORDED);
    question = &posed.question;
    assert_int_equal(question->count, RECORDED_COUNT);
    assert_int_equal(truth_of(question)->answer.values[0], RECORDED_FAILED);
    assert_int_equal(choice_of(question, RECORDED_OK)->beliefs, BIT_OF(BELIEF_NEXT_STEP) | BIT_OF(BELIEF_QUEUE_KNOWS));
    assert_int_equal(choice_of(question, RECORDED_NOTHING)->beliefs, 0);
    assert_said(say_question, question, 0, "What will the queue have written down of this attempt?");
    play_release(&posed.play);
}

/* He fails at 1.15 s and is retried after 2 min: fetch 100, begin, check, call 100 each, commit 200: 121.75 s. With one
 * worker the four jobs run one after the other, which is the later by the 5 s of three posts before his. In one job he
 * fails at 4.6 s, behind two posts of 2.1 s; 2 min later these are skipped in 1.4 s each, and 500 ms on he posts: 128 s. */
static void gate_when_is_the_first_post(void **state)
{
    const struct question *question;
    struct posed posed;

    (void)state;
    pose_at_worf(&posed, "fan-out", ASK_WHEN);
    question = &posed.question;
    assert_int_equal(question->count, 4);
    ASSERT_MSEC(truth_of(question)->answer.values[0], 121750);
    assert_int_equal(choice_of(question, 128000)->beliefs, BIT_OF(BELIEF_TOGETHER));
    assert_int_equal(choice_of(question, ANSWER_NEVER)->beliefs,
                     BIT_OF(BELIEF_NOT_AGAIN) | BIT_OF(BELIEF_AT_ONCE) | BIT_OF(BELIEF_NEXT_STEP));
    play_release(&posed.play);
}

static void pose_at_end(struct posed *posed, const char *name, enum ask ask)
{
    const struct gate gate = {
        .at = {.bot = NO_INDEX, .job = NO_INDEX, .stop = STOP_END, .n = 1}, .ask = ask, .of = NO_INDEX, .text = ""};

    pose(posed, load_builtin(name), &gate);
}

/* What makes it so is tried: a cure is right where all wishes are granted, "none of these" where no cure is shown. */
static void assert_cures(const struct posed *posed)
{
    const struct question *question = &posed->question;
    const struct choice *none = &question->choices[question->count - 1];
    bool has_cure = false;

    assert_in_range(question->count, CHOICES_ASKED, CHOICES_MAX);
    for (uint32_t i = 0; i + 1 < question->count; i++) {
        const struct choice *choice = &question->choices[i];
        struct err err;
        struct scenario *changed = scenario_changed(posed->play.scenario, choice->changes, choice->change_count, &err);
        struct play play = {.scenario = changed};

        assert_non_null(changed);
        play.plan = run_trace(changed, NULL, 0, &play.trace, &err);
        assert_true(ledger_take(&play.trace, play.trace.count, &play.ledger, &err));
        assert_int_equal(ledger_is_good(&play.ledger), choice->is_true);
        has_cure = has_cure || choice->is_true;
        play_release(&play);
    }
    assert_true(none->is_none);
    assert_int_equal(none->is_true, !has_cure);
}

static void gate_cure_is_what_makes_it_so(void **state)
{
    static const char *const names[] = {"sequential", "lost-reply", "deploy", "two-workers", "key-expires"};

    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct posed posed;

        pose_at_end(&posed, names[i], ASK_CURE);
        assert_cures(&posed);
        play_release(&posed.play);
    }
}

/* Nothing is amiss, nothing to be cured. */
static void gate_cure_of_what_is_well_has_no_choice(void **state)
{
    struct posed posed;

    (void)state;
    pose_at_end(&posed, "fan-out", ASK_CURE);
    assert_int_equal(posed.question.count, 0);
    play_release(&posed.play);
}

/* Of a post that checks, then marks, timeouts do harm from the call on, until it is marked; the four gaps nearest to
 * either end of that are asked for, which are: before, at, and behind. */
static void gate_gaps_are_those_where_a_fault_does_harm(void **state)
{
    struct scenario *scenario = load_builtin("fan-out");
    struct play play = {.scenario = scenario};
    const struct gate gate = {
        .at = {.bot = NO_INDEX, .job = NO_INDEX, .stop = STOP_END, .n = 1}, .ask = ASK_GAPS, .of = 1, .text = ""};
    struct posing posing = {.trace = &play.trace, .gate = &gate, .kinds = 1u << FAULT_TIMEOUT};
    struct question question;
    struct err err;

    (void)state;
    play.plan = run_trace(scenario, NULL, 0, &play.trace, &err);
    assert_non_null(play.plan);
    assert_true(ledger_take(&play.trace, play.trace.count, &play.ledger, &err));
    posing.event = gate_event(&play.trace, &gate.at);
    assert_int_equal(posing.event, play.trace.count - 1);
    assert_true(gate_pose(&posing, &question, &err));
    assert_int_equal(question.count, CHOICES_MAX);
    for (uint32_t i = 0; i + 1 < question.count; i++) {
        const struct choice *choice = &question.choices[i];

        assert_int_equal(choice->gap.bot, 1);
        assert_int_equal(choice->is_true, choice->gap.after == MICRO_CALL || choice->gap.after == MICRO_COMMIT ||
                                              choice->gap.after == MICRO_REPLY);
    }
    assert_true(question.choices[question.count - 1].is_none);
    play_release(&play);
}

/* The outage is over sooner: at 67.9 s Worf's second attempt comes through, and Locutus follows. What was true is now
 * what comes of a retry at once, which fails as well. */
static void gate_changes_with_the_numbers_of_its_scenario(void **state)
{
    struct scenario *scenario = load_builtin("sequential"), *changed;
    struct gate gate = at_worf(scenario, ASK_OUTCOME);
    struct posed posed;
    struct change change;
    struct err err;

    (void)state;
    assert_true(change_parse(CHANGE_SETTING, "faults.1.until=60s", &change, &err));
    changed = scenario_changed(scenario, &change, 1, &err);
    assert_non_null(changed);
    scenario_free(scenario);
    pose(&posed, changed, &gate);
    assert_ptr_equal(truth_of(&posed.question), outcome(&posed.question, 1, 2, 1, 1));
    assert_int_equal(outcome(&posed.question, 1, 1, 0, 0)->beliefs,
                     BIT_OF(BELIEF_NOT_AGAIN) | BIT_OF(BELIEF_SKIP_ENDS));
    assert_int_equal(outcome(&posed.question, 1, 2, 0, 0)->beliefs, BIT_OF(BELIEF_AT_ONCE));
    play_release(&posed.play);
}

static uint32_t event_at(const struct play *play, struct gate_place place)
{
    return gate_event(&play->trace, &place);
}

/* Worf fails in both attempts of the one job; nobody is skipped but Picard, and that in the second. */
static void gate_event_is_the_nth_of_its_kind(void **state)
{
    struct play play = {.scenario = load_builtin("sequential")};
    struct err err;

    (void)state;
    play.plan = run_trace(play.scenario, NULL, 0, &play.trace, &err);
    assert_true(ledger_take(&play.trace, play.trace.count, &play.ledger, &err));
    ASSERT_MSEC(play.trace.events[event_at(&play, (struct gate_place){2, NO_INDEX, STOP_STRIKE, 1, 0, 0})].time, 4300);
    ASSERT_MSEC(play.trace.events[event_at(&play, (struct gate_place){2, NO_INDEX, STOP_STRIKE, 2, 0, 0})].time, 67900);
    ASSERT_MSEC(play.trace.events[event_at(&play, (struct gate_place){2, NO_INDEX, STOP_STRIKE, 1, 1, 2})].time, 67900);
    ASSERT_MSEC(play.trace.events[event_at(&play, (struct gate_place){NO_INDEX, 0, STOP_FETCH, 2, 0, 0})].time, 64400);
    ASSERT_MSEC(play.trace.events[event_at(&play, (struct gate_place){NO_INDEX, 0, STOP_END, 1, 0, 0})].time, 67900);
    assert_int_equal(event_at(&play, (struct gate_place){NO_INDEX, NO_INDEX, STOP_END, 1, 0, 0}), play.trace.count - 1);
    assert_int_equal(event_at(&play, (struct gate_place){2, NO_INDEX, STOP_STRIKE, 3, 0, 0}), NO_EVENT);
    assert_int_equal(event_at(&play, (struct gate_place){1, NO_INDEX, STOP_SKIP, 1, 0, 0}), NO_EVENT);
    assert_int_equal(event_at(&play, (struct gate_place){0, NO_INDEX, STOP_SKIP, 1, 0, 1}), NO_EVENT);
    play_release(&play);
}

/* Upwards or downwards. */
static bool is_ordered(const struct question *question)
{
    bool is_up = true, is_down = true;

    for (uint32_t i = 1; i < question->count; i++) {
        const int order = answer_compare(&question->choices[i - 1].answer, &question->choices[i].answer);

        is_up = is_up && order < 0;
        is_down = is_down && order > 0;
    }
    return is_up || is_down;
}

/* What holds of every question. */
static void assert_question(const struct question *question)
{
    bool has_truth = false, has_wrong = false;
    uint32_t beliefs = 0;

    assert_true(question->count <= CHOICES_MAX);
    assert_true(question->ask == ASK_BEST || ask_traits[question->ask].has_many || is_ordered(question));
    for (uint32_t i = 0; i < question->count; i++) {
        const struct choice *choice = &question->choices[i];
        struct text text = {0}, other = {0};

        has_truth = has_truth || choice->is_true;
        has_wrong = has_wrong || (!choice->is_true && !choice->is_none);
        assert_true(!choice->is_true || choice->beliefs == 0);
        assert_int_equal(choice->beliefs & beliefs, 0);
        beliefs |= choice->beliefs;
        gate_choice_say(question, i, 72, &text);
        for (uint32_t j = 0; j < i; j++) {
            text_clear(&other);
            gate_choice_say(question, j, 72, &other);
            assert_string_not_equal(text_str(&text), text_str(&other));
        }
        text_release(&text);
        text_release(&other);
    }
    assert_int_equal(question->count == 0, !has_truth);
    assert_true(!has_wrong || !question->choices[0].is_true);
}

/* Asks everything at some places of a run. */
static void assert_questions(const struct play *play)
{
    for (int stop = 0; stop < STOP_COUNT; stop++) {
        struct gate gate = {
            .at = {.bot = NO_INDEX, .job = NO_INDEX, .stop = (enum stop)stop, .n = 1}, .of = 0, .text = ""};
        struct posing posing = {.trace = &play->trace, .gate = &gate, .event = gate_event(&play->trace, &gate.at)};

        for (int ask = 0; posing.event != NO_EVENT && ask <= ASK_COUNT; ask++) {
            struct question question;
            struct err err;

            gate.ask = (enum ask)ask;
            if (ask < ASK_COUNT && ask_traits[ask].has_many && stop != STOP_END)
                continue; /* the same wherever it is asked, and it takes its time */
            assert_true(gate_pose(&posing, &question, &err));
            assert_question(&question);
        }
    }
}

static void gate_of_any_scenario_has_one_truth_and_no_two_choices_alike(void **state)
{
    struct rounds rounds = rounds_begin("gates", 20);

    (void)state;
    while (rounds_next(&rounds)) {
        struct text yaml = {0};
        uint8_t tape[96];
        struct play play = {0};
        struct err err;

        random_scenario(tape, random_tape(&rounds.random, tape, sizeof tape), &yaml);
        play.scenario = load_whole(&yaml);
        text_release(&yaml);
        play.plan = run_trace(play.scenario, NULL, 0, &play.trace, &err);
        assert_non_null(play.plan);
        assert_true(ledger_take(&play.trace, play.trace.count, &play.ledger, &err));
        if (play.trace.count < 3000)
            assert_questions(&play);
        play_release(&play);
    }
}

/* Every built-in scenario has a gate with three choices, or says why not. */
static void gate_of_every_builtin_asks_something(void **state)
{
    (void)state;
    for (size_t i = 0; i < builtin_count; i++) {
        struct scenario *scenario = load_builtin(builtins[i].name);
        struct play play = {.scenario = scenario};
        struct err err;

        play.plan = run_trace(scenario, NULL, 0, &play.trace, &err);
        assert_true(ledger_take(&play.trace, play.trace.count, &play.ledger, &err));
        if (scenario->gate_count == 0 && !strstr(builtins[i].bytes, "# No gates: "))
            fail_msg("%s has no gates, and does not say why", builtins[i].name);
        for (uint32_t g = 0; g < scenario->gate_count; g++) {
            const struct gate *gate = &scenario->gates[g];
            const struct posing posing = {
                .trace = &play.trace, .gate = gate, .event = gate_event(&play.trace, &gate->at)};
            struct question question;

            assert_int_not_equal(posing.event, NO_EVENT);
            assert_true(gate_pose(&posing, &question, &err));
            assert_question(&question);
            if (question.count < CHOICES_ASKED)
                fail_msg("gate %u of %s has %u choices", g + 1, builtins[i].name, question.count);
        }
        play_release(&play);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(gate_outcome_in_sequential_has_the_right_answers_of_wrong_models),
        cmocka_unit_test(gate_models_are_those_that_are_asked_for),
        cmocka_unit_test(gate_posts_of_riker_is_a_coin_toss_of_four_beliefs),
        cmocka_unit_test(gate_line_in_sequential_is_anybodys),
        cmocka_unit_test(gate_is_said_in_words),
        cmocka_unit_test(gate_choice_keeps_to_its_columns),
        cmocka_unit_test(gate_recorded_is_what_the_queue_was_told),
        cmocka_unit_test(gate_when_is_the_first_post),
        cmocka_unit_test(gate_cure_is_what_makes_it_so),
        cmocka_unit_test(gate_cure_of_what_is_well_has_no_choice),
        cmocka_unit_test(gate_gaps_are_those_where_a_fault_does_harm),
        cmocka_unit_test(gate_changes_with_the_numbers_of_its_scenario),
        cmocka_unit_test(gate_event_is_the_nth_of_its_kind),
        cmocka_unit_test(gate_of_any_scenario_has_one_truth_and_no_two_choices_alike),
        cmocka_unit_test(gate_of_every_builtin_asks_something),
    };

    return test_main("gate", tests, sizeof tests / sizeof *tests);
}
