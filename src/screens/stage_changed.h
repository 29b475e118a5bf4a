/* The line that says what the moment changed. */
#ifndef SCREENS_STAGE_CHANGED_H
#define SCREENS_STAGE_CHANGED_H

#include "screens/stage_axis.h"

/* "changed": what event `at` changed, in parts divided by "▏"; nothing for NO_EVENT. */
void stage_changed(const struct stage_paint *paint, struct text *out);

#endif
