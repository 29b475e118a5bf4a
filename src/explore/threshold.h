/* Thresholds: at which exact values of one key, a length of time or a number, what a scenario's runs can come to
 * changes. "A lease of 61.3 s or more" in place of a guess.
 *
 * At one value of the key every run with up to K faults is made (explore.h); what can come of them all, to whom, is the
 * value's fate. The values tried are the smallest the key may have, those 1, 2, 4, 8 … above it, and the largest that
 * is looked at. Between two neighbours of unlike fates the value at which it changes is found by bisection, exactly;
 * where there are several changes, each half is searched that begins and ends unlike. What comes and goes again between
 * two neighbours of one fate is not seen.
 *
 *     struct threshold threshold;
 *     if (!threshold_take(scenario, &options, &cancel, &threshold, err)) …
 */
#ifndef EXPLORE_THRESHOLD_H
#define EXPLORE_THRESHOLD_H

#include "explore/explore.h"
#include "model/key_path.h"

enum { THRESHOLD_BANDS_MAX = 64 };

/* The longest time that is looked at; of numbers the largest the key may have, but no more than the other. */
#define THRESHOLD_TIME_MAX (30 * DAY)
#define THRESHOLD_NUMBER_MAX 1000

struct threshold_options {
    struct key_path path;         /* of a time or a number (threshold_can) */
    struct search_options search; /* events_max: threshold_events */
};

/* What can come of all runs at one value. */
struct threshold_fate {
    bool is_possible;            /* the scenario takes the value, beside its other keys */
    bool is_whole;               /* every run was made to its end; else what is not set below may be all the same */
    uint64_t duplicated, missed; /* bit b: bot b is, in a run */
    unsigned refused;            /* bit w: a run does not grant wish w, whether it is judged or not */
};

/* Values with one fate: from here up to where the next band begins. */
struct threshold_band {
    int64_t from;
    struct threshold_fate fate;
};

struct threshold {
    struct threshold_band bands[THRESHOLD_BANDS_MAX]; /* ascending; at least one, unless it was stopped */
    uint32_t count;
    int64_t low, high; /* what was looked at */
    uint32_t values;   /* so many of it were explored */
    bool is_cut;       /* there are more bands */
    bool is_stopped;   /* by the cancel token: bands are missing, or begin later than they do */
};

/* Can the value be looked at? */
bool threshold_can(const struct key_path *path);

/* How many events a run may make before it is cut, for a lease of a millisecond is delivered again without end: four
 * times as many as the scenario's own run, and a thousand, but 20,000 at the most. 0 when memory is out. */
uint32_t threshold_events(const struct scenario *scenario, struct err *err);

/* The change that sets it. */
struct change threshold_change(const struct key_path *path, int64_t value);

/* False when memory is out, or the scenario takes no value that was tried, as where it has no such bot: the sentence of
 * the last refusal. */
bool threshold_take(const struct scenario *scenario, const struct threshold_options *options,
                    const struct cancel_token *cancel, struct threshold *out, struct err *err);

#endif
