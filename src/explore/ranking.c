#include "explore/ranking.h"

#include <stdlib.h>

#include "base/range.h"
#include "explore/search.h"
#include "model/changed.h"

/* The micro-steps of steps. */
#define MICRO_WITHIN(constant, name, about, places, ...) | ((places)&OUTSIDE_STEPS ? 0u : 1u << (constant))
#define MICROS_WITHIN (0u MICRO_LIST(MICRO_WITHIN))

/* One exploration of a changed scenario. */
struct exploring {
    struct whatif_player *player;
    const struct plan *plan;
    bot_set twice, never; /* bots that post so in some run */
    unsigned refused;     /* wishes, by some run */
    bot_set minded;       /* if not 0: bots that are to post once; it ends once one of them does not and anybody never
                             posts */
};

/* Tells the token how many changes were tried, not how many runs an exploration has made. */
static bool stops(void *context, const struct progress *progress)
{
    struct whatif_player *player = context;

    (void)progress;
    return budget_stops(&player->budget, &player->progress);
}

static bool is_spoilt(const struct exploring *exploring)
{
    return ((exploring->twice | exploring->never) & exploring->minded) != 0;
}

static bool has_seen_enough(const struct exploring *exploring)
{
    return is_spoilt(exploring) && exploring->never != 0;
}

static bool visit(void *context, const struct search_run *run)
{
    struct exploring *exploring = context;
    struct whatif_player *player = exploring->player;
    struct counts bots[SCENARIO_BOTS_MAX];
    struct outcome outcome;

    world_outcome_by_bot(exploring->plan, run->world, &outcome, bots);
    for (uint32_t bot = 0; bot < plan_scenario(exploring->plan)->bot_count; bot++) {
        exploring->twice |= (bot_set)(bots[bot].duplicates > 0) << bot;
        exploring->never |= (bot_set)(bots[bot].missed > 0) << bot;
    }
    for (uint32_t wish = 0; wish < WISH_COUNT; wish++)
        exploring->refused |= outcome.wishes[wish] ? 0 : 1u << wish;
    player->events_left -= min_u64(outcome.events, player->events_left);
    return player->events_left > 0 && !has_seen_enough(exploring);
}

/* Explores the scenario. `*is_whole`: to the end, or until enough was seen. */
static bool explore_some(struct exploring *exploring, const struct scenario *scenario,
                         const struct search_options *options, bool *is_whole, struct err *err)
{
    struct whatif_player *player = exploring->player;
    struct search_visitor visitor = {visit, exploring, {stops, player}};
    struct faults_left_out left_out;
    struct scenario *searched;
    struct plan *plan;
    struct search_result result;
    bool is_done;

    *is_whole = false;
    if (player->events_left == 0 || budget_is_over(&player->budget))
        return true;
    searched = search_scenario(scenario, options, &left_out, err);
    plan = searched ? search_plan(searched, options, err) : NULL;
    whatif_charge(player, scenario, 0);
    exploring->plan = plan;
    is_done = plan && search_all(plan, options, &visitor, &result, err);
    if (is_done) {
        *is_whole = has_seen_enough(exploring) || result.end == SEARCH_COMPLETE;
        search_release(&result);
    }
    plan_free(plan);
    scenario_free(searched);
    return is_done;
}

static uint32_t bots_to_turn(const struct scenario *scenario, uint64_t guard)
{
    uint32_t count = 0;

    for (uint32_t bot = 0; bot < scenario->bot_count; bot++)
        count += scenario->bots[bot].guard != guard;
    return count;
}

static uint32_t things_turned(const struct scenario *scenario, const struct whatif *row)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < row->change_count; i++)
        count += change_is_for_all(&row->changes[i]) ? bots_to_turn(scenario, row->changes[i].value) : 1;
    return count;
}

/* How many kinds of fault the scenario survives, and which make it lose a post. */
static bool find_kinds(struct whatif_player *player, const struct scenario *scenario, struct merit *merit,
                       unsigned *losing, struct err *err)
{
    const bot_set all = ~(bot_set)0;

    *losing = 0;
    for (uint32_t kind = 0; kind < FAULT_COUNT; kind++) {
        const struct search_options options = {
            .faults = 1, .kinds = 1u << kind, .micros = MICROS_WITHIN, .own = OWN_REMOVED};
        struct exploring exploring = {.player = player, .minded = player->base.amiss ? player->base.amiss : all};
        bool is_whole;

        if (!fault_traits[kind].is_searched)
            continue;
        if (!explore_some(&exploring, scenario, &options, &is_whole, err))
            return false;
        merit->is_known = merit->is_known && is_whole;
        merit->survived += is_whole && !is_spoilt(&exploring);
        *losing |= exploring.never != 0 ? 1u << kind : 0;
    }
    return true;
}

static bool find_survived(struct whatif_player *player, const struct scenario *changed, struct merit *merit,
                          struct err *err)
{
    unsigned losing;

    if (!find_kinds(player, changed, merit, &losing, err))
        return false;
    merit->loses = (losing & ~player->losing) != 0;
    return true;
}

/* Looks at the unchanged scenario, once. Where that comes to no end nothing is held against a change. */
static bool look_unchanged(struct whatif_player *player, struct err *err)
{
    struct merit merit = {.is_known = true};

    if (!player->has_looked && !find_kinds(player, player->scenario, &merit, &player->losing, err))
        return false;
    player->losing |= merit.is_known ? 0 : ~0u;
    player->has_looked = true;
    return true;
}

/* Adds what goes wrong in the runs of one exploration. */
static bool add_harm(struct whatif_player *player, const struct scenario *changed, const struct search_options *options,
                     struct merit *merit, struct err *err)
{
    struct exploring exploring = {.player = player};
    bool is_whole;

    if (!explore_some(&exploring, changed, options, &is_whole, err))
        return false;
    merit->is_known = merit->is_known && is_whole;
    merit->harm += (uint32_t)(__builtin_popcountll(exploring.twice) + __builtin_popcountll(exploring.never) +
                              __builtin_popcount(exploring.refused));
    return true;
}

/* What goes wrong in other runs. */
static bool find_harm(struct whatif_player *player, const struct scenario *changed, struct merit *merit,
                      struct err *err)
{
    const struct search_options one_more = {.faults = 1, .own = OWN_KEPT};
    const struct search_options all_kinds = {.faults = 1, .kinds = (1u << FAULT_COUNT) - 1, .own = OWN_REMOVED};
    const struct search_options one = {.faults = 1, .own = OWN_REMOVED};
    const struct change two = change_of(CHANGE_WORKERS, NULL, max_u32(changed->platform.workers, 2));
    struct scenario *wider;
    bool is_done;

    if (!add_harm(player, changed, &one_more, merit, err) || !add_harm(player, changed, &all_kinds, merit, err))
        return false;
    wider = scenario_changed(changed, &two, 1, err);
    is_done = wider && add_harm(player, wider, &one, merit, err);
    scenario_free(wider);
    return is_done;
}

/* One of the two above. */
typedef bool finder(struct whatif_player *player, const struct scenario *changed, struct merit *merit, struct err *err);

/* Looks at the row's changed scenario. What comes to no end counts for nothing. */
static bool row_look(struct whatif_player *player, struct whatif *row, finder *find, struct err *err)
{
    struct merit *merit = &row->merit;
    struct scenario *changed = scenario_changed(player->scenario, row->changes, row->change_count, err);
    bool is_done = changed && (!merit->is_known || find(player, changed, merit, err));

    scenario_free(changed);
    if (is_done && !merit->is_known)
        *merit = (struct merit){.turned = merit->turned, .harm = UINT32_MAX};
    return is_done;
}

static bool stands_behind(const struct whatif *row)
{
    return row->is_remedy && !whatif_is_sound(row);
}

/* -1, 0, 1 by what was found so far: the first is the better one. */
static int compare_merit(const struct whatif *a, const struct whatif *b)
{
    if (stands_behind(a) != stands_behind(b))
        return stands_behind(a) ? 1 : -1;
    if (a->granted != b->granted)
        return a->granted > b->granted ? -1 : 1;
    if (whatif_is_tested(a) != whatif_is_tested(b))
        return whatif_is_tested(a) ? -1 : 1;
    if (a->merit.survived != b->merit.survived)
        return a->merit.survived > b->merit.survived ? -1 : 1;
    if (a->merit.turned != b->merit.turned)
        return a->merit.turned < b->merit.turned ? -1 : 1;
    if (a->merit.harm != b->merit.harm)
        return a->merit.harm < b->merit.harm ? -1 : 1;
    return 0;
}

static int compare_rows(const void *a, const void *b)
{
    const struct whatif *left = *(struct whatif *const *)a;
    const struct whatif *right = *(struct whatif *const *)b;
    int merit = compare_merit(left, right);

    if (merit != 0)
        return merit;
    if (left->cost != right->cost)
        return left->cost < right->cost ? -1 : 1;
    return left->order < right->order ? -1 : left->order > right->order;
}

void ranking_order(struct whatif **rows, size_t count)
{
    if (count > 0)
        qsort(rows, count, sizeof(struct whatif *), compare_rows);
}

bool ranking_sort(struct whatif_player *player, struct whatif **rows, size_t count, struct err *err)
{
    size_t end;

    if (count > 0 && !look_unchanged(player, err))
        return false;
    for (size_t i = 0; i < count; i++)
        rows[i]->merit = (struct merit){.is_known = true, .turned = things_turned(player->scenario, rows[i])};
    ranking_order(rows, count); /* so that events are spent first on what is likely to be recommended */
    for (size_t i = 0; i < count; i++)
        if (!row_look(player, rows[i], find_survived, err))
            return false;
    ranking_order(rows, count);
    for (size_t first = 0; first < count; first = end) {
        end = first + 1;
        while (end < count && compare_merit(rows[first], rows[end]) == 0)
            end++;
        for (size_t i = first; i < end && end - first > 1; i++)
            if (!row_look(player, rows[i], find_harm, err))
                return false;
    }
    ranking_order(rows, count);
    return true;
}
