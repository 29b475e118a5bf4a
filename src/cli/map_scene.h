/* The crash map as a scene, for pictures: the same rows, columns, marks and letters as the text. */
#ifndef CLI_MAP_SCENE_H
#define CLI_MAP_SCENE_H

#include "explore/explore.h"
#include "view/scene.h"

/* Draws the map of an exploration; the scene is to be released. */
bool map_draw(const struct explore *explore, struct scene *scene, struct err *err);

#endif
