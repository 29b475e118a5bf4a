/* The crash map: every way that one fault can strike the present future, walked cell by cell, each cell's run beside
 * it.
 *
 * The map is that of `makeitso explore`: the scenario without its scripted faults, one fault at a time, of the kinds
 * that were chosen; errors and crashes at first. It is searched for anew whenever another future is the present one or
 * other kinds are chosen, so that a change recolours it. */
#ifndef TUI_MAP_ROOM_H
#define TUI_MAP_ROOM_H

#include "explore/explore.h"
#include "picture/crash_map.h"
#include "tui/map_run.h"
#include "tui/prompt.h"
#include "tui/task.h"

struct app;
struct view_room;

struct map_state {
    struct task search;
    unsigned kinds; /* of faults that are tried; 0: SEARCH_KINDS_DEFAULT */
    bool is_known;  /* whose map it is, or is searched for */
    size_t of_case, of_future;
    unsigned of_kinds;
    bool has_map;
    struct explore explore; /* of which the map is made */
    struct crash_map map;
    size_t row, column; /* the cursor */
    size_t wanted;      /* the column to go back to, behind rows that have no cell there */
    size_t changed_count;
    struct map_run run; /* of the cell at the cursor */
    char find[PROMPT_TYPED_MAX];
};

extern const struct view_room map_room;

void map_open(struct app *app);

/* Drops the map, its run and its search; the next paint searches anew. */
void map_forget(struct map_state *map);

/* Does the map wait for its search? Then it is to be painted anew from time to time. */
bool map_is_searching(const struct app *app);

/* The kinds of faults that are tried: bit k of kind k. */
unsigned map_kinds(const struct app *app);

#endif
