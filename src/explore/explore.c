#include "explore/explore.h"

#include <inttypes.h>
#include <string.h>

/* An exploration under way. */
struct taking {
    struct explore *explore;
    const struct plan *plan;
    bool (*stop)(void *context);
    void *context;
};

static void found_set(struct run_found *found, const struct search_run *run, const struct outcome *outcome)
{
    *found = (struct run_found){
        .is_found = true,
        .count = run->count,
        .duplicates = outcome->duplicates,
        .missed = outcome->missed,
        .silent = outcome->silent,
    };
    memcpy(found->set, run->set, run->count * sizeof *run->set);
}

/* Runs come earliest first among those of one number of faults, so that only fewer faults, or more harm, take the place. */
static void found_consider(struct explore *explore, const struct search_run *run, const struct outcome *outcome)
{
    struct run_found *smallest = &explore->smallest, *worst = &explore->worst;
    uint64_t harm = outcome->duplicates + outcome->missed;
    uint64_t worst_harm = worst->duplicates + worst->missed;

    if (!smallest->is_found || run->count < smallest->count)
        found_set(smallest, run, outcome);
    if (!worst->is_found || harm > worst_harm || (harm == worst_harm && run->count < worst->count))
        found_set(worst, run, outcome);
}

static void tally_bots(struct taking *taking, const struct world *world)
{
    struct explore *explore = taking->explore;

    for (uint32_t b = 0; b < explore->scenario->bot_count; b++) {
        struct bot_tally *bot = &explore->bots[b];
        bool duplicate = false, lose = false, silent = false;

        for (uint32_t o = 1; o <= explore->scenario->occurrences; o++) {
            struct cell_outcome cell;

            world_cell(taking->plan, world, o, b, &cell);
            duplicate = duplicate || cell.posts > 1;
            lose = lose || (cell.is_owed && cell.posts == 0);
            silent = silent || cell.is_silent;
            if (cell.posts > bot->posts_max)
                bot->posts_max = cell.posts;
        }
        bot->duplicate += duplicate;
        bot->lose += lose;
        bot->silent += silent;
    }
}

static void tally_run(struct run_tally *tally, const struct outcome *outcome)
{
    bool duplicate = outcome->duplicates > 0, lose = outcome->missed > 0;

    tally->runs++;
    tally->clean += !duplicate && !lose;
    tally->duplicate += duplicate && !lose;
    tally->lose += lose && !duplicate;
    tally->both += duplicate && lose;
    tally->silent += outcome->silent > 0;
    for (int wish = 0; wish < WISH_COUNT; wish++)
        tally->refused[wish] += !outcome->wishes[wish];
}

static bool visit(void *context, const struct search_run *run)
{
    struct taking *taking = context;
    struct explore *explore = taking->explore;
    struct outcome outcome;

    world_outcome(taking->plan, run->world, &outcome);
    tally_run(&explore->total, &outcome);
    tally_bots(taking, run->world);
    explore->runs_of[run->count]++;
    explore->attempts_max = run->attempts_max;
    if (outcome.duplicates > 0 || outcome.missed > 0)
        found_consider(explore, run, &outcome);
    if (run->count > 0)
        map_add(&explore->map, &(struct map_note){
                                   .last = &run->set[run->count - 1],
                                   .duplicates = outcome.duplicates > 0,
                                   .loses = outcome.missed > 0,
                                   .is_silent = outcome.silent > 0,
                               });
    return true;
}

static bool ask_stop(void *context)
{
    struct taking *taking = context;

    return taking->stop && taking->stop(taking->context);
}

static struct scenario *scenario_to_search(const struct scenario *scenario, bool keeps_faults, struct err *err)
{
    struct change change = {.kind = CHANGE_NO_FAULTS};

    return scenario_changed(scenario, &change, keeps_faults ? 0 : 1, err);
}

static bool explore_run(struct explore *explore, struct taking *taking, struct err *err)
{
    struct search_visitor visitor = {visit, ask_stop, taking};
    struct plan *plan = plan_new(explore->scenario, err);
    bool is_taken;

    if (!plan)
        return false;
    taking->plan = plan;
    explore->memory = search_memory(plan, explore->options.faults);
    is_taken = search_all(plan, &explore->options, &visitor, &explore->end, err);
    plan_free(plan);
    return is_taken;
}

bool explore_take(const struct scenario *scenario, const struct search_options *options, bool keeps_faults,
                  bool (*stop)(void *context), void *context, struct explore *out, struct err *err)
{
    struct explore explore = {.options = *options, .keeps_faults = keeps_faults};
    struct taking taking = {.explore = &explore, .stop = stop, .context = context};

    explore.options.seed = scenario->seed;
    explore.scenario = scenario_to_search(scenario, keeps_faults, err);
    if (!explore.scenario || !map_init(&explore.map, err) || !explore_run(&explore, &taking, err)) {
        explore_release(&explore);
        return false;
    }
    *out = explore;
    return true;
}

void explore_release(struct explore *explore)
{
    map_release(&explore->map);
    scenario_free(explore->scenario);
    *explore = (struct explore){0};
}

static void say_number(uint64_t number, const char *one, const char *many, struct text *out)
{
    text_addf(out, "%" PRIu64 " %s", number, number == 1 ? one : many);
}

static void say_bounds(const struct explore *explore, struct text *out)
{
    text_add(out, " with at most ");
    say_number(explore->options.faults, "fault", "faults", out);
    text_add(out, " and ");
    say_number(explore->attempts_max, "attempt", "attempts", out);
    if (explore->keeps_faults && explore->scenario->fault_count > 0)
        text_add(out, ", besides the scenario's own faults");
}

void explore_say_bound(const struct explore *explore, struct text *out)
{
    const struct run_tally *total = &explore->total;
    bool is_whole = explore->end == SEARCH_COMPLETE;
    uint64_t failing = total->runs - total->clean;

    if (failing == 0) {
        text_add(out, is_whole ? "No post was duplicated or missed in all "
                               : "No post was duplicated or missed in the first ");
        say_number(total->runs, "run", "runs", out);
    } else {
        text_add(out, "Posts were duplicated or missed in ");
        if (failing < total->runs)
            text_addf(out, "%" PRIu64 " of ", failing);
        text_add(out, is_whole ? "all " : "the first ");
        say_number(total->runs, "run", "runs", out);
    }
    say_bounds(explore, out);
    text_add(out, is_whole ? "." : "; the search did not finish.");
}
