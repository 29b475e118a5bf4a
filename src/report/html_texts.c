#include "report/html_texts.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/hash.h"

enum {
    TEXT_BYTES = 4, /* shorter ones are not worth a number */
    SLOTS_FIRST = 256
};

static const char *text_at(const struct html_texts *texts, uint32_t text)
{
    return texts->bytes.bytes + texts->list[text].at;
}

static uint64_t hash_of(const char *string)
{
    uint64_t hash = HASH_BASIS;

    for (; *string; string++)
        hash = hash_byte(hash, (uint8_t)*string);
    return hash;
}

/* The slot of a text, or the empty one where it would be. */
static uint32_t *slot_of(const struct html_texts *texts, const char *string, uint64_t hash)
{
    uint32_t at = (uint32_t)hash & (texts->slot_count - 1);

    while (texts->slots[at] > 0 && strcmp(text_at(texts, texts->slots[at] - 1), string) != 0)
        at = (at + 1) & (texts->slot_count - 1);
    return &texts->slots[at];
}

/* At least half of them stay empty. */
static bool slots_grow(struct html_texts *texts)
{
    uint32_t count = texts->slot_count > 0 ? 2 * texts->slot_count : SLOTS_FIRST;
    uint32_t *slots;

    if (2 * texts->count < texts->slot_count)
        return true;
    slots = calloc(count, sizeof *slots);
    if (!slots)
        return false;
    free(texts->slots);
    texts->slots = slots;
    texts->slot_count = count;
    for (uint32_t t = 0; t < texts->count; t++)
        *slot_of(texts, text_at(texts, t), texts->list[t].hash) = t + 1;
    return true;
}

bool html_texts_note(struct html_texts *texts, const char *string, uint32_t *text, struct err *err)
{
    const uint64_t hash = hash_of(string);
    uint32_t *slot;

    if (!slots_grow(texts) || !array_grow(&texts->list, texts->count, &texts->room, sizeof *texts->list))
        return err_memory(err);
    slot = slot_of(texts, string, hash);
    if (*slot == 0) {
        texts->list[texts->count] = (struct html_text){.at = texts->bytes.size, .hash = hash};
        text_add(&texts->bytes, string);
        text_add_bytes(&texts->bytes, "", 1);
        if (texts->bytes.failed)
            return err_memory(err);
        *slot = ++texts->count;
    }
    *text = *slot - 1;
    texts->list[*text].uses++;
    return true;
}

void html_string_write(const char *string, struct text *out)
{
    static const char escaped[] = "\"\\\t\n\f\b", letters[] = "\"\\tnfb";

    for (; *string; string++) {
        const char *at = strchr(escaped, *string);

        if (at)
            text_addf(out, "\\%c", letters[at - escaped]);
        else if (*string == '<')
            text_add(out, "\\u003c");
        else
            text_add_bytes(out, string, 1);
    }
}

static bool has_number(const struct html_texts *texts, uint32_t text)
{
    return texts->list[text].uses > 1 && strlen(text_at(texts, text)) > TEXT_BYTES;
}

void html_texts_write(struct html_texts *texts, struct text *out)
{
    uint32_t count = 0;

    text_add(out, "[");
    for (uint32_t t = 0; t < texts->count; t++) {
        if (!has_number(texts, t))
            continue;
        text_add(out, count > 0 ? ",\n\"" : "\"");
        html_string_write(text_at(texts, t), out);
        text_add(out, "\"");
        texts->list[t].number = count++;
    }
    text_add(out, "]");
}

void html_text_write(const struct html_texts *texts, uint32_t text, struct text *out)
{
    if (has_number(texts, text))
        text_addf(out, "\\b%u", (unsigned)texts->list[text].number);
    else
        html_string_write(text_at(texts, text), out);
}

void html_texts_release(struct html_texts *texts)
{
    free(texts->list);
    free(texts->slots);
    text_release(&texts->bytes);
    *texts = (struct html_texts){0};
}
