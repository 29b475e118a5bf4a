#include "engine/outcome.h"

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

static inline void cell_count(const struct plan *plan, const struct world *world, uint32_t occurrence, uint32_t bot,
                              struct cell_outcome *out)
{
    const struct cell *cells = (const struct cell *)((const char *)world + plan->layout.cells);
    const struct cell *cell = &cells[(size_t)(occurrence - 1) * plan->scenario->bot_count + bot];
    msec due = plan->scenario->bots[bot].due;

    *out = (struct cell_outcome){
        .is_owed = cell->is_owed,
        .state = cell_state(cell),
        .posts = cell->posts,
        .attempts = cell->attempts,
        .skips = cell->skips,
        .delay = cell->posts ? cell->delay : MSEC_NONE,
        .held_by = cell->held_by,
    };
    out->is_late = cell->posts > 0 && due != MSEC_NONE && out->delay > due;
    out->is_silent = cell->is_owed && cell->posts != 1 && cell->dead == 0 && cell->alive == 0;
}

void world_cell(const struct plan *plan, const struct world *world, uint32_t occurrence, uint32_t bot,
                struct cell_outcome *out)
{
    cell_count(plan, world, occurrence, bot, out);
}

static void add_cell(struct outcome *outcome, const struct cell_outcome *cell)
{
    outcome->posts += cell->posts;
    outcome->duplicates += cell->posts > 1 ? cell->posts - 1 : 0;
    if (!cell->is_owed)
        return;
    outcome->owed++;
    outcome->missed += cell->posts == 0;
    outcome->late += cell->is_late;
    outcome->silent += cell->is_silent;
    outcome->wishes[WISH_UNHELD] = outcome->wishes[WISH_UNHELD] && cell->held_by == 0;
}

enum ended world_ended(const struct world *world)
{
    return (enum ended)world->ended;
}

void world_outcome(const struct plan *plan, const struct world *world, struct outcome *outcome)
{
    *outcome = (struct outcome){
        .ended = (enum ended)world->ended,
        .events = world->event_count,
        .now = world->now,
        .wishes[WISH_UNHELD] = true,
    };
    for (uint32_t o = 1; o <= plan->scenario->occurrences; o++) {
        for (uint32_t b = 0; b < plan->scenario->bot_count; b++) {
            struct cell_outcome cell;

            cell_count(plan, world, o, b, &cell);
            add_cell(outcome, &cell);
        }
    }
    outcome->wishes[WISH_MADE] = outcome->missed == 0;
    outcome->wishes[WISH_ONCE] = outcome->duplicates == 0;
    outcome->wishes[WISH_SEEN] = outcome->silent == 0;
}
