/* The lanes' rows: names, marks, notes, and the moment's line through them. */
#ifndef SCREENS_STAGE_LANES_H
#define SCREENS_STAGE_LANES_H

#include "screens/stage_axis.h"

void stage_paint_lanes(struct stage_paint *paint);

#endif
