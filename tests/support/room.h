/* The program in a terminal, in a folder of its own for what it writes; and what a person does at a terminal. */
#ifndef SUPPORT_ROOM_H
#define SUPPORT_ROOM_H

#include "support/pty.h"
#include "support/test.h"

enum { QUIET_MS = 12 };

struct room {
    struct test_folder folder;
    struct pty pty;
};

/* The program that is tested. */
const char *program(void);

/* Starts it with at most 9 arguments, NULL-terminated; NULL: none. What is played is not interrupted by gates, unless the
 * options say so. */
struct room *room_open(const char *const *arguments, struct pty_options options);

/* The same on the story's first design, once it can be seen. */
struct room *room_play(void);
void room_close(struct room *room);

/* A character or a KEY_CODE of request.h, as a terminal of the type xterm sends it. */
void press(struct pty *pty, int key);

void wants_gone(struct pty *pty, const char *text);

/* Presses a button (0 left, 1 middle, 2 right, 64 and 65 the wheel) at a cell, counted from 0, or on the first place of
 * a text, and lets it go. */
void click_at(struct pty *pty, int button, int column, int row);
void click_on(struct pty *pty, int button, const char *text);

/* The text screen is back, and the cursor, and nothing is told of the mouse any more. */
void assert_restored(struct pty *pty);

/* ^C says so by its status; the terminal is given back. */
void leave(struct pty *pty);

#endif
