/* The host of linear text: lines are read from standard input and written to standard output. */
#ifndef TUI_LINEAR_HOST_H
#define TUI_LINEAR_HOST_H

#include "tui/app.h"

/* Until `app->is_over`, the end of input, or a signal. False when memory is out or nothing can be written. */
bool linear_run(struct app *app, struct err *err);

#endif
