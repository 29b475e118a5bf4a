#include "report/html_looks.h"

enum { COLORS = 256, LETTERS = 26 };

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

/* Paper and ink are the page's own where the look has none. */
static void write_color(const char *property, int color, const char *own, struct text *out)
{
    if (color == COLOR_OWN)
        text_addf(out, "%s:var(--%s);", property, own);
    else
        text_addf(out, "%s:#%06x;", property, (unsigned)palette_rgb(color));
}

static void write_colors(const struct html_look *it, enum scheme scheme, struct text *out)
{
    struct look look = theme_look(scheme, COLORS, (enum element)it->element);

    if (((look.flags ^ it->flags) & LOOK_REVERSE) != 0) {
        write_color("color", look.background, "paper", out);
        write_color("background", look.foreground, "ink", out);
        return;
    }
    if (look.foreground != COLOR_OWN)
        write_color("color", look.foreground, "ink", out);
    if (look.background != COLOR_OWN)
        write_color("background", look.background, "paper", out);
}

static void write_rules(const struct html_looks *looks, enum scheme scheme, struct text *out)
{
    for (size_t i = 0; i < looks->count; i++) {
        struct text colors = {0};

        write_colors(&looks->list[i], scheme, &colors);
        if (!text_is_empty(&colors))
            text_addf(out, ".k%c{%s}", letter_of(i), text_str(&colors));
        text_release(&colors);
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
