/* The console on a terminal: shows what a running class tells (class_watch.h), and presses its keys. */
#ifndef TUI_CONSOLE_H
#define TUI_CONSOLE_H

#include "picture/theme.h"
#include "tui/class_watch.h"

struct console_options {
    bool is_ascii;
    enum scheme scheme;
};

/* Instead of an exit status. */
enum { CONSOLE_FAILED = -1, CONSOLE_CLASS_IS_OVER = -2 };

/* Until it is left, or the class is over. Returns the exit status: 0, or 128 + the signal that ended it; or one of
 * the above, `err` being filled where it failed. */
int console_run(struct class_watch *watch, const struct console_options *options, struct err *err);

#endif
