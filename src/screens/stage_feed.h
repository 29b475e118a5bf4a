/* The feed, as followers see it: newest first, so that twins stand one above the other; then who has not posted. */
#ifndef SCREENS_STAGE_FEED_H
#define SCREENS_STAGE_FEED_H

#include "screens/stage_axis.h"

struct stage_cut stage_paint_feed(struct stage_paint *paint, struct area area);

#endif
