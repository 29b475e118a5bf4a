/* The run of one cell of the crash map: the present design with that one fault, played when it is first looked at. */
#ifndef TUI_CELL_RUN_H
#define TUI_CELL_RUN_H

#include "explore/explore.h"
#include "picture/crash_map.h"
#include "tui/future.h"

/* {0}: not played. */
struct cell_run {
    bool is_played;
    struct future future; /* standing in no tree */
    struct text strike;   /* what strikes in it */
};

/* A cell, and the search that its map was made of. */
struct cell {
    const struct explore *explore;
    const struct crash_map *map;
    size_t row, column;
};

/* Plays it, unless it was already: the present future's changes but for those of faults, and the cell's fault alone.
 * False with the reason in `err` when it cannot be played. */
bool cell_run_play(struct cell_run *run, const struct futures *futures, const struct cell *cell, struct err *err);

/* Forgets it: another cell is looked at. */
void cell_run_drop(struct cell_run *run);

#endif
