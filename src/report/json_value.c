#include "report/json_value.h"

#include <stdlib.h>

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
        json_array_append_new(list, json_integer((json_int_t)counts[i]));
    return list;
}

json_t *json_of_refused(const uint64_t refused[WISH_COUNT])
{
    json_t *object = json_object();

    for (int wish = 0; wish < WISH_COUNT; wish++)
        json_object_set_new(object, wish_names[wish], json_integer((json_int_t)refused[wish]));
    return object;
}

json_t *json_of_wishes(const bool wishes[WISH_COUNT])
{
    json_t *object = json_object();

    for (int wish = 0; wish < WISH_COUNT; wish++)
        json_object_set_new(object, wish_names[wish], json_boolean(wishes[wish]));
    return object;
}

void json_deliver(json_t *value, struct text *out)
{
    char *dumped = json_dumps(value, JSON_INDENT(2) | JSON_REAL_PRECISION(17));

    if (dumped)
        text_addf(out, "%s\n", dumped);
    else
        out->failed = true;
    free(dumped);
    json_decref(value);
}
