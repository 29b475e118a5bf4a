/* The rehearsal of a lesson: what will be seen, beat by beat, and what each gate asks, with its choices, the beliefs
 * that lead to them, and the answer. */
#ifndef REPORT_REHEARSAL_H
#define REPORT_REHEARSAL_H

#include "explore/beat_run.h"
#include "report/report.h"

/* The lesson's title, how long it takes, for whom it is, and why. `minutes` are those of the beats that are given. */
void rehearsal_head(const struct lesson *lesson, uint32_t minutes, struct report *report);

/* One beat; `run` is its own. */
void rehearsal_beat(const struct lesson *lesson, uint32_t beat, const struct beat_run *run, struct report *report);

#endif
