/* A set of states, each met once: told apart by all their bytes, never by a hash alone.
 *
 * States are numbered in the order in which they were added. The set keeps within a budget and says when it is full. */
#ifndef EXPLORE_STATES_H
#define EXPLORE_STATES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "explore/budget.h"

#define NO_STATE UINT32_MAX

/* Where a state stands, and half of its hash: its place in the table, and most others are told apart by it without
 * looking at them. */
struct states_entry {
    uint32_t place; /* in units of STATES_UNIT bytes, + 1; 0: free */
    uint32_t tag;
};

enum { STATES_UNIT = 8 };

struct states {
    uint8_t *bytes; /* each state behind its number and its size, at a multiple of STATES_UNIT; owned */
    size_t size, room;
    uint32_t count;
    struct states_entry *table; /* by hash; owned */
    uint32_t table_size;        /* a power of two */
    struct budget *budget;      /* from which all its memory is taken */
};

/* An empty set; the little memory that it begins with is taken in any case. The budget outlives it. */
bool states_init(struct states *states, struct budget *budget, struct err *err);
void states_release(struct states *states);

/* The number of the state, added when it was not there (`is_new`). NO_STATE when there is no room, or no memory. */
uint32_t states_add(struct states *states, const uint8_t *state, size_t size, bool *is_new);

#endif
