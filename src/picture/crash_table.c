#include "picture/crash_table.h"

#include "base/check.h"
#include "base/range.h"

enum { CELL_COLUMNS = 4 /* "◆ Ds" */, SPACE = 2 };

/* Whether the attempt of this column has no other. */
static bool is_alone(const struct crash_map *map, size_t column)
{
    uint32_t attempt = map->columns[column].attempt;

    return (column == 0 || map->columns[column - 1].attempt != attempt) &&
           (column + 1 == map->column_count || map->columns[column + 1].attempt != attempt);
}

static void measure_pitches(struct crash_table *table)
{
    const struct crash_map *map = table->map;

    for (int kind = 0; kind < FAULT_COUNT; kind++)
        table->pitch[kind] = max_int(CELL_COLUMNS, text_width(fault_kind_names[kind])) + SPACE;
    for (size_t column = 0; column < map->column_count; column++)
        if (is_alone(map, column)) {
            int *pitch = &table->pitch[map->columns[column].kind];
            struct text attempt = {0};

            crash_attempt_say(&map->columns[column], &attempt);
            *pitch = max_int(*pitch, text_width(text_str(&attempt)) + SPACE);
            table->failed = table->failed || attempt.failed;
            text_release(&attempt);
        }
}

struct crash_table crash_table_of(const struct crash_map *map)
{
    struct crash_table table = {.map = map, .last = map->column_count, .head_rows = 2};

    for (size_t row = 0; row < map->row_count; row++) {
        table.step_columns = max_int(table.step_columns, text_width(map->rows[row].step));
        table.gap_columns = max_int(table.gap_columns, text_width(map->rows[row].gap));
    }
    table.step_columns += SPACE;
    table.gap_columns += SPACE;
    table.line_count = crash_table_line(map, map->row_count);
    measure_pitches(&table);
    return table;
}

int crash_table_names(const struct crash_table *table)
{
    return table->indent + table->step_columns + table->gap_columns;
}

void crash_table_squeeze(struct crash_table *table, int room)
{
    if (table->step_columns + table->gap_columns <= room)
        return;
    table->gap_columns = min_int(table->gap_columns, room * 55 / 100);
    table->step_columns = min_int(table->step_columns, room - table->gap_columns);
}

int crash_table_width(const struct crash_table *table, size_t first, size_t last)
{
    int width = 0;

    CHECK(last <= table->map->column_count);
    for (size_t column = first; column < last; column++)
        width += table->pitch[table->map->columns[column].kind];
    return width;
}

size_t crash_table_part_end(const struct crash_table *table, size_t first, int width)
{
    const struct crash_map *map = table->map;
    int room = width - crash_table_names(table) + SPACE;
    size_t end = first, whole = first;

    while (end < map->column_count && crash_table_width(table, first, end + 1) <= room) {
        end++;
        if (end == map->column_count || map->columns[end].attempt != map->columns[end - 1].attempt)
            whole = end;
    }
    if (whole > first)
        return whole;
    return end > first ? end : first + 1;
}

int crash_table_line(const struct crash_map *map, size_t row)
{
    int line = (int)row;

    for (size_t r = 0; r <= row && r < map->row_count; r++)
        line += map->rows[r].begins_job;
    return line;
}

/* A table being laid into a scene. */
struct laying {
    const struct crash_table *table;
    struct scene *scene;
    int cells_x, end_x; /* the first cell's column; behind the last one */
};

static void add_attempt(const struct laying *laying, const struct crash_column *column, int x, int y)
{
    struct text attempt = {0};

    crash_attempt_say(column, &attempt);
    scene_add_string(laying->scene, (struct scene_area){x, y, laying->end_x - x - laying->table->space, 1},
                     ELEMENT_TITLE, text_str(&attempt));
    text_release(&attempt);
}

static void add_heads(const struct laying *laying)
{
    const struct crash_table *table = laying->table;
    const struct crash_column *columns = table->map->columns;
    int x = laying->cells_x, y = table->y + table->head_rows - 1;

    for (size_t c = table->first; c < table->last; c++) {
        int pitch = table->pitch[columns[c].kind];

        if (table->head_rows > 1 && (c == table->first || columns[c].attempt != columns[c - 1].attempt))
            add_attempt(laying, &columns[c], x, y - 1);
        scene_add_string(laying->scene, (struct scene_area){x, y, pitch - table->space, 1}, ELEMENT_TITLE,
                         fault_kind_names[columns[c].kind]);
        x += pitch;
    }
}

/* The cursor's cell stands in brackets, a changed one has a star in front. */
static void add_cursor(const struct laying *laying, int x, int y)
{
    scene_add_string(laying->scene, (struct scene_area){x - 1, y, CELL_COLUMNS + 2, 1}, ELEMENT_SELECTED, "[    ]");
    laying->scene->caret = (struct scene_point){x, y};
}

static void add_cell(const struct laying *laying, size_t row, size_t column, struct scene_area area)
{
    const struct crash_table *table = laying->table;
    const struct crash_cell *cell = crash_cell(table->map, row, column);
    const struct crash_sign_row *sign = &crash_signs[crash_cell_sign(cell)];
    bool is_here = table->has_cursor && table->row == row && table->column == column;
    struct text letters = {0};

    if (is_here)
        add_cursor(laying, area.x, area.y);
    if (cell->is_changed)
        scene_add_string(laying->scene, (struct scene_area){area.x - 1, area.y, 1, 1},
                         is_here ? ELEMENT_SELECTED : ELEMENT_CHANGED, "*");
    if (cell->runs == 0)
        return;
    crash_cell_letters(cell, &letters);
    scene_add_mark(laying->scene, &(struct scene_mark){.x = area.x,
                                                       .y = area.y,
                                                       .sign = sign->mark,
                                                       .element = is_here ? ELEMENT_SELECTED : sign->element,
                                                       .words = scene_take(laying->scene, &letters),
                                                       .bot = NO_BOT,
                                                       .from = NO_EVENT});
    scene_add_hit(laying->scene, &(struct scene_hit){.area = {area.x - 1, area.y, area.width, 1},
                                                     .value = (int64_t)(row * table->map->column_count + column)});
}

static void add_row(const struct laying *laying, size_t row, int y, bool is_first)
{
    const struct crash_table *table = laying->table;
    const struct crash_row *names = &table->map->rows[row];
    bool is_here = table->has_cursor && table->row == row;
    int x = table->x + table->indent;

    if (names->begins_step || is_first)
        scene_add_string(laying->scene, (struct scene_area){x, y, table->step_columns - table->space, 1}, ELEMENT_LANE,
                         names->step);
    x += table->step_columns;
    scene_add_string(laying->scene, (struct scene_area){x, y, table->gap_columns - table->space, 1},
                     is_here ? ELEMENT_CURSOR : ELEMENT_QUIET, names->gap);
    x = laying->cells_x;
    for (size_t c = table->first; c < table->last; c++) {
        int pitch = table->pitch[table->map->columns[c].kind];

        add_cell(laying, row, c, (struct scene_area){x, y, pitch, 1});
        x += pitch;
    }
}

/* Jobs' names and rows, of which those are added that are shown. A job that the first line goes on with is named in the
 * heads' row. Returns how many lines there are up to the last one shown. */
static int add_lines(const struct laying *laying, int top)
{
    const struct crash_table *table = laying->table;
    const struct crash_map *map = table->map;
    int line = -table->first_line, end = table->line_count;

    for (size_t row = 0; row < map->row_count && line < end; row++) {
        if (map->rows[row].begins_job) {
            if (line >= 0)
                scene_add_string(laying->scene, (struct scene_area){table->x, top + line, laying->end_x - table->x, 1},
                                 ELEMENT_JOB, map->rows[row].job);
            line++;
        } else if (line == 0) {
            scene_add_string(laying->scene, (struct scene_area){table->x, top - 1, laying->cells_x - table->x - 1, 1},
                             ELEMENT_JOB, map->rows[row].job);
        }
        if (line >= 0 && line < end)
            add_row(laying, row, top + line, line == 0);
        line++;
    }
    return min_int(line, end);
}

int crash_table_lay(const struct crash_table *table, struct scene *scene)
{
    int cells_x = table->x + crash_table_names(table), top = table->y + table->head_rows;
    struct laying laying = {table, scene, cells_x, cells_x + crash_table_width(table, table->first, table->last)};

    scene->failed = scene->failed || table->failed;
    add_heads(&laying);
    return top + add_lines(&laying, top);
}
