#include "model/key_path.h"

#include <string.h>

#include "base/check.h"
#include "model/refusal.h"

#define DEPTH_MAX 4 /* jobs, retry, exponential, first */
#define KEYS_MAX 64 /* of one mapping */

/* The keys that lead to a value. */
struct chain {
    const struct mapping *mappings[DEPTH_MAX]; /* [i] has keys[i] */
    const struct key *keys[DEPTH_MAX];
    size_t count;
};

/* A value that is a member goes into a change, if it is no text longer than a name; a retry's waits are of many types,
 * and have a hand of their own. */
static bool is_value(const struct mapping *mapping, const struct key *key)
{
    const struct value_rule *rule = &value_rules[key->value];

    if (mapping == &mapping_retry)
        return true;
    return key->form == KEY_SCALAR && key->member_size > 0 &&
           !(value_form_is_text(rule->form) && rule->high > SCENARIO_NAME_BYTES_MAX);
}

static bool is_open(const struct mapping *mapping, const struct key *key)
{
    static const char *const roots[] = {"bots", "jobs", "platform", "schedule", "faults", "until"};

    if (mapping == &mapping_scenario)
        return word_find(key->name, roots, sizeof roots / sizeof *roots) >= 0;
    if (key->mapping)
        return key->form == KEY_MAPPING || key->mapping == &mapping_step;
    return is_value(mapping, key);
}

/* Recursion is as deep as the table of keys. NOLINTNEXTLINE(misc-no-recursion) */
static bool chain_find(const struct mapping *mapping, const struct key *key, struct chain *chain)
{
    for (size_t i = 0; i < mapping->key_count; i++) {
        const struct key *next = &mapping->keys[i];

        if (!is_open(mapping, next))
            continue;
        CHECK(chain->count < DEPTH_MAX);
        chain->mappings[chain->count] = mapping;
        chain->keys[chain->count++] = next;
        if (next == key || (next->mapping && chain_find(next->mapping, key, chain)))
            return true;
        chain->count--;
    }
    return false;
}

static struct chain chain_of(const struct key *key)
{
    struct chain chain = {.count = 0};

    CHECK(chain_find(&mapping_scenario, key, &chain));
    return chain;
}

/* Are entries of this list called by their names? */
static bool is_named(const struct key *list)
{
    const struct key *name = list->mapping ? key_find(list->mapping, "name") : NULL;

    return name && name->need == KEY_REQUIRED;
}

static bool is_list(const struct key *key)
{
    return key->form == KEY_MAPPINGS || key->form == KEY_SCALARS;
}

/* A path that is being read. */
struct reading {
    const char *at, *end; /* what is left of it */
    struct key_path path;
    struct diags *diags;
};

/* Takes the part up to the next point; false when it is longer than any name. */
static bool part_take(struct reading *reading, char part[SCENARIO_NAME_BYTES_MAX + 1])
{
    const char *point = memchr(reading->at, '.', (size_t)(reading->end - reading->at));
    const size_t size = (size_t)((point ? point : reading->end) - reading->at);

    if (size > SCENARIO_NAME_BYTES_MAX) {
        diags_add(reading->diags, (struct mark){0}, "\"%.*s\" is no name: longer than %d bytes", (int)size, reading->at,
                  SCENARIO_NAME_BYTES_MAX);
        return false;
    }
    memcpy(part, reading->at, size);
    part[size] = '\0';
    reading->at += size + (point != NULL);
    return true;
}

/* Adds the mapping's keys that a path may go on with. */
static void keys_allow(struct diag *diag, const char *found, const struct mapping *mapping)
{
    const char *names[KEYS_MAX];
    size_t count = 0;

    CHECK(mapping->key_count <= sizeof names / sizeof *names);
    for (size_t i = 0; i < mapping->key_count; i++)
        if (is_open(mapping, &mapping->keys[i]))
            names[count++] = mapping->keys[i].name;
    diag_allow_words(diag, found, names, count);
}

/* Where a key is given that a part of the mapping has: how the path to it goes on. */
static void deeper_hint(struct diag *diag, const struct mapping *mapping, const char *found)
{
    for (const struct key *part = NULL; (part = key_part_next(mapping, found, part));) {
        if (!is_open(mapping, part) || !is_open(part->mapping, key_find(part->mapping, found)))
            continue;
        diag_hint(diag, "did you mean \"%s%s.%s\"?", part->name,
                  !is_list(part)   ? ""
                  : is_named(part) ? ".NAME"
                                   : ".N",
                  found);
        return;
    }
}

static const struct key *key_take(struct reading *reading, const struct mapping *mapping)
{
    char part[SCENARIO_NAME_BYTES_MAX + 1];
    const struct key *key;
    struct diag *diag;

    if (!part_take(reading, part))
        return NULL;
    key = key_find(mapping, part);
    if (key && is_open(mapping, key))
        return key;
    if (part[0] == '\0')
        diag = diags_add(reading->diags, (struct mark){0}, "which key of %s?", mapping->what);
    else if (key)
        diag = diags_add(reading->diags, (struct mark){0}, "\"%s\" of %s cannot be set", part, mapping->what);
    else
        diag = diags_add(reading->diags, (struct mark){0}, "unknown key \"%s\" of %s", part, mapping->what);
    keys_allow(diag, part, mapping);
    deeper_hint(diag, mapping, part);
    return NULL;
}

/* Which entry of the list. */
static bool entry_take(struct reading *reading, const struct key *list)
{
    char part[SCENARIO_NAME_BYTES_MAX + 1];
    uint64_t number = 0;

    if (!part_take(reading, part))
        return false;
    if (is_named(list)) {
        memcpy(reading->path.name, part, sizeof part);
        if (part[0] == '\0')
            diag_hint(diags_add(reading->diags, (struct mark){0}, "which of the %s?", list->name),
                      "\"%s\" goes on with a name", list->name);
        return part[0] != '\0';
    }
    if (!number_parse(part, 1, list->most, &number))
        diag_allow(
            diags_add(reading->diags, (struct mark){0}, "\"%s\" goes on with a number, found \"%s\"", list->name, part),
            "1 to %u", (unsigned)list->most);
    reading->path.number = (uint32_t)number;
    return number > 0;
}

static bool keys_take(struct reading *reading)
{
    const struct mapping *mapping = &mapping_scenario;
    const struct key *key;

    do {
        key = key_take(reading, mapping);
        if (!key || (is_list(key) && !entry_take(reading, key)))
            return false;
        mapping = key->mapping;
    } while (mapping);
    reading->path.key = key;
    if (reading->at == reading->end)
        return true;
    diags_add(reading->diags, (struct mark){0}, "\"%s\" is a single value, nothing of it can be set", key->name);
    return false;
}

bool key_path_read(const char *text, size_t size, struct key_path *out, struct diags *diags)
{
    struct reading reading = {.at = text, .end = text + size, .diags = diags};

    if (!keys_take(&reading))
        return false;
    *out = reading.path;
    return true;
}

/* Appends key `i` of the chain, and the entry that it leads to. */
static void part_write(const struct chain *chain, size_t i, const struct key_path *path, struct text *out)
{
    text_add(out, chain->keys[i]->name);
    if (is_list(chain->keys[i]) && is_named(chain->keys[i]))
        text_addf(out, ".%s", path->name);
    else if (is_list(chain->keys[i]))
        text_addf(out, ".%u", path->number);
}

static void parts_write(const struct key_path *path, size_t first, struct text *out)
{
    const struct chain chain = chain_of(path->key);

    for (size_t i = first; i < chain.count; i++) {
        text_add(out, i > first ? "." : "");
        part_write(&chain, i, path, out);
    }
}

void key_path_write(const struct key_path *path, struct text *out)
{
    parts_write(path, 0, out);
}

void key_path_write_rest(const struct key_path *path, struct text *out)
{
    parts_write(path, chain_of(path->key).count > 1 ? 1 : 0, out);
}

const struct mapping *key_path_mapping(const struct key_path *path)
{
    const struct chain chain = chain_of(path->key);

    return chain.mappings[chain.count - 1];
}

const struct key *key_path_root(const struct key_path *path)
{
    return chain_of(path->key).keys[0];
}
