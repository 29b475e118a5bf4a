/* Whether a file's own bytes and the nodes of its tree fill the raw structs alike. */
#ifndef TESTS_SUPPORT_RAW_SAME_H
#define TESTS_SUPPORT_RAW_SAME_H

#include "base/text.h"
#include "model/key_table.h"

/* Compares two structs of `mapping` field by field. False with the first field that differs in `why`. */
bool raw_same(const struct mapping *mapping, const void *a, const void *b, struct text *why);

/* Fills the structs of a file, whose mapping is `root`, in both ways and compares them. True also of a file in which something is wrong, which is not for
 * libcyaml. */
bool fills_are_same(const struct mapping *root, const char *bytes, size_t size, struct text *why);

#endif
