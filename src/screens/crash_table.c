/* The crash map's table: gaps as rows, attempts and kinds as columns, a sign in each cell, the cursor on one. */
#include "base/range.h"
#include "screens/crash_parts.h"

enum { CELL_COLUMNS = 4 };

static void paint_heads(const struct crash_paint *paint, const char *job)
{
    const struct crash_map *map = paint->view->map;
    int row = paint->map.row + paint->head_rows - 1, column = crash_names_columns(paint);
    int end = paint->map.column + paint->map.columns;

    cells_put(paint->cells, paint->margin, row, crash_names_columns(paint) - paint->margin - 1, job, ELEMENT_JOB, 0);
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
        cells_dress(paint->cells, (struct area){paint->margin, at, crash_names_columns(paint) - paint->margin - 1, 1},
                    ELEMENT_MATCH, 0);
}

static void paint_row(const struct crash_paint *paint, size_t row, int at, bool is_first)
{
    const struct crash_map *map = paint->view->map;
    int column = crash_names_columns(paint);

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

    return clamp_int(first, 0, total - room);
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

void crash_paint_table(const struct crash_paint *paint)
{
    const struct crash_map *map = paint->view->map;
    int room = paint->map.rows - paint->head_rows, first = first_line(map, paint->view->row, room);
    int top = paint->map.row + paint->head_rows, line = 0;
    const char *job = "";

    for (size_t row = 0; row < map->row_count && line < first + room; row++) {
        if (map->rows[row].begins_job) {
            if (line >= first)
                cells_put(paint->cells, paint->margin, top + line - first, crash_names_columns(paint),
                          map->rows[row].job, ELEMENT_JOB, 0);
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
