/* Saving: a future becomes a scenario file. */
#ifndef TUI_SAVE_H
#define TUI_SAVE_H

#include "tui/app.h"

/* Asks for the file that a future of the case on the stage is to be saved as. */
void save_ask(struct app *app, size_t future);

#endif
