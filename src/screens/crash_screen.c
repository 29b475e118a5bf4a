#include "screens/crash_screen.h"

#include "base/range.h"
#include "screens/crash_parts.h"

enum {
    PLAIN_COLUMNS = 70,    /* below: fewer words, narrower names */
    BESIDE_COLUMNS = 60,   /* as much is wanted for a run beside the map */
    LANES_ROWS_MIN = 20,   /* on a screen of fewer rows no lanes are shown below the map, and no bound */
    HEADS_ROWS_MIN = 12,   /* a map of fewer rows names the attempts only where there are several */
    SHOWN_COLUMNS_MIN = 2, /* of cells, before the rows' names may take the room */
};

bool crash_row_matches(const struct crash_row *row, const char *search)
{
    return screen_matches(row->step, search) || screen_matches(row->gap, search) || screen_matches(row->job, search);
}

/* The rows' names give way until some cells fit beside them. */
static void lay_names(struct crash_paint *paint)
{
    const struct crash_map *map = paint->view->map;
    size_t least = min_size(map->column_count, SHOWN_COLUMNS_MIN);
    struct crash_layout *layout = &paint->layout;
    int room;

    *layout = crash_layout_of(map);
    for (int kind = 0; kind < FAULT_COUNT && paint->is_narrow; kind++)
        layout->pitch[kind]--;
    room = paint->cells->columns - paint->margin - crash_columns_width(map, layout, 0, least);
    if (layout->step_columns + layout->gap_columns <= room)
        return;
    layout->gap_columns = min_int(layout->gap_columns, room * 55 / 100);
    layout->step_columns = min_int(layout->step_columns, room - layout->gap_columns);
}

/* The columns that fit, the cursor's among them. */
static void lay_columns(struct crash_paint *paint)
{
    const struct crash_map *map = paint->view->map;
    int room = paint->map.columns - crash_names_columns(paint);

    paint->first = 0;
    while (paint->first < paint->view->column &&
           crash_columns_width(map, &paint->layout, paint->first, paint->view->column + 1) > room)
        paint->first++;
    paint->last = paint->first + (map->column_count > 0);
    while (paint->last < map->column_count &&
           crash_columns_width(map, &paint->layout, paint->first, paint->last + 1) <= room)
        paint->last++;
}

static int bound_rows(const struct crash_paint *paint)
{
    if (paint->cells->rows < LANES_ROWS_MIN)
        return 0;
    return text_width(paint->view->map->bound) <= paint->cells->columns - 2 ? 1 : 2;
}

/* Below the map: what strikes, the lanes, the verdict. The lanes' rows are the same for all cells' runs. */
static int run_rows(const struct crash_paint *paint)
{
    int rows = paint->strike_rows + paint->verdict_rows, lanes;

    if (paint->cells->rows < LANES_ROWS_MIN || !paint->view->index)
        return rows;
    lanes = (int)stage_index_trace(paint->view->index)->scenario->bot_count + 1;
    return rows + 1 + min_int(lanes, paint->cells->rows / 4);
}

static void lay_out(struct crash_paint *paint)
{
    const struct crash_map *map = paint->view->map;
    struct cells *cells = paint->cells;
    int top = 2 + bound_rows(paint), rows = cells->rows - 1 - top, width;

    lay_names(paint);
    width = crash_names_columns(paint) + crash_columns_width(map, &paint->layout, 0, map->column_count);
    paint->is_beside = cells->columns - width - 2 >= BESIDE_COLUMNS;
    paint->map = (struct area){0, top, paint->is_beside ? width : cells->columns, rows};
    if (paint->is_beside) {
        paint->run = (struct area){width + 2, top, cells->columns - width - 2, rows}; /* behind a rule and a space */
    } else {
        int below = run_rows(paint);

        paint->map.rows -= below;
        paint->run = (struct area){0, top + paint->map.rows, cells->columns, below};
    }
    paint->head_rows = paint->map.rows >= HEADS_ROWS_MIN ||
                               (map->column_count > 0 && map->columns[map->column_count - 1].attempt > 1)
                           ? 2
                           : 1;
    lay_columns(paint);
}

static void say_state(const struct crash_view *view, struct text *out)
{
    if (view->searching != MSEC_NONE) {
        text_add(out, "searching for ");
        msec_say(view->searching, out);
    } else if (view->map) {
        text_addf(out, "%s%llu runs", view->map->is_partial ? "partial: " : "", (unsigned long long)view->map->runs);
        if (view->changed_count > 0)
            text_addf(out, ", %zu changed *", view->changed_count);
    }
}

/* The scenario, which faults were tried and how many in each run, the design's changes, the faults of its own that were
 * left out; where little fits first what is not to be cut, and alone where nothing else would be left whole. */
static void say_subject(const struct crash_paint *paint, int columns, struct text *out)
{
    enum { SCENARIO_COLUMNS_LEAST = 4 };
    const struct crash_view *view = paint->view;
    struct text kinds = {0};
    bool is_alone;

    if (view->map)
        crash_kinds_say(view->map, paint->is_narrow ? "1" : "one", &kinds);
    text_add(out, paint->is_narrow && view->map ? text_str(&kinds) : view->scenario);
    if (view->map && !paint->is_narrow)
        text_addf(out, " · %s a run", text_str(&kinds));
    is_alone = view->map && paint->is_narrow && text_width(text_str(&kinds)) + 3 + SCENARIO_COLUMNS_LEAST > columns;
    if (view->map && paint->is_narrow && !is_alone)
        text_addf(out, " · %s", view->scenario);
    if (!is_alone && view->changes && view->changes[0])
        text_addf(out, " · %s", view->changes);
    if (!is_alone && view->map && view->map->left_out)
        text_addf(out, " · left out: %s", view->map->left_out);
    text_release(&kinds);
}

static void paint_header(const struct crash_paint *paint)
{
    const struct crash_view *view = paint->view;
    struct cells *cells = paint->cells;
    struct text text = {0}, state = {0};
    int width, end;

    say_state(view, &state);
    width = state.size > 0 ? text_width(text_str(&state)) + 2 : 0;
    end = cells->columns - width;
    cells_fill(cells, (struct area){0, 0, end, 1}, ' ', ELEMENT_BAR, 0);
    cells_fill(cells, (struct area){0, 0, 11, 1}, ' ', ELEMENT_BAR_TITLE, 0);
    cells_put(cells, 1, 0, 9, "CRASH MAP", ELEMENT_BAR_TITLE, 0);
    say_subject(paint, end - 13, &text);
    cells_put(cells, 12, 0, end - 13, text_str(&text), ELEMENT_BAR, 0);
    cells_fill(cells, (struct area){end, 0, width, 1}, ' ', ELEMENT_BAR_CLOCK, 0);
    cells_put(cells, end + 1, 0, width - 1, text_str(&state), ELEMENT_BAR_CLOCK, 0);
    text_release(&text);
    text_release(&state);
}

/* How much is told with the counts: signs, letters and words; where that has no room letters and words; else signs and
 * letters. */
enum counts_level { COUNTS_ALL, COUNTS_WORDS, COUNTS_SIGNS, COUNTS_LEVELS };

static void say_sign(const struct crash_sign_row *row, enum counts_level level, struct text *out)
{
    bool has_mark = level != COUNTS_WORDS || !row->letter[0];

    text_addf(out, "%s%s%s", has_mark ? marks_unicode[row->mark] : "", has_mark && row->letter[0] ? " " : "",
              row->letter);
}

static void say_count(uint64_t count, const char *word, enum counts_level level, struct text *out)
{
    text_addf(out, " %llu%s%s%s", (unsigned long long)count, level == COUNTS_SIGNS ? "" : " ",
              level == COUNTS_SIGNS ? "" : word, level == COUNTS_ALL ? "  " : " ");
}

static int counts_columns(const struct crash_map *map, enum counts_level level)
{
    struct text text = {0};
    int columns;

    for (int sign = 0; sign < CRASH_SIGN_COUNT; sign++) {
        say_sign(&crash_signs[sign], level, &text);
        say_count(map->runs_of[sign], crash_signs[sign].word, level, &text);
    }
    text_add(&text, "s");
    say_count(map->silent, "silent", level, &text);
    columns = text_width(text_str(&text)) - (level == COUNTS_ALL ? 2 : 1);
    text_release(&text);
    return columns;
}

/* The counts of all runs; at the same time they say what the signs mean. */
static void paint_counts(const struct crash_paint *paint)
{
    const struct crash_map *map = paint->view->map;
    int column = 1, columns = paint->cells->columns;
    enum counts_level level = COUNTS_ALL;
    struct text text = {0};

    while (level + 1 < COUNTS_LEVELS && counts_columns(map, level) > columns - 2)
        level++;
    for (int sign = 0; sign < CRASH_SIGN_COUNT; sign++) {
        const struct crash_sign_row *row = &crash_signs[sign];

        text_clear(&text);
        say_sign(row, level, &text);
        column += cells_put(paint->cells, column, 1, columns - column, text_str(&text), row->element, 0);
        text_clear(&text);
        say_count(map->runs_of[sign], row->word, level, &text);
        column += cells_put(paint->cells, column, 1, columns - column, text_str(&text), ELEMENT_WORDS, 0);
    }
    text_clear(&text);
    text_add(&text, "s");
    say_count(map->silent, "silent", level, &text);
    cells_put(paint->cells, column, 1, columns - column, text_str(&text), ELEMENT_WORDS, 0);
    text_release(&text);
}

/* Nothing to walk in: why. */
static void paint_nothing(const struct crash_paint *paint)
{
    const char *why = paint->view->map ? "No fault can strike here: no job comes by any gap."
                                       : "Trying every way that one fault can strike …";

    (void)screen_put_wrapped(paint->screen, (struct area){1, 2, paint->cells->columns - 2, 3}, why, ELEMENT_SENTENCE,
                             0);
}

static void paint_found(struct crash_paint *paint)
{
    const struct crash_map *map = paint->view->map;

    lay_out(paint);
    paint_counts(paint);
    (void)screen_put_wrapped(paint->screen, (struct area){1, 2, paint->cells->columns - 2, bound_rows(paint)},
                             map->bound, map->runs_of[CRASH_CLEAN] == map->runs ? ELEMENT_GRANTED : ELEMENT_REFUSED, 0);
    crash_paint_run(paint);
    crash_paint_table(paint);
}

void crash_paint(const struct crash_view *view, struct screen *screen)
{
    struct cells *cells = screen->cells;
    struct crash_paint paint = {
        .view = view, .screen = screen, .cells = cells, .stage = {.screen = screen, .cells = cells}};

    if (screen_is_too_small(screen))
        return;
    paint.is_narrow = cells->columns < PLAIN_COLUMNS;
    paint.margin = paint.is_narrow ? 0 : 1;
    paint.strike_rows = paint.is_narrow ? 2 : 1;
    paint.verdict_rows = 2;
    paint_header(&paint);
    if (!screen->notice) /* the areas of its keys come first: a large map has more than there is room for */
        screen_footer(screen, cells->rows - 1);
    if (view->map && view->map->row_count > 0)
        paint_found(&paint);
    else
        paint_nothing(&paint);
    if (screen->notice) /* it has no areas, and lies over the rows above it */
        screen_footer(screen, cells->rows - 1);
}
