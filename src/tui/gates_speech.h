/* What linear text says of a question on the stage. */
#ifndef TUI_GATES_SPEECH_H
#define TUI_GATES_SPEECH_H

#include "tui/session.h"
#include "tui/speech.h"

/* The question that is asked, its choices numbered, or what came of a guess; nothing where there is none. */
void gates_say(const struct session *session, struct speech *out);

#endif
