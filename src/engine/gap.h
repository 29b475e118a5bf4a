/* Gaps: the places between two instants where things go wrong, and what follows from it. */
#ifndef ENGINE_GAP_H
#define ENGINE_GAP_H

#include "engine/worker.h"

/* Asks the chooser whether something strikes in the gap before the worker's present op (the first of its step), or in
 * the one after it. */
bool gap_ask(struct sim *sim, uint32_t worker, bool is_before, struct strike *strike);

/* The same, asking only where there is anything to ask. */
static inline bool gap_is_struck(struct sim *sim, uint32_t worker, bool is_before, struct strike *strike)
{
    const struct op *op = &sim->ops[sim->workers[worker].op];
    const struct gap_faults *faults = is_before ? &op->before : &op->after;

    return (sim->asks || faults->count > 0) && gap_ask(sim, worker, is_before, strike);
}

/* Records the strike and returns what follows. `before` is the op that would have been next (NO_OP: the attempt's end),
 * `is_entry` tells that the gap is the one before its step's first. */
struct next gap_strike(struct sim *sim, uint32_t worker, const struct strike *strike, uint32_t before, bool is_entry);

/* The timeout that struck the worker is over: its exception follows. */
struct next gap_time_out(struct sim *sim, uint32_t worker);

/* An exception from outside, because of the event at `cause`, ends the attempt wherever it is; no rescue sees it. It
 * has failed, which is recorded, and its job is retried, exhausted, or left alone. */
void gap_fail_unrescued(struct sim *sim, uint32_t worker, struct provenance cause);

/* The receiver that is down refuses the worker's present op: an error in the gap before it. */
struct next gap_refuse(struct sim *sim, uint32_t worker);

/* An exception struck after micro-step `after` reaches the attempt. At a fetch or an acknowledge it ends the attempt,
 * and what becomes of the job depends on what the queue knows of it. Within a step it is rescued, and the attempt goes
 * on elsewhere; or the attempt has failed, which is recorded, and its job is retried, exhausted, or left alone when
 * this attempt's end does not count any more. */
struct next gap_raise(struct sim *sim, uint32_t worker, enum micro after);

#endif
