/* Tasks in a page (tui/task.h), in the place of src/tui/task.c: a page has neither threads nor stacks to switch to, so
 * that nothing goes on in task_step. Whoever shows the page runs the work as a whole, task_run, and lets go of what the
 * work did where it takes too long: see web/host.h. */
#include "web/task.h"

#include <stdlib.h>

#include "base/check.h"
#include "tui/clock.h"

struct task_job {
    const struct task_kind *kind;
    void *work;         /* owned */
    int64_t began;      /* ms: when it was opened */
    int64_t ran, until; /* when it was last begun to run, and is cut; 0: never. A worker has another clock */
    uint64_t done;
    bool is_cut, has_ended, is_good;
    struct err err;
};

static bool is_over(void *context, const struct progress *progress)
{
    struct task_job *job = context;
    int64_t now = clock_ms();

    job->done = progress->done;
    page_progress((double)progress->done);
    job->is_cut = job->is_cut || (job->until != 0 && now >= job->until);
    return job->is_cut || (job->kind->limit != MSEC_NEVER && now - job->ran > job->kind->limit);
}

bool task_start(struct task *task, const struct task_kind *kind, void *work, struct err *err)
{
    struct task_job *job = calloc(1, sizeof *job);

    task_stop(task);
    if (!job) {
        kind->free(work);
        return err_memory(err);
    }
    *job = (struct task_job){.kind = kind, .work = work, .began = clock_ms()};
    task->job = job;
    page_task_begins();
    return true;
}

bool task_run(struct task *task, int budget_ms)
{
    struct task_job *job = task->job;
    const struct cancel_token cancel = {is_over, job};

    CHECK(job && !job->has_ended);
    job->ran = clock_ms();
    job->until = budget_ms < 0 ? 0 : job->ran + budget_ms;
    job->is_good = job->kind->run(job->work, &cancel, &job->err);
    job->has_ended = true;
    return !job->is_cut;
}

void task_note(struct task *task, uint64_t done)
{
    if (task->job)
        task->job->done = done;
}

bool task_has_ended(const struct task *task)
{
    return task->job && task->job->has_ended;
}

bool task_step(struct task *task, int budget_ms)
{
    (void)budget_ms;
    return task_has_ended(task);
}

bool task_wait(struct task *task, int wait_ms)
{
    return task_step(task, wait_ms);
}

msec task_time(const struct task *task)
{
    return task->job ? (msec)(clock_ms() - task->job->began) : MSEC_NONE;
}

uint64_t task_done(const struct task *task)
{
    return task->job ? task->job->done : 0;
}

void *task_take(struct task *task, struct err *err)
{
    struct task_job *job = task->job;
    void *work = job->is_good ? job->work : NULL;

    CHECK(job->has_ended);
    if (job->is_good)
        job->work = NULL;
    else
        *err = job->err;
    task_stop(task);
    return work;
}

void task_stop(struct task *task)
{
    struct task_job *job = task->job;

    task->job = NULL;
    if (job && job->work)
        job->kind->free(job->work);
    free(job);
}
