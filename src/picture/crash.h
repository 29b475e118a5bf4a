/* The crash map of an exploration, made ready to be shown: the one place that turns what explore found into the words
 * of a map. */
#ifndef PICTURE_CRASH_H
#define PICTURE_CRASH_H

#include "explore/explore.h"
#include "picture/crash_map.h"

/* Fills `out`, to be released with crash_map_release; its rows are explore->map's, its columns those attempts and kinds
 * that have any run. It keeps no pointer to the exploration. */
bool crash_map_of(const struct explore *explore, struct crash_map *out, struct err *err);

/* The fault of the run that stands for a cell; NULL where nothing struck. It is the exploration's. */
const struct placement *crash_example(const struct explore *explore, const struct crash_map *map, size_t row,
                                      size_t column);

#endif
