/* The footer: which keys are offered in the open view, in words shorter than those of the help. How a key is written
 * stands in the table of requests. */
#ifndef TUI_FOOTER_H
#define TUI_FOOTER_H

#include "tui/app.h"

enum { FOOTER_KEYS_MAX = 40, FOOTER_KEY_SIZE = 20 };

struct footer {
    size_t count;
    struct screen_key keys[FOOTER_KEYS_MAX];
    char written[FOOTER_KEYS_MAX][FOOTER_KEY_SIZE]; /* of those that stand for several */
};

/* Fills it, the most wanted key first. It must stay where it is. */
void footer_of(struct app *app, struct footer *footer);

#endif
