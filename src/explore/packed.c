#include "explore/packed.h"

#include <stdlib.h>
#include <string.h>

#include "base/check.h"

enum { WORD = sizeof(uint64_t), WORDS_A_GROUP = 64, OVERHEAD = 16 /* of an allocation, about */ };

struct packing {
    struct world *begin; /* owned */
    size_t words;        /* whole ones */
    size_t rest;         /* bytes behind them */
    size_t groups;
};

/* For each group of words a bit set of those that differ; then those words; then the rest. */
struct packed {
    size_t words; /* of the sets as well */
    uint64_t word[];
};

struct packing *packing_new(const struct plan *plan, uint64_t seed, struct err *err)
{
    struct packing *packing = calloc(1, sizeof *packing);

    if (packing)
        packing->begin = world_new(plan, err);
    if (!packing || !packing->begin) {
        free(packing);
        (void)err_memory(err);
        return NULL;
    }
    world_start(plan, packing->begin, seed);
    packing->words = world_size(plan) / WORD;
    packing->rest = world_size(plan) % WORD;
    packing->groups = (packing->words + WORDS_A_GROUP - 1) / WORDS_A_GROUP;
    return packing;
}

void packing_free(struct packing *packing)
{
    if (packing)
        world_free(packing->begin);
    free(packing);
}

static uint64_t word_at(const struct world *world, size_t at)
{
    uint64_t word;

    memcpy(&word, (const char *)world + at * WORD, WORD);
    return word;
}

static size_t words_differing(const struct packing *packing, const struct world *world)
{
    size_t count = 0;

    for (size_t i = 0; i < packing->words; i++)
        count += word_at(world, i) != word_at(packing->begin, i);
    return count;
}

struct packed *packed_new(const struct packing *packing, const struct world *world)
{
    size_t words = packing->groups + words_differing(packing, world), next = packing->groups;
    struct packed *packed = malloc(sizeof *packed + words * WORD + packing->rest);

    if (!packed)
        return NULL;
    packed->words = words;
    memset(packed->word, 0, packing->groups * WORD);
    for (size_t i = 0; i < packing->words; i++)
        if (word_at(world, i) != word_at(packing->begin, i)) {
            packed->word[i / WORDS_A_GROUP] |= (uint64_t)1 << i % WORDS_A_GROUP;
            packed->word[next++] = word_at(world, i);
        }
    memcpy(&packed->word[words], (const char *)world + packing->words * WORD, packing->rest);
    return packed;
}

void packed_open(const struct packing *packing, const struct packed *packed, struct world *out)
{
    size_t next = packing->groups;
    char *bytes = (char *)out;

    memcpy(bytes, packing->begin, packing->words * WORD);
    for (size_t g = 0; g < packing->groups; g++)
        for (uint64_t set = packed->word[g]; set; set &= set - 1)
            memcpy(bytes + (g * WORDS_A_GROUP + (size_t)__builtin_ctzll(set)) * WORD, &packed->word[next++], WORD);
    CHECK(next == packed->words); /* packed by this packing */
    memcpy(bytes + packing->words * WORD, &packed->word[packed->words], packing->rest);
}

void packed_free(struct packed *packed)
{
    free(packed);
}

size_t packed_memory(const struct packed *packed)
{
    return sizeof *packed + packed->words * WORD + OVERHEAD;
}
