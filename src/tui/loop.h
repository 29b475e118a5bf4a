/* The loop: shows the application on the terminal, waits for a person or for time, and hands on what came.
 *
 * A key goes to the prompt or the menu where one is open, else it is a request. While a run is played, or a task is
 * under way, the loop wakes by itself. */
#ifndef TUI_LOOP_H
#define TUI_LOOP_H

#include <stdbool.h>

#include "base/err.h"

struct app;

/* Runs on the open terminal until `app->is_over`. False when memory is out. */
bool loop_run(struct app *app, struct err *err);

#endif
