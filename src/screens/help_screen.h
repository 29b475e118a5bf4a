/* Help: this screen's keys, from the table that binds them, and a glossary of every term on it. */
#ifndef SCREENS_HELP_SCREEN_H
#define SCREENS_HELP_SCREEN_H

#include "screens/screen.h"

struct help_row {
    const char *section; /* "time", "place", "what if", "views"; a head where it differs from the row before */
    const char *keys;    /* "→ l · ← h" */
    const char *what;    /* "step, step back" */
    const char *mouse;   /* or "" */
    int request;         /* for clicks */
};

/* The screens that have a glossary; a term may belong to several. */
enum help_of {
    HELP_OPENING = 1,
    HELP_STAGE = 2,
    HELP_ATOM = 4,
    HELP_WORLDS = 8,
    HELP_WHY = 16,
    HELP_TREE = 32,
    HELP_PICTURES = 64,
    HELP_MAP = 128
};

struct help_view {
    const char *title;               /* "the stage" */
    const struct scenario *scenario; /* whose words are used; NULL: today's */
    enum help_of of;
    const struct help_row *rows;
    size_t row_count;
    uint32_t scroll;    /* rows scrolled */
    const char *search; /* matches are lit up; NULL: none */
    bool *failed;       /* set when memory runs out; NULL: nobody asks */
};

/* Appends the glossary, a line for each term: "commit: the instant at which …", the signs left out. */
void help_terms_say(const struct help_view *view, struct text *out);

void help_paint(const struct help_view *view, struct screen *screen);

/* The rows that it takes at a width, for scrolling; the first row at or behind `from` with `needle`, wrapping; -1:
 * none. */
int help_row_total(const struct help_view *view, int columns, int rows);
int help_find(const struct help_view *view, int columns, int rows, const char *needle, int from);

#endif
