/* What becomes of the terminal UI at each signal. Whatever it is, the terminal is given back first.
 *
 * Of those that are not listed the system's own effect stays: SIGKILL and SIGSTOP cannot be caught, SIGTTIN and SIGTTOU
 * come where the terminal is another's, and SIGCHLD, SIGCONT and SIGURG are passed over.
 *
 * Those that end, stop or resize it are noted in a pipe, which is waited for beside the terminal. */
#ifndef TUI_SIGNALS_H
#define TUI_SIGNALS_H

#include <signal.h>

#include "base/err.h"

enum signal_effect {
    SIGNAL_ENDS,   /* it ends as with Q, the exit status 128 + the number; at a second one at once, whatever it does */
    SIGNAL_DUMPS,  /* a core that is asked for, or a limit: as if it had not been caught */
    SIGNAL_IS_BUG, /* the same; it comes to the thread that has the bug, which must not block it */
    SIGNAL_STOPS,  /* it stops as with ^Z, until it is continued */
    SIGNAL_RESIZES /* it is painted anew in the terminal's size */
};

#define SIGNAL_LIST(X)                                                                                                 \
    X(SIGTERM, SIGNAL_ENDS)                                                                                            \
    X(SIGHUP, SIGNAL_ENDS)                                                                                             \
    X(SIGINT, SIGNAL_ENDS) /* ^C, too */                                                                               \
    X(SIGUSR1, SIGNAL_ENDS)                                                                                            \
    X(SIGUSR2, SIGNAL_ENDS)                                                                                            \
    X(SIGALRM, SIGNAL_ENDS)                                                                                            \
    X(SIGVTALRM, SIGNAL_ENDS)                                                                                          \
    X(SIGPROF, SIGNAL_ENDS)                                                                                            \
    X(SIGPIPE, SIGNAL_ENDS)                                                                                            \
    X(SIGPOLL, SIGNAL_ENDS)                                                                                            \
    X(SIGQUIT, SIGNAL_DUMPS)                                                                                           \
    X(SIGABRT, SIGNAL_IS_BUG)                                                                                          \
    X(SIGSEGV, SIGNAL_IS_BUG)                                                                                          \
    X(SIGBUS, SIGNAL_IS_BUG)                                                                                           \
    X(SIGFPE, SIGNAL_IS_BUG)                                                                                           \
    X(SIGILL, SIGNAL_IS_BUG)                                                                                           \
    X(SIGSYS, SIGNAL_IS_BUG)                                                                                           \
    X(SIGTRAP, SIGNAL_IS_BUG)                                                                                          \
    X(SIGXCPU, SIGNAL_DUMPS)                                                                                           \
    X(SIGXFSZ, SIGNAL_DUMPS)                                                                                           \
    X(SIGTSTP, SIGNAL_STOPS)                                                                                           \
    X(SIGWINCH, SIGNAL_RESIZES)

struct signal_row {
    int number;
    enum signal_effect effect;
};

#define SIGNAL_ROW(number, effect) {number, effect},
static const struct signal_row signal_rows[] = {SIGNAL_LIST(SIGNAL_ROW)};
#undef SIGNAL_ROW

enum { SIGNAL_ROW_COUNT = sizeof signal_rows / sizeof *signal_rows };

enum { EXIT_SIGNAL = 128 }; /* the exit status of one that a signal ended, less its number */

/* Catches them, but for SIGWINCH. `give_back` is called in a handler, whatever is being done then, in a hurry at a
 * second one that ends it. One that whoever started the program ignores stays so, as a sanitizer's own handler of bugs
 * does, but for those that end it. */
bool signals_catch(void (*give_back)(bool is_in_a_hurry), struct err *err);

/* Notes SIGWINCH behind what another does at it: curses, once it is begun. */
void signals_catch_resizes(void);

/* Each does again what it did before. */
void signals_release(void);

/* The file that can be read once one was noted; the first of those noted, or 0. */
int signals_file(void);
int signals_next(void);

/* Stops all processes of the terminal's job, as SIGTSTP does by itself; returns when this one is continued. */
void signals_stop(void);

#endif
