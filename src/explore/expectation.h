/* Expectations held against a ledger: what a scenario claims of its own run, and how it came out. */
#ifndef EXPLORE_EXPECTATION_H
#define EXPLORE_EXPECTATION_H

#include "model/scenario.h"
#include "trace/ledger.h"

enum { FIGURES_MAX = 8 };

/* One figure that an expectation names. */
struct figure {
    const char *name; /* "posts", "state", … as in the file */
    bool holds;
    bool has_failed;       /* whatever may still happen: a count that never shrinks is beyond what is expected */
    int64_t expected, got; /* counts; 0 for a state */
    const char *state, *got_state; /* states; NULL for a count. "none": there was none to have a state */
};

/* The figures that `expect` names, into `out`, in the order of the file format; returns how many. Several
 * occurrences count together; their state holds when each of them has it, and else got_state is the first other one.
 * So it is with the instances of a job. */
size_t expectation_figures(const struct scenario *scenario, const struct ledger *ledger, const struct expect *expect,
                           struct figure out[FIGURES_MAX]);

/* How an expectation came out. In a run that was cut short nothing holds yet, and little has failed. */
enum expectation_end { EXPECTATION_HOLDS, EXPECTATION_FAILS, EXPECTATION_UNDECIDED };

enum expectation_end expectation_end(const struct scenario *scenario, const struct ledger *ledger,
                                     const struct expect *expect);

#endif
