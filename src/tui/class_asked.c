#include "tui/class_asked.h"

#include "explore/gate.h"
#include "screens/screen.h"
#include "tui/gates.h"
#include "words/gate.h"

enum { CHOICE_COLUMNS = 200 };

/* The question that is open, or has its outcome shown; else the next one of the run, NULL where there is none. */
static const struct asking *asking_of(const struct session *session)
{
    const struct play_case *it = &session->cases[session->here];
    const struct asking *asking = session_asking(session), *next = NULL;
    uint32_t at = session_future(session)->at;

    for (size_t i = 0; !asking && it->futures.current == it->asked_in && i < it->asking_count; i++) {
        const struct asking *of = &it->askings[i];
        bool is_ahead = of->question && of->stage == ASKING_AHEAD && (at == NO_EVENT || of->event >= at);

        if (is_ahead && (!next || of->event < next->event))
            next = of;
    }
    return asking ? asking : next;
}

/* What the lesson has a teacher say to a belief at this question, NULL: nothing of its own. */
static const char *reply_of_lesson(const struct session *session, const struct asking *asking, enum belief belief)
{
    const struct lesson *lesson = session->options->lesson;

    for (uint32_t b = 0; lesson && b < lesson->beat_count; b++)
        if (asking->of.gate == &lesson->beats[b].gate)
            return lesson->beats[b].replies[belief];
    return NULL;
}

static void add_model(const struct session *session, const struct asking *asking, enum belief belief,
                      struct class_told *told, struct told_choice *choice)
{
    const char *own = reply_of_lesson(session, asking, belief);
    const struct scenario *scenario = asking->question->scenario;
    struct text clause = {0}, sentence = {0}, reply = {0};

    if (choice->model_count == TOLD_MODELS_MAX)
        return;
    belief_say(scenario, belief, &clause);
    screen_say_sentence(text_str(&clause), &sentence);
    if (own)
        text_add(&reply, own);
    else
        belief_reply_say(scenario, belief, &reply);
    choice->models[choice->model_count++] = (struct told_model){class_told_keep_text(told, &sentence),
                                                                class_told_keep_text(told, &reply)};
    text_release(&clause);
}

static void add_choice(const struct session *session, const struct asking *asking, uint32_t i, struct class_told *told)
{
    const struct choice *from = &asking->question->choices[i];
    struct told_choice *choice = &told->choices[told->choice_count++];
    bool is_voted = asking->stage != ASKING_AHEAD;
    struct text text = {0};

    gate_choice_say(asking->question, i, CHOICE_COLUMNS, &text);
    *choice = (struct told_choice){.text = class_told_keep_text(told, &text), .is_right = from->is_true};
    for (size_t vote = 0; vote < TOLD_VOTES; vote++)
        choice->hands[vote] = is_voted && vote <= asking->votes.round ? (int64_t)asking->votes.rounds[vote].hands[i]
                                                                      : -1;
    for (int belief = 0; belief < BELIEF_COUNT; belief++)
        if (from->beliefs >> belief & 1)
            add_model(session, asking, (enum belief)belief, told, choice);
}

/* What the class sees of it at present. */
static void take_stage(const struct session *session, struct class_told *told)
{
    struct gates_view view;
    struct text stage = {0};

    if (!gates_view_of(session, &view))
        return;
    text_addf(&stage, "%s. %s", view.question.title, view.question.lines);
    told->is_open = 1;
    for (size_t vote = 0; vote < TOLD_VOTES; vote++)
        if (view.question.tells_truth || vote == view.question.vote)
            told->shows_hands |= (int64_t)1 << vote;
    told->stage = class_told_keep_text(told, &stage);
    gates_view_release(&view);
}

void class_asked_take(const struct session *session, struct class_told *told)
{
    const struct asking *asking = asking_of(session);

    if (!asking)
        return;
    told->ask = class_told_keep(told, text_str(&asking->asked));
    for (uint32_t i = 0; i < asking->question->count && i < TOLD_CHOICES_MAX; i++)
        add_choice(session, asking, i, told);
    if (asking->stage != ASKING_AHEAD)
        take_stage(session, told);
}
