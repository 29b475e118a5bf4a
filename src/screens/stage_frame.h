/* The stage's frame: what stands around lanes and panels. Inside the screens only. */
#ifndef SCREENS_STAGE_FRAME_H
#define SCREENS_STAGE_FRAME_H

#include "screens/stage_axis.h"

/* Header, question, rules, sentence, what changed, footer. */
void stage_paint_frame(struct stage_paint *paint);

/* "1.0x", "0.25x"; 0 is normal. */
void stage_say_speed(uint32_t percent, struct text *out);

/* A panel's title on a rule. */
void stage_paint_title(const struct stage_paint *paint, struct area area, const char *title, bool is_here, int panel);

#endif
