/* What the terminal UI opens at once. */
#ifndef TUI_BEGIN_H
#define TUI_BEGIN_H

#include "tui/app.h"

/* Comes to what the options name: the lesson's first station, a scenario; nothing where they name none. False with a
 * reason. */
bool begin(struct app *app, struct err *err);

#endif
