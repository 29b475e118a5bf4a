/* Whoever waits for a search: told now and then how far it is, and asked whether it is to go on. */
#ifndef EXPLORE_WATCH_H
#define EXPLORE_WATCH_H

#include <stdbool.h>
#include <stdint.h>

struct progress {
    const char *what;       /* of what `done` are counted: "runs", "states" */
    uint64_t done;          /* so far */
    uint32_t stage, stages; /* the work goes in so many stages, from 1, later ones mostly larger */
    const char *staged;     /* of what each stage has one more: "faults"; NULL: its number tells nothing */
    double share;           /* of the stage's work, 0 … 1, about; negative: nobody knows */
};

/* Asked often, by every thread of a search, so it has to be quick; true ends the search, which then keeps what it
 * knows. */
struct watch {
    bool (*stop)(void *context, const struct progress *progress); /* NULL: never */
    void *context;
};

static inline bool watch_stops(const struct watch *watch, const struct progress *progress)
{
    return watch->stop && watch->stop(watch->context, progress);
}

#endif
