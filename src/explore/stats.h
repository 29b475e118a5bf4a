/* The little statistics that a sweep needs. Counts are integers, so that adding them up in any order gives the same
 * sum. */
#ifndef EXPLORE_STATS_H
#define EXPLORE_STATS_H

#include "base/duration.h"

struct interval {
    double low, high;
};

/* The normal distribution's two-sided 95 % point. */
#define STATS_Z95 1.959963984540054

/* Wilson's score interval for a proportion, 95 % (E. B. Wilson, "Probable inference, the law of succession, and
 * statistical inference", JASA 22, 1927): (p + z²/2n ± z √(p(1 − p)/n + z²/4n²)) / (1 + z²/n). 0 … 1 without a
 * trial. */
struct interval stats_wilson(uint64_t hits, uint64_t trials);

enum { STATS_BATCHES = 100, STATS_RESAMPLES = 2000 };

/* Sums over the runs whose number leaves the same remainder by STATS_BATCHES. */
struct batch {
    uint64_t runs, sum;
};

/* The mean's percentile bootstrap interval, 95 %: the batches are drawn anew with replacement STATS_RESAMPLES times (B.
 * Efron, "Bootstrap methods", Annals of Statistics 7, 1979). The draws are seeded, so that the same batches give the
 * same interval. */
struct interval stats_bootstrap(const struct batch batches[STATS_BATCHES]);

/* Lengths of time counted in buckets: exact below 32 ms, then 32 buckets to each doubling, so that a quantile is at
 * most 1/32 too long and never too short. */
enum { HISTOGRAM_BUCKETS = 59 * 32 + 32 };

struct histogram {
    uint64_t count;
    msec longest;
    uint64_t buckets[HISTOGRAM_BUCKETS];
};

void histogram_add(struct histogram *histogram, msec length, uint64_t times);
void histogram_merge(struct histogram *into, const struct histogram *from);

/* Is the longest length in the last bucket that is not empty, and the count their sum? */
bool histogram_is_sound(const struct histogram *histogram);

/* The least length that at least `milli` thousandths of the lengths do not exceed; MSEC_NONE when there is none. */
msec histogram_quantile(const struct histogram *histogram, uint32_t milli);

#endif
