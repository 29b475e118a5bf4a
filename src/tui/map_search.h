/* The search behind the crash map: every way that one fault can strike, in a thread of its own, so that keys are answered meanwhile.
 *
 * A small scenario is searched in a few milliseconds; whoever starts waits so long for it, and nothing flickers. A search is given up
 * after MAP_SEARCH_MS: then it is partial, and its bound says so.
 *
 *     map_search_start(&search, scenario, &err);
 *     if (map_search_wait(&search, 40) && map_search_take(&search, &explore, &err)) …
 *     map_search_stop(&search);                                     // whatever became of it
 */
#ifndef TUI_MAP_SEARCH_H
#define TUI_MAP_SEARCH_H

#include "explore/explore.h"

enum { MAP_SEARCH_MS = 5000 };

struct map_search_work;

/* {0}: no search. */
struct map_search {
    struct map_search_work *work; /* owned; NULL: none is under way, nor a result to be taken */
};

/* Begins, with faults of these kinds (bit k: kind k); one under way is forgotten. The scenario is copied. */
bool map_search_start(struct map_search *search, const struct scenario *scenario, unsigned kinds, struct err *err);

/* True once it has ended; waits at most so long for it. */
bool map_search_wait(struct map_search *search, int wait_ms);

/* How long it has been under way; MSEC_NONE when none is. */
msec map_search_time(const struct map_search *search);

/* The result of a search that has ended, from then on the caller's. False with the reason when it failed. */
bool map_search_take(struct map_search *search, struct explore *out, struct err *err);

/* Forgets it and its result, without waiting for its end. */
void map_search_stop(struct map_search *search);

#endif
