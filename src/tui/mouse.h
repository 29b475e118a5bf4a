/* The mouse: it asks for what keys ask for, by the areas that the screen noted while it was painted.
 *
 * A click on a menu, a key of the footer or the help is answered here; every other one is the open view's, twice in
 * short order a double one. A press on the time axis goes along with the hand until it is let go. */
#ifndef TUI_MOUSE_H
#define TUI_MOUSE_H

struct app;
struct input;

/* Answers a press, a release, a move with a button down, the wheel. */
void mouse_input(struct app *app, const struct input *input);

#endif
