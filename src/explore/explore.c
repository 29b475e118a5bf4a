#include "explore/explore.h"

#include <string.h>

#include "base/range.h"
#include "explore/saw_match.h"

/* An exploration under way. */
struct taking {
    struct explore *explore;
    const struct plan *plan;
    struct trail smallest, worst; /* of the runs found, to tell which one is earlier */
};

static void found_set(struct run_found *found, struct trail *kept, const struct search_run *run,
                      const struct outcome *outcome)
{
    *found = run_found_of(outcome);
    found->count = run->trail->count;
    memcpy(found->set, run->trail->set, run->trail->count * sizeof *run->trail->set);
    *kept = *run->trail;
}

/* Fewer strikes, or as many and earlier. */
static bool is_smaller(const struct trail *trail, const struct trail *than)
{
    return trail->count < than->count || (trail->count == than->count && trail_precedes(trail, than));
}

static void found_consider(struct taking *taking, const struct search_run *run, const struct outcome *outcome)
{
    struct run_found *smallest = &taking->explore->smallest, *worst = &taking->explore->worst;
    uint64_t harm = outcome->duplicates + outcome->missed;
    uint64_t worst_harm = worst->duplicates + worst->missed;

    if (!smallest->is_found || is_smaller(run->trail, &taking->smallest))
        found_set(smallest, &taking->smallest, run, outcome);
    if (!worst->is_found || harm > worst_harm || (harm == worst_harm && is_smaller(run->trail, &taking->worst)))
        found_set(worst, &taking->worst, run, outcome);
}

static void tally_bots(struct explore *explore, uint64_t runs, const struct counts *bots)
{
    for (uint32_t b = 0; b < explore->scenario->bot_count; b++) {
        struct bot_tally *bot = &explore->bots[b];

        bot->duplicate += bots[b].duplicates > 0 ? runs : 0;
        bot->lose += bots[b].missed > 0 ? runs : 0;
        bot->silent += bots[b].silent > 0 ? runs : 0;
        bot->posts_max = max_u32(bot->posts_max, bots[b].posts_max);
    }
}

void run_tally_add(struct run_tally *tally, uint64_t runs, const struct outcome *outcome)
{
    bool duplicate = outcome_duplicates(outcome), lose = outcome_loses(outcome);

    tally->runs += runs;
    tally->clean += !duplicate && !lose ? runs : 0;
    tally->duplicate += duplicate && !lose ? runs : 0;
    tally->lose += lose && !duplicate ? runs : 0;
    tally->both += duplicate && lose ? runs : 0;
    tally->silent += (duplicate || lose) && !outcome->wishes[WISH_SEEN] ? runs : 0;
    tally->limited += ended_is_cut(outcome->ended) ? runs : 0;
    for (int wish = 0; wish < WISH_COUNT; wish++)
        tally->refused[wish] += outcome->wishes[wish] ? 0 : runs;
}

/* Is the run to stand in the map? Counts it where something was seen. */
static bool is_mapped(struct explore *explore, const struct search_run *run, const struct outcome *outcome)
{
    struct saw_got got[SAW_MAX];
    struct saw_distance distance;

    if (!explore->options.saw)
        return true;
    distance = saw_match(explore->options.saw, explore->plan, run->world, got);
    if (!saw_is_matched(&distance))
        return false;
    run_tally_add(&explore->seen, run->runs, outcome);
    explore->is_seen_unstruck = explore->is_seen_unstruck || run->trail->count == 0;
    return true;
}

static bool visit(void *context, const struct search_run *run)
{
    struct taking *taking = context;
    struct explore *explore = taking->explore;
    struct counts bots[SCENARIO_BOTS_MAX];
    struct outcome outcome;

    world_struck(taking->plan, run->world, &explore->struck);
    world_outcome_by_bot(taking->plan, run->world, &outcome, bots);
    run_tally_add(&explore->total, run->runs, &outcome);
    tally_bots(explore, run->runs, bots);
    explore->runs_of[run->trail->count] += run->runs;
    explore->attempts_max = run->attempts_max;
    if (!outcome_is_clean(&outcome))
        found_consider(taking, run, &outcome);
    if (!is_mapped(explore, run, &outcome))
        return true;
    for (uint32_t i = 0; i < run->by_count; i++)
        gap_map_add(&explore->map, &(struct gap_map_note){
                                       .last = &run->by[i].last,
                                       .runs = run->by[i].runs,
                                       .duplicates = outcome_duplicates(&outcome),
                                       .loses = outcome_loses(&outcome),
                                       .is_silent = !outcome.wishes[WISH_SEEN] && !outcome_is_clean(&outcome),
                                   });
    return true;
}

static bool explore_run(struct explore *explore, const struct cancel_token *cancel, struct err *err)
{
    struct plan *plan = search_plan(explore->scenario, &explore->options, err);
    struct taking taking = {.explore = explore, .plan = plan};
    struct search_visitor visitor = {visit, &taking, *cancel};

    if (!plan)
        return false;
    explore->plan = plan;
    return search_all(plan, &explore->options, &visitor, &explore->result, err);
}

bool explore_take(const struct scenario *scenario, const struct search_options *options,
                  const struct cancel_token *cancel, struct explore *out, struct err *err)
{
    struct explore explore = {.options = *options};

    explore.options.seed = scenario->seed;
    explore.scenario = search_scenario(scenario, options, &explore.left_out, err);
    if (!explore.scenario || !gap_map_init(&explore.map, err) || !explore_run(&explore, cancel, err)) {
        explore_release(&explore);
        return false;
    }
    *out = explore;
    return true;
}

void explore_release(struct explore *explore)
{
    search_release(&explore->result);
    plan_free(explore->plan);
    gap_map_release(&explore->map);
    scenario_free(explore->scenario);
    *explore = (struct explore){0};
}
