/* A fault rate: errors that may strike everywhere, with one probability. */
#ifndef MODEL_FAULT_RATE_H
#define MODEL_FAULT_RATE_H

#include "model/scenario.h"

/* A copy of the scenario, to be freed, in which in every gap of every step an error strikes with this probability,
 * besides its own faults. NULL when memory is out. */
struct scenario *scenario_with_fault_rate(const struct scenario *scenario, uint32_t probability, struct err *err);

#endif
