/* A scene's words and marks printed as lines in a style: what text output is made of. Boxes, arrows and bars are left
 * out; a table has none. */
#ifndef PICTURE_PAINT_LINES_H
#define PICTURE_PAINT_LINES_H

#include "picture/scene.h"
#include "picture/style.h"

/* Appends the scene's rows, each without spaces at its end. What lies over something else in a row stands behind it. */
void paint_lines(const struct scene *scene, const struct style *style, struct text *out);

#endif
