#include "tui/map_search.h"

#include <stdlib.h>

#include "model/changed.h"

struct map_work {
    struct scenario *scenario; /* owned */
    unsigned kinds;
    struct explore explore;
    bool has_explore;
};

static bool search_run(void *context, const struct cancel_token *watch, struct err *err)
{
    struct map_work *work = context;
    const struct search_options options = {.faults = 1, .kinds = work->kinds, .own = OWN_REMOVED};

    work->has_explore = explore_take(work->scenario, &options, watch, &work->explore, err);
    return work->has_explore;
}

static void work_free(void *context)
{
    struct map_work *work = context;

    if (work->has_explore)
        explore_release(&work->explore);
    scenario_free(work->scenario);
    free(work);
}

static const struct task_kind map_kind = {search_run, work_free, MAP_SEARCH_MS};

bool map_search_start(struct task *task, const struct scenario *scenario, unsigned kinds, struct err *err)
{
    struct map_work *work = calloc(1, sizeof *work);

    task_stop(task);
    if (!work)
        return err_memory(err);
    work->kinds = kinds;
    work->scenario = scenario_changed(scenario, NULL, 0, err);
    if (work->scenario)
        return task_start(task, &map_kind, work, err);
    work_free(work);
    return false;
}

bool map_search_take(struct task *task, struct explore *out, struct err *err)
{
    struct map_work *work = task_take(task, err);

    if (!work)
        return false;
    *out = work->explore;
    work->has_explore = false;
    work_free(work);
    return true;
}
