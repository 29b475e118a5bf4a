/* What a class is asked, or will be asked next, as its consoles are told it: question, choices, who thinks what,
 * hands. */
#ifndef TUI_CLASS_ASKED_H
#define TUI_CLASS_ASKED_H

#include "tui/session.h"
#include "words/class_told.h"

/* Adds it to `told`; nothing where nothing is asked in the run on the stage. */
void class_asked_take(const struct session *session, struct class_told *told);

#endif
