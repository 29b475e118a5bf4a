#include "base/json_write.h"

static void drop_unless(json_t **whole, bool is_held)
{
    if (is_held)
        return;
    json_decref(*whole);
    *whole = NULL;
}

void json_add(json_t **object, const char *key, json_t *value)
{
    drop_unless(object, json_object_set_new_nocheck(*object, key, value) == 0);
}

void json_add_all(json_t **object, json_t *members)
{
    drop_unless(object, members && json_object_update(*object, members) == 0);
    json_decref(members);
}

void json_append(json_t **array, json_t *value)
{
    drop_unless(array, json_array_append_new(*array, value) == 0);
}

json_t *json_of_text(struct text *text)
{
    json_t *string = text->failed ? NULL : json_string(text_str(text));

    text_release(text);
    return string;
}

json_t *json_of_counts(const uint64_t *counts, size_t count)
{
    json_t *list = json_array();

    for (size_t i = 0; i < count; i++)
        json_append(&list, json_integer((json_int_t)counts[i]));
    return list;
}

static int add_bytes(const char *bytes, size_t size, void *out)
{
    text_add_bytes(out, bytes, size);
    return 0;
}

void json_write_value(json_t *value, size_t flags, struct text *out)
{
    if (!value || json_dump_callback(value, add_bytes, out, flags) != 0)
        out->failed = true;
    json_decref(value);
}

void json_deliver(json_t *value, struct text *out)
{
    json_write_value(value, JSON_INDENT(2) | JSON_REAL_PRECISION(17), out);
    text_add(out, "\n");
}
