/* Ranking: in which order changes are recommended, by why, by advice and on the screens alike. The first one that tells
 * two changes apart decides:
 *
 *   0 what loses nothing: a change trades a duplicate for a loss with which one strike of a kind that a search tries
 *     unasked, anywhere in a step and without the scenario's own faults, makes a bot never post, and does not without
 *     the change; it stands behind all others, with those that a fault spares (whatif_is_tested)
 *   1 more wishes granted in the scenario's own run; of as many a remedy before a fault taken away
 *   2 more kinds of fault survived: of those kinds the ones of which no single strike makes a bot that fared badly in
 *     the own run post twice or never
 *   3 fewer things turned; a guard for all bots counts for each bot that gets another one
 *   4 less harm that other runs can do: the bots that some run makes post twice, those that some run makes never post,
 *     and the wishes that some run refuses, added up over the runs with the scenario's own faults and one more, those
 *     with one fault of any kind, and those with one fault and two workers. How many runs do it says nothing: each
 *     micro-step that a guard adds or skips is one more or less
 *   5 the smaller one, in the order of whatif.h
 *
 * 0, 2 and 4 are explored, as far as the player's events last, beginning with what grants the most. A row for which
 * they did not suffice stands behind those that are equal to it otherwise. */
#ifndef EXPLORE_RANKING_H
#define EXPLORE_RANKING_H

#include "explore/whatif_run.h"

/* Looks at rows that were played, fills in their merits, and sorts them, the one to recommend first. What nobody could
 * rank for want of time stands behind its equals. */
bool ranking_sort(struct whatif_player *player, struct whatif **rows, size_t count, struct err *err);

/* Sorts rows that have their merits. */
void ranking_order(struct whatif **rows, size_t count);

#endif
