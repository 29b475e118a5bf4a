/* The budget of a search: how many runs it may play, how many bytes it may hold, and for how long; and how it ended.
 *
 * Time and ^C are the cancel token's. Bytes are counted by whoever takes and gives them back: before an array doubles
 * its owner asks budget_fits, budget_grow then counts what it took. The end is SEARCH_COMPLETE until something is used
 * up or the token says stop; from then on it stays.
 *
 *     while (… && !budget_stops(&budget, &progress)) …
 *     if (!budget_fits(&budget, size)) …
 */
#ifndef EXPLORE_BUDGET_H
#define EXPLORE_BUDGET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

/* What the cancel token is told: how far the search is. */
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

enum search_end {
    SEARCH_COMPLETE, /* every run was made */
    SEARCH_LIMIT,    /* the runs or the bytes are used up, or there is more than can be counted */
    SEARCH_STOPPED   /* whoever asked said stop */
};

struct budget {
    const struct cancel_token *cancel; /* NULL: nobody is asked */
    uint64_t plays_max, plays;         /* runs; of plays_max 0 is no limit */
    size_t bytes_max, bytes;
    size_t bytes_reserved; /* wanted later, so that budget_fits leaves them */
    enum search_end end;
    bool is_starved; /* there was no memory for what is allowed: whatever was found is of no use */
};

/* False with a sentence when the `needed` bytes, which a search takes whatever it finds, are more than is allowed. */
bool budget_suffices(size_t needed, size_t allowed, struct err *err);

static inline bool budget_is_over(const struct budget *budget)
{
    return budget->end != SEARCH_COMPLETE;
}

/* True when the search is over; asks the token as long as it is not. */
bool budget_stops(struct budget *budget, const struct progress *progress);

/* What is wanted is more than is allowed; or than there is. */
void budget_exhaust(struct budget *budget);
void budget_starve(struct budget *budget);

/* Counts a run. */
void budget_play(struct budget *budget);

/* Would so many more bytes stay within what is allowed? */
bool budget_fits(const struct budget *budget, size_t more);

void budget_take(struct budget *budget, size_t bytes);
void budget_give(struct budget *budget, size_t bytes);

/* array_grow, and the bytes it takes are counted; of a NULL budget by nobody. Where it fails the budget is starved. */
bool budget_grow(struct budget *budget, void *array, uint32_t count, uint32_t *room, size_t size);

#endif
