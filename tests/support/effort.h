/* What a turn of the loop does, counted and not timed: the sentences that are made, the engine's steps, the ledgers that
 * are taken. Whoever links it does so with the flags of EFFORT in the Makefile, which lead those calls through here. */
#ifndef TESTS_SUPPORT_EFFORT_H
#define TESTS_SUPPORT_EFFORT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"

/* A search looks at 1,000 events between two looks at the clock, a run makes 32,768; a screen has some dozen sentences.
 * A ledger is that of the moment, or of the end of a run that was just played; two worlds have one each. */
enum { EFFORT_SENTENCES_MAX = 1200, EFFORT_STEPS_MAX = 40000, EFFORT_LEDGERS_MAX = 2 };

struct effort {
    uint64_t sentences, steps, ledgers;
};
extern struct effort effort;

/* Is it a turn's, as short as can be? */
bool effort_is_short(void);
void effort_say(struct text *out);

#endif
