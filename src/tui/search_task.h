/* The searches that views have under way in the background, as tasks: every way that one fault can strike, for the
 * crash map; what would help, for why. Each runs the scenario, or a changed one, over and over, so that it takes
 * seconds where that has millions of events; what has been tried so far is task_done. */
#ifndef TUI_SEARCH_TASK_H
#define TUI_SEARCH_TASK_H

#include "explore/explore.h"
#include "explore/whatif_search.h"
#include "tui/task.h"

/* A crash map is given up after so long; then it is partial, and its bound says so. */
enum { MAP_SEARCH_MS = 5000 };

/* Begins, with faults of these kinds (bit k: kind k). The scenario is copied. */
bool map_search_start(struct task *task, const struct scenario *scenario, unsigned kinds, struct err *err);

/* The result of a search that has ended, to be released. False with the reason when it failed. */
bool map_search_take(struct task *task, struct explore *out, struct err *err);

/* The same: each change of the scenario, run by itself, and pairs of them. */
bool why_search_start(struct task *task, const struct scenario *scenario, struct err *err);
bool why_search_take(struct task *task, struct whatif_search *out, struct err *err);

#endif
