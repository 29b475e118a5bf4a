/* How a job's retries wait. */
#ifndef MODEL_RETRY_H
#define MODEL_RETRY_H

#include "model/scenario.h"

/* The jitter of a version of Sidekiq, "X.Y" or "X.Y.Z". */
enum sidekiq_jitter sidekiq_jitter_of(const char *version);

/* Do both retry as often, after the same waits? */
bool retry_equal(const struct retry *a, const struct retry *b);

#endif
