#include "report/shape.h"

static json_t *schema_of(const struct shape *shape, bool is_null_let);

static json_t *words_json(const struct shape *shape, bool is_null_let)
{
    json_t *words = json_array();

    for (size_t i = 0; i < shape->word_count; i++)
        json_append(&words, json_string(shape->words[i]));
    if (is_null_let)
        json_append(&words, json_null());
    return json_pack("{s:o}", "enum", words);
}

static json_t *plain_json(const struct shape *shape, bool is_null_let)
{
    json_t *types = json_array();

    for (size_t i = 0; i < sizeof shape->types / sizeof *shape->types && shape->types[i]; i++)
        json_append(&types, json_string(shape->types[i]));
    if (is_null_let)
        json_append(&types, json_string("null"));
    return json_pack("{s:o}", "type", types);
}

static json_t *object_json(const struct shape *shape)
{
    json_t *properties = json_object(), *required = json_array();

    for (size_t i = 0; i < shape->member_count; i++) {
        const struct member *member = &shape->members[i];

        json_add(&properties, member->name, schema_of(member->shape, member->presence == OR_NULL));
        if (member->presence != SOMETIMES)
            json_append(&required, json_string(member->name));
    }
    return json_pack("{s:s, s:o, s:o, s:b}", "type", "object", "properties", properties, "required", required,
                     "additionalProperties", 0);
}

static json_t *counted_json(const struct shape *shape)
{
    json_t *properties = json_object();

    for (size_t i = 0; i < shape->word_count; i++)
        json_add(&properties, shape->words[i], schema_of(shape->item, false));
    return json_pack("{s:s, s:o, s:b}", "type", "object", "properties", properties, "additionalProperties", 0);
}

static json_t *any_json(const struct shape *shape)
{
    json_t *list = json_array();

    for (size_t i = 0; i < shape->choice_count; i++)
        json_append(&list, schema_of(shape->choices[i], false));
    return json_pack("{s:o}", "anyOf", list);
}

/* As deep as the tables above. */
static json_t *schema_of(const struct shape *shape, bool is_null_let)
{
    json_t *schema = NULL;

    switch (shape->kind) {
    case SHAPE_OBJECT:
        schema = object_json(shape);
        break;
    case SHAPE_COUNTED:
        schema = counted_json(shape);
        break;
    case SHAPE_LIST:
        schema = json_pack("{s:s, s:o}", "type", "array", "items", schema_of(shape->item, false));
        break;
    case SHAPE_WORD:
        return words_json(shape, is_null_let);
    case SHAPE_PLAIN:
        return plain_json(shape, is_null_let);
    case SHAPE_ANY:
        schema = any_json(shape);
        break;
    }
    return is_null_let ? json_pack("{s:[o, {s:s}]}", "anyOf", schema, "type", "null") : schema;
}

json_t *shape_schema(const struct shape *shape)
{
    return schema_of(shape, false);
}
