#include "explore/advise.h"

#include <string.h>

#include "model/changed.h"

/* What the exploration of a changed scenario came to. */
struct clearance {
    bool is_clear; /* every run within the options grants all four wishes */
    bool is_whole; /* every run was made */
    bool is_open;  /* the search ended before, and not because of `refused_max` */
    bool refused[WISH_COUNT];
    uint32_t refused_count;
    uint64_t runs; /* that were made */
};

/* The advice under way. */
struct advising {
    const struct scenario *scenario;
    const struct explore *explore;
    const struct cancel_token *cancel;
    struct advice advice;
    uint32_t refused_min; /* wishes that the nearest refuses */
};

/* A trial under way. */
struct trial {
    const struct plan *plan;
    struct clearance *out;
    uint32_t refused_max; /* so many wishes refused end it */
};

static uint32_t count_refused(const bool refused[WISH_COUNT])
{
    uint32_t count = 0;

    for (int wish = 0; wish < WISH_COUNT; wish++)
        count += refused[wish];
    return count;
}

static bool visit(void *context, const struct search_run *run)
{
    struct trial *trial = context;
    struct outcome outcome;

    world_outcome(trial->plan, run->world, &outcome);
    trial->out->runs += run->runs;
    for (int wish = 0; wish < WISH_COUNT; wish++)
        trial->out->refused[wish] = trial->out->refused[wish] || !outcome.wishes[wish];
    return count_refused(trial->out->refused) < trial->refused_max;
}

/* Explores this scenario with the same options. Stops once runs have refused as many wishes as the nearest change
 * does. */
static bool explore_again(const struct advising *advising, const struct scenario *scenario, struct clearance *out,
                          struct err *err)
{
    struct clearance clearance = {.runs = 0};
    struct plan *plan = search_plan(scenario, &advising->explore->options, err);
    struct trial trial = {.plan = plan, .out = &clearance, .refused_max = advising->refused_min};
    struct search_visitor visitor = {visit, &trial, *advising->cancel};
    struct search_result result;
    bool is_done;

    if (!plan)
        return false;
    is_done = search_all(plan, &advising->explore->options, &visitor, &result, err);
    if (is_done)
        search_release(&result);
    plan_free(plan);
    if (!is_done)
        return false;
    clearance.refused_count = count_refused(clearance.refused);
    clearance.is_whole = result.end == SEARCH_COMPLETE;
    clearance.is_clear = clearance.is_whole && clearance.refused_count == 0;
    clearance.is_open = !clearance.is_whole && clearance.refused_count < trial.refused_max;
    *out = clearance;
    return true;
}

static bool is_over(const struct advising *advising)
{
    return advising->advice.end != ADVICE_NONE;
}

static void note_nearest(struct advising *advising, const struct whatif *row, const struct clearance *clearance)
{
    struct advice *advice = &advising->advice;

    if (!clearance->is_whole || clearance->refused_count >= advising->refused_min)
        return;
    advising->refused_min = clearance->refused_count;
    advice->has_nearest = true;
    advice->is_nearest_on_platform = advice->on_platform;
    advice->nearest = *row;
    memcpy(advice->nearest_refused, clearance->refused, sizeof advice->nearest_refused);
}

/* Tries one change, a pair, or the platform's alone. Skips a change that does not fit. */
static bool try_row(struct advising *advising, const struct whatif *row, struct err *err)
{
    struct advice *advice = &advising->advice;
    struct clearance clearance;
    struct scenario *changed;
    struct err unfit;
    bool is_done;

    if (!row->is_remedy)
        return true;
    changed = scenario_changed(advising->scenario, row->changes, row->change_count, &unfit);
    if (!changed)
        return true;
    advice->tried += !advice->on_platform;
    is_done = explore_again(advising, changed, &clearance, err);
    scenario_free(changed);
    if (!is_done)
        return false;
    advice->is_cut = advice->is_cut || clearance.is_open;
    if (!clearance.is_clear) {
        note_nearest(advising, row, &clearance);
        return true;
    }
    advice->end = advice->on_platform ? ADVICE_PLATFORM : ADVICE_FOUND;
    advice->runs = clearance.runs;
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
