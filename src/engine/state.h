/* The state of a world as bytes: two worlds with the same bytes go on in the same way and come to the same counts.
 *
 * Left out is what cannot make a difference any more: the clock itself (times are told from now on), sequence and event
 * numbers, the causes, and which slot a job instance happened to get. So a state does not tell what became of a post
 * that was missed, or of a job; whether one was late, who held up whom, and the dice, only where it is asked to. The
 * clock is kept where something depends on it: faults with a span of time, `until`, a poll interval.
 *
 * The bytes are a sequence of variable-length numbers, one after the other by fixed rules, so that equal bytes mean
 * equal numbers. */
#ifndef ENGINE_STATE_H
#define ENGINE_STATE_H

#include "engine/plan.h"

struct world;

enum state_kind {
    STATE_TIMED,   /* how long each wait still takes is part of the state */
    STATE_UNTIMED, /* only what is waited for, not how long */
    STATE_BLAMED,  /* as STATE_TIMED, and who is late and held up whom so far and may yet, and the dice: all wishes can
                     be told */
    STATE_TOLD /* as STATE_TIMED, and what became of every post and job so far, the numbers of the instances, and the
                     dice: what became of each in the end can be told, and by what number its instance is called */
};

/* The most bytes that a state of this plan takes. */
size_t state_room(const struct plan *plan);

/* The number of instance `id` in a state: which of its instances it is, whatever ids they have; 0: it is over. */
uint32_t state_instance(const struct plan *plan, const struct world *world, uint32_t id);

/* Writes the state and returns its size. */
size_t state_write(const struct plan *plan, const struct world *world, enum state_kind kind, uint8_t *out);

#endif
