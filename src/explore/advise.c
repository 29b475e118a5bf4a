#include "explore/advise.h"

/* A trial under way. */
struct trial {
    const struct plan *plan;
    bool (*stop)(void *context);
    void *context;
    uint64_t runs;
    bool has_failed; /* a run refused a wish */
};

static bool visit(void *context, const struct search_run *run)
{
    struct trial *trial = context;
    struct outcome outcome;

    world_outcome(trial->plan, run->world, &outcome);
    trial->runs++;
    for (int wish = 0; wish < WISH_COUNT; wish++)
        trial->has_failed = trial->has_failed || !outcome.wishes[wish];
    return !trial->has_failed;
}

static bool ask_stop(void *context)
{
    struct trial *trial = context;

    return trial->stop && trial->stop(trial->context);
}

bool search_is_clear(const struct scenario *scenario, const struct search_options *options, bool (*stop)(void *context),
                     void *context, bool *is_clear, uint64_t *runs, struct err *err)
{
    struct plan *plan = plan_new(scenario, err);
    struct trial trial = {.plan = plan, .stop = stop, .context = context};
    struct search_visitor visitor = {visit, ask_stop, &trial};
    enum search_end end;
    bool is_done;

    if (!plan)
        return false;
    is_done = search_all(plan, options, &visitor, &end, err);
    plan_free(plan);
    if (!is_done)
        return false;
    *is_clear = end == SEARCH_COMPLETE && !trial.has_failed;
    *runs = trial.runs;
    return true;
}

/* One change, or a pair; a change that does not fit is passed over. */
static bool try_row(const struct scenario *scenario, const struct search_options *options, struct trial *asked,
                    const struct whatif *row, struct advice *advice, struct err *err)
{
    struct scenario *changed;
    struct err unfit;

    if (!row->is_remedy)
        return true;
    changed = scenario_changed(scenario, row->changes, row->change_count, &unfit);
    if (!changed)
        return true;
    advice->tried++;
    if (!search_is_clear(changed, options, asked->stop, asked->context, &advice->is_found, &advice->runs, err)) {
        scenario_free(changed);
        return false;
    }
    scenario_free(changed);
    advice->change = *row;
    return true;
}

static bool try_list(const struct scenario *scenario, const struct search_options *options, struct trial *asked,
                     const struct whatif_list *list, struct advice *advice, struct err *err)
{
    for (size_t i = 0; i < list->count && !advice->is_found && !advice->is_cut; i++) {
        if (!try_row(scenario, options, asked, &list->rows[i], advice, err))
            return false;
        advice->is_cut = !advice->is_found && ask_stop(asked);
    }
    return true;
}

static bool try_all(const struct scenario *scenario, const struct search_options *options, struct trial *asked,
                    struct advice *advice, struct err *err)
{
    struct whatif_list singles = {0}, pairs = {0};
    bool is_done = whatif_singles(scenario, &singles, err) && try_list(scenario, options, asked, &singles, advice, err);

    if (is_done && !advice->is_found && !advice->is_cut) {
        is_done = whatif_pairs(&singles, &pairs, err) && try_list(scenario, options, asked, &pairs, advice, err);
        advice->is_cut = advice->is_cut || (!advice->is_found && pairs.count == WHATIF_PAIRS_MAX);
        whatif_list_release(&pairs);
    }
    whatif_list_release(&singles);
    return is_done;
}

bool advise(const struct scenario *scenario, const struct search_options *options, bool keeps_faults,
            bool (*stop)(void *context), void *context, struct advice *out, struct err *err)
{
    struct change none = {.kind = CHANGE_NO_FAULTS};
    struct scenario *searched = scenario_changed(scenario, &none, keeps_faults ? 0 : 1, err);
    struct search_options seeded = *options;
    struct trial asked = {.stop = stop, .context = context};
    struct advice advice = {.is_found = false};
    bool is_done;

    if (!searched)
        return false;
    seeded.seed = scenario->seed;
    is_done = try_all(searched, &seeded, &asked, &advice, err);
    scenario_free(searched);
    if (is_done)
        *out = advice;
    return is_done;
}
