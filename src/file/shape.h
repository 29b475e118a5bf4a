/* The shape of a scenario file: which keys each mapping has, what stands under them, which must not be missing. */
#ifndef FILE_SHAPE_H
#define FILE_SHAPE_H

#include "file/scan.h"
#include "file/value.h"

enum key_form { KEY_SCALAR, KEY_SCALARS, KEY_MAPPING, KEY_MAPPINGS };

enum key_need {
    KEY_OPTIONAL,
    KEY_FILLED, /* optional too, but not an empty list */
    KEY_REQUIRED
};

struct mapping;

struct key {
    const char *name;
    enum key_form form;
    enum value value;              /* of a scalar, or of each in the list */
    const struct mapping *mapping; /* of KEY_MAPPING and KEY_MAPPINGS */
    uint32_t most;                 /* entries of a list; at least 1 */
    enum key_need need;
    const char *about;
};

struct mapping {
    const char *what; /* "a bot" */
    const struct key *keys;
    size_t key_count;
};

/* The table of keys.h for the whole file. */
extern const struct mapping mapping_scenario;

/* Holds the tree against the table; reports every mistake and marks what is wrong as bad. */
void shape_check(struct node *root, struct diags *diags);

#endif
