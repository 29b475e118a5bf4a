#include "engine/outcome.h"

#include "base/range.h"
#include "engine/program.h"
#include "engine/world.h"

static enum post_state cell_state(const struct cell *cell)
{
    if (cell->posts > 0)
        return cell->posts > 1 ? POST_DUPLICATE : POST_POSTED;
    if (cell->alive)
        return POST_PENDING;
    if (cell->attempts == 0)
        return POST_NEVER_RAN;
    if (cell->is_lost)
        return POST_LOST;
    return cell->is_skipped ? POST_SKIPPED : POST_FAILED;
}

static const struct cell *world_cells(const struct plan *plan, const struct world *world)
{
    return (const struct cell *)((const char *)world + plan->layout.cells);
}

msec world_waited(const struct plan *plan, const struct world *world, uint32_t occurrence, uint32_t bot)
{
    const struct cell *cells = world_cells(plan, world) + (size_t)(occurrence - 1) * plan->scenario->bot_count;
    const msec *made_at = (const msec *)((const char *)world + plan->layout.made_at) +
                          (size_t)(occurrence - 1) * plan->scenario->bot_count;
    bool is_made = cells[bot].posts > 0;
    msec waited = is_made ? cells[bot].delay : world->now + cells[bot].delay;

    for (bot_set left = plan->scenario->bots[bot].needs; left; left &= left - 1) {
        uint32_t needed = bot_set_first(left);

        if (cells[needed].posts > 0 && (!is_made || made_at[needed] <= made_at[bot]))
            waited = min_i64(waited, (is_made ? made_at[bot] : world->now) - made_at[needed]);
    }
    return waited;
}

static msec cell_late_by(const struct plan *plan, const struct world *world, uint32_t occurrence, uint32_t bot)
{
    msec due = plan->scenario->bots[bot].due;
    msec waited = due == MSEC_NONE ? 0 : world_waited(plan, world, occurrence, bot);

    return due != MSEC_NONE && waited > due ? waited : 0;
}

static inline void cell_count(const struct plan *plan, const struct world *world, uint32_t occurrence, uint32_t bot,
                              struct cell_outcome *out)
{
    const struct cell *cell = &world_cells(plan, world)[(size_t)(occurrence - 1) * plan->scenario->bot_count + bot];

    *out = (struct cell_outcome){
        .is_owed = cell->is_owed,
        .state = cell_state(cell),
        .posts = cell->posts,
        .attempts = cell->attempts,
        .skips = cell->skips,
        .premature = cell->premature,
        .delay = cell->posts ? cell->delay : MSEC_NONE,
        .late_by = cell->posts > 0 ? cell_late_by(plan, world, occurrence, bot) : 0,
        .held_by = cell->held_by,
    };
    out->is_silent = cell->is_owed && cell->posts != 1 && cell->dead == 0 && cell->alive == 0;
}

void world_cell(const struct plan *plan, const struct world *world, uint32_t occurrence, uint32_t bot,
                struct cell_outcome *out)
{
    cell_count(plan, world, occurrence, bot, out);
}

/* Instances that are over have left their slots. */
unsigned world_job_states(const struct plan *plan, const struct world *world, uint32_t occurrence, uint32_t job)
{
    const uint8_t *ends = (const uint8_t *)world + plan->layout.job_ends;
    const struct job_slot *slots = (const struct job_slot *)((const char *)world + plan->layout.jobs);
    unsigned states = 0;

    for (uint32_t o = 1; o <= plan->scenario->occurrences; o++)
        if (occurrence == 0 || occurrence == o)
            states |= ends[(size_t)(o - 1) * plan->scenario->job_count + job];
    for (uint32_t s = 0; s < world->job_top; s++)
        if (slots[s].id != 0 && slots[s].origin == 0 && slots[s].job == job &&
            (occurrence == 0 || occurrence == slots[s].occurrence))
            states |= 1u << slots[s].state;
    return states;
}

void world_struck(const struct plan *plan, const struct world *world, struct fault_set *into)
{
    const struct fault_state *faults = (const struct fault_state *)((const char *)world + plan->layout.faults);

    for (uint32_t f = 0; f < plan->scenario->fault_count; f++)
        if (faults[f].strikes > 0)
            fault_set_add(into, f);
}

void counts_add(struct counts *counts, const struct cell_outcome *cell)
{
    counts->posts += cell->posts;
    counts->duplicates += cell->posts > 1 ? cell->posts - 1 : 0;
    counts->premature += cell->premature;
    counts->posts_max = max_u32(counts->posts_max, cell->posts);
    if (!cell->is_owed)
        return;
    counts->owed++;
    counts->missed += cell->posts == 0;
    counts->late += cell->late_by > 0;
    counts->silent += cell->is_silent;
    counts->held += cell->held_by != 0;
}

void counts_sum(struct counts *into, const struct counts *counts)
{
#define COUNT_SUM(sum) into->sum += counts->sum;
    COUNT_LIST(COUNT_SUM)
    into->held += counts->held;
    into->posts_max = max_u32(into->posts_max, counts->posts_max);
}

void counts_wishes(const struct scenario *scenario, const struct counts *counts, bool wishes[WISH_COUNT])
{
    const uint64_t against[WISH_COUNT] = {
        [WISH_MADE] = counts->missed + counts->late + counts->premature,
        [WISH_ONCE] = counts->duplicates,
        [WISH_UNHELD] = counts->held,
        [WISH_SEEN] = counts->silent,
    };

    wishes_grant(scenario, against, wishes);
}

enum ended world_ended(const struct world *world)
{
    return (enum ended)world->ended;
}

void world_outcome_by_bot(const struct plan *plan, const struct world *world, struct outcome *outcome,
                          struct counts *bots)
{
    const uint32_t bot_count = plan->scenario->bot_count;
    struct counts total = {0};

    for (uint32_t b = 0; bots && b < bot_count; b++)
        bots[b] = (struct counts){0};
    for (uint32_t o = 1; o <= plan->scenario->occurrences; o++)
        for (uint32_t b = 0; b < bot_count; b++) {
            struct cell_outcome cell;

            cell_count(plan, world, o, b, &cell);
            counts_add(bots ? &bots[b] : &total, &cell);
        }
    for (uint32_t b = 0; bots && b < bot_count; b++)
        counts_sum(&total, &bots[b]);
    *outcome = (struct outcome){.ended = world_ended(world), .events = world->event_count, .now = world->now};
#define COUNT_SET(sum) outcome->sum = total.sum;
    COUNT_LIST(COUNT_SET)
    counts_wishes(plan->scenario, &total, outcome->wishes);
}

void world_outcome(const struct plan *plan, const struct world *world, struct outcome *outcome)
{
    world_outcome_by_bot(plan, world, outcome, NULL);
}
