/* Questions of which several choices may be right: which change makes it so, and which places stay open. Their choices
 * are found by looking, not by beliefs; the value of one is its number among those that were found. */
#ifndef EXPLORE_REMEDIES_H
#define EXPLORE_REMEDIES_H

#include "explore/question.h"

/* Changes of the scenario, smallest first as in whatif.h: some that grant all its wishes, and some that do not though
 * they change what happens. No choice where nothing is amiss, or nothing can be changed. */
bool cure_pose(const struct posing *posing, struct question *out, struct err *err);

/* Gaps of one bot's post, in their order: some where one fault does harm, and the nearest where none does. Of the bot
 * that is asked of, else of the first that has both. No choice where no gap is open. */
bool gaps_pose(const struct posing *posing, struct question *out, struct err *err);

#endif
