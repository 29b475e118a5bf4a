#include "picture/theme.h"

#include "base/check.h"

#define SCHEME_NAME(constant, name) name,
const char *const scheme_names[SCHEME_COUNT] = {SCHEME_LIST(SCHEME_NAME)};

enum { DEPTH_256, DEPTH_16, DEPTH_COUNT };

struct colors {
    int16_t foreground, background;
};

struct row {
    struct colors dark[DEPTH_COUNT], light[DEPTH_COUNT];
    uint8_t flags, mono_flags;
    char letter;
    const char *sgr, *css;
};

#define ELEMENT_ROW(constant, letter, d256f, d256b, d16f, d16b, l256f, l256b, l16f, l16b, flags, mono, sgr, css)       \
    {{{d256f, d256b}, {d16f, d16b}}, {{l256f, l256b}, {l16f, l16b}}, flags, mono, letter, sgr, css},
static const struct row rows[ELEMENT_COUNT] = {ELEMENT_LIST(ELEMENT_ROW)};

/* Eight colours: a bright foreground becomes the plain one in bold, a bright background the plain one. */
static void look_dim_down(struct look *look)
{
    if (look->foreground == 8)
        look->foreground = 7;
    if (look->foreground > 8) {
        look->foreground = (int16_t)(look->foreground - 8);
        look->flags |= LOOK_BOLD;
    }
    if (look->background >= 8)
        look->background = (int16_t)(look->background - 8);
}

struct look theme_look(enum scheme scheme, int colors, enum element element)
{
    const struct row *row = &rows[element];
    const struct colors *pair;
    struct look look;

    CHECK(element < ELEMENT_COUNT && scheme < SCHEME_COUNT);
    if (scheme == SCHEME_MONO || colors < 8)
        return (struct look){COLOR_OWN, COLOR_OWN, row->mono_flags};
    pair = &(scheme == SCHEME_LIGHT ? row->light : row->dark)[colors >= 256 ? DEPTH_256 : DEPTH_16];
    look = (struct look){pair->foreground, pair->background, row->flags};
    if (colors < 16)
        look_dim_down(&look);
    return look;
}

struct look theme_screen_look(enum scheme scheme, int colors, enum element element)
{
    static const struct colors own[DEPTH_COUNT] = {[DEPTH_256] = {16, 231}, [DEPTH_16] = {0, 15}};
    struct look look = theme_look(scheme, colors, element);
    const struct colors *paper = &own[colors >= 256 ? DEPTH_256 : DEPTH_16];

    if (scheme != SCHEME_LIGHT || colors < 16)
        return look;
    if (look.foreground == COLOR_OWN)
        look.foreground = paper->foreground;
    if (look.background == COLOR_OWN)
        look.background = paper->background;
    return look;
}

const char *theme_sgr(enum element element)
{
    CHECK(element < ELEMENT_COUNT);
    return rows[element].sgr;
}

const char *theme_class(enum element element)
{
    CHECK(element < ELEMENT_COUNT);
    return rows[element].css;
}

char theme_letter(enum element element)
{
    CHECK(element < ELEMENT_COUNT);
    return rows[element].letter;
}

/* xterm's 256colres.h and its defaults for the first sixteen. */
uint32_t palette_rgb(int color)
{
    static const uint32_t first[16] = {0x000000, 0xcd0000, 0x00cd00, 0xcdcd00, 0x0000ee, 0xcd00cd, 0x00cdcd, 0xe5e5e5,
                                       0x7f7f7f, 0xff0000, 0x00ff00, 0xffff00, 0x5c5cff, 0xff00ff, 0x00ffff, 0xffffff};
    static const uint32_t levels[6] = {0x00, 0x5f, 0x87, 0xaf, 0xd7, 0xff};
    uint32_t grey;

    if (color < 0 || color > 255)
        return 0;
    if (color < 16)
        return first[color];
    if (color < 232) {
        uint32_t cube = (uint32_t)color - 16;

        return levels[cube / 36] << 16 | levels[cube / 6 % 6] << 8 | levels[cube % 6];
    }
    grey = 8 + 10 * ((uint32_t)color - 232);
    return grey << 16 | grey << 8 | grey;
}
