#include "picture/crash_map.h"

#include "base/range.h"

#include <string.h>

enum { CELL_COLUMNS = 4 /* "◆ Ds" */, SPACE = 2 };

#define CRASH_SIGN_ROW(constant, mark, letter, element, word) {mark, letter, element, word},
const struct crash_sign_row crash_signs[CRASH_SIGN_COUNT] = {CRASH_SIGN_LIST(CRASH_SIGN_ROW)};

void crash_map_release(struct crash_map *map)
{
    arena_release(&map->arena);
    *map = (struct crash_map){0};
}

const struct crash_cell *crash_cell(const struct crash_map *map, size_t row, size_t column)
{
    return &map->cells[row * map->column_count + column];
}

enum crash_sign crash_cell_sign(const struct crash_cell *cell)
{
    if (cell->duplicate > 0)
        return cell->lose > 0 ? CRASH_BOTH : CRASH_DUPLICATE;
    return cell->lose > 0 ? CRASH_MISSED : CRASH_CLEAN;
}

void crash_cell_say(const struct crash_cell *cell, struct text *out)
{
    const struct crash_sign_row *sign = &crash_signs[crash_cell_sign(cell)];

    text_add(out, marks_unicode[sign->mark]);
    if (sign->letter[0] || cell->silent > 0)
        text_addf(out, " %s%s", sign->letter, cell->silent > 0 ? "s" : "");
}

void crash_attempt_say(const struct crash_column *column, struct text *out)
{
    text_addf(out, "attempt %u%s", column->attempt, column->is_more ? "+" : "");
}

/* A post is the same wherever it is made: a job that was split keeps the rows of its posts. */
static bool is_same_row(const struct crash_row *a, const struct crash_row *b)
{
    return strcmp(a->gap, b->gap) == 0 && strcmp(a->step, b->step) == 0 && (a->bot >= 0 || strcmp(a->job, b->job) == 0);
}

/* The row of the same name, looked for from `*from` on and then from the start; map->row_count when there is none. Rows
 * of two maps mostly come in the same order, so that `*from` is mostly right. */
static size_t row_like(const struct crash_map *map, const struct crash_row *row, size_t *from)
{
    for (size_t i = 0; i < map->row_count; i++) {
        size_t at = (*from + i) % map->row_count;

        if (is_same_row(&map->rows[at], row)) {
            *from = at + 1;
            return at;
        }
    }
    return map->row_count;
}

/* The column of the same name; map->column_count when there is none. */
static size_t column_like(const struct crash_map *map, const struct crash_column *column)
{
    for (size_t c = 0; c < map->column_count; c++)
        if (map->columns[c].attempt == column->attempt && map->columns[c].kind == column->kind)
            return c;
    return map->column_count;
}

static bool says_the_same(const struct crash_cell *a, const struct crash_cell *b)
{
    if (!b || a->runs == 0 || b->runs == 0)
        return a->runs == 0 && (!b || b->runs == 0);
    return crash_cell_sign(a) == crash_cell_sign(b) && (a->silent > 0) == (b->silent > 0);
}

void crash_kinds_say(const struct crash_map *map, const char *one, struct text *out)
{
    unsigned left = map->kinds;

    if (map->kinds == (1u << FAULT_COUNT) - 1) {
        text_addf(out, "%s fault of any kind", one);
        return;
    }
    text_addf(out, "%s ", one);
    for (int kind = 0; kind < FAULT_COUNT; kind++) {
        if (!(left >> kind & 1))
            continue;
        left &= ~(1u << kind);
        text_add(out, fault_kind_names[kind]);
        if (left)
            text_add(out, left & (left - 1) ? ", " : " or ");
    }
}

size_t crash_map_compare(struct crash_map *map, const struct crash_map *before)
{
    size_t changed = 0, from = 0;

    for (size_t row = 0; row < map->row_count; row++) {
        size_t was = row_like(before, &map->rows[row], &from);

        for (size_t column = 0; column < map->column_count; column++) {
            struct crash_cell *cell = &map->cells[row * map->column_count + column];
            size_t as = column_like(before, &map->columns[column]);

            cell->is_changed = was < before->row_count && (before->kinds >> map->columns[column].kind & 1) &&
                               !says_the_same(cell, as < before->column_count ? crash_cell(before, was, as) : NULL);
            changed += cell->is_changed;
        }
    }
    return changed;
}

bool crash_find(const struct crash_map *map, const struct crash_map *before, const size_t cell[2], size_t *row,
                size_t *column)
{
    size_t from = cell[0], found, as;

    if (cell[0] >= before->row_count || cell[1] >= before->column_count)
        return false;
    found = row_like(map, &before->rows[cell[0]], &from);
    as = column_like(map, &before->columns[cell[1]]);
    if (found == map->row_count)
        return false;
    *row = found;
    *column = as < map->column_count ? as : 0;
    return true;
}

bool crash_next_failing(const struct crash_map *map, bool is_forward, size_t *row, size_t *column)
{
    size_t count = map->row_count * map->column_count, at = *row * map->column_count + *column;

    while (is_forward ? ++at < count : at-- > 0) {
        if (map->cells[at].duplicate + map->cells[at].lose == 0)
            continue;
        *row = at / map->column_count;
        *column = at % map->column_count;
        return true;
    }
    return false;
}

static int wider(int width, const char *string)
{
    return max_int(text_width(string), width);
}

/* Whether the attempt of this column has no other. */
static bool is_alone(const struct crash_map *map, size_t column)
{
    uint32_t attempt = map->columns[column].attempt;

    return (column == 0 || map->columns[column - 1].attempt != attempt) &&
           (column + 1 == map->column_count || map->columns[column + 1].attempt != attempt);
}

struct crash_layout crash_layout_of(const struct crash_map *map)
{
    struct crash_layout layout = {0};

    for (size_t row = 0; row < map->row_count; row++) {
        layout.step_columns = wider(layout.step_columns, map->rows[row].step);
        layout.gap_columns = wider(layout.gap_columns, map->rows[row].gap);
    }
    layout.step_columns += SPACE;
    layout.gap_columns += SPACE;
    for (int kind = 0; kind < FAULT_COUNT; kind++)
        layout.pitch[kind] = wider(CELL_COLUMNS, fault_kind_names[kind]) + SPACE;
    for (size_t column = 0; column < map->column_count; column++)
        if (is_alone(map, column)) {
            struct text attempt = {0};

            crash_attempt_say(&map->columns[column], &attempt);
            layout.pitch[map->columns[column].kind] =
                wider(layout.pitch[map->columns[column].kind] - SPACE, text_str(&attempt)) + SPACE;
            text_release(&attempt);
        }
    return layout;
}

int crash_columns_width(const struct crash_map *map, const struct crash_layout *layout, size_t first, size_t last)
{
    int width = 0;

    for (size_t column = first; column < last; column++)
        width += layout->pitch[map->columns[column].kind];
    return width;
}

size_t crash_part_end(const struct crash_map *map, const struct crash_layout *layout, size_t first, int width)
{
    int room = width - layout->step_columns - layout->gap_columns + SPACE;
    size_t end = first, whole = first;

    while (end < map->column_count && (width == 0 || crash_columns_width(map, layout, first, end + 1) <= room)) {
        end++;
        if (end == map->column_count || map->columns[end].attempt != map->columns[end - 1].attempt)
            whole = end;
    }
    if (whole > first)
        return whole;
    return end > first ? end : first + 1;
}
