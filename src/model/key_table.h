/* The keys of keys.h as data: what is known of each, and where it stands in the raw structs and in the model. The check
 * of a file's shape, the filling of the structs, reading, writing and the schema, all in file, walk over it. */
#ifndef MODEL_KEY_TABLE_H
#define MODEL_KEY_TABLE_H

#include "model/lesson_keys.h"
#include "model/value.h"

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
    const struct mapping *mapping; /* of KEY_MAPPING and KEY_MAPPINGS; else NULL */
    uint32_t most;                 /* entries of a list; at least 1 */
    enum key_need need;
    const char *about;
    size_t field, count;        /* where its field, and a list's count, begin in the raw struct */
    size_t member, member_size; /* where the model's member begins in its struct, and its bytes; 0: it is no member */
};

struct mapping {
    const char *tag;  /* "bot" */
    const char *what; /* "a bot" */
    const char *word; /* the key that a single word in its place stands for; NULL: none may stand there */
    const struct key *keys;
    size_t key_count;
    size_t size; /* of its raw struct */
};

/* mapping_bot, mapping_job, … and mapping_scenario, mapping_lesson, the whole files. */
#define MAPPING_DECLARE(tag, ...) extern const struct mapping mapping_##tag;
EVERY_MAPPING_LIST(MAPPING_DECLARE)

/* The key of that name; NULL when the mapping has none. */
const struct key *key_find(const struct mapping *mapping, const char *name);

/* The next part of the mapping behind `last` (NULL: the first one) that has a key of that name: of a job and "limit" it
 * is `retry`; NULL: no more. */
const struct key *key_part_next(const struct mapping *mapping, const char *name, const struct key *last);

/* A key's field in a raw struct: a text, the first entry of a list, or the struct of a mapping; NULL where it was not
 * given. `*count`, if not NULL, becomes a list's number of entries. */
const void *key_get(const struct key *key, const void *raw, unsigned *count);
void key_set(const struct key *key, void *raw, const void *field, unsigned count);

/* Entry `i` of a list that key_get returned: a text, or a raw struct. */
const void *key_entry(const struct key *key, const void *list, unsigned i);

/* A member of `model`, which is the mapping's struct of the model: struct bot, struct job and so on; of a retry's
 * exponential waits the struct retry, of latencies the struct that has them. Texts are not copied out, but copied in:
 * false when memory is out. The key must be a member. */
struct datum member_get(const struct key *key, const void *model);
bool member_set(const struct key *key, void *model, const struct datum *datum, struct arena *arena);

#endif
