/* The cancel token of a search: asked now and then whether to stop, and told how far the search is. */
#ifndef EXPLORE_CANCEL_H
#define EXPLORE_CANCEL_H

#include <stdbool.h>
#include <stdint.h>

struct progress {
    const char *what;       /* of what `done` are counted: "runs", "states" */
    uint64_t done;          /* so far */
    uint32_t stage, stages; /* the work goes in so many stages, from 1, later ones mostly larger */
    const char *staged;     /* of what each stage has one more: "faults"; NULL: its number tells nothing */
    double share;           /* of the stage's work, 0 … 1, about; negative: nobody knows */
};

/* `stop` is asked often, by every thread of a search, so it has to be quick. True ends the search, which keeps what it
 * knows by then. */
struct cancel_token {
    bool (*stop)(void *context, const struct progress *progress); /* NULL: never */
    void *context;
};

static inline bool cancel_token_stops(const struct cancel_token *cancel, const struct progress *progress)
{
    return cancel->stop && cancel->stop(cancel->context, progress);
}

#endif
