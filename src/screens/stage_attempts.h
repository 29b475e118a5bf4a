/* Attempts on a row: a line from start to end, how it ended, and the wait before the next one. */
#ifndef SCREENS_STAGE_ATTEMPTS_H
#define SCREENS_STAGE_ATTEMPTS_H

#include "screens/stage_axis.h"

/* All attempts of a job on one of its tracks; `track` -1: on any. */
void stage_paint_attempts(const struct stage_paint *paint, int job, int track, int row);

/* A bot's own job ends in the bot's words of success. */
void stage_paint_done_words(const struct stage_paint *paint, const struct stage_row *row, int at);

#endif
