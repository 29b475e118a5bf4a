/* Gates: at which event a run stops, what is asked there, and which answers there are. All of it is computed: the true
 * answer from the run, each wrong one as the right answer of a wrong belief (explore/belief.h).
 *
 *     uint32_t event = gate_event(&trace, &gate->at);          // NO_EVENT: the run never comes there
 *     struct posing posing = {.trace = &trace, .gate = gate, .event = event};
 *     if (event != NO_EVENT && !gate_pose(&posing, &question, err)) …
 *     for (uint32_t i = 0; i < question.count; i++) … question.choices[i] …    // words/gate.h says them
 */
#ifndef EXPLORE_GATE_H
#define EXPLORE_GATE_H

#include "explore/budget.h"
#include "explore/question.h"

/* Events that the runs for one question may make together: beliefs that come after that are left out, as are those
 * whose runs have no end. */
#define GATE_EVENTS_MAX 20000000u

/* The event at which a run stops there; NO_EVENT where it never comes there. The run must have ended. */
uint32_t gate_event(const struct trace *trace, const struct gate_place *place);

struct posing {
    const struct trace *trace; /* the true run, to its end */
    const struct gate *gate;
    uint32_t event;                    /* gate_event */
    unsigned kinds;                    /* of ASK_GAPS: bit k: faults of kind k; 0: those that a search tries */
    const struct cancel_token *cancel; /* NULL: nobody is asked; where it says stop the question has no choices */
};

/* Poses the question. False when memory is out; `out` is then untouched. */
bool gate_pose(const struct posing *posing, struct question *out, struct err *err);

#endif
