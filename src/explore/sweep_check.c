#include "explore/sweep_check.h"

#include <inttypes.h>
#include <string.h>

#include "base/range.h"

/* Two counts and how they go together. */
struct claim {
    const char *what;  /* "runs that duplicate" */
    const char *whole; /* "runs" */
    uint64_t count, of;
    bool is_equal; /* else at most */
};

/* What happened so often happened in no more runs, and in one at least. */
#define SPREAD_CLAIMS(runs_what, runs, what, count)                                                                    \
    {runs_what, what, runs, count, false},                                                                             \
    {                                                                                                                  \
        what, runs_what, min_u64(count, 1), runs, false                                                                \
    }

static bool claims_check(const char *name, const struct claim *claims, size_t count, struct err *err)
{
    for (size_t i = 0; i < count; i++) {
        const struct claim *claim = &claims[i];

        if (claim->is_equal ? claim->count != claim->of : claim->count > claim->of)
            return err_set(err, "contradicts itself: %s: %" PRIu64 " %s of %" PRIu64 " %s", name, claim->count,
                           claim->what, claim->of, claim->whole);
    }
    return true;
}

/* Stops at the largest number rather than begin anew: the counts were read from a file. */
static uint64_t sum_of(uint64_t a, uint64_t b)
{
    return a > UINT64_MAX - b ? UINT64_MAX : a + b;
}

static uint64_t counts_sum_of(const uint64_t *counts, size_t count)
{
    uint64_t sum = 0;

    for (size_t i = 0; i < count; i++)
        sum = sum_of(sum, counts[i]);
    return sum;
}

static struct batch batches_sum(const struct batch *batches)
{
    struct batch sum = {0};

    for (size_t i = 0; i < STATS_BATCHES; i++) {
        sum.runs = sum_of(sum.runs, batches[i].runs);
        sum.sum = sum_of(sum.sum, batches[i].sum);
    }
    return sum;
}

static bool tally_check(const char *name, const struct sweep_tally *tally, uint64_t runs, struct err *err)
{
    struct batch duplicates = batches_sum(tally->duplicate_batches), missed = batches_sum(tally->missed_batches);
    const struct claim claims[] = {
        {"runs that duplicate", "runs", sum_of(tally->runs_duplicate, tally->duplicates_of[0]), runs, true},
        {"runs that miss", "runs", sum_of(tally->runs_missed, tally->missed_of[0]), runs, true},
        {"runs that are late", "runs", tally->runs_late, runs, false},
        {"silent runs", "runs", tally->runs_silent, runs, false},
        {"runs by duplicates", "runs", counts_sum_of(tally->duplicates_of, SWEEP_COUNTS_MAX), runs, true},
        {"runs by misses", "runs", counts_sum_of(tally->missed_of, SWEEP_COUNTS_MAX), runs, true},
        {"runs in batches", "runs", duplicates.runs, runs, true},
        {"runs in batches", "runs", missed.runs, runs, true},
        {"duplicates in batches", "duplicates", duplicates.sum, tally->duplicates, true},
        {"misses in batches", "misses", missed.sum, tally->missed, true},
        {"duplicates", "posts", tally->duplicates, tally->posts, false},
        {"late", "owed", tally->late, tally->owed, false},
        {"silent", "owed", tally->silent, tally->owed, false},
        SPREAD_CLAIMS("runs that duplicate", tally->runs_duplicate, "duplicates", tally->duplicates),
        SPREAD_CLAIMS("runs that miss", tally->runs_missed, "misses", tally->missed),
        SPREAD_CLAIMS("runs that are late", tally->runs_late, "late", tally->late),
        SPREAD_CLAIMS("silent runs", tally->runs_silent, "silent", tally->silent),
        {"delays and misses", "owed", sum_of(tally->delays.count, tally->missed), tally->owed, true},
    };

    return claims_check(name, claims, sizeof claims / sizeof *claims, err) &&
           (histogram_is_sound(&tally->delays) ||
            err_set(err, "contradicts itself: %s: the longest delay is not in the last bucket", name));
}

/* Do the bots add up to all of them? */
static bool total_check(const struct sweep *sweep, struct err *err)
{
    const struct sweep_tally *total = &sweep->total;
    struct histogram lengths = {0};
    uint64_t delays = 0;
    struct counts sum = {0};

    for (uint32_t b = 0; b < sweep->bot_count; b++) {
#define COUNT_SUM_OF(count) sum.count = sum_of(sum.count, sweep->bots[b].count);
        COUNT_LIST(COUNT_SUM_OF)
        delays = sum_of(delays, sweep->bots[b].delays.count);
    }
#define COUNT_CLAIM(count) {#count, #count " of all together", sum.count, total->count, true},
    const struct claim claims[] = {
        COUNT_LIST(COUNT_CLAIM){"delays", "delays of all together", delays, total->delays.count, true}};

    if (!claims_check("all", claims, sizeof claims / sizeof *claims, err))
        return false;
    for (uint32_t b = 0; b < sweep->bot_count; b++)
        histogram_merge(&lengths, &sweep->bots[b].delays);
    return memcmp(&lengths, &total->delays, sizeof lengths) == 0 ||
           err_set(err, "contradicts itself: all: delays of other lengths than theirs together");
}

static bool names_check(const struct sweep *sweep, struct err *err)
{
    for (uint32_t a = 0; a < sweep->bot_count; a++)
        for (uint32_t b = 0; b < a; b++)
            if (strcmp(sweep->names[a], sweep->names[b]) == 0)
                return err_set(err, "contradicts itself: %s stands there twice", sweep->names[a]);
    return true;
}

/* A wish that is judged is refused in the runs in which it was not granted, and keeps them from being clean. */
static bool wishes_check(const struct sweep *sweep, struct err *err)
{
    const struct sweep_tally *total = &sweep->total;
    const uint64_t *refused = sweep->refused;
    const struct {
        enum wish wish;
        struct claim claim;
    } claims[] = {
        {WISH_ONCE, {"clean runs", "runs without a duplicate", sweep->clean, total->duplicates_of[0], false}},
        {WISH_MADE, {"clean runs", "runs without a miss", sweep->clean, total->missed_of[0], false}},
        {WISH_ONCE, {"refusals", "runs that duplicate", refused[WISH_ONCE], total->runs_duplicate, true}},
        {WISH_SEEN, {"refusals", "silent runs", refused[WISH_SEEN], total->runs_silent, true}},
        {WISH_MADE, {"runs that miss", "refusals", total->runs_missed, refused[WISH_MADE], false}},
        {WISH_MADE, {"runs that are late", "refusals", total->runs_late, refused[WISH_MADE], false}},
        {WISH_MADE, {"refusals", "runs", refused[WISH_MADE], sweep->runs, false}},
        {WISH_UNHELD, {"refusals", "runs", refused[WISH_UNHELD], sweep->runs, false}},
    };

    for (size_t i = 0; i < sizeof claims / sizeof *claims; i++)
        if (sweep_judges(sweep, claims[i].wish) && !claims_check(wish_names[claims[i].wish], &claims[i].claim, 1, err))
            return false;
    return true;
}

bool sweep_check(const struct sweep *sweep, const struct shards *shards, struct err *err)
{
    const struct claim claims[] = {
        {"runs", "runs of a sweep, at the most", sweep->asked, SWEEP_RUNS_MAX, false},
        {"runs", "runs of its shards", sweep->runs, shards_runs(shards, sweep->asked), false},
        {"clean runs", "runs", sweep->clean, sweep->runs, false},
        {"runs that were cut", "runs", sweep->limited, sweep->runs, false},
    };
    bool is_sound = claims_check("the whole", claims, sizeof claims / sizeof *claims, err) && names_check(sweep, err) &&
                    tally_check("all", &sweep->total, sweep->runs, err);

    for (uint32_t b = 0; is_sound && b < sweep->bot_count; b++)
        is_sound = tally_check(sweep->names[b], &sweep->bots[b], sweep->runs, err);
    return is_sound && total_check(sweep, err) && wishes_check(sweep, err);
}
