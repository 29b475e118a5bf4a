/* Presets: the numbers of real job systems, each with its source.
 *
 * A preset fills the platform and the default retry policy; what a file says itself goes before it. Its rows stand in
 * preset.c: only what differs from the format's defaults, each with where it is from. */
#ifndef MODEL_PRESET_H
#define MODEL_PRESET_H

#include "model/scenario.h"

/* What a preset says of every job that does not say otherwise. */
struct preset_values {
    struct platform platform;
    struct retry retry;
    enum exhausted exhausted;
};

/* The values of a preset; PRESET_NONE gives the defaults of the format (no retry, one worker). Static, immutable. */
const struct preset_values *preset_values(enum preset preset);

/* Where a preset's number is from, by its key: "platform.KEY", "retry.limit", "retry" (the waits), "exhausted". NULL
 * where the preset says nothing of it, and the format's default holds. Static. */
const char *preset_source(enum preset preset, const char *key);

#endif
