/* The door of the terminal UI: scenarios go in, a person plays with them.
 *
 * Whatever needs files, the command line or standard streams is the caller's and comes in as functions. */
#ifndef TUI_TUI_H
#define TUI_TUI_H

#include "tui/options.h"

/* Instead of an exit status, with `err`: there is no terminal to run on, or memory is out; a change or the place does
 * not fit. */
enum { TUI_FAILED = -1, TUI_MISTAKE = -2 };

/* Runs until it is left. `farewell` gets the command line of each branch that was not saved, one a line. Returns the
 * exit status: 0, or 128 + the signal that ended it; or one of the above. It runs once a process. */
int tui_run(const struct tui_options *options, struct text *farewell, struct err *err);

#endif
