/* What linear text says of the run on the stage: what is given, what happens as time goes on, what it came to.
 *
 * Moments are said, or every event where all is shown; each in one line, its time last. */
#ifndef TUI_RUN_SPEECH_H
#define TUI_RUN_SPEECH_H

#include "tui/app.h"

/* Its title; before the start its question and what is given; else the moment. */
void run_say(struct app *app, struct speech *out);

/* What has come to pass since it was told last: going on, the moments that were passed, or how many those are where
 * they are many; at the end what the run came to. */
void run_say_moved(struct app *app, struct speech *out);

/* The moment in full, with its cause; then what the lane at the cursor came to. */
void run_say_where(struct app *app, struct speech *out);

/* An event in one line with its cause; without, and of which run where `of` is not "". */
void run_write_caused(const struct story *story, uint32_t event, struct text *out);
void run_say_caused(const struct story *story, uint32_t event, struct speech *out);
void run_say_event(const struct story *story, uint32_t event, const char *of, struct speech *out);

/* What is given. */
void run_say_given(const struct trace *trace, uint32_t told, struct speech *out);

/* What the bot of the lane at the cursor came to by now; the code of the job that makes its post; what followers
 * see. */
void run_say_lane(struct app *app, struct speech *out);
void run_say_code(struct app *app, struct speech *out);
void run_say_feed(struct app *app, struct speech *out);

/* Goes to the lane with a number. */
bool run_choose_lane(struct app *app, size_t number);

#endif
