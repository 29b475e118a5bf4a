/* Occurrences: each is open as long as something may still bring a post of it; then what was missed is certain. */
#ifndef ENGINE_OCCURRENCE_H
#define ENGINE_OCCURRENCE_H

#include "engine/sim.h"

/* Something begins that may bring posts of `reach` in an occurrence. */
void occurrence_open(struct sim *sim, uint32_t occurrence, bot_set reach);

/* It is over; `last` is what happened last. Records the posts that are now certain to be missed, and the end of the day
 * when nothing more can come. */
void occurrence_close(struct sim *sim, uint32_t occurrence, bot_set reach, const struct provenance *last);

#endif
