/* JSON values on their way out: built with jansson, dumped into a text. Memory that runs out lets the whole value
 * go. */
#ifndef BASE_JSON_WRITE_H
#define BASE_JSON_WRITE_H

#include <jansson.h>

#include "base/text.h"

/* Sets a member of an object. What cannot be made, or held, lets the object go: it is NULL, to the end. */
void json_add(json_t **object, const char *key, json_t *value);

/* Sets all members of `members`, which is released. */
void json_add_all(json_t **object, json_t *members);

/* The same with a further item of an array. */
void json_append(json_t **array, json_t *value);

/* The text as a JSON string, NULL where either ran out of memory; the text is released. */
json_t *json_of_text(struct text *text);

/* [count, …] */
json_t *json_of_counts(const uint64_t *counts, size_t count);

/* Appends the value, by jansson's flags, and releases it. NULL, or no memory, makes the text fail: json_dumps leaves
 * out keys that it has no memory for. */
void json_write_value(json_t *value, size_t flags, struct text *out);

/* Appends the value, indented, and a newline; numbers with a point in 17 digits, so that reading gives the same
 * again. */
void json_deliver(json_t *value, struct text *out);

#endif
