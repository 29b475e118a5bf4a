#include "tui/search_task.h"

#include <stdlib.h>

#include "model/changed.h"

static bool run_map(void *context, const struct cancel_token *cancel, struct err *err)
{
    struct search *search = context;
    const struct search_options options = {
        .faults = 1, .kinds = search->kinds, .own = OWN_REMOVED, .saw = search->has_saw ? &search->saw : NULL};

    search->has_explore = explore_take(search->scenario, &options, cancel, &search->explore, err);
    return search->has_explore;
}

static bool run_why(void *context, const struct cancel_token *cancel, struct err *err)
{
    struct search *search = context;

    search->has_whatif = whatif_search(search->scenario, NULL, cancel, &search->whatif, err);
    return search->has_whatif;
}

void search_free(void *context)
{
    struct search *search = context;

    if (!search)
        return;
    if (search->has_explore)
        explore_release(&search->explore);
    if (search->has_whatif)
        whatif_search_release(&search->whatif);
    scenario_free(search->scenario);
    free(search);
}

/* A search of a copy of the scenario, for faults of these kinds; NULL with a reason. */
static struct search *search_new(const struct scenario *scenario, unsigned kinds, struct err *err)
{
    struct search *search = calloc(1, sizeof *search);

    if (!search) {
        (void)err_memory(err);
        return NULL;
    }
    search->kinds = kinds;
    search->scenario = scenario_changed(scenario, NULL, 0, err);
    if (search->scenario)
        return search;
    search_free(search);
    return NULL;
}

bool map_search_start(struct task *task, const struct scenario *scenario, unsigned kinds, const char *saw,
                      struct err *err)
{
    static const struct task_kind kind = {run_map, search_free, MAP_SEARCH_MS};
    struct search *search = search_new(scenario, kinds, err);

    task_stop(task);
    if (!search)
        return false;
    search->has_saw = saw[0] != '\0';
    if (!search->has_saw || saw_parse(saw, search->scenario, &search->saw, err))
        return task_start(task, &kind, search, err);
    search_free(search);
    return false;
}

bool why_search_start(struct task *task, const struct scenario *scenario, struct err *err)
{
    static const struct task_kind kind = {run_why, search_free, MSEC_NEVER};
    struct search *search = search_new(scenario, 0, err);

    task_stop(task);
    return search && task_start(task, &kind, search, err);
}
