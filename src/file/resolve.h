/* A scenario out of the raw structs of its file: see resolver.h. */
#ifndef FILE_RESOLVE_H
#define FILE_RESOLVE_H

#include "file/resolver.h"

/* Fills the resolver's scenario, whose arena is ready, from what was loaded. False when memory is out. */
bool resolve(struct resolver *resolver, const struct raw_scenario *raw, const struct node *root);

#endif
