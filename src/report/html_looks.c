#include "report/html_looks.h"

enum { COLORS = 256, LETTERS = 26 };

#define CONTRAST_LEAST 4.55 /* 4.5, and what the luminance may be off */

static char letter_of(size_t look)
{
    return (char)(look < LETTERS ? 'a' + look : 'A' + (look - LETTERS));
}

char html_look(struct html_looks *looks, const struct cell_glyph *glyph)
{
    size_t i = 0;

    while (i < looks->count && (looks->list[i].element != glyph->element || looks->list[i].flags != glyph->flags))
        i++;
    if (i == LOOKS_MAX)
        return letter_of(0);
    if (i == looks->count)
        looks->list[looks->count++] = (struct html_look){glyph->element, glyph->flags};
    return letter_of(i);
}

/* The paper and the ink of page.css. */
static const uint32_t papers[SCHEME_COUNT] = {[SCHEME_LIGHT] = 0xfbf8f2, [SCHEME_DARK] = 0x12131a};
static const uint32_t inks[SCHEME_COUNT] = {[SCHEME_LIGHT] = 0x22252b, [SCHEME_DARK] = 0xe2e0da};

static int channel(uint32_t rgb, int which)
{
    return (int)(rgb >> 8 * which & 0xff);
}

/* Relative luminance (WCAG 2.2, https://www.w3.org/TR/WCAG22/#dfn-relative-luminance), its power of 2.4 as a
 * polynomial, which is at most 0.002 off and needs no libm. */
static double luminance(uint32_t rgb)
{
    static const double weights[] = {0.0722, 0.7152, 0.2126};
    double sum = 0;

    for (int i = 0; i < 3; i++) {
        double c = channel(rgb, i) / 255.0;

        sum += weights[i] * c * (0.012522878 + c * (0.682171111 + c * 0.305306011));
    }
    return sum;
}

static bool is_legible(uint32_t fore, uint32_t back)
{
    double a = luminance(fore), b = luminance(back);

    return (a > b ? (a + 0.05) / (b + 0.05) : (b + 0.05) / (a + 0.05)) >= CONTRAST_LEAST;
}

/* A foreground, darker or brighter until it can be read on its background. */
static uint32_t legible(uint32_t fore, uint32_t back)
{
    bool is_dark = luminance(back) > 0.18;

    for (int step = 0; step < 256 && !is_legible(fore, back); step++) {
        uint32_t next = 0;

        for (int i = 0; i < 3; i++) {
            int c = channel(fore, i);

            next |= (uint32_t)(is_dark ? c - c / 16 - (c > 0) : c + (255 - c) / 16 + (c < 255)) << 8 * i;
        }
        fore = next;
    }
    return fore;
}

static void write_colors(const struct html_look *it, enum scheme scheme, struct text *out)
{
    struct look look = theme_look(scheme, COLORS, (enum element)it->element);
    uint32_t fore = look.foreground == COLOR_OWN ? inks[scheme] : palette_rgb(look.foreground);
    uint32_t back = look.background == COLOR_OWN ? papers[scheme] : palette_rgb(look.background);
    bool is_reverse = ((look.flags ^ it->flags) & LOOK_REVERSE) != 0;

    text_addf(out, "color:#%06x", (unsigned)(is_reverse ? legible(back, fore) : legible(fore, back)));
    if (is_reverse || look.background != COLOR_OWN)
        text_addf(out, ";background:#%06x", (unsigned)(is_reverse ? fore : back));
}

static void write_rules(const struct html_looks *looks, enum scheme scheme, struct text *out)
{
    for (size_t i = 0; i < looks->count; i++) {
        text_addf(out, ".k%c{", letter_of(i));
        write_colors(&looks->list[i], scheme, out);
        text_add(out, "}");
    }
}

void html_looks_write(const struct html_looks *looks, struct text *out)
{
    for (size_t i = 0; i < looks->count; i++) {
        const struct html_look *it = &looks->list[i];
        unsigned flags = theme_look(SCHEME_DARK, COLORS, (enum element)it->element).flags | it->flags;

        if ((flags & (LOOK_BOLD | LOOK_DIM | LOOK_UNDERLINE)) == 0)
            continue;
        text_addf(out, ".k%c{%s%s%s}", letter_of(i), flags & LOOK_BOLD ? "font-weight:700;" : "",
                  flags & LOOK_DIM ? "opacity:.6;" : "", flags & LOOK_UNDERLINE ? "text-decoration:underline;" : "");
    }
    write_rules(looks, SCHEME_LIGHT, out);
    text_add(out, "@media screen and (prefers-color-scheme:dark){");
    write_rules(looks, SCHEME_DARK, out);
    text_add(out, "}");
}
