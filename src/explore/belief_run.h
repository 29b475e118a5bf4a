/* The run of a belief's world, counted.
 *
 *     struct belief_run run;
 *     if (!belief_run_make(&world, &bounds, &run, err)) …
 *     if (run.has_ended) … run.trace, run.ledger …
 *     belief_run_release(&run); */
#ifndef EXPLORE_BELIEF_RUN_H
#define EXPLORE_BELIEF_RUN_H

#include "engine/run.h"
#include "explore/belief.h"
#include "explore/budget.h"

/* The most that runs may take. */
struct belief_bounds {
    uint64_t events_max;               /* of one run */
    uint64_t events_left;              /* of all of them together; counted down */
    const struct cancel_token *cancel; /* NULL: nobody is asked */
};

struct belief_run {
    bool has_ended;            /* the changes fit, and the run came to its end; else nothing below is there */
    struct scenario *scenario; /* owned, as is the rest */
    struct plan *plan;
    struct trace trace;
    struct ledger ledger;
};

/* Plays a world of `scenario` that has changes. False when memory is out; `out` is then untouched. */
bool belief_run_make(const struct scenario *scenario, const struct belief_world *world, struct belief_bounds *bounds,
                     struct belief_run *out, struct err *err);
void belief_run_release(struct belief_run *run);

#endif
