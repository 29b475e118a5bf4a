/* A question at any event of a run, of which it tells nothing: its choices are the same whatever the run comes to. */
#ifndef TESTS_SUPPORT_ASKING_H
#define TESTS_SUPPORT_ASKING_H

#include "tui/session.h"

/* Stands at an event of the present run, which is its case's first, where it is open. The question is the caller's. */
void ask_at(struct session *session, uint32_t at, const char *question);

#endif
