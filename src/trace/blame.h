/* Who is to blame for an event: the bots whose failures stand among its causes and have cost time on the way to it.
 *
 * Events are asked about one after the other, from the first on:
 *
 *     struct blames blames = {.trace = trace, .end = count};
 *     for (uint32_t at = 0; at < count; at++)
 *         … blames_next(&blames, at) …
 *     blames_release(&blames);
 */
#ifndef TRACE_BLAME_H
#define TRACE_BLAME_H

#include "trace/trace.h"

/* The failures that led to an event: `bots` holds those whose failure cost time, `pending` those whose error or
 * crash has not yet. */
struct blame {
    bot_set bots, pending;
};

struct blames {
    const struct trace *trace;
    uint32_t end;        /* events from here on are not asked about */
    struct blame *known; /* of the events from `first` on; earlier ones have nobody to blame; owned */
    uint32_t first;
    bool is_short; /* memory ran out: nobody is to blame any more */
};

/* The bots to blame for event `at`, the next one. */
bot_set blames_next(struct blames *blames, uint32_t at);

void blames_release(struct blames *blames);

#endif
