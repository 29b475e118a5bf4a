/* Work in a thread beside the terminal's. */
#include <pthread.h>
#include <signal.h>

#include "support/test.h"
#include "tui/task.h"

struct masked {
    sigset_t mask;
};

static bool read_mask(void *work, const struct cancel_token *watch, struct err *err)
{
    struct masked *masked = work;

    (void)watch;
    (void)err;
    return pthread_sigmask(SIG_SETMASK, NULL, &masked->mask) == 0;
}

static void keep(void *work)
{
    (void)work;
}

/* What the terminal's thread waits for does not come to the other; a bug is told where it is, so that the screen is
 * given back. */
static void task_leaves_signals_but_those_of_bugs_to_the_terminal(void **state)
{
    static const struct task_kind kind = {read_mask, keep, MSEC_NEVER};
    static const int bugs[] = {SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL},
                     others[] = {SIGINT, SIGTERM, SIGWINCH, SIGTSTP};
    struct masked masked;
    struct task task = {0};
    struct err err;

    (void)state;
    assert_true(task_start(&task, &kind, &masked, &err));
    while (!task_wait(&task, 1000))
        ;
    assert_ptr_equal(task_take(&task, &err), &masked);
    for (size_t i = 0; i < sizeof bugs / sizeof *bugs; i++)
        assert_false(sigismember(&masked.mask, bugs[i]));
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        assert_true(sigismember(&masked.mask, others[i]));
}

/* Counts as long as it may. */
struct counting {
    uint64_t count, limit;
    bool was_stopped;
};

static bool count(void *work, const struct cancel_token *cancel, struct err *err)
{
    struct counting *counting = work;

    (void)err;
    while (counting->count < counting->limit && !counting->was_stopped) {
        counting->count++;
        counting->was_stopped = cancel_token_stops(cancel, &(struct progress){.done = counting->count});
    }
    return true;
}

/* Nothing is done but in its slices; in the end the result is there as from a thread. */
static void task_in_slices_goes_on_in_them_alone(void **state)
{
    static const struct task_kind kind = {count, keep, MSEC_NEVER};
    struct counting counting = {.limit = 100};
    struct task task = {.is_sliced = true};
    struct err err;
    int steps = 0;

    (void)state;
    assert_true(task_start(&task, &kind, &counting, &err));
    assert_false(task_wait(&task, 1000));
    assert_int_equal(counting.count, 0);
    while (!task_step(&task, 0)) /* no time at all: up to the next look at the clock */
        steps++;
    assert_int_equal(steps, 100);
    assert_true(task_wait(&task, 0));
    assert_int_equal(task_done(&task), 100);
    assert_ptr_equal(task_take(&task, &err), &counting);
    assert_false(counting.was_stopped);
    assert_false(task_is_open(&task));
}

static void task_in_slices_is_told_to_stop(void **state)
{
    static const struct task_kind kind = {count, keep, MSEC_NEVER};
    struct counting counting = {.limit = UINT64_MAX};
    struct task task = {.is_sliced = true};
    struct err err;

    (void)state;
    assert_true(task_start(&task, &kind, &counting, &err));
    assert_false(task_step(&task, 2));
    assert_true(counting.count > 0);
    assert_false(counting.was_stopped);
    task_stop(&task);
    assert_true(counting.was_stopped);
    assert_false(task_is_open(&task));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(task_leaves_signals_but_those_of_bugs_to_the_terminal),
        cmocka_unit_test(task_in_slices_goes_on_in_them_alone),
        cmocka_unit_test(task_in_slices_is_told_to_stop),
    };

    return test_main("tui_task", tests, sizeof tests / sizeof *tests);
}
