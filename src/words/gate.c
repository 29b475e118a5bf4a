#include "words/gate.h"

#include <inttypes.h>

#include "base/check.h"
#include "base/given.h"
#include "words/change_say.h"
#include "words/names.h"
#include "words/phrase.h"
#include "words/placement.h"

/* The question without its mark, before whom or what it is asked of, and behind; whether it may be asked of a day. */
#define WORDS_ASK_OUTCOME "Who will have {did} how often", "", true
#define WORDS_ASK_LINE "Whose line of code runs next", "", false
#define WORDS_ASK_WHEN "When does ", " first {make}", true
#define WORDS_ASK_POSTS "How often will ", " have {did}", true
#define WORDS_ASK_AGAIN "Who will have {did} more than once", "", true
#define WORDS_ASK_NEVER "Who will never have {did}", "", true
#define WORDS_ASK_SEEN "What will show afterwards that something went wrong", "", false
#define WORDS_ASK_RECORDED "What will the queue have written down of ", "", false
#define WORDS_ASK_CURE "Which of these changes would make it so", "", false
#define WORDS_ASK_GAPS "At which of these places does a single fault do harm", "", false

static const struct ask_words {
    const char *before, *behind;
    bool is_of_day;
} ask_words[ASK_COUNT] = {
#define ASK_WORDS(before, behind, is_of_day)                                                                           \
    {                                                                                                                  \
        GIVEN(before), GIVEN_OR_NONE(behind), (is_of_day)                                                              \
    }
#define ASK_ITEM(constant, ...) [constant] = EXPAND(ASK_WORDS, WORDS_##constant),
    ASK_LIST(ASK_ITEM)};

/* A belief; the same behind "as if"; the reply. */
#define WORDS_BELIEF_GOES_ON                                                                                           \
    "a retry goes on where it failed", "a retry went on where it failed", "Who would have told the queue where it was?"
#define WORDS_BELIEF_NOT_AGAIN                                                                                         \
    "a job that has failed is not run again", "a job that has failed were not run again",                              \
        "Who would then deliver what was only held up for a minute?"
#define WORDS_BELIEF_UNTIL_IT_WORKS                                                                                    \
    "a job is retried until it works", "a job were retried until it works",                                            \
        "How often may it be retried? And what becomes of it then?"
#define WORDS_BELIEF_AT_ONCE                                                                                           \
    "a retry comes at once", "a retry came at once", "How long does it wait, and what has changed by then?"
#define WORDS_BELIEF_NEXT_STEP                                                                                         \
    "a job goes on with its next step after an error", "a job went on with its next step after an error",              \
        "Who catches the error? One that nobody catches leaves the whole job."
#define WORDS_BELIEF_ALL_AGAIN                                                                                         \
    "nobody asks whether it was {did} before", "nobody asked whether it was {did} before",                             \
        "Who asks before {making}? Look at the guards."
#define WORDS_BELIEF_SKIP_ENDS                                                                                         \
    "a {effect} that is skipped ends its job", "a {effect} that is skipped ended its job",                             \
        "What comes after a step that is skipped? The next one."
#define WORDS_BELIEF_ALONE                                                                                             \
    "each {effect} has a job of its own", "each {effect} had a job of its own",                                        \
        "How many jobs are there? What is run again is a whole job, never one step."
#define WORDS_BELIEF_TOGETHER                                                                                          \
    "a job and those that it enqueues are one", "a job and those that it enqueues were one",                           \
        "How many jobs are there? A failure stops its own, and no other."
#define WORDS_BELIEF_ONCE                                                                                              \
    "a queue delivers each job once", "a queue delivered each job once",                                               \
        "What else can a queue do when it does not hear what became of a job?"
#define WORDS_BELIEF_ONE_AT_A_TIME                                                                                     \
    "one job runs after the other", "one job ran after the other", "How many workers are there, and what does each do?"
#define WORDS_BELIEF_ASKING_IS_ENOUGH                                                                                  \
    "the receiver knows each {effect} at once and for good", "the receiver knew each {effect} at once and for good",   \
        "When does the receiver show it, and for how long does it remember?"
#define WORDS_BELIEF_NOT_HAPPENED                                                                                      \
    "what failed did not happen", "what failed had not happened",                                                      \
        "What failed: the {effect}, or the news of it? From inside both look the same."
#define WORDS_BELIEF_UNDONE                                                                                            \
    "a failure takes back what was {did}", "a failure took back what was {did}",                                       \
        "Can you take back a {effect} that was seen?"
#define WORDS_BELIEF_QUEUE_KNOWS                                                                                       \
    "the queue knows what was {did}", "the queue knew what was {did}", "Who tells the queue? And if that word is lost?"
#define WORDS_BELIEF_ALWAYS_SHOWS                                                                                      \
    "what goes wrong leaves a dead job behind", "whatever goes wrong left a dead job behind",                          \
        "Who would put one there? Nobody saw an error that was left."

static const struct belief_words {
    const char *thinks, *as_if, *reply;
} belief_words[BELIEF_COUNT] = {
#define BELIEF_WORDS(thinks, as_if, reply)                                                                             \
    {                                                                                                                  \
        GIVEN(thinks), GIVEN(as_if), GIVEN(reply)                                                                      \
    }
#define BELIEF_ITEM(constant, ...) [constant] = EXPAND(BELIEF_WORDS, WORDS_##constant),
    BELIEF_LIST(BELIEF_ITEM)};

static const char *const seen_words[SEEN_COUNT] = {
    [SEEN_DEAD] = "a dead job", [SEEN_RETRY] = "a retry, and no more", [SEEN_NOTHING] = "nothing"};
static const char *const recorded_words[RECORDED_COUNT] = {
    [RECORDED_OK] = "ok", [RECORDED_FAILED] = "failed", [RECORDED_NOTHING] = "nothing"};

/* Of whom it is asked, or of what the queue writes something down. */
static void add_asked(const struct question *question, struct text *out)
{
    const char *bot = question->bot == NO_INDEX ? NULL : question->scenario->bots[question->bot].name;
    const struct ask_traits *traits = &ask_traits[question->ask];

    if (traits->of == ASK_OF_ONE)
        text_add(out, bot);
    else if (traits->of == ASK_OF_ANY && traits->is_of_place && question->is_of_attempt)
        text_add(out, "this attempt");
    else if (traits->of == ASK_OF_ANY && traits->is_of_place)
        text_addf(out, "%s%s", bot ? bot : "the", bot ? "'s job" : " job");
}

static void add_question(const struct question *question, struct text *out)
{
    phrase_add(question->scenario, ask_words[question->ask].before, out);
    add_asked(question, out);
    phrase_add(question->scenario, ask_words[question->ask].behind, out);
    if (question->occurrence > 0 && ask_words[question->ask].is_of_day)
        text_addf(out, " on day %" PRIu32, question->occurrence);
    text_add(out, "?");
}

void gate_question_say(const struct question *question, struct text *out)
{
    CHECK((int)question->ask < ASK_COUNT);
    if (question->gate->text[0] != '\0')
        text_add(out, question->gate->text);
    else
        add_question(question, out);
}

/* The bots that do not fare alike in all choices. */
static bot_set bots_told_apart(const struct question *question)
{
    bot_set bots = 0;

    for (uint32_t b = 0; b < question->scenario->bot_count; b++)
        for (uint32_t i = 1; i < question->count; i++)
            if (question->choices[i].answer.values[b] != question->choices[0].answer.values[b])
                bots |= (bot_set)1 << b;
    return bots;
}

/* "Picard 1 · Riker 2 · Worf never" of these bots, their names cut to `columns`. */
static void outcome_add(const struct question *question, const struct answer *answer, bot_set bots, int columns,
                        struct text *out)
{
    for (bot_set rest = bots; rest; rest &= rest - 1) {
        const uint32_t bot = bots_first(rest);

        text_add(out, rest == bots ? "" : " · ");
        name_add(question->scenario->bots[bot].name, columns, out);
        if (answer->values[bot] == 0)
            text_add(out, " never");
        else
            text_addf(out, " %" PRId64, answer->values[bot]);
    }
}

static void outcome_say(const struct question *question, const struct answer *answer, int columns, struct text *out)
{
    const uint32_t count = question->scenario->bot_count;
    bot_set bots = count == SCENARIO_BOTS_MAX ? ~(bot_set)0 : ((bot_set)1 << count) - 1;
    struct text line = {0};

    outcome_add(question, answer, bots, columns, &line);
    if (text_width(text_str(&line)) > columns)
        bots = question->count > 1 ? bots_told_apart(question) : bots;
    for (int name = columns; text_width(text_str(&line)) > columns && name > 0; name = name > 16 ? 16 : name - 1) {
        text_clear(&line);
        outcome_add(question, answer, bots, name, &line);
    }
    text_fit(&line, columns);
    text_add(out, text_str(&line));
    text_release(&line);
}

static void bots_say(const struct question *question, const struct answer *answer, int columns, struct text *out)
{
    bot_set bots = 0;

    for (uint32_t b = 0; b < question->scenario->bot_count; b++)
        bots |= (bot_set)(answer->values[b] != 0) << b;
    if (bots)
        bots_add(question->scenario, bots, columns, out);
    else
        text_add(out, "nobody");
}

static void line_say(const struct question *question, int64_t line, struct text *out)
{
    if (line == LINE_NOBODY)
        text_add(out, "nobody's");
    else if (line == LINE_WAIT)
        text_add(out, "the wait");
    else if (line >= LINE_JOB)
        text_addf(out, "the one that enqueues %s", question->scenario->jobs[line - LINE_JOB].name);
    else
        text_addf(out, "%s's", question->scenario->bots[line].name);
}

static void when_say(int64_t time, struct text *out)
{
    if (time == ANSWER_NEVER) {
        text_add(out, "never");
        return;
    }
    text_add(out, "at ");
    msec_say(time, out);
}

static void times_say(int64_t times, struct text *out)
{
    static const char *const words[] = {"never", "once", "twice"};

    if (times < 3)
        text_add(out, words[times]);
    else
        text_addf(out, "%" PRId64 " times", times);
}

static void answer_say(const struct question *question, const struct choice *choice, int columns, struct text *out)
{
    const int64_t value = choice->answer.values[0];

    switch (question->ask) {
    case ASK_OUTCOME:
        outcome_say(question, &choice->answer, columns, out);
        return;
    case ASK_LINE:
        line_say(question, value, out);
        return;
    case ASK_WHEN:
        when_say(value, out);
        return;
    case ASK_POSTS:
        times_say(value, out);
        return;
    case ASK_AGAIN:
    case ASK_NEVER:
        bots_say(question, &choice->answer, columns, out);
        return;
    case ASK_SEEN:
        text_add(out, seen_words[value]);
        return;
    case ASK_RECORDED:
        text_add(out, recorded_words[value]);
        return;
    case ASK_CURE:
        changes_say(question->scenario, choice->changes, choice->change_count, out);
        return;
    case ASK_GAPS:
        gap_place_say(question->scenario, &choice->gap, out);
        return;
    }
}

void gate_choice_say(const struct question *question, uint32_t choice, int columns, struct text *out)
{
    struct text line = {0};

    CHECK(choice < question->count);
    if (question->choices[choice].is_none)
        text_add(&line, "none of these");
    else
        answer_say(question, &question->choices[choice], columns, &line);
    text_fit(&line, columns);
    text_add(out, text_str(&line));
    text_release(&line);
}

void gate_sheet_say(const struct question *question, int columns, struct text *out)
{
    gate_question_say(question, out);
    text_add(out, "\n");
    for (uint32_t i = 0; i < question->count; i++) {
        text_addf(out, "%" PRIu32 "  ", i + 1);
        gate_choice_say(question, i, columns - 3, out);
        text_add(out, "\n");
    }
}

void gate_truth_say(const struct question *question, int columns, struct text *out)
{
    bool is_first = true;

    for (uint32_t i = 0; i < question->count; i++) {
        if (!question->choices[i].is_true)
            continue;
        text_add(out, is_first ? "" : " and ");
        gate_choice_say(question, i, columns, out);
        is_first = false;
    }
}

/* Each of the beliefs in turn, with `between` them. */
static void beliefs_list(const struct scenario *scenario, uint32_t beliefs, const char *between,
                         void (*say)(const struct scenario *scenario, enum belief belief, struct text *out),
                         struct text *out)
{
    for (uint32_t rest = beliefs; rest; rest &= rest - 1) {
        text_add(out, rest == beliefs ? "" : between);
        say(scenario, (enum belief)__builtin_ctz(rest), out);
    }
}

void gate_beliefs_say(const struct question *question, uint32_t choice, struct text *out)
{
    static const char *const numbers[] = {"",          "one way",   "two ways", "three ways",
                                          "four ways", "five ways", "six ways"};
    const uint32_t beliefs = question->choices[choice].beliefs;
    const size_t count = (size_t)__builtin_popcount(beliefs);

    CHECK(choice < question->count);
    if (count == 0)
        return;
    if (count < sizeof numbers / sizeof *numbers)
        text_addf(out, "%s to think so: ", numbers[count]);
    else
        text_addf(out, "%zu ways to think so: ", count);
    beliefs_list(question->scenario, beliefs, "; ", belief_say, out);
}

void gate_reveal_say(const struct question *question, uint32_t choice, int columns, struct text *out)
{
    text_add(out, "you said ");
    gate_choice_say(question, choice, columns, out);
    if (question->choices[choice].is_true) {
        text_add(out, ", and so it was");
        return;
    }
    text_add(out, "; it was ");
    gate_truth_say(question, columns, out);
    if (question->choices[choice].beliefs == 0)
        return;
    text_add(out, ": as if ");
    beliefs_list(question->scenario, question->choices[choice].beliefs, ", or ", belief_as_if_say, out);
}

void belief_say(const struct scenario *scenario, enum belief belief, struct text *out)
{
    phrase_add(scenario, belief_words[belief].thinks, out);
}

void belief_as_if_say(const struct scenario *scenario, enum belief belief, struct text *out)
{
    phrase_add(scenario, belief_words[belief].as_if, out);
}

void belief_reply_say(const struct scenario *scenario, enum belief belief, struct text *out)
{
    phrase_add(scenario, belief_words[belief].reply, out);
}

void gate_place_say(const struct scenario *scenario, const struct gate_place *place, struct text *out)
{
    if (gate_place_is_end(place)) {
        text_add(out, "the end");
        return;
    }
    ordinal_add(place->n, out);
    text_addf(out, " \"%s\"", stop_names[place->stop]);
    if (place->bot != NO_INDEX || place->job != NO_INDEX)
        text_addf(out, " of %s",
                  place->bot != NO_INDEX ? scenario->bots[place->bot].name : scenario->jobs[place->job].name);
    if (place->occurrence > 0)
        text_addf(out, " on day %" PRIu32, place->occurrence);
    if (place->attempt > 0)
        text_addf(out, " in attempt %" PRIu32, place->attempt);
}

void gate_complaint_say(const struct scenario *scenario, const struct gate *gate, const struct question *question,
                        struct text *out)
{
    if (!question) {
        text_add(out, "the run never comes to ");
        gate_place_say(scenario, &gate->at, out);
    } else if (question->count == 0) {
        text_addf(out, "a gate with nothing to ask: of \"%s\" there is no choice here", ask_names[question->ask]);
    } else if (question->count < CHOICES_ASKED) {
        text_addf(out, "a gate with only %" PRIu32 " choice%s: of \"%s\" %d or more would ask something",
                  question->count, question->count == 1 ? "" : "s", ask_names[question->ask], CHOICES_ASKED);
    }
}
