/* A fault in one line, as the command line's --fault takes it:
 *
 *     [DAY/]BOT|JOB[.STEP][#N][@ATTEMPT]:before|after:MICROSTEP:KIND[:TIMES]
 *
 *     Worf:before:commit:error:always         every post of Worf fails
 *     2/Worf@1:after:commit:timeout=10s       on day 2, in his first attempt, the reply is lost
 *     BotsJob.3#1:after:call:crash            at the third step of the first BotsJob the process dies
 *     BotsJob:before:acknowledge:stall=2m     a pause before the job is acknowledged
 *
 * TIMES is a number of strikes or "always"; 1 when not given. A timeout and a stall may carry their length; they take
 * the default lengths otherwise. Names of bots and jobs have none of the marks that stand here, which the loader sees
 * to. */
#ifndef MODEL_FAULT_TEXT_H
#define MODEL_FAULT_TEXT_H

#include "model/scenario.h"

/* Reads `spec` against the names of `scenario`; lists are taken from `arena`. False with a sentence that quotes what
 * was found and says what is allowed; `out` untouched. A micro-step that only another guard would have is accepted. */
bool fault_parse(const struct scenario *scenario, const char *spec, struct arena *arena, struct fault *out,
                 struct err *err);

/* Appends the fault as a phrase: its own name, else "error before Worf's commit". */
void fault_say(const struct scenario *scenario, const struct fault *fault, struct text *out);

/* True when the scenario as it stands can reach the fault's gap: the guard of the bot, or of every bot whose post the
 * step is, has that micro-step. Platform faults are always reached. */
bool fault_is_reachable(const struct scenario *scenario, const struct fault *fault);

#endif
