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

#include "explore/question.h"

/* The event at which a run stops there; NO_EVENT where it never comes there. The run must have ended. */
uint32_t gate_event(const struct trace *trace, const struct gate_place *place);

/* Poses the question. False when memory is out; `out` is then untouched. */
bool gate_pose(const struct posing *posing, struct question *out, struct err *err);

#endif
