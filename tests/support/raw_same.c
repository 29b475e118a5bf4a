#include "support/raw_same.h"

#include <string.h>

#include "file/fill.h"
#include "file/shape.h"

static bool text_same(const struct key *key, const char *a, const char *b, struct text *why)
{
    if (strcmp(a, b) == 0)
        return true;
    text_addf(why, "%s: \"%s\" and \"%s\"", key->name, a, b);
    return false;
}

static bool list_same(const struct key *key, const void *a, const void *b, struct text *why)
{
    unsigned a_count, b_count;
    const void *a_list = key_get(key, a, &a_count), *b_list = key_get(key, b, &b_count);
    bool is_same = a_count == b_count;

    if (!is_same)
        text_addf(why, "%s: %u and %u entries", key->name, a_count, b_count);
    for (unsigned i = 0; is_same && i < a_count; i++) {
        const void *a_entry = key_entry(key, a_list, i), *b_entry = key_entry(key, b_list, i);

        is_same = key->mapping ? raw_same(key->mapping, a_entry, b_entry, why) : text_same(key, a_entry, b_entry, why);
    }
    return is_same;
}

bool raw_same(const struct mapping *mapping, const void *a, const void *b, struct text *why)
{
    for (size_t i = 0; i < mapping->key_count; i++) {
        const struct key *key = &mapping->keys[i];
        const void *a_field = key_get(key, a, NULL), *b_field = key_get(key, b, NULL);
        bool is_same;

        if (key->form == KEY_SCALARS || key->form == KEY_MAPPINGS)
            is_same = list_same(key, a, b, why);
        else if (!a_field || !b_field)
            is_same = a_field == b_field;
        else if (key->form == KEY_MAPPING)
            is_same = raw_same(key->mapping, a_field, b_field, why);
        else
            is_same = text_same(key, a_field, b_field, why);
        if (!is_same) {
            text_addf(why, ", in %s of %s", key->name, mapping->what);
            return false;
        }
    }
    return true;
}

bool fills_are_same(const struct mapping *root, const char *bytes, size_t size, struct text *why)
{
    struct diags diags;
    struct scan scan;
    bool is_same = true;

    diags_init(&diags, "a file", bytes, size);
    scan_read(&scan, bytes, size, &diags);
    if (scan.root && shape_check(&scan, root, &diags) && diags_are_empty(&diags) && !scan.is_expanded) {
        void *loaded = fill_from_bytes(root, bytes + scan.begin, scan.end - scan.begin);
        void *taken = fill_from_nodes(root, scan.root, &scan.arena);

        is_same = loaded && taken && raw_same(root, loaded, taken, why);
        if (!loaded)
            text_add(why, "libcyaml refuses it");
        raw_free(root, loaded);
    }
    scan_release(&scan);
    diags_release(&diags);
    return is_same;
}
