#include "picture/paint_screen.h"

#include "picture/xml.h"

enum { CELL_WIDTH = 9, CELL_HEIGHT = 19, BASE_LINE = 14, MARGIN = 8, COLORS = 256, NO_BREAK_SPACE = 0xa0 };

static const uint32_t own_foreground[SCHEME_COUNT] = {
    [SCHEME_DARK] = 0xd4d4d4, [SCHEME_LIGHT] = 0x202020, [SCHEME_MONO] = 0xd4d4d4};
static const uint32_t own_background[SCHEME_COUNT] = {
    [SCHEME_DARK] = 0x101014, [SCHEME_LIGHT] = 0xfbf8f1, [SCHEME_MONO] = 0x101014};

/* How a cell is painted. */
struct paint {
    uint32_t foreground, background;
    bool is_bold, is_dim, is_underlined;
};

static struct paint paint_of(const struct cell_glyph *glyph, enum scheme scheme)
{
    struct look look = theme_look(scheme, COLORS, (enum element)glyph->element);
    unsigned flags = look.flags | glyph->flags;
    bool is_reverse = ((look.flags ^ glyph->flags) & LOOK_REVERSE) != 0;
    uint32_t fore = look.foreground == COLOR_OWN ? own_foreground[scheme] : palette_rgb(look.foreground);
    uint32_t back = look.background == COLOR_OWN ? own_background[scheme] : palette_rgb(look.background);

    return (struct paint){
        .foreground = is_reverse ? back : fore,
        .background = is_reverse ? fore : back,
        .is_bold = (flags & LOOK_BOLD) != 0,
        .is_dim = (flags & LOOK_DIM) != 0,
        .is_underlined = (flags & LOOK_UNDERLINE) != 0,
    };
}

static bool paint_is_same(const struct paint *a, const struct paint *b)
{
    return a->foreground == b->foreground && a->background == b->background && a->is_bold == b->is_bold &&
           a->is_dim == b->is_dim && a->is_underlined == b->is_underlined;
}

/* The characters of a cell; a blank one keeps its place. */
static void add_glyph(struct text *out, const struct cell_glyph *glyph)
{
    struct text text = {0};

    for (int i = 0; i < CELL_CODEPOINTS && glyph->codepoints[i]; i++)
        text_add_codepoint(&text, glyph->codepoints[i] == ' ' ? NO_BREAK_SPACE : glyph->codepoints[i]);
    if (glyph->codepoints[0] == 0)
        text_add_codepoint(&text, NO_BREAK_SPACE);
    xml_add(out, text_str(&text));
    text_release(&text);
}

static bool is_blank(const struct cell_glyph *glyph)
{
    return glyph->codepoints[0] == 0 || glyph->codepoints[0] == ' ';
}

/* The cells of one look from `column` on; returns the column behind them. */
static int run_end(const struct cells *cells, enum scheme scheme, int column, int row)
{
    struct paint first = paint_of(cells_at(cells, column, row), scheme);
    int end = column + 1;

    while (end < cells->columns) {
        struct paint next = paint_of(cells_at(cells, end, row), scheme);

        if (!paint_is_same(&first, &next))
            break;
        end++;
    }
    return end;
}

static void paint_text(const struct cells *cells, const struct paint *paint, struct area run, struct text *out)
{
    bool is_empty = true;

    for (int c = run.column; c < run.column + run.columns; c++)
        is_empty = is_empty && is_blank(cells_at(cells, c, run.row));
    if (is_empty)
        return;
    text_addf(out, "<text x=\"%d\" y=\"%d\" textLength=\"%d\" fill=\"#%06x\"%s%s%s>", MARGIN + run.column * CELL_WIDTH,
              MARGIN + run.row * CELL_HEIGHT + BASE_LINE, run.columns * CELL_WIDTH, (unsigned)paint->foreground,
              paint->is_bold ? " font-weight=\"bold\"" : "", paint->is_dim ? " opacity=\"0.6\"" : "",
              paint->is_underlined ? " text-decoration=\"underline\"" : "");
    for (int c = run.column; c < run.column + run.columns; c++) {
        const struct cell_glyph *glyph = cells_at(cells, c, run.row);

        if (glyph->width == 0)
            continue;
        add_glyph(out, glyph);
    }
    text_add(out, "</text>\n");
}

static void paint_row(const struct cells *cells, enum scheme scheme, int row, struct text *out)
{
    for (int column = 0, end; column < cells->columns; column = end) {
        struct paint paint = paint_of(cells_at(cells, column, row), scheme);

        end = run_end(cells, scheme, column, row);
        if (paint.background != own_background[scheme])
            text_addf(out, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"#%06x\"/>\n",
                      MARGIN + column * CELL_WIDTH, MARGIN + row * CELL_HEIGHT, (end - column) * CELL_WIDTH,
                      CELL_HEIGHT, (unsigned)paint.background);
        paint_text(cells, &paint, (struct area){column, row, end - column, 1}, out);
    }
}

void paint_screen(const struct cells *cells, enum scheme scheme, const char *title, struct text *out)
{
    text_addf(out, "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" role=\"img\">\n<title>",
              2 * MARGIN + cells->columns * CELL_WIDTH, 2 * MARGIN + cells->rows * CELL_HEIGHT);
    xml_add(out, title);
    text_addf(out,
              "</title>\n<rect width=\"100%%\" height=\"100%%\" rx=\"6\" fill=\"#%06x\"/>\n"
              "<g font-family=\"DejaVu Sans Mono, monospace\" font-size=\"15\" xml:space=\"preserve\">\n",
              (unsigned)own_background[scheme]);
    for (int row = 0; row < cells->rows; row++)
        paint_row(cells, scheme, row, out);
    text_add(out, "</g>\n</svg>\n");
}
