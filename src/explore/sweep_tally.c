#include "explore/sweep_tally.h"

void run_counts_add(struct run_counts *counts, const struct cell_outcome *cell)
{
    counts->posts += cell->posts;
    counts->duplicates += cell->posts > 1 ? cell->posts - 1 : 0;
    counts->owed += cell->is_owed;
    counts->missed += cell->is_owed && cell->posts == 0;
    counts->late += cell->is_owed && cell->is_late;
    counts->silent += cell->is_owed && cell->is_silent;
    counts->held += cell->is_owed && cell->held_by != 0;
}

void run_counts_sum(struct run_counts *into, const struct run_counts *counts)
{
    into->owed += counts->owed;
    into->posts += counts->posts;
    into->duplicates += counts->duplicates;
    into->missed += counts->missed;
    into->late += counts->late;
    into->silent += counts->silent;
    into->held += counts->held;
}

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

void sweep_tally_add(struct sweep_tally *tally, const struct run_counts *counts, const struct run_weight *weight)
{
    const uint64_t runs = weight->runs;

    tally->owed += runs * counts->owed;
    tally->posts += runs * counts->posts;
    tally->duplicates += runs * counts->duplicates;
    tally->missed += runs * counts->missed;
    tally->late += runs * counts->late;
    tally->silent += runs * counts->silent;
    tally->runs_duplicate += counts->duplicates > 0 ? runs : 0;
    tally->runs_missed += counts->missed > 0 ? runs : 0;
    tally->runs_late += counts->late > 0 ? runs : 0;
    tally->runs_silent += counts->silent > 0 ? runs : 0;
    tally->duplicates_of[counts->duplicates < SWEEP_COUNTS_MAX ? counts->duplicates : SWEEP_COUNTS_MAX - 1] += runs;
    tally->missed_of[counts->missed < SWEEP_COUNTS_MAX ? counts->missed : SWEEP_COUNTS_MAX - 1] += runs;
    batches_add(tally->duplicate_batches, counts->duplicates, weight);
    batches_add(tally->missed_batches, counts->missed, weight);
}

void sweep_tally_merge(struct sweep_tally *into, const struct sweep_tally *from)
{
    into->owed += from->owed;
    into->posts += from->posts;
    into->duplicates += from->duplicates;
    into->missed += from->missed;
    into->late += from->late;
    into->silent += from->silent;
    into->runs_duplicate += from->runs_duplicate;
    into->runs_missed += from->runs_missed;
    into->runs_late += from->runs_late;
    into->runs_silent += from->runs_silent;
    for (int i = 0; i < SWEEP_COUNTS_MAX; i++) {
        into->duplicates_of[i] += from->duplicates_of[i];
        into->missed_of[i] += from->missed_of[i];
    }
    for (int i = 0; i < STATS_BATCHES; i++) {
        into->duplicate_batches[i].runs += from->duplicate_batches[i].runs;
        into->duplicate_batches[i].sum += from->duplicate_batches[i].sum;
        into->missed_batches[i].runs += from->missed_batches[i].runs;
        into->missed_batches[i].sum += from->missed_batches[i].sum;
    }
    histogram_merge(&into->delays, &from->delays);
}
