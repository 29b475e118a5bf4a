/* What if: the proposals to break and to change a run, each a menu, and what becomes of the one that is taken.
 *
 * A change makes a future of its own, in which one stands at the same moment; the one it is made from stays. */
#ifndef TUI_WHAT_IF_H
#define TUI_WHAT_IF_H

#include "screens/stage.h"
#include "tui/app.h"

/* The faults that can strike at a place in the lane of the cursor. */
void what_if_strike(struct app *app, const struct stage_place *place);

/* The changes of the lane's bot, of the jobs that post for it, and of the platform. */
void what_if_change(struct app *app);

/* A lane to which changes of this job belong: the one given, if it may be. */
uint32_t what_if_lane_of_job(const struct scenario *scenario, uint32_t lane, uint32_t job);

/* Adds a choice for each kind of fault that can strike in the scenario to a menu: whether it is among those that are
 * tried (bit k: kind k). A choice's `kinds` are those tried once it is taken. */
void what_if_offer_kinds(struct menu *menu, const struct scenario *scenario, unsigned tried);

#endif
