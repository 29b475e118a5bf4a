/* The searches that views have under way in the background, as tasks: every way that one fault can strike, for the
 * crash map; what would help, for why. Each runs the scenario, or a changed one, over and over, so that it takes
 * seconds where that has millions of events; what has been tried so far is task_done. */
#ifndef TUI_SEARCH_TASK_H
#define TUI_SEARCH_TASK_H

#include "explore/explore.h"
#include "explore/whatif_search.h"
#include "tui/task.h"

/* What a search works on, and what it has found. */
struct search {
    struct scenario *scenario; /* owned */
    unsigned kinds;            /* of faults */
    bool has_saw;              /* the map is of runs alone of which exactly `saw` is seen */
    struct saw saw;
    struct explore explore;
    struct whatif_search whatif;
    bool has_explore, has_whatif; /* found, and owned */
};

/* A crash map is given up after so long; then it is partial, and its bound says so. */
enum { MAP_SEARCH_MS = 5000 };

/* Begins, with faults of these kinds (bit k: kind k); of the runs that lead to what was seen, "" for all. The scenario
 * is copied. What task_take gives is the struct search, to be freed. */
bool map_search_start(struct task *task, const struct scenario *scenario, unsigned kinds, const char *saw,
                      struct err *err);

/* The same: each change of the scenario, run by itself, and pairs of them. */
bool why_search_start(struct task *task, const struct scenario *scenario, struct err *err);

/* A struct search, or NULL. */
void search_free(void *search);

#endif
