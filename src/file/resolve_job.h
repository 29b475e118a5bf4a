/* The jobs of a file: their names first, which steps refer to. */
#ifndef FILE_RESOLVE_JOB_H
#define FILE_RESOLVE_JOB_H

#include "file/resolver.h"

void resolve_job_names(struct resolver *resolver, const struct raw_scenario *raw, const struct node *list);

/* All else of them. The platform and the bots are there. */
void resolve_jobs(struct resolver *resolver, const struct raw_scenario *raw, const struct node *list);

#endif
