/* Outages: the faults that are known before they strike, since the clock alone says when. They are the platform's
 * faults that begin at an instant, and those that strike a gap every time in a span of time. */
#ifndef WORDS_OUTAGE_H
#define WORDS_OUTAGE_H

#include "base/text.h"
#include "trace/trace.h"

bool outage_is(const struct fault *fault);

/* The first event up to `told` (NO_EVENT: none) with which the fault of this index struck, or NO_EVENT: what is no
 * outage is told of from then on. Looks through the events. */
uint32_t outage_struck(const struct trace *trace, uint32_t fault, uint32_t told);

/* The first one; NULL where there is none. */
const struct fault *outage_of(const struct scenario *scenario);

/* Append when it begins, and when it is over where that is known, "5 s", "0 s – 90 s"; and what its author calls it,
 * with what it is where it is one of the platform's own. */
void outage_say_span(const struct fault *outage, struct text *out);
void outage_say(const struct scenario *scenario, const struct fault *outage, struct text *out);

#endif
