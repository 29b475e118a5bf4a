#include "file/shape.h"

#include <string.h>

#include "model/key_table.h"
#include "model/preset_option.h"

static void mapping_check(struct node *node, const struct mapping *mapping, const struct node *above,
                          struct diags *diags);

static const char *kind_say(const struct node *node)
{
    switch (node->kind) {
    case NODE_LIST:
        return "a list";
    case NODE_MAPPING:
        return "a mapping";
    case NODE_SCALAR:
        break;
    }
    return node->is_plain && node->text[0] == '\0' ? "nothing" : "a single value";
}

/* The names that the mapping's keys may have, of a preset's options those of the one that `above` says; how many. */
static size_t names_of(const struct mapping *mapping, const struct node *above, const char *names[])
{
    const struct node *preset = mapping == &mapping_options ? node_given(above, "preset") : NULL;
    const int word = preset && preset->kind == NODE_SCALAR ? word_find(preset->text, preset_words, PRESET_WORD_COUNT)
                                                           : -1;
    const enum preset of = word < 0 ? PRESET_NONE : preset_of_word((uint32_t)word);

    if (preset_option_next(of, NULL, NULL))
        return preset_option_names(of, names);
    for (size_t i = 0; i < mapping->key_count; i++)
        names[i] = mapping->keys[i].name;
    return mapping->key_count;
}

/* Reports a key that the mapping does not have, and which part of it has one. Where a key that it resembles is missing,
 * the value is taken for that key's, and bad, so that the missing key is no second mistake. */
static void unknown_key_report(const struct node *parent, struct node *node, const struct mapping *mapping,
                               const struct node *above, struct diags *diags)
{
    struct diag *diag = diags_add(diags, node->key_mark, "unknown key \"%s\" of %s", node->key, mapping->what);
    const struct key *part = key_part_next(mapping, node->key, NULL);
    const char *names[SCAN_KEYS_MAX];
    const size_t count = names_of(mapping, above, names);
    const char *meant = word_nearest(node->key, names, count);

    diag_allow_words(diag, node->key, names, count);
    if (part && !meant)
        diag_hint(diag, "it is a key of \"%s\"", part->name);
    if (meant && !node_given(parent, meant))
        node->key = meant;
}

static bool scalar_check(const struct node *node, const struct key *key, struct diags *diags)
{
    return value_check(&(struct scalar){node->text, node->is_plain, node->mark}, key->name, key->value, diags);
}

/* "a list of values" and the like. */
static bool kind_check(const struct node *node, const struct key *key, enum node_kind kind, struct diags *diags)
{
    static const char *const needs[] = {
        [NODE_SCALAR] = "a single value", [NODE_LIST] = "a list", [NODE_MAPPING] = "a mapping"};

    if (node->kind == kind)
        return true;
    diags_add(diags, node->mark, "\"%s\" needs %s, found %s", key->name, needs[kind], kind_say(node));
    return false;
}

/* Recursion is as deep as the table of keys, whatever the file. NOLINTBEGIN(misc-no-recursion) */

/* An entry of a list under `key`. */
static void entry_check(struct node *entry, const struct key *key, struct diags *diags)
{
    const bool is_mapping = key->form == KEY_MAPPINGS;

    if (entry->is_bad)
        return;
    if (entry->kind != (is_mapping ? NODE_MAPPING : NODE_SCALAR)) {
        diags_add(diags, entry->mark, "\"%s\" needs a list of %s, found %s", key->name,
                  is_mapping ? "mappings" : "single values", kind_say(entry));
        entry->is_bad = true;
    } else if (is_mapping) {
        mapping_check(entry, key->mapping, NULL, diags);
    } else if (!scalar_check(entry, key, diags)) {
        entry->is_bad = true;
    }
}

static bool list_check(struct node *node, const struct key *key, struct diags *diags)
{
    uint32_t count = 0;

    if (!kind_check(node, key, NODE_LIST, diags))
        return false;
    for (struct node *entry = node->first; entry; entry = entry->next) {
        if (++count <= key->most) {
            entry_check(entry, key, diags);
            continue;
        }
        diag_allow(diags_add(diags, entry->mark, "too many entries in \"%s\"", key->name), "1 to %u",
                   (unsigned)key->most);
        for (; entry->next; entry = entry->next)
            entry->is_bad = true;
        entry->is_bad = true;
    }
    if (count > 0 || key->need == KEY_OPTIONAL)
        return true;
    diag_allow(diags_add(diags, node->mark, "\"%s\" is empty", key->name), "1 to %u", (unsigned)key->most);
    return false;
}

/* Of a value of the mapping `above`. */
static bool key_check(struct node *node, const struct key *key, const struct node *above, struct diags *diags)
{
    switch (key->form) {
    case KEY_SCALAR:
        return kind_check(node, key, NODE_SCALAR, diags) && scalar_check(node, key, diags);
    case KEY_MAPPING:
        if (!kind_check(node, key, NODE_MAPPING, diags))
            return false;
        mapping_check(node, key->mapping, above, diags);
        return true;
    case KEY_SCALARS:
    case KEY_MAPPINGS:
        break;
    }
    return list_check(node, key, diags);
}

static void missing_report(const struct node *node, const struct mapping *mapping, struct diags *diags)
{
    for (size_t i = 0; i < mapping->key_count; i++) {
        if (mapping->keys[i].need == KEY_REQUIRED && !node_given(node, mapping->keys[i].name))
            diags_add(diags, node->mark, "%s needs \"%s\"", mapping->what, mapping->keys[i].name);
    }
}

/* `above`: the mapping that this one stands in; NULL in a list, and of the whole file. */
static void mapping_check(struct node *node, const struct mapping *mapping, const struct node *above,
                          struct diags *diags)
{
    for (struct node *child = node->first; child; child = child->next) {
        const struct key *key = child->key && !child->is_bad ? key_find(mapping, child->key) : NULL;

        if (child->is_bad)
            continue;
        if (!key)
            unknown_key_report(node, child, mapping, above, diags);
        if (!key || !key_check(child, key, node, diags))
            child->is_bad = true;
    }
    missing_report(node, mapping, diags);
}

/* A word becomes the mapping of one key that it stands for. */
static bool word_expand(struct scan *scan, struct node *node, const struct mapping *mapping)
{
    struct node *value = arena_array(&scan->arena, 1, sizeof *value);

    if (!value)
        return false;
    *value = *node;
    value->key = mapping->word;
    value->key_mark = node->mark;
    value->next = NULL;
    node->kind = NODE_MAPPING;
    node->first = node->last = value;
    scan->is_expanded = true;
    return true;
}

/* False when memory is out. */
static bool words_expand(struct scan *scan, struct node *node, const struct mapping *mapping)
{
    for (struct node *child = node->first; child; child = child->next) {
        const struct key *key = child->key && !child->is_bad ? key_find(mapping, child->key) : NULL;

        if (!key || !key->mapping)
            continue;
        if (child->kind == NODE_SCALAR && key->form == KEY_MAPPING && key->mapping->word &&
            !word_expand(scan, child, key->mapping))
            return false;
        if (child->kind == NODE_MAPPING && !words_expand(scan, child, key->mapping))
            return false;
        for (struct node *entry = child->kind == NODE_LIST ? child->first : NULL; entry; entry = entry->next)
            if (entry->kind == NODE_MAPPING && !words_expand(scan, entry, key->mapping))
                return false;
    }
    return true;
}

/* NOLINTEND(misc-no-recursion) */

bool shape_check(struct scan *scan, const struct mapping *mapping, struct diags *diags)
{
    struct node *root = scan->root;

    if (root->is_bad)
        return true;
    if (root->kind == NODE_MAPPING) {
        if (!words_expand(scan, root, mapping))
            return false;
        mapping_check(root, mapping, NULL, diags);
        return true;
    }
    diags_add(diags, root->mark, "%s is a mapping that begins with \"version: 1\", found %s", mapping->what,
              kind_say(root));
    root->is_bad = true;
    return true;
}
