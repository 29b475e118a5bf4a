#include "explore/sweep_tally.h"

#include "base/range.h"

static void batches_add(struct batch *batches, uint64_t value, const struct run_weight *weight)
{
    if (!weight->of_batch) {
        batches[weight->only].runs++;
        batches[weight->only].sum += value;
        return;
    }
    for (uint32_t i = 0; i < STATS_BATCHES; i++) {
        batches[i].runs += weight->of_batch[i];
        batches[i].sum += weight->of_batch[i] * value;
    }
}

void sweep_tally_add(struct sweep_tally *tally, const struct counts *counts, const struct run_weight *weight)
{
    const uint64_t runs = weight->runs;

#define SUM_ADD(sum) tally->sum += runs * counts->sum;
    COUNT_LIST(SUM_ADD)
    tally->runs_duplicate += counts->duplicates > 0 ? runs : 0;
    tally->runs_missed += counts->missed > 0 ? runs : 0;
    tally->runs_late += counts->late > 0 ? runs : 0;
    tally->runs_silent += counts->silent > 0 ? runs : 0;
    tally->duplicates_of[min_u64(counts->duplicates, SWEEP_COUNTS_MAX - 1)] += runs;
    tally->missed_of[min_u64(counts->missed, SWEEP_COUNTS_MAX - 1)] += runs;
    batches_add(tally->duplicate_batches, counts->duplicates, weight);
    batches_add(tally->missed_batches, counts->missed, weight);
}

static void batch_merge(struct batch *into, const struct batch *from)
{
    into->runs += from->runs;
    into->sum += from->sum;
}

void sweep_tally_merge(struct sweep_tally *into, const struct sweep_tally *from)
{
#define SUM_MERGE(sum) into->sum += from->sum;
    SWEEP_SUM_LIST(SUM_MERGE)
    for (int i = 0; i < SWEEP_COUNTS_MAX; i++) {
        into->duplicates_of[i] += from->duplicates_of[i];
        into->missed_of[i] += from->missed_of[i];
    }
    for (int i = 0; i < STATS_BATCHES; i++) {
        batch_merge(&into->duplicate_batches[i], &from->duplicate_batches[i]);
        batch_merge(&into->missed_batches[i], &from->missed_batches[i]);
    }
    histogram_merge(&into->delays, &from->delays);
}
