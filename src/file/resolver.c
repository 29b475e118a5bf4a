#include "file/resolver.h"

#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "model/meaning.h"

enum { KEYS_BYTES_MAX = 256 };

void *resolve_array(struct resolver *resolver, uint32_t count, size_t size, uint32_t *made)
{
    void *array = arena_array(resolver->arena, count, size);

    resolver->is_failed = resolver->is_failed || !array;
    *made = array ? count : 0;
    return array;
}

const char *resolve_text(struct resolver *resolver, const char *text, const char *other)
{
    const char *copy = arena_string(resolver->arena, text ? text : other);

    if (!copy)
        resolver->is_failed = true;
    return copy ? copy : "";
}

int resolve_word(const char *text, const char *const *names, size_t count, int other)
{
    return text ? word_find(text, names, count) : other;
}

void resolve_members(struct resolver *resolver, const struct mapping *mapping, const void *raw, void *model)
{
    for (size_t i = 0; raw && i < mapping->key_count; i++) {
        const struct key *key = &mapping->keys[i];
        const char *text = key->member_size > 0 ? key_get(key, raw, NULL) : NULL;
        struct datum datum;

        if (!text)
            continue;
        datum = value_read(key->value, text);
        resolver->is_failed = !member_set(key, model, &datum, resolver->arena) || resolver->is_failed;
    }
}

struct mark value_mark(const struct node *mapping, const char *key)
{
    const struct node *node = node_given(mapping, key);

    return node ? node->mark : mapping->mark;
}

struct mark key_mark(const struct node *mapping, const char *key)
{
    const struct node *node = node_given(mapping, key);

    return node ? node->key_mark : mapping->mark;
}

bool list_is_unsure(const struct node *list, const char *key)
{
    if (!list || list->is_bad)
        return true;
    for (const struct node *entry = list->first; entry; entry = entry->next)
        if (entry->is_bad || (key && !node_get(entry, key)))
            return true;
    return false;
}

const struct node *nodes_paired(const struct node *list, uint32_t count)
{
    const struct node *first = list && !list->is_bad ? node_first(list) : NULL;
    uint32_t sound = 0;

    for (const struct node *node = first; node; node = node_next(node))
        sound++;
    CHECK(sound == count);
    return first;
}

/* Leaves out later ones of a name, which were reported where they stand. */
static size_t names_once(const char **names, size_t count)
{
    size_t kept = 0;

    for (size_t i = 0; i < count; i++) {
        size_t same = 0;

        while (same < kept && !name_equal(names[same], names[i]))
            same++;
        if (same == kept)
            names[kept++] = names[i];
    }
    return kept;
}

int resolve_name(struct resolver *resolver, enum named named, const char *name, struct mark mark)
{
    const int index = name ? scenario_find(resolver->scenario, named, name) : NO_INDEX;
    const char *names[NAMED_MAX];
    size_t count;

    if (!name || index != NO_INDEX)
        return index;
    count = names_once(names, scenario_names(resolver->scenario, named, names));
    if (!resolver->is_unsure[named] || word_nearest(name, names, count))
        diag_allow_words(diags_add(resolver->diags, mark, "unknown %s \"%s\"", named_word(named), name), name, names,
                         count);
    return NO_INDEX;
}

void occurrence_check(struct resolver *resolver, uint32_t occurrence, struct mark mark)
{
    const uint32_t most = resolver->scenario->occurrences;

    if (most > 0 && occurrence > most)
        diag_hint(diags_add(resolver->diags, mark, "there is no occurrence %u", (unsigned)occurrence),
                  "the schedule has %u", (unsigned)most);
}

bool key_means(struct resolver *resolver, const struct node *node, const struct mapping *mapping, const char *key,
               const void *model)
{
    const struct meaning *lacking = meaning_lacking(mapping, key, model), *at = NULL;

    while ((at = meaning_next(mapping, key, at))) {
        const struct node *with = node_given(node, at->with);

        if (with && with->is_bad)
            return false;
    }
    if (!lacking)
        return true;
    if (node_given(node, key))
        meaning_refuse(lacking, meaning_word(lacking, model), key_mark(node, key), resolver->diags);
    return false;
}

void keys_go_check(struct resolver *resolver, const struct node *mapping, const char *what, const char *keys)
{
    const char *names[SCAN_KEYS_MAX];
    char words[KEYS_BYTES_MAX];
    size_t count = 0;

    CHECK(strlen(keys) < sizeof words);
    strcpy(words, keys);
    for (char *at = words; *at;) {
        CHECK(count < SCAN_KEYS_MAX);
        names[count++] = at;
        at += strcspn(at, " ");
        if (*at)
            *at++ = '\0';
    }
    for (const struct node *node = node_first(mapping); node; node = node_next(node))
        if (word_find(node->key, names, count) < 0)
            diag_allow_words(diags_add(resolver->diags, node->key_mark, "\"%s\" does not go with %s", node->key, what),
                             NULL, names, count);
}

/* Two names that nobody could tell apart. */
static bool names_are_alike(struct resolver *resolver, const char *a, const char *b)
{
    char *left, *right;
    bool is_alike;

    if (name_equal(a, b))
        return true;
    left = text_folded(a);
    right = text_folded(b);
    resolver->is_failed = resolver->is_failed || !left || !right;
    is_alike = left && right && strcmp(left, right) == 0;
    free(left);
    free(right);
    return is_alike;
}

void name_check(struct resolver *resolver, enum named named, uint32_t index)
{
    const struct scenario *scenario = resolver->scenario;
    const char *names[NAMED_MAX];
    struct mark mark, mark_first;
    uint32_t first = 0;

    (void)scenario_names(scenario, named, names);
    while (first < index && !names_are_alike(resolver, names[first], names[index]))
        first++;
    if (first == index || names[index][0] == '\0')
        return;
    mark = named == NAMED_BOT ? scenario->bots[index].mark : scenario->jobs[index].mark;
    mark_first = named == NAMED_BOT ? scenario->bots[first].mark : scenario->jobs[first].mark;
    diag_hint(name_equal(names[first], names[index])
                  ? diags_add(resolver->diags, mark, "a second %s named \"%s\"", named_word(named), names[index])
                  : diags_add(resolver->diags, mark, "the %s named \"%s\" looks like the one named \"%s\"",
                              named_word(named), names[index], names[first]),
              "the first one is on line %u", (unsigned)mark_first.line);
}
