#include "explore/advise.h"

/* A trial under way. */
struct trial {
    const struct plan *plan;
    uint64_t runs;
    bool has_failed; /* a run refused a wish */
};

static bool visit(void *context, const struct search_run *run)
{
    struct trial *trial = context;
    struct outcome outcome;

    world_outcome(trial->plan, run->world, &outcome);
    trial->runs += run->runs;
    for (int wish = 0; wish < WISH_COUNT; wish++)
        trial->has_failed = trial->has_failed || !outcome.wishes[wish];
    return !trial->has_failed;
}

bool search_is_clear(const struct scenario *scenario, const struct search_options *options, const struct watch *watch,
                     struct clearance *out, struct err *err)
{
    struct plan *plan = plan_new(scenario, err);
    struct trial trial = {.plan = plan};
    struct search_visitor visitor = {visit, &trial, *watch};
    struct search_result result;
    bool is_done;

    if (!plan)
        return false;
    is_done = search_all(plan, options, &visitor, &result, err);
    if (is_done)
        search_release(&result);
    plan_free(plan);
    if (is_done)
        *out = (struct clearance){
            .is_clear = result.end == SEARCH_COMPLETE && !trial.has_failed,
            .is_open = result.end != SEARCH_COMPLETE && !trial.has_failed,
            .runs = trial.runs,
        };
    return is_done;
}

/* The advice under way. */
struct advising {
    const struct scenario *scenario;
    const struct search_options *options;
    const struct watch *watch;
    struct advice advice;
};

/* One change, or a pair; a change that does not fit is passed over. */
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
    advice->tried++;
    is_done = search_is_clear(changed, advising->options, advising->watch, &clearance, err);
    scenario_free(changed);
    if (!is_done)
        return false;
    advice->is_found = clearance.is_clear;
    advice->is_cut = advice->is_cut || clearance.is_open;
    advice->runs = clearance.runs;
    advice->change = *row;
    return true;
}

static bool try_list(struct advising *advising, const struct whatif_list *list, struct err *err)
{
    struct advice *advice = &advising->advice;

    for (size_t i = 0; i < list->count && !advice->is_found; i++) {
        struct progress progress = {.what = "changes", .done = advice->tried, .stage = 1, .stages = 1, .share = -1};

        if (watch_stops(advising->watch, &progress)) {
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

    if (is_done && !advice->is_found) {
        is_done = whatif_pairs(&singles, &pairs, err) && try_list(advising, &pairs, err);
        advice->is_cut = advice->is_cut || (!advice->is_found && pairs.count == WHATIF_PAIRS_MAX);
        whatif_list_release(&pairs);
    }
    whatif_list_release(&singles);
    return is_done;
}

bool advise(const struct scenario *scenario, const struct search_options *options, const struct watch *watch,
            struct advice *out, struct err *err)
{
    struct scenario *searched = search_scenario(scenario, options, err);
    struct search_options seeded = *options;
    struct advising advising = {.scenario = searched, .options = &seeded, .watch = watch};
    bool is_done;

    if (!searched)
        return false;
    seeded.seed = scenario->seed;
    is_done = try_all(&advising, err);
    scenario_free(searched);
    if (is_done)
        *out = advising.advice;
    return is_done;
}
