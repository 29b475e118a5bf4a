#include "cli/plot_scene.h"

#include <inttypes.h>

enum { MARGIN = 1, VALUE_COLUMNS = 22, BAR_COLUMNS = 50, SHARE_COLUMNS = 26, HEAD_ROWS = 5, SCALE_STEPS = 5 };

static double failing(const struct sweep *sweep)
{
    return sweep->runs > 0 ? (double)(sweep->runs - sweep->clean) / (double)sweep->runs : 0;
}

static void row_add(struct scene *scene, const struct swept *swept, int row)
{
    const struct sweep *sweep = &swept->sweep;
    struct interval interval = stats_wilson(sweep->runs - sweep->clean, sweep->runs);
    int width = (int)(failing(sweep) * BAR_COLUMNS + 0.5);
    struct text value = {0}, share = {0};

    text_add(&value, swept->varied[0] ? swept->varied : "all runs");
    (void)scene_add_words(scene, (struct scene_area){MARGIN, row, VALUE_COLUMNS - 1, 1}, TONE_PLAIN, &value);
    if (width > 0)
        (void)scene_add_bar(scene, &(struct scene_bar){.x = MARGIN + VALUE_COLUMNS,
                                                       .y = row,
                                                       .width = width,
                                                       .kind = BAR_RUN,
                                                       .tone = TONE_ERROR,
                                                       .from = NO_EVENT});
    text_addf(&share, "%.4f (%.4f–%.4f)", failing(sweep), interval.low, interval.high);
    (void)scene_add_words(scene, (struct scene_area){MARGIN + VALUE_COLUMNS + BAR_COLUMNS + 2, row, SHARE_COLUMNS, 1},
                          TONE_PLAIN, &share);
}

/* 0 %, 20 %, … 100 % above the bars. */
static void scale_add(struct scene *scene, int row)
{
    for (int i = 0; i <= SCALE_STEPS; i++) {
        struct text percent = {0};

        text_addf(&percent, "%d %%", 100 * i / SCALE_STEPS);
        (void)scene_add_words(scene,
                              (struct scene_area){MARGIN + VALUE_COLUMNS + BAR_COLUMNS * i / SCALE_STEPS, row, 6, 1},
                              TONE_QUIET, &percent);
    }
}

bool plot_draw(const struct swept *list, size_t count, struct scene *scene, struct err *err)
{
    struct text title = {0}, what = {0};

    scene_init(scene);
    scene->columns = 2 * MARGIN + VALUE_COLUMNS + BAR_COLUMNS + SHARE_COLUMNS + 2;
    scene->rows = HEAD_ROWS + (int)count + 1;
    scene->title = scene_string(scene, list[0].title);
    text_add(&title, list[0].title);
    text_addf(&what, "share of %" PRIu64 " runs that duplicate or miss a post, Wilson 95 %%, seeds from %" PRIu64,
              list[0].sweep.asked, list[0].sweep.first_seed);
    scene->desc = scene_string(scene, text_str(&what));
    (void)scene_add_words(scene, (struct scene_area){MARGIN, 1, scene->columns - 2, 1}, TONE_TITLE, &title);
    (void)scene_add_words(scene, (struct scene_area){MARGIN, 2, scene->columns - 2, 1}, TONE_QUIET, &what);
    scale_add(scene, HEAD_ROWS - 1);
    for (size_t i = 0; i < count; i++)
        row_add(scene, &list[i], HEAD_ROWS + (int)i);
    if (!scene->failed)
        return true;
    scene_release(scene);
    return err_memory(err);
}
