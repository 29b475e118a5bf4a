#include "picture/lanes_cache.h"

#include "base/check.h"

static bool is_same_axis(const struct lanes_wish *a, const struct lanes_wish *b)
{
    return a->axis.width == b->axis.width && a->axis.gap_min == b->axis.gap_min &&
           a->axis.fold_width == b->axis.fold_width && a->axis.shows_all == b->axis.shows_all &&
           a->has_words == b->has_words;
}

static bool cache_lay(struct lanes_cache *cache, const struct lane_marks *const *runs, uint32_t count,
                      const struct lanes_wish *wish)
{
    const struct trace *traces[TIMEAXIS_RUNS_MAX];
    struct err err;

    lanes_cache_release(cache);
    cache->wish = *wish;
    for (uint32_t i = 0; i < count; i++)
        traces[i] = runs[i]->lanes->trace;
    return timeaxis_init(&cache->axis, traces, count, &wish->axis, &err);
}

static void release_scenes(struct lanes_cache *cache)
{
    while (cache->count > 0)
        scene_release(&cache->scenes[--cache->count]);
}

static bool cache_draw(struct lanes_cache *cache, const struct lane_marks *const *runs, uint32_t count)
{
    bool is_drawn = true;

    release_scenes(cache);
    for (; cache->count < count && is_drawn; cache->count++) {
        struct scene *scene = &cache->scenes[cache->count];
        struct lanes_place place = {
            .axis = &cache->axis,
            .columns = cache->axis.width,
            .page = cache->page,
            .width = cache->wish.axis.width,
            .margin = 1,
            .step = 1,
            .axis_row = -1,
            .count = runs[cache->count]->lanes->count,
            .has_words = cache->wish.has_words && !cache->wish.axis.shows_all,
            .shows_steps = cache->wish.axis.shows_all,
        };

        scene_init(scene);
        lanes_draw(runs[cache->count], &place, scene);
        is_drawn = !scene->failed;
    }
    return is_drawn;
}

bool lanes_cached(struct lanes_cache *cache, const struct lane_marks *const *runs, uint32_t count,
                  const struct lanes_wish *wish)
{
    bool is_there = cache->count == count && is_same_axis(&cache->wish, wish);
    int page;

    CHECK(count >= 1 && count <= TIMEAXIS_RUNS_MAX && wish->axis.width > 0);
    if (is_there || cache_lay(cache, runs, count, wish)) {
        page = cache->axis.width > wish->axis.width
                   ? timeaxis_place(&cache->axis, wish->now) / wish->axis.width * wish->axis.width
                   : 0;
        if (is_there && cache->page == page)
            return true;
        cache->page = page;
        if (cache_draw(cache, runs, count))
            return true;
    }
    lanes_cache_release(cache);
    return false;
}

void lanes_cache_release(struct lanes_cache *cache)
{
    release_scenes(cache);
    timeaxis_release(&cache->axis);
    *cache = (struct lanes_cache){0};
}
