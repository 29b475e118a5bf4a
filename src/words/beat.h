/* A lesson's beats in words. */
#ifndef WORDS_BEAT_H
#define WORDS_BEAT_H

#include "explore/beat_run.h"

/* Appends how a beat is called: "3 day", or its number alone. */
void beat_name(const struct lesson *lesson, uint32_t beat, struct text *out);

/* Appends a beat in a few words: "3 day: stay sequential". */
void beat_short(const struct lesson *lesson, uint32_t beat, struct text *out);

/* Appends what a beat shows, as sentences: "Plays sequential (One big job, started over) to 4.3 s: Worf's post fails."
 * `run` is the beat's; false when memory is out. */
bool beat_say(const struct lesson *lesson, uint32_t beat, const struct beat_run *run, struct text *out,
              struct err *err);

/* Appends "1 minute", "25 minutes". */
void minutes_say(uint32_t minutes, struct text *out);

/* Reports each beat that cannot be given as it is written: a place that its run never comes to, a question with too few
 * choices, nothing to explain, nothing to read. Plays them all; the diags are of the lesson's own bytes, as lesson_load
 * was given them. */
void lesson_check(const struct lesson *lesson, struct diags *diags);

#endif
