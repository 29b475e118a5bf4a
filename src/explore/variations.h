/* Variations: the changes that are worth trying of one bot, one job, one platform, as what-ifs and menus list them.
 *
 * Of a closed list it is every row, of a number or a time some values that differ in kind: a lease twice, ten and a
 * hundred times as long; a queue of its own. Those that could not change anything are left out: a lease where nothing
 * is leased, a key where nobody recognises one. */
#ifndef EXPLORE_VARIATIONS_H
#define EXPLORE_VARIATIONS_H

#include "model/change.h"

enum { VARIATIONS_MAX = 64 }; /* of one bot, job or platform */

/* What a change costs, in thousandths, in the order of whatif.h. */
enum {
    COST_KEY = 500,
    COST_RETRY = 1000,
    COST_RESCUE = 2000,
    COST_GUARD = 3000,
    COST_QUEUE = 3500,
    COST_WORKERS = 4000,
    COST_PLATFORM = 4500,
    COST_GUARD_ALL = 5000,
    COST_RESUME = 5200,
    COST_PRESET = 5500,
    COST_SPLIT = 6000,
    COST_UNSPLIT = 6500
};

struct variation {
    struct change change;
    uint32_t cost;
    bool is_present; /* it is so already */
    bool gives_up;   /* the platform lets go of jobs that it keeps now, which is nothing to recommend */
    bool is_foreign; /* the preset's system cannot be set so: it is another system's way */
};

struct variations {
    struct variation list[VARIATIONS_MAX];
    size_t count;
};

/* Each appends to `out`, which begins as {0}. */
void variations_of_bot(const struct scenario *scenario, uint32_t bot, struct variations *out);
void variations_of_job(const struct scenario *scenario, uint32_t job, struct variations *out);

/* The platform's own, and how long its deploys let jobs run. */
void variations_of_platform(const struct scenario *scenario, struct variations *out);

/* Can the platform be set so on its preset's system? What the file says otherwise than that is its own already. */
bool platform_takes(const struct platform *platform, const struct key *key, const struct datum *datum);

/* A guard's place among guards: those with fewer micro-steps come first, none last. */
uint32_t guard_cost(uint32_t guard);

#endif
