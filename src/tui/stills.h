/* Stills: the stage of a run at each of its events, and where its gates ask, as it stands in a document. Nobody plays
 * it: what is behind the moment is not shown, and nothing is told that a terminal alone can do.
 *
 *     struct stills stills;
 *
 *     if (!stills_init(&stills, &trace, "sequential", err)) …
 *     stills_paint(&stills, at, &cells, err);
 *     stills_release(&stills); */
#ifndef TUI_STILLS_H
#define TUI_STILLS_H

#include "explore/question.h"
#include "screens/stage.h"

struct stills {
    const struct trace *trace; /* whole or cut; the caller's */
    const char *name;          /* of the scenario, as in the header; the caller's */
    struct stage_index *index;
    struct question *questions; /* of the gates that have choices, as they come; owned */
    uint32_t question_count;
    struct area sentence; /* where the last picture's sentence stands */
    struct screen *screen;
};

/* `asks`: its gates ask. False when memory is out; then there is nothing to release. */
bool stills_init(struct stills *stills, const struct trace *trace, const char *name, bool asks, struct err *err);
void stills_release(struct stills *stills);

/* Paints the stage at an event, or at the start (NO_EVENT). False when memory is out. */
bool stills_paint(struct stills *stills, uint32_t at, struct cells *cells, struct err *err);

/* Paints it where a question is open, which ends the run there. */
bool stills_paint_question(struct stills *stills, uint32_t number, struct cells *cells, struct err *err);

#endif
