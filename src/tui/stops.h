/* Where a class stops: the moments of a run without those that teach nothing new, about a dozen.
 *
 * Of several alike in one instant the last one is a stop. Of what happens again and again, a fault that strikes the
 * same bot, a guard that skips it, only the first and the last time is; of jobs that are started over only the first. A
 * job that succeeds is none: what it came to was seen. What the world sees and what ends in trouble always is. */
#ifndef TUI_STOPS_H
#define TUI_STOPS_H

#include "trace/trace.h"

bool stop_is(const struct trace *trace, uint32_t event);

/* The next stop behind an event, NO_EVENT being the start; the last one before it. NO_EVENT: there is none. */
uint32_t stop_after(const struct trace *trace, uint32_t event);
uint32_t stop_before(const struct trace *trace, uint32_t event);

#endif
