/* The state of a running class, taken from the application for its consoles (words/class_told.h). */
#ifndef TUI_CLASS_STATE_H
#define TUI_CLASS_STATE_H

#include "tui/app.h"
#include "words/class_told.h"

/* Fills `told`, which was initialised. */
void class_state_take(const struct app *app, struct class_told *told);

#endif
