/* The place of a scenario's fault: whether the scenario has it, and where the fault goes when a change takes it away.
 *
 * What a fault is meant for is a moment of a post: what lies behind it and what before it. Guards have some moments
 * under other names, or not at all. A name that the new guard has as well stays: `before: call` does everywhere. Else
 * the gap goes by what lies behind it, for that is how gaps are called: `before: mark` is `after: reply`. Where there
 * is no such micro-step either, the fault goes to a gap at which the same has become of the post (enum effect: is it
 * called, committed, answered?), of several to the one nearest to the commit: `after: claim` becomes `after: begin`. A
 * job that no longer records its steps takes a moment of each: `after: record` becomes `after: done`. */
#ifndef MODEL_FAULT_PLACE_H
#define MODEL_FAULT_PLACE_H

#include "model/scenario.h"

/* The bot at whose post it strikes in a gap; NO_INDEX: it strikes elsewhere. */
int fault_post(const struct scenario *scenario, const struct fault *fault);

/* The form of the steps in which it strikes; false: it strikes in none. */
bool fault_form(const struct scenario *scenario, const struct fault *fault, struct step_form *form);

/* True when the scenario as it stands can reach the fault's gap: the steps in which it strikes have that micro-step.
 * Faults that strike elsewhere are always reached. */
bool fault_is_reachable(const struct scenario *scenario, const struct fault *fault);

/* Moves a fault that strikes in steps to its place in those of form `to`, from where it was put at first, however often
 * it was carried since. It stays as it is where there is no such place: it is then not reachable. */
void fault_carry(struct fault *fault, struct step_form to);

/* Moves a fault of a step that enqueues a job, or one around such a job, to the steps that the job becomes: to a gap of
 * the first of them, where true is returned, as long as nothing was made, else to one of the last. A name that the new
 * step has as well stays; else it goes by what has become of the effect. This is then where it was put at first. */
bool fault_replace(struct fault *fault, enum step_kind first, enum step_kind last);

#endif
