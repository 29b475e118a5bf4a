/* A run of a comparison as JSON. */
#ifndef REPORT_COMPARE_JSON_H
#define REPORT_COMPARE_JSON_H

#include <jansson.h>

#include "trace/ledger.h"

/* As json.h has it; `is_struck` is its "struck". */
json_t *compare_json(const struct trace *trace, const struct ledger *ledger, bool is_struck);

#endif
