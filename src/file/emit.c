#include "file/emit.h"

#include <limits.h>
#include <string.h>

#include <yaml.h>

#include "model/value.h"

#define EMIT_COLUMNS 110  /* what is wider goes over several lines, if it is no scalar */
#define PROSE_COLUMNS 100 /* prose that is longer is folded */

/* A file that is being written. */
struct emission {
    yaml_emitter_t yaml;
    struct text *out;
    bool failed;
};

static int append(void *out, unsigned char *bytes, size_t size)
{
    struct text *text = out;

    text_add_bytes(text, (const char *)bytes, size);
    return !text->failed;
}

/* `is_made`: memory sufficed for the event. */
static void emit(struct emission *emission, yaml_event_t *event, int is_made)
{
    if (emission->failed || !is_made) {
        emission->failed = true;
        if (is_made)
            yaml_event_delete(event);
    } else if (!yaml_emitter_emit(&emission->yaml, event)) {
        emission->failed = true;
    }
}

static void scalar_emit(struct emission *emission, const char *text, yaml_scalar_style_t style)
{
    yaml_event_t event;

    emit(emission, &event,
         yaml_scalar_event_initialize(&event, NULL, NULL, (const yaml_char_t *)text, (int)strlen(text), 1, 1, style));
}

static yaml_scalar_style_t style_of(const char *text, enum value value)
{
    const enum value_form form = value_rules[value].form;

    if (!value_form_is_text(form))
        return YAML_PLAIN_SCALAR_STYLE;
    if (form == FORM_PROSE && strchr(text, '\n'))
        return YAML_LITERAL_SCALAR_STYLE;
    if (form == FORM_PROSE && text_width(text) > PROSE_COLUMNS)
        return YAML_FOLDED_SCALAR_STYLE;
    return value_is_plain_text(text) ? YAML_PLAIN_SCALAR_STYLE : YAML_DOUBLE_QUOTED_SCALAR_STYLE;
}

/* Only prose is broken into lines. */
static void value_emit(struct emission *emission, const char *text, enum value value)
{
    const yaml_scalar_style_t style = style_of(text, value);

    yaml_emitter_set_width(&emission->yaml, style == YAML_FOLDED_SCALAR_STYLE ? PROSE_COLUMNS : INT_MAX);
    scalar_emit(emission, text, style);
}

/* Recursion is as deep as the table of keys. NOLINTBEGIN(misc-no-recursion) */

static int mapping_width(const struct mapping *mapping, const void *raw);

/* Columns that a key's value takes in flow style, quotes aside. */
static int value_width(const struct key *key, const void *raw)
{
    const void *list;
    unsigned count;
    int width = 0;

    if (key->form == KEY_SCALAR)
        return text_width(key_get(key, raw, NULL));
    if (key->form == KEY_MAPPING)
        return mapping_width(key->mapping, key_get(key, raw, NULL));
    list = key_get(key, raw, &count);
    for (unsigned i = 0; i < count; i++)
        width += 2 + (key->mapping ? mapping_width(key->mapping, key_entry(key, list, i))
                                   : text_width(key_entry(key, list, i)));
    return width;
}

static int mapping_width(const struct mapping *mapping, const void *raw)
{
    int width = 0;

    for (size_t i = 0; i < mapping->key_count; i++)
        if (key_get(&mapping->keys[i], raw, NULL))
            width += text_width(mapping->keys[i].name) + 4 + value_width(&mapping->keys[i], raw);
    return width;
}

static void mapping_emit(struct emission *emission, const struct mapping *mapping, const void *raw, bool is_flow,
                         int columns);

static void list_emit(struct emission *emission, const struct key *key, const void *raw, bool is_flow, int columns)
{
    yaml_event_t event;
    unsigned count;
    const void *list = key_get(key, raw, &count);

    emit(emission, &event,
         yaml_sequence_start_event_initialize(&event, NULL, NULL, 1,
                                              is_flow ? YAML_FLOW_SEQUENCE_STYLE : YAML_BLOCK_SEQUENCE_STYLE));
    for (unsigned i = 0; i < count; i++) {
        const void *entry = key_entry(key, list, i);

        if (key->mapping)
            mapping_emit(emission, key->mapping, entry, is_flow || mapping_width(key->mapping, entry) <= columns,
                         columns);
        else
            value_emit(emission, entry, key->value);
    }
    emit(emission, &event, yaml_sequence_end_event_initialize(&event));
}

/* Whether nothing is said but what a single word says, too. */
static bool is_word(const struct mapping *mapping, const void *raw)
{
    for (size_t i = 0; i < mapping->key_count; i++)
        if (!mapping->word ||
            (key_get(&mapping->keys[i], raw, NULL) != NULL) != (strcmp(mapping->keys[i].name, mapping->word) == 0))
            return false;
    return true;
}

/* A mapping, or the word that stands for it. */
static void part_emit(struct emission *emission, const struct key *key, const void *raw, bool is_flow, int columns)
{
    const struct mapping *mapping = key->mapping;
    const void *part = key_get(key, raw, NULL);
    const struct key *word = is_word(mapping, part) ? key_find(mapping, mapping->word) : NULL;

    if (word)
        value_emit(emission, key_get(word, part, NULL), word->value);
    else
        mapping_emit(emission, mapping, part, is_flow, columns);
}

/* `columns`: how many there are at the mapping's indentation. */
static void key_emit(struct emission *emission, const struct key *key, const void *raw, bool is_flow, int columns)
{
    const bool is_of_whole = columns == EMIT_COLUMNS && key->form == KEY_MAPPINGS;
    const bool fits = text_width(key->name) + 2 + value_width(key, raw) <= columns;

    scalar_emit(emission, key->name, YAML_PLAIN_SCALAR_STYLE);
    switch (key->form) {
    case KEY_SCALAR:
        value_emit(emission, key_get(key, raw, NULL), key->value);
        return;
    case KEY_MAPPING:
        part_emit(emission, key, raw, is_flow || fits, columns - 2);
        return;
    case KEY_SCALARS:
    case KEY_MAPPINGS:
        list_emit(emission, key, raw, is_flow || (fits && !is_of_whole), columns - 2);
        return;
    }
}

static void mapping_emit(struct emission *emission, const struct mapping *mapping, const void *raw, bool is_flow,
                         int columns)
{
    yaml_event_t event;

    emit(emission, &event,
         yaml_mapping_start_event_initialize(&event, NULL, NULL, 1,
                                             is_flow ? YAML_FLOW_MAPPING_STYLE : YAML_BLOCK_MAPPING_STYLE));
    for (size_t i = 0; i < mapping->key_count; i++)
        if (key_get(&mapping->keys[i], raw, NULL))
            key_emit(emission, &mapping->keys[i], raw, is_flow, columns);
    emit(emission, &event, yaml_mapping_end_event_initialize(&event));
}

/* NOLINTEND(misc-no-recursion) */

void emit_mapping(const struct mapping *mapping, const void *raw, bool is_line, struct text *out)
{
    struct emission emission = {.out = out};
    yaml_event_t event;

    if (!yaml_emitter_initialize(&emission.yaml)) {
        out->failed = true;
        return;
    }
    yaml_emitter_set_output(&emission.yaml, append, out);
    yaml_emitter_set_unicode(&emission.yaml, 1);
    emit(&emission, &event, yaml_stream_start_event_initialize(&event, YAML_UTF8_ENCODING));
    emit(&emission, &event, yaml_document_start_event_initialize(&event, NULL, NULL, NULL, 1));
    mapping_emit(&emission, mapping, raw, is_line, EMIT_COLUMNS);
    emit(&emission, &event, yaml_document_end_event_initialize(&event, 1));
    emit(&emission, &event, yaml_stream_end_event_initialize(&event));
    out->failed = out->failed || emission.failed;
    yaml_emitter_delete(&emission.yaml);
}
