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
    static const int bugs[] = {SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL}, others[] = {SIGINT, SIGTERM, SIGWINCH, SIGTSTP};
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

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(task_leaves_signals_but_those_of_bugs_to_the_terminal),
    };

    return test_main("tui_task", tests, sizeof tests / sizeof *tests);
}
