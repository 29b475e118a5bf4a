#include "explore/advise.h"

#include <string.h>

#include "model/changed.h"

/* A changed scenario explored again. */
struct trial {
    const struct plan *plan;
    uint32_t refused_max; /* so many wishes refused end it */
    bool refused[WISH_COUNT];
    uint32_t refused_count;
    bool is_whole;           /* every run was made */
    uint64_t runs;           /* that were made */
    bool has_strikes;        /* in one of them something was struck that the search tries */
    struct fault_set struck; /* the scenario's own faults that struck in any of them */
};

/* The advice under way. */
struct advising {
    const struct scenario *scenario;
    const struct explore *explore;
    const struct cancel_token *cancel;
    struct advice advice;
    uint32_t refused_min; /* wishes that the nearest refuses */
};

static bool visit(void *context, const struct search_run *run)
{
    struct trial *trial = context;
    struct outcome outcome;

    world_struck(trial->plan, run->world, &trial->struck);
    trial->has_strikes = trial->has_strikes || run->trail->count > 0;
    world_outcome(trial->plan, run->world, &outcome);
    trial->runs += run->runs;
    for (int wish = 0; wish < WISH_COUNT; wish++)
        trial->refused[wish] = trial->refused[wish] || !outcome.wishes[wish];
    return wishes_count(trial->refused) < trial->refused_max;
}

/* Explores this scenario with the same options. Stops once runs have refused as many wishes as the nearest change
 * does. */
static bool explore_again(const struct advising *advising, const struct scenario *scenario, struct trial *out,
                          struct err *err)
{
    const struct search_options *options = &advising->explore->options;
    struct plan *plan = search_plan(scenario, options, err);
    struct search_visitor visitor = {visit, out, *advising->cancel};
    struct search_result result;
    bool is_done;

    *out = (struct trial){.plan = plan, .refused_max = advising->refused_min};
    is_done = plan && search_all(plan, options, &visitor, &result, err);
    if (is_done) {
        search_release(&result);
        out->refused_count = wishes_count(out->refused);
        out->is_whole = result.end == SEARCH_COMPLETE;
    }
    plan_free(plan);
    return is_done;
}

/* Did all that strikes without the change strike with it, too? Else nothing was tried. */
static bool is_tested(const struct advising *advising, const struct trial *trial)
{
    const struct explore *explore = advising->explore;
    struct fault_set spared = explore->struck;

    fault_set_remove(&spared, &trial->struck);
    return fault_set_count(&spared) == 0 && (trial->has_strikes || explore->runs_of[0] == explore->total.runs);
}

static bool is_over(const struct advising *advising)
{
    return advising->advice.end != ADVICE_NONE;
}

static void note_nearest(struct advising *advising, const struct whatif *row, const struct trial *trial)
{
    struct advice *advice = &advising->advice;

    if (!trial->is_whole || trial->refused_count >= advising->refused_min)
        return;
    advising->refused_min = trial->refused_count;
    advice->has_nearest = true;
    advice->is_nearest_on_platform = advice->on_platform;
    advice->nearest = *row;
    memcpy(advice->nearest_refused, trial->refused, sizeof advice->nearest_refused);
}

/* Tries one change, a pair, or the platform's alone. Skips a change that does not fit. */
static bool try_row(struct advising *advising, const struct whatif *row, struct err *err)
{
    struct advice *advice = &advising->advice;
    struct trial trial;
    struct scenario *changed;
    bool is_done;

    if (!row->is_remedy)
        return true;
    changed = scenario_changed(advising->scenario, row->changes, row->change_count, err);
    if (!changed)
        return !err_is_memory(err);
    advice->tried += !advice->on_platform;
    is_done = explore_again(advising, changed, &trial, err);
    scenario_free(changed);
    if (!is_done)
        return false;
    advice->is_cut = advice->is_cut || (!trial.is_whole && trial.refused_count < trial.refused_max);
    if (trial.is_whole && !is_tested(advising, &trial)) {
        advice->spared += trial.refused_count == 0;
        return true;
    }
    if (!trial.is_whole || trial.refused_count > 0) {
        note_nearest(advising, row, &trial);
        return true;
    }
    advice->end = advice->on_platform ? ADVICE_PLATFORM : ADVICE_FOUND;
    advice->runs = trial.runs;
    advice->change = *row;
    return true;
}

static bool try_list(struct advising *advising, const struct whatif_list *list, struct err *err)
{
    struct advice *advice = &advising->advice;

    for (size_t i = 0; i < list->count && !is_over(advising); i++) {
        struct progress progress = {.what = "changes", .done = advice->tried, .stage = 1, .stages = 1, .share = -1};

        if (cancel_token_stops(advising->cancel, &progress)) {
            advice->is_cut = true;
            break;
        }
        if (!try_row(advising, &list->rows[i], err))
            return false;
    }
    return true;
}

static bool try_all(struct advising *advising, struct err *err)
{
    struct whatif_list singles = {0}, pairs = {0};
    struct advice *advice = &advising->advice;
    bool is_done = whatif_singles(advising->scenario, &singles, err) && try_list(advising, &singles, err);

    if (is_done && !is_over(advising)) {
        is_done = whatif_pairs(&singles, &pairs, err) && try_list(advising, &pairs, err);
        advice->is_cut = advice->is_cut || (!is_over(advising) && pairs.count == WHATIF_PAIRS_MAX);
        whatif_list_release(&pairs);
    }
    whatif_list_release(&singles);
    return is_done;
}

/* Tries everything again on a platform that gives back the jobs of a process that died. */
static bool try_platform(struct advising *advising, struct err *err)
{
    const struct whatif none = {.is_remedy = true};
    struct scenario *searched = scenario_changed(advising->scenario, NULL, 0, err);
    struct platform *platform = searched ? &searched->platform : NULL;
    bool is_done;

    if (!searched)
        return false;
    if (!on_crash_traits[platform->on_crash].recovers)
        platform->on_crash = ON_CRASH_REQUEUE;
    platform->acknowledge = ACKNOWLEDGE_LATE;
    advising->scenario = searched;
    advising->advice.on_platform = true;
    advising->advice.on_crash = platform->on_crash;
    is_done = try_row(advising, &none, err) && (is_over(advising) || try_all(advising, err));
    scenario_free(searched);
    return is_done;
}

static bool loses_jobs(const struct platform *platform)
{
    return !on_crash_traits[platform->on_crash].recovers || !acknowledge_traits[platform->acknowledge].is_last;
}

bool advise(const struct explore *explore, const struct cancel_token *cancel, struct advice *out, struct err *err)
{
    struct advising advising = {.scenario = explore->scenario, .explore = explore, .cancel = cancel};
    struct advice *advice = &advising.advice;
    bool is_done = true;

    for (int wish = 0; wish < WISH_COUNT; wish++)
        advising.refused_min += explore->total.refused[wish] > 0;
    if (advising.refused_min == 0) {
        advice->end = explore->result.end == SEARCH_COMPLETE ? ADVICE_NEEDLESS : ADVICE_NONE;
        advice->is_cut = explore->result.end != SEARCH_COMPLETE;
    } else {
        is_done = try_all(&advising, err);
        if (is_done && !is_over(&advising) && !advice->is_cut && loses_jobs(&explore->scenario->platform))
            is_done = try_platform(&advising, err);
    }
    if (is_done)
        *out = advising.advice;
    return is_done;
}
