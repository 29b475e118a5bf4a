#include "words/phrase.h"

#include <string.h>

#include "base/check.h"

enum { TAG_BYTES_MAX = 16 };

void phrase_add_word(const struct scenario *scenario, const char *tag, size_t size, struct text *out)
{
    static const struct vocabulary usual = {0};
    char small[TAG_BYTES_MAX];
    bool is_capital = *tag >= 'A' && *tag <= 'Z';
    size_t start = out->size;
    int word;

    CHECK(size > 0 && size <= sizeof small);
    memcpy(small, tag, size);
    small[0] = (char)(is_capital ? *tag - 'A' + 'a' : *tag);
    word = vocabulary_find(small, size);
    CHECK(word >= 0);
    text_add(out, vocabulary_say(scenario ? &scenario->vocabulary : &usual, (enum vocabulary_word)word));
    if (is_capital)
        text_capitalise(out, start);
}

const char *phrase_next_tag(const char **template, size_t *size, struct text *out)
{
    size_t plain = strcspn(*template, "{");
    const char *tag = *template + plain + 1;

    text_add_bytes(out, *template, plain);
    if ((*template)[plain] == '\0') {
        *template += plain;
        return NULL;
    }
    *size = strcspn(tag, "}");
    CHECK(tag[*size] == '}');
    *template = tag + *size + 1;
    return tag;
}

void phrase_add(const struct scenario *scenario, const char *template, struct text *out)
{
    const char *tag;
    size_t size;

    while ((tag = phrase_next_tag(&template, &size, out)) != NULL)
        phrase_add_word(scenario, tag, size, out);
}
