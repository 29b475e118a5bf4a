/* The crash map as a screen: the cells to walk in, and beside or below them the run of the cell under the cursor, on
 * the stage's lanes.
 *
 * Headline and legend in one, with the counts of all runs; the bound in words; gaps as rows, attempts and kinds as
 * columns; what strikes in the cell's run, its lanes with the strike lit up, its verdict. Where room shrinks the lanes
 * go first, then the bound; the counts, the cells, the strike and the verdict never do. */
#ifndef SCREENS_CRASH_SCREEN_H
#define SCREENS_CRASH_SCREEN_H

#include "picture/crash_map.h"
#include "screens/crash_run.h"

/* Strings are the caller's. */
struct crash_view {
    const struct crash_map *map; /* NULL: nothing is known yet */
    const char *scenario;        /* its short name */
    const char *saw;             /* the map is of what leads to this alone; "": of all */
    const char *changes;         /* of the design, in words; NULL or "": none */
    size_t row, column;          /* the cursor's cell */
    size_t changed_count;        /* of cells, by the last change */
    msec searching;              /* how long it has been searched for; MSEC_NONE: the search is over */
    const char *find;            /* rows that match it are lit up; NULL or "": none */
    struct crash_run run;        /* of the cell */
};

/* Does what stands in the row's names match? */
bool crash_row_matches(const struct crash_row *row, const char *search);

void crash_paint(const struct crash_view *view, struct screen *screen);

#endif
