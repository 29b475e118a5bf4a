#include "screens/diagram_screen.h"

#include <limits.h>

#include "base/range.h"
#include "picture/paint_cells.h"
#include "screens/list.h"
#include "screens/stage_paint.h"
#include "words/narrate.h"

enum { HEAD_ROWS = 1, SENTENCE_ROWS = 2, FOOT_ROWS = SENTENCE_ROWS + 2 /* a rule, the footer */, MARGIN = 1 };

int diagram_screen_columns(int columns)
{
    return columns >= 80 + 2 * MARGIN ? columns - 2 * MARGIN : columns;
}

enum { STATE_COLUMNS = 12 }; /* "▶ play 16.0x" */

static void put_state(const struct diagram_view *view, struct screen *screen, int column)
{
    struct text state = {0}, speed = {0};
    int width;

    text_add(&state, view->is_playing ? "▶ play" : "paused");
    stage_say_speed(view->speed_percent, &speed);
    width = text_width(text_str(&speed));
    screen_put_area(screen, (struct screen_area){{column, 0, 6, 1}, AREA_STATE, 0}, &state, ELEMENT_BAR);
    screen_put_area(screen, (struct screen_area){{column + STATE_COLUMNS - width, 0, 5, 1}, AREA_SPEED, 0}, &speed,
                    ELEMENT_BAR);
}

static void paint_header(const struct diagram_view *view, struct screen *screen)
{
    struct text text = {0}, clock = {0};
    struct area area;

    msec_clock(view->at == NO_EVENT ? 0 : view->story->trace->events[view->at].time, &clock);
    text_addf(&text, "%s%sdiagram", view->scenario ? view->scenario : "", view->scenario ? " · " : "");
    if (view->branch)
        text_addf(&text, " · %s", view->branch);
    area = screen_header(screen, NULL, text_str(&clock));
    area.columns -= STATE_COLUMNS + 1;
    screen_put_text(screen, area, &text, ELEMENT_BAR);
    put_state(view, screen, area.column + area.columns + 1);
    text_release(&clock);
}

static bool is_revealed(const struct scene_box *box, uint32_t seen)
{
    return box->from == NO_EVENT || (seen != NO_EVENT && box->from <= seen);
}

/* Reading order: rows from the top, in a row from the left. */
static bool is_before(const struct scene *scene, uint32_t a, uint32_t b)
{
    const struct scene_area *left = &scene->boxes[a].area, *right = &scene->boxes[b].area;

    if (left->y != right->y)
        return left->y < right->y;
    return left->x != right->x ? left->x < right->x : a < b;
}

uint32_t diagram_first_box(const struct scene *scene, uint32_t bot, uint32_t seen)
{
    uint32_t found = NO_EVENT, first = NO_EVENT;

    for (uint32_t i = 0; i < scene->box_count; i++) {
        const struct scene_box *box = &scene->boxes[i];

        if (!is_revealed(box, seen))
            continue;
        if (first == NO_EVENT || is_before(scene, i, first))
            first = i;
        if (box->kind == BOX_CARD && box->bot == bot && (found == NO_EVENT || is_before(scene, i, found)))
            found = i;
    }
    return found == NO_EVENT ? first : found;
}

uint32_t diagram_next_box(const struct scene *scene, uint32_t box, bool is_forward, uint32_t seen)
{
    uint32_t found = NO_EVENT;

    for (uint32_t i = 0; i < scene->box_count; i++) {
        bool is_beyond = is_forward ? is_before(scene, box, i) : is_before(scene, i, box);

        if (!is_beyond || !is_revealed(&scene->boxes[i], seen))
            continue;
        if (found == NO_EVENT || (is_forward ? is_before(scene, i, found) : is_before(scene, found, i)))
            found = i;
    }
    return found == NO_EVENT ? box : found;
}

/* The box that is marked, or NO_EVENT. */
static uint32_t marked_box(const struct diagram_view *view)
{
    if (view->box != NO_EVENT)
        return view->box < view->scene->box_count ? view->box : NO_EVENT;
    return view->at == NO_EVENT ? NO_EVENT : scene_box_at(view->scene, (uint16_t)view->lane, view->at);
}

/* Below a card there is room for what follows from it. */
static int bottom_of(const struct scene_box *box)
{
    return box->area.y + box->area.height + (box->kind == BOX_CARD ? 3 : 0);
}

/* The box that was revealed last, or NO_EVENT. */
static uint32_t last_box(const struct diagram_view *view)
{
    uint32_t last = NO_EVENT;

    for (uint32_t i = 0; i < view->scene->box_count; i++) {
        const struct scene_box *box = &view->scene->boxes[i];

        if (view->at != NO_EVENT && box->from != NO_EVENT && box->from <= view->at)
            last = i;
    }
    return last;
}

/* The first column or row to show of `whole`, of which `shown` have room, so that what ends before `end` is in sight;
 * of something longer the part from `start` on. */
static int scroll_to(int start, int end, int shown, int whole)
{
    return clamp_int(min_int(end - shown, start), 0, max_int(whole - shown, 0));
}

/* So that the box gone to by hand is whole; else so that what was last revealed is in sight, with what is before it
 * where there is room. */
static struct scene_point scroll_of(const struct diagram_view *view, struct area area)
{
    bool is_by_hand = view->box != NO_EVENT && marked_box(view) != NO_EVENT;
    uint32_t at = is_by_hand ? view->box : last_box(view);
    const struct scene_box *box = at == NO_EVENT ? NULL : &view->scene->boxes[at];

    if (!box)
        return (struct scene_point){0, 0};
    return (struct scene_point){
        .x = scroll_to(box->area.x, box->area.x + box->area.width + 1, area.columns, view->scene->columns),
        .y = scroll_to(is_by_hand ? box->area.y : INT_MAX, is_by_hand ? box->area.y + box->area.height : bottom_of(box),
                       area.rows, view->scene->rows)};
}

/* On the rule where the picture is longer than the screen: which of the boxes is marked, "box 4 of 8". */
static void put_position(const struct diagram_view *view, struct screen *screen, int row)
{
    uint32_t marked = marked_box(view), number = 1, count = 0;
    struct text text = {0};

    for (uint32_t i = 0; i < view->scene->box_count; i++) {
        if (!is_revealed(&view->scene->boxes[i], view->seen))
            continue;
        count++;
        number += marked != NO_EVENT && is_before(view->scene, i, marked);
    }
    if (marked == NO_EVENT)
        text_addf(&text, " %u boxes ", count);
    else
        text_addf(&text, " box %u of %u ", number, count);
    screen_put_text(
        screen,
        (struct area){screen->cells->columns - 2 - text_width(text_str(&text)), row, text_width(text_str(&text)), 1},
        &text, ELEMENT_PANEL);
}

/* What the lane's card and the others answer to a click: go to the event at which each came to be known. Where one goes
 * on beyond an edge, that says so. */
static void note_areas(const struct diagram_view *view, struct screen *screen, struct area area,
                       struct scene_point first)
{
    for (uint32_t i = 0; i < view->scene->box_count; i++) {
        const struct scene_box *box = &view->scene->boxes[i];
        struct area on = {area.column + box->area.x - first.x, area.row + box->area.y - first.y, box->area.width,
                          box->area.height};

        if (view->seen == NO_EVENT || box->from > view->seen || on.row < area.row ||
            on.row + on.rows > area.row + area.rows)
            continue;
        screen_area(screen, on, AREA_EVENT, box->known == NO_EVENT ? box->from : box->known);
        if (on.column < area.column)
            cells_put(screen->cells, area.column, on.row + 1, 1, "◂", ELEMENT_CURSOR, 0);
        if (on.column + on.columns > area.column + area.columns)
            cells_put(screen->cells, area.column + area.columns - 1, on.row + 1, 1, "▸", ELEMENT_CURSOR, 0);
    }
}

static void paint_picture(const struct diagram_view *view, struct screen *screen, struct area area)
{
    struct scene_point first = scroll_of(view, area);
    struct paint_cells paint = {
        .area = area,
        .left = first.x,
        .top = first.y,
        .reveal = {view->at + 1, view->seen + 1},
        .selected = marked_box(view),
    };

    paint_cells(view->scene, &paint, screen->cells);
    list_put_more(screen, (struct area){screen->cells->columns - 1, area.row, 1, area.rows}, paint.top,
                  view->scene->rows, ELEMENT_QUIET);
    note_areas(view, screen, area, first);
    if (paint.selected != NO_EVENT) {
        const struct scene_area *card = &view->scene->boxes[paint.selected].area;

        screen_caret(screen,
                     area.column + clamp_int(card->x - first.x + (card->width > 5 ? 5 : 1), 0, area.columns - 1),
                     area.row + clamp_int(card->y + 1 - first.y, 0, area.rows - 1));
    }
}

void diagram_screen_paint(const struct diagram_view *view, struct screen *screen)
{
    struct cells *cells = screen->cells;
    int rows = cells->rows - HEAD_ROWS - FOOT_ROWS, rule = cells->rows - FOOT_ROWS;
    int columns = min_int(view->scene->columns, cells->columns);
    struct text sentence = {0};

    if (view->is_blank)
        return;
    paint_header(view, screen);
    paint_picture(view, screen, (struct area){(cells->columns - columns) / 2, HEAD_ROWS, columns, rows});
    cells_fill(cells, (struct area){0, rule, cells->columns, 1}, 0x2500, ELEMENT_RULE, 0);
    if (view->scene->rows > rows || view->scene->columns > columns)
        put_position(view, screen, rule);
    if (view->at == NO_EVENT)
        text_add(&sentence, "Nothing has happened yet.");
    else
        narrate_event(view->story, view->at, &sentence);
    screen_put_prose(screen, (struct area){1, rule + 1, cells->columns - 2, SENTENCE_ROWS}, &sentence,
                     ELEMENT_SENTENCE);
    screen_footer(screen, cells->rows - 1);
}
