/* The help topic "limits": what the model leaves out, and which way that leans. */
#ifndef CLI_LIMITS_H
#define CLI_LIMITS_H

#include "base/text.h"

#define LIMITS_TOPIC "limits"

/* Broken to `columns`. */
void limits_write(int columns, struct text *out);

#endif
