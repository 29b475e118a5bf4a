#include <inttypes.h>
#include <stdio.h>

#include "report/json_value.h"
#include "report/sweep.h"

static json_t *number(uint64_t value)
{
    return json_integer((json_int_t)value);
}

static json_t *pair_json(uint64_t a, uint64_t b)
{
    json_t *pair = json_array();

    json_append(&pair, number(a));
    json_append(&pair, number(b));
    return pair;
}

static json_t *batches_json(const struct batch *batches)
{
    json_t *list = json_array();

    for (size_t i = 0; i < STATS_BATCHES; i++)
        json_append(&list, pair_json(batches[i].runs, batches[i].sum));
    return list;
}

static json_t *buckets_json(const struct histogram *histogram)
{
    json_t *list = json_array();

    for (uint32_t i = 0; i < HISTOGRAM_BUCKETS; i++)
        if (histogram->buckets[i] > 0)
            json_append(&list, pair_json(i, histogram->buckets[i]));
    return list;
}

static json_t *estimate_json(uint64_t hits, uint64_t runs, struct interval interval)
{
    return json_pack("[f, f, f]", runs > 0 ? (double)hits / (double)runs : 0.0, interval.low, interval.high);
}

static json_t *delay_json(const struct histogram *delays)
{
    if (delays->count == 0)
        return json_null();
    return json_pack("{s:I, s:I, s:I, s:I}", "p50", (json_int_t)histogram_quantile(delays, 500), "p90",
                     (json_int_t)histogram_quantile(delays, 900), "p99", (json_int_t)histogram_quantile(delays, 990),
                     "max", (json_int_t)delays->longest);
}

static json_t *tally_json(const char *name, const struct sweep_tally *tally, uint64_t runs)
{
    json_t *object = json_pack("{s:s}", "bot", name);

#define SUM_SET(sum) json_add(&object, #sum, number(tally->sum));
    SWEEP_SUM_LIST(SUM_SET)
    json_add(&object, "share_duplicate",
             estimate_json(tally->runs_duplicate, runs, stats_wilson(tally->runs_duplicate, runs)));
    json_add(&object, "share_missed", estimate_json(tally->runs_missed, runs, stats_wilson(tally->runs_missed, runs)));
    json_add(&object, "share_late", estimate_json(tally->runs_late, runs, stats_wilson(tally->runs_late, runs)));
    json_add(&object, "mean_duplicates",
             estimate_json(tally->duplicates, runs, stats_bootstrap(tally->duplicate_batches)));
    json_add(&object, "mean_missed", estimate_json(tally->missed, runs, stats_bootstrap(tally->missed_batches)));
    json_add(&object, "delay_ms", delay_json(&tally->delays));
    json_add(&object, "duplicates_of", json_of_counts(tally->duplicates_of, SWEEP_COUNTS_MAX));
    json_add(&object, "missed_of", json_of_counts(tally->missed_of, SWEEP_COUNTS_MAX));
    json_add(&object, "duplicate_batches", batches_json(tally->duplicate_batches));
    json_add(&object, "missed_batches", batches_json(tally->missed_batches));
    json_add(&object, "delays", buckets_json(&tally->delays));
    return object;
}

static json_t *shards_json(const struct shards *shards)
{
    json_t *list = json_array();

    for (size_t i = 0; i < shards->count; i++)
        json_append(&list, pair_json(shards->list[i].index, shards->list[i].count));
    return list;
}

static json_t *swept_object(const struct swept *swept)
{
    const struct sweep *sweep = &swept->sweep;
    json_t *bots = json_array();
    char work[SWEPT_WORK_DIGITS + 1], seed[SWEPT_SEED_DIGITS_MAX + 1];

    for (uint32_t b = 0; b < sweep->bot_count; b++)
        json_append(&bots, tally_json(sweep->names[b], &sweep->bots[b], sweep->runs));
    (void)snprintf(work, sizeof work, "%0*" PRIx64, SWEPT_WORK_DIGITS, sweep->work);
    (void)snprintf(seed, sizeof seed, "%" PRIu64, sweep->first_seed);
    return json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "scenario",
                     swept->scenario, "title", swept->title, "preset", swept->preset, "vary", swept->varied, "work",
                     work, "first_seed", seed, "shards", shards_json(&swept->shards), "asked", number(sweep->asked),
                     "runs", number(sweep->runs), "clean", number(sweep->clean), "limited", number(sweep->limited),
                     "refused", json_of_refused(sweep->unjudged, sweep->refused), "total",
                     tally_json("all", &sweep->total, sweep->runs), "bots", bots);
}

void swept_release(struct swept *swept)
{
    sweep_release(&swept->sweep);
    shards_release(&swept->shards);
}

void swept_json(const struct swept *swept, struct text *out)
{
    json_write_value(swept_object(swept), JSON_COMPACT | JSON_REAL_PRECISION(15), out);
}
