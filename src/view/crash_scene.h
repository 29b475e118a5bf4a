/* The crash map as a scene, for pictures. */
#ifndef VIEW_CRASH_SCENE_H
#define VIEW_CRASH_SCENE_H

#include "view/crash_map.h"
#include "view/scene.h"

/* Lays the map out with its title and bound, all columns side by side; the scene is to be released. It keeps no pointer
 * to the map. */
bool crash_draw(const struct crash_map *map, struct scene *scene, struct err *err);

#endif
