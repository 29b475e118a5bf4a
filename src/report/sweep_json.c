#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/refusal.h"
#include "report/json_value.h"
#include "report/sweep.h"

enum { WORK_DIGITS = 16, SEED_DIGITS_MAX = 20 };

static json_t *number(uint64_t value)
{
    return json_integer((json_int_t)value);
}

static json_t *pair_json(uint64_t a, uint64_t b)
{
    json_t *pair = json_array();

    json_array_append_new(pair, number(a));
    json_array_append_new(pair, number(b));
    return pair;
}

static json_t *batches_json(const struct batch *batches)
{
    json_t *list = json_array();

    for (size_t i = 0; i < STATS_BATCHES; i++)
        json_array_append_new(list, pair_json(batches[i].runs, batches[i].sum));
    return list;
}

static json_t *buckets_json(const struct histogram *histogram)
{
    json_t *list = json_array();

    for (uint32_t i = 0; i < HISTOGRAM_BUCKETS; i++)
        if (histogram->buckets[i] > 0)
            json_array_append_new(list, pair_json(i, histogram->buckets[i]));
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

#define SUM_SET(sum) json_object_set_new(object, #sum, number(tally->sum));
    SWEEP_SUM_LIST(SUM_SET)
    json_object_set_new(object, "share_duplicate",
                        estimate_json(tally->runs_duplicate, runs, stats_wilson(tally->runs_duplicate, runs)));
    json_object_set_new(object, "share_missed",
                        estimate_json(tally->runs_missed, runs, stats_wilson(tally->runs_missed, runs)));
    json_object_set_new(object, "share_late",
                        estimate_json(tally->runs_late, runs, stats_wilson(tally->runs_late, runs)));
    json_object_set_new(object, "mean_duplicates",
                        estimate_json(tally->duplicates, runs, stats_bootstrap(tally->duplicate_batches)));
    json_object_set_new(object, "mean_missed",
                        estimate_json(tally->missed, runs, stats_bootstrap(tally->missed_batches)));
    json_object_set_new(object, "delay_ms", delay_json(&tally->delays));
    json_object_set_new(object, "duplicates_of", json_of_counts(tally->duplicates_of, SWEEP_COUNTS_MAX));
    json_object_set_new(object, "missed_of", json_of_counts(tally->missed_of, SWEEP_COUNTS_MAX));
    json_object_set_new(object, "duplicate_batches", batches_json(tally->duplicate_batches));
    json_object_set_new(object, "missed_batches", batches_json(tally->missed_batches));
    json_object_set_new(object, "delays", buckets_json(&tally->delays));
    return object;
}

static json_t *shards_json(const struct shards *shards)
{
    json_t *list = json_array();

    for (size_t i = 0; i < shards->count; i++)
        json_array_append_new(list, pair_json(shards->list[i].index, shards->list[i].count));
    return list;
}

static json_t *swept_object(const struct swept *swept)
{
    const struct sweep *sweep = &swept->sweep;
    json_t *bots = json_array();
    char work[WORK_DIGITS + 1], seed[SEED_DIGITS_MAX + 1];

    for (uint32_t b = 0; b < sweep->bot_count; b++)
        json_array_append_new(bots, tally_json(sweep->names[b], &sweep->bots[b], sweep->runs));
    (void)snprintf(work, sizeof work, "%0*" PRIx64, WORK_DIGITS, sweep->work);
    (void)snprintf(seed, sizeof seed, "%" PRIu64, sweep->first_seed);
    return json_pack("{s:s, s:s, s:s, s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "title", swept->title, "vary",
                     swept->varied, "work", work, "first_seed", seed, "shards", shards_json(&swept->shards), "asked",
                     number(sweep->asked), "runs", number(sweep->runs), "clean", number(sweep->clean), "limited",
                     number(sweep->limited), "refused", json_of_refused(sweep->unjudged, sweep->refused), "total",
                     tally_json("all", &sweep->total, sweep->runs), "bots", bots);
}

void swept_release(struct swept *swept)
{
    sweep_release(&swept->sweep);
    shards_release(&swept->shards);
}

void swept_json(const struct swept *swept, struct text *out)
{
    json_t *object = swept_object(swept);
    char *dumped = json_dumps(object, JSON_COMPACT | JSON_REAL_PRECISION(15));

    if (dumped == NULL)
        out->failed = true;
    else
        text_add(out, dumped);
    free(dumped);
    json_decref(object);
}

/* A count; anything else makes the whole unfit. */
static uint64_t take(const json_t *value, bool *is_fit)
{
    *is_fit = *is_fit && json_is_integer(value) && json_integer_value(value) >= 0;
    return *is_fit ? (uint64_t)json_integer_value(value) : 0;
}

static void counts_read(const json_t *list, uint64_t *counts, size_t count, bool *is_fit)
{
    for (size_t i = 0; i < count; i++)
        counts[i] = take(json_array_get(list, i), is_fit);
}

static void batches_read(const json_t *list, struct batch *batches, bool *is_fit)
{
    for (size_t i = 0; i < STATS_BATCHES; i++) {
        const json_t *pair = json_array_get(list, i);

        batches[i].runs = take(json_array_get(pair, 0), is_fit);
        batches[i].sum = take(json_array_get(pair, 1), is_fit);
    }
}

static void delays_read(const json_t *object, struct histogram *delays, bool *is_fit)
{
    const json_t *list = json_object_get(object, "delays"), *summary = json_object_get(object, "delay_ms");

    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *pair = json_array_get(list, i);
        uint64_t bucket = take(json_array_get(pair, 0), is_fit), count = take(json_array_get(pair, 1), is_fit);

        *is_fit = *is_fit && bucket < HISTOGRAM_BUCKETS;
        if (*is_fit)
            delays->buckets[bucket] = count;
        delays->count += count;
    }
    if (delays->count > 0)
        delays->longest = (msec)take(json_object_get(summary, "max"), is_fit);
}

static void tally_read(const json_t *object, struct sweep_tally *tally, bool *is_fit)
{
#define SUM_READ(sum) tally->sum = take(json_object_get(object, #sum), is_fit);
    SWEEP_SUM_LIST(SUM_READ)
    counts_read(json_object_get(object, "duplicates_of"), tally->duplicates_of, SWEEP_COUNTS_MAX, is_fit);
    counts_read(json_object_get(object, "missed_of"), tally->missed_of, SWEEP_COUNTS_MAX, is_fit);
    batches_read(json_object_get(object, "duplicate_batches"), tally->duplicate_batches, is_fit);
    batches_read(json_object_get(object, "missed_batches"), tally->missed_batches, is_fit);
    delays_read(object, &tally->delays, is_fit);
}

/* One line that may reach a terminal, of at most `most` bytes; "" for anything else, which makes the whole unfit. */
static const char *line_take(const json_t *value, size_t most, bool *is_fit)
{
    const char *line = json_string_value(value);

    *is_fit = *is_fit && line && strlen(line) <= most;
    for (const char *at = line; *is_fit && *at;) {
        uint32_t codepoint = text_next(&at);

        *is_fit = !text_is_unsafe(codepoint) && codepoint != '\n' && codepoint != '\t';
    }
    return *is_fit ? line : "";
}

static bool bot_read(const json_t *object, struct sweep *sweep, uint32_t b, bool *is_fit)
{
    sweep->names[b] = strdup(line_take(json_object_get(object, "bot"), SCENARIO_NAME_BYTES_MAX, is_fit));
    tally_read(object, &sweep->bots[b], is_fit);
    return sweep->names[b] != NULL;
}

static bool sweep_read(const json_t *root, struct sweep *sweep)
{
    const json_t *bots = json_object_get(root, "bots"), *refused = json_object_get(root, "refused");
    bool is_fit = json_array_size(bots) >= 1 && json_array_size(bots) <= SCENARIO_BOTS_MAX;

    is_fit = is_fit && number_parse(line_take(json_object_get(root, "first_seed"), SEED_DIGITS_MAX, &is_fit), 0,
                                    UINT64_MAX, &sweep->first_seed);
    sweep->asked = take(json_object_get(root, "asked"), &is_fit);
    sweep->runs = take(json_object_get(root, "runs"), &is_fit);
    sweep->clean = take(json_object_get(root, "clean"), &is_fit);
    sweep->limited = take(json_object_get(root, "limited"), &is_fit);
    is_fit = is_fit && json_object_size(refused) > 0;
    for (int wish = 0; wish < WISH_COUNT; wish++) {
        const json_t *runs = json_object_get(refused, wish_names[wish]);

        sweep->unjudged |= runs ? 0 : 1u << wish;
        sweep->refused[wish] = runs ? take(runs, &is_fit) : 0;
    }
    tally_read(json_object_get(root, "total"), &sweep->total, &is_fit);
    if (!is_fit)
        return false;
    sweep->bot_count = (uint32_t)json_array_size(bots);
    sweep->bots = calloc(sweep->bot_count, sizeof *sweep->bots);
    sweep->names = calloc(sweep->bot_count, sizeof *sweep->names);
    for (uint32_t b = 0; sweep->bots && sweep->names && b < sweep->bot_count; b++)
        is_fit = bot_read(json_array_get(bots, b), sweep, b, &is_fit) && is_fit;
    return is_fit && sweep->bots && sweep->names;
}

static bool shards_read(const json_t *list, struct shards *shards)
{
    struct err err;
    bool is_fit = json_array_size(list) > 0;

    for (size_t i = 0; is_fit && i < json_array_size(list); i++) {
        const json_t *pair = json_array_get(list, i);
        uint64_t index = take(json_array_get(pair, 0), &is_fit), count = take(json_array_get(pair, 1), &is_fit);

        is_fit = is_fit && index >= 1 && index <= count && count <= SHARDS_MAX &&
                 shards_add(shards, (struct shard){(uint32_t)index, (uint32_t)count}, &err);
    }
    return is_fit;
}

static bool read(const json_t *root, struct swept *swept)
{
    bool is_fit = true;
    const char *title = line_take(json_object_get(root, "title"), sizeof swept->title - 1, &is_fit);
    const char *varied = line_take(json_object_get(root, "vary"), sizeof swept->varied - 1, &is_fit);

    memcpy(swept->title, title, strlen(title) + 1);
    memcpy(swept->varied, varied, strlen(varied) + 1);
    return is_fit && shards_read(json_object_get(root, "shards"), &swept->shards) && sweep_read(root, &swept->sweep);
}

/* Sixteen hexadecimal digits. */
static bool work_read(const json_t *root, uint64_t *out)
{
    const char *work = json_string_value(json_object_get(root, "work"));

    if (!work || strlen(work) != WORK_DIGITS || strspn(work, "0123456789abcdef") != WORK_DIGITS)
        return false;
    *out = strtoull(work, NULL, 16);
    return true;
}

bool swept_read(const char *bytes, size_t size, struct swept *out, struct err *err)
{
    json_error_t error;
    json_t *root = json_loadb(bytes, size, 0, &error);
    struct swept swept = {0};
    bool is_read = root && read(root, &swept), has_work = is_read && work_read(root, &swept.sweep.work);

    if (!root)
        (void)err_set(err, "no JSON: %s in line %d", error.text, error.line);
    else if (!is_read)
        (void)err_set(err, "not what sweep --format json writes");
    else if (!has_work)
        (void)err_set(err, "does not tell what was swept (\"work\"): make this part again with this makeitso");
    json_decref(root);
    if (has_work)
        *out = swept;
    else
        swept_release(&swept);
    return has_work;
}
