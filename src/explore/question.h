/* A question with its choices.
 *
 * A question has at most CHOICES_MAX choices, no two alike, and the true one among them; where there are fewer than
 * CHOICES_ASKED it had better not be asked, of which `check` tells the author. Choices stand in the order of their
 * values, upwards or downwards, so that the first is not right; where both ways would do, what the answers are decides,
 * so that neither way tells anything. Where several may be right "none of these" is the last choice, and the first one
 * is right only if all are but that.
 *
 * It is made of candidates: equal answers become one choice, the best are kept and put into their order. */
#ifndef EXPLORE_QUESTION_H
#define EXPLORE_QUESTION_H

#include "engine/chooser.h"
#include "explore/answer.h"
#include "explore/budget.h"
#include "explore/whatif.h"

enum { CHOICES_MAX = 5, CHOICES_ASKED = 3 };

struct choice {
    struct answer answer;
    uint32_t beliefs; /* bit b: enum belief b leads to it; of the true one 0 */
    bool is_true;
    bool is_none;                              /* "none of these" */
    struct change changes[WHATIF_CHANGES_MAX]; /* of ASK_CURE */
    uint32_t change_count;
    struct gap gap; /* of ASK_GAPS */
};

struct question {
    const struct gate *gate;
    const struct scenario *scenario; /* the trace's; both must outlive it */
    enum ask ask;                    /* what is asked: the gate's, or what has the most choices */
    int bot;                         /* the bot that is asked of; NO_INDEX: none */
    uint32_t occurrence;             /* the day that is asked of; 0: all */
    uint32_t event;                  /* where the run stops */
    bool is_of_attempt;              /* the event is of an attempt, of which ASK_RECORDED asks then */
    struct choice choices[CHOICES_MAX];
    uint32_t count;
};

/* Events that the runs for one question may make together: beliefs that come after that are left out, as are those
 * whose runs have no end. */
#define GATE_EVENTS_MAX 20000000u

/* Runs with one fault that a question of places may take. */
#define GATE_PLAYS_MAX 20000u

/* A gate at which a run has stopped. */
struct posing {
    const struct trace *trace; /* the true run, to its end */
    const struct gate *gate;
    uint32_t event;                    /* gate_event */
    unsigned kinds;                    /* of ASK_GAPS: bit k: faults of kind k; 0: those that a search tries */
    const struct cancel_token *cancel; /* NULL: nobody is asked; where it says stop the question has no choices */
};

/* The true answer, one of each belief, and what else a closed list of answers has. */
enum { CANDIDATES_MAX = 1 + BELIEF_COUNT + 8 };

struct candidates {
    struct choice list[CANDIDATES_MAX];
    uint32_t count;
};

/* Adds a choice, whose beliefs join those of one with an equal answer; a wrong one does not join the true one. */
void candidates_add(struct candidates *candidates, const struct choice *choice);

/* The choices of the question: the true ones, then those that most beliefs lead to, as many as there may be, in their
 * order. */
void question_choose(struct question *question, const struct candidates *candidates);

/* Puts the choices of a question into their order, "none of these" last. */
void question_order(struct question *question);

#endif
