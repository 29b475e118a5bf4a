/* The tree of branches: every future of the case on the stage, to be gone to, compared, saved and deleted. */
#ifndef TUI_TREE_ROOM_H
#define TUI_TREE_ROOM_H

#include "tui/future.h"
#include "tui/prompt.h"

struct app;
struct view_room;

struct tree_state {
    size_t future;            /* at the cursor */
    bool marked[FUTURES_MAX]; /* for comparing */
    char filter[PROMPT_TYPED_MAX];
};

extern const struct view_room tree_room;

/* Opens it at the present future; says so where that is the only one. */
void tree_open(struct app *app);

/* Deletes the future at the cursor and those made from it, and whatever was kept of them elsewhere. */
void tree_delete(struct app *app);

#endif
