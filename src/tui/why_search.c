#include "tui/why_search.h"

#include <stdlib.h>

#include "model/changed.h"

struct why_work {
    struct scenario *scenario; /* owned */
    struct whatif_search search;
    bool has_search;
};

static bool search_run(void *context, const struct cancel_token *watch, struct err *err)
{
    struct why_work *work = context;

    work->has_search = whatif_search(work->scenario, NULL, watch, &work->search, err);
    return work->has_search;
}

static void work_free(void *context)
{
    struct why_work *work = context;

    if (work->has_search)
        whatif_search_release(&work->search);
    scenario_free(work->scenario);
    free(work);
}

static const struct task_kind why_kind = {search_run, work_free, MSEC_NEVER};

bool why_search_start(struct task *task, const struct scenario *scenario, struct err *err)
{
    struct why_work *work = calloc(1, sizeof *work);

    task_stop(task);
    if (!work)
        return err_memory(err);
    work->scenario = scenario_changed(scenario, NULL, 0, err);
    if (work->scenario)
        return task_start(task, &why_kind, work, err);
    work_free(work);
    return false;
}

bool why_search_take(struct task *task, struct whatif_search *out, struct err *err)
{
    struct why_work *work = task_take(task, err);

    if (!work)
        return false;
    *out = work->search;
    work->has_search = false;
    work_free(work);
    return true;
}
