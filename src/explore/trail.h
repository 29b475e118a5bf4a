/* A trail: what struck in a run, in the order in which it struck. A run is told by its trail. */
#ifndef EXPLORE_TRAIL_H
#define EXPLORE_TRAIL_H

#include "explore/placement.h"

struct trail {
    struct placement set[PLACEMENTS_MAX]; /* in the order in which they struck */
    uint64_t order[PLACEMENTS_MAX];       /* when each struck: trails are compared by it, number after number */
    uint32_t count;
    uint32_t steps;   /* of the engine so far */
    uint64_t on, off; /* bit f: scripted fault f, which strikes always, was switched on, off, for this run */
};

/* True when `a` strikes earlier, at the first strike in which the two differ. Both have the same count. */
bool trail_precedes(const struct trail *a, const struct trail *b);

/* The trail that begins as `before` and goes on with the strikes of `of` behind those. */
struct trail trail_after(const struct trail *before, const struct trail *of);

/* The earliest trails of those that were added. `struct trails t = {.list = room, .room = …}` has none; the room is the
 * caller's. */
struct trails {
    struct trail *list; /* the earliest first */
    uint32_t count, room;
};

/* Adds a copy; where there is no room for all the latest one goes. */
void trails_add(struct trails *trails, const struct trail *trail);

#endif
