#include "tui/cell_run.h"

#include "base/check.h"
#include "words/placement.h"

enum { CELL_CHANGES_MAX = FUTURE_CHANGES_MAX + PLACEMENTS_MAX + 1 };

void cell_run_drop(struct cell_run *run)
{
    if (run->is_played)
        future_release(&run->future);
    text_release(&run->strike);
    run->is_played = false;
}

static size_t cell_changes(const struct future *now, const struct scenario *scenario, const struct placement *strike,
                           struct change out[CELL_CHANGES_MAX])
{
    size_t count = 0;

    for (size_t i = 0; i < now->change_count; i++)
        if (!change_is_about_faults(&now->changes[i]))
            out[count++] = now->changes[i];
    return count + placements_changes(scenario, strike, 1, out + count);
}

bool cell_run_play(struct cell_run *run, const struct futures *futures, const struct cell *cell, struct err *err)
{
    const struct scenario *scenario = cell->explore->scenario;
    const struct placement *strike;
    struct change changes[CELL_CHANGES_MAX];
    uint64_t runs;
    size_t count;

    if (run->is_played)
        return true;
    CHECK(cell->row < cell->map->row_count && cell->column < cell->map->column_count);
    strike = crash_example(cell->explore, cell->map, cell->row, cell->column);
    CHECK(strike); /* the cursor is on cells that have runs alone */
    count = cell_changes(futures_current(futures), scenario, strike, changes);
    if (!future_try(futures, changes, count, &run->future, err))
        return false;
    runs = crash_cell(cell->map, cell->row, cell->column)->runs;
    placements_say(scenario, strike, 1, &run->strike);
    if (runs > 1)
        text_addf(&run->strike, " (one of %llu runs)", (unsigned long long)runs);
    run->is_played = true;
    return true;
}
