#include "file/fill.h"

#include <string.h>

#include <cyaml/cyaml.h>

#include "base/check.h"

/* libcyaml's schema, from the same table as the structs. Nothing is required and nothing
 * bounded: scan and shape have checked that. */
static const cyaml_schema_value_t string_schema = {
    CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char, 0, CYAML_UNLIMITED),
};

#define RAW_ENUM_ITEM(tag, ...) RAW_##tag,
enum { EVERY_MAPPING_LIST(RAW_ENUM_ITEM) RAW_COUNT };

static const cyaml_schema_value_t mapping_schemas[RAW_COUNT];

#define LOAD_FLAGS (CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL)
#define FIELD_SCALAR(T, field, key, value, need, about)                                                                \
    CYAML_FIELD_STRING_PTR(key, LOAD_FLAGS, struct raw_##T, field, 0, CYAML_UNLIMITED),
#define FIELD_MEMBER(T, member, key, value, need, about)                                                               \
    CYAML_FIELD_STRING_PTR(key, LOAD_FLAGS, struct raw_##T, member, 0, CYAML_UNLIMITED),
#define FIELD_SCALARS(T, field, key, value, most, need, about)                                                         \
    CYAML_FIELD_SEQUENCE(key, LOAD_FLAGS, struct raw_##T, field, &string_schema, 0, CYAML_UNLIMITED),
#define FIELD_MAPPING(T, field, key, tag, need, about)                                                                 \
    CYAML_FIELD_MAPPING_PTR(key, LOAD_FLAGS, struct raw_##T, field, fields_##tag),
#define FIELD_MAPPINGS(T, field, key, tag, most, need, about)                                                          \
    CYAML_FIELD_SEQUENCE(key, LOAD_FLAGS, struct raw_##T, field, &mapping_schemas[RAW_##tag], 0, CYAML_UNLIMITED),
#define FIELDS(tag, KEYS, ...)                                                                                         \
    static const cyaml_schema_field_t fields_##tag[] = {                                                               \
        KEYS(tag, FIELD_SCALAR, FIELD_MEMBER, FIELD_SCALARS, FIELD_MAPPING, FIELD_MAPPINGS) CYAML_FIELD_END};

EVERY_MAPPING_LIST(FIELDS)

#define SCHEMA(tag, ...) [RAW_##tag] = {CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct raw_##tag, fields_##tag)},

/* Of the entries of lists. */
static const cyaml_schema_value_t mapping_schemas[RAW_COUNT] = {EVERY_MAPPING_LIST(SCHEMA)};

/* The whole is loaded into a pointer. */
static const struct {
    const struct mapping *mapping;
    cyaml_schema_value_t schema;
} roots[] = {
    {&mapping_scenario, {CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct raw_scenario, fields_scenario)}},
    {&mapping_lesson, {CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct raw_lesson, fields_lesson)}},
};

static const cyaml_schema_value_t *root_schema(const struct mapping *root)
{
    size_t i = 0;

    for (; roots[i].mapping != root; i++)
        CHECK(i + 1 < sizeof roots / sizeof *roots);
    return &roots[i].schema;
}

/* Aliases are let in: the scan found them to be of scalars, and not many. */
static const cyaml_config_t config = {
    .log_fn = NULL,
    .mem_fn = cyaml_mem,
    .log_level = CYAML_LOG_ERROR,
    .flags = CYAML_CFG_DEFAULT,
};

void *fill_from_bytes(const struct mapping *root, const char *bytes, size_t size)
{
    cyaml_data_t *data = NULL;
    const cyaml_err_t err = cyaml_load_data((const uint8_t *)bytes, size, &config, root_schema(root), &data, NULL);

    return err == CYAML_OK ? data : NULL;
}

void raw_free(const struct mapping *root, void *raw)
{
    if (raw)
        cyaml_free(&config, root_schema(root), raw, 0);
}

/* Recursion is as deep as the table of keys, whatever the file. NOLINTBEGIN(misc-no-recursion) */

static bool mapping_fill(const struct node *node, const struct mapping *mapping, void *raw, struct arena *arena);

static bool list_fill(const struct node *list, const struct key *key, void *raw, struct arena *arena)
{
    const size_t size = key->mapping ? key->mapping->size : sizeof(const char *);
    unsigned count = 0;
    char *entries;

    for (const struct node *node = node_first(list); node; node = node_next(node))
        count++;
    CHECK(count <= key->most);
    entries = arena_array(arena, count, size);
    if (!entries)
        return false;
    key_set(key, raw, entries, count);
    for (const struct node *node = node_first(list); node; node = node_next(node), entries += size) {
        if (!key->mapping)
            memcpy(entries, &node->text, size);
        else if (!mapping_fill(node, key->mapping, entries, arena))
            return false;
    }
    return true;
}

static bool key_fill(const struct node *node, const struct key *key, void *raw, struct arena *arena)
{
    void *inner;

    switch (key->form) {
    case KEY_SCALAR:
        key_set(key, raw, node->text, 0);
        return true;
    case KEY_MAPPING:
        inner = arena_array(arena, 1, key->mapping->size);
        key_set(key, raw, inner, 0);
        return inner && mapping_fill(node, key->mapping, inner, arena);
    case KEY_SCALARS:
    case KEY_MAPPINGS:
        return list_fill(node, key, raw, arena);
    }
    return false;
}

static bool mapping_fill(const struct node *node, const struct mapping *mapping, void *raw, struct arena *arena)
{
    CHECK(node->kind == NODE_MAPPING);
    for (size_t i = 0; i < mapping->key_count; i++) {
        const struct key *key = &mapping->keys[i];
        const struct node *given = node_get(node, key->name);

        if (given && !key_fill(given, key, raw, arena))
            return false;
    }
    return true;
}

/* NOLINTEND(misc-no-recursion) */

void *fill_from_nodes(const struct mapping *root, const struct node *node, struct arena *arena)
{
    void *raw = arena_array(arena, 1, root->size);

    return raw && mapping_fill(node, root, raw, arena) ? raw : NULL;
}
