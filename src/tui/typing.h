/* Typing: lines as a person types them, or as they come from a pipe. This file alone knows libedit.
 *
 * At a terminal that can do it a line is edited by libedit, which is told of a dumb one, so that it writes no escape
 * sequence; at a dumb terminal by the terminal itself. A signal ends the wait for a line. */
#ifndef TUI_TYPING_H
#define TUI_TYPING_H

#include "base/err.h"
#include "base/text.h"

struct typing;

/* Catches the process's signals. NULL with the reason. */
struct typing *typing_open(struct err *err);
void typing_close(struct typing *typing);

enum typed { TYPED_LINE, TYPED_END, TYPED_SIGNAL };

/* Waits for a line and puts it into `out`, without its newline; at a signal that ends the program, its number in
 * `signal`. */
enum typed typing_line(struct typing *typing, struct text *out, int *signal);

/* The signal that has come and ends the program, without waiting; 0: none. */
int typing_signal(struct typing *typing);

#endif
