/* The help: the keys and words of the view that it was opened in. */
#ifndef TUI_HELP_ROOM_H
#define TUI_HELP_ROOM_H

#include <stdint.h>

#include "tui/prompt.h"
#include "tui/request.h"

struct app;
struct view_room;

struct help_state {
    enum view of;      /* whose keys are told */
    uint32_t scroll;   /* rows */
    int columns, rows; /* of the grid that it was painted into */
    char search[PROMPT_TYPED_MAX];
};

extern const struct view_room help_room;

/* Opens it on the open view; where it is open, closes it. */
void help_toggle(struct app *app);

#endif
