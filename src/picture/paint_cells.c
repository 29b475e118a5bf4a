#include "picture/paint_cells.h"

#include <stdlib.h>

#include "base/range.h"

enum { NORTH = 1, EAST = 2, SOUTH = 4, WEST = 8 };

/* The signs of a frame: corners, horizontal, vertical, where an arrow leaves downwards; then the same in ASCII. */
struct frame_signs {
    uint32_t unicode[7];
    char ascii[8];
};

static const struct frame_signs frame_signs[] = {
    [FRAME_ROUND] = {{0x256d, 0x256e, 0x2570, 0x256f, 0x2500, 0x2502, 0x252c}, "++++-|+"},
    [FRAME_DASHED] = {{0x256d, 0x256e, 0x2570, 0x256f, 0x2504, 0x250a, 0x252c}, "....-:+"},
    [FRAME_HEAVY] = {{0x250f, 0x2513, 0x2517, 0x251b, 0x2501, 0x2503, 0x252f}, "#####|+"},
    [FRAME_DOUBLE] = {{0x2554, 0x2557, 0x255a, 0x255d, 0x2550, 0x2551, 0x2564}, "++++=|+"},
};

/* Lines by where they lead: a mask of NORTH, EAST, SOUTH, WEST. */
static const uint32_t line_signs[16] = {0,      0x2502, 0x2500, 0x2570, 0x2502, 0x2502, 0x256d, 0x251c,
                                        0x2500, 0x256f, 0x2500, 0x2534, 0x256e, 0x2524, 0x252c, 0x253c};

struct canvas {
    const struct scene *scene;
    const struct paint_cells *paint;
    struct cells *cells;
    int x, y; /* what is added to the scene's columns and rows */
};

struct dress {
    enum element element;
    uint8_t flags;
};

/* How a part is dressed: whether it is there, and its flags. */
static bool is_there(const struct canvas *canvas, uint32_t from, uint8_t *flags)
{
    enum reveal_state state = reveal_part(canvas->paint->reveal, from);

    *flags = state == REVEAL_DIMMED ? CELL_DIM : 0;
    return state != REVEAL_BLANK;
}

static uint8_t dim_flag(const struct canvas *canvas, uint32_t from)
{
    return reveal_part(canvas->paint->reveal, from) == REVEAL_DIMMED ? CELL_DIM : 0;
}

static void put_sign(const struct canvas *canvas, int x, int y, uint32_t codepoint, struct dress dress)
{
    cells_fill(canvas->cells, (struct area){canvas->x + x, canvas->y + y, 1, 1}, codepoint, dress.element, dress.flags);
}

static void put_text(const struct canvas *canvas, struct scene_area line, const char *text, struct dress dress)
{
    cells_put(canvas->cells, canvas->x + line.x, canvas->y + line.y, line.width, text, dress.element, dress.flags);
}

static int step_of(int from, int to)
{
    return (to > from) - (to < from);
}

/* Where the line that is painted in a cell leads; 0 where there is none. Only arrows have been painted so far. */
static int mask_at(const struct canvas *canvas, int x, int y)
{
    const struct cell_glyph *cell = cells_at(canvas->cells, canvas->x + x, canvas->y + y);
    uint32_t sign = cell ? cell->codepoints[0] : 0;

    if (sign == 0)
        return 0;
    if (sign < 0x80)
        return sign == '-' ? EAST | WEST : sign == '|' ? NORTH | SOUTH : sign == '+' ? 15 : 0;
    for (int mask = 3; mask < 16; mask++)
        if (line_signs[mask] == sign)
            return sign == 0x2502 ? NORTH | SOUTH : sign == 0x2500 ? EAST | WEST : mask;
    return 0;
}

static void put_line(const struct canvas *canvas, int x, int y, int mask, struct dress dress)
{
    static const char ascii[16] = {' ', '|', '-', '+', '|', '|', '+', '+', '-', '+', '-', '+', '+', '+', '+', '+'};

    mask |= mask_at(canvas, x, y);
    put_sign(canvas, x, y, canvas->cells->is_ascii ? (uint32_t)ascii[mask] : line_signs[mask], dress);
}

static int direction(int dx, int dy)
{
    return dx > 0 ? EAST : dx < 0 ? WEST : dy > 0 ? SOUTH : NORTH;
}

static int opposite(int mask)
{
    return (mask << 2 | mask >> 2) & 15;
}

static void put_head(const struct canvas *canvas, int x, int y, int leads, struct dress dress)
{
    static const uint32_t signs[9] = {[NORTH] = 0x25b2, [EAST] = 0x25b6, [SOUTH] = 0x25bc, [WEST] = 0x25c0};
    static const char ascii[9] = {[NORTH] = '^', [EAST] = '>', [SOUTH] = 'v', [WEST] = '<'};

    put_sign(canvas, x, y, canvas->cells->is_ascii ? (uint32_t)ascii[leads] : signs[leads], dress);
}

/* A line from frame to frame: the cells on the frames themselves are the boxes' own. */
static void paint_arrow(const struct canvas *canvas, const struct scene_arrow *arrow)
{
    struct dress dress = {.element = arrow->element};
    struct scene_point at = arrow->points[0], end = arrow->points[arrow->count - 1];
    int came = 0;

    if (arrow->count < 2 || !is_there(canvas, arrow->from, &dress.flags))
        return;
    for (int i = 1; i < arrow->count; i++) {
        int dx = step_of(at.x, arrow->points[i].x), dy = step_of(at.y, arrow->points[i].y);
        int goes = direction(dx, dy);

        while (at.x != arrow->points[i].x || at.y != arrow->points[i].y) {
            if (came)
                put_line(canvas, at.x, at.y, opposite(came) | goes, dress);
            at.x += dx;
            at.y += dy;
            came = goes;
        }
    }
    put_head(canvas, end.x - (came == EAST) + (came == WEST), end.y - (came == SOUTH) + (came == NORTH), came, dress);
}

static void paint_frame(const struct canvas *canvas, struct scene_area area, enum scene_frame frame, struct dress dress)
{
    const struct area on = {canvas->x + area.x, canvas->y + area.y, area.width, area.height};
    uint32_t signs[FRAME_SIGNS];

    for (int i = 0; i < FRAME_SIGNS; i++)
        signs[i] = canvas->cells->is_ascii ? (uint32_t)frame_signs[frame].ascii[i] : frame_signs[frame].unicode[i];
    cells_fill(canvas->cells, on, ' ', ELEMENT_PLAIN, dress.flags);
    cells_frame(canvas->cells, on, signs, dress.element, dress.flags);
}

/* Text in the middle of `columns`, with a space on both sides where there is room. */
static void put_centered(const struct canvas *canvas, struct scene_area line, const char *text, enum element element,
                         uint8_t flags)
{
    int width = min_int(text_width(text), line.width), x = line.x + (line.width - width) / 2;

    if (width + 2 <= line.width) {
        put_sign(canvas, x - 1, line.y, ' ', (struct dress){ELEMENT_PLAIN, flags});
        put_sign(canvas, x + width, line.y, ' ', (struct dress){ELEMENT_PLAIN, flags});
    }
    put_text(canvas, (struct scene_area){x, line.y, width, 1}, text, (struct dress){element, flags});
}

/* The first character of a name, as its avatar's letter. */
static void put_avatar(const struct canvas *canvas, int x, int y, const char *name, uint8_t flags)
{
    struct text letter = {0};
    const char *end = name;

    (void)text_next(&end);
    text_add_bytes(&letter, name, (size_t)(end - name));
    put_sign(canvas, x, y, canvas->cells->is_ascii ? '[' : 0x2590, (struct dress){ELEMENT_RULE, flags});
    put_text(canvas, (struct scene_area){x + 1, y, text_width(text_str(&letter)) > 1 ? 2 : 1, 1}, text_str(&letter),
             (struct dress){ELEMENT_PANEL_HERE, flags});
    if (text_width(text_str(&letter)) <= 1)
        put_sign(canvas, x + 2, y, canvas->cells->is_ascii ? ']' : 0x258c, (struct dress){ELEMENT_RULE, flags});
    text_release(&letter);
}

static void paint_card(const struct canvas *canvas, const struct scene_box *box, bool is_known, bool is_selected,
                       uint8_t flags)
{
    const struct scene_area area = box->area;
    int inner = area.width - 4, badge = is_known ? text_width(box->badge) : 0;
    enum element element = is_known ? box->element : ELEMENT_QUIET;
    enum element frame = is_selected ? ELEMENT_CURSOR : element == ELEMENT_AGAIN ? ELEMENT_CHANGED : element;

    paint_frame(canvas, area, is_known ? box->frame : FRAME_DASHED, (struct dress){frame, flags});
    if (is_selected)
        put_sign(canvas, area.x, area.y + 1, 0x25b8, (struct dress){ELEMENT_CURSOR, flags});
    put_avatar(canvas, area.x + 1, area.y + 1, box->name, flags);
    put_text(canvas, (struct scene_area){area.x + 5, area.y + 1, inner - 3 - (badge ? badge + 1 : 0), 1}, box->name,
             (struct dress){is_selected ? ELEMENT_SELECTED : ELEMENT_LANE, (uint8_t)(flags | CELL_BOLD)});
    if (badge)
        put_text(canvas, (struct scene_area){area.x + area.width - 2 - badge, area.y + 1, badge, 1}, box->badge,
                 (struct dress){box->element == ELEMENT_AGAIN ? ELEMENT_AGAIN : ELEMENT_QUIET, flags});
    put_text(canvas, (struct scene_area){area.x + 2, area.y + 2, area.width - 3, 1}, box->handle,
             (struct dress){ELEMENT_HANDLE, flags});
    for (int i = 0; i < box->line_count; i++)
        put_text(canvas, (struct scene_area){area.x + 2, area.y + 3 + i, inner, 1}, box->lines[i],
                 (struct dress){ELEMENT_WORDS, flags});
    if (!is_known)
        return;
    if (box->done[0]) {
        int width = min_int(text_width(box->done), inner + 1);

        put_text(canvas, (struct scene_area){area.x + area.width - 2 - width, area.y + area.height - 2, width, 1},
                 box->done, (struct dress){ELEMENT_GRANTED, flags});
    }
    if (box->foot[0])
        put_centered(canvas, (struct scene_area){area.x + 1, area.y + area.height - 1, area.width - 2, 1}, box->foot,
                     element, flags);
}

static void paint_box(const struct canvas *canvas, uint32_t index)
{
    const struct scene_box *box = &canvas->scene->boxes[index];
    bool is_selected = canvas->paint->selected == index;
    bool is_known;
    uint8_t flags;

    if (!is_there(canvas, box->from, &flags))
        return;
    is_known = reveal_part(canvas->paint->reveal, box->known) != REVEAL_BLANK;
    if (box->kind == BOX_CARD) {
        paint_card(canvas, box, is_known, is_selected, flags);
        return;
    }
    paint_frame(canvas, box->area, box->frame, (struct dress){is_selected ? ELEMENT_CURSOR : box->element, flags});
    if (is_selected)
        put_sign(canvas, box->area.x, box->area.y + 1, 0x25b8, (struct dress){ELEMENT_CURSOR, flags});
    for (int i = 0; i < box->line_count; i++)
        put_centered(canvas, (struct scene_area){box->area.x + 1, box->area.y + 1 + i, box->area.width - 2, 1},
                     box->lines[i], box->kind == BOX_COMPUTER && i > 0 ? ELEMENT_QUIET : box->element,
                     (uint8_t)(flags | CELL_BOLD));
}

/* Where an arrow leaves a box downwards, its frame shows it. */
static void paint_tee(const struct canvas *canvas, const struct scene_arrow *arrow)
{
    struct scene_point at = arrow->points[0];
    uint8_t flags;

    if (arrow->count < 2 || arrow->points[1].y <= at.y || !is_there(canvas, arrow->from, &flags))
        return;
    for (uint32_t i = 0; i < canvas->scene->box_count; i++) {
        const struct scene_box *box = &canvas->scene->boxes[i];
        bool is_ascii = canvas->cells->is_ascii;

        if (box->area.y + box->area.height - 1 == at.y && box->area.x < at.x &&
            at.x < box->area.x + box->area.width - 1 && box->kind != BOX_CARD)
            put_sign(canvas, at.x, at.y, is_ascii ? '+' : frame_signs[box->frame].unicode[6],
                     (struct dress){box->element, flags});
    }
}

static bool is_lit(const struct canvas *canvas, uint32_t event)
{
    for (size_t i = 0; i < canvas->paint->lit_count; i++)
        if (canvas->paint->lit[i] == event)
            return true;
    return false;
}

static void paint_label(const struct canvas *canvas, const struct scene_label *label)
{
    int width = min_int(text_width(label->text), label->width), x = label->x;
    uint8_t flags = dim_flag(canvas, label->from);

    if (label->align == ALIGN_CENTER)
        x += (label->width - width) / 2;
    else if (label->align == ALIGN_RIGHT)
        x += label->width - width;
    if (label->ground != GROUND_NONE) {
        put_sign(canvas, x - 1, label->y, ' ', (struct dress){ELEMENT_PLAIN, flags});
        put_sign(canvas, x + width, label->y, ' ', (struct dress){ELEMENT_PLAIN, flags});
    }
    put_text(canvas, (struct scene_area){x, label->y, width, 1}, label->text,
             (struct dress){is_lit(canvas, label->from) ? ELEMENT_LIT : label->element, flags});
}

/* How much of a bar is there up to which its end has come: columns shown, and with those that are dimmed. */
static void bar_columns(const struct canvas *canvas, const struct scene_bar *bar, int *shown, int *dimmed)
{
    const struct paint_cells *paint = canvas->paint;
    int grown = clamp_int(paint->grown - bar->x + 1, 0, bar->width);

    *shown = max_int(scene_bar_reach(canvas->scene, bar, paint->reveal.shown), grown);
    *dimmed = max_int(scene_bar_reach(canvas->scene, bar, paint->reveal.seen), *shown);
}

static void paint_bar(const struct canvas *canvas, const struct scene_bar *bar)
{
    static const uint32_t signs[] = {
        [BAR_RULE] = 0x2500, [BAR_RUN] = 0x2501, [BAR_WAIT] = 0x254c, [BAR_LANE] = ' ', [BAR_FOLD] = 0x22ef};
    static const char ascii[] = {
        [BAR_RULE] = '-', [BAR_RUN] = '=', [BAR_WAIT] = '.', [BAR_LANE] = ' ', [BAR_FOLD] = ':'};
    uint32_t sign = canvas->cells->is_ascii ? (uint32_t)ascii[bar->kind] : signs[bar->kind];
    int x = canvas->x + bar->x, y = canvas->y + bar->y, shown, dimmed;
    uint8_t flags;

    if (!is_there(canvas, bar->from, &flags) || bar->kind == BAR_LANE)
        return;
    bar_columns(canvas, bar, &shown, &dimmed);
    shown = flags & CELL_DIM ? 0 : shown;
    cells_fill(canvas->cells, (struct area){x, y, shown, 1}, sign, bar->element, 0);
    cells_fill(canvas->cells, (struct area){x + shown, y, dimmed - shown, 1}, sign, bar->element, CELL_DIM);
}

/* The head of a run that is not over: where it is shown up to. */
static void paint_head(const struct canvas *canvas, const struct scene_bar *bar)
{
    const uint32_t *events = canvas->scene->column_events, count = canvas->paint->reveal.shown;
    int shown, dimmed;
    uint8_t flags;

    if (bar->until < count || !is_there(canvas, bar->from, &flags) || flags & CELL_DIM)
        return;
    bar_columns(canvas, bar, &shown, &dimmed);
    if (shown == bar->width && events[bar->x + shown] < count)
        shown++;
    if (shown > 0)
        put_sign(canvas, bar->x + shown - 1, bar->y, canvas->cells->is_ascii ? '>' : 0x25b6,
                 (struct dress){bar->element, 0});
}

static void paint_mark(const struct canvas *canvas, const struct scene_mark *mark)
{
    struct text text = {0};
    uint8_t flags = dim_flag(canvas, mark->from);
    enum element element = is_lit(canvas, mark->from) ? ELEMENT_LIT
                           : flags & CELL_DIM && mark->element == ELEMENT_AGAIN
                               ? ELEMENT_CHANGED /* no dim background */
                               : mark->element;

    text_add(&text, marks_unicode[mark->sign]);
    if (mark->words && mark->words[0])
        text_addf(&text, " %s", mark->words);
    put_text(canvas, (struct scene_area){mark->x, mark->y, text_width(text_str(&text)), 1}, text_str(&text),
             (struct dress){element, flags});
    text_release(&text);
}

/* Labels, then marks, that are in this state. What is dimmed comes first: what is shown in its place goes over it. */
static void paint_signs(const struct canvas *canvas, enum reveal_state state)
{
    const struct scene *scene = canvas->scene;
    struct reveal reveal = canvas->paint->reveal;

    for (uint32_t i = 0; i < scene->label_count; i++)
        if (reveal_between(reveal, scene->labels[i].from, scene->labels[i].until) == state)
            paint_label(canvas, &scene->labels[i]);
    for (uint32_t i = 0; i < scene->mark_count; i++)
        if (reveal_between(reveal, scene->marks[i].from, scene->marks[i].until) == state)
            paint_mark(canvas, &scene->marks[i]);
}

void paint_cells(const struct scene *scene, const struct paint_cells *paint, struct cells *cells)
{
    const struct canvas canvas = {scene, paint, cells, paint->area.column - paint->left, paint->area.row - paint->top};
    const struct area clip = cells->clip;
    int right = paint->area.column + paint->area.columns, bottom = paint->area.row + paint->area.rows;
    struct area *now = &cells->clip;

    now->column = max_int(paint->area.column, clip.column);
    now->row = max_int(paint->area.row, clip.row);
    now->columns = min_int(right, clip.column + clip.columns) - now->column;
    now->rows = min_int(bottom, clip.row + clip.rows) - now->row;
    for (uint32_t i = 0; i < scene->bar_count; i++)
        paint_bar(&canvas, &scene->bars[i]);
    for (uint32_t i = 0; i < scene->arrow_count; i++)
        paint_arrow(&canvas, &scene->arrows[i]);
    for (uint32_t i = 0; i < scene->box_count; i++)
        paint_box(&canvas, i);
    for (uint32_t i = 0; i < scene->arrow_count; i++)
        paint_tee(&canvas, &scene->arrows[i]);
    paint_signs(&canvas, REVEAL_DIMMED);
    for (uint32_t i = 0; i < scene->bar_count; i++)
        if (scene->bars[i].until > 0)
            paint_head(&canvas, &scene->bars[i]);
    paint_signs(&canvas, REVEAL_SHOWN);
    cells->clip = clip;
}
