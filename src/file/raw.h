/* A scenario as its file has it: every scalar still as text, NULL what was not given.
 *
 * The structs come from keys.h: struct raw_bot, raw_job, … raw_scenario. They are filled from a file (fill.h), or from
 * a scenario that is to be written (write.c). */
#ifndef FILE_RAW_H
#define FILE_RAW_H

#include "file/keys.h"

#define RAW_SCALAR(T, field, key, value, need, about) const char *field;
#define RAW_SCALARS(T, field, key, value, most, need, about)                                                           \
    const char **field;                                                                                                \
    unsigned field##_count;
#define RAW_MAPPING(T, field, key, tag, need, about) struct raw_##tag *field;
#define RAW_MAPPINGS(T, field, key, tag, most, need, about)                                                            \
    struct raw_##tag *field;                                                                                           \
    unsigned field##_count;
#define RAW_STRUCT(tag, KEYS, what)                                                                                    \
    struct raw_##tag {                                                                                                 \
        KEYS(raw_##tag, RAW_SCALAR, RAW_SCALARS, RAW_MAPPING, RAW_MAPPINGS)                                            \
    };

MAPPING_LIST(RAW_STRUCT)

#endif
