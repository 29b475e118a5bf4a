/* The atom: one step in close-up, gap by gap. Time is moved as on the stage; the cursor goes to a gap, to strike
 * there. */
#ifndef TUI_ATOM_ROOM_H
#define TUI_ATOM_ROOM_H

struct app;
struct view_room;

struct atom_state {
    int gap; /* −1: the one at the moment */
};

extern const struct view_room atom_room;

/* Opens it at the moment. */
void atom_open(struct app *app);

#endif
