/* The schedule of a file. */
#ifndef FILE_RESOLVE_SCHEDULE_H
#define FILE_RESOLVE_SCHEDULE_H

#include "file/resolver.h"

/* The names of the jobs are there. */
void resolve_schedule(struct resolver *resolver, const struct raw_scenario *raw, const struct node *list);

#endif
