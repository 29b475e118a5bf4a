/* The run of the cell at the crash map's cursor: the present design with that one fault, played when it is first looked
 * at. It can be gone into, and come out of again. */
#ifndef TUI_MAP_RUN_H
#define TUI_MAP_RUN_H

#include "tui/future.h"
#include "tui/way_back.h"

struct app;

enum { MAP_STRIKE_MAX = 200 };

struct map_run {
    bool is_played;
    struct future future;        /* standing in no tree */
    char strike[MAP_STRIKE_MAX]; /* what strikes in it */
    struct way_back back;        /* set where one went into a cell: to the future whose map that is */
    size_t entered;              /* the cell's future there */
};

/* Plays it, unless it was already. False when there is none, or, with a notice, when it cannot be played. */
bool map_run_ready(struct app *app);

/* The cursor is at another cell. The way back stays. */
void map_run_drop(struct map_run *run);

/* Makes it the present future and goes onto the stage, to an event of it; NO_EVENT: where it is struck. */
void map_run_enter(struct app *app, uint32_t at);

/* Out of a cell again, to the map, where one is still in that run or in one made from it; else false. */
bool map_run_leave(struct app *app);

/* Tells the causes of what goes wrong in it. */
void map_run_explain(struct app *app);

/* Says the command line that plays it. */
void map_run_say_command(struct app *app);

#endif
