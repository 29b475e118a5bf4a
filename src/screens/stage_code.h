/* The code panel: a job as a few lines of code, with the line that each worker is at and what came of each step. */
#ifndef SCREENS_STAGE_CODE_H
#define SCREENS_STAGE_CODE_H

#include "screens/stage_axis.h"

/* Appends the head of the job that the panel begins with. */
void stage_code_title(const struct stage_paint *paint, struct text *out);

struct stage_cut stage_paint_code(struct stage_paint *paint, struct area area);

#endif
