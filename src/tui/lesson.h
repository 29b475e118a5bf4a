/* The walk through a lesson: from one station to the next, and back to the one where one was.
 *
 * A station is a beat, and where its run stands: of a beat that is walked its start, each stop, and its place. PgDn
 * goes through all of them with a remote. Everything else that a person does is an excursion: Home comes back to the
 * station, and finds everything as it was when it was first come to; what was made on the way is let go, its command
 * lines are kept for the farewell. A beat's run is made when it is come to. */
#ifndef TUI_LESSON_H
#define TUI_LESSON_H

#include "tui/app.h"

/* Comes to the first station of the options' lesson, and answers its requests from then on. False with a reason. */
bool lesson_begin(struct app *app, struct err *err);

#endif
