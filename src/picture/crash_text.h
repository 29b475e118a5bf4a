/* The crash map as printed text: a row for each gap, a column for each kind of fault in each attempt. */
#ifndef PICTURE_CRASH_TEXT_H
#define PICTURE_CRASH_TEXT_H

#include "picture/crash_map.h"

/* Appends the map with its heading and legend; one that is wider than the style's columns in parts, one below the
 * other. Nothing for a map without rows. */
void crash_text(const struct crash_map *map, const struct style *style, struct text *out);

#endif
