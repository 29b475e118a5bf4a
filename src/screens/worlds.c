#include "screens/worlds.h"

#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/range.h"
#include "screens/letters.h"
#include "screens/list.h"
#include "screens/stage_paint.h"
#include "words/narrate.h"
#include "words/verdict.h"

struct lanes_cache *worlds_axis_new(void)
{
    return calloc(1, sizeof(struct lanes_cache));
}

void worlds_axis_free(struct lanes_cache *axis)
{
    if (axis)
        lanes_cache_release(axis);
    free(axis);
}

/* Sentences are shown whole: lanes give up rows for them. */
enum { FULL_ROWS = 20, COUNT_ROWS = 4, SENTENCE_ROWS = 2, SENTENCE_ROWS_NARROW = 5, NAME_COLUMNS = 16 };

struct worlds_paint {
    const struct worlds_view *view;
    struct screen *screen;
    struct stage_view stages[WORLDS_MAX];
    struct stage_paint paints[WORLDS_MAX];
    struct stage_layout layout; /* columns and the axis's rows; lanes' rows differ */
    int title_rows[WORLDS_MAX];
    int counts_row, sentence_row, sentence_rows; /* of one side */
};

static bool is_full(const struct worlds_paint *paint)
{
    return paint->screen->cells->rows >= FULL_ROWS;
}

/* The lane at the cursor; on the other side that of the bot of the same name. */
static uint32_t lane_of(const struct worlds_paint *paint, int side)
{
    const struct scenario *here = paint->paints[paint->view->side].scenario, *scenario = paint->paints[side].scenario;
    uint32_t lane = paint->view->lane < here->bot_count ? paint->view->lane : 0;

    for (uint32_t b = 0; b < scenario->bot_count && side != paint->view->side; b++)
        if (strcmp(scenario->bots[b].name, here->bots[lane].name) == 0)
            return b;
    return lane < scenario->bot_count ? lane : 0;
}

static void lay_side(struct worlds_paint *paint, int side, int row, int room)
{
    const struct stage_index *index = paint->stages[side].index;
    struct stage_layout *layout = &paint->paints[side].layout;
    int lanes = (int)(index->lanes.count - index->lanes.job_lanes), jobs = (int)index->lanes.job_lanes;

    *layout = paint->layout;
    layout->lane_rows = min_int(lanes, room);
    layout->job_rows = min_int(room - layout->lane_rows, jobs);
    paint->title_rows[side] = row;
    layout->lanes_row = row + 1;
    paint->paints[side].lane_first = (uint32_t)list_first((int)lane_of(paint, side), lanes, layout->lane_rows);
}

/* The lowest screens leave out the axis: the order of the signs still shows. */
static bool has_axis(const struct worlds_paint *paint)
{
    return !paint->layout.is_narrow || paint->screen->cells->rows > SCREEN_ROWS_MIN;
}

/* Counts and the sentences of all; on a low screen one line of counts and the sentence of the side at the cursor. */
static int rows_below(const struct worlds_paint *paint)
{
    if (!is_full(paint))
        return 1 + paint->sentence_rows;
    return (paint->view->is_class ? 1 : COUNT_ROWS) + 2 * paint->sentence_rows;
}

/* Gives each side the rows of its lanes; while they have no room, the first of those that have most gives up one. */
static int share_rows(const struct worlds_paint *paint, int room, int want[WORLDS_MAX])
{
    int sum = 0, most;

    for (int side = 0; side < paint->view->count; side++)
        sum += want[side] = (int)paint->stages[side].index->lanes.count;
    for (; sum > room; sum--) {
        most = 0;
        for (int side = 1; side < paint->view->count; side++)
            most = want[side] > want[most] ? side : most;
        want[most]--;
    }
    return sum;
}

static void lay_out(struct worlds_paint *paint)
{
    struct cells *cells = paint->screen->cells;
    int top, row, sum, want[WORLDS_MAX] = {0};

    for (int side = 0; side < paint->view->count; side++) {
        struct stage_layout layout = stage_layout_of(&paint->stages[side], cells, cells->columns, cells->rows);

        if (side == 0 || layout.axis_column > paint->layout.axis_column)
            paint->layout = layout;
    }
    paint->sentence_rows = paint->layout.is_narrow && !is_full(paint) ? SENTENCE_ROWS_NARROW : SENTENCE_ROWS;
    paint->layout.label_row = 1;
    paint->layout.line_row = is_full(paint) ? 2 : -1;
    row = top = is_full(paint) ? 3 : has_axis(paint) ? 2 : 1;
    sum = share_rows(paint, max_int(cells->rows - 1 - rows_below(paint) - top - paint->view->count, 0), want);
    for (int side = 0; side < paint->view->count; side++) {
        lay_side(paint, side, row, want[side]);
        row += 1 + want[side];
    }
    paint->counts_row = top + paint->view->count + sum;
    paint->sentence_row = cells->rows - 1 - paint->sentence_rows * (is_full(paint) ? 2 : 1);
}

static void make_sides(struct worlds_paint *paint)
{
    const struct worlds_view *view = paint->view;

    for (int side = 0; side < view->count; side++) {
        paint->stages[side] = (struct stage_view){
            .index = view->sides[side].index,
            .ledger = view->sides[side].ledger,
            .at = view->sides[side].at,
            .seen = view->sides[side].seen,
            .lane = view->side == side ? view->lane : UINT32_MAX,
            .shows_all = view->shows_all,
            .is_playing = view->is_playing,
            .is_class = view->is_class,
            .search = view->search,
        };
        paint->paints[side] = stage_paint_of(&paint->stages[side], paint->screen);
    }
}

/* All on one axis. */
static void lay_axes(struct worlds_paint *paint, struct lanes_cache *cache)
{
    uint32_t count = (uint32_t)paint->view->count;
    const struct lane_marks *runs[WORLDS_MAX];

    for (uint32_t side = 0; side < count; side++)
        runs[side] = &paint->stages[side].index->marks;
    for (uint32_t side = 0; side < count; side++) {
        paint->paints[side].now = max_i64(paint->view->now, 0);
        stage_lay_axis_of(&paint->paints[side], cache, runs, count, side);
    }
}

static int64_t side_value(int side)
{
    return (int64_t)side << WORLDS_SIDE_SHIFT;
}

static void paint_header(const struct worlds_paint *paint)
{
    bool is_narrow = paint->layout.is_narrow;
    struct text text = {0}, clock = {0};
    struct area area;
    int end;

    msec_clock(max_i64(paint->view->now, 0), &clock);
    if (is_narrow)
        text_add(&clock, paint->view->is_playing ? " ▶" : "");
    else if (!paint->view->is_still)
        text_add(&clock, paint->view->is_playing ? "  ▶ play " : "  paused ");
    if (!is_narrow && !paint->view->is_still)
        stage_say_speed(paint->view->speed_percent, &clock);
    area = screen_header(paint->screen, NULL, text_str(&clock));
    area.columns--;
    end = paint->screen->cells->columns;
    text_add(&text, is_narrow ? "" : paint->view->count > 2 ? "THREE WORLDS  " : "TWO WORLDS  ");
    for (int side = 0; side < paint->view->count; side++)
        text_addf(&text, "%s%s", side > 0 ? " | " : "", paint->view->sides[side].name);
    screen_put_area(paint->screen, (struct screen_area){area, AREA_BRANCH, side_value(paint->view->side)}, &text,
                    ELEMENT_BAR);
    screen_area(paint->screen, (struct area){area.column + area.columns + 2, 0, end, 1}, AREA_STATE, 0);
    if (!is_narrow)
        screen_area(paint->screen, (struct area){end - 6, 0, 6, 1}, AREA_SPEED, 0);
    text_release(&clock);
}

/* What belongs to one of the sides says so from area `first` on. */
static void tag_areas(struct screen *screen, size_t first, int side)
{
    for (size_t i = first; i < screen->area_count; i++)
        screen->areas[i].value += side_value(side);
}

/* The seed of a side at the right end of its title's row; returns the column where it begins. */
static int put_seed(const struct worlds_paint *paint, int side)
{
    struct text text = {0};
    int columns = paint->screen->cells->columns, column = columns;

    text_addf(&text, " seed %llu ", (unsigned long long)paint->paints[side].scenario->seed);
    if (columns >= 80)
        column = columns - text_width(text_str(&text)) - 1;
    screen_put_area(
        paint->screen,
        (struct screen_area){{column, paint->title_rows[side], columns - column, 1}, AREA_SEED, side_value(side)},
        &text, ELEMENT_QUIET);
    return column;
}

static void paint_side(struct worlds_paint *paint, int side)
{
    struct cells *cells = paint->screen->cells;
    size_t first;
    struct text text = {0};
    struct area row = {0, paint->title_rows[side], cells->columns, 1};
    const struct scenario *scenario = paint->paints[side].scenario;

    CHECK(scenario);
    text_add(&text, paint->view->sides[side].name);
    if (!paint->view->hides_titles[side])
        text_addf(&text, " · %s", scenario->title);
    cells_fill(cells, row, 0x2500, ELEMENT_RULE, 0);
    screen_area(paint->screen, row, AREA_SIDE, side);
    row.columns = put_seed(paint, side);
    stage_paint_title(&paint->paints[side], row, text_str(&text), paint->view->side == side, side);
    screen_area(paint->screen, row, AREA_SIDE, side);
    first = paint->screen->area_count;
    stage_paint_lanes(&paint->paints[side]);
    tag_areas(paint->screen, first, side);
    text_release(&text);
}

static void paint_counts(const struct worlds_paint *paint)
{
    struct area area = {1, paint->counts_row, paint->screen->cells->columns - 2, COUNT_ROWS};

    if (paint->view->is_class)
        return;
    if (is_full(paint))
        stage_paint_title(&paint->paints[0], (struct area){0, area.row, paint->screen->cells->columns, 1},
                          paint->view->count > 2 ? "side by side" : "difference", false, WORLDS_MAX);
    else
        area = (struct area){1, paint->sentence_row - 1, paint->screen->cells->columns - 2, 1};
    worlds_table_paint(paint->view->sides, paint->view->count, area, paint->screen);
}

/* What a world shows at the cursor, or its verdict. Its name is told in full in its heading. */
static void say_side(const struct worlds_paint *paint, int side, struct text *out)
{
    const struct worlds_side *of = &paint->view->sides[side];
    const struct trace *runs[WORLDS_MAX];

    for (int i = 0; i < paint->view->count; i++)
        runs[i] = paint->stages[i].index->trace;
    if (is_full(paint)) { /* else it is the one sentence there is, of the world whose heading is lit */
        text_add(out, of->name);
        text_fit(out, NAME_COLUMNS);
        text_add(out, ": ");
    }
    if (stage_has_ended(&paint->stages[side]))
        verdict_add(paint->stages[side].index->trace, of->ledger, out);
    else if (of->at == NO_EVENT)
        text_add(out, worlds_divergence_after(runs, paint->view->count, paint->view->now) == MSEC_NONE
                          ? "nothing yet; the worlds do not part"
                          : "nothing yet; n goes to where the worlds part");
    else
        narrate_event(&paint->stages[side].index->story, of->at, out);
}

static void put_sentence(const struct worlds_paint *paint, int side, int row, int rows)
{
    struct area area = {1, row, paint->screen->cells->columns - 2, rows};
    bool has_ended = stage_has_ended(&paint->stages[side]);
    enum element element = !has_ended                                        ? ELEMENT_SENTENCE
                           : ledger_is_good(paint->view->sides[side].ledger) ? ELEMENT_GRANTED
                                                                             : ELEMENT_REFUSED;
    struct text text = {0};

    say_side(paint, side, &text);
    screen_put_prose(paint->screen, area, &text, element);
}

static int sentence_needs(const struct worlds_paint *paint, int side)
{
    struct text text = {0};
    int rows;

    say_side(paint, side, &text);
    rows = text_wrapped_lines(text_str(&text), paint->screen->cells->columns - 2);
    text_release(&text);
    return rows;
}

/* Shares the rows among the sentences: each gets what those behind it do not need. */
static void put_sentences(const struct worlds_paint *paint)
{
    int left = 2 * paint->sentence_rows, row = paint->sentence_row, count = paint->view->count;
    int needs[WORLDS_MAX], each = left / count;

    screen_area(paint->screen, (struct area){1, row, paint->screen->cells->columns - 2, left}, AREA_SENTENCE, 0);
    for (int side = 0; side < count; side++)
        needs[side] = sentence_needs(paint, side);
    for (int side = 0; side < count; side++) {
        int rows = left;

        for (int later = side + 1; later < count; later++)
            rows -= min_int(needs[later], each);
        rows = side + 1 < count ? min_int(needs[side], rows) : left;
        put_sentence(paint, side, row, rows);
        row += rows;
        left -= rows;
    }
}

/* In class the verdict of a run that is over stands in big letters: the first world's to the left, the last one's to
 * the right. Where they do not fit beside each other, that of the side at the cursor. */
static void paint_verdicts(const struct worlds_paint *paint)
{
    int row = paint->sentence_row - 1 - LETTERS_ROWS, columns = paint->screen->cells->columns - 2, sum = 0;
    const char *verdicts[WORLDS_MAX];
    int widths[WORLDS_MAX] = {0}, count = paint->view->count;

    CHECK(count > 1);
    if (!paint->view->is_class || row < paint->counts_row)
        return;
    for (int side = 0; side < count; side++) {
        verdicts[side] = ledger_is_good(paint->view->sides[side].ledger) ? "MADE IT SO" : "NOT SO";
        widths[side] = stage_has_ended(&paint->stages[side]) ? letters_width(verdicts[side]) : 0;
        sum += widths[side];
    }
    for (int side = 0; side < count; side++)
        if (widths[side] && (sum < columns || side == paint->view->side))
            letters_paint(
                paint->screen->cells,
                (struct area){1 + (columns - widths[side]) * side / (count - 1), row, widths[side], LETTERS_ROWS},
                verdicts[side], ledger_is_good(paint->view->sides[side].ledger) ? ELEMENT_GRANTED : ELEMENT_REFUSED);
}

void worlds_paint(const struct worlds_view *view, struct screen *screen)
{
    struct worlds_paint paint = {.view = view, .screen = screen};
    struct lanes_cache own = {.count = 0};

    CHECK(view->count >= 2 && view->count <= WORLDS_MAX && view->side < view->count);
    if (screen_is_too_small(screen))
        return;
    make_sides(&paint);
    lay_out(&paint);
    lay_axes(&paint, view->axis ? view->axis : &own);
    paint_header(&paint);
    if (has_axis(&paint))
        stage_paint_axis(&paint.paints[0]);
    for (int side = 0; side < view->count; side++)
        paint_side(&paint, side);
    paint_counts(&paint);
    paint_verdicts(&paint);
    if (is_full(&paint)) {
        if (paint.sentence_row - 1 >= paint.counts_row + (view->is_class ? 0 : COUNT_ROWS))
            cells_fill(screen->cells, (struct area){0, paint.sentence_row - 1, screen->cells->columns, 1}, 0x2500,
                       ELEMENT_RULE, 0);
        put_sentences(&paint);
    } else {
        put_sentence(&paint, view->side, paint.sentence_row, paint.sentence_rows);
    }
    stage_place_caret(&paint.paints[view->side]);
    screen_footer(screen, screen->cells->rows - 1);
    lanes_cache_release(&own);
}
