/* What is said of a scenario's faults, and of the gaps that they strike in. */
#ifndef MODEL_FAULT_TEXT_H
#define MODEL_FAULT_TEXT_H

#include "model/scenario.h"

/* Appends the one name of a gap, by what lies behind it: "after claim", whatever comes next; where `after` is
 * MICRO_NONE "before begin", `first` being the first micro-step of the step. */
void gap_say(enum micro after, enum micro first, struct text *out);

/* Appends the fault as a phrase: its own name, else "error before Worf's commit". */
void fault_say(const struct scenario *scenario, const struct fault *fault, struct text *out);

#endif
