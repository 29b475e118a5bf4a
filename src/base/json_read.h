/* JSON read by jansson, and memory that runs out meanwhile. */
#ifndef BASE_JSON_READ_H
#define BASE_JSON_READ_H

#include <stddef.h>

#include <jansson.h>

#include "base/err.h"

/* The value, which the caller lets go. NULL with a sentence where it is no JSON, has a key twice, or memory is out. */
json_t *json_read(const char *bytes, size_t size, struct err *err);

#endif
