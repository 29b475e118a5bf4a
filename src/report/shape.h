/* What a JSON value is made of, as data, and its JSON Schema. Objects have no other members than those named. */
#ifndef REPORT_SHAPE_H
#define REPORT_SHAPE_H

#include "base/json_write.h"

enum shape_kind {
    SHAPE_OBJECT,  /* of `members` */
    SHAPE_COUNTED, /* of some of `words`, each with an `item` */
    SHAPE_LIST,    /* of `item` */
    SHAPE_WORD,    /* one of `words` */
    SHAPE_PLAIN,   /* of the JSON types `types` */
    SHAPE_ANY      /* one of `choices` */
};

struct shape {
    enum shape_kind kind;
    const struct member *members;
    size_t member_count;
    const struct shape *item;
    const char *const *words;
    size_t word_count;
    const char *types[3];
    const struct shape *const *choices;
    size_t choice_count;
};

/* Whether a member is there: always unless it is said; or null in its place. */
enum presence { ALWAYS, SOMETIMES, OR_NULL };

struct member {
    const char *name;
    const struct shape *shape;
    enum presence presence;
};

/* The schema (draft-07) of a shape, NULL when memory is out. */
json_t *shape_schema(const struct shape *shape);

#endif
