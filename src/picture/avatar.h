/* Avatars: small pictures of bots for an SVG.
 *
 * Those of assets/avatars/ are embedded when the program is built, found by a bot's name without regard to case. Any
 * other bot gets one made of its initial and a colour that its name gives. */
#ifndef PICTURE_AVATAR_H
#define PICTURE_AVATAR_H

#include <stddef.h>
#include <stdint.h>

#include "base/text.h"

enum { AVATAR_UNITS = 32 }; /* every avatar's width and height in its own units */

struct avatar {
    const char *name; /* the file's name without ".svg" */
    const char *svg;  /* the elements inside its <svg> */
};

extern const struct avatar avatars[]; /* sorted by name */
extern const size_t avatar_count;

/* Appends an <svg> element of `size` at (x, y). `name` has been cleaned; it is escaped here. */
void avatar_write(const char *name, double x, double y, double size, struct text *out);

/* Appends it as a symbol named "a" and a number, to be used where it is wanted. */
void avatar_write_symbol(const char *name, uint32_t number, struct text *out);

#endif
