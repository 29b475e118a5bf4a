/* The mouse: it asks for what keys ask for, by the areas that the screen noted while it was painted.
 *
 * A click on a menu, a key of the footer or the help is answered here; every other one is the open view's, twice in
 * short order a double one. A press on the time axis goes along with the hand until it is let go. */
#ifndef TUI_MOUSE_H
#define TUI_MOUSE_H

#include <stdbool.h>
#include <stdint.h>

struct app;
struct input;

struct mouse_state {
    bool is_off;        /* the terminal's own, so that text can be selected */
    bool is_dragging;   /* the button went down on the time axis */
    int64_t clicked_at; /* real ms: when the last click was; 0: it is no half of a double one */
    int column, row;    /* and where */
};

/* Answers a press, a release, a move with a button down, the wheel. */
void mouse_input(struct app *app, const struct input *input);

#endif
