#include "tui/asking.h"

#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "explore/gate.h"
#include "words/gate.h"

bool asking_init(struct asking *asking, const struct asked_gate *of, const struct future *future,
                 const struct cancel_token *cancel, struct err *err)
{
    struct posing posing = {.trace = &future->trace, .gate = of->gate, .kinds = of->kinds, .cancel = cancel};
    struct question *question;

    CHECK(!future_is_frozen(future));
    *asking = (struct asking){.of = *of, .guess = -1};
    posing.event = gate_event(&future->trace, &of->gate->at);
    if (posing.event == NO_EVENT)
        return true;
    question = asking->question = calloc(1, sizeof *question);
    if (!question)
        return err_memory(err);
    if (!gate_pose(&posing, question, err))
        return false;
    if (question->count < 2) {
        asking_release(asking);
        return true;
    }
    asking->event = question->event;
    gate_question_say(question, &asking->asked);
    return !asking->asked.failed || err_memory(err);
}

void asking_release(struct asking *asking)
{
    free(asking->question);
    asking->question = NULL;
    text_release(&asking->asked);
}

void asking_reset(struct asking *asking)
{
    asking->stage = ASKING_AHEAD;
    asking->guess = -1;
    asking->is_dismissed = false;
    asking->is_noted = false;
}

bool asking_open(struct asking *asking, struct future *future, uint32_t pupils, int64_t now, struct err *err)
{
    CHECK(asking->question);
    if (!future_freeze(future, asking->event, err))
        return false;
    votes_begin(&asking->votes, asking->question->count, pupils);
    asking->stage = ASKING_OPEN;
    asking->opened = now;
    return true;
}

static void go_to_stage(struct asking *asking, enum asking_stage stage)
{
    asking->stage = stage;
    if (stage == ASKING_AGAIN)
        votes_again(&asking->votes);
    else if (stage == ASKING_OPEN)
        votes_first(&asking->votes);
}

bool asking_go_on(struct asking *asking, struct future *future)
{
    bool is_first = asking->stage == ASKING_OPEN && asking->of.is_twice;

    if (asking->stage == ASKING_OUTCOME) {
        asking_close(asking, future);
        return false;
    }
    go_to_stage(asking, is_first ? ASKING_TALK : asking->stage == ASKING_TALK ? ASKING_AGAIN : ASKING_OUTCOME);
    if (asking->stage == ASKING_OUTCOME)
        future_thaw(future);
    return true;
}

bool asking_go_back(struct asking *asking, struct future *future, struct err *err)
{
    bool is_outcome = asking->stage == ASKING_OUTCOME;

    if (asking->stage == ASKING_OPEN)
        return false;
    if (is_outcome && !future_freeze(future, asking->event, err))
        return false;
    go_to_stage(asking, is_outcome && asking->of.is_twice ? ASKING_AGAIN
                        : asking->stage == ASKING_AGAIN   ? ASKING_TALK
                                                          : ASKING_OPEN);
    return true;
}

bool asking_note(struct asking *asking)
{
    if (asking->is_noted && memcmp(asking->noted.rounds, asking->votes.rounds, sizeof asking->noted.rounds) == 0)
        return false;
    asking->is_noted = true;
    asking->noted = asking->votes;
    return true;
}

void asking_close(struct asking *asking, struct future *future)
{
    future_thaw(future);
    asking->stage = ASKING_OVER;
}
