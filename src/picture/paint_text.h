/* A scene painted as lines of text, by way of cells. */
#ifndef PICTURE_PAINT_TEXT_H
#define PICTURE_PAINT_TEXT_H

#include "picture/scene.h"
#include "picture/theme.h"

struct paint_text {
    bool is_ascii;
    bool is_color; /* with the escape sequences of a terminal of 16 colours */
    enum scheme scheme;
    struct reveal reveal;
};

bool paint_text(const struct scene *scene, const struct paint_text *paint, struct text *out, struct err *err);

#endif
