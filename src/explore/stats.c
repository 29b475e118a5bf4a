#include "explore/stats.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/range.h"

struct interval stats_wilson(uint64_t hits, uint64_t trials)
{
    const double z = STATS_Z95, n = (double)trials;
    double p, middle, half;

    CHECK(hits <= trials);
    if (trials == 0)
        return (struct interval){0, 1};
    p = (double)hits / n;
    middle = (p + z * z / (2 * n)) / (1 + z * z / n);
    half = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n);
    return (struct interval){hits == 0 ? 0 : middle - half, hits == trials ? 1 : middle + half};
}

static int compare_doubles(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

struct interval stats_bootstrap(const struct batch batches[STATS_BATCHES])
{
    double means[STATS_RESAMPLES];
    struct random random;

    random_seed(&random, 1, RANDOM_FAULTS);
    for (uint32_t r = 0; r < STATS_RESAMPLES; r++) {
        uint64_t runs = 0, sum = 0;

        for (uint32_t i = 0; i < STATS_BATCHES; i++) {
            const struct batch *batch = &batches[random_below(&random, STATS_BATCHES)];

            runs += batch->runs;
            sum += batch->sum;
        }
        means[r] = runs > 0 ? (double)sum / (double)runs : 0;
    }
    qsort(means, STATS_RESAMPLES, sizeof *means, compare_doubles);
    return (struct interval){means[STATS_RESAMPLES / 40 - 1], means[STATS_RESAMPLES - STATS_RESAMPLES / 40]};
}

static uint32_t bucket_of(msec length)
{
    uint64_t value = length > 0 ? (uint64_t)length : 0;
    uint32_t shift;

    if (value < 32)
        return (uint32_t)value;
    shift = 58 - (uint32_t)__builtin_clzll(value);
    return 32 + shift * 32 + (uint32_t)((value >> shift) - 32);
}

/* The longest length that falls into the bucket. */
static msec bucket_end(uint32_t bucket)
{
    uint32_t shift;

    if (bucket < 32)
        return bucket;
    shift = (bucket - 32) / 32;
    return (msec)((((uint64_t)(bucket - 32) % 32 + 33) << shift) - 1);
}

void histogram_add(struct histogram *histogram, msec length, uint64_t times)
{
    histogram->count += times;
    histogram->buckets[bucket_of(length)] += times;
    histogram->longest = max_i64(histogram->longest, length);
}

void histogram_merge(struct histogram *into, const struct histogram *from)
{
    into->count += from->count;
    for (uint32_t i = 0; i < HISTOGRAM_BUCKETS; i++)
        into->buckets[i] += from->buckets[i];
    into->longest = max_i64(into->longest, from->longest);
}

bool histogram_is_sound(const struct histogram *histogram)
{
    uint64_t count = 0;
    uint32_t last = 0;

    for (uint32_t i = 0; i < HISTOGRAM_BUCKETS; i++) {
        count += histogram->buckets[i];
        last = histogram->buckets[i] > 0 ? i : last;
    }
    return count == histogram->count && bucket_of(histogram->longest) == last;
}

msec histogram_quantile(const struct histogram *histogram, uint32_t milli)
{
    uint64_t wanted = histogram->count / 1000 * milli + (histogram->count % 1000 * milli + 999) / 1000;
    uint64_t seen = 0;

    CHECK(milli <= 1000);
    if (histogram->count == 0)
        return MSEC_NONE;
    for (uint32_t i = 0; i < HISTOGRAM_BUCKETS; i++) {
        seen += histogram->buckets[i];
        if (seen >= wanted && seen > 0)
            return min_i64(bucket_end(i), histogram->longest);
    }
    return histogram->longest;
}
