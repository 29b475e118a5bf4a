#include "explore/saw_search.h"

#include "base/range.h"

/* A search under way. */
struct taking {
    struct saw_search *search;
    const struct cancel_token *cancel;
};

static void set_found(struct saw_search *search, const struct search_run *run)
{
    search->set_count += run->runs;
    for (uint32_t i = 0; i < run->before_count; i++) {
        const struct trail trail = trail_after(&run->before[i], run->trail);

        trails_add(&search->shown, &trail);
    }
}

static void nearest_consider(struct saw_search *search, const struct search_run *run,
                             const struct saw_distance *distance, const struct saw_got got[SAW_MAX])
{
    bool is_nearer = !search->has_nearest || saw_is_nearer(distance, &search->distance);
    bool is_farther = search->has_nearest && saw_is_nearer(&search->distance, distance);
    bool is_as_small = search->has_nearest && run->trail->count == search->nearest.count;

    if (is_farther || (!is_nearer && !(is_as_small && trail_precedes(run->trail, &search->nearest))))
        return;
    search->has_nearest = true;
    search->nearest = *run->trail;
    search->distance = *distance;
    for (uint32_t i = 0; i < search->saw.count; i++)
        search->got[i] = got[i];
}

/* Runs of fewer faults were looked at before. */
static bool visit(void *context, const struct search_run *run)
{
    struct saw_search *search = ((struct taking *)context)->search;
    struct saw_got got[SAW_MAX];
    struct saw_distance distance;

    if (run->trail->count < search->faults)
        return true;
    distance = saw_match(&search->saw, search->plan, run->world, got);
    search->runs += run->runs;
    search->open += distance.is_open ? run->runs : 0;
    if (saw_is_matched(&distance))
        set_found(search, run);
    nearest_consider(search, run, &distance, got);
    return true;
}

/* Each search goes through those of fewer faults again, which is quick: its last stage counts. */
static bool stop(void *context, const struct progress *progress)
{
    const struct taking *taking = context;
    struct progress whole = *progress;

    whole.stages = max_u32(taking->search->options.faults, 1);
    return cancel_token_stops(taking->cancel, &whole);
}

/* Makes all runs with search->faults strikes. */
static bool search_sets(struct taking *taking, struct err *err)
{
    struct saw_search *search = taking->search;
    struct search_options options = search->options;
    struct search_visitor visitor = {visit, taking, {stop, taking}};
    struct search_result result;

    options.faults = search->faults;
    options.plays_max = options.plays_max ? options.plays_max - search->plays : 0;
    options.is_told = true;
    options.trails_max = SAW_SHOWN_MAX;
    if (!search_all(search->plan, &options, &visitor, &result, err))
        return false;
    search->end = result.end;
    search->faults_done = result.end == SEARCH_COMPLETE ? (int)search->faults : search->faults_done;
    search->plays += result.plays;
    search->memory = max_size(search->memory, result.memory);
    search_release(&result);
    return true;
}

static bool search_run(struct saw_search *search, const struct cancel_token *cancel, struct err *err)
{
    struct taking taking = {search, cancel};

    search->plan = search_plan(search->scenario, &search->options, err);
    if (!search->plan)
        return false;
    for (; search_sets(&taking, err); search->faults++)
        if (search->set_count > 0 || search->end != SEARCH_COMPLETE || search->faults == search->options.faults)
            return true;
    return false;
}

bool saw_search_take(const struct scenario *scenario, const struct search_options *options,
                     const struct cancel_token *cancel, struct saw_search *out, struct err *err)
{
    *out = (struct saw_search){.options = *options, .saw = *options->saw, .faults_done = -1};
    out->options.saw = &out->saw;
    out->shown = (struct trails){.list = out->room, .room = SAW_SHOWN_MAX};
    out->options.seed = scenario->seed;
    out->scenario = search_scenario(scenario, options, &out->left_out, err);
    if (out->scenario && search_run(out, cancel, err))
        return true;
    saw_search_release(out);
    return false;
}

void saw_search_release(struct saw_search *search)
{
    plan_free(search->plan);
    scenario_free(search->scenario);
    *search = (struct saw_search){.faults_done = -1};
}
