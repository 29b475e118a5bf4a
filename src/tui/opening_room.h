/* The opening: the list of scenarios that one can play. Each tells its verdict once it was watched to its end. */
#ifndef TUI_OPENING_ROOM_H
#define TUI_OPENING_ROOM_H

#include "tui/prompt.h"
#include "tui/tui.h"

struct view_room;

struct opening_state {
    size_t selected; /* row of those that the filter lets through */
    char filter[PROMPT_TYPED_MAX];
    bool *marked; /* of each entry: for comparing; owned */
};

extern const struct view_room opening_room;

/* It begins at the story's first design, in which something goes wrong. */
bool opening_init(struct opening_state *opening, const struct tui_options *options, struct err *err);
void opening_release(struct opening_state *opening);

#endif
