/* A run as a trace file that Perfetto (https://ui.perfetto.dev) and chrome://tracing open: Chrome's trace JSON.
 *
 * A process of the platform is a process, a worker a thread. An attempt is a slice of its worker, each of its
 * micro-steps a slice within, from the one before it to the instant in which it acts. A worker does one attempt at a
 * time and a slice ends at the latest where the worker's next one begins: slices of a thread nest. "The world" is one
 * process more, with a thread for each bot, on which its effects are instants, and its misses. Other moments are
 * instants where they happen.
 *
 * Flows lead from attempt to attempt: "retry", of one job instance, to the next; "enqueue", from the attempt that
 * pushed an instance, to its first; "again", from the post before to one that is a duplicate. A post that lands when
 * its attempt is over is bound to the attempt's end, and its arrow may lead back from there. Times are virtual: 1 ms of
 * the run is 1 ms there. */
#ifndef REPORT_PERFETTO_H
#define REPORT_PERFETTO_H

#include "trace/ledger.h"

enum { PERFETTO_EVENTS_MAX = 200000 };

/* Appends the file of the first `shown` events. False when memory is out, or there are more than
 * PERFETTO_EVENTS_MAX. */
bool perfetto_write(const struct trace *trace, const struct ledger *ledger, uint32_t shown, struct text *out,
                    struct err *err);

#endif
