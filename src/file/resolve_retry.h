/* How a job is retried. */
#ifndef FILE_RESOLVE_RETRY_H
#define FILE_RESOLVE_RETRY_H

#include "file/resolver.h"

/* What a job says of its retries, `raw` and `node` NULL where it says nothing, goes before what the preset says; the
 * preset's waits stay when it gives none. */
void resolve_retry(struct resolver *resolver, const struct raw_retry *raw, const struct node *node, struct job *job);

#endif
