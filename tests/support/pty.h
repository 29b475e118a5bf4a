/* A program in a terminal of its own, with a screen that can be read: forkpty and libvterm.
 *
 *     struct pty pty;
 *
 *     pty_start(&pty, (struct pty_options){.argv = argv});
 *     pty_wants(&pty, "Made it so.");
 *     pty_send(&pty, "q");
 *     ASSERT_I64(pty_end(&pty), 0);
 */
#ifndef SUPPORT_PTY_H
#define SUPPORT_PTY_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include <vterm.h>

enum {
    PTY_COLUMNS_MAX = 240,
    PTY_ROWS_MAX = 80,
    PTY_TEXT_MAX = PTY_ROWS_MAX * (PTY_COLUMNS_MAX * 4 + 1) + 1,
    PTY_RAW_MAX = 1 << 18
};

struct pty_options {
    const char *const *argv;   /* argv[0] is the program's path; NULL-terminated */
    int (*run)(void *context); /* in place of a program: in a copy of this process, which ends with its result */
    void *context;
    const char *const *environment; /* "NAME=VALUE", laid over the test's own; "NAME" unsets; NULL: none */
    const char *folder;             /* to run in; NULL: here */
    int columns, rows;              /* 0: 80, 24 */
    bool is_nonblocking;            /* its standard output is */
    bool has_gates;                 /* of a room: scenarios' questions are asked */
    bool has_shell; /* between terminal and program stands a shell of one job: it says "[stopped]" and goes on with
                                       the job at a newline */
};

struct pty {
    int fd;
    pid_t pid;
    VTerm *terminal;
    VTermScreen *screen;
    int columns, rows;
    bool is_other_screen, is_cursor_shown;
    int mouse;      /* VTERM_PROP_MOUSE_NONE, …: what of it is told */
    bool is_closed; /* the program's side is gone */
    bool has_ended;
    int status;            /* 128 + signal, or the exit status */
    size_t bytes;          /* written by the program so far */
    char raw[PTY_RAW_MAX]; /* the first of them */
    size_t raw_size;
    char text[PTY_TEXT_MAX];
};

void pty_start(struct pty *pty, struct pty_options options);

/* Reads for as long as the program writes with pauses shorter than `quiet_ms`, the first wait included. */
void pty_read(struct pty *pty, int quiet_ms);

/* Reads until the program sleeps and writes nothing more: it has answered what was sent, however busy the machine. One
 * that plays sleeps between its steps too. Gives up after 5 s. */
void pty_settle(struct pty *pty);

void pty_send(struct pty *pty, const char *bytes);
void pty_resize(struct pty *pty, int columns, int rows);

/* The screen as UTF-8, a newline behind each row; valid until the next call. */
const char *pty_text(struct pty *pty);

/* Is the text on the screen within 5 s? pty_wants fails the test, showing the screen. */
bool pty_shows(struct pty *pty, const char *text);
void pty_wants(struct pty *pty, const char *text);

/* The row and column (from 0) at which a text stands; false when it does not. */
bool pty_find(struct pty *pty, const char *text, int *column, int *row);

/* Reads on until the program has ended; its status. Ends it by force, with status -1, when it stays silent for 20 s. */
int pty_end(struct pty *pty);

/* Frees what pty_start took, ending the program if need be. */
void pty_release(struct pty *pty);

/* Processor time of the program so far in ms; -1 where that cannot be told. */
long pty_cpu_ms(const struct pty *pty);

#endif
