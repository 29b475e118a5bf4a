#include "tui/map_search.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>

struct map_search_work {
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t ended;
    struct scenario *scenario; /* owned */
    unsigned kinds;
    struct timespec began;
    atomic_bool is_stopped;
    bool has_ended;    /* under the lock; what follows is written before it is set */
    bool is_abandoned; /* under the lock: nobody waits for it any more, the thread itself frees it all */
    bool is_good;
    struct explore explore;
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
    const struct map_search_work *work = context;

    (void)progress;
    return atomic_load(&work->is_stopped) || since(&work->began) > MAP_SEARCH_MS;
}

static void work_free(struct map_search_work *work)
{
    pthread_cond_destroy(&work->ended);
    pthread_mutex_destroy(&work->lock);
    scenario_free(work->scenario);
    free(work);
}

static void *search_run(void *context)
{
    struct map_search_work *work = context;
    const struct search_options options = {.faults = 1, .kinds = work->kinds, .own = OWN_REMOVED};
    const struct watch watch = {is_over, work};
    bool is_abandoned;

    work->is_good = explore_take(work->scenario, &options, &watch, &work->explore, &work->err);
    pthread_mutex_lock(&work->lock);
    work->has_ended = true;
    is_abandoned = work->is_abandoned;
    pthread_cond_signal(&work->ended);
    pthread_mutex_unlock(&work->lock);
    if (is_abandoned) {
        if (work->is_good)
            explore_release(&work->explore);
        work_free(work);
    }
    return NULL;
}

/* Signals are for the thread that owns the terminal. */
static bool thread_start(struct map_search_work *work)
{
    sigset_t all, before;
    int failed;

    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    failed = pthread_create(&work->thread, NULL, search_run, work);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return failed == 0;
}

/* The locks, of which the condition is waited for by a clock that is never set. */
static void locks_init(struct map_search_work *work)
{
    pthread_condattr_t attributes;

    pthread_mutex_init(&work->lock, NULL);
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_cond_init(&work->ended, &attributes);
    pthread_condattr_destroy(&attributes);
}

bool map_search_start(struct map_search *search, const struct scenario *scenario, unsigned kinds, struct err *err)
{
    struct map_search_work *work;

    map_search_stop(search);
    work = calloc(1, sizeof *work);
    if (!work)
        return err_memory(err);
    locks_init(work);
    clock_gettime(CLOCK_MONOTONIC, &work->began);
    work->kinds = kinds;
    work->scenario = scenario_changed(scenario, NULL, 0, err);
    if (!work->scenario || (!thread_start(work) && !err_set(err, "cannot start another thread to search in"))) {
        work_free(work);
        return false;
    }
    search->work = work;
    return true;
}

bool map_search_wait(struct map_search *search, int wait_ms)
{
    struct map_search_work *work = search->work;
    struct timespec until;
    bool has_ended;

    if (!work)
        return false;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_nsec += (long)wait_ms * 1000000;
    until.tv_sec += until.tv_nsec / 1000000000;
    until.tv_nsec %= 1000000000;
    pthread_mutex_lock(&work->lock);
    while (!work->has_ended && pthread_cond_timedwait(&work->ended, &work->lock, &until) == 0)
        ;
    has_ended = work->has_ended;
    pthread_mutex_unlock(&work->lock);
    return has_ended;
}

msec map_search_time(const struct map_search *search)
{
    return search->work ? since(&search->work->began) : MSEC_NONE;
}

bool map_search_take(struct map_search *search, struct explore *out, struct err *err)
{
    struct map_search_work *work = search->work;
    bool is_good;

    (void)pthread_join(work->thread, NULL);
    is_good = work->is_good;
    if (is_good)
        *out = work->explore;
    else
        *err = work->err;
    work_free(work);
    search->work = NULL;
    return is_good;
}

/* A search looks only now and then whether it is to stop: nobody waits for that. */
static bool abandon(struct map_search_work *work)
{
    bool has_ended;

    atomic_store(&work->is_stopped, true);
    pthread_mutex_lock(&work->lock);
    has_ended = work->has_ended;
    work->is_abandoned = !has_ended;
    if (!has_ended)
        (void)pthread_detach(work->thread);
    pthread_mutex_unlock(&work->lock);
    return !has_ended;
}

void map_search_stop(struct map_search *search)
{
    struct explore explore;
    struct err err;

    if (!search->work)
        return;
    if (abandon(search->work))
        search->work = NULL;
    else if (map_search_take(search, &explore, &err))
        explore_release(&explore);
}
