/* What is swept, as a number: parts of a sweep belong together when it is the same. */
#ifndef CLI_SWEEP_WORK_H
#define CLI_SWEEP_WORK_H

#include "model/scenario.h"

/* A hash of the scenario, as a file of it is written, and of the program's version (FNV-1a, 64 bits). */
bool sweep_work(const struct scenario *scenario, uint64_t *out, struct err *err);

#endif
