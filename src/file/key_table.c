#include "file/key_table.h"

#include <stddef.h>
#include <string.h>

#include "base/check.h"

#define IN(T, field) offsetof(struct T, field)
#define TABLE_SCALAR(T, field, key, value, need, about)                                                                \
    {key, KEY_SCALAR, value, NULL, 0, KEY_##need, about, IN(T, field), 0},
#define TABLE_SCALARS(T, field, key, value, most, need, about)                                                         \
    {key, KEY_SCALARS, value, NULL, most, KEY_##need, about, IN(T, field), IN(T, field##_count)},
#define TABLE_MAPPING(T, field, key, tag, need, about)                                                                 \
    {key, KEY_MAPPING, VALUE_COUNT, &mapping_##tag, 0, KEY_##need, about, IN(T, field), 0},
#define TABLE_MAPPINGS(T, field, key, tag, most, need, about)                                                          \
    {key, KEY_MAPPINGS, VALUE_COUNT, &mapping_##tag, most, KEY_##need, about, IN(T, field), IN(T, field##_count)},

#define TABLE(tag, KEYS, what)                                                                                         \
    static const struct key keys_##tag[] = {                                                                           \
        KEYS(raw_##tag, TABLE_SCALAR, TABLE_SCALARS, TABLE_MAPPING, TABLE_MAPPINGS)};                                  \
    const struct mapping mapping_##tag = {#tag, what, keys_##tag, sizeof keys_##tag / sizeof keys_##tag[0],            \
                                          sizeof(struct raw_##tag)};

MAPPING_LIST(TABLE)

static bool is_list(const struct key *key)
{
    return key->form == KEY_SCALARS || key->form == KEY_MAPPINGS;
}

/* Pointers are copied byte by byte: the fields are of as many types as there are mappings. */

const void *key_get(const struct key *key, const void *raw, unsigned *count)
{
    const void *field;

    memcpy(&field, (const char *)raw + key->field, sizeof field);
    if (count) {
        CHECK(is_list(key));
        memcpy(count, (const char *)raw + key->count, sizeof *count);
    }
    return field;
}

void key_set(const struct key *key, void *raw, const void *field, unsigned count)
{
    memcpy((char *)raw + key->field, &field, sizeof field);
    if (is_list(key))
        memcpy((char *)raw + key->count, &count, sizeof count);
}

const void *key_entry(const struct key *key, const void *list, unsigned i)
{
    CHECK(is_list(key));
    if (key->mapping)
        return (const char *)list + i * key->mapping->size;
    return ((const char *const *)list)[i];
}
