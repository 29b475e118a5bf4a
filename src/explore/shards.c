#include "explore/shards.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "model/refusal.h"

bool shard_parse(const char *value, struct shard *out, struct err *err)
{
    const char *slash = strchr(value, '/');
    char first[24] = "";
    uint64_t index, count;

    if (slash && (size_t)(slash - value) < sizeof first)
        memcpy(first, value, (size_t)(slash - value));
    if (!slash || !number_parse(slash + 1, 1, SHARDS_MAX, &count) || !number_parse(first, 1, count, &index))
        return err_set(err, "--shard: \"%s\" is not I/N, such as 1/4", value);
    *out = (struct shard){(uint32_t)index, (uint32_t)count};
    return true;
}

/* A shard reaches from (index − 1) / count of the runs to index / count. */
static bool shards_overlap(struct shard a, struct shard b)
{
    return ((uint64_t)a.index - 1) * b.count < (uint64_t)b.index * a.count &&
           ((uint64_t)b.index - 1) * a.count < (uint64_t)a.index * b.count;
}

static bool shard_refuse(struct shard shard, struct shard other, struct err *err)
{
    if (shard.index == other.index && shard.count == other.count)
        return err_set(err, "shard %" PRIu32 "/%" PRIu32 " is given twice", shard.index, shard.count);
    return err_set(err, "shard %" PRIu32 "/%" PRIu32 " has runs of shard %" PRIu32 "/%" PRIu32 ", which was given",
                   shard.index, shard.count, other.index, other.count);
}

static bool is_whole(const struct shards *shards)
{
    for (size_t i = 0; i < shards->count; i++)
        if (shards->list[i].count != shards->count)
            return false;
    return true;
}

bool shards_add(struct shards *shards, struct shard shard, struct err *err)
{
    struct shard *list;

    for (size_t i = 0; i < shards->count; i++)
        if (shards_overlap(shard, shards->list[i]))
            return shard_refuse(shard, shards->list[i], err);
    list = realloc(shards->list, (shards->count + 1) * sizeof *list);
    if (!list)
        return err_memory(err);
    shards->list = list;
    shards->list[shards->count++] = shard;
    if (is_whole(shards)) {
        shards->list[0] = (struct shard){1, 1};
        shards->count = 1;
    }
    return true;
}

uint64_t shard_edge(uint64_t runs, uint32_t index, uint32_t count)
{
    return runs / count * index + runs % count * index / count;
}

uint64_t shards_runs(const struct shards *shards, uint64_t runs)
{
    uint64_t sum = 0;

    for (size_t i = 0; i < shards->count; i++) {
        const struct shard *shard = &shards->list[i];

        sum += shard_edge(runs, shard->index, shard->count) - shard_edge(runs, shard->index - 1, shard->count);
    }
    return sum;
}

void shards_release(struct shards *shards)
{
    free(shards->list);
    *shards = (struct shards){0};
}
