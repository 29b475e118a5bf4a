/* Which parts of a sweep there are: shard 3/8 is the third of eight. The whole sweep is 1/1. */
#ifndef EXPLORE_SHARDS_H
#define EXPLORE_SHARDS_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

enum { SHARDS_MAX = 1000000 }; /* of one sweep */

struct shard {
    uint32_t index; /* from 1 */
    uint32_t count;
};

/* Parts that have no run in common. `struct shards s = {0}` has none. */
struct shards {
    struct shard *list; /* owned */
    size_t count;
};

/* Reads "I/N". */
bool shard_parse(const char *value, struct shard *out, struct err *err);

/* Adds one; N shards of N become the whole. False with a sentence, and nothing is added, when it has runs in common
 * with one that is there. */
bool shards_add(struct shards *shards, struct shard shard, struct err *err);

/* The first run (from 0) behind shard `index` of `count` of a sweep of so many runs; behind 0: its first. */
uint64_t shard_edge(uint64_t runs, uint32_t index, uint32_t count);

/* How many runs they have of a sweep of so many. */
uint64_t shards_runs(const struct shards *shards, uint64_t runs);

void shards_release(struct shards *shards);

#endif
