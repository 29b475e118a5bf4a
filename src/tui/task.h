/* A task: work in a thread of its own, so that keys are answered meanwhile.
 *
 * Most tasks are done in a few milliseconds; whoever starts one waits so long for it, and nothing flickers. Nobody
 * waits for one that is wanted no longer: it is told to stop, and frees what it has when it notices.
 *
 *     task_start(&task, &kind, work, &err);
 *     if (task_wait(&task, TASK_WAIT_MS)) work = task_take(&task, &err) …
 *     task_stop(&task);                                             // whatever became of it
 */
#ifndef TUI_TASK_H
#define TUI_TASK_H

#include "base/duration.h"
#include "base/err.h"
#include "explore/cancel.h"

/* So long an answer may take before it is shown that something is under way. */
enum { TASK_WAIT_MS = 40 };

struct task_kind {
    /* In the thread: touches nothing but `work`, and asks the watch often. False with the reason in `err`. */
    bool (*run)(void *work, const struct cancel_token *watch, struct err *err);
    /* Frees `work` and whatever it holds. */
    void (*free)(void *work);
    msec limit; /* the watch says stop after it; MSEC_NEVER: never */
};

struct task_thread;

/* {0}: none. */
struct task {
    struct task_thread *thread; /* owned; NULL: none is under way, nor a result to be taken */
};

/* Begins; one under way is forgotten. `work` is the task's from here on, also on false. The kind must live for ever. */
bool task_start(struct task *task, const struct task_kind *kind, void *work, struct err *err);

/* True once it has ended; waits at most so long for it. */
bool task_wait(struct task *task, int wait_ms);

/* How long it has been under way; MSEC_NONE when none is. */
msec task_time(const struct task *task);

/* How much of it was done when it asked its watch last. */
uint64_t task_done(const struct task *task);

/* The work of a task that has ended, from then on the caller's; NULL with the reason when it failed. */
void *task_take(struct task *task, struct err *err);

/* Forgets it and its result, without waiting for its end. */
void task_stop(struct task *task);

#endif
