/* Bounds in words: what a search over all runs, or all orders, of a scenario proved, how far it came, and why it cannot
 * be made. */
#ifndef WORDS_BOUND_H
#define WORDS_BOUND_H

#include "explore/explore.h"
#include "explore/obstacle.h"
#include "explore/orders.h"

/* Appends the bound as one sentence: "No post was duplicated or missed in all 771 runs with at most 2 faults and 3
 * attempts.", or how many of them fail, or how far the search came. */
void bound_add(const struct explore *explore, struct text *out);

/* The same of orders, in states and distinct ends. */
void bound_add_orders(const struct orders *orders, struct text *out);

/* Appends which of the scenario's own faults a search left out, as a phrase: "Worf's mail is down" or, of several, "3
 * faults". Nothing where there are none. */
void left_out_add(const struct scenario *scenario, const struct faults_left_out *left_out, struct text *out);

/* Appends why the scenario cannot be searched, as a clause. The obstacle is one. */
void obstacle_add(const struct scenario *scenario, enum obstacle obstacle, struct text *out);

#endif
