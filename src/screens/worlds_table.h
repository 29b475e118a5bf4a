/* The table below two or three worlds: what is counted of each, of two how many more the second one has, and which
 * wishes each grants, which is known when its run is over. */
#ifndef SCREENS_WORLDS_TABLE_H
#define SCREENS_WORLDS_TABLE_H

#include "screens/screen.h"
#include "screens/stage_index.h"
#include "trace/ledger.h"

enum { WORLDS_MAX = TIMEAXIS_RUNS_MAX };

struct worlds_side {
    struct stage_index *index;
    const struct ledger *ledger; /* at `at` */
    const char *name;            /* "sequential", or the branch's name */
    uint32_t at, seen;           /* as on the stage */
};

/* A head and a row for each world and the difference, from 80 columns and 4 rows on: the head begins where the names
 * end. In less room what differs, in one row or below the
 * first: "posts 3|4 missed 2|0 made ✗|✓". */
void worlds_table_paint(const struct worlds_side *sides, int count, struct area area, struct screen *screen);

/* Appends in what they differ at present, a sentence a line: "Posts: 3 in sequential, 4 in fan-out." */
void worlds_differences_say(const struct worlds_side *sides, int count, struct text *out);

#endif
