/* How a job's retries wait. */
#ifndef MODEL_RETRY_H
#define MODEL_RETRY_H

#include "model/key_path.h"

/* The jitter of a version of Sidekiq, "X.Y" or "X.Y.Z". */
enum sidekiq_jitter sidekiq_jitter_of(const char *version);

/* Does it say how long to wait before a retry? */
bool retry_has_wait(const struct retry *retry);

/* Do both retry as often, after the same waits? */
bool retry_equal(const struct retry *a, const struct retry *b);

/* Sets what the path, of a job's retry, leads to. Its way to wait is then the one that the key is about; retries that
 * have no wait get RETRY_WAIT_USUAL. False with a sentence when there is no wait of that number, or no memory. */
#define RETRY_WAIT_USUAL (60 * SECOND)
bool retry_set(struct retry *retry, const struct key_path *path, const struct datum *datum, struct arena *arena,
               struct err *err);

#endif
