/* What is said of a scenario's fault. */
#ifndef MODEL_FAULT_TEXT_H
#define MODEL_FAULT_TEXT_H

#include "model/scenario.h"

/* Appends the fault as a phrase: its own name, else "error before Worf's commit". */
void fault_say(const struct scenario *scenario, const struct fault *fault, struct text *out);

#endif
