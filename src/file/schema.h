/* The JSON Schemas of scenario and lesson files, for editors: assets/scenario.schema.json, assets/lesson.schema.json.
 * They are made from the same tables as the loader; what spans several keys they say as far as a schema can. */
#ifndef FILE_SCHEMA_H
#define FILE_SCHEMA_H

#include <stdbool.h>

#include "base/text.h"
#include "model/key_table.h"

/* Appends the schema (JSON, draft-07) of what a file is: &mapping_scenario, &mapping_lesson. False when memory is
 * out. */
bool schema_write(const struct mapping *root, struct text *out);

#endif
