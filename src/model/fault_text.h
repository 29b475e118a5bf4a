/* What is said of a scenario's fault, and whether it can strike. */
#ifndef MODEL_FAULT_TEXT_H
#define MODEL_FAULT_TEXT_H

#include "model/scenario.h"

/* Appends the fault as a phrase: its own name, else "error before Worf's commit". */
void fault_say(const struct scenario *scenario, const struct fault *fault, struct text *out);

/* True when the scenario as it stands can reach the fault's gap: the guard of the bot, or of every bot whose post the
 * step is, has that micro-step. Platform faults are always reached. */
bool fault_is_reachable(const struct scenario *scenario, const struct fault *fault);

#endif
