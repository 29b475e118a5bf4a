/* The bots of a file. */
#ifndef FILE_RESOLVE_BOT_H
#define FILE_RESOLVE_BOT_H

#include "file/resolver.h"

void resolve_bots(struct resolver *resolver, const struct raw_scenario *raw, const struct node *list);

#endif
