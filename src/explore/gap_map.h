/* The crash map as data: gaps × (attempt, kind), and what happens when the last fault of a run strikes there.
 *
 * With one fault a cell is one run (or, with several instances of a job, as many). With more, a cell is every run whose
 * last fault it was; so that the rows of later attempts, which nobody reaches without an earlier fault, are filled as
 * well. A scripted fault that was switched on strikes in many gaps and stands in none of them. */
#ifndef EXPLORE_GAP_MAP_H
#define EXPLORE_GAP_MAP_H

#include "explore/placement.h"

enum { MAP_ATTEMPTS_MAX = 8, MAP_ROWS_MAX = 4096 };

struct gap_map_cell {
    uint64_t runs, duplicate, lose, silent; /* a run that does both counts in both */
};

/* One gap of one step of one job. */
struct gap_map_row {
    struct gap gap; /* of the first placement that struck there */
    struct gap_map_cell cells[MAP_ATTEMPTS_MAX]
                             [FAULT_COUNT]; /* attempt − 1; the last one holds all later attempts too */
    /* The last fault of a run that stands for the cell: of the first failing one that was met, else of the first;
     * nothing for a cell without runs. With one fault it is the whole run. */
    struct placement examples[MAP_ATTEMPTS_MAX][FAULT_COUNT];
};

struct gap_map {
    struct gap_map_row *rows; /* in the order of jobs and steps; owned */
    uint32_t row_count;
    uint32_t attempt_count; /* columns that have any run */
    unsigned kinds;         /* bit k: kind k has any run */
    bool is_full;           /* a scenario with more gaps than MAP_ROWS_MAX */
};

/* What runs did, and where their last fault struck. */
struct gap_map_note {
    const struct placement *last;
    uint64_t runs; /* that end so */
    bool duplicates, loses, is_silent;
};

/* An empty map; a row is made when the first run strikes in its gap. */
bool gap_map_init(struct gap_map *map, struct err *err);
void gap_map_release(struct gap_map *map);
void gap_map_add(struct gap_map *map, const struct gap_map_note *note);

#endif
