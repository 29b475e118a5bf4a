#include "report/sweep.h"

#include <inttypes.h>

#include "words/phrase.h"

enum {
    MARGIN = 1,
    VALUE_COLUMNS = 22,
    WHAT_COLUMNS = 8,
    BAR_COLUMNS = 50,
    BARS_AT = MARGIN + VALUE_COLUMNS + WHAT_COLUMNS,
    PERCENT_COLUMNS = 6,
    SHARE_AT = BARS_AT + BAR_COLUMNS + PERCENT_COLUMNS + 1, /* behind "100 %" */
    SHARE_COLUMNS = 26,
    HEAD_ROWS = 5,
    VALUE_ROWS = 2,
    SCALE_STEPS = 5
};

static void words_add(struct scene *scene, int x, int row, int columns, const char *string)
{
    struct text words = {0};

    text_add(&words, string);
    (void)scene_add_words(scene, (struct scene_area){x, row, columns, 1}, ELEMENT_PLAIN, &words);
}

/* One bar: the share of runs that do so. */
struct plot_bar {
    const char *what;
    enum element element;
    uint64_t hits, runs;
};

static void bar_add(struct scene *scene, int row, const struct plot_bar *bar)
{
    struct interval interval = stats_wilson(bar->hits, bar->runs);
    double part = bar->runs > 0 ? (double)bar->hits / (double)bar->runs : 0;
    int width = (int)(part * BAR_COLUMNS + 0.5);
    struct text share = {0};

    words_add(scene, MARGIN + VALUE_COLUMNS, row, WHAT_COLUMNS - 1, bar->what);
    if (width > 0)
        scene_add_bar(scene, (struct scene_area){BARS_AT, row, width, 1}, BAR_RUN, bar->element, NO_EVENT);
    text_addf(&share, "%.4f (%.4f–%.4f)", part, interval.low, interval.high);
    (void)scene_add_words(scene, (struct scene_area){SHARE_AT, row, SHARE_COLUMNS, 1}, ELEMENT_PLAIN, &share);
}

static void value_add(struct scene *scene, const struct swept *swept, int row)
{
    const struct sweep *sweep = &swept->sweep;

    words_add(scene, MARGIN, row, VALUE_COLUMNS - 1, swept->varied[0] ? swept->varied : "all runs");
    bar_add(scene, row, &(struct plot_bar){"twice", ELEMENT_AGAIN, sweep->total.runs_duplicate, sweep->runs});
    bar_add(scene, row + 1, &(struct plot_bar){"missed", ELEMENT_MISSED, sweep->total.runs_missed, sweep->runs});
}

/* 0 %, 20 %, … 100 % above the bars. */
static void scale_add(struct scene *scene, int row)
{
    for (int i = 0; i <= SCALE_STEPS; i++) {
        struct text percent = {0};

        text_addf(&percent, "%d %%", 100 * i / SCALE_STEPS);
        (void)scene_add_words(scene,
                              (struct scene_area){BARS_AT + BAR_COLUMNS * i / SCALE_STEPS, row, PERCENT_COLUMNS, 1},
                              ELEMENT_QUIET, &percent);
    }
}

bool plot_draw(const struct swept *list, size_t count, struct scene *scene, struct err *err)
{
    struct text title = {0}, what = {0};

    scene_init(scene);
    scene->columns = SHARE_AT + SHARE_COLUMNS + MARGIN;
    scene->rows = HEAD_ROWS + VALUE_ROWS * (int)count + 1;
    scene->title = scene_string(scene, list[0].title);
    text_add(&title, list[0].title);
    text_addf(&what, "share of %" PRIu64, list[0].sweep.asked);
    phrase_add(NULL, " runs that {make} twice, and that miss a {effect}, Wilson 95 %", &what);
    text_addf(&what, ", seeds from %" PRIu64, list[0].sweep.first_seed);
    scene->desc = scene_string(scene, text_str(&what));
    (void)scene_add_words(scene, (struct scene_area){MARGIN, 1, scene->columns - 2, 1}, ELEMENT_TITLE, &title);
    (void)scene_add_words(scene, (struct scene_area){MARGIN, 2, scene->columns - 2, 1}, ELEMENT_QUIET, &what);
    scale_add(scene, HEAD_ROWS - 1);
    for (size_t i = 0; i < count; i++)
        value_add(scene, &list[i], HEAD_ROWS + VALUE_ROWS * (int)i);
    if (!scene->failed)
        return true;
    scene_release(scene);
    return err_memory(err);
}
