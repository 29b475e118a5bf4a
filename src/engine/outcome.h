/* An outcome: the world's own count of what it saw, which needs no trace; the ledger makes the same count from the
 * trace alone. */
#ifndef ENGINE_OUTCOME_H
#define ENGINE_OUTCOME_H

#include "engine/plan.h"
#include "model/fault_set.h"

struct world;

/* What is counted, by the names that JSON has for it as well. */
#define COUNT_LIST(X) X(owed) X(posts) X(duplicates) X(missed) X(late) X(premature) X(silent)
#define COUNT_FIELD(sum) uint64_t sum;

/* Sums over occurrences, of one bot or of several. */
struct counts {
    COUNT_LIST(COUNT_FIELD)
    uint64_t held;      /* owed posts that another bot held up */
    uint32_t posts_max; /* of one bot in one occurrence */
};

/* The count at this point of a run. */
struct outcome {
    COUNT_LIST(COUNT_FIELD)
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

/* Fills `bots` as well, one for each bot of the scenario. */
void world_outcome_by_bot(const struct plan *plan, const struct world *world, struct outcome *outcome,
                          struct counts *bots);

/* The same for one bot in one occurrence (from 1). */
struct cell_outcome {
    bool is_owed, is_silent;
    enum post_state state;
    uint32_t posts, attempts, skips, premature;
    msec delay, late_by; /* as in the ledger */
    uint64_t held_by;
};
void world_cell(const struct plan *plan, const struct world *world, uint32_t occurrence, uint32_t bot,
                struct cell_outcome *out);

/* The states that instances of a scenario job are in, of one occurrence or of all (0): bit s, one of them is in enum
 * job_state s; 0: none was made. */
unsigned world_job_states(const struct plan *plan, const struct world *world, uint32_t occurrence, uint32_t job);

/* Adds the scenario's faults that have struck by now, as trace_struck tells them from a trace. */
void world_struck(const struct plan *plan, const struct world *world, struct fault_set *into);

/* How long the first post took, from when it could be made: from the firing, or from the last post before it that it
 * is meant to wait for. Of one that is owed and not made: how long that is by now. */
msec world_waited(const struct plan *plan, const struct world *world, uint32_t occurrence, uint32_t bot);

/* Adds one cell; other counts. */
void counts_add(struct counts *counts, const struct cell_outcome *cell);
void counts_sum(struct counts *into, const struct counts *counts);

/* Did it duplicate, or miss, where a wish that is judged says it must not? */
static inline bool outcome_duplicates(const struct outcome *outcome)
{
    return !outcome->wishes[WISH_ONCE];
}

static inline bool outcome_loses(const struct outcome *outcome)
{
    return !outcome->wishes[WISH_MADE] && outcome->missed > 0;
}

/* Neither of both. */
static inline bool outcome_is_clean(const struct outcome *outcome)
{
    return !outcome_duplicates(outcome) && !outcome_loses(outcome);
}

/* How many of the wishes are marked. */
static inline uint32_t wishes_count(const bool wishes[WISH_COUNT])
{
    uint32_t count = 0;

    for (int wish = 0; wish < WISH_COUNT; wish++)
        count += wishes[wish];
    return count;
}

/* Which wishes a run of the scenario grants that came to these counts, of all bots. */
void counts_wishes(const struct scenario *scenario, const struct counts *counts, bool wishes[WISH_COUNT]);

#endif
