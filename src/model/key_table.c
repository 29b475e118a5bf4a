#include "model/key_table.h"

#include <stddef.h>
#include <string.h>

#include "base/check.h"

/* Where a mapping's members stand in the model. */
#define IN_post_latency(micro) struct bot, latency[MICRO_##micro]
#define IN_job_latency(micro) struct job, latency[MICRO_##micro]
#define IN_bot(member) struct bot, member
#define IN_step(member) struct step, member
#define IN_exponential(member) struct retry, member
#define IN_retry(member) struct retry, member
#define IN_job(member) struct job, member
#define IN_options(member) struct platform, options.member
#define IN_platform(member) struct platform, member
#define IN_entry(member) struct entry, member
#define IN_fault(member) struct fault, member
#define IN_expect(member) struct expect, member
#define IN_gate_place(member) struct gate_place, member
#define IN_gate(member) struct gate, member
#define IN_scenario(member) struct scenario, member
#define IN_reply(belief) struct beat, replies[BELIEF_##belief]
#define IN_beat(member) struct beat, member
#define IN_lesson(member) struct lesson, member

#define PLACE(...) PLACE_OF(__VA_ARGS__)
#define PLACE_OF(model, place) offsetof(model, place), sizeof(((model *)0)->place)

#define RAW(T, field) offsetof(struct raw_##T, field)
#define TABLE_SCALAR(T, field, key, value, need, about)                                                                \
    {key, KEY_SCALAR, value, NULL, 0, KEY_##need, about, RAW(T, field), 0, 0, 0},
#define TABLE_MEMBER(T, member, key, value, need, about)                                                               \
    {key, KEY_SCALAR, value, NULL, 0, KEY_##need, about, RAW(T, member), 0, PLACE(IN_##T(member))},
#define TABLE_SCALARS(T, field, key, value, most, need, about)                                                         \
    {key, KEY_SCALARS, value, NULL, most, KEY_##need, about, RAW(T, field), RAW(T, field##_count), 0, 0},
#define TABLE_MAPPING(T, field, key, tag, need, about)                                                                 \
    {key, KEY_MAPPING, VALUE_COUNT, &mapping_##tag, 0, KEY_##need, about, RAW(T, field), 0, 0, 0},
#define TABLE_MAPPINGS(T, field, key, tag, most, need, about)                                                          \
    {key, KEY_MAPPINGS, VALUE_COUNT, &mapping_##tag, most, KEY_##need, about, RAW(T, field), RAW(T, field##_count), 0, \
     0},

#define TABLE(tag, KEYS, what, word)                                                                                   \
    static const struct key keys_##tag[] = {                                                                           \
        KEYS(tag, TABLE_SCALAR, TABLE_MEMBER, TABLE_SCALARS, TABLE_MAPPING, TABLE_MAPPINGS)};                          \
    const struct mapping mapping_##tag = {                                                                             \
        #tag, what, word, keys_##tag, sizeof keys_##tag / sizeof keys_##tag[0], sizeof(struct raw_##tag)};

EVERY_MAPPING_LIST(TABLE)

const struct key *key_find(const struct mapping *mapping, const char *name)
{
    for (size_t i = 0; i < mapping->key_count; i++)
        if (strcmp(mapping->keys[i].name, name) == 0)
            return &mapping->keys[i];
    return NULL;
}

const struct key *key_part_next(const struct mapping *mapping, const char *name, const struct key *last)
{
    for (const struct key *at = last ? last + 1 : mapping->keys; at < mapping->keys + mapping->key_count; at++)
        if (at->mapping && key_find(at->mapping, name))
            return at;
    return NULL;
}

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

/* Numbers are unsigned of 32 bits, or signed of 64. */
static int64_t number_get(const struct key *key, const char *at)
{
    uint32_t narrow;
    int64_t wide;

    if (key->member_size == sizeof wide) {
        memcpy(&wide, at, sizeof wide);
        return wide;
    }
    CHECK(key->member_size == sizeof narrow);
    memcpy(&narrow, at, sizeof narrow);
    return narrow;
}

static void number_set(const struct key *key, int64_t number, char *at)
{
    const uint32_t narrow = (uint32_t)number;

    if (key->member_size == sizeof number) {
        memcpy(at, &number, sizeof number);
        return;
    }
    CHECK(key->member_size == sizeof narrow && number >= 0 && number <= UINT32_MAX);
    memcpy(at, &narrow, sizeof narrow);
}

struct datum member_get(const struct key *key, const void *model)
{
    const enum value_form form = value_rules[key->value].form;
    const char *at = (const char *)model + key->member;
    struct datum datum = {0};

    CHECK(key->form == KEY_SCALAR && key->member_size > 0);
    if (value_form_is_text(form))
        memcpy(&datum.text, at, sizeof datum.text);
    else if (value_form_is_duration(form))
        memcpy(&datum.duration, at, sizeof datum.duration);
    else
        datum.number = number_get(key, at);
    return datum;
}

bool member_set(const struct key *key, void *model, const struct datum *datum, struct arena *arena)
{
    const enum value_form form = value_rules[key->value].form;
    char *at = (char *)model + key->member;
    const char *copy;

    CHECK(key->form == KEY_SCALAR && key->member_size > 0);
    if (value_form_is_text(form)) {
        copy = arena_string(arena, datum->text);
        if (!copy)
            return false;
        memcpy(at, &copy, sizeof copy);
    } else if (value_form_is_duration(form)) {
        memcpy(at, &datum->duration, sizeof datum->duration);
    } else {
        number_set(key, datum->number, at);
    }
    return true;
}
