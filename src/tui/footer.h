/* The footer: which keys are offered in the open view, in words shorter than those of the help. */
#ifndef TUI_FOOTER_H
#define TUI_FOOTER_H

#include <stddef.h>

struct app;
struct screen_key;

/* Fills `keys`, the most wanted first; returns how many there are. The words are constants. */
size_t footer_keys(struct app *app, struct screen_key *keys, size_t max);

#endif
