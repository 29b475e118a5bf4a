#include "support/asking.h"

#include <stdlib.h>

#include "base/check.h"
#include "explore/gate.h"

void ask_at(struct session *session, uint32_t at, const char *question)
{
    static struct gate gate;
    struct play_case *it = &session->cases[session->here];
    struct asking *asking = calloc(1, sizeof *asking);
    struct question *posed = calloc(1, sizeof *posed);
    struct err err;

    CHECK(asking && posed && it->asking_count == 0);
    gate.text = question;
    *posed = (struct question){.gate = &gate,
                               .scenario = session_future(session)->scenario,
                               .ask = ASK_POSTS,
                               .event = at,
                               .choices = {{.answer.values[0] = 1}, {.answer.values[0] = 2, .is_true = true}},
                               .count = 2};
    *asking = (struct asking){.of.gate = &gate, .question = posed, .event = at, .guess = -1};
    text_add(&asking->asked, question);
    session_go(session, at);
    free(it->askings);
    it->askings = asking;
    it->asking_count = 1;
    CHECK(asking_open(asking, session_future(session), 0, 0, &err));
}
