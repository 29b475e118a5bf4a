#include "picture/lanes_cache.h"

#include "base/check.h"

static bool is_same_wish(const struct timeaxis_wish *a, const struct timeaxis_wish *b)
{
    return a->width == b->width && a->gap_min == b->gap_min && a->fold_width == b->fold_width &&
           a->shows_all == b->shows_all;
}

static bool cache_fill(struct lanes_cache *cache, const struct lanes *const *lanes, uint32_t count,
                       const struct timeaxis_wish *wish, bool has_words)
{
    const struct trace *traces[TIMEAXIS_RUNS_MAX];
    struct err err;

    for (uint32_t i = 0; i < count; i++)
        traces[i] = lanes[i]->trace;
    if (!timeaxis_init(&cache->axis, traces, count, wish, &err))
        return false;
    for (; cache->count < count; cache->count++) {
        struct scene *scene = &cache->scenes[cache->count];
        struct lanes_place place = {
            .axis = &cache->axis,
            .width = cache->axis.width,
            .page = wish->width,
            .margin = 1,
            .step = 1,
            .axis_row = -1,
            .count = lanes[cache->count]->count,
            .has_words = has_words && !wish->shows_all,
            .shows_steps = wish->shows_all,
        };

        scene_init(scene);
        lanes_draw(lanes[cache->count], &place, scene);
        if (scene->failed) {
            scene_release(scene);
            return false;
        }
    }
    return true;
}

bool lanes_cached(struct lanes_cache *cache, const struct lanes *const *lanes, uint32_t count,
                  const struct timeaxis_wish *wish, bool has_words)
{
    CHECK(count >= 1 && count <= TIMEAXIS_RUNS_MAX);
    if (cache->is_filled && cache->count == count && cache->has_words == has_words && is_same_wish(&cache->wish, wish))
        return true;
    lanes_cache_release(cache);
    if (!cache_fill(cache, lanes, count, wish, has_words)) {
        lanes_cache_release(cache);
        return false;
    }
    cache->wish = *wish;
    cache->has_words = has_words;
    cache->is_filled = true;
    return true;
}

void lanes_cache_release(struct lanes_cache *cache)
{
    for (uint32_t i = 0; i < cache->count; i++)
        scene_release(&cache->scenes[i]);
    timeaxis_release(&cache->axis);
    *cache = (struct lanes_cache){0};
}
