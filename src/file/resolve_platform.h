/* The platform of a file. */
#ifndef FILE_RESOLVE_PLATFORM_H
#define FILE_RESOLVE_PLATFORM_H

#include "file/resolver.h"

/* `raw` NULL: the defaults. `node` is then the whole. */
void resolve_platform(struct resolver *resolver, const struct raw_platform *raw, const struct node *node);

#endif
