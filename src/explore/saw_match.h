/* What was seen (model/saw.h), held against a run: what of it is so, and how far the rest is from it. */
#ifndef EXPLORE_SAW_MATCH_H
#define EXPLORE_SAW_MATCH_H

#include "engine/run.h"
#include "model/saw.h"

/* What a run has of one thing that was seen. */
struct saw_got {
    bool is_so;
    int64_t posts; /* where a number was seen */
    int state;     /* where a state was: the first other one, else that one; NO_INDEX: there is nothing to have one */
};

/* How far a run is from what was seen: by how many things, and by how many posts all together, where a state that is
 * another one counts as a post. */
struct saw_distance {
    uint32_t things;
    uint64_t posts;
    bool is_open; /* it was cut short, and might yet have come to what was seen */
};

/* Fills `got`, one for each thing that was seen. The world is at a run's end. */
struct saw_distance saw_match(const struct saw *saw, const struct plan *plan, const struct world *world,
                              struct saw_got got[SAW_MAX]);

/* Exactly this was seen. */
static inline bool saw_is_matched(const struct saw_distance *distance)
{
    return distance->things == 0 && !distance->is_open;
}

/* True when `a` is nearer. */
static inline bool saw_is_nearer(const struct saw_distance *a, const struct saw_distance *b)
{
    return a->things < b->things || (a->things == b->things && a->posts < b->posts);
}

#endif
