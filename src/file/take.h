/* From a file's bytes to its raw structs, for every kind of file: bytes → nodes with their places (scan) → their shape
 * (shape) → structs (fill). What they mean is the resolver's. */
#ifndef FILE_TAKE_H
#define FILE_TAKE_H

#include "file/scan.h"
#include "model/key_table.h"

struct taken {
    const struct mapping *mapping; /* what the file is */
    struct scan scan;
    void *raw;    /* its raw struct; NULL when memory is out, of which the diags know */
    void *loaded; /* what libcyaml loaded, to be freed: `raw`, or NULL */
};

/* Reads `size` bytes as the mapping. False when there is nothing to go on with. All mistakes are reported, and `raw` is
 * of what is sound, with its nodes under scan.root. To be released in any case. */
bool take_read(struct taken *taken, const struct mapping *mapping, const char *bytes, size_t size, struct diags *diags);
void take_release(struct taken *taken);

#endif
