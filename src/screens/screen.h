/* What every screen has in common: the grid it is painted into, the place of the real cursor, and the areas that
 * answer a click.
 *
 * Screens are pure functions: a struct with everything that they show goes in, a painted grid comes out. They know
 * neither curses nor the engine. The keys of the footer come in as rows, so that drawing, keyboard and mouse have one
 * table. */
#ifndef SCREENS_SCREEN_H
#define SCREENS_SCREEN_H

#include <stddef.h>

#include "picture/cells.h"
#include "picture/scene.h"

enum { SCREEN_AREAS_MAX = 1200, SCREEN_COLUMNS_MIN = 40, SCREEN_ROWS_MIN = 12 };

/* What a click on an area means; what its value is. */
#define SCREEN_WHAT_LIST(X)                                                                                            \
    X(AREA_KEY)    /* a word of the footer, of help or of a menu: the row's `request` */                               \
    X(AREA_EVENT)  /* go to this event */                                                                              \
    X(AREA_TIME)   /* go to this time */                                                                               \
    X(AREA_LANE)   /* the lane of this bot */                                                                          \
    X(AREA_PANEL)  /* the title of a panel: enum stage_panel, or the panel's number */                                 \
    X(AREA_ROW)    /* a row of a list, a menu, a table, a tree, a chain: its number */                                 \
    X(AREA_BOX)    /* the box of a row, for marking it */                                                              \
    X(AREA_CHOICE) /* of a question: its number, from 0 */                                                             \
    X(AREA_GAP)    /* a gap of the atom: its number */                                                                 \
    X(AREA_WHY)    /* the word TWICE or never: the bot */                                                              \
    X(AREA_GUARD)  /* the guard of this bot */                                                                         \
    X(AREA_RETRY)  /* the retry line of this job (index in the scenario) */                                            \
    X(AREA_STATE)  /* playing or paused */                                                                             \
    X(AREA_SPEED)                                                                                                      \
    X(AREA_SEED)                                                                                                       \
    X(AREA_BRANCH)                                                                                                     \
    X(AREA_FOLD) /* the sign of what is folded */                                                                      \
    X(AREA_HELP)                                                                                                       \
    X(AREA_SIDE)     /* one of two worlds: 0, 1 */                                                                     \
    X(AREA_MORE)     /* the sign that this panel goes on below */                                                      \
    X(AREA_SENTENCE) /* what just happened, which answers no click */                                                  \
    X(AREA_OUTSIDE)  /* beside a menu or an overlay */

#define SCREEN_WHAT_ITEM(constant) constant,
enum screen_what { SCREEN_WHAT_LIST(SCREEN_WHAT_ITEM) SCREEN_WHAT_COUNT };
#undef SCREEN_WHAT_ITEM

struct screen_area {
    struct area area;
    enum screen_what what;
    int64_t value;
};

/* A key for the footer, the most important first: "n", "next moment", the request that it makes. */
struct screen_key {
    const char *key, *word;
    int request;
};

struct screen {
    struct cells *cells;           /* the caller's */
    const struct screen_key *keys; /* of the footer; the caller's */
    size_t key_count;
    const char *notice; /* shown in the footer's place: why a key did nothing; NULL: none */
    const char *prompt; /* what is being typed, "/riker" or ":66.2"; NULL: nothing. The real cursor goes behind it … */
    int prompt_back;    /* … or so many columns before its end */
    int caret_column, caret_row;                /* out: where the real cursor belongs */
    size_t area_count;                          /* out */
    struct screen_area areas[SCREEN_AREAS_MAX]; /* out; later ones lie over earlier ones */
};

/* Makes it ready to be painted: cells cleared, no areas, the caret at the top left. `keys`, `notice` and `prompt`
 * stay. */
void screen_begin(struct screen *screen, struct cells *cells);

/* Below 40x12 paints a plain sentence over the whole grid and says true: then there is nothing else to paint. */
bool screen_is_too_small(struct screen *screen);

/* The real cursor belongs here. */
void screen_caret(struct screen *screen, int column, int row);

/* Notes an area; beyond SCREEN_AREAS_MAX it is dropped. Empty ones too. */
void screen_area(struct screen *screen, struct area area, enum screen_what what, int64_t value);

/* Notes the scene's hits as areas, and the caret where it has one and nothing is being typed. */
void screen_take_scene(struct screen *screen, const struct scene *scene, enum screen_what what);

/* Paints what `text` holds into the line of an area, notes where it stands as such an area, and releases it; returns
 * the columns taken. */
int screen_put_area(struct screen *screen, struct screen_area is, struct text *text, enum element element);

/* The topmost area at a cell, or NULL. */
const struct screen_area *screen_at(const struct screen *screen, int column, int row);

/* Is there such an area? */
bool screen_has(const struct screen *screen, enum screen_what what);

/* Does `needle` occur in `hay`, without regard to the case of ASCII letters? An empty needle, or NULL, does not. */
bool screen_matches(const char *hay, const char *needle);

/* The first row, a bar: `name` in a field at its left, `clock` in one at its right; NULL or "": none. Returns what is
 * left between them for text. */
struct area screen_header(struct screen *screen, const char *name, const char *clock);

/* The last row: prompt, else notice (a long one takes rows above, too), else as many keys as fit, cut as a whole; "?"
 * always stands at the end when it is among them. */
void screen_footer(struct screen *screen, int row);

/* Appends a clause as a sentence: "An error strikes between commit and reply." */
void screen_say_sentence(const char *clause, struct text *out);

/* Paint what `text` holds and release it: into the line of an area; broken as below, returning the rows used. */
int screen_put_text(struct screen *screen, struct area line, struct text *text, enum element element);
int screen_put_prose(struct screen *screen, struct area area, struct text *text, enum element element);

/* Text broken at spaces into at most area.rows rows; what does not fit is cut with "…". Returns the rows used. */
int screen_put_wrapped(struct screen *screen, struct area area, const char *text, enum element element, uint8_t flags);

#endif
