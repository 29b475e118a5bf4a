#include "cli/picture_file.h"

#include <stdlib.h>

#include "cli/output.h"
#include "cli/rsvg.h"
#include "picture/paint_svg.h"

enum {
    PNG_SCALE = 2,
    PNG_SIDE_MAX = 32767 /* of an image surface of cairo */
};

/* The day of the article; any will do as long as it stays. rsvg-convert takes a PDF's date from the environment. */
#define PDF_DATE "1703030400" /* 2023-12-20T00:00:00Z */

bool scene_save(struct scene *scene, const char *path, struct err *err)
{
    const struct paint_svg paint = {.theme = SVG_AUTO, .reveal = REVEAL_ALL};
    struct text svg = {0};
    bool is_saved;

    paint_svg(scene, &paint, &svg);
    scene_release(scene);
    is_saved = file_replace(path, &svg, err);
    text_release(&svg);
    return is_saved;
}

static bool png_make(const struct picture *picture, const struct text *svg, struct text *out, struct err *err)
{
    int width = picture->width * PNG_SCALE, height = picture->height * PNG_SCALE;

    if (width > PNG_SIDE_MAX || height > PNG_SIDE_MAX)
        return err_set(err, "a PNG of %d × %d pixels is too large; SVG and PDF have no such limit", width, height);
    return rsvg_convert("png", PNG_SCALE, svg, out, err);
}

bool picture_make(const struct picture *picture, const struct text *svg, struct text *out, struct err *err)
{
    if (svg->failed)
        return err_memory(err);
    if (picture->format == PICTURE_PNG)
        return png_make(picture, svg, out, err);
    return setenv("SOURCE_DATE_EPOCH", PDF_DATE, 1) == 0 ? rsvg_convert("pdf", 1, svg, out, err) : err_memory(err);
}

bool pages_make(const struct pages *pages, struct text *out, struct err *err)
{
    if (pages->failed || setenv("SOURCE_DATE_EPOCH", PDF_DATE, 1) != 0)
        return err_memory(err);
    return rsvg_pages(pages->list, pages->count, out, err);
}
