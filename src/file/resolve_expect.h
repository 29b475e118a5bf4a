/* What a file expects of its run. */
#ifndef FILE_RESOLVE_EXPECT_H
#define FILE_RESOLVE_EXPECT_H

#include "file/resolver.h"

/* All else is there. */
void resolve_expects(struct resolver *resolver, const struct raw_scenario *raw, const struct node *list);

#endif
