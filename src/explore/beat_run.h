/* The beats of a lesson, played: whence and whither each goes, what it asks; and whether all of that is so.
 *
 *     struct beat_run run;
 *
 *     if (!beat_run_make(lesson, b, NULL, &run, err)) …
 *     … run.trace, run.event, run.question …
 *     beat_run_release(&run);
 */
#ifndef EXPLORE_BEAT_RUN_H
#define EXPLORE_BEAT_RUN_H

#include "explore/gate.h"
#include "model/lesson.h"

/* A beat's run. Of one that is on no scenario, `scenario` is NULL and nothing else is there. */
struct beat_run {
    struct scenario *scenario; /* as the beat has changed it */
    struct plan *plan;
    struct trace trace; /* to its end */
    struct ledger ledger;
    uint32_t from;            /* the event where it begins; NO_EVENT: the start */
    uint32_t event;           /* where it comes to; NO_EVENT: it never comes there */
    struct question question; /* without choices where nothing is asked */
};

/* Plays the beat and poses its question. `cancel` as in struct posing. False when memory is out, or the run is too
 * long; then there is nothing to release. */
bool beat_run_make(const struct lesson *lesson, uint32_t beat, const struct cancel_token *cancel, struct beat_run *out,
                   struct err *err);
void beat_run_release(struct beat_run *run);

/* The events between which a beat's run goes, in a trace of its scenario with its changes. */
uint32_t beat_from(const struct lesson *lesson, uint32_t beat, const struct trace *trace);
uint32_t beat_event(const struct beat *beat, const struct trace *trace);

#endif
