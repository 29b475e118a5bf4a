#include "screens/crash_screen.h"

#include "base/range.h"
#include "picture/crash_table.h"
#include "picture/paint_cells.h"
#include "screens/list.h"

enum {
    PLAIN_COLUMNS = 70,    /* below: fewer words, narrower names */
    BESIDE_COLUMNS = 60,   /* as much is wanted for a run beside the map */
    BOUND_ROWS_MIN = 20,   /* on a screen of fewer rows no bound is shown */
    HEADS_ROWS_MIN = 12,   /* a map of fewer rows names the attempts only where there are several */
    SHOWN_COLUMNS_MIN = 2, /* of cells, before the rows' names may take the room */
};

/* A paint under way. */
struct crash_paint {
    const struct crash_view *view;
    struct screen *screen;
    struct cells *cells;
    struct crash_table table;
    struct area area; /* of the table */
    struct crash_run_place run;
    int margin;
    bool is_narrow;
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
    struct crash_table *table = &paint->table;

    *table = crash_table_of(map);
    table->space = 1;
    for (int kind = 0; kind < FAULT_COUNT && paint->is_narrow; kind++)
        table->pitch[kind]--;
    crash_table_squeeze(table, paint->cells->columns - paint->margin - crash_table_width(table, 0, least));
}

/* The columns that fit, the cursor's among them. */
static void lay_columns(struct crash_paint *paint)
{
    struct crash_table *table = &paint->table;
    size_t count = paint->view->map->column_count;
    int room = paint->area.columns - paint->margin - crash_table_names(table);

    table->first = 0;
    while (table->first < paint->view->column && crash_table_width(table, table->first, paint->view->column + 1) > room)
        table->first++;
    table->last = table->first + (count > 0);
    while (table->last < count && crash_table_width(table, table->first, table->last + 1) <= room)
        table->last++;
}

/* The lines that fit: the cursor's row stands in the middle where it can. */
static void lay_lines(struct crash_paint *paint)
{
    const struct crash_map *map = paint->view->map;
    struct crash_table *table = &paint->table;
    int room = paint->area.rows - table->head_rows;

    table->first_line = list_first_around(crash_table_line(map, paint->view->row),
                                          crash_table_line(map, map->row_count), room);
    table->line_count = room;
}

static int bound_rows(const struct crash_paint *paint)
{
    if (paint->cells->rows < BOUND_ROWS_MIN)
        return 0;
    return text_width(paint->view->map->bound) <= paint->cells->columns - 2 ? 1 : 2;
}

static void lay_out(struct crash_paint *paint)
{
    const struct crash_map *map = paint->view->map;
    struct cells *cells = paint->cells;
    int top = 2 + bound_rows(paint), rows = cells->rows - 1 - top, width;
    bool has_attempts = map->column_count > 0 && map->columns[map->column_count - 1].attempt > 1;

    lay_names(paint);
    width = paint->margin + crash_table_names(&paint->table) + crash_table_width(&paint->table, 0, map->column_count);
    paint->run = (struct crash_run_place){.bot = map->rows[paint->view->row].bot,
                                          .is_narrow = paint->is_narrow,
                                          .is_beside = cells->columns - width - 2 >= BESIDE_COLUMNS};
    paint->area = (struct area){0, top, paint->run.is_beside ? width : cells->columns, rows};
    if (paint->run.is_beside) {
        paint->run.area = (struct area){width + 2, top, cells->columns - width - 2,
                                        rows}; /* behind a rule and a space */
    } else {
        int below = crash_run_rows(&paint->view->run, paint->is_narrow, cells->rows);

        paint->area.rows -= below;
        paint->run.area = (struct area){0, top + paint->area.rows, cells->columns, below};
    }
    paint->table.head_rows = paint->area.rows >= HEADS_ROWS_MIN || has_attempts ? 2 : 1;
    paint->table.x = paint->margin;
    paint->table.y = top;
    paint->table.has_cursor = true;
    paint->table.row = paint->view->row;
    paint->table.column = paint->view->column;
    lay_columns(paint);
    lay_lines(paint);
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
    if (!is_alone && view->saw && view->saw[0])
        text_addf(out, " · saw %s", view->saw);
    if (!is_alone && view->changes && view->changes[0])
        text_addf(out, " · %s", view->changes);
    if (!is_alone && view->map && view->map->left_out)
        text_addf(out, " · left out: %s", view->map->left_out);
    text_release(&kinds);
}

static void paint_header(const struct crash_paint *paint)
{
    struct text text = {0}, state = {0};
    struct area area;

    say_state(paint->view, &state);
    area = screen_header(paint->screen, "CRASH MAP", text_str(&state));
    say_subject(paint, area.columns, &text);
    screen_put_text(paint->screen, (struct area){area.column, 0, area.columns, 1}, &text, ELEMENT_BAR);
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

static int counts_columns(const struct crash_paint *paint, enum counts_level level)
{
    const struct crash_map *map = paint->view->map;
    struct text text = {0};
    int columns;

    for (int sign = 0; sign < CRASH_SIGN_COUNT; sign++) {
        say_sign(&crash_signs[sign], level, &text);
        say_count(map->runs_of[sign], crash_signs[sign].word, level, &text);
    }
    text_add(&text, "s");
    say_count(map->silent, "silent", level, &text);
    columns = cells_measure(paint->cells, &text) - (level == COUNTS_ALL ? 2 : 1);
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

    while (level + 1 < COUNTS_LEVELS && counts_columns(paint, level) > columns - 2)
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
    screen_put_text(paint->screen, (struct area){column, 1, columns - column, 1}, &text, ELEMENT_WORDS);
}

/* Says why there are no cells; of what was seen, where else to look. */
static void paint_nothing(const struct crash_paint *paint)
{
    const struct crash_view *view = paint->view;
    struct area area = {1, 2, paint->cells->columns - 2, 3};
    bool is_filtered = view->map && view->saw && view->saw[0];
    const char *why = is_filtered ? view->map->bound
                      : view->map ? "No fault can strike here: no job comes by any gap."
                                  : "Trying every way that one fault can strike …";

    area.row += screen_put_wrapped(paint->screen, area, why, ELEMENT_SENTENCE, 0);
    if (is_filtered)
        (void)screen_put_wrapped(
            paint->screen, area,
            "f asks for something else, x tries other kinds of faults; makeitso explore with --saw "
            "and --faults 2 tries pairs, and tells what is nearest.",
            ELEMENT_QUIET, 0);
}

/* The rows that were searched for are lit up. */
static void light_up(const struct crash_paint *paint)
{
    const struct crash_map *map = paint->view->map;
    const struct crash_table *table = &paint->table;
    int width = crash_table_names(table) - 1;

    for (size_t row = 0; row < map->row_count; row++) {
        int line = crash_table_line(map, row) - table->first_line;

        if (line >= 0 && line < table->line_count && crash_row_matches(&map->rows[row], paint->view->find))
            cells_dress(paint->cells, (struct area){table->x, table->y + table->head_rows + line, width, 1},
                        ELEMENT_MATCH, 0);
    }
}

/* The table goes on to the left, to the right, above, below. */
static void paint_more(const struct crash_paint *paint)
{
    const struct crash_table *table = &paint->table;
    int last = paint->area.column + paint->area.columns - 1, heads = table->y + table->head_rows - 1;

    if (table->first > 0)
        cells_put(paint->cells, table->x + crash_table_names(table) - 1, heads, 1, "…", ELEMENT_CHANGED, 0);
    if (table->last < table->map->column_count)
        cells_put(paint->cells, last, heads, 1, "…", ELEMENT_CHANGED, 0);
    list_put_more(paint->screen, (struct area){last, heads + 1, 1, table->line_count}, table->first_line,
                  crash_table_line(table->map, table->map->row_count), ELEMENT_CHANGED);
}

static void paint_table(const struct crash_paint *paint)
{
    const struct paint_cells whole = {
        .area = {0, 0, paint->cells->columns, paint->cells->rows}, .reveal = REVEAL_ALL, .selected = NO_EVENT};
    struct scene scene;

    scene_init(&scene);
    (void)crash_table_lay(&paint->table, &scene);
    paint_cells(&scene, &whole, paint->cells);
    screen_take_scene(paint->screen, &scene, AREA_GAP);
    scene_release(&scene);
    light_up(paint);
    paint_more(paint);
}

static void paint_found(struct crash_paint *paint)
{
    const struct crash_map *map = paint->view->map;

    lay_out(paint);
    paint_counts(paint);
    (void)screen_put_wrapped(paint->screen, (struct area){1, 2, paint->cells->columns - 2, bound_rows(paint)},
                             map->bound, map->runs_of[CRASH_CLEAN] == map->runs ? ELEMENT_GRANTED : ELEMENT_REFUSED, 0);
    crash_run_paint(&paint->view->run, &paint->run, paint->screen);
    paint_table(paint);
}

void crash_paint(const struct crash_view *view, struct screen *screen)
{
    struct crash_paint paint = {.view = view, .screen = screen, .cells = screen->cells};

    if (screen_is_too_small(screen))
        return;
    paint.is_narrow = screen->cells->columns < PLAIN_COLUMNS;
    paint.margin = paint.is_narrow ? 0 : 1;
    paint_header(&paint);
    if (!screen->notice) /* the areas of its keys come first: a large map has more than there is room for */
        screen_footer(screen, screen->cells->rows - 1);
    if (view->map && view->map->row_count > 0)
        paint_found(&paint);
    else
        paint_nothing(&paint);
    if (screen->notice) /* it has no areas, and lies over the rows above it */
        screen_footer(screen, screen->cells->rows - 1);
}
