/* JSON values on their way out: what the commands that build them with jansson have in common. */
#ifndef REPORT_JSON_VALUE_H
#define REPORT_JSON_VALUE_H

#include <jansson.h>

#include "base/text.h"
#include "explore/placement.h"
#include "trace/ledger.h"

/* Sets a member of an object. What cannot be made, or held, lets the object go: it is NULL, to the end. */
void json_add(json_t **object, const char *key, json_t *value);

/* The same with a further item of an array. */
void json_append(json_t **array, json_t *value);

/* Adds the counts under their names. */
void json_add_tally(json_t **object, const struct tally *tally);

/* Adds "preset": the platform's, with its version, as "sidekiq-8.1". */
void json_add_preset(json_t **object, const struct scenario *scenario);

/* Adds what struck in a run: "faults", as their options; "own_faults", the numbers of the file's own; "text", in
 * words. */
void json_add_placements(json_t **object, const struct scenario *scenario, const struct placement *set, uint32_t count);

/* The text as a JSON string, NULL where either ran out of memory; the text is released. */
json_t *json_of_text(struct text *text);

/* [count, …] */
json_t *json_of_counts(const uint64_t *counts, size_t count);

/* {wish: runs that refuse it}, but for the scenario's `unjudged` ones */
json_t *json_of_refused(unsigned unjudged, const uint64_t refused[WISH_COUNT]);

/* {wish: is it granted?}, likewise */
json_t *json_of_wishes(unsigned unjudged, const bool wishes[WISH_COUNT]);

/* Appends the value, by jansson's flags, and releases it. NULL, or no memory, makes the text fail: json_dumps leaves
 * out keys that it has no memory for. */
void json_write_value(json_t *value, size_t flags, struct text *out);

/* Appends the value, indented, and a newline; numbers with a point in 17 digits, so that reading gives the same
 * again. */
void json_deliver(json_t *value, struct text *out);

#endif
