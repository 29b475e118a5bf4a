/* The crash map as a scene, for pictures. */
#ifndef PICTURE_CRASH_SCENE_H
#define PICTURE_CRASH_SCENE_H

#include "picture/crash_map.h"
#include "picture/scene.h"

/* Lays the map out with its title and bound, all columns side by side; the scene is to be released. It keeps no pointer
 * to the map. */
bool crash_draw(const struct crash_map *map, struct scene *scene, struct err *err);

#endif
