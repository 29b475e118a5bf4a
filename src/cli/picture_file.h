/* Pictures in files: a scene as an SVG; an SVG of ours made into a PNG or a PDF by rsvg-convert (rsvg.h). */
#ifndef CLI_PICTURE_FILE_H
#define CLI_PICTURE_FILE_H

#include "base/err.h"
#include "base/text.h"
#include "picture/scene.h"
#include "report/write_pages.h"

/* Makes the scene, all of it shown, the SVG file at `path` ("-": standard output). The scene is released. */
bool scene_save(struct scene *scene, const char *path, struct err *err);

enum picture_format { PICTURE_PNG, PICTURE_PDF };

struct picture {
    enum picture_format format;
    int width, height; /* of the SVG, in its units */
};

/* Appends the picture's bytes. A PNG has two pixels for each unit of the SVG, for slides; a PDF one unit for three
 * quarters of a point, and a date that is always the same, so that the same SVG gives the same bytes. False with a
 * sentence that names the package when rsvg-convert is missing or fails. */
bool picture_make(const struct picture *picture, const struct text *svg, struct text *out, struct err *err);

/* Appends a PDF with these pages, dated likewise. */
bool pages_make(const struct pages *pages, struct text *out, struct err *err);

#endif
