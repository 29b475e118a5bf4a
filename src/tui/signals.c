#include "tui/signals.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

/* A process has its handlers once. */
static struct {
    int pipe[2];                               /* a signal's number is written to [1] by its handler */
    struct sigaction before[SIGNAL_ROW_COUNT]; /* what each did before */
    volatile sig_atomic_t is_ending;           /* one that ends it has come */
    void (*give_back)(bool is_in_a_hurry);
    void (*resize)(int number); /* what another does at SIGWINCH */
} signals = {.pipe = {-1, -1}};

static void note(int number)
{
    unsigned char byte = (unsigned char)number;
    int saved = errno;
    ssize_t written = write(signals.pipe[1], &byte, 1);

    (void)written;
    errno = saved;
}

static void note_end(int number)
{
    if (signals.is_ending) {
        signals.give_back(true);
        _exit(EXIT_SIGNAL + number);
    }
    signals.is_ending = true;
    note(number);
}

/* Curses has its key for it once it is asked: the pipe wakes who would wait instead. */
static void note_resize(int number)
{
    signals.resize(number);
    note(number);
}

static void die(int number)
{
    signal(number, SIG_DFL);
    signals.give_back(false);
    raise(number);
}

static bool open_pipe(struct err *err)
{
    if (pipe(signals.pipe) != 0)
        return err_set(err, "cannot make a pipe: %s", strerror(errno));
    for (int i = 0; i < 2; i++) {
        fcntl(signals.pipe[i], F_SETFD, FD_CLOEXEC);
        fcntl(signals.pipe[i], F_SETFL, O_NONBLOCK);
    }
    return true;
}

static void catch (const struct signal_row *row, const struct sigaction *before)
{
    static void (*const handlers[])(int number) = {
        [SIGNAL_ENDS] = note_end, [SIGNAL_DUMPS] = die, [SIGNAL_IS_BUG] = die, [SIGNAL_STOPS] = note};
    struct sigaction action = {.sa_handler = handlers[row->effect]};

    sigemptyset(&action.sa_mask);
    if (action.sa_handler == die)
        action.sa_flags = (int)(SA_RESETHAND | SA_NODEFER);
    if (row->effect == SIGNAL_ENDS || before->sa_handler == SIG_DFL)
        sigaction(row->number, &action, NULL);
}

bool signals_catch(void (*give_back)(bool is_in_a_hurry), struct err *err)
{
    if (!open_pipe(err))
        return false;
    signals.give_back = give_back;
    signals.is_ending = false;
    for (size_t i = 0; i < SIGNAL_ROW_COUNT; i++) {
        sigaction(signal_rows[i].number, NULL, &signals.before[i]);
        if (signal_rows[i].effect != SIGNAL_RESIZES)
            catch (&signal_rows[i], &signals.before[i]);
    }
    return true;
}

void signals_catch_resizes(void)
{
    struct sigaction action = {.sa_handler = note_resize}, old;

    if (sigaction(SIGWINCH, NULL, &old) != 0 || old.sa_handler == SIG_DFL || old.sa_handler == SIG_IGN)
        return;
    signals.resize = old.sa_handler;
    action.sa_mask = old.sa_mask;
    action.sa_flags = old.sa_flags;
    sigaction(SIGWINCH, &action, NULL);
}

void signals_release(void)
{
    for (size_t i = 0; i < SIGNAL_ROW_COUNT; i++)
        sigaction(signal_rows[i].number, &signals.before[i], NULL);
    close(signals.pipe[0]);
    close(signals.pipe[1]);
}

int signals_file(void)
{
    return signals.pipe[0];
}

int signals_next(void)
{
    unsigned char number;

    return read(signals.pipe[0], &number, 1) == 1 ? number : 0;
}

void signals_stop(void)
{
    struct sigaction caught;

    (void)sigaction(SIGTSTP, NULL, &caught);
    if (caught.sa_handler == note)
        (void)signal(SIGTSTP, SIG_DFL);
    (void)kill(0, SIGTSTP);
    (void)sigaction(SIGTSTP, &caught, NULL);
}
