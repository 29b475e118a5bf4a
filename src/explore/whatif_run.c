#include "explore/whatif_run.h"

#include <string.h>

#include "base/hash.h"
#include "base/range.h"
#include "model/changed.h"

#define SLICE_EVENTS 500000u /* of a run, between two looks at the token */
#define STEP_EVENTS 16u      /* making the plan of a step takes about as long as so many events */
#define EVENTS_SLACK 100000u /* a changed run may make 20 times the events of the unchanged one, and this many more */

/* Hashes how each bot fared, to tell different runs apart. */
static uint64_t signature_of(const struct plan *plan, const struct world *world, const struct scenario *scenario)
{
    uint64_t hash = HASH_BASIS;

    for (uint32_t occurrence = 1; occurrence <= scenario->occurrences; occurrence++) {
        for (uint32_t bot = 0; bot < scenario->bot_count; bot++) {
            struct cell_outcome cell;

            world_cell(plan, world, occurrence, bot, &cell);
            hash = hash_number(hash, cell.posts, 8);
            hash = hash_number(hash, cell.held_by, 8);
            hash = hash_number(hash, cell.premature, 8);
            hash = hash_number(hash, (uint64_t)cell.state << 2 | (uint64_t)cell.is_silent << 1 | (cell.late_by > 0), 8);
        }
    }
    return hash;
}

/* Plays to the end. False when `events_max` events were made before, or the token says stop. */
static bool play(struct whatif_player *player, const struct plan *plan, struct world *world, uint32_t events_max)
{
    uint64_t end;

    world_start(plan, world, player->scenario->seed);
    end = (uint64_t)world_events(world) + events_max;
    while (world_events(world) < end && !budget_stops(&player->budget, &player->progress))
        if (!world_run_some(plan, world, NULL, NULL, (uint32_t)min_u64(end - world_events(world), SLICE_EVENTS)))
            return true;
    return false;
}

static bool run_of(struct whatif_player *player, const struct scenario *scenario, uint32_t events_max,
                   struct whatif_run *out, struct err *err)
{
    struct plan *plan = plan_new(scenario, err);
    struct world *world = plan == NULL ? NULL : world_new(plan, err);
    struct counts bots[SCENARIO_BOTS_MAX];

    *out = (struct whatif_run){0};
    if (world != NULL) {
        out->has_ended = play(player, plan, world, events_max);
        world_outcome_by_bot(plan, world, &out->outcome, bots);
        out->has_ended = out->has_ended && !ended_is_cut(out->outcome.ended);
        out->signature = signature_of(plan, world, scenario);
        world_struck(plan, world, &out->struck);
        for (uint32_t bot = 0; bot < scenario->bot_count; bot++)
            out->amiss |= (bot_set)(bots[bot].duplicates + bots[bot].missed > 0) << bot;
    }
    world_free(world);
    plan_free(plan);
    return world != NULL;
}

bool whatif_player_init(struct whatif_player *player, const struct scenario *scenario,
                        const struct cancel_token *cancel, struct err *err)
{
    *player = (struct whatif_player){.scenario = scenario, .budget.cancel = cancel};
    player->progress = (struct progress){.what = "changes", .stage = 1, .stages = 2};
    return run_of(player, scenario, RUN_EVENTS_MAX, &player->base, err);
}

void whatif_charge(struct whatif_player *player, const struct scenario *scenario, uint64_t events)
{
    for (uint32_t job = 0; job < scenario->job_count; job++)
        events += scenario->jobs[job].step_count * STEP_EVENTS;
    player->events_left -= min_u64(events, player->events_left);
}

bool whatif_play(struct whatif_player *player, struct whatif *row, struct err *err)
{
    const struct whatif_run *base = &player->base;
    uint64_t events_max = min_u64(base->outcome.events * 20 + EVENTS_SLACK, RUN_EVENTS_UNTRACED_MAX);
    struct scenario *changed = scenario_changed(player->scenario, row->changes, row->change_count, err);
    struct whatif_run run;
    bool has_run;

    row->is_possible = changed != NULL;
    if (changed == NULL)
        return !err_is_memory(err);
    has_run = run_of(player, changed, (uint32_t)min_u64(events_max, player->events_left), &run, err);
    whatif_charge(player, changed, run.outcome.events);
    scenario_free(changed);
    if (!has_run)
        return false;
    row->has_ended = run.has_ended;
    row->is_different = !run.has_ended || run.signature != base->signature;
    row->spared = (struct fault_set){0};
    if (row->is_remedy && run.has_ended) { /* else faults have other numbers, or may strike yet */
        row->spared = base->struck;
        fault_set_remove(&row->spared, &run.struck);
    }
    memcpy(row->wishes, run.outcome.wishes, sizeof row->wishes);
    row->granted = run.has_ended ? wishes_count(row->wishes) : 0;
    row->duplicates = run.outcome.duplicates;
    row->missed = run.outcome.missed;
    row->events = run.outcome.events;
    return true;
}
