/* What is done with a run as a whole: it is changed, undone, redone, saved, told as a command line, compared; its tree
 * is opened. The stage, the close-up and the diagram share it. */
#ifndef TUI_RUN_REQUESTS_H
#define TUI_RUN_REQUESTS_H

#include "tui/app.h"

extern const struct handler run_requests[];

/* Takes the last change back, or makes it again. */
void run_undo(struct app *app, enum request request);

#endif
