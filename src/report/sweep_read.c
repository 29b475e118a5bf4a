/* A sweep read back from what sweep_json.c writes. */
#include <stdlib.h>
#include <string.h>

#include "base/json_read.h"
#include "explore/sweep_check.h"
#include "model/refusal.h"
#include "report/sweep.h"

/* A count; anything else makes the whole unfit. */
static uint64_t take(const json_t *value, bool *is_fit)
{
    *is_fit = *is_fit && json_is_integer(value) && json_integer_value(value) >= 0;
    return *is_fit ? (uint64_t)json_integer_value(value) : 0;
}

static void counts_read(const json_t *list, uint64_t *counts, size_t count, bool *is_fit)
{
    *is_fit = *is_fit && json_array_size(list) == count;
    for (size_t i = 0; i < count; i++)
        counts[i] = take(json_array_get(list, i), is_fit);
}

/* [a, b] */
static void pair_read(const json_t *pair, uint64_t *a, uint64_t *b, bool *is_fit)
{
    *is_fit = *is_fit && json_array_size(pair) == 2;
    *a = take(json_array_get(pair, 0), is_fit);
    *b = take(json_array_get(pair, 1), is_fit);
}

static void batches_read(const json_t *list, struct batch *batches, bool *is_fit)
{
    *is_fit = *is_fit && json_array_size(list) == STATS_BATCHES;
    for (size_t i = 0; i < STATS_BATCHES; i++)
        pair_read(json_array_get(list, i), &batches[i].runs, &batches[i].sum, is_fit);
}

/* Buckets come in their order, each once. */
static void delays_read(const json_t *object, struct histogram *delays, bool *is_fit)
{
    const json_t *list = json_object_get(object, "delays"), *summary = json_object_get(object, "delay_ms");
    uint64_t next = 0;

    for (size_t i = 0; *is_fit && i < json_array_size(list); i++) {
        uint64_t bucket, count;

        pair_read(json_array_get(list, i), &bucket, &count, is_fit);
        *is_fit = *is_fit && bucket >= next && bucket < HISTOGRAM_BUCKETS && count <= INT64_MAX - delays->count;
        if (!*is_fit)
            return;
        delays->buckets[bucket] = count;
        delays->count += count;
        next = bucket + 1;
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
        uint32_t codepoint = text_next_shown(&at);

        *is_fit = codepoint != TEXT_REPLACEMENT && codepoint != '\n' && codepoint != '\t';
    }
    return *is_fit ? line : "";
}

static bool bots_read(const json_t *bots, struct sweep *sweep, bool *is_fit, struct err *err)
{
    sweep->bot_count = (uint32_t)json_array_size(bots);
    sweep->bots = calloc(sweep->bot_count, sizeof *sweep->bots);
    sweep->names = calloc(sweep->bot_count, sizeof *sweep->names);
    if (!sweep->bots || !sweep->names)
        return err_memory(err);
    for (uint32_t b = 0; b < sweep->bot_count; b++) {
        const json_t *bot = json_array_get(bots, b);

        sweep->names[b] = strdup(line_take(json_object_get(bot, "bot"), SCENARIO_NAME_BYTES_MAX, is_fit));
        if (!sweep->names[b])
            return err_memory(err);
        tally_read(bot, &sweep->bots[b], is_fit);
    }
    return true;
}

static bool sweep_read(const json_t *root, struct sweep *sweep, bool *is_fit, struct err *err)
{
    const json_t *bots = json_object_get(root, "bots"), *refused = json_object_get(root, "refused");
    const char *seed = line_take(json_object_get(root, "first_seed"), SWEPT_SEED_DIGITS_MAX, is_fit);

    *is_fit = *is_fit && json_array_size(bots) >= 1 && json_array_size(bots) <= SCENARIO_BOTS_MAX &&
              number_parse(seed, 0, UINT64_MAX, &sweep->first_seed);
    sweep->asked = take(json_object_get(root, "asked"), is_fit);
    sweep->runs = take(json_object_get(root, "runs"), is_fit);
    sweep->clean = take(json_object_get(root, "clean"), is_fit);
    sweep->limited = take(json_object_get(root, "limited"), is_fit);
    *is_fit = *is_fit && json_object_size(refused) > 0;
    for (int wish = 0; wish < WISH_COUNT; wish++) {
        const json_t *runs = json_object_get(refused, wish_names[wish]);

        sweep->unjudged |= runs ? 0 : 1u << wish;
        sweep->refused[wish] = runs ? take(runs, is_fit) : 0;
    }
    tally_read(json_object_get(root, "total"), &sweep->total, is_fit);
    return !*is_fit || bots_read(bots, sweep, is_fit, err);
}

static bool shards_read(const json_t *list, struct shards *shards, bool *is_fit, struct err *err)
{
    *is_fit = *is_fit && json_array_size(list) > 0;
    for (size_t i = 0; *is_fit && i < json_array_size(list); i++) {
        uint64_t index, count;

        pair_read(json_array_get(list, i), &index, &count, is_fit);
        *is_fit = *is_fit && index >= 1 && index <= count && count <= SHARDS_MAX;
        if (*is_fit && !shards_add(shards, (struct shard){(uint32_t)index, (uint32_t)count}, err))
            return false;
    }
    return true;
}

/* Sixteen hexadecimal digits. */
static bool work_read(const json_t *root, uint64_t *out)
{
    const char *work = json_string_value(json_object_get(root, "work"));

    if (!work || strlen(work) != SWEPT_WORK_DIGITS || strspn(work, "0123456789abcdef") != SWEPT_WORK_DIGITS)
        return false;
    *out = strtoull(work, NULL, 16);
    return true;
}

static bool root_read(const json_t *root, struct swept *swept, struct err *err)
{
    bool is_fit = true;
    const char *title = line_take(json_object_get(root, "title"), sizeof swept->title - 1, &is_fit);
    const char *varied = line_take(json_object_get(root, "vary"), sizeof swept->varied - 1, &is_fit);
    const char *scenario = line_take(json_object_get(root, "scenario"), sizeof swept->scenario - 1, &is_fit);
    const char *preset = line_take(json_object_get(root, "preset"), sizeof swept->preset - 1, &is_fit);

    memcpy(swept->scenario, scenario, strlen(scenario) + 1);
    memcpy(swept->title, title, strlen(title) + 1);
    memcpy(swept->preset, preset, strlen(preset) + 1);
    memcpy(swept->varied, varied, strlen(varied) + 1);
    if (!shards_read(json_object_get(root, "shards"), &swept->shards, &is_fit, err) ||
        !sweep_read(root, &swept->sweep, &is_fit, err))
        return false;
    if (!is_fit)
        return err_set(err, "not what sweep --format json writes");
    if (!work_read(root, &swept->sweep.work))
        return err_set(err, "does not tell what was swept (\"work\"): make this part again with this makeitso");
    return sweep_check(&swept->sweep, &swept->shards, err);
}

bool swept_read(const char *bytes, size_t size, struct swept *out, struct err *err)
{
    json_t *root = json_read(bytes, size, err);
    struct swept swept = {0};
    bool is_read = root && root_read(root, &swept, err);

    json_decref(root);
    if (is_read)
        *out = swept;
    else
        swept_release(&swept);
    return is_read;
}
