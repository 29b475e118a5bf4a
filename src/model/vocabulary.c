#include "model/vocabulary.h"

#include <string.h>

#include "base/check.h"

struct word {
    const char *tag, *usual;
};

#define WORD_ITEM(tag, word) [VOCABULARY_##tag] = {#tag, word},
static const struct word words[VOCABULARY_COUNT] = {VOCABULARY_LIST(WORD_ITEM)};

const char *vocabulary_say(const struct vocabulary *vocabulary, enum vocabulary_word word)
{
    CHECK((size_t)word < VOCABULARY_COUNT);
    return vocabulary->words[word] ? vocabulary->words[word] : words[word].usual;
}

int vocabulary_find(const char *tag, size_t size)
{
    for (int w = 0; w < VOCABULARY_COUNT; w++)
        if (strlen(words[w].tag) == size && memcmp(words[w].tag, tag, size) == 0)
            return w;
    return -1;
}
