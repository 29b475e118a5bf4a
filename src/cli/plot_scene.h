/* A varied sweep as a scene, for a picture: the share of failing runs as a bar for each value, its interval in
 * numbers. */
#ifndef CLI_PLOT_SCENE_H
#define CLI_PLOT_SCENE_H

#include "cli/sweep.h"
#include "picture/scene.h"

/* The scene is to be released. */
bool plot_draw(const struct swept *list, size_t count, struct scene *scene, struct err *err);

#endif
