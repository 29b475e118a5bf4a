/* The terminal: the only one that knows curses. Cells go out, keys and mouse come in, and whatever happens
 * the screen is given back as it was: on leaving, at every signal that can be caught (signals.h), on a failed CHECK,
 * when the terminal is closed. */
#ifndef TUI_TERMINAL_H
#define TUI_TERMINAL_H

#include <poll.h>
#include <stddef.h>

#include "base/err.h"
#include "picture/cells.h"
#include "tui/input.h"

/* Takes over the terminal. False (and nothing is changed) when there is none or its type is unknown. */
bool terminal_open(struct err *err);

/* Gives it back. Harmless when it is not open. */
void terminal_close(void);

void terminal_size(int *columns, int *rows);

/* Shows the grid, at most of the terminal's size, with the real cursor at (column, row). False when memory is out. */
bool terminal_show(const struct cells *cells, enum scheme scheme, int column, int row, struct err *err);

/* Waits at most `wait_ms` (-1: for ever) for something; for `others`, too, at most TERMINAL_OTHERS_MAX, whose `revents`
 * tell what came of them. */
enum { TERMINAL_OTHERS_MAX = 32 };
struct input terminal_wait(int wait_ms, struct pollfd *others, size_t count);

/* Whether the mouse is told of; else it is the terminal's own, which selects text. At first it is. */
void terminal_mouse(bool is_on);

/* Gives a text to the terminal's clipboard (xterm's OSC 52); a terminal that has none, or keeps it to itself, pays no
 * heed. */
void terminal_copy(const char *text);

void terminal_redraw(void);

/* Stops the process as ^Z does; returns when it is continued, with the screen restored. */
void terminal_suspend(void);

#endif
