/* The crash map as a picture, and as printed text. */
#ifndef PICTURE_CRASH_PICTURE_H
#define PICTURE_CRASH_PICTURE_H

#include "picture/crash_map.h"
#include "picture/scene.h"
#include "picture/style.h"

/* Lays the map out with its title, its bound and a legend, all columns side by side; the scene is to be released. It
 * keeps no pointer to the map. */
bool crash_draw(const struct crash_map *map, struct scene *scene, struct err *err);

/* Appends the map with its heading and legend; one that is wider than the style's columns in parts, one below the
 * other. Nothing for a map without rows. */
void crash_text(const struct crash_map *map, const struct style *style, struct text *out);

#endif
