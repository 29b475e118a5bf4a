/* Every order: what can come of a scenario when nothing is known of how long anything takes, and up to K faults strike
 * as well.
 *
 * Time is unmeasured: of all that is pending anything may go next, a micro-step as well as the end of a wait. The
 * search goes depth first over states; a state leaves out clock and sequence (engine/state.h) and is met once, told
 * apart by all its bytes. So it answers in states and distinct ends, not in runs: how many orders lead to an end does
 * not matter, and mostly nobody could count them.
 *
 * A delivery whose process dies before its fetch may be struck there again, as long as faults are left. */
#ifndef EXPLORE_ORDERS_H
#define EXPLORE_ORDERS_H

#include "explore/explore.h"
#include "explore/picks.h"

/* One way to an end: what struck, and which of those pending went next each time there were several. */
struct order_found {
    struct run_found run;
    bool has_code;   /* the picks are all there; else they are too many, and mean nothing */
    uint16_t *picks; /* owned */
    uint32_t pick_count;
};

struct orders {
    struct scenario *scenario; /* what was searched; owned */
    struct faults_left_out left_out;
    uint32_t faults;
    bool is_unreduced;
    uint64_t states; /* visited, distinct, the beginning and the ends among them */
    uint64_t transitions;
    struct run_tally ends; /* distinct ends; refused wishes but for "held up", which states do not tell */
    uint64_t duplicates_max, missed_max;
    uint32_t attempts_max;
    uint32_t depth_max;
    struct order_found failing; /* the first failing end with the fewest faults that were met */
    size_t memory;
    enum search_end end; /* SEARCH_LIMIT: memory */
};

struct orders_options {
    struct search_options search; /* faults, kinds, micros, memory_max; the scenario's own faults are removed */
    bool is_unreduced; /* every state, also where steps concern nobody else and any place would do (engine/local.h) */
    struct cancel_token cancel;
};

/* The scenario has no obstacle (obstacle.h). `out` is untouched on false. */
bool orders_take(const struct scenario *scenario, const struct orders_options *options, struct orders *out,
                 struct err *err);
void orders_release(struct orders *orders);

#endif
