#include "tui/search_task.h"

#include <stdlib.h>

#include "model/changed.h"

/* What one of the searches works on; all zeroes but for the scenario at first. */
struct search_work {
    struct scenario *scenario; /* owned */
    unsigned kinds;            /* of faults */
    struct explore explore;
    struct whatif_search whatif;
    bool has_explore, has_whatif; /* found, and owned */
};

static bool run_map(void *context, const struct cancel_token *cancel, struct err *err)
{
    struct search_work *work = context;
    const struct search_options options = {.faults = 1, .kinds = work->kinds, .own = OWN_REMOVED};

    work->has_explore = explore_take(work->scenario, &options, cancel, &work->explore, err);
    return work->has_explore;
}

static bool run_why(void *context, const struct cancel_token *cancel, struct err *err)
{
    struct search_work *work = context;

    work->has_whatif = whatif_search(work->scenario, NULL, cancel, &work->whatif, err);
    return work->has_whatif;
}

static void work_free(void *context)
{
    struct search_work *work = context;

    if (work->has_explore)
        explore_release(&work->explore);
    if (work->has_whatif)
        whatif_search_release(&work->whatif);
    scenario_free(work->scenario);
    free(work);
}

/* The task that was under way is forgotten, also on false. */
static bool start(struct task *task, const struct task_kind *kind, const struct scenario *scenario, unsigned kinds,
                  struct err *err)
{
    struct search_work *work = calloc(1, sizeof *work);

    task_stop(task);
    if (!work)
        return err_memory(err);
    work->kinds = kinds;
    work->scenario = scenario_changed(scenario, NULL, 0, err);
    if (work->scenario)
        return task_start(task, kind, work, err);
    work_free(work);
    return false;
}

bool map_search_start(struct task *task, const struct scenario *scenario, unsigned kinds, struct err *err)
{
    static const struct task_kind kind = {run_map, work_free, MAP_SEARCH_MS};

    return start(task, &kind, scenario, kinds, err);
}

bool map_search_take(struct task *task, struct explore *out, struct err *err)
{
    struct search_work *work = task_take(task, err);

    if (!work)
        return false;
    *out = work->explore;
    work->has_explore = false;
    work_free(work);
    return true;
}

bool why_search_start(struct task *task, const struct scenario *scenario, struct err *err)
{
    static const struct task_kind kind = {run_why, work_free, MSEC_NEVER};

    return start(task, &kind, scenario, 0, err);
}

bool why_search_take(struct task *task, struct whatif_search *out, struct err *err)
{
    struct search_work *work = task_take(task, err);

    if (!work)
        return false;
    *out = work->whatif;
    work->has_whatif = false;
    work_free(work);
    return true;
}
