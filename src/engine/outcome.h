/* An outcome: the world's own count of what it saw, which needs no trace; the ledger makes the same count from the
 * trace alone. */
#ifndef ENGINE_OUTCOME_H
#define ENGINE_OUTCOME_H

#include "engine/plan.h"

struct world;

/* The count at this point of a run. */
struct outcome {
    uint64_t owed, posts, duplicates, missed, late, silent;
    bool wishes[WISH_COUNT];
    enum ended ended;
    uint64_t events; /* events made so far */
    msec now;
};
void world_outcome(const struct plan *plan, const struct world *world, struct outcome *outcome);

/* How the run ended, which needs no counting. */
enum ended world_ended(const struct world *world);

/* True of a run that was cut short, so that nothing is known of how it would have gone on. */
static inline bool ended_is_cut(enum ended ended)
{
    return ended == ENDED_LIMIT || ended == ENDED_ROOM;
}

/* The same for one bot in one occurrence (from 1). */
struct cell_outcome {
    bool is_owed, is_late, is_silent;
    enum post_state state;
    uint32_t posts, attempts, skips;
    msec delay;
    uint64_t held_by;
};
void world_cell(const struct plan *plan, const struct world *world, uint32_t occurrence, uint32_t bot,
                struct cell_outcome *out);

#endif
