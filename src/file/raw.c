#include "file/raw.h"

#include <stddef.h>
#include <string.h>

#include <cyaml/cyaml.h>

#include "base/text.h"

/* libcyaml's schema, from the same table as the structs. Nothing is required and nothing bounded: that was seen to. */
static const cyaml_schema_value_t string_schema = {
    CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char, 0, CYAML_UNLIMITED),
};

#define RAW_ENUM_ITEM(tag, KEYS, what) RAW_##tag,
enum { MAPPING_LIST(RAW_ENUM_ITEM) RAW_COUNT };

static const cyaml_schema_value_t mapping_schemas[RAW_COUNT];

#define LOAD_FLAGS (CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL)
#define FIELD_SCALAR(T, field, key, value, need, about)                                                                \
    CYAML_FIELD_STRING_PTR(key, LOAD_FLAGS, struct T, field, 0, CYAML_UNLIMITED),
#define FIELD_SCALARS(T, field, key, value, most, need, about)                                                         \
    CYAML_FIELD_SEQUENCE(key, LOAD_FLAGS, struct T, field, &string_schema, 0, CYAML_UNLIMITED),
#define FIELD_MAPPING(T, field, key, tag, need, about)                                                                 \
    CYAML_FIELD_MAPPING_PTR(key, LOAD_FLAGS, struct T, field, fields_##tag),
#define FIELD_MAPPINGS(T, field, key, tag, most, need, about)                                                          \
    CYAML_FIELD_SEQUENCE(key, LOAD_FLAGS, struct T, field, &mapping_schemas[RAW_##tag], 0, CYAML_UNLIMITED),
#define FIELDS(tag, KEYS, what)                                                                                        \
    static const cyaml_schema_field_t fields_##tag[] = {                                                               \
        KEYS(raw_##tag, FIELD_SCALAR, FIELD_SCALARS, FIELD_MAPPING, FIELD_MAPPINGS) CYAML_FIELD_END};

MAPPING_LIST(FIELDS)

#define SCHEMA(tag, KEYS, what) [RAW_##tag] = {CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct raw_##tag, fields_##tag)},

/* Of the entries of lists. */
static const cyaml_schema_value_t mapping_schemas[RAW_COUNT] = {MAPPING_LIST(SCHEMA)};

/* The whole is loaded into a pointer. */
static const cyaml_schema_value_t schema_root = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct raw_scenario, fields_scenario),
};

static const cyaml_config_t config = {
    .log_fn = NULL,
    .mem_fn = cyaml_mem,
    .log_level = CYAML_LOG_ERROR,
    .flags = CYAML_CFG_NO_ALIAS,
};

/* In double quotes; the only escapes are those without which it would end or change: what else would change it is
 * unsafe, and no sound value holds that. */
static void string_write(const char *string, struct text *out)
{
    text_add(out, "\"");
    while (*string) {
        const size_t plain = strcspn(string, "\"\\\n\t");

        text_add_bytes(out, string, plain);
        string += plain;
        if (*string == '\n')
            text_add(out, "\\n");
        else if (*string == '\t')
            text_add(out, "\\t");
        else if (*string)
            text_addf(out, "\\%c", *string);
        string += *string != '\0';
    }
    text_add(out, "\"");
}

/* Of sound nodes, which are as deep as the table of keys. NOLINTNEXTLINE(misc-no-recursion) */
static void node_write(const struct node *node, struct text *out)
{
    const bool is_list = node->kind == NODE_LIST;

    if (node->kind == NODE_SCALAR) {
        string_write(node->text, out);
        return;
    }
    text_add(out, is_list ? "[" : "{");
    for (const struct node *child = node_first(node); child; child = node_next(child)) {
        if (!is_list) {
            string_write(child->key, out);
            text_add(out, ": ");
        }
        node_write(child, out);
        text_add(out, ",\n");
    }
    text_add(out, is_list ? "]" : "}");
}

struct raw_scenario *raw_load(const struct node *root)
{
    struct text yaml = {0};
    cyaml_data_t *data = NULL;
    cyaml_err_t err = CYAML_ERR_OOM;

    node_write(root, &yaml);
    if (!yaml.failed)
        err = cyaml_load_data((const uint8_t *)text_str(&yaml), yaml.size, &config, &schema_root, &data, NULL);
    text_release(&yaml);
    return err == CYAML_OK ? data : NULL;
}

void raw_free(struct raw_scenario *raw)
{
    if (raw)
        cyaml_free(&config, &schema_root, raw, 0);
}
