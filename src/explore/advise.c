#include "explore/advise.h"

#include <string.h>

#include "explore/ranking.h"
#include "explore/variations.h"
#include "model/changed.h"

/* A changed scenario explored again. */
struct trial {
    const struct plan *plan;
    uint32_t refused_max; /* so many wishes refused end it */
    bool refused[WISH_COUNT];
    uint32_t refused_count;
    bool is_any_cut;         /* a run did not come to its end */
    bool is_whole;           /* every run was made to its end */
    uint64_t runs;           /* that were made */
    bool has_strikes;        /* in one of them something was struck that the search tries */
    struct fault_set struck; /* the scenario's own faults that struck in any of them */
};

/* The advice under way. */
struct advising {
    struct whatif_player player; /* of the scenario with its own faults */
    const struct explore *explore;
    const struct cancel_token *cancel;
    struct advice advice;
    struct remedy platform;                   /* what the player's scenario has been made of, beside the file */
    uint32_t refused_min;                     /* wishes that the nearest refuses */
    struct whatif *passed[ADVICE_PASSED_MAX]; /* advice.passed of them, */
    uint64_t runs[ADVICE_PASSED_MAX];         /* and the runs that prove them */
};

static bool visit(void *context, const struct search_run *run)
{
    struct trial *trial = context;
    struct outcome outcome;

    world_struck(trial->plan, run->world, &trial->struck);
    trial->has_strikes = trial->has_strikes || run->trail->count > 0;
    world_outcome(trial->plan, run->world, &outcome);
    trial->is_any_cut = trial->is_any_cut || ended_is_cut(outcome.ended);
    trial->runs += run->runs;
    for (int wish = 0; wish < WISH_COUNT; wish++)
        trial->refused[wish] = trial->refused[wish] || !outcome.wishes[wish];
    return wishes_count(trial->refused) < trial->refused_max;
}

/* Explores this scenario with the same options. Stops once as many wishes are refused as the nearest change does, or
 * one, when others have passed. */
static bool explore_again(const struct advising *advising, const struct scenario *scenario, struct trial *trial,
                          struct err *err)
{
    const struct search_options *options = &advising->explore->options;
    struct search_visitor visitor = {visit, trial, *advising->cancel};
    struct faults_left_out left_out;
    struct scenario *searched = search_scenario(scenario, options, &left_out, err);
    struct plan *plan = searched ? search_plan(searched, options, err) : NULL;
    struct search_result result;
    bool is_done;

    trial->plan = plan;
    is_done = plan && search_all(plan, options, &visitor, &result, err);
    if (is_done) {
        search_release(&result);
        trial->refused_count = wishes_count(trial->refused);
        trial->is_whole = result.end == SEARCH_COMPLETE && !trial->is_any_cut;
    }
    plan_free(plan);
    scenario_free(searched);
    return is_done;
}

/* Did all that strikes without the change strike with it, too? Else nothing was tried. */
static bool is_tested(const struct advising *advising, const struct trial *trial)
{
    const struct explore *explore = advising->explore;
    struct fault_set spared = explore->struck;

    fault_set_remove(&spared, &trial->struck);
    return fault_set_count(&spared) == 0 && (trial->has_strikes || !explore_has_strikes(explore));
}

static struct remedy remedy_of(const struct advising *advising, const struct whatif *row)
{
    struct remedy remedy = advising->platform;

    for (uint32_t i = 0; i < row->change_count; i++)
        remedy.changes[remedy.count++] = row->changes[i];
    return remedy;
}

static void note_nearest(struct advising *advising, const struct whatif *row, const struct trial *trial)
{
    struct advice *advice = &advising->advice;

    if (!trial->is_whole || trial->refused_count >= advising->refused_min)
        return;
    advising->refused_min = trial->refused_count;
    advice->has_nearest = true;
    advice->nearest = remedy_of(advising, row);
    memcpy(advice->nearest_refused, trial->refused, sizeof advice->nearest_refused);
}

/* A change, a pair, or the platform's alone, that was played with the file's own faults: explores it. */
static bool explore_row(struct advising *advising, struct whatif *row, struct err *err)
{
    struct advice *advice = &advising->advice;
    struct trial trial = {.refused_max = advice->passed > 0 ? 1 : advising->refused_min};
    struct scenario *changed;
    bool is_done;

    for (int wish = 0; wish < WISH_COUNT; wish++)
        trial.refused[wish] = !row->wishes[wish];
    if (wishes_count(trial.refused) >= trial.refused_max)
        return true;
    changed = scenario_changed(advising->player.scenario, row->changes, row->change_count, err);
    is_done = changed && explore_again(advising, changed, &trial, err);
    scenario_free(changed);
    if (!is_done)
        return false;
    advice->is_cut = advice->is_cut || (!trial.is_whole && trial.refused_count < trial.refused_max);
    if (trial.is_whole && !is_tested(advising, &trial)) {
        advice->spared += trial.refused_count == 0;
    } else if (trial.is_whole && trial.refused_count == 0) {
        advising->runs[advice->passed] = trial.runs;
        advising->passed[advice->passed++] = row;
    } else {
        note_nearest(advising, row, &trial);
    }
    return true;
}

/* Skips a change that does not fit. */
static bool try_row(struct advising *advising, struct whatif *row, struct err *err)
{
    struct advice *advice = &advising->advice;

    if (!row->is_remedy)
        return true;
    advising->player.progress.done = advice->tried;
    if (!whatif_play(&advising->player, row, err))
        return false;
    if (!row->is_possible)
        return true;
    advice->tried++;
    if (!row->has_ended)
        return true;
    if (!whatif_is_tested(row)) {
        advice->spared += row->granted == WISH_COUNT;
        return true;
    }
    return explore_row(advising, row, err);
}

/* Tries them from the smallest on, until enough have passed or the runs with the file's own faults have made so many
 * events together. */
static bool try_list(struct advising *advising, const struct whatif_list *list, uint64_t events_max, struct err *err)
{
    struct whatif_player *player = &advising->player;
    struct advice *advice = &advising->advice;

    player->events_left = events_max;
    for (size_t i = 0; i < list->count && advice->passed < ADVICE_PASSED_MAX; i++) {
        if (player->events_left == 0 || budget_stops(&player->budget, &player->progress)) {
            advice->is_cut = true;
            break;
        }
        if (!try_row(advising, &list->rows[i], err))
            return false;
    }
    return true;
}

/* Takes those that trade a duplicate for a loss out of the ranked ones that passed. */
static void leave_losing(struct advice *advice, struct whatif *const *ranked)
{
    uint32_t passed = advice->passed;

    while (advice->passed > 0 && !whatif_is_sound(ranked[advice->passed - 1]))
        advice->passed--;
    advice->losing += passed - advice->passed;
    advice->is_cut = advice->is_cut || (advice->passed == 0 && passed == ADVICE_PASSED_MAX);
}

/* Chooses among those that passed; their list is still there. */
static bool choose(struct advising *advising, struct err *err)
{
    struct advice *advice = &advising->advice;
    const uint32_t passed = advice->passed;
    struct whatif *ranked[ADVICE_PASSED_MAX];

    memcpy(ranked, advising->passed, passed * sizeof(struct whatif *));
    advising->player.events_left = WHATIF_RANKING_EVENTS_MAX;
    if (!ranking_sort(&advising->player, ranked, passed, err))
        return false;
    leave_losing(advice, ranked);
    if (advice->passed == 0)
        return true;
    advice->end = ADVICE_FOUND;
    advice->remedy = remedy_of(advising, ranked[0]);
    for (uint32_t i = 0; i < passed; i++)
        if (advising->passed[i] == ranked[0])
            advice->runs = advising->runs[i];
    return true;
}

static bool try_all(struct advising *advising, struct err *err)
{
    struct whatif_list singles = {0}, pairs = {0};
    struct advice *advice = &advising->advice;
    bool is_done = whatif_singles(advising->player.scenario, &singles, err) &&
                   try_list(advising, &singles, WHATIF_SINGLES_EVENTS_MAX, err) && choose(advising, err);

    if (is_done && advice->end == ADVICE_NONE) {
        is_done = whatif_pairs(&singles, &pairs, err) && try_list(advising, &pairs, WHATIF_PAIRS_EVENTS_MAX, err) &&
                  choose(advising, err);
        advice->is_cut = advice->is_cut || (advice->end == ADVICE_NONE && pairs.count == WHATIF_PAIRS_MAX);
        whatif_list_release(&pairs);
    }
    whatif_list_release(&singles);
    return is_done;
}

/* One more change of the platform; false where its system cannot be set so. */
static bool platform_set(const struct platform *platform, const char *key, int64_t value, struct remedy *out)
{
    const struct key_path path = {.key = key_find(&mapping_platform, key)};
    const struct datum datum = {.number = value};

    out->changes[out->count++] = change_of_path(&path, &datum);
    return platform_takes(platform, path.key, &datum);
}

/* What makes a platform one that gives back every job of which it hears no more. */
static bool platform_mend(const struct platform *platform, struct remedy *out)
{
    return (on_crash_traits[platform->on_crash].has_lease || platform_set(platform, "on_crash", ON_CRASH_LEASE, out)) &&
           (acknowledge_traits[platform->acknowledge].is_last ||
            platform_set(platform, "acknowledge", ACKNOWLEDGE_LATE, out));
}

/* Tries everything again on such a platform. */
static bool try_platform(struct advising *advising, struct err *err)
{
    const struct scenario *scenario = advising->player.scenario;
    const struct remedy *platform = &advising->platform;
    struct whatif none = {.is_remedy = true};
    const struct whatif_list alone = {&none, 1};
    struct scenario *safer;
    bool is_done;

    safer = scenario_changed(scenario, platform->changes, platform->count, err);
    if (!safer)
        return false;
    is_done = whatif_player_init(&advising->player, safer, advising->cancel, err) &&
              try_list(advising, &alone, WHATIF_SINGLES_EVENTS_MAX, err) && choose(advising, err) &&
              (advising->advice.end != ADVICE_NONE || try_all(advising, err));
    scenario_free(safer);
    return is_done;
}

bool advise(const struct scenario *scenario, const struct explore *explore, const struct cancel_token *cancel,
            struct advice *out, struct err *err)
{
    struct advising advising = {.explore = explore, .cancel = cancel};
    struct advice *advice = &advising.advice;
    struct remedy mended = {.count = 0};
    bool is_done = whatif_player_init(&advising.player, scenario, cancel, err);

    for (int wish = 0; is_done && wish < WISH_COUNT; wish++)
        advising.refused_min += explore->total.refused[wish] > 0 || !advising.player.base.outcome.wishes[wish];
    if (is_done && advising.refused_min == 0) {
        advice->is_cut = !explore_is_whole(explore) || !advising.player.base.has_ended;
        advice->end = advice->is_cut ? ADVICE_UNDECIDED : ADVICE_NEEDLESS;
    } else if (is_done) {
        is_done = try_all(&advising, err);
        if (is_done && advice->end == ADVICE_NONE && !advice->is_cut && platform_mend(&scenario->platform, &mended) &&
            mended.count > 0) {
            advising.platform = mended;
            is_done = try_platform(&advising, err);
        }
    }
    if (is_done)
        *out = advising.advice;
    return is_done;
}

unsigned advice_nearest_grants(const struct advice *advice, const struct scenario *scenario)
{
    unsigned granted = 0;

    for (uint32_t wish = 0; wish < WISH_COUNT; wish++)
        if (!advice->nearest_refused[wish] && wish_is_judged(scenario, (enum wish)wish))
            granted |= 1u << wish;
    return granted;
}
