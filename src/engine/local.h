/* Steps that concern nobody else, so that a search over orders need not try them in every place (partial-order
 * reduction).
 *
 * A worker's step is local when it touches nothing that others ask for, and nothing may strike in the gaps that it
 * reaches: begin, call, reply, wait, done, the commit of a post without a guard, and a fetch where no lease begins.
 * Such a step commutes with everything that others may do before it; and where another's crash takes the attempt away,
 * the world after it is the same with the step or without. Runs only go forward, so that putting a local step first
 * leaves out no end: every order has an equal one in which it comes at once. (A. Valmari's stubborn sets and P.
 * Godefroid's persistent sets, with a single step as the set.) */
#ifndef ENGINE_LOCAL_H
#define ENGINE_LOCAL_H

#include "engine/plan.h"

struct world;

/* What may still strike. */
struct threats {
    unsigned kinds;  /* bit k: enum fault_kind k; 0: nothing */
    unsigned micros; /* bit m: only in gaps beside micro-step m; 0: in all */
};

/* The place of a local step among everything that is pending, in the engine's order; false when there is none. */
bool world_local_step(const struct plan *plan, const struct world *world, const struct threats *threats,
                      uint32_t *place);

#endif
