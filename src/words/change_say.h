/* Changes as phrases, as tables and menus show them. */
#ifndef WORDS_CHANGE_SAY_H
#define WORDS_CHANGE_SAY_H

#include "model/change.h"

/* Appends the change as a phrase: "Riker asks \"already posted?\" first", "BotsJob split", "BotsJob retried up to 3
 * times", "without the fault: Worf's mail is down". `scenario` has the faults that the change is about. */
void change_say(const struct scenario *scenario, const struct change *change, struct text *out);

/* Appends several: "BotsJob split, and BotsJob retried up to 2 times". */
void changes_say(const struct scenario *scenario, const struct change *changes, size_t count, struct text *out);

#endif
