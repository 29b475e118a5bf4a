/* The transport: the run on the stage, moved in time. The stage, the close-up and the diagram share it. */
#ifndef TUI_TRANSPORT_H
#define TUI_TRANSPORT_H

#include "tui/app.h"
#include "words/story.h"

/* Steps, moments or matches, the edges. */
extern const struct handler transport_steps[];

/* Attempts, places, playing and its speed. */
extern const struct handler transport_plays[];

/* While it is played: for how long nothing changes; and what comes then. */
int transport_wait(const struct app *app);
void transport_advance(struct app *app);

/* The nearest event behind (or before) `at` whose sentence tells of what the session searches for, or NO_EVENT; that,
 * too, where session_stops. */
uint32_t transport_match(struct session *session, const struct story *story, uint32_t at, bool is_forward);

/* Goes to the place that is typed, or says why not. */
void transport_go_to(struct app *app, const char *typed);

/* Where `n` goes from an event of the run on the stage: the next moment, of a class the next stop, or where nothing but
 * verdicts is left behind that the end; the one before. NO_EVENT: there is none. */
uint32_t transport_after(const struct session *session, uint32_t at);
uint32_t transport_before(const struct session *session, uint32_t at);

#endif
