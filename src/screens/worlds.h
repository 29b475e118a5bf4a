/* Two or three worlds under one cursor: runs on one time axis, a table of what each came to, the next divergence.
 *
 * The cursor is a time. A divergence is a time at which one of the worlds shows something on a lane that another
 * does not. */
#ifndef SCREENS_WORLDS_H
#define SCREENS_WORLDS_H

#include "screens/stage.h"
#include "screens/worlds_table.h"

struct worlds_view {
    struct worlds_side sides[WORLDS_MAX];
    bool hides_titles[WORLDS_MAX]; /* which would tell what is to be guessed */
    int count;                     /* 2, 3 */
    struct lanes_cache *axis;      /* from worlds_axis_new; NULL: laid out anew at each paint */
    msec now;                      /* the cursor */
    uint32_t lane;
    int side; /* the one the lane cursor is in, from 0 */
    bool shows_all, is_playing, is_class;
    bool is_still; /* as on the stage */
    uint32_t speed_percent;
    const char *search; /* as on the stage */
};

/* An area that belongs to one of the sides, such as a lane or a mark, has the side above the value that it has on the
 * stage. */
enum { WORLDS_SIDE_SHIFT = 40 };

static inline int worlds_area_side(int64_t value)
{
    return (int)(value >> WORLDS_SIDE_SHIFT);
}

static inline int64_t worlds_area_value(int64_t value)
{
    return value & (((int64_t)1 << WORLDS_SIDE_SHIFT) - 1);
}

/* The layout of all together, kept for the last size. */
struct lanes_cache *worlds_axis_new(void);
void worlds_axis_free(struct lanes_cache *axis);

void worlds_paint(const struct worlds_view *view, struct screen *screen);

/* The next divergence after `now`, the one before it; MSEC_NONE. Before the beginning: now = -1. */
msec worlds_divergence_after(const struct trace *const *runs, int count, msec now);
msec worlds_divergence_before(const struct trace *const *runs, int count, msec now);

#endif
