/* Obstacles: what in a scenario a search cannot deal with exactly. Their words stand in words/bound.c, as
 * WORDS_<constant>. */
#ifndef EXPLORE_OBSTACLE_H
#define EXPLORE_OBSTACLE_H

#include "model/scenario.h"

#define OBSTACLE_LIST(X)                                                                                               \
    X(OBSTACLE_STEP_VARIES) /* lengths of time that vary have no finite number of ends */                              \
    X(OBSTACLE_RETRY_VARIES)                                                                                           \
    X(OBSTACLE_WAIT_VARIES)                                                                                            \
    X(OBSTACLE_DAYS_VARY)                                                                                              \
    X(OBSTACLE_PLATFORM_VARIES)                                                                                        \
    X(OBSTACLE_VISIBLE_LATER) /* what goes by a clock has no meaning where time is unmeasured */                       \
    X(OBSTACLE_KEY_EXPIRES)                                                                                            \
    X(OBSTACLE_HELD)                                                                                                   \
    X(OBSTACLE_UNTIL)

#define OBSTACLE_ENUM_ITEM(constant) constant,
enum obstacle { OBSTACLE_NONE, OBSTACLE_LIST(OBSTACLE_ENUM_ITEM) };
#undef OBSTACLE_ENUM_ITEM

/* The first thing that is random beside faults, so that chances are not exact (odds.h). */
enum obstacle odds_obstacle(const struct scenario *scenario);

/* The first thing that goes by the clock, which orders do not have (orders.h). */
enum obstacle orders_obstacle(const struct scenario *scenario);

#endif
