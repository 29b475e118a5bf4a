/* A scenario as libcyaml loads it: the file's shape, every scalar still as text, NULL what was not given.
 *
 * The structs come from keys.h. libcyaml gets only what the scan and the check of the shape found sound, written anew
 * in one style, so that nothing it would misread can reach it and loading fails for want of memory alone. */
#ifndef FILE_RAW_H
#define FILE_RAW_H

#include "file/keys.h"
#include "file/scan.h"

#define RAW_SCALAR(T, field, key, value, need, about) char *field;
#define RAW_SCALARS(T, field, key, value, most, need, about)                                                           \
    char **field;                                                                                                      \
    unsigned field##_count;
#define RAW_MAPPING(T, field, key, tag, need, about) struct raw_##tag *field;
#define RAW_MAPPINGS(T, field, key, tag, most, need, about)                                                            \
    struct raw_##tag *field;                                                                                           \
    unsigned field##_count;
#define RAW_STRUCT(tag, KEYS, what)                                                                                    \
    struct raw_##tag {                                                                                                 \
        KEYS(raw_##tag, RAW_SCALAR, RAW_SCALARS, RAW_MAPPING, RAW_MAPPINGS)                                            \
    };

/* struct raw_bot, raw_job, … raw_scenario. Lists leave out what was bad, as node_first and node_next do. */
MAPPING_LIST(RAW_STRUCT)

/* Loads the sound part of the tree under `root`. NULL when memory is out. To be freed by raw_free. */
struct raw_scenario *raw_load(const struct node *root);
void raw_free(struct raw_scenario *raw);

#endif
