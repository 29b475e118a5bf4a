/* A varied sweep as a scene, for a picture: the share of failing runs as a bar for each value, its interval in
 * numbers. */
#ifndef REPORT_SWEEP_PLOT_H
#define REPORT_SWEEP_PLOT_H

#include "picture/scene.h"
#include "report/sweep.h"

/* The scene is to be released. */
bool plot_draw(const struct swept *list, size_t count, struct scene *scene, struct err *err);

#endif
