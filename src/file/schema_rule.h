/* The rules of the JSON Schema that span several keys of one mapping: which keys go with which guard, which faults
 * strike where, what a step may be. */
#ifndef FILE_SCHEMA_RULE_H
#define FILE_SCHEMA_RULE_H

#include "base/text.h"

/* Appends the rule of the mapping of this tag (MAPPING_LIST) as JSON: an object, "{}" where there is none. */
void schema_rule_write(const char *tag, struct text *out);

#endif
