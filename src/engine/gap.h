/* Gaps: the places between two instants where things go wrong, and what follows from it. */
#ifndef ENGINE_GAP_H
#define ENGINE_GAP_H

#include "engine/world.h"

/* Asks the chooser whether something strikes in the gap before the worker's present op (the first of its step), or in
 * the one after it. */
bool gap_ask(struct sim *sim, uint32_t worker, bool is_before, struct strike *strike);

/* The same, asking only where there is anything to ask. */
static inline bool gap_is_struck(struct sim *sim, uint32_t worker, bool is_before, struct strike *strike)
{
    const struct op *op = &sim->plan->ops[sim->workers[worker].op];
    const struct gap_faults *faults = is_before ? &op->before : &op->after;

    return (sim->asks || faults->count > 0) && gap_ask(sim, worker, is_before, strike);
}

/* The gap was struck. `before` is the op that would have been next (NO_OP: the attempt's end), `is_entry` tells that
 * the gap is the one before its step's first. */
void gap_strike(struct sim *sim, uint32_t worker, const struct strike *strike, uint32_t before, bool is_entry);

/* The exception of a timeout reaches the worker. */
void gap_time_out(struct sim *sim, uint32_t worker);

/* The receiver refuses the worker's present op, because the scripted fault `fault` keeps it down: an error in the gap
 * before the op. */
void gap_refuse(struct sim *sim, uint32_t worker, uint32_t fault);

/* Effect `index` of those in flight lands: it happens although its caller had given up. */
void in_flight_land(struct sim *sim, uint32_t index);

#endif
