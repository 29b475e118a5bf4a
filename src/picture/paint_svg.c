#include "picture/paint_svg.h"

#include <string.h>

#include "base/range.h"
#include "picture/avatar.h"
#include "picture/xml.h"

/* Around the scene; the band of the heading above it. */
enum {
    MARGIN = 18,
    HEAD = 14,
    CORNER = 10,
    TEXT_SIZE = 14,
    WORDS_SIZE = 15,
    AVATAR_SIZE = 34,
    MARK_SIZE = 16,
    CLIP_SLACK = 2
};

struct pen {
    const struct scene *scene;
    const struct paint_svg *paint;
    struct text *out;
    uint32_t clips; /* clip paths so far: each has its own name */
};

/* How text is set: its class and others, each with a space before it, its size, where it is anchored. */
struct setting {
    const char *class, *others;
    double size;
    enum scene_align anchor;
};

/* Where a line of text is anchored, and the units that it may take. */
struct line {
    double x, y, room;
};

/* Columns and rows to units: the middle of a cell. */
static double at_x(int column)
{
    return (column + 0.5) * SVG_COLUMN;
}

static double at_y(int row)
{
    return (row + 0.5) * SVG_ROW;
}

/* The baseline of a line of text in a row. */
static double base_y(int row)
{
    return row * SVG_ROW + 14.5;
}

/* How wide a character may be at most in the fonts that we name, in thousandths of the font's size: a little more than
 * DejaVu Sans has, the widest of them. */
static int glyph_width(uint32_t codepoint, int columns)
{
    if (columns == 0)
        return 0;
    if (codepoint >= 0x80)
        return columns > 1 ? 1050 : 850;
    if (strchr("iljI|!.,:;'` ", (int)codepoint))
        return 380;
    if (strchr("mwMW@%", (int)codepoint))
        return 1010;
    if (codepoint >= 'A' && codepoint <= 'Z')
        return 740;
    return 630;
}

static double text_units(const char *string, double size)
{
    int width = 0;

    while (*string) {
        const char *start = string;
        uint32_t codepoint = text_next_shown(&string);

        width += glyph_width(codepoint, text_width_until(start, string));
    }
    return width * size / 1000;
}

/* Text that is set smaller where it might not fit into `room` units. */
static void write_text(struct pen *pen, struct line line, const struct setting *setting, const char *string)
{
    double width = text_units(string, setting->size);
    double size = width > line.room ? setting->size * line.room / width : setting->size;
    bool is_middle = pen->paint->is_inline && setting->anchor == ALIGN_CENTER;

    if (!*string)
        return;
    text_addf(pen->out, "<text x=\"%.1f\" y=\"%.1f\" class=\"%s%s%s\"", line.x, line.y, setting->class, setting->others,
              is_middle ? " m" : "");
    if (setting->anchor != ALIGN_LEFT && !is_middle)
        text_addf(pen->out, " text-anchor=\"%s\"", setting->anchor == ALIGN_CENTER ? "middle" : "end");
    if (size < TEXT_SIZE - 0.01 || size > TEXT_SIZE + 0.01)
        text_addf(pen->out, pen->paint->is_inline ? " font-size=\"%.1f\"" : " style=\"font-size:%.1fpx\"",
                  max_double(size, 4));
    text_add(pen->out, ">");
    xml_add(pen->out, string);
    text_add(pen->out, "</text>\n");
}

/* Opens a group for a part; false where it is not shown. */
static bool open_part(struct pen *pen, uint32_t from, uint32_t until)
{
    enum reveal_state state = reveal_between(pen->paint->reveal, from, until);

    if (state == REVEAL_BLANK)
        return false;
    text_add(pen->out, state == REVEAL_DIMMED ? "<g class=\"dim\">\n" : "<g>\n");
    return true;
}

static void close_part(struct pen *pen)
{
    text_add(pen->out, "</g>\n");
}

static void write_rect(struct pen *pen, struct scene_area area, double corner, const char *classes)
{
    text_addf(pen->out, "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"%.1f\" class=\"%s\"/>\n",
              at_x(area.x), at_y(area.y), (double)(area.width - 1) * SVG_COLUMN, (double)(area.height - 1) * SVG_ROW,
              corner, classes);
}

/* Words on a pill that lies on a frame, centred at the line's anchor. */
static void write_pill(struct pen *pen, struct line line, enum element element, const char *string)
{
    double width = text_units(string, 12) + 14;
    bool is_full = element == ELEMENT_AGAIN;
    struct setting setting = {is_full ? "over" : theme_class(element), " b", 12, ALIGN_CENTER};

    width = min_double(width, line.room);
    text_addf(pen->out, "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"19\" rx=\"9.5\" class=\"%s%s l-%s\"/>\n",
              line.x - width / 2, line.y - 9.5, width, is_full ? "" : "t-", theme_class(element), theme_class(element));
    write_text(pen, (struct line){line.x, line.y + 4.2, width - 10}, &setting, string);
}

static void write_frame(struct pen *pen, const struct scene_box *box, bool is_known)
{
    const char *class = theme_class(is_known ? box->element : ELEMENT_QUIET);
    bool is_dashed = !is_known || box->frame == FRAME_DASHED;

    text_addf(pen->out,
              "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"%d\" class=\"%s line l-%s%s%s\"/>\n",
              at_x(box->area.x), at_y(box->area.y), (double)(box->area.width - 1) * SVG_COLUMN,
              (double)(box->area.height - 1) * SVG_ROW, CORNER, is_dashed ? "ghost" : "card", class,
              is_dashed ? " dash" : "", is_known && box->frame == FRAME_HEAVY ? " thick" : "");
}

/* Whatever a card's words are, they stay inside its frame: the clip is the last resort behind measuring and
 * shrinking. */
static void open_clip(struct pen *pen, struct scene_area area)
{
    text_addf(pen->out,
              "<clipPath id=\"c%u\"><rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/></clipPath>\n"
              "<g clip-path=\"url(#c%u)\">\n",
              pen->clips, at_x(area.x) + CLIP_SLACK, at_y(area.y),
              (double)(area.width - 1) * SVG_COLUMN - 2 * CLIP_SLACK, (double)(area.height - 1) * SVG_ROW, pen->clips);
    pen->clips++;
}

/* The first card of the same name. */
static const struct scene_box *namesake(const struct scene *scene, const struct scene_box *box)
{
    const struct scene_box *first = scene->boxes;

    while (first->kind != BOX_CARD || strcmp(first->name, box->name) != 0)
        first++;
    return first;
}

/* In a page each avatar stands once, however often it is used. */
static void write_symbols(const struct pen *pen)
{
    for (uint32_t i = 0; i < pen->scene->box_count; i++) {
        const struct scene_box *box = &pen->scene->boxes[i];

        if (box->kind == BOX_CARD && namesake(pen->scene, box) == box)
            avatar_write_symbol(box->name, i, pen->out);
    }
}

static void write_avatar(const struct pen *pen, const struct scene_box *box, double x, double y)
{
    if (pen->paint->is_inline)
        text_addf(pen->out, "<use href=\"#a%u\" x=\"%.1f\" y=\"%.1f\" width=\"%d\" height=\"%d\"/>\n",
                  (unsigned)(namesake(pen->scene, box) - pen->scene->boxes), x, y, AVATAR_SIZE, AVATAR_SIZE);
    else
        avatar_write(box->name, x, y, AVATAR_SIZE, pen->out);
}

static void write_card_words(struct pen *pen, const struct scene_box *box, bool is_known)
{
    static const struct setting name = {"word", " b", 15, ALIGN_LEFT}, handle = {"handle", "", 12, ALIGN_LEFT},
                                done = {"posted", " b i", 13, ALIGN_RIGHT};
    struct setting words = {"word", "", WORDS_SIZE, ALIGN_LEFT};
    double left = at_x(box->area.x), top = at_y(box->area.y), width = (box->area.width - 1) * SVG_COLUMN;

    write_avatar(pen, box, left + 9, top + 10);
    write_text(pen, (struct line){left + 51, top + 25, width - 57}, &name, box->name);
    write_text(pen, (struct line){left + 51, top + 41, width - 57}, &handle, box->handle);
    for (int i = 0; i < box->line_count; i++) { /* one size for all lines of a card */
        double units = text_units(box->lines[i], WORDS_SIZE);

        if (units > width - 20 && words.size > WORDS_SIZE * (width - 20) / units)
            words.size = WORDS_SIZE * (width - 20) / units;
    }
    for (int i = 0; i < box->line_count; i++)
        write_text(pen, (struct line){left + 11, base_y(box->area.y + 3 + i) - 1, width - 18}, &words, box->lines[i]);
    if (is_known)
        write_text(pen, (struct line){left + width - 10, base_y(box->area.y + box->area.height - 2) + 1, width - 20},
                   &done, box->done);
}

static void write_card(struct pen *pen, const struct scene_box *box, bool is_known)
{
    const struct scene_area area = box->area;
    double middle = at_x(area.x) + (area.width - 1) * SVG_COLUMN / 2.0, width = (area.width - 1) * SVG_COLUMN;

    write_frame(pen, box, is_known);
    open_clip(pen, area);
    write_card_words(pen, box, is_known);
    text_add(pen->out, "</g>\n");
    if (!is_known)
        return;
    if (box->badge[0])
        write_pill(pen,
                   (struct line){at_x(area.x) + width - 10 - text_units(box->badge, 12) / 2, at_y(area.y), width - 20},
                   box->element, box->badge);
    if (box->foot[0])
        write_pill(pen, (struct line){middle, at_y(area.y + area.height - 1), width - 6}, box->element, box->foot);
}

/* An octagon, as signs that say stop are. */
static void write_error(struct pen *pen, const struct scene_box *box)
{
    double x = at_x(box->area.x), y = at_y(box->area.y);
    double w = (box->area.width - 1) * SVG_COLUMN, h = (box->area.height - 1) * SVG_ROW, c = 12;

    text_addf(pen->out,
              "<path d=\"M%.1f %.1fH%.1fL%.1f %.1fV%.1fL%.1f %.1fH%.1fL%.1f %.1fV%.1fZ\" class=\"t-error line l-error "
              "thick\"/>\n",
              x + c, y, x + w - c, x + w, y + c, y + h - c, x + w - c, y + h, x + c, x, y + h - c, y + c);
}

/* A console in the manner of the Enterprise's: an elbow, bars, two lines of text. */
static void write_computer(struct pen *pen, const struct scene_box *box)
{
    static const struct setting first = {"ink", " b", 14, ALIGN_LEFT}, second = {"word", " b", 14, ALIGN_LEFT};
    double x = at_x(box->area.x), y = at_y(box->area.y);
    double w = (box->area.width - 1) * SVG_COLUMN, h = (box->area.height - 1) * SVG_ROW;

    write_rect(pen, box->area, 16, "card");
    text_addf(
        pen->out,
        "<path d=\"M%.1f %.1fH%.1fV%.1fH%.1fq-10 0-10 10V%.1fH%.1fq-14 0-14-14V%.1fq0-20 20-20Z\" class=\"o1\"/>\n",
        x + 20, y, x + w * 0.78, y + 25, x + 56, y + h, x + 14, y + 20);
    text_addf(pen->out, "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"25\" class=\"o2\"/>\n", x + w * 0.78 + 4,
              y, w * 0.10);
    text_addf(pen->out, "<path d=\"M%.1f %.1fh%.1fq12.5 0 12.5 12.5t-12.5 12.5h-%.1fz\" class=\"o3\"/>\n",
              x + w * 0.88 + 8, y, w * 0.12 - 20.5, w * 0.12 - 20.5);
    text_addf(pen->out, "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"16\" class=\"line l-job\"/>\n",
              x, y, w, h);
    if (box->line_count > 0)
        write_text(pen, (struct line){x + 26, y + 17.5, w * 0.78 - 32}, &first, box->lines[0]);
    if (box->line_count > 1)
        write_text(pen, (struct line){x + 58, y + 46, w - 66}, &second, box->lines[1]);
}

static void write_lines(struct pen *pen, const struct scene_box *box)
{
    struct setting setting = {theme_class(box->element), " b", 14, ALIGN_CENTER};
    double middle = at_x(box->area.x) + (box->area.width - 1) * SVG_COLUMN / 2.0;

    for (int i = 0; i < box->line_count; i++)
        write_text(pen,
                   (struct line){middle, base_y(box->area.y + 1 + i) + 0.5, (box->area.width - 1) * SVG_COLUMN - 8},
                   &setting, box->lines[i]);
}

static void write_box(struct pen *pen, const struct scene_box *box)
{
    bool is_known = reveal_part(pen->paint->reveal, box->known) != REVEAL_BLANK;

    if (!open_part(pen, box->from, 0))
        return;
    switch (box->kind) {
    case BOX_CARD:
        write_card(pen, box, is_known);
        break;
    case BOX_COMPUTER:
        write_computer(pen, box);
        break;
    case BOX_ERROR:
        write_error(pen, box);
        write_lines(pen, box);
        break;
    case BOX_DONE:
        write_rect(pen, box->area, (box->area.height - 1) * SVG_ROW / 2.0, "t-posted line l-posted");
        write_lines(pen, box);
        break;
    case BOX_END:
        write_rect(pen, box->area, 6, "t-job line l-job thick");
        write_lines(pen, box);
        break;
    case BOX_CUT:
        write_rect(pen, box->area, 6, "ghost line l-quiet dash");
        write_lines(pen, box);
        break;
    }
    close_part(pen);
}

static int sign_of(int value)
{
    return (value > 0) - (value < 0);
}

/* A path with rounded corners, its head's tip on the frame that it leads to. */
static void write_arrow(struct pen *pen, const struct scene_arrow *arrow)
{
    const struct scene_point *p = arrow->points;
    int last = arrow->count - 1, dx, dy;
    const char *class = theme_class(arrow->element);
    double x, y, short_of = arrow->is_to_mark ? MARK_SIZE / 2.0 + 1.5 : 1.5;

    if (arrow->count < 2 || !open_part(pen, arrow->from, 0))
        return;
    text_addf(pen->out, "<path d=\"M%.1f %.1f", at_x(p[0].x), at_y(p[0].y));
    for (int i = 1; i < last; i++) {
        double r = 9;

        text_addf(pen->out, "L%.1f %.1fQ%.1f %.1f %.1f %.1f", at_x(p[i].x) - r * sign_of(p[i].x - p[i - 1].x),
                  at_y(p[i].y) - r * sign_of(p[i].y - p[i - 1].y), at_x(p[i].x), at_y(p[i].y),
                  at_x(p[i].x) + r * sign_of(p[i + 1].x - p[i].x), at_y(p[i].y) + r * sign_of(p[i + 1].y - p[i].y));
    }
    dx = sign_of(p[last].x - p[last - 1].x);
    dy = sign_of(p[last].y - p[last - 1].y);
    x = at_x(p[last].x) - short_of * dx;
    y = at_y(p[last].y) - short_of * dy;
    text_addf(pen->out, "L%.1f %.1f\" class=\"line l-%s%s\"/>\n", x - 7 * dx, y - 7 * dy, class,
              arrow->is_dashed ? " dash" : "");
    text_addf(pen->out, "<path d=\"M%.1f %.1fL%.1f %.1fL%.1f %.1fZ\" class=\"%s\"/>\n", x, y, x - 10 * dx - 5.5 * dy,
              y - 10 * dy - 5.5 * dx, x - 10 * dx + 5.5 * dy, y - 10 * dy + 5.5 * dx, class);
    close_part(pen);
}

/* Where a label is anchored. */
static double anchor_of(const struct scene_label *label)
{
    double room = label->width * SVG_COLUMN;

    return label->x * SVG_COLUMN + (label->align == ALIGN_CENTER ? room / 2 : label->align == ALIGN_RIGHT ? room : 0);
}

static void write_label(struct pen *pen, const struct scene_label *label)
{
    double size = label->is_large ? 20 : 14, y = base_y(label->y), room = label->width * SVG_COLUMN;
    bool is_verdict = label->element == ELEMENT_GRANTED || label->element == ELEMENT_REFUSED;
    struct setting setting = {theme_class(label->element),
                              label->is_large ? " big"
                              : is_verdict    ? " b"
                                              : "",
                              size, label->align};

    if (!open_part(pen, label->from, label->until))
        return;
    write_text(pen, (struct line){anchor_of(label), label->is_large ? y - 8 : y, room}, &setting, label->text);
    close_part(pen);
}

/* A wait left out of the axis: three dots where its line is broken. */
static void write_fold(struct pen *pen, const struct scene_bar *bar)
{
    double middle = (bar->x + bar->width / 2.0) * SVG_COLUMN, y = at_y(bar->y);

    text_addf(pen->out, "<rect x=\"%d\" y=\"%.1f\" width=\"%d\" height=\"16\" class=\"bg\"/>\n", bar->x * SVG_COLUMN,
              y - 8, bar->width * SVG_COLUMN);
    for (int i = -1; i <= 1; i++)
        text_addf(pen->out, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"1.8\" class=\"quiet\"/>\n", middle + 7 * i, y);
}

static void write_bar(struct pen *pen, const struct scene_bar *bar)
{
    static const double heights[] = {[BAR_RULE] = 1.2, [BAR_RUN] = 7, [BAR_WAIT] = 2, [BAR_LANE] = 20, [BAR_FOLD] = 0};
    double height = heights[bar->kind];
    const char *class = theme_class(bar->element);
    int width = scene_bar_reach(pen->scene, bar, pen->paint->reveal.seen);

    if (width == 0 || !open_part(pen, bar->from, 0))
        return;
    if (bar->kind == BAR_FOLD)
        write_fold(pen, bar);
    else if (bar->kind == BAR_WAIT)
        text_addf(pen->out, "<path d=\"M%d %.1fH%d\" class=\"line l-%s dash\"/>\n", bar->x * SVG_COLUMN, at_y(bar->y),
                  (bar->x + width) * SVG_COLUMN, class);
    else
        text_addf(pen->out, "<rect x=\"%d\" y=\"%.1f\" width=\"%d\" height=\"%.1f\" rx=\"%.1f\" class=\"%s%s\"/>\n",
                  bar->x * SVG_COLUMN, at_y(bar->y) - height / 2, width * SVG_COLUMN, height,
                  bar->kind == BAR_RUN ? 3.5 : 0, bar->kind == BAR_LANE ? "t-" : "", class);
    close_part(pen);
}

/* Signs as paths from the middle of their cell: filled, drawn as a line, or a line around the picture's own ground. */
enum shape_kind { SHAPE_NONE, SHAPE_FILLED, SHAPE_LINE, SHAPE_THICK, SHAPE_OPEN };
static const struct shape {
    enum shape_kind kind;
    const char *path;
} shapes[MARK_COUNT] = {
    [MARK_POSTED] = {SHAPE_FILLED, "m-6 0a6 6 0 1 0 12 0a6 6 0 1 0-12 0z"},
    [MARK_AGAIN] = {SHAPE_FILLED, "m0-8l8 8-8 8-8-8z"},
    [MARK_ERROR] = {SHAPE_THICK, "m-5.5-5.5l11 11m0-11l-11 11"},
    [MARK_TIMEOUT] = {SHAPE_OPEN, "m-6 0a6 6 0 1 0 12 0a6 6 0 1 0-12 0m6-4v4h4"},
    [MARK_CRASH] = {SHAPE_THICK, "m0-7.5v15m-4.5-10.5h9"},
    [MARK_STALL] = {SHAPE_THICK, "m-2.5-6v12m5-12v12"},
    [MARK_BACK] = {SHAPE_LINE, "m-5.2-3a6 6 0 1 1-.3 5.6m-1-8.6l1.3 3.3 3.4-.6"},
    [MARK_DEPLOY] = {SHAPE_LINE, "m-3 6v-12l-2.5 3.5m2.5-3.5l2.5 3.5m3.5-3.5v12l-2.5-3.5m2.5 3.5l2.5-3.5"},
    [MARK_SKIPPED] = {SHAPE_OPEN, "m-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0z"},
    [MARK_LOST] = {SHAPE_LINE, "m-6 0a6 6 0 1 0 12 0a6 6 0 1 0-12 0zm0 6l12-12"},
    [MARK_NOT_YET] = {SHAPE_FILLED, "m-2.2 0a2.2 2.2 0 1 0 4.4 0a2.2 2.2 0 1 0-4.4 0z"},
    [MARK_GRANTED] = {SHAPE_THICK, "m-5 0l3.5 4.5 6.5-9"},
    [MARK_START] = {SHAPE_FILLED, "m-4-6l9 6-9 6z"},
};

/* Marks are drawn, not set, so that no font has to have them; what has no shape is a character that every font has. */
static void write_sign(struct pen *pen, const struct scene_mark *mark)
{
    static const char *const classes[] = {
        [SHAPE_FILLED] = "", [SHAPE_LINE] = "line l-", [SHAPE_THICK] = "line thick l-", [SHAPE_OPEN] = "card line l-"};
    const struct shape *shape = &shapes[mark->sign];
    double x = at_x(mark->x), y = at_y(mark->y);
    const char *class = theme_class(mark->element);

    if (shape->kind == SHAPE_NONE)
        text_addf(pen->out, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\" class=\"%s b\">%s</text>\n", x, y + 5,
                  class, marks_unicode[mark->sign]);
    else
        text_addf(pen->out, "<path d=\"M%.1f %.1f%s\" class=\"%s%s\"/>\n", x, y, shape->path, classes[shape->kind],
                  class);
}

static const char *const ground_classes[] = {[GROUND_PICTURE] = "bg", [GROUND_LANE] = "t-quiet"};

/* Hides the lines that are under words. */
static void write_label_ground(struct pen *pen, const struct scene_label *label)
{
    double width = min_double(text_units(label->text, TEXT_SIZE) * 0.82, label->width * SVG_COLUMN);
    double left = label->align == ALIGN_CENTER ? width / 2 : label->align == ALIGN_RIGHT ? width : 0;

    if (label->ground != GROUND_NONE && reveal_between(pen->paint->reveal, label->from, label->until) != REVEAL_BLANK)
        text_addf(pen->out, "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" class=\"%s\"/>\n",
                  anchor_of(label) - left - 5, label->y * SVG_ROW, width + 10, SVG_ROW, ground_classes[label->ground]);
}

/* Hides the line that is under a mark. */
static void write_mark_ground(struct pen *pen, const struct scene_mark *mark)
{
    if (mark->ground != GROUND_NONE && shapes[mark->sign].kind != SHAPE_FILLED &&
        reveal_between(pen->paint->reveal, mark->from, mark->until) != REVEAL_BLANK)
        text_addf(pen->out, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%d\" class=\"%s\"/>\n", at_x(mark->x), at_y(mark->y),
                  MARK_SIZE / 2, ground_classes[mark->ground]);
}

static void write_mark(struct pen *pen, const struct scene_mark *mark)
{
    if (!open_part(pen, mark->from, mark->until))
        return;
    write_sign(pen, mark);
    if (mark->words)
        write_label(pen, &(struct scene_label){.x = mark->x + 2,
                                               .y = mark->y,
                                               .width = text_width(mark->words) + 1,
                                               .element = mark->element,
                                               .from = mark->from,
                                               .text = mark->words});
    close_part(pen);
}

/* Bars above the picture, as on the panels of the Enterprise. */
static void write_ornament(struct pen *pen, double width)
{
    double y = MARGIN - 8;

    text_addf(pen->out, "<path d=\"M%d %.1fh60v8h-60q-4 0-4-4t4-4z\" class=\"o1\"/>\n", MARGIN, y);
    text_addf(pen->out, "<rect x=\"%d\" y=\"%.1f\" width=\"%.1f\" height=\"8\" class=\"o2\"/>\n", MARGIN + 64, y,
              width - 2 * MARGIN - 64 - 104);
    text_addf(pen->out, "<rect x=\"%.1f\" y=\"%.1f\" width=\"36\" height=\"8\" class=\"o3\"/>\n", width - MARGIN - 100,
              y);
    text_addf(pen->out, "<path d=\"M%.1f %.1fh56q4 0 4 4t-4 4h-56z\" class=\"o1\"/>\n", width - MARGIN - 60, y);
}

static void write_parts(struct pen *pen)
{
    const struct scene *scene = pen->scene;

    for (uint32_t i = 0; i < scene->bar_count; i++)
        write_bar(pen, &scene->bars[i]);
    for (uint32_t i = 0; i < scene->arrow_count; i++)
        write_arrow(pen, &scene->arrows[i]);
    for (uint32_t i = 0; i < scene->box_count; i++)
        write_box(pen, &scene->boxes[i]);
    for (uint32_t i = 0; i < scene->mark_count; i++)
        write_mark_ground(pen, &scene->marks[i]);
    for (uint32_t i = 0; i < scene->label_count; i++)
        write_label_ground(pen, &scene->labels[i]);
    for (uint32_t i = 0; i < scene->label_count; i++)
        write_label(pen, &scene->labels[i]);
    for (uint32_t i = 0; i < scene->mark_count; i++)
        write_mark(pen, &scene->marks[i]);
}

void paint_svg_size(const struct scene *scene, int *width, int *height)
{
    *width = scene->columns * SVG_COLUMN + 2 * MARGIN;
    *height = scene->rows * SVG_ROW + 2 * MARGIN + HEAD;
}

/* In a page, which is to be small: "12.0" in a tag becomes "12". */
static void zeros_drop(struct text *out, size_t begin)
{
    size_t to = begin;
    bool is_in_tag = false;

    if (out->failed)
        return;
    for (size_t from = begin; from < out->size; from++) {
        const char *at = &out->bytes[from];

        is_in_tag = *at == '<' || (is_in_tag && *at != '>');
        if (is_in_tag && from > begin && at[-1] >= '0' && at[-1] <= '9' && at[0] == '.' && at[1] == '0' &&
            (at[2] < '0' || at[2] > '9'))
            from++;
        else
            out->bytes[to++] = *at;
    }
    out->size = to;
    out->bytes[to] = '\0';
}

void paint_svg(const struct scene *scene, const struct paint_svg *paint, struct text *out)
{
    struct pen pen = {.scene = scene, .paint = paint, .out = out};
    const size_t begin = out->size;
    int width, height;

    paint_svg_size(scene, &width, &height);
    text_addf(out,
              "<svg %s width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" role=\"img\" aria-labelledby=\"title%s\">\n",
              paint->is_inline ? "font-size=\"14\"" : "xmlns=\"http://www.w3.org/2000/svg\"", width, height, width,
              height, paint->is_inline ? "" : " desc");
    text_add(out, "<title id=\"title\">");
    xml_add(out, scene->title);
    text_add(out, "</title>\n");
    if (!paint->is_inline) {
        text_add(out, "<desc id=\"desc\">");
        xml_add(out, scene->desc);
        text_add(out, "</desc>\n");
    }
    if (!paint->is_inline)
        svg_style_write(paint->theme, out);
    text_addf(out, "<rect width=\"%d\" height=\"%d\" rx=\"14\" class=\"bg\"/>\n", width, height);
    write_ornament(&pen, width);
    text_addf(out, "<g transform=\"translate(%d %d)\">\n", MARGIN, MARGIN + HEAD);
    if (paint->is_inline)
        write_symbols(&pen);
    write_parts(&pen);
    text_add(out, "</g>\n</svg>\n");
    if (paint->is_inline)
        zeros_drop(out, begin);
}
