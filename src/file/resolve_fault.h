/* The scripted faults of a file. */
#ifndef FILE_RESOLVE_FAULT_H
#define FILE_RESOLVE_FAULT_H

#include "file/resolver.h"

/* All else but the expectations is there. */
void resolve_faults(struct resolver *resolver, const struct raw_scenario *raw, const struct node *list);

#endif
