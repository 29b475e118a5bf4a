#include "view/crash_screen.h"

#include "view/narrate.h"
#include "view/stage_frame.h"

enum {
    PLAIN_COLUMNS = 70,    /* below: fewer words, narrower names */
    BESIDE_COLUMNS = 60,   /* as much is wanted for a run beside the map */
    LANES_ROWS_MIN = 20,   /* on a screen of fewer rows no lanes are shown below the map, and no bound */
    HEADS_ROWS_MIN = 12,   /* a map of fewer rows names the attempts only where there are several */
    SHOWN_COLUMNS_MIN = 2, /* of cells, before the rows' names may take the room */
    STRIKE_ROWS_MAX = 3,   /* of what strikes, beside the map */
    CELL_COLUMNS = 4
};

/* A paint under way. */
struct crash_paint {
    const struct crash_view *view;
    struct screen *screen;
    struct cells *cells;
    struct crash_layout layout;
    int margin;
    struct area map, run; /* run.rows 0: no room for it */
    bool is_narrow, is_beside;
    int verdict_rows, strike_rows; /* below the map */
    int head_rows;
    size_t first, last; /* columns shown */
    struct stage_view stage_view;
    struct stage_paint stage;
};

bool crash_row_matches(const struct crash_row *row, const char *search)
{
    return screen_matches(row->step, search) || screen_matches(row->gap, search) || screen_matches(row->job, search);
}

static int names_columns(const struct crash_paint *paint)
{
    return paint->margin + paint->layout.step_columns + paint->layout.gap_columns;
}

/* The rows' names give way until some cells fit beside them. */
static void lay_names(struct crash_paint *paint)
{
    const struct crash_map *map = paint->view->map;
    size_t least = map->column_count < SHOWN_COLUMNS_MIN ? map->column_count : SHOWN_COLUMNS_MIN;
    struct crash_layout *layout = &paint->layout;
    int room;

    *layout = crash_layout_of(map);
    for (int kind = 0; kind < FAULT_COUNT && paint->is_narrow; kind++)
        layout->pitch[kind]--;
    room = paint->cells->columns - paint->margin - crash_columns_width(map, layout, 0, least);
    if (layout->step_columns + layout->gap_columns <= room)
        return;
    if (layout->gap_columns > room * 55 / 100)
        layout->gap_columns = room * 55 / 100;
    if (layout->step_columns > room - layout->gap_columns)
        layout->step_columns = room - layout->gap_columns;
}

/* The columns that fit, the cursor's among them. */
static void lay_columns(struct crash_paint *paint)
{
    const struct crash_map *map = paint->view->map;
    int room = paint->map.columns - names_columns(paint);

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
    lanes = (int)stage_index_trace(paint->view->index)->cast.bot_count + 1;
    return rows + 1 + (lanes < paint->cells->rows / 4 ? lanes : paint->cells->rows / 4);
}

static void lay_out(struct crash_paint *paint)
{
    const struct crash_map *map = paint->view->map;
    struct cells *cells = paint->cells;
    int top = 2 + bound_rows(paint), rows = cells->rows - 1 - top, width;

    lay_names(paint);
    width = names_columns(paint) + crash_columns_width(map, &paint->layout, 0, map->column_count);
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

/* The scenario, the kinds of faults that were tried, the design's changes; what is not to be cut first where little fits. */
static void say_subject(const struct crash_paint *paint, struct text *out)
{
    const struct crash_view *view = paint->view;
    struct text kinds = {0};

    if (view->map)
        crash_kinds_say(view->map, &kinds);
    text_add(out, paint->is_narrow && view->map ? text_str(&kinds) : view->scenario);
    if (view->map)
        text_addf(out, " · %s", paint->is_narrow ? view->scenario : text_str(&kinds));
    if (view->changes && view->changes[0])
        text_addf(out, " · %s", view->changes);
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
    say_subject(paint, &text);
    cells_put(cells, 12, 0, end - 13, text_str(&text), ELEMENT_BAR, 0);
    cells_fill(cells, (struct area){end, 0, width, 1}, ' ', ELEMENT_BAR_CLOCK, 0);
    cells_put(cells, end + 1, 0, width - 1, text_str(&state), ELEMENT_BAR_CLOCK, 0);
    text_release(&text);
    text_release(&state);
}

/* The counts of all runs; at the same time they say what the signs mean. */
static void paint_counts(const struct crash_paint *paint)
{
    const struct crash_map *map = paint->view->map;
    int column = 1, columns = paint->cells->columns;
    struct text text = {0};

    for (int sign = 0; sign < CRASH_SIGN_COUNT; sign++) {
        const struct crash_sign_row *row = &crash_signs[sign];

        text_clear(&text);
        text_addf(&text, "%s%s%s", marks_unicode[row->mark], row->letter[0] ? " " : "", row->letter);
        column += cells_put(paint->cells, column, 1, columns - column, text_str(&text), row->element, 0);
        text_clear(&text);
        text_addf(&text, " %llu %s", (unsigned long long)map->runs_of[sign], paint->is_narrow ? "" : row->word);
        column += cells_put(paint->cells, column, 1, columns - column, text_str(&text), ELEMENT_WORDS, 0);
        column += paint->is_narrow ? 1 : 2;
    }
    text_clear(&text);
    text_addf(&text, "s %llu%s", (unsigned long long)map->silent, paint->is_narrow ? "" : " silent");
    cells_put(paint->cells, column, 1, columns - column, text_str(&text), ELEMENT_WORDS, 0);
    text_release(&text);
}

static void paint_heads(const struct crash_paint *paint, const char *job)
{
    const struct crash_map *map = paint->view->map;
    int row = paint->map.row + paint->head_rows - 1, column = names_columns(paint);
    int end = paint->map.column + paint->map.columns;

    cells_put(paint->cells, paint->margin, row, names_columns(paint) - paint->margin - 1, job, ELEMENT_JOB, 0);
    if (paint->first > 0)
        cells_put(paint->cells, column - 1, row, 1, "…", ELEMENT_CHANGED, 0);
    for (size_t c = paint->first; c < paint->last; c++) {
        int pitch = paint->layout.pitch[map->columns[c].kind];
        struct text attempt = {0};

        if (paint->head_rows > 1 && (c == paint->first || map->columns[c].attempt != map->columns[c - 1].attempt)) {
            crash_attempt_say(&map->columns[c], &attempt);
            cells_put(paint->cells, column, row - 1, end - column, text_str(&attempt), ELEMENT_TITLE, 0);
        }
        cells_put(paint->cells, column, row, pitch - 1, fault_kind_names[map->columns[c].kind], ELEMENT_TITLE, 0);
        column += pitch;
        text_release(&attempt);
    }
    if (paint->last < map->column_count)
        cells_put(paint->cells, end - 1, row, 1, "…", ELEMENT_CHANGED, 0);
}

/* A cell between its brackets' places: the cursor's has them, a changed one a star in front. */
static void paint_cell(const struct crash_paint *paint, size_t row, size_t column, struct area area)
{
    const struct crash_view *view = paint->view;
    const struct crash_cell *cell = crash_cell(view->map, row, column);
    bool is_here = view->row == row && view->column == column;
    struct text word = {0};

    if (cell->runs > 0)
        crash_cell_say(cell, &word);
    if (is_here)
        cells_fill(paint->cells, (struct area){area.column - 1, area.row, CELL_COLUMNS + 2, 1}, ' ', ELEMENT_SELECTED,
                   0);
    cells_put(paint->cells, area.column, area.row, CELL_COLUMNS, text_str(&word),
              is_here ? ELEMENT_SELECTED : crash_signs[crash_cell_sign(cell)].element, 0);
    if (is_here) {
        cells_put(paint->cells, area.column - 1, area.row, 1, "[", ELEMENT_SELECTED, 0);
        cells_put(paint->cells, area.column + CELL_COLUMNS, area.row, 1, "]", ELEMENT_SELECTED, 0);
    }
    if (is_here && !paint->screen->prompt) {
        paint->screen->caret_column = area.column;
        paint->screen->caret_row = area.row;
    }
    if (cell->is_changed)
        cells_put(paint->cells, area.column - 1, area.row, 1, "*", is_here ? ELEMENT_SELECTED : ELEMENT_CHANGED, 0);
    if (cell->runs > 0)
        screen_area(paint->screen, (struct area){area.column - 1, area.row, area.columns, 1}, AREA_GAP,
                    (int64_t)(row * view->map->column_count + column));
    text_release(&word);
}

static void paint_names(const struct crash_paint *paint, size_t row, int at, bool is_first)
{
    const struct crash_row *names = &paint->view->map->rows[row];
    const struct crash_layout *layout = &paint->layout;
    bool is_here = paint->view->row == row;

    if (names->begins_step || is_first)
        cells_put(paint->cells, paint->margin, at, layout->step_columns - 1, names->step, ELEMENT_LANE, 0);
    cells_put(paint->cells, paint->margin + layout->step_columns, at, layout->gap_columns - 1, names->gap,
              is_here ? ELEMENT_CURSOR : ELEMENT_QUIET, 0);
    if (crash_row_matches(names, paint->view->find))
        cells_dress(paint->cells, (struct area){paint->margin, at, names_columns(paint) - paint->margin - 1, 1},
                    ELEMENT_MATCH, 0);
}

static void paint_row(const struct crash_paint *paint, size_t row, int at, bool is_first)
{
    const struct crash_map *map = paint->view->map;
    int column = names_columns(paint);

    paint_names(paint, row, at, is_first);
    for (size_t c = paint->first; c < paint->last; c++) {
        int pitch = paint->layout.pitch[map->columns[c].kind];

        paint_cell(paint, row, c, (struct area){column, at, pitch, 1});
        column += pitch;
    }
}

/* The lines above a row: one for each row and for each job's name. */
static int line_of(const struct crash_map *map, size_t row)
{
    int line = (int)row;

    for (size_t r = 0; r <= row && r < map->row_count; r++)
        line += map->rows[r].begins_job;
    return line;
}

/* The first line that is shown: the cursor's row stands in the middle where it can. */
static int first_line(const struct crash_map *map, size_t cursor, int room)
{
    int total = map->row_count ? line_of(map, map->row_count - 1) + 1 : 0, first = line_of(map, cursor) - room / 2;

    if (first > total - room)
        first = total - room;
    return first < 0 ? 0 : first;
}

static void paint_scroll(const struct crash_paint *paint, int first, int room)
{
    const struct crash_map *map = paint->view->map;
    int column = paint->map.column + paint->map.columns - 1, row = paint->map.row + paint->head_rows;

    if (first > 0)
        cells_put(paint->cells, column, row, 1, "▲", ELEMENT_CHANGED, 0);
    if (first + room <= line_of(map, map->row_count - 1))
        cells_put(paint->cells, column, row + room - 1, 1, "▼", ELEMENT_CHANGED, 0);
}

static void paint_map(const struct crash_paint *paint)
{
    const struct crash_map *map = paint->view->map;
    int room = paint->map.rows - paint->head_rows, first = first_line(map, paint->view->row, room);
    int top = paint->map.row + paint->head_rows, line = 0;
    const char *job = "";

    for (size_t row = 0; row < map->row_count && line < first + room; row++) {
        if (map->rows[row].begins_job) {
            if (line >= first)
                cells_put(paint->cells, paint->margin, top + line - first, names_columns(paint), map->rows[row].job,
                          ELEMENT_JOB, 0);
            line++;
        }
        if (line == first)
            job = map->rows[row].begins_job ? "" : map->rows[row].job;
        if (line >= first && line < first + room)
            paint_row(paint, row, top + line - first, line == first);
        line++;
    }
    paint_heads(paint, job);
    paint_scroll(paint, first, room);
}

/* The first strike of the run, which is the cell's. */
static uint32_t strike_of(const struct trace *trace)
{
    for (uint32_t i = 0; i < trace->count; i++)
        if (trace->events[i].kind == EVENT_STRIKE)
            return i;
    return NO_EVENT;
}

/* Where there are more lanes than rows, the one whose post is struck is among those shown. */
static uint32_t first_lane(const struct crash_paint *paint)
{
    int bot = paint->view->map->rows[paint->view->row].bot, rows = paint->stage.layout.lane_rows;

    return rows > 0 && bot >= rows ? (uint32_t)(bot - rows + 1) : 0;
}

/* The lanes of the whole run in these rows, the strike lit up; long runs are turned to the page on which it stands. */
static void paint_lanes(struct crash_paint *paint, struct area area, const uint32_t *strike)
{
    const struct trace *trace = stage_index_trace(paint->view->index);
    struct stage_paint *stage = &paint->stage;
    uint32_t last = trace->count - 1;

    paint->stage_view = (struct stage_view){
        .index = paint->view->index,
        .ledger = paint->view->ledger,
        .at = last,
        .seen = last,
        .lane = UINT32_MAX,
        .lit = strike,
        .lit_count = *strike != NO_EVENT,
    };
    stage->view = &paint->stage_view;
    stage->trace = trace;
    stage->cast = &trace->cast;
    stage->layout = stage_layout_of(&paint->stage_view, area.columns, paint->cells->rows);
    stage->layout.axis_columns -=
        stage->layout.is_narrow; /* room between the axis's last label and the ledger's head */
    stage->layout.label_row = area.row;
    stage->layout.line_row = -1;
    stage->layout.lanes_row = area.row + 1;
    stage_layout_lanes(&stage->layout, paint->view->index, area.rows - 1);
    stage->lane_first = first_lane(paint);
    stage_layout_move(&stage->layout, area.column);
    stage->now = trace->events[*strike == NO_EVENT ? last : *strike].time;
    stage_lay_axis(stage);
    stage->now = trace->events[last].time;
    stage_paint_axis(stage);
    stage_paint_lanes(stage);
}

/* What strikes, as a sentence of its own: "An error strikes between commit and reply of Riker's post." */
static void say_strike(const struct crash_view *view, struct text *out)
{
    text_add(out, view->strike);
    if (out->size > 0 && out->bytes[0] >= 'a' && out->bytes[0] <= 'z')
        out->bytes[0] = (char)(out->bytes[0] - 'a' + 'A');
    text_add(out, ".");
}

/* A cell that counts as clean may still refuse a wish: then both are said. Returns the rows taken. */
static int paint_verdict(const struct crash_paint *paint, struct area area)
{
    const struct ledger *ledger = paint->view->ledger;
    struct text text = {0};
    int rows;

    if (!ledger_is_good(ledger) && ledger->total.duplicates == 0 && ledger->total.missed == 0)
        text_add(&text, "Every post once. ");
    narrate_verdict(stage_index_trace(paint->view->index), ledger, &text);
    rows = screen_put_wrapped(paint->screen, area, text_str(&text),
                              ledger_is_good(ledger) ? ELEMENT_MADE_IT_SO : ELEMENT_NOT_SO, 0);
    text_release(&text);
    return rows;
}

/* Beside the map: what strikes, the lanes, the verdict, the wishes, the command line. */
static void paint_beside(struct crash_paint *paint, const uint32_t *strike)
{
    struct area area = {paint->run.column, paint->run.row, paint->run.columns - 1, STRIKE_ROWS_MAX};
    int lanes = (int)stage_index_trace(paint->view->index)->cast.bot_count + 2, end = paint->run.row + paint->run.rows;
    struct text text = {0};

    say_strike(paint->view, &text);
    area.row += screen_put_wrapped(paint->screen, area, text_str(&text), ELEMENT_SENTENCE, 0) + 1;
    if (lanes > (end - area.row) / 2)
        lanes = (end - area.row) / 2;
    paint_lanes(paint, (struct area){area.column, area.row, area.columns, lanes + 1}, strike);
    area.row += 1 + paint->stage.layout.job_rows + paint->stage.layout.lane_rows + 1;
    area.rows = end - area.row < 3 ? end - area.row : 3;
    area.row += paint_verdict(paint, area) + 1;
    if (end - area.row >= WISH_COUNT)
        stage_paint_wishes(&paint->stage, (struct area){area.column, area.row, area.columns, WISH_COUNT});
    area.row += WISH_COUNT + 1;
    area.rows = end - area.row < 3 ? end - area.row : 3;
    (void)screen_put_wrapped(paint->screen, area, paint->view->command, ELEMENT_QUIET, 0);
    text_release(&text);
}

static void paint_below(struct crash_paint *paint, const uint32_t *strike)
{
    struct area area = paint->run;
    int lanes = area.rows - paint->strike_rows - paint->verdict_rows;

    if (paint->is_narrow) {
        struct text text = {0};

        say_strike(paint->view, &text);
        (void)screen_put_wrapped(paint->screen, (struct area){0, area.row, area.columns, paint->strike_rows},
                                 text_str(&text), ELEMENT_SENTENCE, 0);
        text_release(&text);
    } else {
        stage_paint_title(&paint->stage, (struct area){0, area.row, area.columns, 1}, paint->view->strike, false, 0);
    }
    area.row += paint->strike_rows;
    if (lanes > 0)
        paint_lanes(paint, (struct area){0, area.row, area.columns, lanes}, strike);
    area.row += lanes;
    (void)paint_verdict(paint,
                        (struct area){paint->margin, area.row, area.columns - paint->margin, paint->verdict_rows});
}

static void paint_run(struct crash_paint *paint)
{
    uint32_t strike;

    if (paint->is_beside)
        cells_fill(paint->cells, (struct area){paint->map.columns, paint->run.row, 1, paint->run.rows}, 0x2502,
                   ELEMENT_RULE, 0);
    if (!paint->view->index)
        return;
    strike = strike_of(stage_index_trace(paint->view->index));
    if (paint->is_beside)
        paint_beside(paint, &strike);
    else
        paint_below(paint, &strike);
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
    paint_run(paint);
    paint_map(paint);
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
