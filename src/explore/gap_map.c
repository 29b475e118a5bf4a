#include "explore/gap_map.h"

#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/range.h"

bool gap_map_init(struct gap_map *map, struct err *err)
{
    *map = (struct gap_map){.rows = malloc(MAP_ROWS_MAX * sizeof *map->rows)};
    return map->rows || err_memory(err);
}

void gap_map_release(struct gap_map *map)
{
    free(map->rows);
    *map = (struct gap_map){0};
}

/* The first row whose gap does not come before `op`. */
static uint32_t row_place(const struct gap_map *map, uint32_t op)
{
    uint32_t low = 0, high = map->row_count;

    while (low < high) {
        uint32_t middle = (low + high) / 2;

        if (map->rows[middle].gap.op < op)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Gaps are numbered in the order of jobs and steps. */
static struct gap_map_row *row_of(struct gap_map *map, const struct gap *gap)
{
    uint32_t place = row_place(map, gap->op);

    if (place < map->row_count && map->rows[place].gap.op == gap->op)
        return &map->rows[place];
    if (map->row_count == MAP_ROWS_MAX) {
        map->is_full = true;
        return NULL;
    }
    memmove(&map->rows[place + 1], &map->rows[place], (map->row_count - place) * sizeof *map->rows);
    map->row_count++;
    map->rows[place] = (struct gap_map_row){.gap = *gap};
    return &map->rows[place];
}

void gap_map_add(struct gap_map *map, const struct gap_map_note *note)
{
    const struct gap *gap = &note->last->gap;
    uint32_t column = min_u32(gap->attempt - 1, MAP_ATTEMPTS_MAX - 1);
    struct gap_map_row *row = note->last->scripted == NO_INDEX ? row_of(map, gap) : NULL;
    struct gap_map_cell *cell;

    CHECK(gap->attempt >= 1 && (uint32_t)note->last->kind < FAULT_COUNT);
    if (!row)
        return;
    cell = &row->cells[column][note->last->kind];
    if (cell->runs == 0 || (cell->duplicate + cell->lose == 0 && (note->duplicates || note->loses)))
        row->examples[column][note->last->kind] = *note->last;
    cell->runs += note->runs;
    cell->duplicate += note->duplicates ? note->runs : 0;
    cell->lose += note->loses ? note->runs : 0;
    cell->silent += note->is_silent ? note->runs : 0;
    map->kinds |= 1u << note->last->kind;
    map->attempt_count = max_u32(map->attempt_count, column + 1);
}
