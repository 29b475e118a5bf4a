/* A scene painted as SVG: one text, made of our own elements.
 *
 * Text stays text that can be selected; fonts are the viewer's, by CSS. The picture has a title and a description. A
 * column is SVG_COLUMN units wide and a row SVG_ROW high. Numbers are written without regard to the locale's decimal
 * sign: the program runs in the C locale for numbers. The same scene gives the same bytes. */
#ifndef PICTURE_PAINT_SVG_H
#define PICTURE_PAINT_SVG_H

#include "picture/scene.h"

enum { SVG_COLUMN = 9, SVG_ROW = 20 };

#define SVG_THEME_LIST(X)                                                                                              \
    X(SVG_AUTO, "auto") /* light or dark as the viewer prefers; light where nobody is asked */                         \
    X(SVG_LIGHT, "light")                                                                                              \
    X(SVG_DARK, "dark")                                                                                                \
    X(SVG_MONO, "mono") /* black on white */

#define SVG_THEME_ITEM(constant, name) constant,
enum svg_theme { SVG_THEME_LIST(SVG_THEME_ITEM) SVG_THEME_COUNT };
#undef SVG_THEME_ITEM

extern const char *const svg_theme_names[SVG_THEME_COUNT];

struct paint_svg {
    enum svg_theme theme;
    /* In a page of HTML, which has the rules, for its policy allows an element no style of its own; and which tells in
     * text what a description would. */
    bool is_inline;
    struct reveal reveal;
};

void paint_svg(const struct scene *scene, const struct paint_svg *paint, struct text *out);

/* The units that the picture is wide and high. */
void paint_svg_size(const struct scene *scene, int *width, int *height);

/* Appends the style sheet of a theme, as an element; its rules alone, for a page with pictures that are inline. */
void svg_style_write(enum svg_theme theme, struct text *out);
void svg_rules_write(enum svg_theme theme, bool is_inline, struct text *out);

#endif
