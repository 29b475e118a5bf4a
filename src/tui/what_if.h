/* What if: the proposals to break, to change and to compare, each a menu, and what becomes of the one that is taken.
 *
 * A change makes a future of its own, in which one stands at the same moment; the one it is made from stays. */
#ifndef TUI_WHAT_IF_H
#define TUI_WHAT_IF_H

struct app;
struct stage_place;

/* The faults that can strike at a place in the lane of the cursor. */
void what_if_strike(struct app *app, const struct stage_place *place);

/* The changes of the lane's bot, of the jobs that post for it, and of the platform. */
void what_if_change(struct app *app);

/* The runs that can stand beside the present one. A class is not asked: it is shown the story's last design. */
void what_if_compare(struct app *app);

/* The kinds of faults that the crash map tries. */
void what_if_kinds(struct app *app);

#endif
