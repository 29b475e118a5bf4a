/* The loop: hands the application what comes from a person or from time, and has it painted.
 *
 * A key goes to the prompt or the menu where one is open, else it is a request. loop_step needs no terminal and never
 * waits: a test, a recorder or another host calls it as loop_run does.
 *
 *     struct input input = {.kind = INPUT_RESIZE, .columns = 80, .rows = 24};
 *
 *     while (loop_step(app, &input, &err) && !app->is_over) {
 *         show(&app->cells);                               // and do what app->wants_… asks for
 *         input = …                                        // within loop_wait(app) ms, else INPUT_NOTHING
 *     }
 */
#ifndef TUI_LOOP_H
#define TUI_LOOP_H

#include "tui/app.h"
#include "tui/input.h"

/* One turn: answers the input, moves on what time moves, paints app->cells. False when memory is out. */
bool loop_step(struct app *app, const struct input *input, struct err *err);

/* Real milliseconds after which another turn is wanted, whether something comes or not; -1: none is. */
int loop_wait(const struct app *app);

/* Where work in the background is sliced (session.is_sliced): goes on with the open view's for about so long. True when
 * another turn has something new to show. */
bool loop_work(struct app *app, int budget_ms);

/* Runs on the open terminal until `app->is_over`. False when memory is out. */
bool loop_run(struct app *app, struct err *err);

#endif
