/* Elements and how they look: one table of meanings × schemes, for the terminal, for text output and for pictures.
 *
 * Whoever shows something says what it means (enum element), of a cell of a screen as of a part of a picture; the
 * scheme and the number of colours decide how it looks. No meaning rests on the colour alone: marks and words say the
 * same. Colours are numbers of the xterm palette: 0 … 15 are every terminal's own, 16 … 255 fixed. */
#ifndef PICTURE_THEME_H
#define PICTURE_THEME_H

#include <stdbool.h>
#include <stdint.h>

/* Attributes of a look, and of a cell beside its element. */
enum look_flag { LOOK_DIM = 1, LOOK_REVERSE = 2, LOOK_UNDERLINE = 4, LOOK_BOLD = 8 };

/* What the terminal's own foreground and background are called. */
#define COLOR_OWN (-1)

/* constant, its letter in golden screens, then foreground and background: dark scheme with 256 colours, with 16, light
 * scheme with 256, with 16; the attributes with colours, and without any; the SGR codes where text is printed, on
 * whatever background: only colours that can be read on light and dark; last the class in an SVG, whose style sheet
 * svg_style.c has. */
#define ELEMENT_LIST(X)                                                                                                \
    X(ELEMENT_PLAIN, ' ', -1, -1, -1, -1, -1, -1, -1, -1, 0, 0, "", "plain")                                           \
    X(ELEMENT_BAR, 'B', 232, 214, 0, 3, 255, 94, 15, 4, 0, LOOK_REVERSE, "", "title") /* header */                     \
    X(ELEMENT_BAR_TITLE, 'M', 232, 209, 0, 3, 231, 130, 15, 4, LOOK_BOLD, LOOK_REVERSE | LOOK_BOLD, "", "title")       \
    X(ELEMENT_BAR_CLOCK, 'K', 232, 183, 0, 6, 255, 60, 15, 6, LOOK_BOLD, LOOK_REVERSE | LOOK_BOLD, "", "title")        \
    X(ELEMENT_TITLE, 'T', 222, -1, 11, -1, 94, -1, 4, -1, LOOK_BOLD, LOOK_BOLD, "1", "title") /* titles, heads */      \
    X(ELEMENT_QUIET, 'q', 245, -1, 7, -1, 242, -1, 8, -1, 0, 0, "2", "quiet")                 /* what only explains */ \
    X(ELEMENT_RULE, 'r', 173, -1, 3, -1, 137, -1, 4, -1, 0, 0, "", "plain")  /* borders, axes, rules */                \
    X(ELEMENT_FOLD, 'f', 139, -1, 5, -1, 97, -1, 5, -1, 0, 0, "", "quiet")   /* folded waits */                        \
    X(ELEMENT_JOB, 'j', 111, -1, 14, -1, 25, -1, 4, -1, 0, 0, "36", "job")   /* jobs and their attempts */             \
    X(ELEMENT_WAIT, 'w', 67, -1, 6, -1, 67, -1, 6, -1, 0, 0, "", "job")      /* an attempt that waits */               \
    X(ELEMENT_LANE, 'l', 223, -1, 15, -1, 235, -1, 0, -1, 0, 0, "", "plain") /* bots' names */                         \
    X(ELEMENT_LANE_HERE, 'L', 232, 223, 0, 7, 255, 239, 15, 0, LOOK_BOLD, LOOK_REVERSE, "", "title")                   \
    X(ELEMENT_GUARD, 'g', 109, -1, 6, -1, 30, -1, 6, -1, 0, 0, "", "quiet")                                            \
    X(ELEMENT_CURSOR, 'c', 228, -1, 11, -1, 160, -1, 1, -1, 0, LOOK_BOLD, "", "title") /* the moment's line */         \
    X(ELEMENT_POSTED, 'o', 114, -1, 10, -1, 28, -1, 2, -1, 0, 0, "32", "posted")                                       \
    X(ELEMENT_AGAIN, 'A', 232, 215, 0, 11, 255, 166, 15, 1, LOOK_BOLD, LOOK_REVERSE | LOOK_BOLD, "1;33", "again")      \
    X(ELEMENT_ERROR, 'x', 203, -1, 9, -1, 160, -1, 1, -1, LOOK_BOLD, LOOK_BOLD, "31", "error")                         \
    X(ELEMENT_SKIPPED, 's', 80, -1, 6, -1, 30, -1, 6, -1, 0, 0, "36", "skipped")                                       \
    X(ELEMENT_MISSED, 'm', 176, -1, 13, -1, 127, -1, 5, -1, LOOK_BOLD, LOOK_BOLD, "35", "missed")                      \
    X(ELEMENT_NOT_YET, '.', 242, -1, 7, -1, 246, -1, 8, -1, 0, 0, "", "quiet")                                         \
    X(ELEMENT_CODE, 'd', 252, -1, 7, -1, 236, -1, 0, -1, 0, 0, "", "plain")                                            \
    X(ELEMENT_CODE_WORD, 'k', 180, -1, 3, -1, 94, -1, 4, -1, 0, 0, "", "plain") /* def, end, rescue */                 \
    X(ELEMENT_CODE_HERE, 'D', 229, 237, 15, 4, 16, 252, 0, 7, LOOK_BOLD, LOOK_UNDERLINE, "", "title")                  \
    X(ELEMENT_HANDLE, 'h', 117, -1, 14, -1, 25, -1, 4, -1, 0, 0, "", "job")                                            \
    X(ELEMENT_WORDS, 'W', 252, -1, 7, -1, 236, -1, 0, -1, 0, 0, "", "plain") /* what a bot says */                     \
    X(ELEMENT_SENTENCE, 'S', 230, -1, 15, -1, 16, -1, 0, -1, 0, 0, "", "title")                                        \
    X(ELEMENT_CHANGED, 'C', 222, -1, 11, -1, 94, -1, 4, -1, 0, 0, "", "again") /* what just changed */                 \
    X(ELEMENT_GRANTED, 'G', 114, -1, 10, -1, 28, -1, 2, -1, 0, 0, "32", "good")                                        \
    X(ELEMENT_REFUSED, 'R', 203, -1, 9, -1, 160, -1, 1, -1, 0, LOOK_BOLD, "31", "bad")                                 \
    X(ELEMENT_MADE_IT_SO, 'Y', 232, 114, 0, 10, 255, 28, 15, 2, LOOK_BOLD, LOOK_REVERSE | LOOK_BOLD, "1;32", "good")   \
    X(ELEMENT_NOT_SO, 'N', 232, 203, 0, 9, 255, 160, 15, 1, LOOK_BOLD, LOOK_REVERSE | LOOK_BOLD, "1;31", "bad")        \
    X(ELEMENT_PANEL, 'p', 215, -1, 3, -1, 130, -1, 4, -1, 0, 0, "", "title") /* a panel's title */                     \
    X(ELEMENT_PANEL_HERE, 'P', 232, 215, 0, 3, 231, 130, 15, 4, LOOK_BOLD, LOOK_REVERSE, "", "title")                  \
    X(ELEMENT_SELECTED, 'E', 232, 111, 0, 6, 255, 25, 15, 4, LOOK_BOLD, LOOK_REVERSE, "", "title")                     \
    X(ELEMENT_MATCH, 'F', 16, 228, 0, 11, 16, 228, 0, 11, 0, LOOK_UNDERLINE, "", "title") /* what a search found */    \
    X(ELEMENT_LIT, 'i', 16, 159, 0, 14, 16, 159, 0, 14, LOOK_BOLD, LOOK_REVERSE, "", "title") /* a cause */            \
    X(ELEMENT_DISAGREE, '!', 232, 221, 0, 11, 16, 221, 0, 11, LOOK_BOLD, LOOK_REVERSE | LOOK_BOLD, "", "again")        \
    X(ELEMENT_KEY, 'y', 215, -1, 11, -1, 130, -1, 4, -1, LOOK_BOLD, LOOK_BOLD, "", "title") /* a key */                \
    X(ELEMENT_KEY_WORD, 'z', 249, -1, 7, -1, 240, -1, 8, -1, 0, 0, "", "quiet")                                        \
    X(ELEMENT_NOTICE, 'n', 232, 222, 0, 11, 16, 222, 0, 11, 0, LOOK_REVERSE, "", "title")                              \
    X(ELEMENT_PROMPT, '/', 228, -1, 15, -1, 16, -1, 0, -1, LOOK_BOLD, LOOK_BOLD, "", "title")                          \
    X(ELEMENT_MENU, 'u', 254, 236, 15, 0, 235, 253, 0, 7, 0, 0, "", "plain") /* what lies over a screen */             \
    X(ELEMENT_MENU_QUIET, 'U', 245, 236, 7, 0, 244, 253, 8, 7, 0, 0, "", "quiet")                                      \
    X(ELEMENT_BIG, 'V', 222, -1, 11, -1, 94, -1, 4, -1, LOOK_BOLD, LOOK_BOLD, "", "title") /* letters three rows high */

#define ELEMENT_ENUM_ITEM(constant, letter, d256f, d256b, d16f, d16b, l256f, l256b, l16f, l16b, flags, mono, sgr, css) \
    constant,
enum element { ELEMENT_LIST(ELEMENT_ENUM_ITEM) ELEMENT_COUNT };
#undef ELEMENT_ENUM_ITEM

#define SCHEME_LIST(X)                                                                                                 \
    X(SCHEME_DARK, "dark")                                                                                             \
    X(SCHEME_LIGHT, "light")                                                                                           \
    X(SCHEME_MONO, "mono")

#define SCHEME_ENUM_ITEM(constant, name) constant,
enum scheme { SCHEME_LIST(SCHEME_ENUM_ITEM) SCHEME_COUNT };
#undef SCHEME_ENUM_ITEM

extern const char *const scheme_names[SCHEME_COUNT];

struct look {
    int16_t foreground, background; /* palette numbers, or COLOR_OWN */
    uint8_t flags;                  /* LOOK_… */
};

/* How an element looks on a terminal of so many colours: 256 and more, 16 (8 will do: bright ones become bold), or
 * fewer: none. */
struct look theme_look(enum scheme scheme, int colors, enum element element);

/* The same on a screen that is painted as a whole: there the light scheme brings paper and ink of its own, where a
 * terminal has 16 colours or more, so that it can be read on any. */
struct look theme_screen_look(enum scheme scheme, int colors, enum element element);

/* The SGR codes of an element in printed text, such as "1;33"; "" for none. */
const char *theme_sgr(enum element element);

/* The class of an element in an SVG, such as "posted". */
const char *theme_class(enum element element);

/* The letter of an element in golden screens. */
char theme_letter(enum element element);

/* A palette number as 0xRRGGBB: 16 … 255 as xterm has them, 0 … 15 as xterm's defaults. */
uint32_t palette_rgb(int color);

#endif
