/* What lanes and jobs come to at the moment, in a few words. */
#ifndef SCREENS_STAGE_NOTES_H
#define SCREENS_STAGE_NOTES_H

#include "screens/stage_axis.h"

/* A lane's note: its counts, "2 · 1 ", and its state, "◆ TWICE", "not yet", "∅ never", whose element is returned. */
enum element stage_lane_note(const struct stage_paint *paint, uint32_t bot, struct text *count, struct text *state);

/* A job row's note: "2 of 2, last", "retry in 42 s". NO_JOB: nothing. */
enum element stage_job_note(const struct stage_paint *paint, uint32_t job, int columns, struct text *out);

/* The note of an attempt after which its job has begun another. */
enum element stage_old_note(const struct stage_paint *paint, const struct attempt *attempt, struct text *out);

/* The job instance that the moment is about, or NO_JOB; k of n of its attempt, "2 of 2". */
uint32_t stage_job_here(const struct stage_paint *paint);
void stage_say_attempt(const struct stage_paint *paint, uint32_t job, uint32_t attempt, const char *of,
                       struct text *out);

#endif
