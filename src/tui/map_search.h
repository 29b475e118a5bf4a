/* The search behind the crash map, a task: every way that one fault can strike. It is given up after MAP_SEARCH_MS;
 * then it is partial, and its bound says so. */
#ifndef TUI_MAP_SEARCH_H
#define TUI_MAP_SEARCH_H

#include "explore/explore.h"
#include "tui/task.h"

enum { MAP_SEARCH_MS = 5000 };

/* Begins, with faults of these kinds (bit k: kind k). The scenario is copied. */
bool map_search_start(struct task *task, const struct scenario *scenario, unsigned kinds, struct err *err);

/* The result of a search that has ended, to be released. False with the reason when it failed. */
bool map_search_take(struct task *task, struct explore *out, struct err *err);

#endif
