/* Pictures of lanes alone, of some runs on one axis, kept as long as the same ones are asked for: a screen paints them
 * again and again. */
#ifndef PICTURE_LANES_CACHE_H
#define PICTURE_LANES_CACHE_H

#include "picture/lanes_scene.h"

/* {0} holds none. */
struct lanes_cache {
    struct timeaxis axis;
    struct timeaxis_wish wish;
    bool has_words, is_filled;
    uint32_t count;
    struct scene scenes[TIMEAXIS_RUNS_MAX]; /* lanes in rows 0, 1, …, from column 0 on; the axis is row −1 */
};

/* Lays the runs out as wished, unless that is what the cache holds; false when memory is out. The lanes are taken to be
 * the same ones each time. */
bool lanes_cached(struct lanes_cache *cache, const struct lanes *const *lanes, uint32_t count,
                  const struct timeaxis_wish *wish, bool has_words);
void lanes_cache_release(struct lanes_cache *cache);

#endif
