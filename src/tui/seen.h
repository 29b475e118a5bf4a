/* What was seen, as it is typed to filter the crash map: the words of explore's --saw (model/saw.h). */
#ifndef TUI_SEEN_H
#define TUI_SEEN_H

#include "tui/session.h"

/* Takes what was typed where it can be read in the present scenario, "" where nothing was; else says why not, and `out`
 * is untouched. */
void seen_take(struct session *session, const char *typed, char out[TYPED_MAX]);

/* Forgets what cannot be read in the present scenario, which may be another one by now, and says why. */
void seen_check(struct session *session, char seen[TYPED_MAX]);

/* Appends what completes what was typed: the rest of the first name that begins so, with its '=', or of the first
 * state. Nothing where none does. */
void seen_complete(const struct scenario *scenario, const char *typed, struct text *out);

/* Appends what is seen of the present run at its end, to be changed into what was: every bot's posts. Nothing where
 * that is too long to be typed. */
void seen_of_run(struct session *session, struct text *out);

#endif
