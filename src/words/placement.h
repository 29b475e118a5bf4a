/* What struck in a run, in words. */
#ifndef WORDS_PLACEMENT_H
#define WORDS_PLACEMENT_H

#include "explore/placement.h"

/* Appends a set as a clause: "an error strikes after commit of Riker's post in attempt 2, and the process dies …". */
void placements_say(const struct scenario *scenario, const struct placement *set, uint32_t count, struct text *out);

/* Appends a gap: "after commit of Riker's post". */
void gap_place_say(const struct scenario *scenario, const struct gap *gap, struct text *out);

#endif
