#include "engine/occurrence.h"

#include "base/check.h"

void occurrence_open(struct sim *sim, uint32_t occurrence, bot_set reach)
{
    CHECK(occurrence > 0 && occurrence <= sim->scenario->occurrences);
    sim->occurrences[occurrence - 1].open++;
    for (bot_set left = reach; left; left &= left - 1)
        sim_cell(sim, occurrence, bot_set_first(left))->open++;
}

/* Entries that have yet to fire this occurrence may still reach these bots. */
static bot_set bots_to_come(const struct sim *sim, uint32_t occurrence, bool *any)
{
    bot_set reach = 0;

    *any = false;
    for (uint32_t e = 0; e < sim->scenario->entry_count; e++) {
        const struct entry *entry = &sim->scenario->entries[e];

        if (entry->times >= occurrence && sim->entries[e].fired < occurrence) {
            reach |= sim->scenario->jobs[entry->job].reach;
            *any = true;
        }
    }
    return reach;
}

static void miss(struct sim *sim, uint32_t occurrence, uint32_t bot, const struct provenance *last)
{
    struct cell *cell = sim_cell(sim, occurrence, bot);
    struct event event = event_blank(EVENT_MISS);

    event.occurrence = occurrence;
    event.bot = (uint8_t)bot;
    cell->has_missed = true;
    cell->held_by = (last->blame | last->pending) & bots_blamed(sim, bot);
    (void)sim_emit(sim, &event, last->at);
}

void occurrence_close(struct sim *sim, uint32_t occurrence, bot_set reach, const struct provenance *last)
{
    bool may_fire;
    bot_set to_come = bots_to_come(sim, occurrence, &may_fire);

    CHECK(sim->occurrences[occurrence - 1].open > 0);
    for (bot_set left = reach; left; left &= left - 1) {
        uint32_t bot = bot_set_first(left);
        struct cell *cell = sim_cell(sim, occurrence, bot);

        if (--cell->open == 0 && cell->posts == 0 && !(to_come & bot_set_of(bot)))
            miss(sim, occurrence, bot, last);
    }
    if (--sim->occurrences[occurrence - 1].open == 0 && !may_fire) {
        struct event event = event_blank(EVENT_DAY_END);

        event.occurrence = occurrence;
        (void)sim_emit(sim, &event, last->at);
    }
}
