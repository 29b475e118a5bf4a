/* How long micro-steps take where nobody says otherwise. */
#ifndef MODEL_LATENCY_H
#define MODEL_LATENCY_H

#include "base/duration.h"
#include "model/lists.h"

/* Of a bot's post. */
struct duration post_latency_default(enum micro micro);

/* Of a job's own: fetch, acknowledge, and the micro-steps of its enqueues and waits. */
struct duration job_latency_default(enum micro micro);

#endif
