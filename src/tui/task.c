#include "tui/task.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>

struct task_thread {
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t ended;
    const struct task_kind *kind;
    void *work; /* owned */
    struct timespec began;
    atomic_bool is_stopped;
    atomic_uint_fast64_t done;
    bool has_ended;    /* under the lock; what follows is written before it is set */
    bool is_abandoned; /* under the lock: nobody waits for it any more, the thread itself frees it all */
    bool is_good;
    struct err err;
};

static msec since(const struct timespec *began)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (msec)(now.tv_sec - began->tv_sec) * 1000 + (now.tv_nsec - began->tv_nsec) / 1000000;
}

static bool is_over(void *context, const struct progress *progress)
{
    struct task_thread *thread = context;
    msec limit = thread->kind->limit;

    atomic_store(&thread->done, progress->done);
    return atomic_load(&thread->is_stopped) || (limit != MSEC_NEVER && since(&thread->began) > limit);
}

static void thread_free(struct task_thread *thread)
{
    pthread_cond_destroy(&thread->ended);
    pthread_mutex_destroy(&thread->lock);
    if (thread->work)
        thread->kind->free(thread->work);
    free(thread);
}

static void *thread_run(void *context)
{
    struct task_thread *thread = context;
    const struct cancel_token watch = {is_over, thread};
    bool is_abandoned;

    thread->is_good = thread->kind->run(thread->work, &watch, &thread->err);
    pthread_mutex_lock(&thread->lock);
    thread->has_ended = true;
    is_abandoned = thread->is_abandoned;
    pthread_cond_signal(&thread->ended);
    pthread_mutex_unlock(&thread->lock);
    if (is_abandoned)
        thread_free(thread);
    return NULL;
}

/* Signals are for the thread that owns the terminal, but for those of a bug: these come where it is, and blocked there
 * they would end the program without giving the screen back. */
static bool thread_start(struct task_thread *thread)
{
    static const int bugs[] = {SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL};
    sigset_t all, before;
    int failed;

    sigfillset(&all);
    for (size_t i = 0; i < sizeof bugs / sizeof *bugs; i++)
        sigdelset(&all, bugs[i]);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    failed = pthread_create(&thread->thread, NULL, thread_run, thread);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return failed == 0;
}

/* The locks, of which the condition is waited for by a clock that is never set. */
static void locks_init(struct task_thread *thread)
{
    pthread_condattr_t attributes;

    pthread_mutex_init(&thread->lock, NULL);
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_cond_init(&thread->ended, &attributes);
    pthread_condattr_destroy(&attributes);
}

bool task_start(struct task *task, const struct task_kind *kind, void *work, struct err *err)
{
    struct task_thread *thread = calloc(1, sizeof *thread);

    task_stop(task);
    if (!thread) {
        kind->free(work);
        return err_memory(err);
    }
    locks_init(thread);
    clock_gettime(CLOCK_MONOTONIC, &thread->began);
    thread->kind = kind;
    thread->work = work;
    if (!thread_start(thread)) {
        thread_free(thread);
        return err_set(err, "cannot start another thread to search in");
    }
    task->thread = thread;
    return true;
}

bool task_wait(struct task *task, int wait_ms)
{
    struct task_thread *thread = task->thread;
    struct timespec until;
    bool has_ended;

    if (!thread)
        return false;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_nsec += (long)wait_ms * 1000000;
    until.tv_sec += until.tv_nsec / 1000000000;
    until.tv_nsec %= 1000000000;
    pthread_mutex_lock(&thread->lock);
    while (!thread->has_ended && pthread_cond_timedwait(&thread->ended, &thread->lock, &until) == 0)
        ;
    has_ended = thread->has_ended;
    pthread_mutex_unlock(&thread->lock);
    return has_ended;
}

msec task_time(const struct task *task)
{
    return task->thread ? since(&task->thread->began) : MSEC_NONE;
}

uint64_t task_done(const struct task *task)
{
    return task->thread ? atomic_load(&task->thread->done) : 0;
}

void *task_take(struct task *task, struct err *err)
{
    struct task_thread *thread = task->thread;
    void *work = NULL;

    (void)pthread_join(thread->thread, NULL);
    if (thread->is_good) {
        work = thread->work;
        thread->work = NULL;
    } else {
        *err = thread->err;
    }
    thread_free(thread);
    task->thread = NULL;
    return work;
}

/* A thread looks only now and then whether it is to stop: nobody waits for that. */
static bool abandon(struct task_thread *thread)
{
    bool has_ended;

    atomic_store(&thread->is_stopped, true);
    pthread_mutex_lock(&thread->lock);
    has_ended = thread->has_ended;
    thread->is_abandoned = !has_ended;
    if (!has_ended)
        (void)pthread_detach(thread->thread);
    pthread_mutex_unlock(&thread->lock);
    return !has_ended;
}

void task_stop(struct task *task)
{
    struct task_thread *thread = task->thread;

    task->thread = NULL;
    if (!thread || abandon(thread))
        return;
    (void)pthread_join(thread->thread, NULL);
    thread_free(thread);
}
