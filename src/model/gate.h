/* A gate: a moment of a run at which a question is asked. Its answer and the wrong ones are computed (explore/gate.h);
 * nobody writes an answer down. A lesson's beats have gates and places of the same structs. */
#ifndef MODEL_GATE_H
#define MODEL_GATE_H

#include "base/diag.h"
#include "model/lists.h"

/* A place in a run: the n-th event of a kind that is of a bot, of a job, of a day, of an attempt. */
struct gate_place {
    int bot, job; /* NO_INDEX: of any; one of them at most is given */
    enum stop stop;
    uint32_t n;                   /* the n-th such event, from 1 */
    uint32_t occurrence, attempt; /* 0: of any */
};

struct gate {
    struct gate_place at;
    enum ask ask;     /* ASK_BEST where none is given */
    int of;           /* the bot that it is asked of; NO_INDEX: the place's, if it has one */
    uint32_t models;  /* bit b: only these beliefs (enum belief); 0: all that apply */
    const char *text; /* the question in the author's words; "": as the program words it */
    struct mark mark;
};

/* The end of the run, where no job's end is meant. */
static inline bool gate_place_is_end(const struct gate_place *place)
{
    return stop_traits[place->stop].is_end && place->job < 0;
}

/* The bot that the gate is asked of; NO_INDEX: none. */
static inline int gate_bot(const struct gate *gate)
{
    return gate->of >= 0 ? gate->of : gate->at.bot;
}

#endif
