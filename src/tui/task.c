#include "tui/task.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>
#include <ucontext.h>

#include "base/check.h"
#include "tui/signals.h"

enum { SLICED_STACK_SIZE = 1 << 20 };

struct task_job {
    const struct task_kind *kind;
    void *work; /* owned */
    struct timespec began;
    atomic_bool is_stopped;
    atomic_uint_fast64_t done;
    bool has_ended; /* of a thread: under the lock; what follows is written before it is set */
    bool is_good;
    struct err err;
    /* of one with a thread */
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t ended;
    bool is_abandoned; /* under the lock: nobody waits for it any more, the thread itself frees it all */
    /* of one that is sliced: it runs on a stack of its own, which is left in the midst of the work and entered again */
    void *stack; /* owned; NULL: it has a thread */
    bool has_begun;
    ucontext_t inside, outside;
    struct timespec slice_began;
    int slice_ms;
};

static msec since(const struct timespec *began)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (msec)(now.tv_sec - began->tv_sec) * 1000 + (now.tv_nsec - began->tv_nsec) / 1000000;
}

static bool is_over(void *context, const struct progress *progress)
{
    struct task_job *job = context;
    msec limit = job->kind->limit;

    atomic_store(&job->done, progress->done);
    if (job->stack && !atomic_load(&job->is_stopped) && since(&job->slice_began) >= job->slice_ms)
        (void)swapcontext(&job->inside, &job->outside);
    return atomic_load(&job->is_stopped) || (limit != MSEC_NEVER && since(&job->began) > limit);
}

static bool job_run(struct task_job *job)
{
    const struct cancel_token cancel = {is_over, job};

    return job->kind->run(job->work, &cancel, &job->err);
}

static void job_free(struct task_job *job)
{
    if (!job->stack) {
        pthread_cond_destroy(&job->ended);
        pthread_mutex_destroy(&job->lock);
    }
    if (job->work)
        job->kind->free(job->work);
    free(job->stack);
    free(job);
}

static void *thread_run(void *context)
{
    struct task_job *job = context;
    bool is_abandoned;

    job->is_good = job_run(job);
    pthread_mutex_lock(&job->lock);
    job->has_ended = true;
    is_abandoned = job->is_abandoned;
    pthread_cond_signal(&job->ended);
    pthread_mutex_unlock(&job->lock);
    if (is_abandoned)
        job_free(job);
    return NULL;
}

/* Signals are for the thread that owns the terminal, but for those of a bug: these come where it is, and blocked there
 * they would end the program without giving the screen back. */
static bool thread_start(struct task_job *job)
{
    sigset_t all, before;
    int failed;

    sigfillset(&all);
    for (size_t i = 0; i < SIGNAL_ROW_COUNT; i++)
        if (signal_rows[i].effect == SIGNAL_IS_BUG)
            sigdelset(&all, signal_rows[i].number);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    failed = pthread_create(&job->thread, NULL, thread_run, job);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return failed == 0;
}

/* The locks, of which the condition is waited for by a clock that is never set. */
static void locks_init(struct task_job *job)
{
    pthread_condattr_t attributes;

    pthread_mutex_init(&job->lock, NULL);
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_cond_init(&job->ended, &attributes);
    pthread_condattr_destroy(&attributes);
}

/* The address of a job comes in two halves: makecontext hands on ints alone. */
static void slices_run(unsigned high, unsigned low)
{
    struct task_job *job = (void *)((uintptr_t)high << 16 << 16 | low);

    job->is_good = job_run(job);
    job->has_ended = true;
}

static bool slices_start(struct task_job *job)
{
    uintptr_t address = (uintptr_t)job;

    job->stack = malloc(SLICED_STACK_SIZE);
    if (!job->stack || getcontext(&job->inside) != 0)
        return false;
    job->inside.uc_stack.ss_sp = job->stack;
    job->inside.uc_stack.ss_size = SLICED_STACK_SIZE;
    job->inside.uc_link = &job->outside;
    makecontext(&job->inside, (void (*)(void))slices_run, 2, (unsigned)(address >> 16 >> 16), (unsigned)address);
    return true;
}

bool task_start(struct task *task, const struct task_kind *kind, void *work, struct err *err)
{
    struct task_job *job = calloc(1, sizeof *job);

    task_stop(task);
    if (!job) {
        kind->free(work);
        return err_memory(err);
    }
    clock_gettime(CLOCK_MONOTONIC, &job->began);
    job->kind = kind;
    job->work = work;
    if (!task->is_sliced)
        locks_init(job);
    if (!(task->is_sliced ? slices_start(job) : thread_start(job))) {
        job_free(job);
        return task->is_sliced ? err_memory(err) : err_set(err, "cannot start another thread to search in");
    }
    task->job = job;
    return true;
}

bool task_step(struct task *task, int budget_ms)
{
    struct task_job *job = task->job;

    if (!job)
        return false;
    CHECK(job->stack);
    job->slice_ms = budget_ms;
    clock_gettime(CLOCK_MONOTONIC, &job->slice_began);
    job->has_begun = true;
    if (!job->has_ended)
        (void)swapcontext(&job->outside, &job->inside);
    return job->has_ended;
}

bool task_wait(struct task *task, int wait_ms)
{
    struct task_job *job = task->job;
    struct timespec until;
    bool has_ended;

    if (!job || job->stack)
        return job && job->has_ended;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_nsec += (long)wait_ms * 1000000;
    until.tv_sec += until.tv_nsec / 1000000000;
    until.tv_nsec %= 1000000000;
    pthread_mutex_lock(&job->lock);
    while (!job->has_ended && pthread_cond_timedwait(&job->ended, &job->lock, &until) == 0)
        ;
    has_ended = job->has_ended;
    pthread_mutex_unlock(&job->lock);
    return has_ended;
}

msec task_time(const struct task *task)
{
    return task->job ? since(&task->job->began) : MSEC_NONE;
}

uint64_t task_done(const struct task *task)
{
    return task->job ? atomic_load(&task->job->done) : 0;
}

void *task_take(struct task *task, struct err *err)
{
    struct task_job *job = task->job;
    void *work = NULL;

    if (!job->stack)
        (void)pthread_join(job->thread, NULL);
    CHECK(job->has_ended);
    if (job->is_good) {
        work = job->work;
        job->work = NULL;
    } else {
        *err = job->err;
    }
    job_free(job);
    task->job = NULL;
    return work;
}

/* A thread looks only now and then whether it is to stop: nobody waits for that. */
static bool thread_abandon(struct task_job *job)
{
    bool has_ended;

    pthread_mutex_lock(&job->lock);
    has_ended = job->has_ended;
    job->is_abandoned = !has_ended;
    if (!has_ended)
        (void)pthread_detach(job->thread);
    pthread_mutex_unlock(&job->lock);
    return !has_ended;
}

void task_stop(struct task *task)
{
    struct task_job *job = task->job;

    task->job = NULL;
    if (!job)
        return;
    atomic_store(&job->is_stopped, true);
    if (!job->stack) {
        if (thread_abandon(job))
            return;
        (void)pthread_join(job->thread, NULL);
    }
    while (job->has_begun && !job->has_ended) /* it frees what it has on its own stack, once it notices */
        (void)swapcontext(&job->outside, &job->inside);
    job_free(job);
}
