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

    return claims_check("all", claims, sizeof claims / sizeof *claims, err);
}

static bool names_check(const struct sweep *sweep, struct err *err)
{
    for (uint32_t a = 0; a < sweep->bot_count; a++)
        for (uint32_t b = 0; b < a; b++)
            if (strcmp(sweep->names[a], sweep->names[b]) == 0)
                return err_set(err, "contradicts itself: %s stands there twice", sweep->names[a]);
    return true;
}

bool sweep_check(const struct sweep *sweep, const struct shards *shards, struct err *err)
{
    const struct claim claims[] = {
        {"runs", "runs of a sweep, at the most", sweep->asked, SWEEP_RUNS_MAX, false},
        {"runs", "runs of its shards", sweep->runs, shards_runs(shards, sweep->asked), false},
        {"clean runs", "runs without a duplicate", sweep->clean, sweep->total.duplicates_of[0], false},
        {"clean runs", "runs without a miss", sweep->clean, sweep->total.missed_of[0], false},
        {"runs that were cut", "runs", sweep->limited, sweep->runs, false},
    };
    bool is_sound = claims_check("the whole", claims, sizeof claims / sizeof *claims, err);

    for (int wish = 0; is_sound && wish < WISH_COUNT; wish++)
        is_sound = claims_check(wish_names[wish],
                                &(struct claim){"refusals", "runs", sweep->refused[wish], sweep->runs, false}, 1, err);
    is_sound = is_sound && names_check(sweep, err) && tally_check("all", &sweep->total, sweep->runs, err);
    for (uint32_t b = 0; is_sound && b < sweep->bot_count; b++)
        is_sound = tally_check(sweep->names[b], &sweep->bots[b], sweep->runs, err);
    return is_sound && total_check(sweep, err);
}
