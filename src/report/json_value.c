#include "report/json_value.h"

#include "words/placement.h"

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

void json_append(json_t **array, json_t *value)
{
    drop_unless(array, json_array_append_new(*array, value) == 0);
}

void json_add_tally(json_t **object, const struct tally *tally)
{
    const struct {
        const char *key;
        uint64_t count;
    } counts[] = {{"owed", tally->owed},     {"posts", tally->posts}, {"duplicates", tally->duplicates},
                  {"missed", tally->missed}, {"late", tally->late},   {"premature", tally->premature},
                  {"silent", tally->silent}};

    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
        json_add(object, counts[i].key, json_integer((json_int_t)counts[i].count));
}

void json_add_preset(json_t **object, const struct scenario *scenario)
{
    json_add(object, "preset", json_string(preset_traits[scenario->platform.preset].pinned));
}

void json_add_placements(json_t **object, const struct scenario *scenario, const struct placement *set, uint32_t count)
{
    json_t *faults = json_array(), *own = json_array();
    struct text words = {0};

    for (uint32_t i = 0; i < count; i++) {
        struct text spec = {0};

        if (set[i].scripted != NO_INDEX) {
            json_append(&own, json_integer(scenario->faults[set[i].scripted].number));
            continue;
        }
        placement_write(scenario, &set[i], &spec);
        json_append(&faults, json_of_text(&spec));
    }
    placements_say(scenario, set, count, &words);
    json_add(object, "faults", faults);
    json_add(object, "own_faults", own);
    json_add(object, "text", json_of_text(&words));
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

json_t *json_of_refused(unsigned unjudged, const uint64_t refused[WISH_COUNT])
{
    json_t *object = json_object();

    for (int wish = 0; wish < WISH_COUNT; wish++)
        if (!(unjudged >> wish & 1))
            json_add(&object, wish_names[wish], json_integer((json_int_t)refused[wish]));
    return object;
}

json_t *json_of_wishes(unsigned unjudged, const bool wishes[WISH_COUNT])
{
    json_t *object = json_object();

    for (int wish = 0; wish < WISH_COUNT; wish++)
        if (!(unjudged >> wish & 1))
            json_add(&object, wish_names[wish], json_boolean(wishes[wish]));
    return object;
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
