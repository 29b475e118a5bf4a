/* The style sheets of our SVGs: one table of colours, one column a palette. */
#include "picture/paint_svg.h"

#define SVG_THEME_NAME(constant, name) name,
const char *const svg_theme_names[SVG_THEME_COUNT] = {SVG_THEME_LIST(SVG_THEME_NAME)};

enum palette { PALETTE_LIGHT, PALETTE_DARK, PALETTE_MONO, PALETTE_COUNT };

/* A class's foreground, and the tint of what it fills. */
struct color {
    const char *name;
    const char *line[PALETTE_COUNT], *tint[PALETTE_COUNT];
};

static const struct color colors[] = {
    {"plain", {"#4a5058", "#b9bec7", "#000000"}, {"#ffffff", "#1d1f29", "#ffffff"}},
    {"title", {"#22252b", "#f4e9d4", "#000000"}, {"#ffffff", "#1d1f29", "#ffffff"}},
    {"quiet", {"#6b7078", "#989ea8", "#555555"}, {"#f6f3ee", "#191b23", "#ffffff"}},
    {"posted", {"#1f7a3a", "#7bd88f", "#000000"}, {"#e6f4e8", "#16301f", "#ffffff"}},
    {"again", {"#c2570c", "#ffb066", "#000000"}, {"#fdebdc", "#3a2413", "#ffffff"}},
    {"error", {"#c4232b", "#ff8080", "#000000"}, {"#fde6e6", "#3a171a", "#ffffff"}},
    {"skipped", {"#0e7c86", "#6fd3dc", "#333333"}, {"#e3f3f4", "#12292c", "#ffffff"}},
    {"missed", {"#8a3ea8", "#d9a0f0", "#333333"}, {"#f5eaf8", "#2a1b31", "#ffffff"}},
    {"job", {"#2b5fb3", "#8fb8ff", "#000000"}, {"#e6eefa", "#172338", "#ffffff"}},
    {"good", {"#1f7a3a", "#7bd88f", "#000000"}, {"#e6f4e8", "#16301f", "#ffffff"}},
    {"bad", {"#c4232b", "#ff8080", "#000000"}, {"#fde6e6", "#3a171a", "#ffffff"}},
};

struct ground {
    const char *rule;
    const char *value[PALETTE_COUNT];
};

static const struct ground grounds[] = {
    {".bg{fill:%s}", {"#fbf8f2", "#12131a", "#ffffff"}},     {".card{fill:%s}", {"#ffffff", "#1d1f29", "#ffffff"}},
    {".ghost{fill:%s}", {"#f6f3ee", "#16171f", "#ffffff"}},  {".word{fill:%s}", {"#22252b", "#ecebe6", "#000000"}},
    {".handle{fill:%s}", {"#3b67a8", "#93b7ee", "#000000"}}, {".over{fill:%s}", {"#ffffff", "#12131a", "#ffffff"}},
    {".o1{fill:%s}", {"#f39c3d", "#f39c3d", "#888888"}},     {".o2{fill:%s}", {"#9c7bd6", "#9c7bd6", "#aaaaaa"}},
    {".o3{fill:%s}", {"#f2b59a", "#e8a78a", "#cccccc"}},     {".ink{fill:%s}", {"#1b1408", "#1b1408", "#000000"}},
};

static void write_palette(enum palette palette, struct text *out)
{
    for (size_t i = 0; i < sizeof grounds / sizeof grounds[0]; i++) {
        const char *at = grounds[i].rule;

        for (; *at; at++) {
            if (at[0] == '%')
                text_add(out, grounds[i].value[palette]), at++;
            else
                text_add_bytes(out, at, 1);
        }
        text_add(out, "\n");
    }
    for (size_t i = 0; i < sizeof colors / sizeof colors[0]; i++)
        text_addf(out, ".%s{fill:%s}.l-%s{stroke:%s}.t-%s{fill:%s}\n", colors[i].name, colors[i].line[palette],
                  colors[i].name, colors[i].line[palette], colors[i].name, colors[i].tint[palette]);
}

void svg_rules_write(enum svg_theme theme, bool is_inline, struct text *out)
{
    static const enum palette first[] = {
        [SVG_AUTO] = PALETTE_LIGHT, [SVG_LIGHT] = PALETTE_LIGHT, [SVG_DARK] = PALETTE_DARK, [SVG_MONO] = PALETTE_MONO};

    text_add(out,
             "text{font-family:\"Helvetica Neue\",Helvetica,Arial,\"Liberation Sans\",\"DejaVu Sans\",sans-serif;");
    text_add(out, is_inline ? "" : "font-size:14px;");
    text_add(out, "white-space:pre}\n.b{font-weight:700}.i{font-style:italic}");
    text_add(out, is_inline ? ".big{font-weight:700}.m{text-anchor:middle}"
                            : ".big{font-size:20px;font-weight:700}.s{font-size:12px}");
    text_add(out,
             "\n.line{fill:none;stroke-width:2}.thick{stroke-width:3.5}.dash{stroke-dasharray:5 4}.dim{opacity:.4}\n");
    write_palette(first[theme], out);
    if (theme == SVG_AUTO) {
        text_add(out, "@media (prefers-color-scheme: dark){\n");
        write_palette(PALETTE_DARK, out);
        text_add(out, "}\n");
    }
}

void svg_style_write(enum svg_theme theme, struct text *out)
{
    text_add(out, "<style>\n");
    svg_rules_write(theme, false, out);
    text_add(out, "</style>\n");
}
