/* The ink: looks, places and text as the bytes that this terminal wants for them, from its description alone.
 *
 * Curses' own refresh weighs some fifteen ways to each place and works out each colour's sequence anew, which costs ten
 * times as much as all the rest of a picture. Here a place is always said outright, and a colour's sequence is made
 * once.
 *
 *     ink_learn(&ink);                  // once curses knows the terminal
 *     ink_forget(&ink, columns, rows);  // whenever somebody else has written, and left it plain
 *     ink_move(&ink, row, column);
 *     ink_take(&ink, &look);
 *     ink_put(&ink, &glyph);
 *     if (!ink_flush(&ink, fd, err)) …
 */
#ifndef TUI_INK_H
#define TUI_INK_H

#include "picture/cells.h"

enum { INK_COLORS_MAX = 256, INK_SEQUENCE_MAX = 32 };

/* A sequence; "": there is none. */
struct ink_sequence {
    char bytes[INK_SEQUENCE_MAX];
};

struct ink {
    struct text bytes;    /* what is to be written; keeps its memory */
    int columns, rows;    /* of the terminal */
    int column, row;      /* where its cursor is; row −1: nobody knows */
    struct look look;     /* that was taken last */
    const char *to_place; /* curses' own */
    bool places_as_ansi;
    struct ink_sequence plain, erase_end;
    struct ink_sequence attributes[4];              /* dim, reverse, underline, bold */
    struct ink_sequence foreground[INK_COLORS_MAX]; /* made when they are first taken */
    struct ink_sequence background[INK_COLORS_MAX];
    unsigned plain_in_color; /* LOOK_… that it cannot show in colour */
    bool moves_plain;        /* its cursor must not be moved in a look */
    bool scrolls_at_end;     /* the last cell cannot be written without all moving up */
};

/* Asks curses for the terminal's description. */
void ink_learn(struct ink *ink);

/* The terminal writes plain, and its cursor is anywhere. */
void ink_forget(struct ink *ink, int columns, int rows);

void ink_move(struct ink *ink, int row, int column);

/* What is put from here on has this look, or as much of it as the terminal can show. */
void ink_take(struct ink *ink, const struct look *look);

/* The glyph at the cursor, which goes behind it; of one that cannot be written as a whole what can, as spaces. */
void ink_put(struct ink *ink, const struct cell_glyph *glyph);

/* Erases from the cursor to the row's end; false when the terminal cannot. */
bool ink_erase_end(struct ink *ink);

/* Writes all of it, and begins anew. False when memory was out: some of it is missing. */
bool ink_flush(struct ink *ink, int file, struct err *err);

/* Writes all of these bytes, however long the terminal takes, also where its file does not block; gives up when it is
 * gone, as the next wait for keys says. A signal's handler may call it. */
void ink_write(int file, const char *bytes, size_t size);

void ink_release(struct ink *ink);

static inline bool look_equal(const struct look *a, const struct look *b)
{
    return a->foreground == b->foreground && a->background == b->background && a->flags == b->flags;
}

#endif
