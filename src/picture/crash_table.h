/* The crash map's table laid out: names of rows, heads of columns, a sign in each cell that has runs.
 *
 * Picture, printed text and screen of the map are painted from the one scene that it makes. What they differ in are the
 * columns and lines shown, how much room the names get, and the cursor.
 *
 *     struct crash_table table = crash_table_of(&map);
 *     scene->rows = crash_table_lay(&table, scene);
 */
#ifndef PICTURE_CRASH_TABLE_H
#define PICTURE_CRASH_TABLE_H

#include "picture/crash_map.h"
#include "picture/scene.h"

struct crash_table {
    const struct crash_map *map;
    int x, y;                      /* its top left, where the jobs' names begin */
    int indent;                    /* of the steps' names below their job's */
    int step_columns, gap_columns; /* of names, with the space behind them */
    int pitch[FAULT_COUNT];        /* of a column of this kind, with the space behind it */
    int space;                     /* how much of such a space is kept free where something is cut */
    size_t first, last;            /* the columns shown; `last` is not among them */
    int head_rows;                 /* 2: attempts and kinds, 1: kinds alone */
    int first_line, line_count;    /* the lines shown: one for each row and for each job's name */
    bool has_cursor;               /* the cell at `row` and `column` stands in brackets */
    size_t row, column;
    bool failed; /* memory ran out while it was measured; the scene that it is laid into fails with it */
};

/* The whole map at its natural widths, at the top left. */
struct crash_table crash_table_of(const struct crash_map *map);

/* Columns that the rows' names take, and the map's columns from `first` up to `last` (not itself). */
int crash_table_names(const struct crash_table *table);
int crash_table_width(const struct crash_table *table, size_t first, size_t last);

/* Names give way until they fit into `room` columns. */
void crash_table_squeeze(struct crash_table *table, int room);

/* Behind the last of the columns from `first` on that fit beside the rows' names into `width`: at least one, whole
 * attempts where one fits. A map wider than that is shown in parts, one below the other. */
size_t crash_table_part_end(const struct crash_table *table, size_t first, int width);

/* How many lines stand above a row; the map's row_count: how many there are. */
int crash_table_line(const struct crash_map *map, size_t row);

/* Adds heads and lines to the scene, an area for each cell that has runs (its value: row × column_count + column), and
 * the caret at the cursor's cell. Returns the row behind the last one. */
int crash_table_lay(const struct crash_table *table, struct scene *scene);

#endif
