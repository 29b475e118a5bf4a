/* The run of a crash map's cell: what strikes, the stage's lanes, the verdict; beside the map the wishes and the
 * command line, too. */
#ifndef SCREENS_CRASH_RUN_H
#define SCREENS_CRASH_RUN_H

#include "screens/stage.h"

/* Strings are the caller's. Without an index there is no run to show. */
struct crash_run {
    struct stage_index *index;
    const struct ledger *ledger; /* of the whole run */
    const char *strike;          /* what strikes in it, as a clause */
    const char *command;         /* that plays it */
};

/* Where it stands on the map's screen. */
struct crash_run_place {
    struct area area;
    int bot;        /* whose post is struck, so that its lane is shown; -1: nobody's */
    bool is_narrow; /* fewer columns than a plain stage wants */
    bool is_beside; /* the map, not below it */
};

/* Rows below the map: what strikes, the lanes, the verdict. The lanes' rows are the same for all cells' runs. */
int crash_run_rows(const struct crash_run *run, bool is_narrow, int screen_rows);

void crash_run_paint(const struct crash_run *run, const struct crash_run_place *place, struct screen *screen);

#endif
