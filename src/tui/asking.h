/* Asking: what becomes of a gate in one run, from the question that is posed when the run is opened until its outcome
 * was seen.
 *
 * Alone one guesses, and the run goes on: AHEAD → OPEN → OVER. A class votes, once or twice, and is shown the outcome
 * where it stands: AHEAD → OPEN [→ TALK → AGAIN] → OUTCOME → OVER. While it is OPEN, TALK or AGAIN the run is frozen at
 * the gate's event. What was guessed alone is told at the run's end (asking_is_told). */
#ifndef TUI_ASKING_H
#define TUI_ASKING_H

#include "model/gate.h"
#include "tui/future.h"
#include "tui/votes.h"

enum asking_stage { ASKING_AHEAD, ASKING_OPEN, ASKING_TALK, ASKING_AGAIN, ASKING_OUTCOME, ASKING_OVER };

/* A gate, and who asks it. Strings are the caller's. */
struct asked_gate {
    const struct gate *gate;
    bool is_twice;             /* a class votes again after a talk */
    unsigned kinds;            /* of ASK_GAPS, as in struct posing */
    const char *lesson, *beat; /* for the record; NULL: of a scenario */
};

struct question; /* explore/gate.h */

struct asking {
    struct asked_gate of;
    struct question *question; /* owned; NULL: nothing is asked there */
    uint32_t event;            /* where the run stops */
    struct text asked;         /* as it is read */
    enum asking_stage stage;
    struct votes votes;
    int guess;          /* the choice; −1: none */
    bool is_dismissed;  /* what was guessed needs to be told no more */
    int64_t opened;     /* real ms; 0: it was not */
    struct votes noted; /* when asking_note was asked last */
    bool is_noted;
};

/* Poses the question of a run that is whole; none where the run never comes there, where there are not two choices, or
 * `cancel` said stop. False when memory is out. To be released, also on false. */
bool asking_init(struct asking *asking, const struct asked_gate *of, const struct future *future,
                 const struct cancel_token *cancel, struct err *err);
void asking_release(struct asking *asking);

/* As if it had never been opened. */
void asking_reset(struct asking *asking);

/* Is the run frozen by it? */
static inline bool asking_is_open(const struct asking *asking)
{
    return asking->stage >= ASKING_OPEN && asking->stage <= ASKING_AGAIN;
}

/* Is a guess to be told at the run's end? */
static inline bool asking_is_told(const struct asking *asking)
{
    return asking->stage == ASKING_OVER && asking->guess >= 0 && !asking->is_dismissed;
}

/* Opens it at its event, at which the future then ends; false when memory is out. */
bool asking_open(struct asking *asking, struct future *future, uint32_t pupils, int64_t now, struct err *err);

/* The stage behind the present one, or before it, of a class; false where there is none: the question is closed then,
 * or stays. */
bool asking_go_on(struct asking *asking, struct future *future);
bool asking_go_back(struct asking *asking, struct future *future, struct err *err);

/* Notes what was voted; false where that is what was noted before. */
bool asking_note(struct asking *asking);

/* It is over, with a guess or without. */
void asking_close(struct asking *asking, struct future *future);

#endif
