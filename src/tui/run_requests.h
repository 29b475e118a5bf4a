/* What is done with a run as a whole: it is changed, undone, redone, saved, told as a command line, compared; its tree
 * is opened. Each view of one run has it. */
#ifndef TUI_RUN_REQUESTS_H
#define TUI_RUN_REQUESTS_H

#include "tui/app.h"

extern const struct handler run_requests[];

/* Asks for the file that a future of the case on the stage is to be saved as. */
void run_save(struct app *app, size_t future);

#endif
