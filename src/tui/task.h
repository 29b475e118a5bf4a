/* A task: work in the background, so that keys are answered meanwhile.
 *
 * It goes on in a thread of its own; or, where a host has none, in slices of time that the host gives it. Most tasks
 * are done in a few milliseconds; whoever shows what comes of one waits so long, and nothing flickers. Nobody waits for
 * one that is wanted no longer: it is told to stop, and frees what it has when it notices.
 *
 *     task_start(&task, &kind, work, &err);
 *     if (task_wait(&task, TASK_WAIT_MS)) work = task_take(&task, &err) …
 *     task_stop(&task);                                             // whatever became of it
 */
#ifndef TUI_TASK_H
#define TUI_TASK_H

#include "base/duration.h"
#include "base/err.h"
#include "explore/budget.h"

/* So long an answer may take before it is shown that something is under way. */
enum { TASK_WAIT_MS = 40 };

struct task_kind {
    /* Touches nothing but `work`, and asks the token often, in the thread that it was called in. False with the reason
     * in `err`. */
    bool (*run)(void *work, const struct cancel_token *cancel, struct err *err);
    /* Frees `work` and whatever it holds. */
    void (*free)(void *work);
    msec limit; /* the token says stop after it; MSEC_NEVER: never */
};

struct task_job;

/* {0}: none. */
struct task {
    bool is_sliced;       /* the next one goes on in slices */
    struct task_job *job; /* owned; NULL: none is under way, nor a result to be taken */
};

/* Begins; one under way is forgotten. `work` is the task's from here on, also on false. The kind must live for ever. */
bool task_start(struct task *task, const struct task_kind *kind, void *work, struct err *err);

/* Goes on with one that is sliced, for about so long; true once it has ended. */
bool task_step(struct task *task, int budget_ms);

/* True once it has ended; waits at most so long for it, for one that is sliced not at all. */
bool task_wait(struct task *task, int wait_ms);

/* Is it under way, or its result not taken yet? */
static inline bool task_is_open(const struct task *task)
{
    return task->job != NULL;
}

/* How long it has been under way; MSEC_NONE when none is. */
msec task_time(const struct task *task);

/* How much of it was done when it asked its token last. */
uint64_t task_done(const struct task *task);

/* The work of a task that has ended, from then on the caller's; NULL with the reason when it failed. */
void *task_take(struct task *task, struct err *err);

/* Forgets it and its result, without waiting for its end. */
void task_stop(struct task *task);

#endif
