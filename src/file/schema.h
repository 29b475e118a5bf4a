/* The JSON Schema of scenario files, for editors: assets/scenario.schema.json. It is made from the same tables as the
 * loader; what spans several keys it says as far as a schema can. */
#ifndef FILE_SCHEMA_H
#define FILE_SCHEMA_H

#include <stdbool.h>

#include "base/text.h"

/* Appends the schema (JSON, draft-07). False when memory is out. */
bool schema_write(struct text *out);

#endif
