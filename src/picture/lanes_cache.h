/* Pictures of lanes alone, of a page of some runs on one axis, kept as long as the same one is asked for: a screen
 * paints them again and again. What that costs does not grow with the run; another page costs little more. */
#ifndef PICTURE_LANES_CACHE_H
#define PICTURE_LANES_CACHE_H

#include "picture/lanes_scene.h"

struct lanes_wish {
    struct timeaxis_wish axis; /* as wide as a page */
    bool has_words;            /* beside marks */
    msec now;                  /* on the page */
};

/* {0} holds none. */
struct lanes_cache {
    struct timeaxis axis;
    struct lanes_wish wish;
    int page; /* the axis's column that is column 0 of the scenes */
    uint32_t count;
    struct scene scenes[TIMEAXIS_RUNS_MAX]; /* lanes in rows 0, 1, …; the axis is row −1 */
};

/* Lays the runs out as wished and draws the page on which `now` is, unless that is what the cache holds; false when
 * memory is out. The runs are taken to be the same ones each time. */
bool lanes_cached(struct lanes_cache *cache, const struct lane_marks *const *runs, uint32_t count,
                  const struct lanes_wish *wish);
void lanes_cache_release(struct lanes_cache *cache);

#endif
