/* The search behind why's table, a task: each change of a scenario, run by itself, and pairs of them. Each is a run as
 * long as the scenario's own, so that it takes seconds where that has millions of events; what has been tried so far is
 * task_done. */
#ifndef TUI_WHY_SEARCH_H
#define TUI_WHY_SEARCH_H

#include "explore/whatif_search.h"
#include "tui/task.h"

/* Begins. The scenario is copied. */
bool why_search_start(struct task *task, const struct scenario *scenario, struct err *err);

/* The result of a search that has ended, to be released. False with the reason when it failed. */
bool why_search_take(struct task *task, struct whatif_search *out, struct err *err);

#endif
