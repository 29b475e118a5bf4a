/* A second opinion on the number of runs: plain recursion over a scenario, without engine, clock, trace or copies of a
 * world.
 *
 * It knows one occurrence, one worker, jobs that follow each other, errors and crashes, retries and leases that come
 * after everything that waits (a lease at most in a scenario of one job instance), and the guards none, check-then-mark, mark-then-post, ask-receiver (shown at once) and
 * idempotency-key (never expiring, of the occurrence). Everything is passed by value; a run is a leaf of the
 * recursion. */
#ifndef ORACLE_ENUMERATE_H
#define ORACLE_ENUMERATE_H

#include "model/scenario.h"

struct sums {
    uint64_t runs, clean, duplicate, lose, both, silent;
};

/* All runs with up to `faults` errors and crashes; the scenario's own faults are not looked at. */
struct sums enumerate(const struct scenario *scenario, int faults);

#endif
