/* What a change makes of the scenario's faults: which of them strike nobody any more, and whose attempts they count. */
#ifndef WORDS_CARRIED_H
#define WORDS_CARRIED_H

#include "model/fault_set.h"

/* Appends "the fault never strikes there" of each, "; " between; by its number, "fault 2 …", where the scenario has
 * several. Nothing of none. */
void spared_say(const struct scenario *scenario, const struct fault_set *spared, struct text *out);

/* Appends likewise "the fault counts RikerJob's attempts" of each that is for certain attempts, or instances, where a
 * split gave its post a job of its own. */
void counted_say(const struct scenario *scenario, struct text *out);

#endif
